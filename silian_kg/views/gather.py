"""Notices and what was derived from them → the tables that views are made of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from silian_kg.facts import Evidence, Measure, Mention, Notice, Statement
from silian_kg.graph.linkage import linkages
from silian_kg.graph.mapping import CERTAINTIES, Mapped, to_quads
from silian_kg.graph.store import Entry, Store
from silian_kg.graph.terms import REGISTRY, derived_graph, name_of, plain
from silian_kg.reading.cleaning import clean
from silian_kg.views.material import (
    Extents,
    Fact,
    Heading,
    Linkage,
    Material,
    Node,
    NoticeCard,
    Passage,
    Service,
    Source,
)
from silian_kg.vocabulary import load_vocabulary

__all__ = ["gather", "noise_of"]

ROOM = 120  # characters shown on either side of a quote that stands outside its measure
OPENING = 18  # characters of a measure that stand for it in an outline
LINKAGE_RULE = "R3"
LEVELS = {iri: certainty.value for certainty, iri in CERTAINTIES.items()}
RELATIONS = {"amends": "修改", "repeals": "废止"}

SERVINGS = """
SELECT ?derived ?claim ?unit ?field ?certainty ?rule ?evidence
WHERE { GRAPH ?derived { ?claim rdf:predicate skg:serves ; rdf:subject ?unit ; rdf:object ?field ;
                         skg:certainty ?certainty ; skg:rule ?rule ; skg:evidence ?evidence } }
