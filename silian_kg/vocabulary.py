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
    types: dict[str, set[str]] = {}
    preferred: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    schemes: dict[str, str] = {}
    broader: dict[str, set[str]] = {}
    chains: dict[str, str] = {}
    matched: set[str] = set()
    contextual: set[str] = set()
    matches: dict[str, set[str]] = {}
    jurisdictions: dict[str, str] = {}
    homes: dict[str, str] = {}
    for path in paths:
        try:
            for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
                subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value  # type: ignore[union-attr]
                if predicate == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type":
                    types.setdefault(subject, set()).add(value)
                elif predicate == SKOS + "prefLabel":
                    if getattr(triple.object, "language", "zh") in (None, "zh"):
                        preferred[subject] = value
                        homes[subject] = path.name
                elif predicate in (SKOS + "altLabel", SKOS + "hiddenLabel"):
                    if getattr(triple.object, "language", "zh") in (None, "zh"):
                        others.setdefault(subject, set()).add(value)
                elif predicate == SKOS + "inScheme":
                    schemes[subject] = value
                elif predicate == SKOS + "broader":
                    broader.setdefault(subject, set()).add(value)
                elif predicate in (SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch"):
                    matches.setdefault(subject, set()).add(value)
                elif predicate == SKG + "jurisdiction":
                    jurisdictions[subject] = value
                elif predicate == SKG + "primaryChain":
                    chains[subject] = value
                elif predicate == SKG + "matched" and value == "true":
                    matched.add(subject)
                elif predicate == SKG + "contextual" and value == "true":
                    contextual.add(subject)
        except (SyntaxError, ValueError) as error:
            raise VocabularyError(f"{path.name}: not Turtle: {error}") from error
    concepts: dict[str, Concept] = {}
    labels: dict[str, Concept] = {}
    for iri in sorted(scheme_member for scheme_member in schemes if SKOS + "Concept" in types.get(scheme_member, ())):
        if iri not in preferred:
            raise VocabularyError(f"<{iri}> has no skos:prefLabel in Chinese; give it one")
        type_ = next((name for class_, name in TYPES.items() if class_ in types[iri]), "")
        is_matched = schemes[iri] in matched
        concept = Concept(
            iri=iri,
            scheme=schemes[iri],
            label=preferred[iri],
            type=type_ if is_matched else "",
            chain=preferred.get(chains[iri]) if iri in chains else None,
            broader=tuple(sorted(broader.get(iri, ()))),
            labels=tuple(sorted({preferred[iri], *others.get(iri, ())})),
            matches=tuple(sorted(matches.get(iri, ()))),
            classes=tuple(sorted(types[iri])),
            contextual=iri in contextual,
        )
        concepts[iri] = concept
        if concept.type:
            for label in concept.labels:
                clash = labels.setdefault(label, concept)
                if clash is not concept:
                    raise VocabularyError(
                        f"the label {label!r} names both <{clash.iri}> ({homes[clash.iri]}) and <{iri}> ({homes[iri]}); keep it in one"
                    )
    return Vocabulary(MappingProxyType(concepts), MappingProxyType(labels), MappingProxyType(jurisdictions))
