"""The knowledge graph in a folder, or in memory: an embedded Oxigraph with the notices, what was derived from them, and the vocabularies.

    store = Store.open("silian-store")                  # or Store.open(path, read_only=True), Store.memory()
    iri = store.add(notice)                             # replaces what the store holds of the same text; add_all(notices) is faster
    store.notices()                                     # (Entry(iri, key, name, sha256, title, number), …) in the order of their keys
    store.notice(iri)                                   # the facts again
    store.remove(iri)
    rows = store.select("SELECT ?m { ?m a skg:Measure }")  # Rows: .columns, .rows of plain values; iterating yields dicts
    store.ask(…); store.construct(…)                    # bool; sorted tuple of pyoxigraph Triples
    store.dataset                                       # the rdflib API over the same data
    store.export("notices.ttl")                         # .nq .trig .ttl .nt .jsonld .rdf, the same bytes for the same notices
    store.snapshot("published")                         # a copy for readers, which must not open a folder that is being written

Queries see all graphs as one, unless they say FROM, and may use the prefixes of `terms.PREFIXES` undeclared. Each change is one transaction: whole or not at all.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from silian_kg.errors import QueryError, StoreError
from silian_kg.facts import Notice
from silian_kg.graph import knowledge, recovery
from silian_kg.graph import terms as t
from silian_kg.graph.derivation import derive
from silian_kg.graph.mapping import Mapped, base_key, distinguished, to_quads
from silian_kg.graph.sparql import Rows, names_dataset, rows_of, with_prefixes

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Entry", "Store"]

FORMAT = 1  # raised when a store of an older version can no longer be read
MARK = "silian.json"
DATA = "data"
BATCH = 64  # notices in one transaction

_IDENTIFIER = ox.NamedNode(t.DCTERMS + "identifier")
_SOURCE_TEXT = ox.NamedNode(t.SKG + "sourceText")
_REGISTERS = ox.NamedNode(t.SKG + "registers")
_SHA256 = ox.NamedNode(t.SKG + "sha256")


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice in the store: its node, the name under which it is kept, its file and text, title (of what it issues, where it does) and number."""

    iri: str
    key: str
    name: str
    sha256: str
    title: str | None = None
    number: str | None = None