ORDER BY ?claim ?evidence
"""
UNITS = """
SELECT ?registry ?node ?label
WHERE { GRAPH ?registry { ?node skos:prefLabel ?label } }
ORDER BY ?node ?label
"""
SCHEMES = """
SELECT ?node ?label
WHERE { ?node a skos:ConceptScheme ; dcterms:title ?label FILTER(LANG(?label) IN ("", "zh")) }
ORDER BY ?node ?label
"""


def gather(store: Store, entries: Sequence[Entry]) -> Material:
    """The tables of some notices of a store, in the order given; what the store derived comes with its evidence."""
    gatherer = Gatherer()
    for entry in entries:
        notice = store.notice(entry.iri)
        gatherer.add(notice, to_quads(notice, key=entry.key))
        servings: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in store.select(SERVINGS, derived=derived_graph(entry.key)):
            claim, unit, field, certainty, rule = (
                str(row[name]) for name in ("claim", "unit", "field", "certainty", "rule")
            )
            servings[claim, unit, field, certainty, rule].append(str(row["evidence"]))
        for (_, unit, field, certainty, rule), evidence in sorted(servings.items()):
            gatherer.add_service(unit, field, evidence, LEVELS[certainty], rule)
    labels: dict[str, str] = {}
    for row in (*store.select(UNITS, registry=REGISTRY), *store.select(SCHEMES)):
        labels.setdefault(str(row["node"]), str(row["label"]))
    return gatherer.material(labels)


def noise_of(source: str) -> Extents:
    """The pieces of a source that its cleaned text leaves out: revision marks, page marks, line breaks inside sentences.

    Blank lines between paragraphs are no noise.

    >>> noise_of("一、加强培训。\\n\\n— 2 —\\n二、加强引进，推动\\n\\n人才流动。")
    ((9, 14), (24, 26))
    """
    edges = (-1, *clean(source).origins, len(source))
    found = []
    for before, after in pairwise(edges):
        gap = source[before + 1 : after]
        core = gap.strip()
        if core:
            start = before + 1 + gap.index(core[0])
            found.append((start, start + len(core)))
        elif "\n" in gap and before >= 0 and source[before] != "\n" and after < len(source):
            found.append((before + 1, after))
    return tuple(found)


class Gatherer:
    """Collects notices into one `Material`; the same notices in the same order give the same tables."""

    def __init__(self) -> None:
        self._notices: list[NoticeCard] = []
        self._passages: list[Passage] = []
        self._facts: list[Fact] = []
        self._services: list[Service] = []
        self._linkages: list[Linkage] = []
        self._sources: list[Source] = []
        self._nodes: dict[str, Node] = {}
        self._written: dict[str, Counter[str]] = defaultdict(Counter)
        self._fact_of: dict[str, int] = {}

    def add(self, notice: Notice, mapped: Mapped) -> None:
        """Append a notice and the nodes that it was mapped to."""
        reader = _Reader(notice, len(self._notices))
        self._notices.append(reader.card(mapped))
        places = []
        for index, measure in enumerate(notice.measures):
            at = len(self._passages)
            places.append(at)
            self._passages.append(reader.measure(measure, mapped.measures[index]))
            seats, mentions = mapped.claims[index]
            for seat, claim in zip(measure.responsible, seats, strict=True):
                node = mapped.units[seat.name]
                self._written[node][seat.unit] += 1
                fact = self._fact(
                    at,
                    reader,
                    seat.evidence,
                    type="unit",
                    text=seat.unit,
                    node=node,
                    rule=seat.rule,
                    role=seat.role.value,
                )
                self._fact_of[claim] = fact
            by_mention: dict[int, int] = {}
            for mention, node, claim in zip(measure.mentions, mapped.elements[index], mentions, strict=True):
                self._fact_of[claim] = by_mention[id(mention)] = self._mention(at, reader, mention, node)
            for chain in measure.chains:
                self._fact(
                    at, reader, chain.evidence, type="claim", text=chain.chain, rule=chain.rule, chain=chain.chain
                )
            self._linkages += [
                Linkage(by_mention[id(linkage.source)], by_mention[id(linkage.target)], linkage.kind, LINKAGE_RULE)
                for linkage in linkages(measure)
            ]
        self._head(notice, reader)
        self._sources.append(Source(notice.source, reader.noise, _outline(notice, places)))

    def add_service(self, unit: str, field: str, evidence: Iterable[str], certainty: str, rule: str) -> None:
        """Append that a unit serves a field, as claims of a notice that was added show."""
        facts = sorted(self._fact_of[claim] for claim in evidence)
        self._services.append(Service(unit, field, tuple(facts), certainty, rule))

    def material(self, labels: Mapping[str, str]) -> Material:
        """All tables; `labels` names units, concepts and schemes in full."""
        concepts = load_vocabulary().concepts
        for service in self._services:
            self._nodes.setdefault(service.unit, Node(labels.get(service.unit, service.unit), "unit"))
            if service.field not in self._nodes:
                concept = concepts[service.field]  # only a mapping names it
                self._nodes[service.field] = Node(
                    concept.label, "industry", owner=labels.get(concept.scheme, "标准分类")
                )
        for node, written in self._written.items():
            short = min(written, key=lambda name: (-written[name], len(name), name))
            full = labels.get(node, "")
            self._nodes[node] = Node(short, "unit", owner=full if full != short else "")
        return Material(
            tuple(replace(card, region=_region(card.region, labels)) for card in self._notices),
            tuple(self._passages),
            tuple(self._facts),
            tuple(self._services),
            tuple(self._linkages),
            tuple(self._sources),
            self._nodes,
        )

    def _mention(self, at: int, reader: "_Reader", mention: Mention, node: str) -> int:
        concept = load_vocabulary().concepts.get(mention.concept or "")
        if mention.type != "policy":
            self._nodes.setdefault(
                node,
                Node(
                    concept.label if concept else plain(mention.text),
                    mention.type,
                    chain=(concept.chain or "") if concept else "",
                ),
            )
        passage = self._passages[at]
        cue = mention.cue
        return self._fact(
            at,
            reader,
            mention.evidence,
            type=mention.type,
            text=mention.text,
            node=node,
            rule=mention.rule,
            certainty=mention.certainty.value,
            flow=mention.flow.value if mention.flow else "",
            cue=(cue.start - passage.start, cue.end - passage.start) if cue else None,
            chain=mention.chain or "",
            note="引用" if mention.type == "policy" else "",
        )

    def _head(self, notice: Notice, reader: "_Reader") -> None:
        parts: list[tuple[str, Statement | None]] = [
            ("标题", notice.issued_title or notice.title),
            ("通知标题", notice.title if notice.issued_title else None),
            ("发文字号", notice.number),
            *(("发文机关", issuer) for issuer in notice.issuers),
            ("成文日期", notice.date),
            ("发布日期", notice.published),
            *(("主送机关", addressee) for addressee in notice.addressees),
            ("公开属性", notice.disclosure),
            ("联系单位", notice.contact),
            ("责任约定", notice.first_listed_leads),
        ]
        for note, statement in parts:
            if statement is None:
                continue
            self._fact(
                None, reader, statement.evidence, type="head", text=statement.value, rule=statement.rule, note=note
            )
        for citation in notice.cites:
            note = RELATIONS.get(citation.relation, "依据")
            self._fact(
                None, reader, citation.evidence, type="policy", text=citation.title, rule=citation.rule, note=note
            )

    def _fact(
        self, at: int | None, reader: "_Reader", evidence: Evidence, *, type: str, text: str, rule: str, **rest: Any
    ) -> int:
        """Append a fact; where its quote does not stand in its measure, the lines around it become a passage of their own."""
        passage = at
        if at is None or not self._holds(at, evidence):
            around = reader.around(evidence)
            passage = reader.places.setdefault(around.start, len(self._passages))
            if passage == len(self._passages):
                self._passages.append(around)
        assert passage is not None
        start = evidence.start - self._passages[passage].start
        node = rest.pop("node", "")
        whole = passage if at is None else at
        self._facts.append(Fact(whole, passage, start, start + len(evidence.quote), type, text, node, rule, **rest))
        return len(self._facts) - 1

    def _holds(self, place: int, evidence: Evidence) -> bool:
        passage = self._passages[place]
        return passage.start <= evidence.start and evidence.end <= passage.start + len(passage.text)


class _Reader:
    """Cuts passages out of the source of one notice."""

    def __init__(self, notice: Notice, index: int) -> None:
        self.notice = notice
        self.index = index
        self.noise = noise_of(notice.source)
        self.places: dict[int, int] = {}  # start of a passage outside measures → its place
        self._headings = {section.id: section.heading for section in notice.sections}

    def card(self, mapped: Mapped) -> NoticeCard:
        notice = self.notice
        title = notice.issued_title or notice.title
        return NoticeCard(
            number=notice.number.value if notice.number else "",
            title=title.value if title else "",
            issuers=tuple(issuer.value for issuer in notice.issuers),
            date=notice.date.value if notice.date else "",
            name=notice.name,
            published=notice.published.value if notice.published else "",
            region=mapped.region or "",
            iri=mapped.document,
        )

    def measure(self, measure: Measure, iri: str) -> Passage:
        parts = measure.id.split(".")
        headings = [self._headings.get(".".join(parts[:depth]), "") for depth in range(1, len(parts))]
        return self._passage(
            measure.evidence.start,
            measure.evidence.end,
            measure.id,
            " › ".join(filter(None, headings)),
            measure.truncated,
            iri,
        )

    def around(self, evidence: Evidence) -> Passage:
        """The lines that hold a quote, no more than ROOM characters on either side."""
        source = self.notice.source
        start = max(source.rfind("\n", 0, evidence.start) + 1, evidence.start - ROOM)
        line_end = source.find("\n", evidence.end)
        end = min(len(source) if line_end < 0 else line_end, evidence.end + ROOM)
        return self._passage(start, end, "", "", False)

    def _passage(self, start: int, end: int, measure: str, section: str, truncated: bool, iri: str = "") -> Passage:
        noise = tuple(
            (max(first, start) - start, min(last, end) - start)
            for first, last in self.noise
            if first < end and last > start
        )
        return Passage(self.index, measure, section, start, self.notice.source[start:end], noise, truncated, iri)


def _region(node: str, labels: Mapping[str, str]) -> str:
    """The name of a region: of the vocabulary, or of the registry where it lies below its level."""
    concept = load_vocabulary().concepts.get(node)
    return concept.label if concept else labels.get(node, name_of(node))


def _outline(notice: Notice, places: Sequence[int]) -> tuple[Heading, ...]:
    headings = [
        Heading(section.id, section.heading, section.evidence.start, section.evidence.end)
        for section in notice.sections
    ]
    headings += [
        Heading(measure.id, _opening(measure.text), measure.evidence.start, measure.evidence.end, place)
        for measure, place in zip(notice.measures, places, strict=True)
    ]
    return tuple(sorted(headings, key=lambda heading: (heading.start, heading.end)))


def _opening(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= OPENING else line[: OPENING - 1] + "…"
