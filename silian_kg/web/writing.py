"""What a worker does to a store: publish a snapshot of it, gather its pages, run an update, write a graph, build a file into it."""

import pickle
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from silian_kg.errors import QueryError, StoreError
from silian_kg.graph.sparql import keywords_only, with_prefixes
from silian_kg.graph.store import Store
from silian_kg.web import media
from silian_kg.web.describing import describe

__all__ = ["answer", "signature"]

Frame = tuple[dict[str, Any], bytes]
DESCRIPTION = "service.nq"  # in a snapshot: the graph that describes it
PASSING = ("LOG", "LOCK", "OPTIONS", "IDENTITY")  # files of RocksDB that tell nothing of the data

KEYWORD = re.compile(
    r'"""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*'
)
KEYWORD = re.compile(r"(?P<word>LOAD|SERVICE|USING|WITH|DELETE|INSERT|WHERE)|[{}]", re.IGNORECASE)


def answer(job: dict[str, Any], content: bytes) -> Frame:
    """Do a job that is no query."""
    match job["kind"]:
        case "publish":
            return publish(job)
        case "update":
            update = dataset_put_in(content.decode("utf-8"), job["default"], job["named"])
            return _written(job, lambda store: _run(store, update, job["endpoint"]))
        case "graph":
            return _written(job, lambda store: _write_graph(store, job, content))
        case "build":
            return _build(Path(job["path"]), Path(job["store"]))
    raise QueryError(f"no such job: {job['kind']}")


# ---- snapshots


def publish(job: dict[str, Any]) -> Frame:
    """Make a snapshot of a store, or an empty one, with the graph that describes it.

    Returns:
        Its `generation`, and the material of all pages, pickled for the process that asked.
    """
    from silian_kg.views.gather import gather

    target, source = Path(job["to"]), Path(job["store"])
    if not (source / "silian.json").exists():
        Store.open(target).close()
        generation = "empty"
    else:
        with Store.open(source) as store:
            store.snapshot(target)
        generation = signature(source)
    _describe(target, job)
    with Store.open(target, read_only=True) as store:
        material = gather(store, store.notices())
    return {"ok": True, "generation": generation}, pickle.dumps(material, protocol=pickle.HIGHEST_PROTOCOL)


def signature(store: Path) -> str:
    """A hash that changes when a store does: of the names, sizes and times of its files; "" where there is no store."""
    whole = sha256()
    try:
        files = sorted(path for folder in (store, store / "data") for path in folder.iterdir() if path.is_file())
        for path in files:
            if not path.name.startswith(PASSING):
                about = path.stat()
                whole.update(f"{path.name}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    except OSError:  # no store, or one that is being made
        return ""
    return whole.hexdigest()[:16]


def _describe(target: Path, job: dict[str, Any]) -> None:
    """Put the description of a snapshot into it: made anew, or that of another snapshot."""
    described = Path(job["described"]) / DESCRIPTION if job.get("described") else None
    with Store.open(target) as store:
        lines = described.read_bytes() if described else describe(store, job["endpoint"])
        store.oxigraph.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    (target / DESCRIPTION).write_bytes(lines)


# ---- updates


def _written(job: dict[str, Any], change: Any) -> Frame:
    """Change a store in one transaction and publish a snapshot of what came of it."""
    with Store.open(job["store"]) as store:
        said = change(store)
        store.oxigraph.flush()
        if said.get("ok", True):
            store.snapshot(job["to"])
    if said.get("ok", True):
        _describe(Path(job["to"]), job)
    return {"ok": True, "generation": signature(Path(job["store"])), **said}, b""


def _run(store: Store, update: str, base: str) -> dict[str, Any]:
    try:
        store.oxigraph.update(with_prefixes(update), base_iri=base)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"not a SPARQL update: {error}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the update failed: {error}") from error
    return {}