class Store:
    """A knowledge graph of notices. Make one with `Store.open` or `Store.memory`."""

    def __init__(self, store: ox.Store, *, path: Path | None = None, read_only: bool = False) -> None:
        self._store = store
        self.path = path
        self.read_only = read_only

    # ---- opening

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> "Store":
        """Open the store in a folder; without `read_only`, make it where there is none.

        Raises:
            StoreError: the folder is no store, is being written by another process, or was made by a newer version.
        """
        folder = Path(path)
        mark = folder / MARK
        if not mark.exists():
            if folder.is_file():
                raise StoreError(f"{folder}: this is a file; name the folder of a store")
            if read_only:
                raise StoreError(f"{folder}: no store here; build one first")
            if folder.exists() and any(file.name != MARK + ".new" for file in folder.iterdir()):
                raise StoreError(f"{folder}: this folder holds other things and no store; name an empty or a new one")
        about = _about(mark) if mark.exists() else {}
        if not read_only and not mark.exists():
            with _disk(folder):
                folder.mkdir(parents=True, exist_ok=True)
                _write_mark(mark, "")  # from here on it is a store, whatever becomes of this process
        store = cls(_open(folder / DATA, read_only=read_only), path=folder, read_only=read_only)
        if not read_only and about.get("vocabularies") != knowledge.digest():
            with _disk(folder):
                store._refresh_vocabularies()
                _write_mark(mark, knowledge.digest())
        return store

    @classmethod
    def memory(cls) -> "Store":
        """An empty store that is gone when it is let go."""
        store = cls(ox.Store())
        store._store.bulk_load(knowledge.nquads(), format=ox.RdfFormat.N_QUADS)
        return store

    def close(self) -> None:
        """Let go of the folder, so that others may open it. A closed store answers nothing."""
        if self.path is not None and not self.read_only:
            with _disk(self.path):
                self._store.flush()
        del self._store

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many notices there are."""
        return len(self.notices())

    # ---- notices

    def add(self, notice: Notice) -> str:
        """Keep a notice and what follows from it; returns its node. What was there of the same text is replaced.

        Another text with the same 发文字号 (or, without one, issuer and title) is kept beside it, never merged: the text with the smaller hash
        has the plain name, any other carries the head of its hash. So the result does not depend on the order.
        """
        return self.add_all([notice])[0]

    def add_all(self, notices: Iterable[Notice]) -> list[str]:
        """Keep many notices, a batch a transaction; returns their nodes in the same order."""
        shas: list[str] = []
        batch: list[Notice] = []
        for notice in notices:
            shas.append(notice.sha256)
            batch.append(notice)
            if len(batch) == BATCH:
                self._change(batch, [])
                batch = []
        if batch:
            self._change(batch, [])
        return [self._by_sha(sha)[0].iri for sha in shas]

    def remove(self, iri: str) -> None:
        """Take a notice away, and what only it brought.

        Raises:
            StoreError: no notice has this node.
        """
        entry = next((entry for entry in self.notices() if entry.iri == iri), None)
        if entry is None:
            raise StoreError(f"<{iri}>: no such notice in the store; see `silian info` for those it holds")
        self._change([], [entry])

    def remove_all(self, entries: Iterable[Entry]) -> None:
        """Take many notices away in one transaction."""
        gone = list(entries)
        if gone:
            self._change([], gone)

    # ---- building: the caller answers for the keys

    def load(self, quads: bytes) -> None:
        """Put in N-Quads of whole notices (`Mapped.nquads` and what is derived), none of whose keys is taken; far faster than `add_all`.

        A load of up to some hundred thousand quads is there whole or not at all; to load the same again changes nothing.
        """
        with _disk(self.path):
            self._store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)

    def exchange(self, gone: Iterable[str], notices: Iterable[tuple[str, Notice]]) -> None:
        """Take out what has some keys and put notices in under theirs, in one transaction."""
        before = [to_quads(self._facts(key), key=key) for key in sorted(set(gone))]
        after = [(notice, to_quads(notice, key=key)) for key, notice in notices]
        self._write(before, after)

    def of_text(self, sha256: str) -> Entry | None:
        """The notice of a text; None where there is none."""
        return next(iter(self._by_sha(sha256)), None)

    def texts(self) -> set[str]:
        """The hashes of the texts of all notices."""
        return {t.bare(quad.object) for quad in self._store.quads_for_pattern(None, _SHA256, None, None)}

    def notices(self) -> tuple[Entry, ...]:
        """All notices, in the order of their keys."""
        documents = {t.bare(quad.subject) for quad in self._store.quads_for_pattern(None, _IDENTIFIER, None, None)}
        entries = (
            self._entry(iri)
            for iri in documents
            if iri.startswith(t.ID + "doc/") and "/" not in iri[len(t.ID + "doc/") :]
        )
        return tuple(sorted((entry for entry in entries if entry), key=lambda entry: entry.key))

    def notice(self, iri: str) -> Notice:
        """The facts of a notice, as they were added.

        Raises:
            StoreError: no notice has this node.
        """
        return self._facts(t.name_of(iri))

    # ---- questions

    def select(self, sparql: str, **bindings: str) -> Rows:
        """The rows of a SELECT. `bindings` give columns the IRI that they stand for.

        Raises:
            QueryError: not SPARQL, not a SELECT, or it wants to ask another server.
        """
        return rows_of(self.query(sparql, **bindings))

    def ask(self, sparql: str, **bindings: str) -> bool:
        """The answer of an ASK."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, ox.QueryBoolean):
            raise QueryError("this query is no ASK; use select or construct")
        return bool(answer)

    def construct(self, sparql: str, **bindings: str) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE, sorted."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, ox.QueryTriples):
            raise QueryError("this query is no CONSTRUCT; use select or ask")
        return tuple(sorted(set(answer), key=str))

    def query(self, sparql: str, **bindings: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Any query, with Oxigraph's own answer."""
        substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): ox.NamedNode(iri) for name, iri in bindings.items()
        }
        try:
            return self._store.query(
                with_prefixes(sparql),
                use_default_graph_as_union=not names_dataset(sparql),
                substitutions=substitutions or None,
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"not SPARQL: {error}") from error
        except RuntimeError as error:  # a binding of a variable that is no column
            raise QueryError(f"cannot be answered: {error}") from error

    @property
    def oxigraph(self) -> ox.Store:
        """The store beneath."""
        return self._store

    @property
    def dataset(self) -> "Dataset":
        """The rdflib API over the same data; its default graph is the union of all."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)

    # ---- other places

    def export(self, path: str | Path, *, vocabularies: str = "used") -> None:
        """Write the graph to a file in the format of its ending; see `exporting.export`."""
        from silian_kg.graph.exporting import export

        export(self._store, Path(path), vocabularies=vocabularies)

    def snapshot(self, path: str | Path) -> None:
        """Make a copy of the store in a new folder, which readers may open while this one goes on.

        Raises:
            StoreError: there is something already, or this store is in memory.
        """
        target = Path(path)
        if self.path is None:
            raise StoreError("a store in memory has no snapshot; export it instead")
        if target.exists():
            raise StoreError(f"{target}: there is something already; name a new folder")
        target.mkdir(parents=True)
        self._store.flush()
        self._store.backup(str(target / DATA))
        for file in sorted(self.path.iterdir()):
            if file.is_file():
                shutil.copy2(file, target / file.name)

    # ---- changes

    def _change(self, new: list[Notice], gone: list[Entry]) -> None:
        """Put notices in and take entries out, in one transaction."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened to read only")
        out = {entry.key for entry in gone}
        arriving: dict[str, Notice] = {}
        for notice in new:
            for entry in self._by_sha(notice.sha256):  # one text under two file names: the first by name
                out.add(entry.key)
                if entry.name < notice.name:
                    notice = replace(notice, name=entry.name)
            known = arriving.get(notice.sha256)
            arriving[notice.sha256] = replace(notice, name=known.name) if known and known.name < notice.name else notice
        bases = {base_key(notice) for notice in arriving.values()} | {self._base(key) for key in out}
        for entry in self._sharing(bases, out):  # others of the same name, whose key may change now
            out.add(entry.key)
            arriving[entry.sha256] = self._facts(entry.key)
        before = [to_quads(self._facts(key), key=key) for key in sorted(out)]
        keyed = _keyed(arriving.values())
        self._write(before, [(notice, to_quads(notice, key=key)) for key, notice in keyed])

    def _write(self, before: list[Mapped], after: list[tuple[Notice, Mapped]]) -> None:
        derived = {mapped.key: derive(notice, mapped) for notice, mapped in after}
        arriving = [mapped for _, mapped in after]
        with _disk(self.path):
            self._store.update(_update(before, arriving, derived, self._orphans(before, arriving)))

    def _orphans(self, before: list[Mapped], after: list[Mapped]) -> list[str]:
        """Lines of the registry that stood for the notices that go and that no other notice brings."""
        left = {line for mapped in before for line in mapped.registry} - {
            line for mapped in after for line in mapped.registry
        }
        graphs = {t.doc_graph(mapped.key) for mapped in before}
        seen: set[str] = set()
        for node in sorted({line.partition("> ")[0][1:] for line in left}):
            registering = self._store.quads_for_pattern(None, _REGISTERS, ox.NamedNode(node), None)
            for graph in sorted({t.bare(quad.subject) for quad in registering} - graphs - seen):
                if not any(line.startswith(f"<{node}>") for line in left):
                    break
                seen.add(graph)
                key = t.name_of(graph)
                left -= set(to_quads(self._facts(key), key=key).registry)
        return sorted(left)

    def _sharing(self, bases: set[str], but: set[str]) -> list[Entry]:
        entries = []
        for base in sorted(bases):
            for quad in self._store.quads_for_pattern(None, _IDENTIFIER, ox.Literal(base), None):
                entry = self._entry(t.bare(quad.subject))
                if entry and entry.key not in but:
                    entries.append(entry)
        return entries

    def _base(self, key: str) -> str:
        return next(
            t.bare(quad.object)
            for quad in self._store.quads_for_pattern(ox.NamedNode(t.document(key)), _IDENTIFIER, None, None)
        )

    def _by_sha(self, sha256: str) -> list[Entry]:
        texts = self._store.quads_for_pattern(None, _SHA256, ox.Literal(sha256), None)
        entries = (self._entry(t.bare(quad.subject).removesuffix("/text")) for quad in texts)
        return [entry for entry in entries if entry]

    def _entry(self, iri: str) -> Entry | None:
        document = ox.NamedNode(iri)
        text = next((quad.object for quad in self._store.quads_for_pattern(document, _SOURCE_TEXT, None, None)), None)
        if text is None:
            return None
        name, sha = (self._value(text, t.SKG + "fileName"), self._value(text, t.SKG + "sha256"))
        issued = ox.NamedNode(iri + "-附")
        title = self._value(issued, t.DCTERMS + "title") or self._value(document, t.DCTERMS + "title")
        return Entry(iri, t.name_of(iri), name or "", sha or "", title, self._value(document, t.ELI + "id_local"))

    def _value(self, subject: Any, predicate: str) -> str | None:
        quads = self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
        return next((t.bare(quad.object) for quad in quads), None)

    def _facts(self, key: str) -> Notice:
        graphs = (ox.NamedNode(t.doc_graph(key)), ox.NamedNode(t.text_graph(key)))
        quads = [quad for graph in graphs for quad in self._store.quads_for_pattern(None, None, None, graph)]
        if not quads:
            raise StoreError(f"{key}: no such notice in the store; see `silian info` for those it holds")
        return recovery.notice(quads)

    def _refresh_vocabularies(self) -> None:
        """Bring the vocabularies of this version in, and derive again what hangs on them."""
        graphs = [
            graph
            for graph in self._store.named_graphs()
            if isinstance(graph, ox.NamedNode) and knowledge.is_knowledge(graph.value)
        ]
        for graph in graphs:
            self._store.remove_graph(graph)
        self._store.bulk_load(knowledge.nquads(), format=ox.RdfFormat.N_QUADS)
        for entry in self.notices():
            facts = self._facts(entry.key)
            mapped = to_quads(facts, key=entry.key)
            self._store.update(_update([mapped], [mapped], {entry.key: derive(facts, mapped)}, []))


