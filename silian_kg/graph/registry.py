"""Nodes that notices share → lines of the registry: units, groups of units, open names, regions, cited documents.

What is said of a node follows from its IRI alone, or from a name that a notice writes for it, so that two notices never contradict each other there.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from silian_kg.facts import Mention, Notice
from silian_kg.graph import terms as t
from silian_kg.graph.resolution import Resolver, Unit
from silian_kg.vocabulary import load_vocabulary

NOT_IN_KEY = re.compile(r"[^\w〔〕]")
CLASSES: Mapping[str, str] = MappingProxyType({
    # type of a mention → class of the node that an open name becomes
    "industry": "Industry",
    "field-group": "FieldGroup",
    "talent": "TalentType",
    "platform": "PlatformType",
    "carrier": "CarrierType",
    "activity": "ActivityType",
    "program": "Program",
    "chain": "Chain",
})  # fmt: skip
UNIT_CLASSES: Mapping[str, str] = MappingProxyType({
    "group": t.SKG + "UnitGroup",
    "office": t.ORG + "OrganizationalUnit",
    "body": t.ORG + "FormalOrganization",
})  # fmt: skip


class Registrar:
    """Registers what one notice speaks of, and answers with its node."""

    def __init__(self, notice: Notice, key: str) -> None:
        self.key = key
        self.resolver = Resolver(notice, scope=key)
        self.lines: dict[str, None] = {}
        self.registered: dict[str, None] = {}  # the nodes
        self.units: dict[str, str] = {}  # name of a unit as the facts have it → its node
        self._parents: dict[str, str] = {}  # a unit → the body right above it
        self._elements: dict[tuple[str, str], str] = {}

    def parents(self) -> dict[str, tuple[str, ...]]:
        """Of each unit that has any: the bodies above it, the nearest first."""
        return {unit: tuple(self.above(unit)) for unit in self._parents}

    def _add(self, subject: str, predicate: str, object_: str) -> None:
        self.registered[subject] = None
        self.lines[f"<{subject}> <{predicate}> {object_} <{t.REGISTRY}> .\n"] = None

    def cited(self, title: str, number: str | None = None) -> str:
        """The document that is cited: known by its number, else by its title; a stub until it is read itself."""
        cited = t.document(number or NOT_IN_KEY.sub("", title) or title)
        self._add(cited, t.RDF + "type", f"<{t.ELI}LegalResource>")
        self._add(cited, t.RDFS + "label", t.label(title))
        return cited

    def element(self, mention: Mention) -> str:
        """The node of what a measure names: the concept of the vocabularies, or a node minted from the name."""
        if mention.concept is not None:
            if mention.type == "program":
                self._kind(mention.concept, _label(mention.concept))
            return mention.concept
        node = self._elements.get((mention.type, mention.text))
        if node is None:
            node = self.cited(mention.text) if mention.type == "policy" else self._mint(mention.type, mention.text)
            self._elements[mention.type, mention.text] = node
        return node

    def _mint(self, kind: str, name: str) -> str:
        place = self.resolver.place(kind, name)
        if kind == "field-group":  # a collective name means what this one notice means by it
            place = f"{self.key}-{place}"
        node = t.minted(kind, place)
        self._add(node, t.RDF + "type", f"<{t.SKG}{CLASSES.get(kind, 'Element')}>")
        self._add(node, t.SKOS + "prefLabel", t.label(t.plain(name)))
        self._add(node, t.SKG + "status", f"<{t.SKG}candidate>")
        if kind == "program":
            self._kind(node, t.plain(name))
        return node

    def _kind(self, program: str, name: str) -> None:
        """What kind of program it is, by the end of its name."""
        kind = kind_by_ending("kind", name)
        if kind:
            self._add(program, t.SKG + "programKind", f"<{kind}>")

    def unit(self, name: str) -> str:
        """The node of a unit, by the name that the facts have."""
        iri = self.units.get(name)
        if iri is None:
            iri = self.units[name] = self._register_unit(self.resolver.unit(name), name)
        return iri

    def _register_unit(self, unit: Unit, written: str) -> str:
        node = t.minted("group" if unit.kind == "group" else "unit", unit.name)
        add = self._add
        add(node, t.RDF + "type", f"<{UNIT_CLASSES[unit.kind]}>")
        add(node, t.SKOS + "prefLabel", t.label(unit.label))
        if unit.type:
            add(node, t.ORG + "classification", f"<{t.concept('unittype', unit.type)}>")
        if unit.region:
            add(node, t.SKG + "jurisdiction", f"<{self.region(unit.region)}>")
        if unit.parent:
            parent = self._parents[node] = self.unit(unit.parent)
            add(node, t.ORG + ("unitOf" if unit.kind == "office" else "subOrganizationOf"), f"<{parent}>")
        if unit.local:
            add(node, t.SKG + "localName", t.text(unit.local))
        elif unit.kind == "body" and written != unit.label:
            add(node, t.SKOS + "altLabel", t.label(written))
        if unit.is_candidate:
            add(node, t.SKG + "status", f"<{t.SKG}candidate>")
        return node

    def above(self, unit: str) -> Iterator[str]:
        """The bodies above a unit, the nearest first."""
        while unit in self._parents:
            unit = self._parents[unit]
            yield unit

    def region(self, name: str) -> str:
        """The node of a region: of the vocabulary, or minted where it lies below its level."""
        known = _regions().get(name)
        if known:
            return known
        node = t.minted("region", name)
        self._add(node, t.RDF + "type", f"<{t.SKG}Region>")
        self._add(node, t.SKOS + "prefLabel", t.label(name))
        return node


def _label(iri: str) -> str:
    concept = load_vocabulary().concepts.get(iri)
    return concept.label if concept else ""


@cache
def _regions() -> dict[str, str]:
    regions: dict[str, str] = {}
    for concept in load_vocabulary().concepts.values():
        if concept.scheme == t.VOCAB + "region":
            regions.setdefault(concept.label, concept.iri)
    return regions


@cache
def _by_ending(scheme: str) -> tuple[tuple[str, str], ...]:
    """The labels of a scheme that tells a kind by the end of a name, the longest first."""
    concepts = [concept for concept in load_vocabulary().concepts.values() if concept.scheme == t.VOCAB + scheme]
    labels = {label: concept.iri for concept in concepts for label in concept.labels}
    return tuple(sorted(labels.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def kind_by_ending(scheme: str, name: str) -> str | None:
    """The concept of a scheme whose label a name ends with; None where none does.

    >>> kind_by_ending("kind", "筑峰计划")
    'https://w3id.org/silian-kg/vocab/kind/计划'
    """
    return next((iri for label, iri in _by_ending(scheme) if name.endswith(label)), None)
