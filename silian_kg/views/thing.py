"""A thing of the graph: what is said of it, by whom, since when, with the words that say it; and what the vocabularies know of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from silian_kg.errors import QueryError
from silian_kg.graph import terms as t
from silian_kg.graph.store import Store
from silian_kg.views.evidence import evidence_model
from silian_kg.views.lean import by_certainty, place_of
from silian_kg.views.material import Material
from silian_kg.views.overview import card_row, thing_row
from silian_kg.views.selection import Index

__all__ = ["quads_about", "thing_model"]

SHOWN = 200  # pieces of evidence on the page of a thing
RELATED = 24
KINDS = {
    "unit": "单位", "industry": "产业领域", "field-group": "集合领域", "program": "项目计划", "talent": "人才", "platform": "平台",
    "carrier": "载体", "activity": "活动", "chain": "链", "measure": "措施", "policy": "文件",
}  # fmt: skip
LABELS = (t.SKOS + "prefLabel", t.SKOS + "altLabel", t.SKOS + "hiddenLabel", t.RDFS + "label", t.DCTERMS + "title")
DEFINITIONS = (t.SKOS + "definition", t.SKOS + "scopeNote", t.RDFS + "comment", t.DCTERMS + "description")
MAPPINGS = tuple(t.SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch"))
LIMIT_QUADS = 20_000  # of what a thing says and what is said of it


def thing_model(store: Store, index: Index, iri: str) -> dict[str, Any]:
    """All about a thing.

    Returns:
        See docs/explorer.md; what the notices do not say is [] or "".

    Raises:
        QueryError: nothing in the store has this IRI.
    """
    own = _own(store, iri)
    material = index.material
    if not own and iri not in material.nodes and iri not in index.measure_at:
        raise QueryError(f"<{iri}>: nothing here has this name; search for what you mean")
    about = material.nodes.get(iri)
    measure = index.measure_at.get(iri)
    kind = "measure" if measure is not None else about.type if about else _kind(own)
    model: dict[str, Any] = {
        "iri": iri,
        "path": place_of(iri),
        "label": about.label if about else _label(own) or t.name_of(iri),
        "type": kind,
        "kind": KINDS.get(kind, ""),
        "owner": about.owner if about else "",
        "chain": about.chain if about else "",
        **_known(store, iri, own),
    }
    if measure is not None:
        return {**model, **_of_measure(material, index, measure)}
    return {**model, **_said(material, index, iri)}


def quads_about(store: Store, iri: str) -> list[ox.Quad]:
    """What the graph says of a thing: its own statements, and the claims that speak of it with theirs; sorted, [] for an unknown thing."""
    node = ox.NamedNode(iri)
    found = set(store.oxigraph.quads_for_pattern(node, None, None, None))
    for predicate in ("subject", "object"):
        for claim in store.oxigraph.quads_for_pattern(None, ox.NamedNode(t.RDF + predicate), node, None):
            found.update(store.oxigraph.quads_for_pattern(claim.subject, None, None, None))
            if len(found) > LIMIT_QUADS:
                break
    return sorted(found, key=str)


def _own(store: Store, iri: str) -> list[tuple[str, Any]]:
    """Predicate and object of each statement of a thing, sorted."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return []
    quads = store.oxigraph.quads_for_pattern(node, None, None, None)
    return sorted({(quad.predicate.value, quad.object) for quad in quads}, key=lambda pair: (pair[0], str(pair[1])))


def _kind(own: list[tuple[str, Any]]) -> str:
    from silian_kg.vocabulary import TYPES

    classes = {t.bare(value) for predicate, value in own if predicate == t.RDF + "type"}
    if t.SKG + "PolicyDocument" in classes:
        return "policy"
    if classes & {t.ORG + "FormalOrganization", t.ORG + "OrganizationalUnit", t.SKG + "UnitGroup"}:
        return "unit"
    return next((name for class_, name in TYPES.items() if class_ in classes), "")


def _label(own: list[tuple[str, Any]]) -> str:
    for wanted in LABELS:
        values = [value for predicate, value in own if predicate == wanted]
        chinese = [value for value in values if getattr(value, "language", None) in ("zh", None)]
        if values:
            return t.bare((chinese or values)[0])
    return ""