def _keyed(notices: Iterable[Notice]) -> list[tuple[str, Notice]]:
    """Notices with the keys under which they are kept: of those with one base key, the text with the smallest hash has it plain."""
    keyed: list[tuple[str, Notice]] = []
    taken: set[str] = set()
    for notice in sorted(notices, key=lambda notice: notice.sha256):
        base = base_key(notice)
        keyed.append((distinguished(base, notice.sha256) if base in taken else base, notice))
        taken.add(base)
    return keyed


def _update(before: list[Mapped], after: list[Mapped], derived: dict[str, str], orphans: list[str]) -> str:
    """One SPARQL update, which Oxigraph runs as one transaction."""
    steps = [
        f"DROP SILENT GRAPH <{graph}>" for mapped in before for graph in (*mapped.graphs, t.derived_graph(mapped.key))
    ]
    if orphans:
        steps.append(f"DELETE DATA {{ {_block(t.REGISTRY, ''.join(orphans))} }}")
    blocks = [_block(graph, "".join(pieces)) for mapped in after for graph, pieces in mapped.graphs.items()]
    blocks += [_block(t.derived_graph(key), lines) for key, lines in derived.items() if lines]
    blocks += [_block(t.REGISTRY, "".join(mapped.registry)) for mapped in after if mapped.registry]
    if blocks:
        steps.append(f"INSERT DATA {{ {' '.join(blocks)} }}")
    return " ;\n".join(steps)


