"""A store → the graph that describes it: VoID, our prefixes, and the competency questions as executable SHACL, for editors to complete from."""

from collections import defaultdict

from silian_kg.graph import terms as t
from silian_kg.graph.queries import list_queries
from silian_kg.graph.store import Store

__all__ = ["GRAPH", "describe"]

GRAPH = t.ID + "graph/service"
DATASET = t.ID + "service"
PREFIXES = t.ID + "service/prefixes"
SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
SD = "http://www.w3.org/ns/sparql-service-description#"
OWL = "http://www.w3.org/2002/07/owl#"
# What a store holds of each class, and which properties its members have
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?count) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
USES = """SELECT ?class ?property (COUNT(*) AS ?count) { ?s a ?class ; ?property ?o }
GROUP BY ?class ?property ORDER BY ?class ?property"""
TOTALS = "SELECT ?property (COUNT(*) AS ?count) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"


def describe(store: Store, endpoint: str) -> bytes:
    """The description of a store as N-Quads, the same for the same store and endpoint.

    Args:
        store: what is described.
        endpoint: the URL at which it answers SPARQL.
    """
    lines = [*_dataset(store, endpoint), *_prefixes(), *_examples(endpoint)]
    return "".join(f"{line} <{GRAPH}> .\n" for line in lines).encode("utf-8")


def _triple(subject: str, predicate: str, value: str) -> str:
    return f"{_node(subject)} <{predicate}> {value}"


def _node(name: str) -> str:
    return name if name.startswith("_:") else f"<{name}>"


def _dataset(store: Store, endpoint: str) -> list[str]:
    """VoID: how much there is, and which properties members of each class have."""
    classes = [(str(row["class"]), int(row["count"] or 0)) for row in store.select(CLASSES)]
    totals = [(str(row["property"]), int(row["count"] or 0)) for row in store.select(TOTALS)]
    uses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in store.select(USES):
        uses[str(row["class"])].append((str(row["property"]), int(row["count"] or 0)))
    lines = [
        _triple(DATASET, t.RDF + "type", f"<{t.VOID}Dataset>"),
        _triple(DATASET, t.DCTERMS + "title", t.label("四链知识图谱")),
        _triple(DATASET, t.DCTERMS + "title", '"Knowledge graph of the four chains"@en'),
        _triple(DATASET, t.VOID + "uriSpace", t.text(t.BASE)),
        _triple(DATASET, t.VOID + "sparqlEndpoint", f"<{endpoint}>"),
        _triple(DATASET, t.VOID + "triples", t.number(sum(count for _, count in totals))),
        _triple(DATASET, t.VOID + "classes", t.number(len(classes))),
        _triple(DATASET, t.VOID + "properties", t.number(len(totals))),
        *(_triple(DATASET, t.VOID + "vocabulary", f"<{iri}>") for iri in (t.SKG, t.SKOS, t.ELI, t.ORG, t.PROV, t.OA)),
    ]
    for place, (property_, count) in enumerate(totals):
        lines += _partition(DATASET, f"_:p{place}", "property", property_, "triples", count)
    for place, (class_, count) in enumerate(classes):
        lines += _partition(DATASET, f"_:c{place}", "class", class_, "entities", count)
        for order, (property_, used) in enumerate(uses[class_]):
            lines += _partition(f"_:c{place}", f"_:c{place}p{order}", "property", property_, "triples", used)
    return lines


def _partition(whole: str, part: str, kind: str, iri: str, counted: str, count: int) -> list[str]:
    return [
        _triple(whole, t.VOID + f"{kind}Partition", part),
        _triple(part, t.VOID + kind, f"<{iri}>"),
        _triple(part, t.VOID + counted, t.number(count)),
    ]


def _prefixes() -> list[str]:
    lines = [_triple(PREFIXES, t.RDF + "type", f"<{OWL}Ontology>")]
    for prefix, namespace in t.PREFIXES.items():
        node = f"_:n{prefix}"
        lines += [
            _triple(PREFIXES, SH + "declare", node),
            _triple(node, SH + "prefix", t.text(prefix)),
            _triple(node, SH + "namespace", t.typed(namespace, "anyURI")),
        ]
    return lines


def _examples(endpoint: str) -> list[str]:
    """The competency questions; each runs as it stands, with its example put in."""
    lines = []
    for query in list_queries():
        node = f"{t.ID}query/{query.name}"
        lines += [
            _triple(node, t.RDF + "type", f"<{SH}SPARQLExecutable>"),
            _triple(node, t.RDF + "type", f"<{SH}SPARQLSelectExecutable>"),
            _triple(node, t.RDFS + "label", t.label(query.title)),
            _triple(node, t.RDFS + "label", t.text(query.title_en) + "@en"),
            _triple(node, t.RDFS + "comment", t.label(query.question)),
            _triple(node, t.RDFS + "comment", t.text(query.question_en) + "@en"),
            _triple(node, SH + "prefixes", f"<{PREFIXES}>"),
            _triple(node, SH + "select", t.text(query.text)),
            _triple(node, SCHEMA + "target", f"<{endpoint}>"),
        ]
    return lines
