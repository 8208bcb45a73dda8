"""Store → NetworkX: the graph of measures, units and elements, and the graph of chains; files for Gephi, Cytoscape and the like.

    G = project(store)                      # MultiDiGraph; project(store, notice=iri) for one notice
    C = chain_graph(G)                      # DiGraph of the chains; weight = how many measures link them
    export_projection(G, Path("a.graphml")) # or .gexf, .json (node-link)

A node is the IRI of a measure, a unit or an element, with `label`, `type`, and for an element its `chain`; a measure has `notice`, `number`, `text`.
An edge goes
  measure → unit       key leadUnit, supportingUnit, responsibleUnit;
  measure → element    key drawsOn, develops, benefits, names;
  element → element    key linkage 人才链→产业链, with `from_chain`, `to_chain`, `kinds`, `measures`;
  unit → field         key serves, with `rules`, `measures`;
  office → body        key unitOf.
Each edge has `type` (its key, for a linkage the word alone), `label`, `certainty`, and `evidence`: a tuple of (start, end, quote). Several facts
between the same two nodes under one key are one edge, which holds the evidence of all and the firmest certainty. The same store gives the
same nodes and edges in the same order.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from silian_kg.errors import ExportError
from silian_kg.graph import terms as t
from silian_kg.graph.sparql import Value
from silian_kg.graph.store import Store

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "chain_graph", "export_projection", "project"]

TODAY = re.compile(
    r' lastmodifieddate="[^"]*"'
)  # GEXF wants to say when it was written; the same graph gives the same bytes
FORMATS = (".graphml", ".gexf", ".json")
LEVELS = ("stated", "by-reference", "inferred")  # the firmest first

# What a node is, by its class; the first that fits counts
TYPES = {
    t.SKG + "Measure": "measure",
    t.ORG + "OrganizationalUnit": "unit",
    t.ORG + "FormalOrganization": "unit",
    t.SKG + "UnitGroup": "unit-group",
    t.SKG + "FieldGroup": "field-group",
    t.SKG + "Industry": "industry",
    t.SKG + "TechDomain": "industry",
    t.SKG + "Discipline": "industry",
    t.SKG + "TalentType": "talent",
    t.SKG + "PlatformType": "platform",
    t.SKG + "CarrierType": "carrier",
    t.SKG + "ActivityType": "activity",
    t.SKG + "Program": "program",
    t.SKG + "Chain": "chain",
}

MENTIONS = """
SELECT ?m ?p ?o ?certainty ?start ?end ?quote
WHERE {
  VALUES ?notice { UNDEF }
  ?m skg:ofNotice ?notice .
  ?x rdf:subject ?m ; rdf:predicate ?p ; rdf:object ?o ; skg:certainty ?k ; oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  FILTER(?p IN (skg:leadUnit, skg:supportingUnit, skg:responsibleUnit, skg:drawsOn, skg:develops, skg:benefits, skg:names))
  ?k skos:notation ?certainty .
}
ORDER BY ?m ?start ?end ?p ?o
"""
SERVINGS = """
SELECT ?c ?u ?f ?m ?rule ?certainty ?start ?end ?quote
WHERE {
  VALUES ?notice { UNDEF }
  ?m skg:ofNotice ?notice .
  ?c skg:viaMeasure ?m ; rdf:predicate skg:serves ; rdf:subject ?u ; rdf:object ?f ; skg:rule ?rule ; skg:certainty ?k ; skg:evidence ?x .
  ?x oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  ?k skos:notation ?certainty .
}
ORDER BY ?u ?f ?m ?rule ?start ?end
"""
LINKAGES = """
SELECT ?l ?a ?b ?from ?to ?kind ?m ?s1 ?e1 ?q1 ?s2 ?e2 ?q2
WHERE {
  VALUES ?notice { UNDEF }
  ?m skg:ofNotice ?notice .
  ?l skg:viaMeasure ?m ; skg:fromElement ?a ; skg:toElement ?b ; skg:fromChain ?c1 ; skg:toChain ?c2 ; skg:linkageKind ?k ;
     skg:fromMention ?x ; skg:toMention ?y .
  ?x oa:start ?s1 ; oa:end ?e1 ; oa:exact ?q1 . ?y oa:start ?s2 ; oa:end ?e2 ; oa:exact ?q2 .
  ?c1 skos:prefLabel ?from . ?c2 skos:prefLabel ?to . ?k skos:prefLabel ?kind .
}
ORDER BY ?m ?s1 ?s2 ?l
"""
MEASURES = """
SELECT ?m ?id ?text ?key WHERE {
  VALUES ?notice { UNDEF }
  ?m skg:ofNotice ?notice ; dcterms:identifier ?id ; skg:text ?text ; skg:position ?n . ?notice dcterms:identifier ?key .
}
ORDER BY ?key ?notice ?n
"""
NODES = """
SELECT DISTINCT ?node ?class ?label ?chain
WHERE {
  VALUES ?node { UNDEF }
  ?node rdf:type ?class ; skos:prefLabel ?label FILTER(LANG(?label) IN ("zh", ""))
  OPTIONAL { ?node skg:primaryChain ?c . ?c skos:prefLabel ?chain }
}
ORDER BY ?node ?class
"""
ABOVE = "SELECT DISTINCT ?u ?p { VALUES ?u { UNDEF } ?u org:unitOf|org:subOrganizationOf ?p } ORDER BY ?u ?p"
PREDICATES = """
SELECT ?p ?label { ?p rdfs:label ?label FILTER(LANG(?label) = "zh" && STRSTARTS(STR(?p), STR(skg:))) }
"""


def project(store: Store, *, notice: str | None = None) -> nx.MultiDiGraph[str]:
    """The store as a NetworkX graph.

    Args:
        store: where the notices are.
        notice: the IRI of the one notice to show; without it, all.

    Returns:
        A MultiDiGraph whose edge keys are the predicates; empty where there are no notices.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    labels = {str(row["p"]): str(row["label"]) for row in store.select(PREDICATES)}
    for row in store.select(_of(MEASURES, notice)):
        graph.add_node(
            str(row["m"]), label=str(row["id"]), type="measure", number=row["id"], notice=row["key"], text=row["text"]
        )
    for row in store.select(_of(MENTIONS, notice)):
        predicate = str(row["p"])
        edge = _edge(row["m"], row["o"], predicate.removeprefix(t.SKG))
        _connect(graph, edge, labels[predicate], row["certainty"], {"evidence": (_evidence(row),)})
    for row in store.select(_of(LINKAGES, notice)):
        evidence = ((row["s1"], row["e1"], row["q1"]), (row["s2"], row["e2"], row["q2"]))
        edge = _edge(row["a"], row["b"], f"linkage {row['from']}→{row['to']}")
        lists = {"evidence": evidence, "kinds": (row["kind"],), "measures": (str(row["m"]),)}
        _connect(graph, edge, "联动", "stated", lists, from_chain=row["from"], to_chain=row["to"])
    for row in store.select(_of(SERVINGS, notice)):
        edge = _edge(row["u"], row["f"], "serves")
        lists = {"evidence": (_evidence(row),), "rules": (row["rule"],), "measures": (str(row["m"]),)}
        _connect(graph, edge, labels[t.SKG + "serves"], row["certainty"], lists)
    _describe(store, graph)
    return graph


