"""Facets: some measures of a `Material`, chosen by what they say, as a `Material` of its own, and how many each further choice would leave.

index = Index(material)                                       # once for a store
chosen = select(index, Choice(year=frozenset({"2022"})))      # what every view model takes
facets(index, Choice(year=frozenset({"2022"})))["issuer"]     # [{value, label, count, chosen}, …]
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from silian_kg.graph.terms import name_of
from silian_kg.views.material import Linkage, Material, NoticeCard, Service

__all__ = ["FACETS", "Choice", "Index", "facets", "restrict", "select"]

Values = frozenset[str]
NONE: Values = frozenset()
FACETS = ("notice", "issuer", "region", "year", "role", "certainty", "chain")
OTHER = "其他"
LABELS: Mapping[str, str] = MappingProxyType({
    "lead": "牵头", "support": "配合", "responsible": "责任", "stated": "明示", "by-reference": "泛指", "inferred": "推断",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: of each facet any of some values; an empty facet chooses nothing and lets all pass.

    `notice` takes keys, numbers or IRIs; `thing` takes IRIs of things that a measure must name; `certainty` and `role` also leave out those
    facts of a measure that are of another.
    """

    notice: Values = NONE
    issuer: Values = NONE
    region: Values = NONE
    year: Values = NONE
    role: Values = NONE
    certainty: Values = NONE
    chain: Values = NONE
    thing: Values = NONE

    def __bool__(self) -> bool:
        return any(getattr(self, facet) for facet in FACETS) or bool(self.thing)


