"""Store → file: the graph in the format that the ending of the file names, in canonical order, so that the same graph gives the same bytes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from silian_kg.errors import ExportError
from silian_kg.graph import terms as t
from silian_kg.graph.knowledge import is_knowledge

FORMATS: dict[str, ox.RdfFormat] = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_CONCEPT = re.compile(b"<(" + re.escape(t.VOCAB).encode() + rb"[^>]+)> <[^<>]+> \.$")  # as the object of a quad
WITHOUT_GRAPHS = (".ttl", ".nt", ".rdf")
FOLLOWED = {
    t.SKOS + name for name in ("broader", "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "inScheme")
} | {
    t.SKG + "primaryChain",
    t.SKG + "programKind",
}


def export(store: ox.Store, path: Path, *, vocabularies: str = "used") -> None:
    """Write the notices, what they share and what is derived from them.

    Args:
        store: the store beneath a `Store`.
        path: the file; one that is there is replaced when the new one is whole.
        vocabularies: "used" adds the concepts that the notices use, "all" the ontology and every vocabulary, "none" nothing.

    Raises:
        ExportError: no format has this ending, or the place refuses.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise ExportError(f"{path.name}: no format for the ending {path.suffix!r}; use one of {', '.join(FORMATS)}")
    content = serialize(store, format_, graphs=path.suffix.lower() not in WITHOUT_GRAPHS, vocabularies=vocabularies)
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error


def serialize(store: ox.Store, format_: ox.RdfFormat, *, graphs: bool, vocabularies: str = "used") -> bytes:
    """The graph in a format, sorted; without `graphs`, as one set of triples."""
    lines = _lines(store, vocabularies)
    if not graphs:
        lines = {line[: line.rindex(b" <")] + b" ." for line in lines}
    content = b"".join(line + b"\n" for line in sorted(lines))
    if format_ in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES):
        return content
    parsed = ox.parse(content, format=ox.RdfFormat.N_QUADS)
    items = parsed if graphs else (quad.triple for quad in parsed)
    named = format_ in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
    return bytes(ox.serialize(items, format=format_, prefixes=t.PREFIXES if named else None) or b"")


def _lines(store: ox.Store, vocabularies: str) -> set[bytes]:
    """The quads as N-Quads lines without their end."""
    dump = bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"").split(b"\n")
    by_knowledge: tuple[set[bytes], set[bytes]] = (set(), set())
    for line in dump:
        if line:
            graph = line[line.rindex(b" <") + 2 : -3].decode()
            by_knowledge[is_knowledge(graph)].add(line)
    said, known = by_knowledge
    if vocabularies == "all":
        return said | known
    if vocabularies == "used":
        used = {match.decode() for line in said for match in _CONCEPT.findall(line)}
        said |= {str(quad).encode() + b" ." for quad in _described(store, used)}
    return said


def _described(store: ox.Store, waiting: set[str]) -> Iterator[ox.Quad]:
    """What the vocabularies say of some concepts, and of those that these lead to."""
    done: set[str] = set()
    while waiting:
        concept = waiting.pop()
        done.add(concept)
        for quad in store.quads_for_pattern(ox.NamedNode(concept), None, None, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(t.VOCABULARIES):
                yield quad
                if quad.predicate.value in FOLLOWED and t.bare(quad.object) not in done:
                    waiting.add(t.bare(quad.object))
