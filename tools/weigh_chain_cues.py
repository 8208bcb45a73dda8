"""Weigh the cue words of the chains by annotated notices: rewrites the weights in ontology/cues/chains.tsv.

    python tools/weigh_chain_cues.py GOLD_FOLDER [GOLD_FOLDER …] [--check]

A gold folder holds NAME.txt and NAME.json. For each chain the weights maximise the likelihood of the annotated measures (logistic regression) with a
penalty on leaving the judgement by hand, which stands in the third column: 3 says the chain with one word, 2 says it plainly, 1 leans to it. A word that the notices do not
hold keeps its judgement. Weights stay at or above zero. The arithmetic has no chance in it: the same notices give the same file.

--check prints instead how well weights learnt on seven eighths of the notices do on the last eighth, turn by turn.
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from silian_kg.evaluation import align
from silian_kg.extraction import annotate
from silian_kg.pipes.chains import DECOY, THRESHOLD, Cues, load_cues, opening_of, own_text, strengths
from silian_kg.pipes.found import found
from silian_kg.reading import read
from silian_kg.vocabulary import ontology_folder

PATH = ontology_folder() / "cues" / "chains.tsv"
JUDGEMENTS = {"3": 4.0, "2": 2.5, "1": 0.5}  # the weight from which a word starts
PENALTY = 1.0
STEPS = 600
PROBABILITY = 0.38  # from which a chain is claimed; where F1 over the held-out notices is best
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated measure: its notice, how strongly each word speaks in it, and its chains."""

    notice: str
    spoken: dict[str, float]
    chains: tuple[str, ...]


def examples(folders: Sequence[Path], cues: Cues) -> Iterator[Example]:
    """Read the annotated measures of every notice in the folders, in the order of their names."""
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            yield from _of_notice(path, gold, cues)


def _of_notice(path: Path, gold: dict[str, Any], cues: Cues) -> Iterator[Example]:
    doc = annotate(read(path))
    text, document = doc.text, doc._.document
    names = found(doc, "flow")
    clauses = [(clause.start, clause.end) for clause in found(doc, "clauses")]
    measures = [
        {"id": section.id, "text": text[section.body : section.own_end], "section": section}
        for section in document.measures()
    ]
    for wanted, got in align(gold["measures"], measures)[0]:
        if got is not None:
            start, end = got["section"].body, got["section"].own_end
            extents = own_text(start, end, clauses)
            places = tuple(cues.occurrences(text, extents, [name for name in names if start <= name.start < end]))
            spoken = strengths(places, opening_of(text, start, end), sum(high - low for low, high in extents))
            yield Example(path.stem, spoken, tuple(wanted["chains"]))


def weigh(chain: str, judged: dict[str, float], measures: Sequence[Example]) -> tuple[dict[str, float], float]:
    """The weights and the threshold of one chain: accelerated projected gradient ascent on the penalised likelihood."""
    words = sorted(judged)
    matrix = np.array([[measure.spoken.get(word, 0.0) for word in words] for measure in measures])
    truth = np.array([float(chain in measure.chains) for measure in measures])
    start = np.array([judged[word] for word in words])
    weights, bias = start.copy(), 0.0
    ahead, bias_ahead, pace = weights.copy(), bias, 1.0
    bound = 0.25 * (np.linalg.norm(matrix, 2) ** 2 + len(measures)) + PENALTY
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(matrix @ ahead + bias_ahead))) - truth
        new = np.maximum(ahead - (matrix.T @ error + PENALTY * (ahead - start)) / bound, 0.0)
        new_bias = bias_ahead - float(error.sum()) / bound
        new_pace = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + (pace - 1) / new_pace * (new - weights)
        bias_ahead = new_bias + (pace - 1) / new_pace * (new_bias - bias)
        weights, bias, pace = new, new_bias, new_pace
    threshold = math.log(PROBABILITY / (1 - PROBABILITY)) - bias
    return {word: round(float(weight), 2) for word, weight in zip(words, weights, strict=True)}, round(threshold, 2)


def check(judged: dict[str, dict[str, float]], measures: Sequence[Example]) -> None:
    """Print precision, recall and F1 over notices that the weights have not seen."""
    notices = sorted({measure.notice for measure in measures})
    counts = {chain: [0, 0, 0] for chain in judged}
    for fold in range(FOLDS):
        held = {notice for place, notice in enumerate(notices) if place % FOLDS == fold}
        for chain, words in judged.items():
            weights, threshold = weigh(chain, words, [measure for measure in measures if measure.notice not in held])
            for measure in measures:
                if measure.notice in held:
                    claimed = (
                        sum(weights.get(word, 0.0) * spoken for word, spoken in measure.spoken.items()) > threshold
                    )
                    true = chain in measure.chains
                    counts[chain][0] += claimed and true
                    counts[chain][1] += claimed and not true
                    counts[chain][2] += true and not claimed
    for chain, (tp, fp, fn) in [
        *counts.items(),
        ("all", [sum(column) for column in zip(*counts.values(), strict=True)]),
    ]:
        sys.stdout.write(
            f"{chain}\tP {tp / (tp + fp):.3f}\tR {tp / (tp + fn):.3f}\tF1 {2 * tp / (2 * tp + fp + fn):.3f}\tgold {tp + fn}\n"
        )


def main() -> None:
    """Weigh, or check."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    if not folders:
        raise SystemExit(__doc__)
    lines = PATH.read_text(encoding="utf-8").splitlines()
    judged: dict[str, dict[str, float]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            chain, word, judgement, _ = line.split("\t")
            if chain != DECOY and word != THRESHOLD:
                judged.setdefault(chain, {})[word] = JUDGEMENTS[judgement]
    measures = list(examples(folders, load_cues()))
    if "--check" in sys.argv:
        check(judged, measures)
        return
    weighed = {chain: weigh(chain, words, measures) for chain, words in judged.items()}
    rewritten: list[str] = []
    for line in lines:
        if not line or line.startswith("#") or line.startswith(DECOY + "\t"):
            rewritten.append(line)
            continue
        chain, word, judgement, _ = line.split("\t")
        weights, threshold = weighed[chain]
        rewritten.append(
            "\t".join((chain, word, judgement, f"{threshold if word == THRESHOLD else weights[word]:.2f}"))
        )
    PATH.write_text("\n".join(rewritten) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{PATH.name}: weighed by {len(measures)} measures of {len({measure.notice for measure in measures})} notices\n"
    )


if __name__ == "__main__":
    main()
