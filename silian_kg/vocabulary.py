"""ontology/vocabularies → concepts and the labels that name them in text.

The SKOS files are the single source of the words that the pipes match and of the nodes of the graph: a matched label leads to the IRI of
its concept. A scheme whose `skg:matched` is true lends its labels (prefLabel, altLabel, hiddenLabel) to the matcher; the standard
classifications are reached by mapping only. Among matched schemes a label may name one concept; a second one is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from silian_kg.errors import VocabularyError

SKOS = "http://www.w3.org/2004/02/skos/core#"
SKG = "https://w3id.org/silian-kg/ns#"

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CONCEPT = SKOS + "Concept"
IN_SCHEME, BROADER, PREFERRED = SKOS + "inScheme", SKOS + "broader", SKOS + "prefLabel"
OTHER_LABELS = (SKOS + "altLabel", SKOS + "hiddenLabel")
MATCHES = (SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch")
PRIMARY_CHAIN, JURISDICTION = SKG + "primaryChain", SKG + "jurisdiction"
MATCHED, CONTEXTUAL = SKG + "matched", SKG + "contextual"
PREDICATES = (
    TYPE, IN_SCHEME, BROADER, PREFERRED, *OTHER_LABELS, *MATCHES, PRIMARY_CHAIN, JURISDICTION, MATCHED, CONTEXTUAL,
)  # fmt: skip

# What a class of the ontology is called as the type of a mention; the first that a concept has counts.
TYPES: Mapping[str, str] = MappingProxyType({
    SKG + "Decoy": "decoy",  # words that look like a name and are none: never a mention, and nothing inside them is
    SKG + "FieldGroup": "field-group",
    SKG + "Industry": "industry",
    SKG + "TechDomain": "industry",
    SKG + "Discipline": "industry",
    SKG + "TalentType": "talent",
    SKG + "PlatformType": "platform",
    SKG + "CarrierType": "carrier",
    SKG + "ActivityType": "activity",
    SKG + "Program": "program",
    SKG + "Chain": "chain",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a SKOS scheme. `type` is the type of a mention of it, or "" where its scheme is not matched."""

    iri: str
    scheme: str
    label: str
    type: str = ""
    chain: str | None = None  # label of its primary chain
    broader: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # all labels, sorted, the preferred among them
    matches: tuple[str, ...] = ()  # what it is mapped to: skos:exactMatch, closeMatch, broadMatch
    classes: tuple[str, ...] = ()  # IRIs of the classes that it is of
    # a common word (文化, 安全) that names the concept only among its like or before 领域, 产业, 行业
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts by IRI, the concept that each matched label names, and the region of each scheme that holds in one region only."""

    concepts: Mapping[str, Concept] = field(repr=False)
    labels: Mapping[str, Concept] = field(repr=False)
    jurisdictions: Mapping[str, str] = field(default_factory=dict, repr=False)


def ontology_folder() -> Path:
    """Where the ontology lies: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "ontology"
    return inside if inside.is_dir() else here.parent / "ontology"


@cache
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read every Turtle file of a folder of vocabularies (ours, by default).

    Raises:
        VocabularyError: a file is no Turtle, a concept has no prefLabel, or one label names two concepts of matched schemes.
    """
    folder = folder or ontology_folder() / "vocabularies"
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise VocabularyError(f"{folder}: no vocabularies (*.ttl) here; is the installation complete?")
    statements = _Statements()
    for path in paths:
        statements.read(path)
    concepts = {
        iri: statements.concept(iri)
        for iri in sorted(statements.values[IN_SCHEME])
        if CONCEPT in statements.of(iri, TYPE)
    }
    labels: dict[str, Concept] = {}
    for concept in concepts.values():
        for label in concept.labels if concept.type else ():
            clash = labels.setdefault(label, concept)
            if clash is not concept:
                one, other = (f"<{each.iri}> ({statements.homes[each.iri]})" for each in (clash, concept))
                raise VocabularyError(f"the label {label!r} names both {one} and {other}; keep it in one")
    jurisdictions = {iri: statements.last(iri, JURISDICTION) for iri in statements.values[JURISDICTION]}
    return Vocabulary(MappingProxyType(concepts), MappingProxyType(labels), MappingProxyType(jurisdictions))


class _Statements:
    """What the Turtle files say, by predicate and subject; of labels, those in Chinese."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in PREDICATES}
        self.homes: dict[str, str] = {}  # the file that gives a subject its prefLabel

    def read(self, path: Path) -> None:
        """Take in one file."""
        try:
            for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
                subjects = self.values.get(triple.predicate.value)
                if subjects is None or getattr(triple.object, "language", None) not in (None, "zh"):
                    continue
                subject = triple.subject.value
                subjects.setdefault(subject, []).append(triple.object.value)
                if triple.predicate.value == PREFERRED:
                    self.homes[subject] = path.name
        except (SyntaxError, ValueError) as error:
            raise VocabularyError(f"{path.name}: not Turtle: {error}") from error

    def of(self, subject: str, *predicates: str) -> tuple[str, ...]:
        """All values of some predicates of a subject, sorted, each once."""
        values = [value for predicate in predicates for value in self.values[predicate].get(subject, ())]
        return tuple(values) if len(values) < 2 else tuple(sorted(set(values)))

    def last(self, subject: str, predicate: str) -> str:
        """The last value of a predicate of a subject; "" where it has none."""
        return self.values[predicate].get(subject, [""])[-1]

    def concept(self, iri: str) -> Concept:
        """The concept of that IRI."""
        label = self.last(iri, PREFERRED)
        if not label:
            raise VocabularyError(f"<{iri}> has no skos:prefLabel in Chinese; give it one")
        scheme, classes = self.last(iri, IN_SCHEME), self.of(iri, TYPE)
        is_matched = self.last(scheme, MATCHED) == "true"
        return Concept(
            iri=iri,
            scheme=scheme,
            label=label,
            type=next((name for class_, name in TYPES.items() if class_ in classes), "") if is_matched else "",
            chain=self.last(self.last(iri, PRIMARY_CHAIN), PREFERRED) or None,
            broader=self.of(iri, BROADER),
            labels=self.of(iri, PREFERRED, *OTHER_LABELS),
            matches=self.of(iri, *MATCHES),
            classes=classes,
            contextual=self.last(iri, CONTEXTUAL) == "true",
        )
