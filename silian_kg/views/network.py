"""The network of a set of notices: units in the middle, what their measures name around them, chain by chain."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from silian_kg.graph.mapping import chain_iri
from silian_kg.views.layout import lay_out
from silian_kg.views.material import Material, linkage_item, tables
from silian_kg.views.rendering import render

__all__ = ["network_model", "network_page", "pyvis_network"]

TYPES = (
    "industry",
    "field-group",
    "program",
    "talent",
    "platform",
    "carrier",
    "activity",
)  # in the order in which they stand in a block
QUIET = ("carrier", "activity")  # shown on demand: general actors and actions, which every measure names
OTHER = "其他"  # what acts in none of the chains
NO_CHAIN = "未归链"
NOBODY = "文中未写明责任单位"
WHOLE = 10**9
DETAILS = ((110, 20), (240, 42), (WHOLE, WHOLE))  # elements and units in an overview, in a fuller picture, in the whole
LIBRARY = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")  # in the wheel of pyvis
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)  # developer tools would fetch it


def network_model(material: Material) -> dict[str, Any]:
    """Nodes, edges that gather all measures between a unit and an element, and the places of the nodes in each layout.

    Returns:
        The tables of `silian_kg.views.material`, with
        `nodes` {iri, label, type, owner, chain, weight, facts}: weight counts distinct measures;
        `edges` {source, target, weight, items}: from a unit to an element, an item is {facts: [unit, element], certainty, rule};
        `links` {source, target, weight, items}: from the node of a chain to that of another;
        `layouts` {notice, detail, quiet, places, blocks}: for all notices (null) and for each, from overview (0) to whole (2), without and
        with the types in `quiet`; `places` are [node, x, y], `blocks` the frames {chain, x, y, width, height}.
    """
    graph = Graph(material)
    used = [place for places in (*graph.elements.values(), *graph.units.values()) for place in places]
    used += [place for linkage in material.linkages for place in (linkage.source, linkage.target)]
    base, moved = tables(material, used)
    ids = {
        name: place
        for place, name in enumerate([*graph.unit_order, *graph.element_order, *map(chain_key, graph.chains)])
    }
    links: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, linkage in enumerate(material.linkages):
        links[material.facts[linkage.source].chain, material.facts[linkage.target].chain].append(place)
    return {
        **base,
        "nodes": [
            *(graph.unit_row(node, moved) for node in graph.unit_order),
            *(graph.element_row(node, moved) for node in graph.element_order),
        ]
        + [
            {
                "iri": chain_iri(chain) if chain != NO_CHAIN else "",
                "label": chain,
                "type": "chain",
                "owner": "",
                "chain": chain,
                "weight": 0,
                "facts": [],
            }
            for chain in graph.chains
        ],
        "edges": [
            {
                "source": ids[unit],
                "target": ids[element],
                "weight": graph.weight(pair[-1] for pair in pairs),
                "items": [
                    {
                        "facts": [moved[place] for place in pair],
                        "certainty": material.facts[pair[-1]].certainty,
                        "rule": "",
                    }
                    for pair in pairs
                ],
            }
            for (unit, element), pairs in sorted(
                graph.pairs.items(), key=lambda item: (ids[item[0][0]], ids[item[0][1]])
            )
        ],
        "links": [
            {
                "source": ids[chain_key(source)],
                "target": ids[chain_key(target)],
                "weight": graph.weight(material.linkages[place].source for place in places),
                "items": [linkage_item(material.linkages[place], moved) for place in places],
            }
            for (source, target), places in sorted(links.items())
        ],
        "layouts": list(_layouts(graph, ids)),
        "quiet": list(QUIET),
        "nobody": NOBODY,
    }


def network_page(model: dict[str, Any]) -> str:
    """The page of the network. The library that draws it comes from the wheel of pyvis and lies inside the page."""
    library = SOURCE_MAP.sub("", files("pyvis").joinpath(*LIBRARY).read_text(encoding="utf-8"))
    net = pyvis_network(model)
    counts = Counter(node["type"] for node in model["nodes"])
    units = counts["unit"] - sum(node["label"] == NOBODY for node in model["nodes"])
    chains = sum(node["type"] == "chain" and node["label"] != NO_CHAIN for node in model["nodes"])
    elements = sum(counts[kind] for kind in TYPES if kind not in QUIET)
    subtitle = f"{len(model['notices'])} 份文件 · {units} 个单位 · {elements} 个要素 · {chains} 条链"
    return render(
        "network",
        {**model, "drawn": {"nodes": net.nodes, "edges": net.edges}},
        title="措施网络",
        subtitle=subtitle,
        libraries=[library],
    )


def pyvis_network(model: dict[str, Any]) -> Any:
    """The same network as a pyvis `Network`, for who wants to style it otherwise: ids are the places of nodes in the model."""
    from pyvis.network import Network

    whole = next(layout for layout in reversed(model["layouts"]) if layout["notice"] is None and layout["quiet"])
    places = {node: (x, y) for node, x, y in whole["places"]}
    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for place, node in enumerate(model["nodes"]):
        x, y = places[place]
        net.add_node(
            place, label=node["label"], group=node["type"], x=x, y=y, value=node["weight"], physics=False, shape="box"
        )
    for edge in model["edges"]:
        net.add_edge(edge["source"], edge["target"], value=edge["weight"], physics=False)
    return net


@dataclass(frozen=True, slots=True)
class Scope:
    """What a layout may show: the elements and units of one notice or of all, with the measures of each there."""

    notice: int | None
    elements: dict[str, int]
    units: dict[str, int]


class Graph:
    """Units, elements and the pairs that measures make of them, by node."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.elements: dict[str, list[int]] = defaultdict(list)
        self.units: dict[str, list[int]] = defaultdict(list)
        seats: dict[int, list[int]] = defaultdict(list)
        for place, fact in enumerate(material.facts):
            if fact.type == "unit":
                seats[fact.at].append(place)
                self.units[fact.node].append(place)
            elif fact.type in TYPES:
                self.elements[fact.node].append(place)
        self.pairs: dict[tuple[str, str], list[tuple[int, ...]]] = defaultdict(list)
        for element, places in self.elements.items():
            for place in places:
                for seat in seats[material.facts[place].at]:
                    self.pairs[material.facts[seat].node, element].append((seat, place))
                if not seats[material.facts[place].at]:
                    self.pairs[NOBODY, element].append((place,))
        self.chain_of = {node: self._chain(node) for node in self.elements}
        linked = {
            material.facts[place].chain for linkage in material.linkages for place in (linkage.source, linkage.target)
        }
        self.chains = sorted({*self.chain_of.values(), *linked}, key=lambda chain: (chain == NO_CHAIN, chain))
        nobody = [NOBODY] if any(unit == NOBODY for unit, _ in self.pairs) else []
        self.unit_order = [
            *sorted(self.units, key=lambda node: (-self.weight(self.units[node]), self.units[node][0])),
            *nobody,
        ]
        self.element_order = sorted(
            self.elements, key=lambda node: (-self.weight(self.elements[node]), self.elements[node][0])
        )

    def weight(self, places: Iterable[int]) -> int:
        """How many distinct measures facts are of."""
        return len({self.material.facts[place].at for place in places})

    def scope(self, notice: int | None) -> Scope:
        """What a notice, or all notices, show."""

        def count(places: list[int]) -> int:
            measures = {self.material.facts[place].at for place in places}
            return sum(notice in (None, self.material.passages[at].notice) for at in measures)

        elements = {node: count(self.elements[node]) for node in self.element_order}
        units = {node: count(self.units.get(node, [])) for node in self.unit_order}
        return Scope(
            notice,
            {node: number for node, number in elements.items() if number},
            {node: number for node, number in units.items() if number or node == NOBODY},
        )

    def unit_row(self, node: str, moved: dict[int, int]) -> dict[str, Any]:
        """A unit as a row of the model."""
        about = self.material.nodes.get(node)
        places = self.units.get(node, [])
        return {
            "iri": node if about else "",
            "label": about.label if about else NOBODY,
            "type": "unit",
            "owner": about.owner if about else "",
            "chain": "",
            "weight": self.weight(places),
            "facts": [moved[place] for place in places],
        }

    def element_row(self, node: str, moved: dict[int, int]) -> dict[str, Any]:
        """An element as a row of the model."""
        about, places = self.material.nodes[node], self.elements[node]
        return {
            "iri": node,
            "label": about.label,
            "type": about.type,
            "owner": "",
            "chain": self.chain_of[node],
            "weight": self.weight(places),
            "facts": [moved[place] for place in places],
        }

    def _chain(self, node: str) -> str:
        """The chain in which an element acts most often; else that of its kind."""
        chains = [self.material.facts[place].chain for place in self.elements[node]]
        acted = Counter(chain for chain in chains if chain not in ("", OTHER))
        named = self.material.nodes[node].chain
        return min(acted, key=lambda chain: (-acted[chain], chain)) if acted else named or NO_CHAIN