def _block(graph: str, lines: str) -> str:
    return f"GRAPH <{graph}> {{ {lines.replace(f' <{graph}> .', ' .')} }}"


@contextmanager
def _disk(folder: Path | None) -> Iterator[None]:
    """Turn what the disk says into one line."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}); is the disk full, or the folder not writable? "
            "What was in the store is still there"
        ) from error


def _open(data: Path, *, read_only: bool) -> ox.Store:
    try:
        return ox.Store.read_only(str(data)) if read_only else ox.Store(str(data))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{data.parent}: another process is writing to this store; wait for it, or read a snapshot"
            ) from error
        if read_only:
            raise StoreError(
                f"{data.parent}: cannot be read; is it being written? Read a snapshot, or try again later ({error})"
            ) from error
        raise StoreError(f"{data.parent}: cannot be opened: {error}") from error


def _about(mark: Path) -> dict[str, Any]:
    try:
        about = json.loads(mark.read_text(encoding="utf-8"))
        version = int(about["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{mark}: damaged; restore it or build the store again") from error
    if version > FORMAT:
        raise StoreError(
            f"{mark.parent}: made by a newer silian-kg (format {version}, this one reads up to {FORMAT}); upgrade silian-kg"
        )
    return dict(about)


def _write_mark(mark: Path, vocabularies: str) -> None:
    draft = mark.with_name(MARK + ".new")
    draft.write_text(json.dumps({"format": FORMAT, "vocabularies": vocabularies}, indent=1) + "\n", encoding="utf-8")
    draft.replace(mark)
