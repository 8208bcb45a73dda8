"""View models without their evidence: the marks with counts, for pages that fetch the words when a mark is clicked."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from silian_kg.graph.terms import BASE

__all__ = ["by_certainty", "lean_chains", "lean_matrix", "place_of"]

LEVELS = ("stated", "by-reference", "inferred")
FOUR = ("人才链", "教育链", "产业链", "创新链")


def place_of(iri: str) -> str:
    """The path of the page of a thing: the part of its IRI below ours; "" for an IRI of others.

    >>> place_of("https://w3id.org/silian-kg/vocab/field/海洋")
    '/vocab/field/海洋'
    """
    return "/" + iri[len(BASE) :] if iri.startswith(BASE) else ""


def by_certainty(levels: Iterable[str]) -> dict[str, int]:
    """How many of each certainty, the firmest first; those that do not occur are absent."""
    counts = Counter(levels)
    return {level: counts[level] for level in LEVELS if counts[level]}


def lean_chains(model: dict[str, Any]) -> dict[str, Any]:
    """A model of chains as counts, with `gaps`: pairs of the four chains that no measure links in this direction."""
    labels = [chain["label"] for chain in model["chains"]]
    linked = {(link["source"], link["target"]) for link in model["links"]}
    four = [place for place, label in enumerate(labels) if label in FOUR]
    return {
        "chains": [{"label": chain["label"], "measures": chain["measures"]} for chain in model["chains"]],
        "links": [
            {
                "source": link["source"],
                "target": link["target"],
                "measures": link["weight"],
                "certainty": by_certainty(item["certainty"] for item in link["items"]),
            }
            for link in model["links"]
        ],
        "gaps": [
            {"source": source, "target": target}
            for source in four
            for target in four
            if source != target and (source, target) not in linked
        ],
    }


def lean_matrix(
    model: dict[str, Any], *, units: int | None = None, fields: int | None = None, words: str = ""
) -> dict[str, Any]:
    """A model of the matrix as counts.

    Args:
        model: of `silian_kg.views.matrix`.
        units, fields: how many rows and columns at most, the busiest; a row `nobody` stays beyond the bound.
        words: keeps the rows and the columns whose label holds them; where only rows do, all columns, and the other way round.

    Returns:
        `units` {iri, path, label, owner, nobody, measures}, `fields` {iri, path, label, owner, group, measures},
        `cells` {unit, field, measures, certainty}, and `total` {units, fields} without bounds.
    """
    measures = _served(model)
    rows = _held(model["units"], words)
    columns = _held(model["fields"], words)
    rows, columns = (rows or list(range(len(model["units"])))), (columns or list(range(len(model["fields"]))))
    if words and not (_held(model["units"], words) or _held(model["fields"], words)):
        rows, columns = [], []
    busy = [row for row in rows if any((row, column) in measures for column in columns)]
    total = {"units": len(rows), "fields": len(columns)}
    nobody = [row for row in busy if model["units"][row]["nobody"]]
    rows = [row for row in busy if not model["units"][row]["nobody"]][:units] + nobody
    reached = {column for row, column in measures if row in set(rows)}
    columns = sorted(
        (column for column in columns if column in reached),
        key=lambda column: -len({at for row in rows for at in measures.get((row, column), ())}),
    )[:fields]
    columns.sort()
    row_to, column_to = {old: new for new, old in enumerate(rows)}, {old: new for new, old in enumerate(columns)}
    return {
        "units": [_mark(model["units"][old], {at for (row, _), found in measures.items() if row == old for at in found}, "nobody") for old in rows],
        "fields": [_mark(model["fields"][old], {at for (_, column), found in measures.items() if column == old for at in found}, "group") for old in columns],
        "cells": [
            {
                "unit": row_to[cell["unit"]],
                "field": column_to[cell["field"]],
                "measures": len(measures[cell["unit"], cell["field"]]),
                "certainty": by_certainty(item["certainty"] for item in cell["items"]),
            }
            for cell in model["cells"]
            if cell["unit"] in row_to and cell["field"] in column_to
        ],
        "total": total,
    }  # fmt: skip


def _served(model: dict[str, Any]) -> dict[tuple[int, int], set[int]]:
    """The measures of each cell."""
    facts = model["facts"]
    return {
        (cell["unit"], cell["field"]): {facts[item["facts"][0]]["at"] for item in cell["items"]}
        for cell in model["cells"]
    }


def _held(rows: list[dict[str, Any]], words: str) -> list[int]:
    if not words:
        return []
    return [place for place, row in enumerate(rows) if words in row["label"] or words in row["owner"]]


def _mark(row: dict[str, Any], measures: set[int], extra: str) -> dict[str, Any]:
    return {
        "iri": row["iri"],
        "path": place_of(row["iri"]),
        "label": row["label"],
        "owner": row["owner"],
        extra: row[extra],
        "measures": len(measures),
    }
