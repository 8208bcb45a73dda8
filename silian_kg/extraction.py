"""Document → annotated Doc → facts: the one place where spans become statements."""

import hashlib
import os
from collections import defaultdict
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.document import Document, Reference, Value
from silian_kg.document import Section as ReadSection
from silian_kg.facts import (
    Certainty,
    ChainClaim,
    Citation,
    Evidence,
    Flow,
    Measure,
    Mention,
    Notice,
    Responsibility,
    Role,
    Section,
    Statement,
)
from silian_kg.pipes.found import Element, Found, Seat, found

STAGES = (
    "silian_responsibility",
    "silian_citations",
    "silian_concepts",
    "silian_names",
    "silian_learned",
    "silian_flow",
    "silian_chains",
)
LEARNED = "SILIAN_LEARNED"  # the variable of the environment whose value 0 switches the learned stage off


@cache
def pipeline(*, words: bool = False, learned: bool = True) -> Language:
    """The spaCy pipeline of all stages over characters.

    Args:
        words: add jieba's words and parts of speech, which no other stage needs.
        learned: weigh the names that the rules find by the trained model; without it every name stands on a rule alone.
    """
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "silian.CharacterTokenizer.v1"}}})
    for stage in (("silian_words",) if words else ()) + STAGES:
        if learned or stage != "silian_learned":
            nlp.add_pipe(stage)
    return nlp


def annotate(document: Document, *, words: bool = False, learned: bool | None = None) -> Doc:
    """Run every stage over the cleaned text of a document.

    Args:
        document: what was read.
        words: see `pipeline`.
        learned: see `pipeline`; None asks the environment, where SILIAN_LEARNED=0 switches it off.
    """
    nlp = pipeline(words=words, learned=os.environ.get(LEARNED) != "0" if learned is None else learned)
    doc = nlp.make_doc(document.text)
    doc._.document = document
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    return doc


def extract(doc: Doc) -> Notice:
    """Turn the findings on a Doc that `annotate` made into facts with evidence in the source."""
    document: Document = doc._.document
    quote = _Quoter(document)
    head = document.head
    lead = next((clause for clause in found(doc, "document-clauses") if clause.label == "first-listed-leads"), None)
    return Notice(
        name=document.name,
        source=document.source,
        sha256=hashlib.sha256(document.source.encode("utf-8")).hexdigest(),
        encoding=document.encoding,
        title=quote.statement(head.title),
        issued_title=quote.statement(document.issued.title if document.issued else None),
        number=quote.statement(head.number),
        issuers=quote.statements(head.issuers),
        addressees=quote.statements(head.addressees),
        date=quote.statement(head.date),
        published=quote.statement(head.published),
        disclosure=quote.statement(head.disclosure),
        contact=quote.statement(head.contact),
        cites=tuple(quote.citation(reference) for reference in head.cites),
        first_listed_leads=Statement("true", quote(lead.start, lead.end), lead.rule) if lead else None,
        sections=tuple(_section(section, quote) for section in document.walk() if not section.is_measure),
        measures=_measures(doc, document, quote),
        pages=document.pages,
        notes=document.notes,
    )


class _Quoter:
    """Turns extents of the cleaned text into evidence in the source."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __call__(self, start: int, end: int) -> Evidence:
        first, last = self._document.source_extent(start, end)
        return Evidence(first, last, self._document.source[first:last])

    def statement(self, value: Value | None) -> Statement | None:
        return None if value is None else Statement(value.value, self(value.start, value.end), value.rule)

    def statements(self, values: tuple[Value, ...]) -> tuple[Statement, ...]:
        return tuple(Statement(value.value, self(value.start, value.end), value.rule) for value in values)

    def citation(self, reference: Reference) -> Citation:
        return Citation(
            title=reference.title,
            relation=reference.relation,
            evidence=self(reference.start, reference.end),
            rule="head/cited-in-preamble",
            number=reference.number,
            issuer=reference.issuer,
            cue=reference.cue,
        )


def _section(section: ReadSection, quote: _Quoter) -> Section:
    label_end = max(section.own_end, section.start + 1)
    evidence = quote(section.start, label_end)
    start, end = quote(section.start, section.end).start, quote(section.start, section.end).end
    return Section(section.id, section.number, section.heading, evidence, start, end)


def _measures(doc: Doc, document: Document, quote: _Quoter) -> tuple[Measure, ...]:
    sections = list(document.measures())
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in found(doc, "responsibility"):
        seats[seat.measure].append(seat)
    named = _by_measure(found(doc, "flow") or found(doc, "names"), sections)
    cited = _by_measure(found(doc, "citations"), sections)
    chained = _by_measure(found(doc, "chains"), sections)
    return tuple(
        Measure(
            id=section.id,
            number=section.number,
            text=document.text[section.body : section.own_end].strip(),
            evidence=quote(section.start, section.own_end),
            truncated=section.truncated,
            responsible=tuple(
                _responsibility(seat, quote) for seat in sorted(seats[section.start], key=lambda seat: seat.position)
            ),
            mentions=tuple(
                [_mention(name, quote) for name in named[section.start]]
                + [_policy(title, quote) for title in cited[section.start]]
            ),
            chains=tuple(
                ChainClaim(claim.label, quote(claim.start, claim.end), claim.rule) for claim in chained[section.start]
            ),
        )
        for section in sections
    )


def _by_measure(findings: tuple[Any, ...], sections: list[ReadSection]) -> dict[int, list[Any]]:
    """Findings by the start of the measure whose own text holds them, in the order of the text."""
    by_measure: dict[int, list[Any]] = defaultdict(list)
    place = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        while place < len(sections) and sections[place].own_end <= finding.start:
            place += 1
        if place < len(sections) and sections[place].body <= finding.start and finding.end <= sections[place].own_end:
            by_measure[sections[place].start].append(finding)
    return by_measure


def _responsibility(seat: Seat, quote: _Quoter) -> Responsibility:
    return Responsibility(
        unit=seat.text,
        role=Role(seat.label),
        position=seat.position,
        evidence=quote(seat.start, seat.end),
        rule=seat.rule,
        name=seat.name or seat.text,
        scope=seat.scope,
    )


def _mention(name: Found, quote: _Quoter) -> Mention:
    element = (
        name
        if isinstance(name, Element)
        else Element(name.start, name.end, name.label, name.text, name.rule, name.concept)
    )
    return Mention(
        type=element.label,
        text=element.text,
        evidence=quote(element.start, element.end),
        rule=element.rule,
        certainty=Certainty.BY_REFERENCE if element.label == "field-group" else Certainty.STATED,
        concept=element.concept or None,
        flow=Flow(element.flow) if element.flow else None,
        cue=quote(element.cue_start, element.cue_end) if element.flow and element.cue_end > element.cue_start else None,
        flow_rule=element.flow_rule or None,
        chain=element.chain or None,
        sentence=element.sentence,
    )


def _policy(title: Found, quote: _Quoter) -> Mention:
    return Mention(type="policy", text=title.text, evidence=quote(title.start, title.end), rule=title.rule)
