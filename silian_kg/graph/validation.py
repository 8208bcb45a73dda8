"""A store against ontology/shapes.ttl (SHACL): what it does not fulfil, in words.

`validate(store)` runs each constraint as a SPARQL query on the store itself; `validate(store, full=True)` asks pySHACL, which is the oracle and
takes minutes where the other takes milliseconds. Both read the same shapes; a test holds their verdicts together on every mutation.

The constraints that the translation knows: minCount, maxCount, datatype, class, or (of classes), in, nodeKind, pattern, minLength,
minInclusive, lessThan, disjoint, sparql; with targetClass, targetSubjectsOf, targetObjectsOf. Another in the file is an error, never ignored.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from silian_kg.errors import StoreError
from silian_kg.graph import terms as t
from silian_kg.graph.sparql import rows_of
from silian_kg.graph.store import Store
from silian_kg.vocabulary import ontology_folder

__all__ = ["Result", "validate"]

SH = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/silian-kg/shapes#"
_TARGETS = {
    SH + "targetClass": "?this a <{}> .",
    SH + "targetSubjectsOf": "?this <{}> ?target .",
    SH + "targetObjectsOf": "?target <{}> ?this .",
}
# SHACL allows no MINUS; where it says the same as NOT EXISTS of several triples, Oxigraph answers it 500 times faster
_SEVERAL = re.compile(r"FILTER NOT EXISTS \{(?=[^{}]* [;.] )")
_PLAIN = {SH + name for name in ("path", "message", "severity")}  # of a property shape: no constraints


@dataclass(frozen=True, slots=True)
class Result:
    """What is amiss: the shape that says so, the node and its name, and the value at fault ("" where none is)."""

    severity: str  # violation or warning
    shape: str
    focus: str
    focus_label: str
    message: str
    message_en: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint as a query for the nodes that fail it."""

    shape: str
    severity: str
    message: str
    message_en: str
    sparql: str


def validate(store: Store, *, full: bool = False) -> list[Result]:
    """Everything in the store that its shapes refuse, violations first; [] where it conforms.

    Args:
        store: the store; nothing in it is changed.
        full: ask pySHACL instead of running the checks as SPARQL.
    """
    found = _by_pyshacl(store) if full else _by_sparql(store)
    return sorted(
        set(found),
        key=lambda result: (
            result.severity,
            result.shape,
            result.focus_label,
            result.message,
            result.value,
            result.focus,
        ),
    )


def _by_sparql(store: Store) -> Iterator[Result]:
    for check in checks():
        for row in rows_of(store.query(check.sparql)):
            focus, value = str(row["this"]), row.get("value")
            name = "" if value is None else _label(store, str(value))
            yield Result(
                check.severity, check.shape, focus, _label(store, focus), check.message, check.message_en, name
            )


