"""What a notice says, as frozen facts with their evidence: the boundary between language and graph.

Offsets here count characters of the decoded *source*, start inclusive, end exclusive; `source[start:end] == quote` holds for
every Evidence. None and () mean: the text does not say. Names of units, types and concepts are those of the text and the vocabularies;
nothing here knows how the graph writes them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Certainty(StrEnum):
    """How firmly an answer stands: the sentence says it, it speaks of a field it does not name, or a rule says it."""

    STATED = "stated"  # 明示
    BY_REFERENCE = "by-reference"  # 泛指
    INFERRED = "inferred"  # 推断


class Role(StrEnum):
    """What a unit is to a measure."""

    LEAD = "lead"  # 牵头
    SUPPORT = "support"  # 配合
    RESPONSIBLE = "responsible"  # 责任


class Flow(StrEnum):
    """What an element does in a measure, in the order in which elements link."""

    DRAWS_ON = "drawsOn"  # 依托
    DEVELOPS = "develops"  # 培育
    BENEFITS = "benefits"  # 服务于


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the source: `source[start:end] == quote`. Never empty."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that the head of a notice states: a title, a date, an issuer."""

    value: str
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document, cited by name. `relation` is ELI's term: based_on, applies, amends, repeals or cites."""

    title: str
    relation: str
    evidence: Evidence
    rule: str
    number: str | None = None
    issuer: str | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A seat in a responsibility clause: one unit, its role, and its place in the list (from 1).

    `unit` is as written (科技厅); `name` is completed by the head that it shares with its neighbours (省科技厅).
    `scope` says whose clause it is: measure, section or document.
    """

    unit: str
    role: Role
    position: int
    evidence: Evidence
    rule: str
    name: str
    scope: str = "measure"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a measure names: a field, program, talent type, platform, carrier, activity, chain or cited policy.

    `type` is one of industry, program, talent, platform, policy, carrier, activity, chain, field-group.
    `text` is the name in full; it differs from the quote where coordination shares a head or tail, or where the quote spans noise.
    `concept` is the IRI of a concept of our vocabularies, or None for an open name.
    `flow`, with its `cue` and the extent of the cue in the source, says what the measure does with it; `chain` is the chain in which it acts here.
    `sentence` counts the sentences of the measure from 1.
    """

    type: str
    text: str
    evidence: Evidence
    rule: str
    certainty: Certainty = Certainty.STATED
    concept: str | None = None
    flow: Flow | None = None
    cue: Evidence | None = None
    flow_rule: str | None = None
    chain: str | None = None
    sentence: int = 1


@dataclass(frozen=True, slots=True)
class ChainClaim:
    """A chain that a measure works on, with the words that show it."""

    chain: str
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered unit of the body that holds measures: its heading and place."""

    id: str
    number: str
    heading: str
    evidence: Evidence  # its number and heading
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """The smallest numbered unit of action, with everything that it says. `text` is cleaned, without its number."""

    id: str
    number: str
    text: str
    evidence: Evidence  # its whole extent, number included
    truncated: bool = False
    responsible: tuple[Responsibility, ...] = ()
    mentions: tuple[Mention, ...] = ()
    chains: tuple[ChainClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """All facts of one notice."""

    name: str  # of the file, for messages
    source: str
    sha256: str  # of the source, encoded as UTF-8
    encoding: str
    title: Statement | None = None
    issued_title: Statement | None = None  # of the document that a 通知 issues
    number: Statement | None = None
    issuers: tuple[Statement, ...] = ()
    addressees: tuple[Statement, ...] = ()
    date: Statement | None = None
    published: Statement | None = None
    disclosure: Statement | None = None
    contact: Statement | None = None
    cites: tuple[Citation, ...] = ()
    first_listed_leads: Statement | None = None  # 列第一位的为牵头单位
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    pages: tuple[int, ...] = ()  # where pages begin in the source; () where the file has none
    notes: tuple[str, ...] = field(
        default=(), compare=False
    )  # what the reader noticed, for people; no part of the graph

    def page_of(self, evidence: Evidence) -> int | None:
        """The page, from 1, on which a piece of evidence begins; None where the file has no pages."""
        return bisect_right(self.pages, evidence.start) or None

    def evidence(self) -> Iterator[Evidence]:
        """Every evidence of the notice, in no promised order, repeated where facts share it."""
        head = (
            self.title,
            self.issued_title,
            self.number,
            self.date,
            self.published,
            self.disclosure,
            self.contact,
            self.first_listed_leads,
        )
        for statement in (*head, *self.issuers, *self.addressees):
            if statement is not None:
                yield statement.evidence
        yield from (citation.evidence for citation in self.cites)
        yield from (section.evidence for section in self.sections)
        for measure in self.measures:
            yield measure.evidence
            yield from (seat.evidence for seat in measure.responsible)
            yield from (mention.evidence for mention in measure.mentions)
            yield from (claim.evidence for claim in measure.chains)
            yield from (mention.cue for mention in measure.mentions if mention.cue is not None)