def chain_graph(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """The chains of a projection: an edge from chain to chain with `weight`, how many measures link them, and `measures`, which.

    Returns:
        A DiGraph; () edges where nothing links.
    """
    import networkx as nx

    measures: dict[tuple[str, str], dict[str, None]] = {}
    for _, _, data in graph.edges(data=True):
        if data["type"] == "linkage":
            measures.setdefault((data["from_chain"], data["to_chain"]), {}).update(dict.fromkeys(data["measures"]))
    chains: nx.DiGraph[str] = nx.DiGraph()
    chains.add_nodes_from(
        (chain, {"label": chain, "type": "chain"}) for chain in sorted({chain for pair in measures for chain in pair})
    )
    for (source, target), via in sorted(measures.items()):
        chains.add_edge(source, target, weight=len(via), measures=tuple(via))
    return chains


def export_projection(graph: nx.Graph[str], path: str | Path) -> None:
    """Write a projection as GraphML, GEXF or node-link JSON, by the ending of the file; lists become JSON strings where the format has none.

    Raises:
        ExportError: another ending, or the place refuses.
    """
    import networkx as nx

    target = Path(path)
    ending = target.suffix.lower()
    if ending not in FORMATS:
        raise ExportError(f"{target.name}: no format for the ending {ending!r}; use one of {', '.join(FORMATS)}")
    if ending == ".json":
        content = json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1) + "\n"
    else:
        lines = nx.generate_graphml(_flat(graph)) if ending == ".graphml" else nx.generate_gexf(_flat(graph))
        content = TODAY.sub("", "\n".join(lines)) + "\n"
    draft = target.with_name(target.name + ".new")
    try:
        draft.write_text(content, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {error.strerror}") from error


def _of(query: str, notice: str | None) -> str:
    import pyoxigraph as ox

    return query if notice is None else query.replace("UNDEF", str(ox.NamedNode(notice)))


def _evidence(row: dict[str, Any]) -> tuple[int, int, str]:
    return row["start"], row["end"], row["quote"]


def _edge(source: Value, target: Value, key: str) -> tuple[str, str, str]:
    """The name of an edge: its two nodes and its key."""
    return str(source), str(target), key


def _connect(
    graph: nx.MultiDiGraph[str],
    edge: tuple[str, str, str],
    label: str,
    certainty: Value,
    lists: dict[str, tuple[Any, ...]],
    **more: Any,
) -> None:
    """Add an edge, or what its lists hold to the one that is there."""
    source, target, key = edge
    known: dict[str, Any] | None = graph.get_edge_data(source, target, key)
    if known is None:
        about = {"label": label, "type": key.partition(" ")[0], "certainty": str(certainty)}
        graph.add_edge(source, target, key, **about, **lists, **more)
        return
    for name, values in lists.items():
        known[name] = tuple(dict.fromkeys((*known[name], *values)))
    known["certainty"] = min(known["certainty"], str(certainty), key=LEVELS.index)


def _describe(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    """Give every node its label and type, and every office the body above it."""
    for row in store.select(_among(ABOVE, graph)):
        above: dict[str, Any] = {"label": "隶属", "type": "unitOf", "certainty": "stated", "evidence": ()}
        graph.add_edge(str(row["u"]), str(row["p"]), "unitOf", **above)
    order = {class_: place for place, class_ in enumerate(TYPES)}
    first: dict[str, int] = {}
    for row in store.select(_among(NODES, graph)):
        node, place = str(row["node"]), order.get(str(row["class"]), len(order))
        if place < first.get(node, len(order)):
            first[node] = place
            about: dict[str, Any] = {
                "label": row["label"],
                "type": TYPES[str(row["class"])],
                "chain": row["chain"] or "",
            }
            graph.add_node(node, **about)
    for node, data in graph.nodes(data=True):
        if "type" not in data:
            data.update(label=t.name_of(node), type="other", chain="")


def _among(query: str, graph: nx.MultiDiGraph[str]) -> str:
    """A query about the nodes that have no type yet."""
    import pyoxigraph as ox

    return query.replace(
        "UNDEF", " ".join(str(ox.NamedNode(node)) for node, data in graph.nodes(data=True) if "type" not in data)
    )


def _flat(graph: nx.Graph[str]) -> nx.Graph[str]:
    """A copy whose attributes are strings and numbers, which is all that GraphML and GEXF hold."""
    flat = graph.copy()
    for _, data in flat.nodes(data=True):
        _flatten(data)
    for *_, data in flat.edges(data=True):
        _flatten(data)
    return flat


def _flatten(data: dict[str, Any]) -> None:
    for key, value in data.items():
        if not isinstance(value, str | int | float | bool):
            data[key] = json.dumps(value, ensure_ascii=False)
