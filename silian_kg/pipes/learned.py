"""Names found by rules → the same names weighed by a sequence model that was trained on annotated notices: some added, some taken back."""

import itertools
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.pipes.found import Found, found, leave, text_of
from silian_kg.pipes.segmentation import word_edges
from silian_kg.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import pycrfsuite

STAGE = "names"  # it leaves its names in place of those that it weighed
MODEL = "names.crf"
RULE = "learned/sequence"
LETTERS: Final = {"industry": "I", "program": "P", "talent": "T", "platform": "L"}  # types in the tags of the model
TYPES: Final = {letter: type_ for type_, letter in LETTERS.items()}
OUTSIDE = "O"
DOUBTED = 0.1  # a rule's name whose characters the model takes for part of a name with less than this probability is taken back

Extent = tuple[int, int]


class Learned:
    """Weighs the names of a text by a conditional random field over characters.

    Its evidence is the characters and words around, the labels of the vocabularies, and what the rules found; so it learns which rules
    to trust where. A name that it adds has the rule `learned/sequence`; a name of the rules that it finds very unlikely is taken back;
    all other names stay as they are. Responsibility clauses and 《titles》 are left alone.

    Assigns: `doc._.found["names"]`, `doc.spans["names"]`.

    Scope: industry, program, talent and platform; the other types pass through. Without a stage `names` before it, it has only the
    characters to go by.
    """

    def __init__(self, model: Path | None = None) -> None:
        self._model = model
        self._labels = load_vocabulary().labels

    def __call__(self, doc: Doc) -> Doc:
        """Leave the weighed names."""
        text = text_of(doc)
        names = found(doc, "names")
        closed = [(clause.start, clause.end) for stage in ("clauses", "citations") for clause in found(doc, stage)]
        weighed: list[Found] = []
        for start, end in _extents(doc, len(text)):
            weighed += self._weigh(text, start, end, names, found(doc, "concepts"), closed)
        return leave(doc, STAGE, weighed)

    def _weigh(
        self, text: str, start: int, end: int, names: Iterable[Found], concepts: Iterable[Found], closed: list[Extent]
    ) -> list[Found]:
        inside = [name for name in names if start <= name.start and name.end <= end]
        tagger = _tagger(self._model)
        tags = tagger.tag(features(text[start:end], _moved(inside, start), _moved(concepts, start, end)))
        likely = [1 - tagger.marginal(OUTSIDE, at) for at in range(end - start)]
        kept = [name for name in inside if name.label not in LETTERS or _mean(likely, name, start) >= DOUBTED]
        taken = [(name.start, name.end) for name in kept if name.label in LETTERS] + closed
        added = [
            self._named(text, start + first, start + last, type_)
            for first, last, type_ in decode(tags)
            if not any(start + first < stop and begin < start + last for begin, stop in taken)
        ]
        general = [name for name in kept if not any(name.start < one.end and one.start < name.end for one in added)]
        return general + added

    def _named(self, text: str, start: int, end: int, type_: str) -> Found:
        label = text[start:end]
        concept = self._labels.get(label)
        return Found(
            start, end, type_, label, RULE, concept.iri if concept is not None and concept.type == type_ else ""
        )


