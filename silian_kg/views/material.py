"""What views are made of: the passages of the notices, the facts found in them, and what was derived, as flat tables of plain data.

Every view model holds four tables, and everything that can be clicked points into them by index:

```
notices   {iri, number, title, issuers, date, published, region, name}
passages  {notice, measure, iri, section, start, text, noise, truncated} a piece of the source as stored, from character `start`
things    {iri, label, type, owner, chain}                               what facts are about
facts     {at, passage, start, end, type, text, thing, rule, …}          a quote in a passage; `at` is the passage of its measure
```

Offsets of facts, cues and noise count code points in the text of their passage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = [
    "Extents",
    "Fact",
    "Heading",
    "Linkage",
    "Material",
    "Node",
    "NoticeCard",
    "Passage",
    "Service",
    "Source",
    "linkage_item",
    "tables",
]

Extents = tuple[tuple[int, int], ...]  # (start, end) pairs


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """What names a notice; "" where its text does not say."""

    number: str
    title: str
    issuers: tuple[str, ...]
    date: str
    name: str  # how its source is called
    published: str = ""
    region: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the source: a measure, or the lines around a clause outside any. `noise` are revision marks, page marks and broken lines."""

    notice: int
    measure: str  # id, 二.7; "" outside measures
    section: str  # headings above it
    start: int  # in the source
    text: str
    noise: Extents = ()
    truncated: bool = False
    iri: str = ""  # node of the measure; "" outside measures


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said: a unit in a clause, a thing named, a chain worked on. `node` is the same for the same thing wherever it is named."""

    at: int  # passage of the measure that it belongs to
    passage: int  # where its quote stands
    start: int
    end: int
    type: str
    text: str
    node: str
    rule: str
    certainty: str = "stated"
    role: str = ""
    flow: str = ""
    cue: tuple[int, int] | None = None
    chain: str = ""
    note: str = ""  # what part it has, where type, role and flow do not say it: 发文字号, 依据


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that facts are about. `chain` is the chain that an element belongs to by its kind.

    `owner` names a unit in full, where a notice writes it short, and the classification of a field that no notice names.
    """

    label: str
    type: str
    owner: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A unit serves a field, by a measure. The facts that show it may name a part of the unit or a narrower field: then a rule says so."""

    unit: str  # node
    field: str  # node
    facts: tuple[int, ...]
    certainty: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Linkage:
    """An element of one chain works for one of another in the same sentence: two facts and the kind of the link."""

    source: int
    target: int
    kind: str
    rule: str
    certainty: str = "inferred"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section or a measure in the outline of a source. `passage` is that of the measure; None for a section."""

    id: str
    label: str
    start: int
    end: int
    passage: int | None = None

    @property
    def level(self) -> int:
        """1 for a section at the top."""
        return self.id.count(".") + 1


@dataclass(frozen=True, slots=True)
class Source:
    """The whole text of a notice as stored, with its noise and its outline."""

    text: str
    noise: Extents = ()
    outline: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """All tables of what a view may show."""

    notices: tuple[NoticeCard, ...] = ()
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    services: tuple[Service, ...] = ()
    linkages: tuple[Linkage, ...] = ()
    sources: tuple[Source, ...] = ()  # one a notice, in the same order
    nodes: Mapping[str, Node] = field(default_factory=dict)


def tables(material: Material, used: Iterable[int]) -> tuple[dict[str, Any], dict[int, int]]:
    """The four tables with only those facts that a view uses, and the new index of each."""
    order = sorted(set(used))
    facts = [material.facts[place] for place in order]
    passages = sorted({fact.at for fact in facts} | {fact.passage for fact in facts})
    moved = {old: new for new, old in enumerate(passages)}
    things = list(dict.fromkeys(fact.node for fact in facts if fact.node in material.nodes))
    thing_of = {node: place for place, node in enumerate(things)}
    return {
        "notices": [asdict(notice) for notice in material.notices],
        "passages": [asdict(material.passages[old]) for old in passages],
        "things": [{"iri": node, **asdict(material.nodes[node])} for node in things],
        "facts": [_row(fact, moved, thing_of) for fact in facts],
    }, {old: new for new, old in enumerate(order)}


def linkage_item(linkage: Linkage, moved: Mapping[int, int]) -> dict[str, Any]:
    """A linkage as an item that can be clicked: the fact that gives, the fact that takes, and the rule."""
    facts = [moved[linkage.source], moved[linkage.target]]
    return {"facts": facts, "kind": linkage.kind, "rule": linkage.rule, "certainty": linkage.certainty}


def _row(fact: Fact, moved: Mapping[int, int], thing_of: Mapping[str, int]) -> dict[str, Any]:
    row = {**asdict(fact), "at": moved[fact.at], "passage": moved[fact.passage], "thing": thing_of.get(fact.node)}
    del row["node"]
    return row
