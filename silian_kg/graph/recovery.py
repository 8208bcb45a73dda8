"""Quads → facts: the notice that a graph was mapped from, exactly; the reverse of mapping."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from silian_kg.errors import StoreError
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
    Section,
    Statement,
)
from silian_kg.graph import terms as t
from silian_kg.graph.mapping import CERTAINTIES, FLOWS, NO_CHAIN, ROLES

_FLOWS = {iri: flow for flow, iri in FLOWS.items()}
_CERTAINTIES = {iri: certainty for certainty, iri in CERTAINTIES.items()}
_ROLES = {shortcut: role for role, (shortcut, _) in ROLES.items()}
_HEAD = {
    t.DCTERMS + "title": "title",
    t.ELI + "id_local": "number",
    t.ELI + "passed_by": "issuers",
    t.SKG + "addressee": "addressees",
    t.ELI + "date_document": "date",
    t.ELI + "date_publication": "published",
    t.DCTERMS + "accessRights": "disclosure",
    t.ELI + "responsibility_of_agent": "contact",
    t.SKG + "firstListedLeads": "first_listed_leads",
}

Node = dict[str, list[str]]  # predicate → values, IRIs and literals alike


def read_nquads(nquads: str) -> Notice:
    """The facts that `mapping.to_nquads` wrote.

    Raises:
        StoreError: the quads are not those of one whole notice.
    """
    return notice(ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS))


def notice(quads: Iterable[ox.Quad]) -> Notice:
    """The facts of the one notice that the quads of its graphs state; quads of other graphs do no harm.

    Raises:
        StoreError: there is no notice, or it lacks its text.
    """
    nodes: dict[str, Node] = {}
    for quad in quads:
        node = nodes.setdefault(t.bare(quad.subject), {})
        node.setdefault(quad.predicate.value, []).append(t.bare(quad.object))
    try:
        return _Reader(nodes).notice()
    except KeyError as error:
        raise StoreError(
            f"these quads are no whole notice: {error.args[0]} is missing; add the notice again"
        ) from error


class _Reader:
    def __init__(self, nodes: dict[str, Node]) -> None:
        self.nodes = nodes
        self.by_type: dict[str, list[str]] = {}
        for iri, node in nodes.items():
            for type_ in node.get(t.RDF + "type", ()):
                self.by_type.setdefault(type_, []).append(iri)
        self.claims: dict[str, list[Node]] = defaultdict(list)
        for iri in self.by_type.get(t.SKG + "Mention", ()):
            self.claims[nodes[iri][t.RDF + "subject"][0]].append(nodes[iri])
        for claims in self.claims.values():
            claims.sort(key=lambda claim: int(claim[t.SKG + "order"][0]))

    def notice(self) -> Notice:
        text = self.nodes[self.by_type[t.SKG + "SourceText"][0]]
        documents = self.by_type[t.SKG + "PolicyDocument"]
        annex = next((iri for iri in documents if self.nodes[iri].get(t.ELI + "is_annex_of")), None)
        doc = next((iri for iri in documents if iri != annex), "")
        if not doc:
            raise KeyError("the document itself")
        head: dict[str, list[Statement]] = defaultdict(list)
        cites: list[Citation] = []
        for document in dict.fromkeys((doc, annex or doc)):
            for claim in self.claims[document]:
                slot = _HEAD.get(claim[t.RDF + "predicate"][0])
                if slot is None:
                    cites.append(_citation(claim))
                else:
                    head["issued_title" if slot == "title" and document == annex else slot].append(_statement(claim))
        single: dict[str, Any] = {
            slot: head[slot][0]
            for slot in (*_HEAD.values(), "issued_title")
            if slot not in ("issuers", "addressees") and head[slot]
        }
        return Notice(
            name=text[t.SKG + "fileName"][0],
            source=text[t.PROV + "value"][0],
            sha256=text[t.SKG + "sha256"][0],
            encoding=text[t.SKG + "encoding"][0],
            pages=tuple(int(start) for each in text.get(t.SKG + "pageStarts", ()) for start in each.split()),
            issuers=tuple(head["issuers"]),
            addressees=tuple(head["addressees"]),
            cites=tuple(cites),
            sections=tuple(self._section(node) for _, node in self._provisions("Section")),
            measures=tuple(self._measure(iri, node) for iri, node in self._provisions("Measure")),
            **single,
        )

    def _provisions(self, kind: str) -> Iterator[tuple[str, Node]]:
        provisions = [(iri, self.nodes[iri]) for iri in self.by_type.get(t.SKG + kind, ())]
        yield from sorted(provisions, key=lambda item: int(item[1][t.SKG + "position"][0]))

    def _section(self, node: Node) -> Section:
        return Section(
            id=node[t.DCTERMS + "identifier"][0],
            number=node[t.ELI + "number"][0],
            heading=node[t.DCTERMS + "title"][0],
            evidence=_evidence(self.nodes[node[t.SKG + "span"][0]]),
            start=int(node[t.SKG + "contentStart"][0]),
            end=int(node[t.SKG + "contentEnd"][0]),
        )

    def _measure(self, iri: str, node: Node) -> Measure:
        claims = self.claims[iri]
        return Measure(
            id=node[t.DCTERMS + "identifier"][0],
            number=node[t.ELI + "number"][0],
            text=node[t.SKG + "text"][0],
            evidence=_evidence(self.nodes[node[t.SKG + "span"][0]]),
            truncated=bool(node.get(t.SKG + "truncated")),
            responsible=tuple(_seat(claim) for claim in claims if claim.get(t.SKG + "role")),
            mentions=tuple(_mention(claim) for claim in claims if claim.get(t.SKG + "mentionType")),
            chains=tuple(_chain(claim) for claim in claims if claim[t.RDF + "predicate"][0] == t.SKG + "worksOn"),
        )


def _evidence(node: Node) -> Evidence:
    return Evidence(int(node[t.OA + "start"][0]), int(node[t.OA + "end"][0]), node[t.OA + "exact"][0])


def _optional(node: Node, predicate: str) -> str | None:
    values = node.get(predicate)
    return values[0] if values else None


def _statement(claim: Node) -> Statement:
    return Statement(claim[t.SKG + "text"][0], _evidence(claim), claim[t.SKG + "rule"][0])


def _citation(claim: Node) -> Citation:
    return Citation(
        title=claim[t.SKG + "text"][0],
        relation=claim[t.SKG + "relation"][0],
        evidence=_evidence(claim),
        rule=claim[t.SKG + "rule"][0],
        number=_optional(claim, t.SKG + "citedNumber"),
        issuer=_optional(claim, t.SKG + "citedIssuer"),
        cue=_optional(claim, t.SKG + "cue") or "",
    )


def _seat(claim: Node) -> Responsibility:
    return Responsibility(
        unit=claim[t.SKG + "writtenAs"][0],
        role=_ROLES[claim[t.RDF + "predicate"][0]],
        position=int(claim[t.SKG + "position"][0]),
        evidence=_evidence(claim),
        rule=claim[t.SKG + "rule"][0],
        name=claim[t.SKG + "text"][0],
        scope=claim[t.SKG + "scope"][0],
    )


def _mention(claim: Node) -> Mention:
    object_ = claim[t.RDF + "object"][0]
    cue = _optional(claim, t.SKG + "cue")
    chain = _optional(claim, t.SKG + "actsIn")
    return Mention(
        type=claim[t.SKG + "mentionType"][0],
        text=claim[t.SKG + "text"][0],
        evidence=_evidence(claim),
        rule=claim[t.SKG + "rule"][0],
        certainty=_CERTAINTIES.get(claim[t.SKG + "certainty"][0], Certainty.STATED),
        concept=None if object_.startswith(t.ID) else object_,
        flow=_flow(claim),
        cue=None if cue is None else Evidence(int(claim[t.SKG + "cueStart"][0]), int(claim[t.SKG + "cueEnd"][0]), cue),
        flow_rule=_optional(claim, t.SKG + "flowRule"),
        chain=None if chain is None else "其他" if chain == NO_CHAIN else t.name_of(chain),
        sentence=int(claim[t.SKG + "sentence"][0]),
    )


def _flow(claim: Node) -> Flow | None:
    return _FLOWS.get(claim[t.RDF + "predicate"][0])


def _chain(claim: Node) -> ChainClaim:
    return ChainClaim(t.name_of(claim[t.RDF + "object"][0]), _evidence(claim), claim[t.SKG + "rule"][0])
