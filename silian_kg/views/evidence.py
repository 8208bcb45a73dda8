"""What a mark stands for: the words behind a cell of the matrix, an arrow between chains, an edge of the network, or a thing."""

from collections.abc import Iterable
from typing import Any

from silian_kg.views.material import Linkage, Material, tables
from silian_kg.views.matrix import FIELDS, SERVED

__all__ = ["evidence_model"]

Item = tuple[tuple[int, ...], str, str, str]  # facts, certainty, rule, kind


def evidence_model(
    material: Material,
    *,
    unit: str | None = None,
    field: str | None = None,
    source: str | None = None,
    target: str | None = None,
    from_chain: str | None = None,
    to_chain: str | None = None,
    thing: str | None = None,
    about: str | None = None,
    measure: str | None = None,
    limit: int | None = None,
) -> dict[str, Any]:
    """The evidence of one mark.

    Args:
        material: what may be shown.
        unit, field: a cell of the matrix, or with one of them a row or a column; the unit "" stands for measures that name none.
        source, target: two things of one measure; the source "" stands for measures that name no unit.
        from_chain, to_chain: the labels of two chains.
        thing: all that is said of a thing.
        about: all that works on a chain, by its label.
        measure: all that a measure says, by its node.
        limit: how many items at most.

    Returns:
        The tables of `silian_kg.views.material` with `items` {facts, certainty, rule, kind, measure}, where `measure` is a passage,
        and `total`, the number of items without the limit.
    """
    if unit is not None or field is not None:
        items = _served(material, unit, field)
    elif source is not None and target is not None:
        items = _together(material, source, target)
    elif from_chain is not None or to_chain is not None:
        items = _linked(material, from_chain, to_chain)
    elif thing is not None:
        items = _said(material, (place for place, fact in enumerate(material.facts) if fact.node == thing))
    elif about is not None:
        items = _working(material, about)
    else:
        at = {place for place, passage in enumerate(material.passages) if passage.iri and passage.iri == measure}
        items = _said(material, (place for place, fact in enumerate(material.facts) if fact.at in at))
    return _model(material, items, limit)


def _model(material: Material, items: list[Item], limit: int | None) -> dict[str, Any]:
    shown = items[:limit]
    base, moved = tables(material, (place for facts, *_ in shown for place in facts))
    used = sorted({passage["notice"] for passage in base["passages"]})
    renumbered = {old: new for new, old in enumerate(used)}
    base["notices"] = [base["notices"][old] for old in used]
    base["passages"] = [{**passage, "notice": renumbered[passage["notice"]]} for passage in base["passages"]]
    return {
        **base,
        "items": [
            {
                "facts": [moved[place] for place in facts],
                "certainty": certainty,
                "rule": rule,
                "kind": kind,
                "measure": base["facts"][moved[facts[0]]]["at"],
            }
            for facts, certainty, rule, kind in shown
        ],
        "total": len(items),
    }


def _served(material: Material, unit: str | None, field: str | None) -> list[Item]:
    if unit == "":
        answered = {fact.at for fact in material.facts if fact.type == "unit"}
        return [
            ((place,), fact.certainty, "", "")
            for place, fact in enumerate(material.facts)
            if fact.type in FIELDS and fact.flow in SERVED and fact.at not in answered and field in (None, fact.node)
        ]
    return [
        (service.facts, service.certainty, service.rule, "")
        for service in material.services
        if unit in (None, service.unit) and field in (None, service.field)
    ]


def _together(material: Material, source: str, target: str) -> list[Item]:
    if source == "":  # nobody: the measure names no unit
        answered = {fact.at for fact in material.facts if fact.type == "unit"}
        return [
            ((place,), fact.certainty, "", "")
            for place, fact in enumerate(material.facts)
            if fact.node == target and fact.at not in answered
        ]
    first, second = (
        [place for place, fact in enumerate(material.facts) if fact.node == node] for node in (source, target)
    )
    by_measure: dict[int, list[int]] = {}
    for place in second:
        by_measure.setdefault(material.facts[place].at, []).append(place)
    return [
        ((one, other), material.facts[other].certainty, "", "")
        for one in first
        for other in by_measure.get(material.facts[one].at, ())
    ]


def _linked(material: Material, from_chain: str | None, to_chain: str | None) -> list[Item]:
    def matches(linkage: Linkage) -> bool:
        chains = (material.facts[linkage.source].chain, material.facts[linkage.target].chain)
        return from_chain in (None, chains[0]) and to_chain in (None, chains[1])

    return [
        ((linkage.source, linkage.target), linkage.certainty, linkage.rule, linkage.kind)
        for linkage in material.linkages
        if matches(linkage)
    ]


def _said(material: Material, places: Iterable[int]) -> list[Item]:
    return [((place,), material.facts[place].certainty, material.facts[place].rule, "") for place in places]


def _working(material: Material, chain: str) -> list[Item]:
    """The words that show that a measure works on a chain, and the elements that act in it, where a linkage stands on them."""
    linked = {place for linkage in material.linkages for place in (linkage.source, linkage.target)}
    return _said(
        material,
        (
            place
            for place, fact in enumerate(material.facts)
            if fact.chain == chain and (fact.type == "claim" or place in linked)
        ),
    )