def _known(store: Store, iri: str, own: list[tuple[str, Any]]) -> dict[str, Any]:
    """What the vocabularies and the registry say."""
    linked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    statements = []
    for predicate, value in own:
        name = predicate[max(predicate.rfind("/"), predicate.rfind("#")) + 1 :]
        if predicate in LABELS or predicate in DEFINITIONS:
            continue
        if predicate in MAPPINGS:
            linked["mapped"].append({**_reference(store, value), "owner": _scheme(store, value), "relation": name})
        elif predicate == t.SKOS + "broader":
            linked["broader"].append(_reference(store, value))
        elif predicate == t.PROV + "value":
            continue  # the whole text of a notice has its own page
        else:
            said = _reference(store, value) if isinstance(value, ox.NamedNode) else {"label": t.bare(value)}
            statements.append({"property": predicate, "label": name, "value": said})
    narrower = store.oxigraph.quads_for_pattern(None, ox.NamedNode(t.SKOS + "broader"), ox.NamedNode(iri), None)
    linked["narrower"] = [_reference(store, node) for node in sorted({quad.subject for quad in narrower}, key=str)]
    return {
        "labels": [
            {"value": t.bare(value), "language": value.language or "", "property": predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1]}
            for predicate, value in own
            if predicate in LABELS and isinstance(value, ox.Literal)
        ],
        "definition": next((t.bare(value) for predicate, value in own if predicate in DEFINITIONS), ""),
        "broader": linked["broader"],
        "narrower": linked["narrower"],
        "mapped": linked["mapped"],
        "statements": statements,
    }  # fmt: skip


def _reference(store: Store, node: Any) -> dict[str, Any]:
    iri = t.bare(node)
    return {"iri": iri, "path": place_of(iri), "label": _label(_own(store, iri)) or t.name_of(iri)}


def _scheme(store: Store, node: Any) -> str:
    schemes = store.oxigraph.quads_for_pattern(node, ox.NamedNode(t.SKOS + "inScheme"), None, None)
    scheme = next((quad.object for quad in schemes), None)
    return _label(_own(store, t.bare(scheme))) if scheme is not None else ""


def _said(material: Material, index: Index, iri: str) -> dict[str, Any]:
    """What the notices say of a thing."""
    measures = index.measures_of.get(iri, [])
    by_notice = Counter(material.passages[at].notice for at in measures)
    cards = sorted(by_notice, key=lambda place: (material.notices[place].date or "9999", material.notices[place].iri))
    dates = [material.notices[place].date or material.notices[place].published for place in cards]
    return {
        "since": min((date for date in dates if date), default=""),
        "measures": len(measures),
        "by": [{**card_row(material.notices[place]), "measures": by_notice[place]} for place in cards],
        "related": list(_related(index, iri, measures)),
        "serves": _serves(material, index, iri),
        "evidence": evidence_model(material, thing=iri, limit=SHOWN),
    }


def _related(index: Index, iri: str, measures: list[int]) -> Iterator[dict[str, Any]]:
    """Things that stand in the same measures most often."""
    counts = Counter(node for at in measures for node in index.things_of.get(at, ()) if node != iri)
    for node in sorted(counts, key=lambda node: (-counts[node], node))[:RELATED]:
        yield {**thing_row(index, node), "measures": counts[node]}


def _serves(material: Material, index: Index, iri: str) -> list[dict[str, Any]]:
    levels: dict[str, list[str]] = defaultdict(list)
    measures: dict[str, set[int]] = defaultdict(set)
    for service in material.services:
        if iri in (service.unit, service.field):
            other = service.field if service.unit == iri else service.unit
            levels[other].append(service.certainty)
            measures[other].add(material.facts[service.facts[0]].at)
    return [
        {**thing_row(index, node), "certainty": by_certainty(levels[node]), "measures": len(measures[node])}
        for node in sorted(levels, key=lambda node: (-len(measures[node]), node))
    ]


def _of_measure(material: Material, index: Index, at: int) -> dict[str, Any]:
    """What a measure says."""
    passage = material.passages[at]
    card = material.notices[passage.notice]
    units = [material.facts[place] for place in index.facts_of.get(at, ()) if material.facts[place].type == "unit"]
    return {
        "label": passage.measure,
        "text": passage.text,
        "section": passage.section,
        "truncated": passage.truncated,
        "notice": card_row(card),
        "units": [{**thing_row(index, fact.node), "role": fact.role, "written": fact.text} for fact in units],
        "since": card.date or card.published,
        "measures": 1,
        "by": [{**card_row(card), "measures": 1}],
        "related": [thing_row(index, node) for node in index.things_of.get(at, ())],
        "serves": [],
        "evidence": evidence_model(material, measure=passage.iri),
    }
