"""The page of a notice or of any other thing: its model, and what the graph says of it as triples."""

from typing import Any

from silian_kg.errors import QueryError
from silian_kg.graph.sparql import Iri
from silian_kg.graph.store import Store
from silian_kg.views.gather import RELATIONS
from silian_kg.views.lean import place_of
from silian_kg.views.notice import notice_model
from silian_kg.views.overview import card_row
from silian_kg.views.selection import Index
from silian_kg.views.thing import quads_about, thing_model
from silian_kg.web import media
from silian_kg.web.published import Pages
from silian_kg.web.replies import Refused

__all__ = ["page_of", "text_of", "triples_of"]

CITES = """
SELECT ?body ?cited ?title ?number ?relation ?start ?exact ?held
WHERE { ?x rdf:subject ?body ; rdf:object ?cited ; skg:relation ?relation ; skg:text ?title ; oa:start ?start ; oa:exact ?exact .
  ?body skg:sourceText ?text .
  OPTIONAL { ?x skg:citedNumber ?number } OPTIONAL { ?cited skg:sourceText ?held } }
ORDER BY ?start ?cited
"""
CITED_BY = """
SELECT DISTINCT ?cited ?document
WHERE { ?x rdf:object ?cited ; rdf:subject ?body ; skg:relation ?relation .
  ?body skg:sourceText ?text . ?document skg:sourceText ?text ; dcterms:identifier ?key . }
ORDER BY ?document
"""
SUFFIXES = ("", "-附")  # the notice, and what it issues


def page_of(pages: Pages, iri: str) -> dict[str, Any]:
    """The model behind the page of a thing; that of a notice is the view of the notice with what it cites and what cites it.

    Raises:
        Refused: 404, nothing has this IRI.
    """
    place = pages.index.notice_at.get(iri.removesuffix("-附"))
    if place is not None:
        return _notice(pages, place)
    try:
        return {"generation": pages.generation, **thing_model(pages.snapshot.store, pages.index, iri)}
    except QueryError as error:
        raise Refused(404, str(error)) from error


def triples_of(pages: Pages, iri: str, form: media.Form) -> bytes:
    """What the graph says of a thing, in a form of RDF.

    Raises:
        Refused: 404, nothing has this IRI.
    """
    try:
        quads = quads_about(pages.snapshot.store, iri)
    except ValueError as error:
        raise Refused(404, f"<{iri}>: no IRI") from error
    if not quads:
        raise Refused(404, f"<{iri}>: nothing here has this name; search for what you mean")
    return media.serialized(quads, form)


def text_of(pages: Pages, iri: str) -> str:
    """The source of a notice.

    Raises:
        Refused: 404, this is no notice.
    """
    place = pages.index.notice_at.get(iri)
    if place is None:
        raise Refused(404, f"<{iri}>: no notice here has this name")
    return pages.index.material.sources[place].text


def _notice(pages: Pages, place: int) -> dict[str, Any]:
    index, store = pages.index, pages.snapshot.store
    card = index.material.notices[place]
    model = notice_model(index.material, place)
    return {
        "generation": pages.generation,
        "type": "notice",
        **card_row(card),
        **model,
        "cites": _cites(store, model, card.iri),
        "cited_by": _cited_by(store, index, card.iri),
    }


def _cites(store: Store, model: dict[str, Any], iri: str) -> list[dict[str, Any]]:
    at: dict[int, int] = {}
    for place, fact in enumerate(model["facts"]):
        if fact["type"] == "policy":
            at.setdefault(model["passages"][fact["passage"]]["start"] + fact["start"], place)
    rows = [row for suffix in SUFFIXES for row in store.select(CITES, body=iri + suffix)]
    return [
        {
            "title": row["title"],
            "number": row["number"] or "",
            "relation": RELATIONS.get(str(row["relation"]), "依据"),
            "iri": str(row["cited"]),
            "path": place_of(str(row["cited"])) if isinstance(row["cited"], Iri) else "",
            "held": row["held"] is not None,
            "fact": at.get(int(row["start"] or 0)),
        }
        for row in rows
    ]


def _cited_by(store: Store, index: Index, iri: str) -> list[dict[str, Any]]:
    documents = {str(row["document"]) for suffix in SUFFIXES for row in store.select(CITED_BY, cited=iri + suffix)}
    return [
        card_row(index.material.notices[index.notice_at[document]])
        for document in sorted(documents)
        if document in index.notice_at and document != iri
    ]
