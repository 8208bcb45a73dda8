"""Annotated notices → silian_kg/models/names.crf, the weights of the stage silian_learned.

    python tools/train_names.py GOLD_DIR…        # each holds NAME.json beside NAME.txt; the founding notice of corpus/ is always added

The same gold gives the same weights: the order is that of the file names, and what is hidden in the second copy is drawn with a fixed seed.
Every measure is learned twice, once as it is and once with half of the findings of rules and vocabularies hidden: on a notice that they
were not made on, the rules find less than on one that they were.
"""

import json
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycrfsuite

from silian_kg.evaluation import align
from silian_kg.extraction import pipeline
from silian_kg.pipes.found import Found, found
from silian_kg.pipes.learned import LETTERS, MODEL, OUTSIDE, features
from silian_kg.reading import read

ROOT = Path(__file__).parent.parent
HIDDEN = 0.5
PARAMETERS = {"c1": 0.6, "c2": 0.05, "max_iterations": 140, "feature.minfreq": 3, "feature.possible_transitions": True}


def measures(
    gold_path: Path, text_path: Path
) -> Iterator[tuple[str, list[Found], list[Found], list[tuple[int, int]], Mapping[str, Any]]]:
    """Of each annotated measure: its text, names, labels, closed extents (all at offsets in that text) and gold."""
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    document = read(text_path)
    nlp = pipeline(learned=False)
    doc = nlp.make_doc(document.text)
    doc._.document = document
    for name, stage in nlp.pipeline:
        doc = stage(doc)
        if name == "silian_names":
            break
    sections = list(document.measures())
    found_ = [{"id": s.id, "text": document.text[s.body : s.own_end].strip(), "section": s} for s in sections]
    for wanted, got in align(gold["measures"], found_)[0]:
        if got is not None:
            start, end = got["section"].body, got["section"].own_end
            closed = [
                (max(one.start, start) - start, min(one.end, end) - start)
                for stage in ("clauses", "citations")
                for one in found(doc, stage)
                if one.start < end and start < one.end
            ]
            yield (
                document.text[start:end],
                _inside(doc, "names", start, end),
                _inside(doc, "concepts", start, end),
                closed,
                wanted,
            )


def _inside(doc: Any, stage: str, start: int, end: int) -> list[Found]:
    return [
        Found(one.start - start, one.end - start, one.label, one.text, one.rule, one.concept)
        for one in found(doc, stage)
        if start <= one.start and one.end <= end
    ]


def tags(text: str, names: list[Found], closed: list[tuple[int, int]], gold: Mapping[str, Any]) -> list[str]:
    """The gold of a measure as a tag for each character; the longest name counts where two overlap.

    Of readings that are equally right, the one that the rules found, else the first; a fact open to judgement only if the rules found it.
    """
    spans: list[tuple[int, int, str]] = []
    for type_, letter in LETTERS.items():
        ours = {(name.start, name.end) for name in names if name.label == type_}
        for item in gold.get(type_, []):
            places = [
                (start, start + len(reading), reading)
                for reading in item.removeprefix("?").split("|")
                for start in _occurrences(text, reading)
                if not any(start < last and first < start + len(reading) for first, last in closed)
            ]
            chosen = {reading for start, end, reading in places if (start, end) in ours}
            if not chosen and places and not item.startswith("?"):
                chosen = {places[0][2]}
            spans += [(start, end, letter) for start, end, reading in places if reading in chosen]
    marked = [OUTSIDE] * len(text)
    for start, end, letter in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(tag == OUTSIDE for tag in marked[start:end]):
            marked[start:end] = [f"M{letter}"] * (end - start)
            marked[end - 1] = f"E{letter}"
            marked[start] = f"B{letter}" if end - start > 1 else f"S{letter}"
    return marked


def _occurrences(text: str, reading: str) -> Iterator[int]:
    at = text.find(reading) if reading else -1
    while at >= 0:
        yield at
        at = text.find(reading, at + 1)


def train(pairs: list[tuple[Path, Path]], target: Path) -> None:
    """Learn the weights from pairs of gold and text."""
    trainer = pycrfsuite.Trainer(verbose=False)
    draw = random.Random(161)
    for gold_path, text_path in pairs:
        for text, names, labels, closed, gold in measures(gold_path, text_path):
            right = tags(text, names, closed, gold)
            trainer.append(features(text, names, labels), right)
            hidden = {name.text for name in names if draw.random() < HIDDEN}
            seen = [[one for one in findings if one.text not in hidden] for findings in (names, labels)]
            trainer.append(features(text, *seen), right)
    trainer.set_params(PARAMETERS)
    target.parent.mkdir(exist_ok=True)
    trainer.train(str(target))


def main(folders: list[str]) -> None:
    """Train on the gold folders."""
    pairs = [(path, path.with_suffix(".txt")) for folder in folders for path in sorted(Path(folder).glob("*.json"))]
    pairs += [
        (path, ROOT / "corpus" / "notices" / f"{path.stem}.txt")
        for path in sorted((ROOT / "corpus" / "gold").glob("*.json"))
    ]
    train(pairs, ROOT / "silian_kg" / "models" / MODEL)
    print(
        f"{len(pairs)} notices → silian_kg/models/{MODEL}, {(ROOT / 'silian_kg' / 'models' / MODEL).stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
