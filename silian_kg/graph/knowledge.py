"""ontology/ → what a store holds besides notices: the ontology and the vocabularies as graphs, and the texts of rules and queries."""

import hashlib
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from silian_kg.graph import terms as t
from silian_kg.vocabulary import ontology_folder


def _files() -> list[Path]:
    folder = ontology_folder()
    return [folder / "silian.ttl", *sorted((folder / "vocabularies").glob("*.ttl"))]


@cache
def digest() -> str:
    """A hash of the ontology and the vocabularies: another hash, other knowledge."""
    whole = hashlib.sha256()
    for path in _files():
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


@cache
def nquads() -> bytes:
    """The ontology and the vocabularies as N-Quads, a graph a file."""
    lines: list[str] = []
    for path in _files():
        graph = t.ONTOLOGY if path.name == "silian.ttl" else t.VOCABULARIES + path.stem
        lines += [f"{triple} <{graph}> ." for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
    return "\n".join(lines).encode()


def is_knowledge(graph: str) -> bool:
    """Whether a graph is one of ours rather than of a notice."""
    return graph == t.ONTOLOGY or graph.startswith(t.VOCABULARIES)


def rule(name: str) -> str:
    """The text of a rule: `rule("R1-serves")`."""
    return (ontology_folder() / "rules" / f"{name}.rq").read_text(encoding="utf-8")
