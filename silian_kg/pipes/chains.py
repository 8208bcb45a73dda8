"""A measure's own text → which of the chains it works on, with the words that show it.

Each chain has its cue words, and each word a weight, in `ontology/cues/chains.tsv`. A measure works on a chain when its words outweigh the
chain's threshold: said often counts more than once, said in the opening words more than further down, and the same words count less in a long text,
so that a passing slogan does not carry. The weights are learnt from annotated notices by `tools/weigh_chain_cues.py`, starting from a judgement
by hand of how plainly each word speaks for its chain; they are never negative, so that the words that are quoted as evidence are the reason.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.errors import VocabularyError
from silian_kg.pipes.found import Element, Found, found, leave, text_of
from silian_kg.vocabulary import ontology_folder

RULE = "chains/weighed-words"
DECOY = "-"  # in the place of a chain: a longer word that holds a cue and is none
THRESHOLD = "*"  # in the place of a word: what the words of the chain must outweigh
LENGTH = 150  # characters of a measure at which a word said once counts as one
SHRINKING = 0.6  # how fast a word loses weight in a longer text, as a power of its length
SHORTEST = 30  # characters; shorter texts weigh as if they had that many
EVIDENCE = 3  # how many words at most are quoted for a chain
_OPENING = re.compile(r"[^。\n]{0,40}")  # 完善人才服务保障。


class Said(NamedTuple):
    """A cue word, or what stands for a name, at [start, end) of the text."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The weighed words of every chain, and the automaton that finds them, the longest at each place."""

    weights: Mapping[str, Mapping[str, float]]  # chain → word → weight
    thresholds: Mapping[str, float]
    automaton: Any = field(repr=False)

    def occurrences(self, text: str, extents: Sequence[tuple[int, int]], names: Iterable[Found] = ()) -> Iterator[Said]:
        """The cue words in the extents of a text, and the names in their place: 〈talent〉 for its type, 〈人才链〉 for its chain."""
        for start, end in extents:
            if start < end:
                for last, word in self.automaton.iter_long(text, start, end):
                    if word:
                        yield Said(last + 1 - len(word), last + 1, word)
        for name in names:
            yield Said(name.start, name.end, f"〈{name.label}〉")
            if isinstance(name, Element) and name.chain:
                yield Said(name.start, name.end, f"〈{name.chain}〉")


@cache
def load_cues(path: Path | None = None) -> Cues:
    """Read the weighed words (ours, by default): lines of chain, word, judgement and weight, separated by tabs.

    Raises:
        VocabularyError: the file is missing, or a line is not of this form.
    """
    import ahocorasick

    path = path or ontology_folder() / "cues" / "chains.tsv"
    if not path.is_file():
        raise VocabularyError(f"{path}: the cue words of the chains are missing; is the installation complete?")
    automaton = ahocorasick.Automaton()
    weights: dict[str, dict[str, float]] = {}
    thresholds: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            chain, word, _, weight = line.split("\t")
            value = float(weight)
        except ValueError as error:
            raise VocabularyError(
                f"{path.name}, line {number}: not chain, word, judgement and weight: {line!r}"
            ) from error
        if word == THRESHOLD:
            thresholds[chain] = value
        elif chain == DECOY:
            automaton.add_word(word, "")
        else:
            weights.setdefault(chain, {})[word] = value
    for words in weights.values():
        for word in words:
            automaton.add_word(word, word)
    automaton.make_automaton()
    return Cues(weights, thresholds, automaton)


def strengths(places: Iterable[Said], opening: int, length: int) -> dict[str, float]:
    """How strongly each word speaks in a measure.

    Args:
        places: where the words stand.
        opening: where the opening words of the measure end; a word that starts before it counts once more.
        length: characters of the measure.

    Returns:
        word → the logarithm of one plus its scaled count. {} where no word stands.
    """
    scale = (LENGTH / max(length, SHORTEST)) ** SHRINKING
    counts: dict[str, float] = {}
    opened: set[str] = set()
    for said in places:
        counts[said.word] = counts.get(said.word, 0.0) + scale
        if said.start < opening:
            opened.add(said.word)
    return {word: math.log1p(count + (word in opened)) for word, count in counts.items()}


def opening_of(text: str, start: int, end: int) -> int:
    """Where the opening words of a measure end: its heading, or at most 40 characters."""
    match = _OPENING.match(text, start, end)
    return match.end() if match else start


def chains(text: str, extents: Sequence[tuple[int, int]], names: Iterable[Found] = ()) -> list[Found]:
    """The chains that one measure works on.

    Args:
        text: the whole text.
        extents: the measure's own text, without its responsibility clauses.
        names: what the measure names, with flow roles where they are known.

    Returns:
        For each chain its weightiest words, each where it first stands, in the order of the chains and then of the text.
    """
    cues = load_cues()
    places = tuple(cues.occurrences(text, extents, names))
    if not places:
        return []
    start, end = extents[0][0], extents[-1][1]
    spoken = strengths(places, opening_of(text, start, end), sum(high - low for low, high in extents))
    first: dict[str, Said] = {}
    for said in places:
        first.setdefault(said.word, said)
    claims: list[Found] = []
    for chain, weights in cues.weights.items():
        shares = {word: weights[word] * strength for word, strength in spoken.items() if weights.get(word, 0.0) > 0}
        if sum(shares.values()) > cues.thresholds[chain]:
            claims.extend(_evidence(chain, shares, first))
    return claims


def _evidence(chain: str, shares: Mapping[str, float], first: Mapping[str, Said]) -> list[Found]:
    """The weightiest words for a chain, where they first stand; a piece of text counts once."""
    extents: dict[tuple[int, int], None] = {}
    for word in sorted(shares, key=lambda word: (-shares[word], first[word].start, word)):
        extents.setdefault((first[word].start, first[word].end))
        if len(extents) == EVIDENCE:
            break
    return [Found(start, end, chain, chain, RULE) for start, end in sorted(extents)]


def own_text(start: int, end: int, without: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces of [start, end) that lie outside the extents in `without`, which ascend."""
    pieces: list[tuple[int, int]] = []
    for low, high in without:
        if low < end and high > start:
            if start < low:
                pieces.append((start, low))
            start = max(start, high)
    if start < end:
        pieces.append((start, end))
    return pieces


class ChainsStage:
    """Says of each measure which chains it works on.

    Assigns: `doc._.found["chains"]`, one Found a word that shows a chain; its label and text are the name of the chain.

    Scope: the four chains 人才链, 教育链, 产业链, 创新链. Text outside measures is not judged.

    Performance: P 0.91, R 0.91, F1 0.91 on 34 annotated notices, each judged by weights that others gave; F1 0.87 on eight further ones.
    The founding notice: P 0.97, R 0.94, F1 0.95.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Leave the words that show the chains of each measure."""
        text = text_of(doc)
        without = [(clause.start, clause.end) for clause in found(doc, "clauses")]
        names: tuple[Found, ...] = found(doc, "flow") or found(doc, "names")
        starts = [name.start for name in names]
        document = doc._.document
        measures = (
            [(section.body, section.own_end) for section in document.measures()]
            if document is not None
            else [(0, len(text))]
        )
        claims: list[Found] = []
        for start, end in measures:
            inside = [extent for extent in without if extent[0] < end and extent[1] > start]
            own = names[bisect_left(starts, start) : bisect_left(starts, end)]
            claims.extend(chains(text, own_text(start, end, inside), own))
        return leave(doc, "chains", claims)


@Language.factory("silian_chains")
def make_chains(nlp: Language, name: str) -> ChainsStage:
    """Make the stage."""
    return ChainsStage()