def _by_pyshacl(store: Store) -> Iterator[Result]:
    import pyshacl
    from rdflib import Graph, URIRef

    from silian_kg.graph.exporting import serialize

    data = Graph().parse(data=serialize(store.oxigraph, ox.RdfFormat.N_TRIPLES, graphs=False), format="nt")
    shapes = Graph().parse(_shapes_file(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert isinstance(report, Graph)
    sh = {name: URIRef(SH + name) for name in ("result", "focusNode", "resultMessage", "value")}
    by_message = {check.message: check for check in checks()}
    for result in report.objects(None, sh["result"]):
        messages = [str(message) for message in report.objects(result, sh["resultMessage"])]
        check = next(by_message[message] for message in messages if message in by_message)
        focus = str(report.value(result, sh["focusNode"]))
        value = report.value(result, sh["value"])
        shown = "" if value is None or str(value) == focus else _label(store, str(value))
        yield Result(check.severity, check.shape, focus, _label(store, focus), check.message, check.message_en, shown)


def _label(store: Store, node: str) -> str:
    """How people call a node: its label, the quote of a mention, or the end of its IRI; a literal is its own name."""
    if not node.startswith(("http://", "https://")):
        return node
    iri = ox.NamedNode(node)
    for predicate in (
        t.SKOS + "prefLabel",
        t.DCTERMS + "title",
        t.RDFS + "label",
        t.OA + "exact",
        t.DCTERMS + "identifier",
    ):
        values = sorted(
            t.bare(quad.object) for quad in store.oxigraph.quads_for_pattern(iri, ox.NamedNode(predicate), None, None)
        )
        if values:
            return values[0]
    return t.name_of(node)


# ---- shapes.ttl → checks


def _shapes_file() -> Path:
    return ontology_folder() / "shapes.ttl"


@cache
def checks() -> tuple[Check, ...]:
    """Every constraint of shapes.ttl as a query.

    Raises:
        StoreError: the file uses a constraint that this module does not know.
    """
    return tuple(_Shapes(ox.parse(_shapes_file().read_bytes(), format=ox.RdfFormat.TURTLE)).checks())


class _Shapes:
    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self.graph: dict[Any, dict[str, list[Any]]] = {}
        for triple in triples:
            self.graph.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)

    def checks(self) -> Iterator[Check]:
        for node, shape in self.graph.items():
            if ox.NamedNode(SH + "NodeShape") in shape.get(t.RDF + "type", ()):
                name, target = node.value.removeprefix(SHAPES), self._target(shape)
                for constraint in shape.get(SH + "property", ()):
                    yield from self._property(name, target, self.graph[constraint])
                for constraint in shape.get(SH + "sparql", ()):
                    yield self._sparql(name, target, self.graph[constraint])

    def _target(self, shape: dict[str, list[Any]]) -> str:
        patterns = [pattern.format(node.value) for key, pattern in _TARGETS.items() for node in shape.get(key, ())]
        return patterns[0] if len(patterns) == 1 else " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)

    def _check(self, name: str, constraint: dict[str, list[Any]], sparql: str) -> Check:
        messages = {message.language: message.value for message in constraint[SH + "message"]}
        severity = constraint.get(SH + "severity", [ox.NamedNode(SH + "Violation")])[0].value.removeprefix(SH).lower()
        return Check(name, severity, messages["zh"], messages["en"], sparql)

    def _sparql(self, name: str, target: str, constraint: dict[str, list[Any]]) -> Check:
        select = constraint[SH + "select"][0].value
        head, where, body = select.partition("WHERE {")
        distinct = head.replace("SELECT DISTINCT", "SELECT").replace("SELECT", "SELECT DISTINCT", 1)
        return self._check(name, constraint, f"{distinct}{where} {target} {_SEVERAL.sub('MINUS {', body)}")

    def _property(self, name: str, target: str, constraint: dict[str, list[Any]]) -> Iterator[Check]:
        path = f"<{constraint[SH + 'path'][0].value}>"
        for key, values in constraint.items():
            if key not in _PLAIN:
                yield self._check(name, constraint, self._constraint(key, values[0], path, target))

    def _constraint(self, key: str, value: Any, path: str, target: str) -> str:
        kind = key.removeprefix(SH)
        if (kind, value.value) == ("minCount", "1"):
            return f"SELECT DISTINCT ?this {{ {target} FILTER NOT EXISTS {{ ?this {path} ?found }} }}"
        if (kind, value.value) == ("maxCount", "1"):
            return f"SELECT DISTINCT ?this {{ {target} ?this {path} ?found , ?other . FILTER(?found != ?other) }}"
        if kind in ("minCount", "maxCount"):
            fails = f"COUNT(DISTINCT ?found) {'<' if kind == 'minCount' else '>'} {value.value}"
            return f"SELECT ?this {{ {target} OPTIONAL {{ ?this {path} ?found }} }} GROUP BY ?this HAVING ({fails})"
        conditions: dict[str, Callable[[], str]] = {
            "datatype": lambda: f"FILTER(DATATYPE(?value) != {value})",
            "class": lambda: f"FILTER NOT EXISTS {{ ?value a {value} }}",
            "or": lambda: f"FILTER NOT EXISTS {{ ?value a ?class . FILTER(?class IN ({self._classes(value)})) }}",
            "in": lambda: f"FILTER(?value NOT IN ({', '.join(str(item) for item in self._list(value))}))",
            "nodeKind": lambda: "FILTER(!isIRI(?value))",
            "pattern": lambda: f"FILTER(!REGEX(STR(?value), {value}))",
            "minLength": lambda: f"FILTER(STRLEN(STR(?value)) < {value.value})",
            "minInclusive": lambda: f"FILTER(?value < {value.value})",
            "lessThan": lambda: f"?this {value} ?other . FILTER(!COALESCE(?value < ?other, false))",
            "disjoint": lambda: f"?this {value} ?value .",
        }
        if kind not in conditions or (kind == "nodeKind" and value.value != SH + "IRI"):
            raise StoreError(
                f"shapes.ttl: the constraint {key} {value} is not known to this version; see validation.py for those that are"
            )
        return f"SELECT DISTINCT ?this ?value {{ {target} ?this {path} ?value . {conditions[kind]()} }}"

    def _classes(self, head: Any) -> str:
        return ", ".join(str(self.graph[item][SH + "class"][0]) for item in self._list(head))

    def _list(self, head: Any) -> Iterator[Any]:
        while head != ox.NamedNode(t.RDF + "nil"):
            yield self.graph[head][t.RDF + "first"][0]
            head = self.graph[head][t.RDF + "rest"][0]
