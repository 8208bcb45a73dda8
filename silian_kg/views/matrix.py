"""Units × fields: which unit serves which field, how firmly, and where it stands."""

from collections import defaultdict
from typing import Any

from silian_kg.views.material import Material, tables
from silian_kg.views.rendering import render

__all__ = ["matrix_model", "matrix_page"]

FIELDS = ("industry", "field-group")
SERVED = ("benefits", "develops")
GROUPS = ("named", "collective", "classification")  # 文中所列 · 集合领域 · 标准分类, which only a mapping names
NOBODY = "文中未写明责任单位"


def matrix_model(material: Material) -> dict[str, Any]:
    """Rows, columns and cells, the busiest first.

    Returns:
        The tables of `silian_kg.views.material`, with `units` {iri, label, owner, nobody, facts}, `fields` {iri, label, owner, group, facts} and
        `cells` {unit, field, items}, where an item is {facts, certainty, rule}. A cell that is absent: the text does not say.
        The last row may be `nobody`: fields of measures for which the text names no responsible unit.
    """
    shown = {node for service in material.services for node in (service.unit, service.field)}
    shown |= {fact.node for fact in material.facts if fact.type == "unit" or fact.type in FIELDS}
    where: dict[str, list[int]] = defaultdict(list)
    for place, fact in enumerate(material.facts):
        if fact.node in shown:
            where[fact.node].append(place)
    measures: dict[str, set[int]] = defaultdict(set)
    for service in material.services:
        at = material.facts[service.facts[0]].at
        measures[service.unit].add(at)
        measures[service.field].add(at)
    used = [place for places in where.values() for place in places]
    used += [place for service in material.services for place in service.facts]
    base, moved = tables(material, used)

    def order(node: str) -> tuple[int, int, str]:
        return (-len(measures[node]), min(where[node], default=len(material.facts)), node)

    def group(node: str) -> int:
        return 2 if not where[node] else 1 if material.nodes[node].type == "field-group" else 0

    units = sorted((node for node in shown if material.nodes[node].type == "unit"), key=order)
    fields = sorted(
        (node for node in shown if material.nodes[node].type in FIELDS), key=lambda node: (group(node), order(node))
    )
    row, column = {node: place for place, node in enumerate(units)}, {node: place for place, node in enumerate(fields)}
    cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    answered = {fact.at for fact in material.facts if fact.type == "unit"}
    for place, fact in enumerate(material.facts):
        if fact.type in FIELDS and fact.flow in SERVED and fact.at not in answered:
            cells[len(units), column[fact.node]].append(
                {"facts": [moved[place]], "certainty": fact.certainty, "rule": ""}
            )
    for service in material.services:
        item = {
            "facts": [moved[place] for place in service.facts],
            "certainty": service.certainty,
            "rule": service.rule,
        }
        cells[row[service.unit], column[service.field]].append(item)
    rows = [
        {
            "iri": node,
            "label": material.nodes[node].label,
            "owner": material.nodes[node].owner,
            "nobody": False,
            "facts": [moved[place] for place in where[node]],
        }
        for node in units
    ]
    if any(unit == len(units) for unit, _ in cells):
        rows.append({"iri": "", "label": NOBODY, "owner": "", "nobody": True, "facts": []})
    return {
        **base,
        "units": rows,
        "fields": [
            {
                "iri": node,
                "label": material.nodes[node].label,
                "owner": material.nodes[node].owner,
                "group": GROUPS[group(node)],
                "facts": [moved[place] for place in where[node]],
            }
            for node in fields
        ],
        "cells": [{"unit": unit, "field": field, "items": items} for (unit, field), items in sorted(cells.items())],
    }


def matrix_page(model: dict[str, Any]) -> str:
    """The page of the matrix."""
    subtitle = f"{len(model['notices'])} 份文件 · {sum(not row['nobody'] for row in model['units'])} 个单位 · {len(model['fields'])} 个产业与领域 · 空格：文中未写明"
    return render("matrix", model, title="哪些单位服务哪些产业", subtitle=subtitle)