def _layouts(graph: Graph, ids: dict[str, int]) -> Iterable[dict[str, Any]]:
    notices = range(len(graph.material.notices)) if len(graph.material.notices) > 1 else ()
    for notice in (None, *notices):
        scope = graph.scope(notice)
        for quiet in (False, True):
            elements = [node for node in scope.elements if quiet or graph.material.nodes[node].type not in QUIET]
            for detail, (most_elements, most_units) in enumerate(DETAILS):
                if most_units < WHOLE and len(elements) <= most_elements and len(scope.units) <= most_units:
                    continue  # the whole is no more than this
                chosen = sorted(elements, key=lambda node: -scope.elements[node])[:most_elements]
                yield {
                    "notice": notice,
                    "detail": detail,
                    "quiet": quiet,
                    **layout_of(graph, scope, chosen, most_units, ids),
                }


def layout_of(graph: Graph, scope: Scope, elements: list[str], most_units: int, ids: dict[str, int]) -> dict[str, Any]:
    """The places of the units and of some elements of a scope: `places` [id, x, y] and `blocks`."""
    shown = set(elements)
    reach = Counter(unit for unit, element in graph.pairs if element in shown)
    units = sorted(
        (unit for unit in scope.units if unit != NOBODY),
        key=lambda unit: -reach[unit] if most_units < WHOLE else -scope.units[unit],
    )[:most_units]
    nobody = [NOBODY] if NOBODY in scope.units else []
    kinds = {node: TYPES.index(graph.material.nodes[node].type) for node in elements}
    quiet = {node: graph.material.nodes[node].type in QUIET for node in elements}
    ordered = sorted(elements, key=lambda node: (quiet[node], kinds[node], -scope.elements[node]))
    chains = [
        (chain, ids[chain_key(chain)], [ids[node] for node in ordered if graph.chain_of[node] == chain])
        for chain in graph.chains
    ]
    chains = [chain for chain in chains if chain[2] or most_units == WHOLE]
    layout = lay_out(
        [ids[unit] for unit in (*_middle_out(units), *nobody)],
        sorted(chains, key=lambda chain: (chain[0] == NO_CHAIN, -len(chain[2]))),
    )
    return {
        "places": [[node, x, y] for node, (x, y) in sorted(layout.places.items())],
        "blocks": [asdict(block) for block in layout.blocks],
    }


def chain_key(chain: str) -> str:
    """The name under which the node of a chain has its id."""
    return f"chain {chain}"


def _middle_out(ordered: Sequence[str]) -> list[str]:
    """The first in the middle, the others around it in turn: the busiest unit has the shortest ways."""
    return [*reversed(ordered[1::2]), *ordered[0::2]]
