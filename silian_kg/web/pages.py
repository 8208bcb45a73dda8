"""Pages → plain JSON: each function takes what is shown and the parameters of a request, and gives what docs/explorer.md describes."""

from typing import Any

from starlette.datastructures import QueryParams

from silian_kg.errors import QueryError
from silian_kg.graph.queries import LOOKUPS
from silian_kg.views.evidence import evidence_model
from silian_kg.views.exploration import MOST_NODES, around, overall, ways
from silian_kg.views.lean import lean_matrix
from silian_kg.views.matrix import matrix_model
from silian_kg.views.network import Graph
from silian_kg.views.overview import notice_rows, overview_model
from silian_kg.views.search import found
from silian_kg.views.selection import Index, facets, select
from silian_kg.web.asked import choice_of, number_of, one_of, things_of, types_of
from silian_kg.web.published import Pages
from silian_kg.web.replies import Refused

__all__ = ["PAGES", "matrix_whole", "notices_whole"]

MOST = 500  # rows of a list, rows and columns of the matrix
MARKS = ("unit", "field", "source", "target", "thing", "measure")


def overview(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """总览"""
    choice = choice_of(params)
    material = select(pages.index, choice)
    return {"generation": pages.generation, **overview_model(material), "facets": facets(pages.index, choice)}


def matrix(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """谁服务什么"""
    choice = choice_of(params)
    lean = lean_matrix(
        matrix_whole(pages, params),
        units=number_of(params, "units", 60, MOST),
        fields=number_of(params, "fields", 40, MOST),
        words=params.get("q", "").strip(),
    )
    return {"generation": pages.generation, **lean, "facets": facets(pages.index, choice)}


def matrix_whole(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """The matrix with its evidence, without bounds."""
    return matrix_model(select(pages.index, choice_of(params)))


def evidence(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """What a mark stands for."""
    marks: dict[str, Any] = {}
    for mark in MARKS:
        if mark in params:
            marks[mark] = (things_of(params, mark) or [""])[0]
    marks |= {
        name: params[given]
        for given, name in (("from", "from_chain"), ("to", "to_chain"), ("about", "about"))
        if given in params
    }
    if not marks or ("source" in marks) != ("target" in marks):
        raise Refused(400, "name a mark: unit=&field=, source=&target=, from=&to=, thing=, about= or measure=")
    material = select(pages.index, choice_of(_without_thing(params)))
    model = evidence_model(material, **marks, limit=number_of(params, "limit", 200, 2000))
    return {"generation": pages.generation, **model}


def network(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """图谱"""
    choice = choice_of(_without_thing(params))
    start, end = (things_of(params, name) for name in ("from", "to"))
    if bool(start) != bool(end):
        raise Refused(400, "a way wants both ends: from=IRI&to=IRI")
    shown = {"generation": pages.generation, "facets": facets(pages.index, choice)}
    if start:
        index = pages.index if not choice else Index(select(pages.index, choice))
        try:
            limit = number_of(params, "limit", 12, 60)
            return {**shown, **ways(index, start[0], end[0], limit=limit, degree=pages.degrees)}
        except QueryError as error:
            raise Refused(404, str(error)) from error
    things = things_of(params)
    asked: dict[str, Any] = {
        "types": types_of(params),
        "limit": number_of(params, "limit", 150, MOST_NODES),
        "degree": pages.degrees,
    }
    graph = pages.graph if not choice else Graph(select(pages.index, choice))
    return {**shown, **(around(graph, things, **asked) if things else overall(graph, **asked))}


def search(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """What some words find."""
    kinds = [kind for kind in params.getlist("type") if kind][:20]
    words = params.get("q", "")[:200]
    return found(pages.index, words, types=kinds, limit=number_of(params, "limit", 20, MOST))


def notices(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """原文: the list"""
    choice = choice_of(params)
    rows = notices_whole(pages, params)
    offset = number_of(params, "offset", 0, 10**9)
    limit = number_of(params, "limit", 50, MOST)
    return {
        "generation": pages.generation,
        "total": len(rows),
        "offset": offset,
        "notices": rows[offset : offset + limit],
        "facets": facets(pages.index, choice, notices=True),
    }


def notices_whole(pages: Pages, params: QueryParams) -> list[dict[str, Any]]:
    """The list of notices without bounds."""
    choice = choice_of(params)
    index = pages.index if not choice else Index(select(pages.index, choice))
    sort = one_of(params, "sort", ("date", "title", "measures"))
    return notice_rows(index, words=params.get("q", "").strip()[:200], sort=sort)


def labels(pages: Pages, params: QueryParams) -> dict[str, Any]:
    """Completion of a parameter: labels that begin with the words, then those that hold them."""
    type_ = params.get("type", "")
    if type_ not in LOOKUPS:
        raise Refused(400, f"type={type_[:40]!r} is none of {', '.join(LOOKUPS)}")
    words = params.get("q", "").strip()
    everything = pages.labels[type_]
    holding = [label for label in everything if words in label]
    ordered = sorted(holding, key=lambda label: (not label.startswith(words), len(label), label)) if words else holding
    return {"labels": ordered[: number_of(params, "limit", 20, MOST)], "total": len(holding)}


def _without_thing(params: QueryParams) -> QueryParams:
    """The parameters without `thing`, which names a start there and no facet."""
    return QueryParams([(name, value) for name, value in params.multi_items() if name != "thing"])


PAGES = {
    "overview": overview,
    "matrix": matrix,
    "evidence": evidence,
    "network": network,
    "search": search,
    "notices": notices,
    "labels": labels,
}
