"""Media types: which form of an answer a client wants, of results and of graphs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = [
    "GRAPHS",
    "NONE_OF_GRAPHS",
    "NONE_OF_RESULTS",
    "PLACE",
    "RESULTS",
    "Form",
    "chosen",
    "preferred",
    "serialized",
]

PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")  # error at 2:9: expected one of …
RANGE = re.compile(r"^(?P<type>[\w*+.-]+/[\w*+.-]+)(?P<parameters>(?:\s*;[^;]*)*)$")  # text/turtle;q=0.8
QUALITY = re.compile(r";\s*q\s*=\s*(?P<q>[01](?:\.\d*)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: its short name, its media type, and others under which it is asked for."""

    name: str
    type: str
    also: tuple[str, ...] = ()
    quads: bool = False

    @property
    def header(self) -> str:
        """The Content-Type; text says its encoding."""
        return self.type + ("; charset=utf-8" if self.type.startswith("text/") else "")


def _forms(*forms: Form) -> Mapping[str, Form]:
    return MappingProxyType({form.name: form for form in forms})


RESULTS = _forms(
    Form("json", "application/sparql-results+json", ("application/json", "text/html")),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
)
GRAPHS = _forms(
    Form("ttl", "text/turtle", ("application/x-turtle", "text/plain", "text/html")),
    Form("nt", "application/n-triples"),
    Form("nq", "application/n-quads", quads=True),
    Form("trig", "application/trig", quads=True),
    Form("jsonld", "application/ld+json", ("application/json",), quads=True),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
NONE_OF_RESULTS = "this answer comes as " + ", ".join(form.type for form in RESULTS.values())
NONE_OF_GRAPHS = "this answer comes as " + ", ".join(form.type for form in GRAPHS.values())


def chosen(accept: str | None, forms: Mapping[str, Form], name: str = "") -> tuple[str, str] | None:
    """The short name of the form that a client wants most, with its Content-Type; None where it wants none of ours.

    Args:
        accept: the header Accept; without it, anything will do.
        forms: ours, the first of them being the default.
        name: a short name that comes before the header, as in `?format=csv`.

    >>> chosen("text/csv;q=0.4, application/json", RESULTS), chosen("image/png", RESULTS), chosen(None, GRAPHS)
    (('json', 'application/json'), None, ('ttl', 'text/turtle; charset=utf-8'))
    """
    if name in forms:
        return name, forms[name].header
    best = preferred(accept, [type_ for form in forms.values() for type_ in (form.type, *form.also)])
    form = next((form for form in forms.values() if best in (form.type, *form.also)), None)
    if form is None or best is None:
        return None
    if best == "text/html":  # a browser shows these, and would store what it does not know
        best = "application/json" if form.name == "json" else "text/plain"
    return form.name, best + ("; charset=utf-8" if best.startswith("text/") else "")


def preferred(accept: str | None, types: Iterable[str]) -> str | None:
    """The one of our media types, in the order of our liking, that a client wants most."""
    ours = list(types)
    if not accept or not accept.strip():
        return ours[0]
    wanted = _ranges(accept)
    ranked = []
    for place, type_ in enumerate(ours):
        fits = [(-len(range_.replace("*", "")), quality) for range_, quality in wanted if _fits(type_, range_)]
        quality = min(fits)[1] if fits else 0.0  # the most specific range that fits
        if quality > 0:
            ranked.append((-quality, place))
    return ours[min(ranked)[1]] if ranked else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    ranges = []
    for part in accept.split(","):
        match = RANGE.match(part.strip())
        if match:
            quality = QUALITY.search(match["parameters"])
            ranges.append((match["type"].lower(), float(quality["q"]) if quality else 1.0))
    return ranges


def _fits(type_: str, range_: str) -> bool:
    return range_ in ("*/*", type_) or (range_.endswith("/*") and type_.startswith(range_[:-1]))


def serialized(statements: Iterable[Any], form: Form) -> bytes:
    """Triples or quads in a form of graphs; our prefixes shorten Turtle, TriG and RDF/XML."""
    import pyoxigraph as ox

    from silian_kg.graph.terms import PREFIXES

    formats = {
        "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG,
        "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    named = form.name in ("ttl", "trig", "rdf")
    items = statements if form.quads else (getattr(item, "triple", item) for item in statements)
    return bytes(ox.serialize(items, format=formats[form.name], prefixes=PREFIXES if named else None) or b"")
