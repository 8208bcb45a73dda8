"""What a stage finds in a Doc: plain frozen data that the stages leave for one another.

spaCy keeps an attribute of a Span by its offsets, so two findings on one extent (高层次、急需紧缺和骨干专业技术人才 is three talent types)
would overwrite each other there. Each stage therefore leaves its findings, ordered by offset, in `doc._.found[stage]`, and shows them in
`doc.spans[stage]` as Spans whose `label_` is the type, `kb_id_` the concept and `id_` the rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

for _extension in ("document", "found"):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: offsets are characters of `doc.text`; `text` is its name in full."""

    start: int
    end: int
    label: str
    text: str
    rule: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Seat(Found):
    """A unit in a responsibility clause; `label` is its role."""

    name: str = ""  # completed by a shared head
    position: int = 1
    measure: int = (
        0  # offset at which the measure that it answers for starts (ids may recur in a notice with two plans)
    )
    scope: str = "measure"


@dataclass(frozen=True, slots=True)
class Element(Found):
    """A mention with what the sentence does with it; `flow` is "" where the sentence only names it."""

    flow: str = ""
    cue: str = ""
    cue_start: int = 0
    cue_end: int = 0
    flow_rule: str = ""
    chain: str = ""
    sentence: int = 1


def leave(doc: Doc, stage: str, findings: Iterable[Found]) -> Doc:
    """Leave what a stage found on the doc, for later stages and for whoever looks at `doc.spans[stage]`."""
    ordered = tuple(sorted(findings, key=lambda found: (found.start, found.end, found.label, found.text)))
    if doc._.found is None:
        doc._.found = {}
    doc._.found[stage] = ordered
    one_token_a_character = not len(doc) or len(doc) == doc[-1].idx + len(doc[-1].text_with_ws)
    spans: list[Span] = []
    for found in ordered:
        about: dict[str, Any] = {"label": found.label, "kb_id": found.concept, "span_id": found.rule}
        if one_token_a_character:
            spans.append(Span(doc, found.start, found.end, **about))
        else:
            span = doc.char_span(found.start, found.end, alignment_mode="expand", **about)
            if span is not None:
                spans.append(span)
    doc.spans[stage] = spans
    return doc


def text_of(doc: Doc) -> str:
    """The text of a Doc; that of its Document where it has one, as `doc.text` is put together from the tokens at each call."""
    return doc.text if doc._.document is None else str(doc._.document.text)


def found(doc: Doc, stage: str) -> tuple[Any, ...]:
    """What a stage left on the doc; () where it did not run."""
    return () if doc._.found is None else doc._.found.get(stage, ())