def dataset_put_in(update: str, default: list[str], named: list[str]) -> str:
    """The update with the graphs of the protocol as USING clauses of each of its operations that has a WHERE.

    Raises:
        QueryError: it would fetch something (LOAD, SERVICE), or names a dataset itself beside that of the protocol (SPARQL 1.1 Protocol, 2.2.3).

    >>> dataset_put_in("INSERT { ?s a <x:> } WHERE { ?s ?p ?o }", ["x:g"], [])
    'INSERT { ?s a <x:> } USING <x:g> WHERE { ?s ?p ?o }'
    """
    words = list(_outer_words(update))
    for word, _ in words:
        if word in ("LOAD", "SERVICE"):
            raise QueryError(f"{word} would fetch something from elsewhere, which this server does not do; take it out")
    if not default and not named:
        return update
    if any(word in ("USING", "WITH") for word, _ in words):
        raise QueryError("the update says USING or WITH itself, and the request names a dataset, too; keep one of them")
    try:
        graphs = [f"USING {ox.NamedNode(iri)} " for iri in default] + [
            f"USING NAMED {ox.NamedNode(iri)} " for iri in named
        ]
    except ValueError as error:
        raise QueryError(f"the dataset names a graph that is no IRI: {error}") from error
    return _with_using(update, words, "".join(graphs))


def _with_using(update: str, words: list[tuple[str, int]], using: str) -> str:
    parts, done = [], 0
    for place, (word, at) in enumerate(words):
        if word != "WHERE":
            continue
        if place and words[place - 1][0] == "DELETE" and not update[words[place - 1][1] + 6 : at].strip():
            # DELETE WHERE { … } takes no USING: DELETE { … } USING … WHERE { … } says the same
            opening = update.index("{", at)
            end = _closing(update, opening)
            parts += [update[done:at], update[opening : end + 1], " ", using]
        else:
            parts += [update[done:at], using]
        done = at
    return "".join([*parts, update[done:]])


def _outer_words(update: str) -> Iterator[tuple[str, int]]:
    """The keywords outside braces, and LOAD and SERVICE anywhere, with their places."""
    depth = 0
    for match in KEYWORD.finditer(keywords_only(update)):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif not depth or match["word"].upper() in ("LOAD", "SERVICE"):
            yield match["word"].upper(), match.start()


def _closing(update: str, opening: int) -> int:
    depth = 0
    for at, letter in enumerate(keywords_only(update)[opening:], opening):
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return at
    raise QueryError("not a SPARQL update: a brace is not closed")


# ---- graphs (SPARQL 1.1 Graph Store HTTP Protocol)


def _write_graph(store: Store, job: dict[str, Any], content: bytes) -> dict[str, Any]:
    """PUT, POST or DELETE a graph; returns the `status` that the protocol asks for."""
    graph = ox.NamedNode(job["graph"]) if job["graph"] else ox.DefaultGraph()
    there = next(store.oxigraph.quads_for_pattern(None, None, None, graph), None) is not None
    if job["method"] == "DELETE":
        if not there and job["graph"]:
            return {"ok": False, "status": 404, "error": f"there is no graph <{job['graph']}>"}
        store.oxigraph.clear_graph(graph)
        if job["graph"]:
            store.oxigraph.remove_graph(graph)
        return {"status": 204}
    triples = _parsed(content, media.GRAPHS[job["form"]], graph, job["graph"])
    if job["method"] == "PUT" and there:
        store.oxigraph.clear_graph(graph)
    if job["graph"]:
        store.oxigraph.add_graph(graph)
    store.oxigraph.extend(triples)
    return {"status": 200 if there else 201}


def _parsed(content: bytes, form: media.Form, graph: Any, base: str | None) -> list[ox.Quad]:
    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    if form.name not in formats:
        raise QueryError(f"a graph comes as Turtle, N-Triples, RDF/XML or JSON-LD, not as {form.type}")
    try:
        found = ox.parse(content, format=formats[form.name], base_iri=base or None)
        return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"not {form.type}: {error}") from error


# ---- files


def _build(path: Path, store: Path) -> Frame:
    """Read a file into a store."""
    from silian_kg.building import build, load_sources, source_of

    report = build([path], store)
    if report.failures:
        return {"ok": False, "status": 422, "error": report.failures[0].reason}, b""
    kept_as = source_of(report.duplicates[0].of if report.duplicates else path, store).path
    text = next((text for text, source in load_sources(store).items() if source.path == kept_as), "")
    with Store.open(store, read_only=True) as opened:
        entry = opened.of_text(text)
    if entry is None:
        raise StoreError(f"{store}: the notice was read and is not there; try again")
    return {"ok": True, "iri": entry.iri, "title": entry.title or entry.number or entry.name}, b""
