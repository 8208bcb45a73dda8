"""Facts → quads: what a notice says, as triples in its own named graphs, and the nodes that it shares with others in the registry.

A notice lands in three graphs, `graph/doc/{key}` (what it says), `graph/text/{key}` (its text) and, by graph/derivation.py,
`graph/derived/{key}`; units and open names lie in `graph/registry`. Each statement is a skg:Mention: the reified claim and its place in the
text in one node. `recovery.read_nquads` reads the facts back: facts → quads → facts is the identity.

The key is the 发文字号, else issuer and title, else the hash of the text; two different texts with one key are told apart by
`distinguished` (docs/decisions/0302-one-number-two-texts.md).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

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
    Statement,
)
from silian_kg.graph import terms as t
from silian_kg.graph.registry import NOT_IN_KEY, Registrar, kind_by_ending

ROLES: Mapping[Role, tuple[str, str]] = MappingProxyType({
    # role → the shortcut property from measure to unit, and the role concept
    Role.LEAD: (t.SKG + "leadUnit", t.VOCAB + "role/牵头"),
    Role.SUPPORT: (t.SKG + "supportingUnit", t.VOCAB + "role/配合"),
    Role.RESPONSIBLE: (t.SKG + "responsibleUnit", t.VOCAB + "role/责任"),
})  # fmt: skip
CERTAINTIES: Mapping[Certainty, str] = MappingProxyType({
    Certainty.STATED: t.SKG + "stated",
    Certainty.BY_REFERENCE: t.SKG + "byReference",
    Certainty.INFERRED: t.SKG + "inferred",
})  # fmt: skip
FLOWS: Mapping[Flow, str] = MappingProxyType({flow: t.SKG + flow.value for flow in Flow})
NO_CHAIN = t.SKG + "noChain"  # what acts in none of the chains: 其他
NAMES = t.SKG + "names"  # 提到: the measure names it and does nothing with it
CITES = t.ELI + "cites"
RELATIONS = ("based_on", "applies", "amends", "repeals", "cites")
ACCESS = ("主动公开", "依申请公开", "不予公开")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")

# "> predicate " between a subject and an object: what every claim needs, spelled out once
_TYPE = f"> <{t.RDF}type> <{t.SKG}"
_SUBJECT = f"> <{t.RDF}subject> <"
_PREDICATE = f"> <{t.RDF}predicate> <"
_OBJECT = f"> <{t.RDF}object> "
_SOURCE = f"> <{t.OA}hasSource> <"
_START, _END, _EXACT = f'> <{t.OA}start> "', f'> <{t.OA}end> "', f"> <{t.OA}exact> "
_ORDER, _RULE, _CERTAINTY = f'> <{t.SKG}order> "', f"> <{t.SKG}rule> ", f"> <{t.SKG}certainty> <"
_TEXT, _KIND, _SENTENCE = f"> <{t.SKG}text> ", f"> <{t.SKG}mentionType> ", f'> <{t.SKG}sentence> "'
_CUE, _CUE_START, _CUE_END = f"> <{t.SKG}cue> ", f'> <{t.SKG}cueStart> "', f'> <{t.SKG}cueEnd> "'
_FLOW_RULE, _ACTS_IN = f"> <{t.SKG}flowRule> ", f"> <{t.SKG}actsIn> <"
_ROLE, _POSITION, _SCOPE = f"> <{t.SKG}role> <", f'> <{t.SKG}position> "', f"> <{t.SKG}scope> "
_WRITTEN, _REASON = f"> <{t.SKG}writtenAs> ", f"> <{t.SKG}resolution> "
_INT = '"' + t.INTEGER


@dataclass(frozen=True, slots=True)
class Mapped:
    """A notice as pieces of N-Quads by graph (the registry's lines apart), and the nodes that its facts became.

    `measures` are the nodes of the measures in their order, `units` the node of each name of a unit, `elements` those of each measure's mentions.
    """

    key: str
    graphs: Mapping[str, tuple[str, ...]]
    registry: tuple[str, ...]
    document: str
    body: str  # the document that holds the measures: the one issued, where the notice issues one
    region: str | None
    measures: tuple[str, ...]
    units: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]  # of a unit: the bodies above it
    elements: tuple[tuple[str, ...], ...]
    claims: tuple[
        tuple[tuple[str, ...], tuple[str, ...]], ...
    ]  # of each measure: the nodes of its seats, and of its mentions

    def nquads(self) -> str:
        """All as N-Quads, the registry included."""
        return "".join(chain.from_iterable((*self.graphs.values(), self.registry)))


def base_key(notice: Notice) -> str:
    """Under which name a notice is kept: its 发文字号, else issuer and title, else the hash of its text."""
    if notice.number is not None and notice.number.value:
        return notice.number.value
    title = next(
        (statement.value for statement in (notice.issued_title, notice.title) if statement and statement.value), ""
    )
    issuer = notice.issuers[0].value if notice.issuers else ""
    whole = NOT_IN_KEY.sub("", title if title.startswith(issuer) else issuer + title)
    return whole if title and whole else f"sha256-{notice.sha256[:16]}"


def distinguished(key: str, sha256: str) -> str:
    """The key of a text whose base key belongs to another text."""
    return f"{key}_{sha256[:8]}"


def chain_iri(chain: str) -> str:
    """The node of a chain by its name; 其他 is no chain."""
    return NO_CHAIN if chain == "其他" else t.concept("chain", chain)


def to_quads(notice: Notice, *, key: str | None = None) -> Mapped:
    """Map a notice to quads; `key` replaces the name under which it would be kept."""
    return _Writer(notice, base_key(notice) if key is None else key).mapped()


def to_nquads(notice: Notice) -> str:
    """A notice as N-Quads, one line a quad."""
    return to_quads(notice).nquads()


class _Writer:
    """Writes one notice; every method appends lines to the graph of the document or to the registry."""

    def __init__(self, notice: Notice, key: str) -> None:
        self.notice = notice
        self.key = key
        self.registrar = Registrar(notice, key)
        self.doc = t.document(key)
        self.body = t.annex(key) if notice.issued_title else self.doc  # the document that holds the measures
        self.text = t.source_text(key)
        self.end = f" <{t.doc_graph(key)}> .\n"
        self.source_end = f"{self.text}>{self.end}"
        self.int_end = _INT + self.end
        self.out: list[str] = []
        self.taken: set[str] = {self.text}
        self.asserted: set[str] = set()

    def mapped(self) -> Mapped:
        self._documents()
        self._head()
        parents = self._sections()
        measures, elements, claims = [], [], []
        for position, measure in enumerate(self.notice.measures, 1):
            node = self._measure(measure, position, parents)
            seats = tuple([self._seat(node, seat, place) for place, seat in enumerate(measure.responsible, 1)])
            named = [self.registrar.element(mention) for mention in measure.mentions]
            mentions = tuple(
                [
                    self._mention(node, *pair, place)
                    for place, pair in enumerate(zip(measure.mentions, named, strict=True), 1)
                ]
            )
            for place, claim in enumerate(measure.chains, 1):
                self._chain(node, claim, place)
            measures.append(node)
            elements.append(tuple(named))
            claims.append((seats, mentions))
        for node in self.registrar.registered:
            self._add(t.doc_graph(self.key), t.SKG + "registers", f"<{node}>")
        graphs = {t.doc_graph(self.key): tuple(self.out), t.text_graph(self.key): self._text()}
        return Mapped(
            key=self.key,
            graphs=graphs,
            registry=tuple(self.registrar.lines),
            document=self.doc,
            body=self.body,
            region=self.registrar.region(self.registrar.resolver.region) if self.registrar.resolver.region else None,
            measures=tuple(measures),
            units=self.registrar.units,
            parents=self.registrar.parents(),
            elements=tuple(elements),
            claims=tuple(claims),
        )

    # ---- documents, text, head

    def _add(self, subject: str, predicate: str, object_: str) -> None:
        """A triple of the document's graph; said twice, it is written once."""
        line = f"<{subject}> <{predicate}> {object_}{self.end}"
        if line not in self.asserted:
            self.asserted.add(line)
            self.out.append(line)

    def _text(self) -> tuple[str, ...]:
        notice, end = self.notice, f" <{t.text_graph(self.key)}> .\n"
        values: tuple[str, ...] = (
            f"<{t.RDF}type> <{t.SKG}SourceText>",
            f"<{t.PROV}value> {t.text(notice.source)}",
            f"<{t.SKG}length> {t.number(len(notice.source))}",
            f"<{t.SKG}sha256> {t.text(notice.sha256)}",
            f"<{t.SKG}encoding> {t.text(notice.encoding)}",
            f"<{t.SKG}fileName> {t.text(notice.name)}",
        )
        if notice.pages:
            values += (f"<{t.SKG}pageStarts> {t.text(' '.join(map(str, notice.pages)))}",)
        return tuple([f"<{self.text}> {value}{end}" for value in values])

    def _documents(self) -> None:
        add, doc, graph = self._add, self.doc, t.doc_graph(self.key)
        add(graph, t.RDF + "type", f"<{t.VOID}Dataset>")
        add(graph, t.PROV + "wasDerivedFrom", f"<{self.text}>")
        add(doc, t.DCTERMS + "identifier", t.text(base_key(self.notice)))
        for document in dict.fromkeys((doc, self.body)):
            add(document, t.RDF + "type", f"<{t.SKG}PolicyDocument>")
            add(document, t.SKG + "sourceText", f"<{self.text}>")
            if self.registrar.resolver.region:
                add(document, t.ELI + "relevant_for", f"<{self.registrar.region(self.registrar.resolver.region)}>")
        if self.body != doc:
            add(doc, t.ELI + "has_annex", f"<{self.body}>")
            add(self.body, t.ELI + "is_annex_of", f"<{doc}>")

    def _head(self) -> None:
        notice, doc, annexed = self.notice, self.doc, self.body != self.doc
        for statement, document in ((notice.title, doc), (notice.issued_title, self.body)):
            if statement:
                self._statement(statement, document, t.DCTERMS + "title", t.label(statement.value))
                self._document_type(document, statement.value)
        if notice.number:
            self._statement(notice.number, doc, t.ELI + "id_local", t.text(notice.number.value))
        for position, issuer in enumerate(notice.issuers, 1):
            unit = f"<{self.registrar.unit(issuer.value)}>"
            self._statement(issuer, doc, t.ELI + "passed_by", unit, position)
            self._add(self.body, t.ELI + "passed_by", unit)
        for position, addressee in enumerate(notice.addressees, 1):
            self._statement(addressee, doc, t.SKG + "addressee", f"<{self.registrar.unit(addressee.value)}>", position)
        for statement, name in ((notice.date, "date_document"), (notice.published, "date_publication")):
            if statement:
                date = t.typed(statement.value, "date") if DATE.match(statement.value) else t.text(statement.value)
                self._statement(statement, doc, t.ELI + name, date)
                if annexed:
                    self._add(self.body, t.ELI + name, date)
        if notice.disclosure:
            value = notice.disclosure.value
            access = f"<{t.concept('access', value)}>" if value in ACCESS else t.text(value)
            self._statement(notice.disclosure, doc, t.DCTERMS + "accessRights", access)
        if notice.contact:
            self._statement(
                notice.contact, doc, t.ELI + "responsibility_of_agent", f"<{self.registrar.unit(notice.contact.value)}>"
            )
        if notice.first_listed_leads:
            self._statement(notice.first_listed_leads, self.body, t.SKG + "firstListedLeads", t.TRUE)
        for position, citation in enumerate(notice.cites, 1):
            self._citation(citation, position)

    def _document_type(self, document: str, title: str) -> None:
        type_ = document_type(title)
        if type_:
            self._add(document, t.ELI + "type_document", f"<{type_}>")

    def _statement(self, statement: Statement, subject: str, predicate: str, object_: str, position: int = 1) -> None:
        node = self._claim(subject, predicate, object_, statement.evidence, statement.rule, position)
        self._add(node, t.SKG + "text", t.text(statement.value))

    def _citation(self, citation: Citation, position: int) -> None:
        cited = self.registrar.cited(citation.title, citation.number)
        predicate = t.ELI + (citation.relation if citation.relation in RELATIONS else "cites")
        node = self._claim(self.body, predicate, f"<{cited}>", citation.evidence, citation.rule, position)
        self._add(node, t.SKG + "text", t.text(citation.title))
        self._add(node, t.SKG + "relation", t.text(citation.relation))
        if citation.number is not None:
            self._add(node, t.SKG + "citedNumber", t.text(citation.number))
        if citation.issuer is not None:
            self._add(node, t.SKG + "citedIssuer", t.text(citation.issuer))
        if citation.cue:
            self._add(node, t.SKG + "cue", t.text(citation.cue))

    # ---- sections and measures

    def _sections(self) -> dict[str, str]:
        """Write the sections; return their nodes by id."""
        nodes: dict[str, str] = {}
        for position, section in enumerate(self.notice.sections, 1):
            node = self._provision("Section", section.id, section.number, position, section.evidence, nodes)
            self._add(node, t.DCTERMS + "title", t.label(section.heading))
            self._add(node, t.SKG + "contentStart", t.number(section.start))
            self._add(node, t.SKG + "contentEnd", t.number(section.end))
            nodes.setdefault(section.id, node)
        return nodes

    def _provision(
        self, kind: str, id_: str, number: str, position: int, evidence: Evidence, parents: Mapping[str, str]
    ) -> str:
        """A section or a measure: its number, its place in the document, and its extent in the text."""
        node = self._take(t.provision(self.key, id_))
        parent = id_.rpartition(".")[0]
        while parent and parent not in parents:
            parent = parent.rpartition(".")[0]
        end = self.end
        self.out.append(
            f"<{node}{_TYPE}{kind}>{end}"
            f"<{node}> <{t.DCTERMS}identifier> {t.text(id_)}{end}"
            f"<{node}> <{t.ELI}number> {t.text(number)}{end}"
            f"<{node}{_POSITION}{position}{self.int_end}"
            f"<{node}> <{t.ELI}is_part_of> <{parents.get(parent, self.body)}>{end}"
            f"<{node}> <{t.SKG}span> <{node}/span>{end}"
            f"<{node}/span{_TYPE}Span>{end}"
            f"<{node}/span{_SOURCE}{self.source_end}"
            f"<{node}/span{_START}{evidence.start}{self.int_end}"
            f"<{node}/span{_END}{evidence.end}{self.int_end}"
            f"<{node}/span{_EXACT}{t.text(evidence.quote)}{end}"
        )
        return node

    def _measure(self, measure: Measure, position: int, parents: Mapping[str, str]) -> str:
        node = self._provision("Measure", measure.id, measure.number, position, measure.evidence, parents)
        self.out.append(
            f"<{node}{_TEXT}{t.text(measure.text)}{self.end}<{node}> <{t.SKG}ofNotice> <{self.doc}>{self.end}"
        )
        if measure.truncated:
            self._add(node, t.SKG + "truncated", t.TRUE)
        return node

    def _seat(self, measure: str, seat: Responsibility, place: int) -> str:
        shortcut, role = ROLES[seat.role]
        node = self._claim(measure, shortcut, f"<{self.registrar.unit(seat.name)}>", seat.evidence, seat.rule, place)
        end, text = self.end, t.text
        self.out.append(
            f"<{node}{_TYPE}Responsibility>{end}"
            f"<{node}{_ROLE}{role}>{end}"
            f"<{node}{_POSITION}{seat.position}{self.int_end}"
            f"<{node}{_SCOPE}{t.word(seat.scope)}{end}"
            f"<{node}{_TEXT}{text(seat.name)}{end}"
            f"<{node}{_WRITTEN}{text(seat.unit)}{end}"
            f"<{node}{_REASON}{t.word(self.registrar.resolver.unit(seat.name).reason)}{end}"
        )
        return node

    def _mention(self, measure: str, mention: Mention, element: str, place: int) -> str:
        predicate = FLOWS[mention.flow] if mention.flow else CITES if mention.type == "policy" else NAMES
        node = self._claim(measure, predicate, f"<{element}>", mention.evidence, mention.rule, place, mention.certainty)
        end, int_end, text = self.end, self.int_end, t.text
        line = (
            f"<{node}{_KIND}{t.word(mention.type)}{end}"
            f"<{node}{_TEXT}{text(mention.text)}{end}"
            f"<{node}{_SENTENCE}{mention.sentence}{int_end}"
        )
        cue = mention.cue
        if cue is not None:
            line += f"<{node}{_CUE}{t.word(cue.quote)}{end}<{node}{_CUE_START}{cue.start}{int_end}<{node}{_CUE_END}{cue.end}{int_end}"
        if mention.flow_rule is not None:
            line += f"<{node}{_FLOW_RULE}{t.word(mention.flow_rule)}{end}"
        if mention.chain is not None:
            line += f"<{node}{_ACTS_IN}{chain_iri(mention.chain)}>{end}"
        self.out.append(line)
        return node

    def _chain(self, measure: str, claim: ChainClaim, place: int) -> None:
        self._claim(
            measure, t.SKG + "worksOn", f"<{t.concept('chain', claim.chain)}>", claim.evidence, claim.rule, place
        )

    def _claim(
        self,
        subject: str,
        predicate: str,
        object_: str,
        evidence: Evidence,
        rule: str,
        place: int,
        certainty: Certainty = Certainty.STATED,
    ) -> str:
        """A triple, and the mention that proves it; returns the node of the mention, which its place in the text names."""
        end, int_end = self.end, self.int_end
        node = self._take(f"{self.doc}/x{evidence.start}-{evidence.end}")
        line = f"<{subject}> <{predicate}> {object_}{end}"
        if line in self.asserted:
            line = ""
        else:
            self.asserted.add(line)
        self.out.append(
            f"{line}<{node}{_TYPE}Mention>{end}"
            f"<{node}{_SUBJECT}{subject}>{end}"
            f"<{node}{_PREDICATE}{predicate}>{end}"
            f"<{node}{_OBJECT}{object_}{end}"
            f"<{node}{_SOURCE}{self.source_end}"
            f"<{node}{_START}{evidence.start}{int_end}"
            f"<{node}{_END}{evidence.end}{int_end}"
            f"<{node}{_EXACT}{t.text(evidence.quote)}{end}"
            f"<{node}{_ORDER}{place}{int_end}"
            f"<{node}{_RULE}{t.word(rule)}{end}"
            f"<{node}{_CERTAINTY}{CERTAINTIES[certainty]}>{end}"
        )
        return node

    def _take(self, iri: str) -> str:
        """An IRI that nothing else in this notice has: a second fact at the same place gets ~2."""
        free, count = iri, 1
        while free in self.taken:
            count += 1
            free = f"{iri}~{count}"
        self.taken.add(free)
        return free


def document_type(title: str) -> str | None:
    """The kind of a document (文种) by the end of its title; None where the end tells none."""
    return kind_by_ending("doctype", re.sub(r"[（(](?:试行|暂行|修订|征求意见稿|\d{4}.*)[）)]$|》$", "", title))
