"""The network step by step: an overview, what stands around a thing, and the ways between two things, each as one graph with places."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from silian_kg.errors import QueryError
from silian_kg.graph.mapping import chain_iri
from silian_kg.graph.terms import name_of
from silian_kg.views.lean import by_certainty, place_of
from silian_kg.views.material import Material
from silian_kg.views.network import NO_CHAIN, NOBODY, QUIET, TYPES, WHOLE, Graph, Scope, chain_key, layout_of
from silian_kg.views.selection import Index

__all__ = ["MOST_NODES", "around", "degrees", "overall", "ways"]

MOST_NODES = 2000  # what a browser moves fluently
MOST_STEPS = 6  # things on the longest way that is looked for, the ends apart
MOST_WAYS = 5000  # that are compared before the most telling are shown
OPENING = 40  # characters of a measure that stand for it


def overall(graph: Graph, *, types: Sequence[str] = (), limit: int, degree: dict[str, int]) -> dict[str, Any]:
    """The busiest nodes of a graph; without `types`, all elements but general actors and actions.

    Returns:
        `nodes`, `edges`, `links`, `blocks`, `measures`, `total`, `thinned` and `ways` ([]), see docs/explorer.md.
    """
    kept = types or [type_ for type_ in TYPES if type_ not in QUIET]
    return _graph_model(graph, kept, limit, degree)


def around(
    graph: Graph, things: Sequence[str], *, types: Sequence[str] = (), limit: int, degree: dict[str, int]
) -> dict[str, Any]:
    """Some things and all that stands in one measure with them.

    Args:
        graph: of what may be shown.
        things: IRIs; a measure or a notice stands for all that it names.
        types: the types of elements to keep; all, where none is given.
        limit: how many nodes at most; the things themselves always stay.
        degree: see `degrees`.
    """
    material = graph.material
    at = {
        place
        for place, passage in enumerate(material.passages)
        if passage.iri in things or (passage.measure and material.notices[passage.notice].iri in things)
    }
    at |= {fact.at for fact in material.facts if fact.node in things}
    near = {fact.node for fact in material.facts if fact.at in at}
    if at - _seated(graph):
        near.add(NOBODY)
    return _graph_model(graph, types or TYPES, limit, degree, near, [iri for iri in things if iri in near])


def ways(index: Index, start: str, end: str, *, limit: int, degree: dict[str, int]) -> dict[str, Any]:
    """The shortest ways between two things through measures; those over things that few measures name come first.

    Returns:
        As `overall`; `ways` are [thing, measure, thing, …] as IRIs, [] where nothing joins the two.

    Raises:
        QueryError: no notice names one of the two.
    """
    for iri in (start, end):
        if iri not in index.measures_of:
            raise QueryError(f"<{iri}>: no measure names this; search for what you mean")
    found = sorted(_shortest(index, start, end), key=lambda way: (_commonness(index, way), way))[:limit]
    passages = index.material.passages
    named = [[node if isinstance(node, str) else passages[node].iri for node in way] for way in found]
    nodes = list(dict.fromkeys(node for way in found for node in way if isinstance(node, str))) or [start, end]
    edges: dict[tuple[str, str], set[int]] = defaultdict(set)
    for way in found:
        for place in range(1, len(way), 2):
            edges[str(way[place - 1]), str(way[place + 1])].add(int(way[place]))
    depth = {node: place // 2 for way in found for place, node in enumerate(way) if isinstance(node, str)}
    return {
        **_parts(index, nodes, edges, depth, degree),
        "links": [],
        "blocks": [],
        "total": {"nodes": len(nodes), "edges": len(edges)},
        "thinned": 0,
        "ways": named,
    }


def degrees(graph: Graph) -> dict[str, int]:
    """How many neighbours each thing has: a unit its elements, an element its units."""
    near: dict[str, set[str]] = defaultdict(set)
    for unit, element in graph.pairs:
        near[unit].add(element)
        near[element].add(unit)
    return {node: len(others) for node, others in near.items()}


def _seated(graph: Graph) -> set[int]:
    """The measures that name a unit."""
    return {graph.material.facts[place].at for places in graph.units.values() for place in places}


def _graph_model(
    graph: Graph,
    types: Sequence[str],
    limit: int,
    degree: dict[str, int],
    near: set[str] | None = None,
    always: Sequence[str] = (),
) -> dict[str, Any]:
    """The busiest nodes of a graph, or of those near to something, and all edges between them."""
    material = graph.material
    weights = {node: graph.weight(graph.units.get(node, ())) for node in graph.unit_order}
    weights |= {
        node: graph.weight(graph.elements[node])
        for node in graph.element_order
        if material.nodes[node].type in types or node in always
    }
    nobody = near is None or NOBODY in near
    weights = {node: weight for node, weight in weights.items() if node != NOBODY and (near is None or node in near)}
    first = set(always)
    chosen = sorted(weights, key=lambda node: (node not in first, -weights[node], node))[:limit]
    shown = set(chosen)
    units = {node: weights[node] for node in graph.unit_order if node in shown}
    elements = {node: weights[node] for node in graph.element_order if node in shown}
    if nobody and any(unit == NOBODY and element in elements for unit, element in graph.pairs):
        units[NOBODY] = 0
    ids = {name: place for place, name in enumerate([*units, *elements, *map(chain_key, graph.chains)])}
    laid = layout_of(graph, Scope(None, elements, units), list(elements), WHOLE, ids)
    places = {node: (x, y) for node, x, y in laid["places"]}
    rows = [graph.unit_row(node, _Same()) for node in units] + [graph.element_row(node, _Same()) for node in elements]
    pairs = sorted(
        (ids[unit], ids[element], found)
        for (unit, element), found in graph.pairs.items()
        if unit in units and element in elements
    )
    measures = list(dict.fromkeys(material.facts[pair[-1]].at for *_, found in pairs for pair in found))
    names = [*units, *elements]
    nodes = [
        _node(row, places.get(place, (0, 0)), degree.get(names[place], 0)) for place, row in enumerate(rows)
    ] + [
        _node(
            {"iri": chain_iri(chain) if chain != NO_CHAIN else "", "label": chain, "type": "chain", "owner": "", "chain": chain, "weight": 0},
            places.get(ids[chain_key(chain)], (0, 0)),
            0,
        )
        for chain in graph.chains
    ]  # fmt: skip
    return {
        "nodes": nodes,
        "edges": [
            {
                "source": source,
                "target": target,
                "measures": graph.weight(pair[-1] for pair in found),
                "certainty": by_certainty(material.facts[pair[-1]].certainty for pair in found),
                "in": list(dict.fromkeys(material.passages[material.facts[pair[-1]].at].iri for pair in found)),
            }
            for source, target, found in pairs
        ],
        "links": _links(material, graph, ids),
        "blocks": laid["blocks"],
        "measures": [_measure(material, at) for at in measures],
        "total": {
            "nodes": len(weights),
            "edges": sum(unit in weights and element in weights for unit, element in graph.pairs),
        },
        "thinned": len(weights) - len(chosen),
        "ways": [],
    }


class _Same(dict[int, int]):
    """Places that have not moved."""

    def __missing__(self, place: int) -> int:
        return place


def _links(material: Material, graph: Graph, ids: dict[str, int]) -> list[dict[str, Any]]:
    links: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, linkage in enumerate(material.linkages):
        ends = (material.facts[linkage.source].chain, material.facts[linkage.target].chain)
        links[ids[chain_key(ends[0])], ids[chain_key(ends[1])]].append(place)
    return [
        {
            "source": source,
            "target": target,
            "measures": graph.weight(material.linkages[place].source for place in places),
            "certainty": by_certainty(material.linkages[place].certainty for place in places),
        }
        for (source, target), places in sorted(links.items())
    ]


def _node(row: dict[str, Any], place: tuple[int, int], degree: int) -> dict[str, Any]:
    return {
        "iri": row["iri"],
        "path": place_of(row["iri"]),
        "label": row["label"],
        "type": row["type"],
        "owner": row["owner"],
        "chain": row["chain"],
        "measures": row["weight"],
        "x": place[0],
        "y": place[1],
        "degree": degree,
    }


def _measure(material: Material, at: int) -> dict[str, Any]:
    passage = material.passages[at]
    line = " ".join(passage.text.split())
    return {
        "iri": passage.iri,
        "path": place_of(passage.iri),
        "id": passage.measure,
        "notice": name_of(material.notices[passage.notice].iri),
        "opening": line if len(line) <= OPENING else line[: OPENING - 1] + "…",
    }


# ---- ways

Way = tuple[str | int, ...]  # thing, measure, thing, …


def _shortest(index: Index, start: str, end: str) -> Iterator[Way]:
    """Every shortest way, as far as MOST_WAYS."""
    depth: dict[str, int] = {start: 0}
    waiting = deque([start])
    while waiting and end not in depth:
        node = waiting.popleft()
        if depth[node] > MOST_STEPS:
            return
        for other in _neighbours(index, node):
            if other not in depth:
                depth[other] = depth[node] + 1
                waiting.append(other)
    if end not in depth or start == end:
        return
    count = 0
    stack: list[tuple[Way, str]] = [((end,), end)]
    while stack and count < MOST_WAYS:
        way, node = stack.pop()
        if node == start:
            count += 1
            yield way
            continue
        for at in index.measures_of[node]:
            nearer = (other for other in index.things_of.get(at, ()) if depth.get(other) == depth[node] - 1)
            stack += [((other, at, *way), other) for other in nearer]


def _neighbours(index: Index, node: str) -> Iterable[str]:
    return dict.fromkeys(other for at in index.measures_of[node] for other in index.things_of.get(at, ()))


def _commonness(index: Index, way: Way) -> int:
    return sum(len(index.measures_of[node]) for node in way[2:-2] if isinstance(node, str))


def _parts(
    index: Index,
    nodes: Sequence[str],
    edges: dict[tuple[str, str], set[int]],
    depth: dict[str, int],
    degree: dict[str, int],
) -> dict[str, Any]:
    """Nodes of ways from left to right, edges and measures."""
    material = index.material
    rank: dict[int, int] = defaultdict(int)
    rows = []
    for node in nodes:
        about, column = material.nodes[node], depth.get(node, 0)
        row = {
            "iri": node,
            "label": about.label,
            "type": about.type,
            "owner": about.owner if about.type == "unit" else "",
            "chain": about.chain,
            "weight": len(index.measures_of[node]),
        }
        rows.append(_node(row, (column * 320, rank[column] * 60), degree.get(node, 0)))
        rank[column] += 1
    ids = {node: place for place, node in enumerate(nodes)}
    return {
        "nodes": rows,
        "edges": [
            {
                "source": ids[source],
                "target": ids[target],
                "measures": len(at),
                "certainty": {},
                "in": [material.passages[place].iri for place in sorted(at)],
            }
            for (source, target), at in sorted(edges.items(), key=lambda edge: (ids[edge[0][0]], ids[edge[0][1]]))
        ],
        "measures": [_measure(material, at) for at in sorted({place for at in edges.values() for place in at})],
    }
