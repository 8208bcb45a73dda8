"""What an editor of queries completes from: prefixes, classes and properties in use, example queries, and labels."""

import re
from typing import Any

from starlette.datastructures import QueryParams

from silian_kg.graph import terms as t
from silian_kg.graph.queries import list_queries
from silian_kg.views.selection import Index
from silian_kg.vocabulary import load_vocabulary
from silian_kg.web.asked import number_of
from silian_kg.web.describing import DATASET, GRAPH
from silian_kg.web.published import Pages

__all__ = ["completion", "curie"]

LOCAL = re.compile(r"^[^\W_](?:[\w.\-·〔〕]*[\w\-·〔〕])?$")  # a local name that SPARQL reads without escapes
NAMED = """
SELECT ?iri ?label { ?iri rdfs:label|skos:prefLabel|dcterms:title ?label
  FILTER(LANG(?label) = "LANGUAGE") FILTER(STRSTARTS(STR(?iri), "NAMESPACE")) } ORDER BY ?iri ?label
"""
CLASSES = (
    "SELECT ?iri ?count { GRAPH <G> { <D> void:classPartition ?part . ?part void:class ?iri ; void:entities ?count } }"
)
PROPERTIES = "SELECT ?iri ?count { GRAPH <G> { <D> void:propertyPartition ?part . ?part void:property ?iri ; void:triples ?count } }"
USES = """SELECT ?class ?iri { GRAPH <G> { <D> void:classPartition ?part .
  ?part void:class ?class ; void:propertyPartition ?inner . ?inner void:property ?iri } }"""


def curie(iri: str) -> str:
    """An IRI as a query may write it: with a prefix of ours where its end is a plain name, else in brackets.

    >>> curie("https://w3id.org/silian-kg/vocab/field/海洋"), curie("https://example.org/a/b")
    ('field:海洋', '<https://example.org/a/b>')
    """
    for prefix, namespace in sorted(t.PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace) and LOCAL.match(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def completion(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """Everything but labels, or with `q` the things whose labels hold some words."""
    words = params.get("q", "").strip()[:200]
    if "q" in params:
        return {"terms": _terms(pages.index, words, number_of(params, "limit", 20, 200))}
    chinese, english = _labels(pages, "zh"), _labels(pages, "en")
    classes_of: dict[str, list[str]] = {}
    for row in _asked(pages, USES):
        classes_of.setdefault(str(row["iri"]), []).append(curie(str(row["class"])))

    def term(iri: str, count: int) -> dict[str, Any]:
        return {
            "iri": iri,
            "curie": curie(iri),
            "label": chinese.get(iri, ""),
            "label_en": english.get(iri, ""),
            "count": count,
        }

    def counted(query: str) -> list[tuple[str, int]]:
        rows = [(str(row["iri"]), int(row["count"] or 0)) for row in _asked(pages, query)]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    return {
        "generation": pages.generation,
        "prefixes": t.PREFIXES,
        "classes": [term(iri, count) for iri, count in counted(CLASSES)],
        "properties": [{**term(iri, count), "of": sorted(classes_of.get(iri, []))} for iri, count in counted(PROPERTIES)],
        "examples": [
            {"name": query.name, "title": query.title, "title_en": query.title_en, "sparql": query.text} for query in list_queries()
        ],
    }  # fmt: skip


def _asked(pages: Pages, query: str) -> list[dict[str, Any]]:
    return list(pages.snapshot.store.select(query.replace("<G>", f"<{GRAPH}>").replace("<D>", f"<{DATASET}>")))


def _labels(pages: Pages, language: str) -> dict[str, str]:
    """The labels of the terms of our ontology in a language."""
    rows = pages.snapshot.store.select(NAMED.replace("LANGUAGE", language).replace("NAMESPACE", t.SKG))
    return {str(row["iri"]): str(row["label"]) for row in rows}


def _terms(index: Index, words: str, limit: int) -> list[dict[str, Any]]:
    """Things of the notices, then concepts of the vocabularies."""
    if not words:
        return []
    ranked = [
        (
            not about.label.startswith(words),
            -len(index.measures_of.get(node, ())),
            len(about.label),
            node,
            about.label,
            about.type,
        )
        for node, about in index.material.nodes.items()
        if words in about.label
    ]
    ranked += [
        (not concept.label.startswith(words), 1, len(concept.label), iri, concept.label, concept.type)
        for iri, concept in load_vocabulary().concepts.items()
        if iri not in index.material.nodes and any(words in label for label in concept.labels)
    ]
    return [
        {"iri": iri, "curie": curie(iri), "label": label, "type": type_}
        for *_, iri, label, type_ in sorted(ranked)[:limit]
    ]
