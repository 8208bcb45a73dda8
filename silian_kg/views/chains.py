"""How the chains link: arrows between chains, weighted by the measures that make them, and the same as a matrix."""

import html
import math
from collections import defaultdict
from typing import Any

from silian_kg.views.material import Material, linkage_item, tables
from silian_kg.views.rendering import fill, render, template

__all__ = ["chains_model", "chains_page"]

FIRST = ("人才链", "产业链", "创新链", "教育链")  # clockwise from the upper left
HUES = {"人才链": "talent", "教育链": "education", "产业链": "industry", "创新链": "innovation", "资金链": "capital"}
WIDTH, HEIGHT, RING, DISC = 700, 560, 206, 52


def chains_model(material: Material) -> dict[str, Any]:
    """Chains and the links between them.

    Returns:
        The tables of `silian_kg.views.material`, with `chains` {label, facts, measures} and `links` {source, target, weight, items}:
        the facts of a chain show that a measure works on it or that an element acts in it, `weight` counts distinct measures, an item is {facts: [from, to], kind, rule, certainty}.
    """
    acting: dict[str, set[int]] = defaultdict(set)
    for place, fact in enumerate(material.facts):
        if fact.type == "claim":
            acting[fact.chain].add(place)
    links: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, linkage in enumerate(material.linkages):
        ends = [(material.facts[end].chain, end) for end in (linkage.source, linkage.target)]
        links[ends[0][0], ends[1][0]].append(place)
        for chain, end in ends:
            acting[chain].add(end)
    names = [*FIRST, *sorted(chain for chain in acting if chain not in FIRST)]
    base, moved = tables(material, (place for places in acting.values() for place in places))
    position = {name: place for place, name in enumerate(names)}
    return {
        **base,
        "chains": [
            {
                "label": name,
                "facts": sorted(moved[place] for place in acting[name]),
                "measures": len({material.facts[place].at for place in acting[name]}),
            }
            for name in names
        ],
        "links": [
            {
                "source": position[source],
                "target": position[target],
                "weight": len({material.facts[material.linkages[place].source].at for place in places}),
                "items": [linkage_item(material.linkages[place], moved) for place in places],
            }
            for (source, target), places in sorted(
                links.items(), key=lambda link: (position[link[0][0]], position[link[0][1]])
            )
        ],
    }


def chains_page(model: dict[str, Any]) -> str:
    """The page of the chains."""
    measures = len({model["facts"][item["facts"][0]]["at"] for link in model["links"] for item in link["items"]})
    body = fill(template("chains.html"), {"diagram": _diagram(model)})
    subtitle = f"{len(model['notices'])} 份文件 · {measures} 条措施使链与链联动 · 箭头上的数字：措施条数"
    return render("chains", model, title="四链如何联动", subtitle=subtitle, body=body)


def _diagram(model: dict[str, Any]) -> str:
    """Discs on a ring and curved arrows between them; a pair's two directions bow apart."""
    chains, links = model["chains"], model["links"]
    centres = [_on_ring(place, len(chains)) for place in range(len(chains))]
    most = max((link["weight"] for link in links), default=1)
    lines = [f'<svg id="diagram" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="链与链的联动图">']
    lines += [_arrow(place, link, centres, most, chains) for place, link in enumerate(links)]
    lines += [_disc(place, chain, centres[place]) for place, chain in enumerate(chains)]
    lines.append("</svg>")
    return "\n".join(lines)


def _on_ring(place: int, count: int) -> tuple[float, float]:
    turn = math.radians(-90 - 180 / count + 360 * place / count)  # four chains: the corners of a square
    return WIDTH / 2 + 1.3 * RING * math.cos(turn), HEIGHT / 2 + RING * math.sin(turn)


def _arrow(
    place: int, link: dict[str, Any], centres: list[tuple[float, float]], most: int, chains: list[dict[str, Any]]
) -> str:
    source, target = centres[link["source"]], centres[link["target"]]
    span = math.dist(source, target)
    across = ((target[1] - source[1]) / span, (source[0] - target[0]) / span)  # a unit to the left of the way
    bow = 26 + 0.09 * span
    middle = ((source[0] + target[0]) / 2 + across[0] * 2 * bow, (source[1] + target[1]) / 2 + across[1] * 2 * bow)
    width = 1.5 + 9.5 * link["weight"] / most
    head = 9 + 1.1 * width
    start = _towards(source, middle, DISC + 3)
    tip = _towards(target, middle, DISC + 4)
    neck = _towards(target, middle, DISC + 4 + head)
    side = ((neck[1] - tip[1]) / head * head * 0.48, (tip[0] - neck[0]) / head * head * 0.48)
    label = _along(start, middle, neck, 0.42)
    words = f"{chains[link['source']]['label']} → {chains[link['target']]['label']}"
    hue = HUES.get(chains[link["source"]]["label"], "other")
    shape = " ".join(
        _point(point) for point in (tip, (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1]))
    )
    path = f"M{_point(start)} Q{_point(middle)} {_point(neck)}"
    return (
        f'<g class="arrow c-{hue}" data-link="{place}" tabindex="0" role="button" aria-label="{html.escape(words)}">'
        f'<path class="reach" d="{path}"/><path class="line" d="{path}" stroke-width="{width:.1f}"/><polygon points="{shape}"/>'
        f'<circle cx="{label[0]:.1f}" cy="{label[1]:.1f}" r="13"/><text x="{label[0]:.1f}" y="{label[1]:.1f}" dy=".36em">{link["weight"]}</text></g>'
    )


def _disc(place: int, chain: dict[str, Any], centre: tuple[float, float]) -> str:
    label = html.escape(chain["label"])
    x, y = f"{centre[0]:.1f}", f"{centre[1]:.1f}"
    return (
        f'<g class="disc c-{HUES.get(chain["label"], "other")}" data-chain="{place}" tabindex="0" role="button" aria-label="{label}">'
        f'<circle cx="{x}" cy="{y}" r="{DISC}"/><text x="{x}" y="{y}" dy="-.02em">{label}</text>'
        f'<text class="count" x="{x}" y="{y}" dy="1.75em">{chain["measures"]} 条措施</text></g>'
    )


def _towards(origin: tuple[float, float], goal: tuple[float, float], by: float) -> tuple[float, float]:
    share = by / math.dist(origin, goal)
    return origin[0] + (goal[0] - origin[0]) * share, origin[1] + (goal[1] - origin[1]) * share


def _along(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    """A point of a quadratic curve."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return a * start[0] + b * middle[0] + c * end[0], a * start[1] + b * middle[1] + c * end[1]


def _point(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
