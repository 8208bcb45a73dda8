"""Facts → what the published rules say of them, as N-Quads lines of the derived graph of the notice.

The rules are files, ontology/rules/R0 … R6, in SPARQL: they are the specification, and a test holds this module to the same triples.
Here they run over the facts of one notice at a time, which is what makes them fast. What is asserted already is not derived again.

R4 首位牵头, R5 常设落实 → R0 闭包 → R1 服务 (stated), R1-group (by reference) → R1-mapping, R2 归并 (inferred) · R3 联动 · R6 政策工具 (inferred)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha1

from silian_kg.facts import Certainty, Flow, Measure, Notice, Role
from silian_kg.graph import terms as t
from silian_kg.graph.linkage import linkages
from silian_kg.graph.mapping import CERTAINTIES, ROLES, Mapped, chain_iri
from silian_kg.vocabulary import Concept, load_vocabulary

_RESPONSIBLE = t.SKG + "responsibleUnit"
_INDUSTRY = t.SKG + "Industry"
_SERVES = t.SKG + "serves"


@dataclass(frozen=True, slots=True)
class Serving:
    """That a unit serves a field through a measure, how firmly, by which rule, and on which mentions it stands."""

    unit: str
    field: str
    rule: str
    certainty: Certainty
    via: str  # the field that the measure names
    evidence: tuple[str, ...]
    source: tuple[str, ...] = ()  # the claims that it is inferred from

    def iri(self, measure: str) -> str:
        """The node of the claim."""
        return f"{measure}/claim/{sha1(f'{self.rule}|{self.unit}|{self.field}'.encode()).hexdigest()}"


def derive(notice: Notice, mapped: Mapped) -> str:
    """The lines that the rules derive from one notice; "" where they derive nothing."""
    return _Deriver(notice, mapped).lines()


class _Deriver:
    def __init__(self, notice: Notice, mapped: Mapped) -> None:
        self.notice = notice
        self.mapped = mapped
        self.end = f" <{t.derived_graph(mapped.key)}> .\n"
        self.out: dict[str, None] = {}

    def lines(self) -> str:
        graph = t.derived_graph(self.mapped.key)
        for index, measure in enumerate(self.notice.measures):
            self._measure(index, measure)
        if not self.out:
            return ""
        self._add(graph, t.RDF + "type", f"<{t.VOID}Dataset>")
        self._add(graph, t.PROV + "wasDerivedFrom", f"<{t.doc_graph(self.mapped.key)}>")
        return "".join(self.out)

    def _add(self, subject: str, predicate: str, object_: str) -> None:
        self.out[f"<{subject}> <{predicate}> {object_}{self.end}"] = None

    def _measure(self, index: int, measure: Measure) -> None:
        node, elements = self.mapped.measures[index], self.mapped.elements[index]
        seats, mentions = self.mapped.claims[index]
        units = [self.mapped.units[seat.name] for seat in measure.responsible]
        self._responsibility(node, measure, units)
        for mention, element in zip(measure.mentions, elements, strict=True):
            if mention.type != "policy":  # R0
                self._add(node, t.SKG + "involves", f"<{element}>")
        for serving in self._servings(measure, units, seats, elements, mentions, node):
            self._serving(node, serving)
        self._linkages(node, measure, elements, mentions)
        self._instruments(node, measure)

    def _responsibility(self, node: str, measure: Measure, units: list[str]) -> None:
        """R4, R5, and R0 over them and over what is asserted."""
        asserted = {(ROLES[seat.role][0], unit) for seat, unit in zip(measure.responsible, units, strict=True)}
        derived: dict[tuple[str, str], None] = {}
        for seat, unit in zip(measure.responsible, units, strict=True):
            if self.notice.first_listed_leads and seat.position == 1:
                derived[ROLES[Role.LEAD][0], unit] = None
            if seat.scope == "document":
                derived[t.SKG + "implementingUnit", unit] = None
                for document in (self.mapped.document, self.mapped.body):
                    self._add(document, t.SKG + "standingUnit", f"<{unit}>")
            derived[_RESPONSIBLE, unit] = None
        for predicate, unit in derived:
            if (predicate, unit) not in asserted:
                self._add(node, predicate, f"<{unit}>")

    def _servings(
        self,
        measure: Measure,
        units: list[str],
        seats: tuple[str, ...],
        elements: tuple[str, ...],
        mentions: tuple[str, ...],
        node: str,
    ) -> Iterator[Serving]:
        """R1, R1-group, R1-mapping, R2."""
        places = list(zip(measure.mentions, elements, mentions, strict=True))
        served = [place for place in places if place[0].type == "industry" and place[0].flow is not Flow.DRAWS_ON]
        rule, certainty = "R1", Certainty.STATED
        if not served:
            served = [
                place for place in places if place[0].type == "field-group" and place[0].flow is not Flow.DRAWS_ON
            ]
            rule, certainty = "R1-group", Certainty.BY_REFERENCE
        evidence: dict[tuple[str, str], dict[str, None]] = {}
        for _, field, mention in served:
            for unit, seat in zip(units, seats, strict=True):
                evidence.setdefault((unit, field), {}).update({mention: None, seat: None})
        direct = [
            Serving(unit, field, rule, certainty, field, tuple(found)) for (unit, field), found in evidence.items()
        ]
        yield from direct
        if rule == "R1":
            mapped = list(self._mapped(direct, node))
            yield from mapped
            yield from self._lifted(direct + mapped, node)

    def _mapped(self, direct: list[Serving], node: str) -> Iterator[Serving]:
        stated = {(serving.unit, serving.field) for serving in direct}
        for serving in direct:
            for target in _standard_classes(serving.field, self.mapped.region):
                if (serving.unit, target) not in stated:
                    source = (serving.iri(node),)
                    yield Serving(
                        serving.unit, target, "R1-mapping", Certainty.INFERRED, serving.field, serving.evidence, source
                    )

    def _lifted(self, below: list[Serving], node: str) -> Iterator[Serving]:
        held = {(serving.unit, serving.field) for serving in below}
        for serving in below:
            for parent in self.mapped.parents.get(serving.unit, ()):
                if (parent, serving.field) not in held:
                    source = (serving.iri(node),)
                    yield Serving(
                        parent, serving.field, "R2", Certainty.INFERRED, serving.via, serving.evidence, source
                    )

    def _serving(self, measure: str, serving: Serving) -> None:
        claim, add = serving.iri(measure), self._add
        add(serving.unit, _SERVES, f"<{serving.field}>")
        self._claim(claim, serving.unit, _SERVES, serving.field, measure, serving.rule, serving.certainty)
        add(claim, t.SKG + "viaField", f"<{serving.via}>")
        for mention in serving.evidence:
            add(claim, t.SKG + "evidence", f"<{mention}>")
        for source in serving.source:
            add(claim, t.PROV + "wasDerivedFrom", f"<{source}>")

    def _claim(
        self, claim: str, subject: str, predicate: str, object_: str, measure: str, rule: str, certainty: Certainty
    ) -> None:
        add = self._add
        add(claim, t.RDF + "type", f"<{t.SKG}DerivedClaim>")
        add(claim, t.RDF + "subject", f"<{subject}>")
        add(claim, t.RDF + "predicate", f"<{predicate}>")
        add(claim, t.RDF + "object", f"<{object_}>")
        add(claim, t.SKG + "viaMeasure", f"<{measure}>")
        add(claim, t.SKG + "rule", t.word(rule))
        add(claim, t.SKG + "certainty", f"<{CERTAINTIES[certainty]}>")

    def _linkages(self, node: str, measure: Measure, elements: tuple[str, ...], mentions: tuple[str, ...]) -> None:
        """R3."""
        places = {id(mention): place for place, mention in enumerate(measure.mentions)}
        add = self._add
        for linkage in linkages(measure):
            a, b = places[id(linkage.source)], places[id(linkage.target)]
            link = f"{mentions[a]}-to-{mentions[b].rpartition('/x')[2]}"
            chains = chain_iri(linkage.from_chain), chain_iri(linkage.to_chain)
            add(link, t.RDF + "type", f"<{t.SKG}Linkage>")
            add(link, t.SKG + "viaMeasure", f"<{node}>")
            add(link, t.SKG + "fromElement", f"<{elements[a]}>")
            add(link, t.SKG + "toElement", f"<{elements[b]}>")
            add(link, t.SKG + "fromChain", f"<{chains[0]}>")
            add(link, t.SKG + "toChain", f"<{chains[1]}>")
            add(link, t.SKG + "linkageKind", f"<{t.concept('linkkind', linkage.kind)}>")
            add(link, t.SKG + "fromMention", f"<{mentions[a]}>")
            add(link, t.SKG + "toMention", f"<{mentions[b]}>")
            add(link, t.SKG + "evidence", f"<{mentions[a]}>")
            add(link, t.SKG + "evidence", f"<{mentions[b]}>")
            add(link, t.SKG + "rule", t.word("R3"))
            add(chains[0], t.SKG + "chainLink", f"<{chains[1]}>")

    def _instruments(self, node: str, measure: Measure) -> None:
        """R6."""
        quote, start = measure.evidence.quote, measure.evidence.start
        for word, instrument in _triggers():
            place = quote.find(word)
            if place >= 0:
                claim = f"{node}/claim/{sha1(f'R6|{instrument}|{word}'.encode()).hexdigest()}"
                predicate = t.SKG + "hasInstrument"
                self._add(node, predicate, f"<{instrument}>")
                self._claim(claim, node, predicate, instrument, node, "R6", Certainty.INFERRED)
                self._add(claim, t.SKG + "cue", t.word(word))
                self._add(claim, t.SKG + "cueStart", t.number(start + place))
                self._add(claim, t.SKG + "cueEnd", t.number(start + place + len(word)))


@cache
def _triggers() -> tuple[tuple[str, str], ...]:
    """The words that stand for a policy instrument, and the instrument."""
    concepts = [concept for concept in load_vocabulary().concepts.values() if concept.scheme == t.VOCAB + "tool"]
    return tuple(sorted((label, concept.iri) for concept in concepts if concept.broader for label in concept.labels))


@cache
def _standard_classes(field: str, region: str | None) -> tuple[str, ...]:
    """The classes of standard classifications that a field corresponds to; those of a region count in that region alone."""
    vocabulary = load_vocabulary()
    concept = vocabulary.concepts.get(field)
    if concept is None:
        return ()
    targets = [vocabulary.concepts[match] for match in concept.matches if match in vocabulary.concepts]
    within = set(_upwards(region, vocabulary.concepts)) if region else set()
    return tuple(
        target.iri
        for target in targets
        if _INDUSTRY in target.classes and vocabulary.jurisdictions.get(target.scheme) in (None, *within)
    )


def _upwards(iri: str, concepts: Mapping[str, Concept]) -> Iterator[str]:
    """A region and what it lies in."""
    while iri in concepts:
        yield iri
        broader = concepts[iri].broader
        if not broader:
            return
        iri = broader[0]