class Index:
    """A material and the ways into it: facts by measure and by thing, measures by thing, and the values of each measure for each facet.

    A measure is named by the place of its passage.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.facts_of: dict[int, list[int]] = defaultdict(list)
        self.facts_about: dict[str, list[int]] = defaultdict(list)
        self.measures_of: dict[str, list[int]] = {}
        self.things_of: dict[int, list[str]] = {}
        self.services_of: dict[int, list[Service]] = defaultdict(list)
        self.measures = [at for at, passage in enumerate(material.passages) if passage.measure]
        self.measure_at = {material.passages[at].iri: at for at in self.measures}
        self.notice_at = {card.iri: place for place, card in enumerate(material.notices)}
        for place, fact in enumerate(material.facts):
            self.facts_of[fact.at].append(place)
            if fact.node in material.nodes:
                self.facts_about[fact.node].append(place)
        for node, places in self.facts_about.items():
            self.measures_of[node] = list(dict.fromkeys(material.facts[place].at for place in places))
        for at in self.measures:
            nodes = (material.facts[place].node for place in self.facts_of.get(at, ()))
            self.things_of[at] = list(dict.fromkeys(node for node in nodes if node in material.nodes))
        for service in material.services:
            self.services_of[material.facts[service.facts[0]].at].append(service)
        self.values = {at: self._values(at) for at in self.measures}

    def _values(self, at: int) -> dict[str, Values]:
        card = self.material.notices[self.material.passages[at].notice]
        facts = [self.material.facts[place] for place in self.facts_of.get(at, ())]
        return {
            "notice": frozenset((name_of(card.iri),)),
            "issuer": frozenset(card.issuers),
            "region": frozenset((card.region,)) - {""},
            "year": frozenset((year_of(card),)) - {""},
            "role": frozenset(fact.role for fact in facts) - {""},
            "certainty": frozenset(fact.certainty for fact in facts if fact.type not in ("unit", "claim"))
            | {service.certainty for service in self.services_of.get(at, ())},
            "chain": frozenset(fact.chain for fact in facts) - {"", OTHER},
        }

    def keys(self, notices: Iterable[str]) -> Values:
        """The keys of notices that are named by key, number or IRI."""
        wanted = set(notices)
        named = {
            name_of(card.iri)
            for card in self.material.notices
            if wanted & {card.iri, card.number, name_of(card.iri)} - {""}
        }
        return frozenset(named) or frozenset(wanted)


def year_of(card: NoticeCard) -> str:
    """The year in which a notice was made, else in which it was published; "" where the text says neither."""
    return (card.date or card.published)[:4]


def select(index: Index, choice: Choice) -> Material:
    """The material of the measures that a choice leaves; all of it where nothing is chosen."""
    if not choice:
        return index.material
    choice = _resolved(index, choice)
    material = index.material
    kept: set[int] = set()
    services: list[Service] = []
    for at in index.measures:
        if _fails(index, at, choice):
            continue
        facts, serving = _of_measure(index, at, choice)
        kept.update(facts)
        services += serving
    linkages = [linkage for linkage in material.linkages if linkage.source in kept and linkage.target in kept]
    return restrict(material, kept, services, linkages)


def facets(index: Index, choice: Choice, *, notices: bool = False) -> dict[str, list[dict[str, Any]]]:
    """For each facet its values with the number of measures (or of notices) that would remain if that value alone were chosen in it.

    Returns:
        By facet, {value, label, count, chosen}, the most frequent first, years and titles in their own order.
    """
    choice = _resolved(index, choice)
    counted: dict[str, dict[str, set[int]]] = {facet: defaultdict(set) for facet in FACETS}
    for at in index.measures:
        failing = _fails(index, at, choice)
        if len(failing) > 1 or "thing" in failing:
            continue
        what = index.material.passages[at].notice if notices else at
        for facet in failing or FACETS:
            for value in index.values[at][facet]:
                counted[facet][value].add(what)
    labels = {
        **LABELS,
        **{name_of(card.iri): card.title or card.number or card.name for card in index.material.notices},
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for facet in FACETS:
        chosen: Values = getattr(choice, facet)
        counts = {value: len(places) for value, places in counted[facet].items()} | {
            value: 0 for value in chosen if value not in counted[facet]
        }
        order = sorted(counts, reverse=True) if facet == "year" else sorted(counts, key=lambda v: (-counts[v], v))
        found[facet] = [
            {"value": value, "label": labels.get(value, value), "count": counts[value], "chosen": value in chosen}
            for value in order
        ]
    return found


def restrict(
    material: Material, facts: Iterable[int], services: Iterable[Service], linkages: Iterable[Linkage]
) -> Material:
    """The material with only some facts, and with services and linkages that stand on these; passages and notices follow."""
    order = sorted(set(facts))
    fact_to = {old: new for new, old in enumerate(order)}
    passages = sorted({place for old in order for place in (material.facts[old].at, material.facts[old].passage)})
    passage_to = {old: new for new, old in enumerate(passages)}
    notices = sorted({material.passages[old].notice for old in passages})
    notice_to = {old: new for new, old in enumerate(notices)}
    return Material(
        tuple(material.notices[old] for old in notices),
        tuple(replace(material.passages[old], notice=notice_to[material.passages[old].notice]) for old in passages),
        tuple(
            replace(fact, at=passage_to[fact.at], passage=passage_to[fact.passage])
            for fact in (material.facts[old] for old in order)
        ),
        tuple(
            replace(service, facts=tuple(fact_to[old] for old in service.facts))
            for service in services
            if all(old in fact_to for old in service.facts)
        ),
        tuple(
            replace(linkage, source=fact_to[linkage.source], target=fact_to[linkage.target])
            for linkage in linkages
            if linkage.source in fact_to and linkage.target in fact_to
        ),
        tuple(material.sources[old] for old in notices),
        material.nodes,
    )


def _resolved(index: Index, choice: Choice) -> Choice:
    return replace(choice, notice=index.keys(choice.notice)) if choice.notice else choice


def _fails(index: Index, at: int, choice: Choice) -> tuple[str, ...]:
    """The facets by which a measure is left out."""
    values = index.values[at]
    failing = []
    for facet in FACETS:
        chosen = getattr(choice, facet)
        if chosen and not chosen & values[facet]:
            failing.append(facet)
    if choice.thing and not choice.thing & set(index.things_of[at]):
        failing.append("thing")
    return tuple(failing)


def _of_measure(index: Index, at: int, choice: Choice) -> tuple[list[int], list[Service]]:
    """The facts and services of a measure that pass role and certainty."""
    material, places = index.material, index.facts_of.get(at, [])
    services = index.services_of.get(at, [])
    if choice.certainty:
        services = [service for service in services if service.certainty in choice.certainty]
    standing = {place for service in services for place in service.facts}
    kept = []
    for place in places:
        fact = material.facts[place]
        if fact.type == "unit":
            passes = not choice.role or fact.role in choice.role
        else:
            passes = not choice.certainty or fact.certainty in choice.certainty or place in standing
        if passes:
            kept.append(place)
    return kept, services