def features(text: str, names: Iterable[Found], concepts: Iterable[Found]) -> list[list[str]]:
    """What the model sees of each character: its neighbours, its word and the words around, and what vocabularies and rules found there.

    Args:
        text: the text of a measure.
        names, concepts: findings at offsets in that text.

    Returns: for each character its features; [] for an empty text.
    """
    size = len(text)
    rule, label = _marks(names, size), _marks(concepts, size)
    edges = sorted(word_edges(text)) if text else [0]
    words = [text[first:last] for first, last in itertools.pairwise(edges)]
    padded = f"^^^{text}$$$"
    rows: list[list[str]] = []
    quoted = False
    for place, word in enumerate(words):
        before = words[place - 1] if place else "^"
        after = words[place + 1] if place + 1 < len(words) else "$"
        further = words[place + 2] if place + 2 < len(words) else "$"
        earlier = words[place - 2] if place > 1 else "^"
        for offset, char in enumerate(word):
            at = edges[place] + offset
            quoted = quoted or char == "“"
            c = padded[at : at + 7]
            position = _position(offset, len(word))
            ours, theirs = rule[at], label[at]
            rows.append([
                f"0{char}", f"-1{c[2]}", f"+1{c[4]}", f"-2{c[1]}", f"+2{c[5]}", f"-3{c[0]}", f"+3{c[6]}",
                f"a{c[2:4]}", f"b{c[3:5]}", f"c{c[1:3]}", f"d{c[4:6]}", f"e{c[2:5]}",
                f"p{position}", f"w{word}{position}", f"x{before}{position}", f"y{after}{position}",
                f"u{earlier}{position}", f"v{further}{position}", f"s{before}{word}{position}", f"t{word}{after}{position}",
                f"q{int(quoted)}", f"r{ours}", f"k{theirs}", f"rk{ours}{theirs}",
                f"r-{rule[at - 1] if at else '^'}", f"r+{rule[at + 1] if at + 1 < size else '$'}",
                f"k-{label[at - 1] if at else '^'}", f"k+{label[at + 1] if at + 1 < size else '$'}",
            ])  # fmt: skip
            quoted = quoted and char != "”"
    return rows


def decode(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """The names that a sequence of tags (B, M, E, S with the letter of a type; O) marks: start, end, type.

    >>> list(decode(["O", "BT", "MT", "ET", "SI", "BT", "O"]))
    [(1, 4, 'talent'), (4, 5, 'industry')]
    """
    begin: int | None = None
    for at, tag in enumerate(tags):
        if tag[0] == "S":
            yield at, at + 1, TYPES[tag[1]]
        if tag[0] == "B":
            begin = at
        elif tag[0] == "E" and begin is not None and tags[begin][1] == tag[1]:
            yield begin, at + 1, TYPES[tag[1]]
            begin = None
        elif tag[0] != "M" or begin is None or tags[begin][1] != tag[1]:
            begin = None


def _marks(findings: Iterable[Found], size: int) -> list[str]:
    """For each character the part that it plays in a finding (B, M, E, S), with the finding's type, and O outside."""
    marks = [OUTSIDE] * size
    for finding in findings:
        length = finding.end - finding.start
        for offset in range(length):
            marks[finding.start + offset] = _position(offset, length) + finding.label[:2]
    return marks


def _position(offset: int, length: int) -> str:
    if length == 1:
        return "S"
    return "B" if offset == 0 else "E" if offset == length - 1 else "M"


def _moved(findings: Iterable[Found], start: int, end: int | None = None) -> list[Found]:
    """Findings at offsets that count from `start`; with `end`, those inside alone."""
    return [
        Found(one.start - start, one.end - start, one.label, one.text, one.rule, one.concept)
        for one in findings
        if end is None or (start <= one.start and one.end <= end)
    ]


def _mean(likely: list[float], name: Found, start: int) -> float:
    return sum(likely[name.start - start : name.end - start]) / (name.end - name.start)


def _extents(doc: Doc, size: int) -> list[Extent]:
    """The measures' own texts; all of the text where no Document stands behind the Doc."""
    if doc._.document is None:
        return [(0, size)] if size else []
    return [(section.body, section.own_end) for section in doc._.document.measures() if section.own_end > section.body]


@cache
def _tagger(model: Path | None) -> "pycrfsuite.Tagger":
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    if model is not None:
        tagger.open(str(model))
        return tagger
    with as_file(files("silian_kg") / "models" / MODEL) as path:
        tagger.open(str(path))
    return tagger


@Language.factory("silian_learned", default_config={"model": None})
def make_learned(nlp: Language, name: str, model: str | None) -> Any:
    """Make the stage; `model` names a file of weights other than ours."""
    return Learned(Path(model) if model else None)
