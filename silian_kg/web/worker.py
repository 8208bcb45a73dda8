"""A worker process: one job after the other from standard input, the answer to standard output; it may be killed at any time.

A frame is a JSON object and bytes, each with its length before it (four bytes, big-endian). A job names its `kind`; an answer says `ok`, or
`status` and `error` in one sentence. A sealed worker can open no sockets.
"""

import contextlib
import json
import os
import struct
import sys
from typing import Any, BinaryIO

from silian_kg.errors import QueryError, SilianError
from silian_kg.web import media
from silian_kg.web.sandbox import forbid_sockets

__all__ = ["main", "read_frame", "write_frame"]

Frame = tuple[dict[str, Any], bytes]
LENGTHS = struct.Struct(">II")
TOO_MUCH = "the answer has more than {bound:,} {what}; ask for less of it (LIMIT, or fewer variables)"
# What stands between or after the rows in each format of results, and how many rows there are more than of that
ROW_ENDS = {"json": (b'}},{"', 1), "xml": (b"</result>", 0), "csv": (b"\n", -1), "tsv": (b"\n", -1)}


class TooMuchError(QueryError):
    """An answer beyond the bounds of rows or bytes."""


def main() -> None:
    """Answer jobs until standard input ends. The argument is a JSON object of limits."""
    limits = json.loads(sys.argv[1])
    _bound_memory(limits["memory"])
    if limits["sealed"]:
        forbid_sockets()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but frames goes to standard output
    opened = _Opened()
    while (frame := read_frame(source)) is not None:
        try:
            answer = _answer(opened, *frame, limits)
        except TooMuchError as error:
            answer = {"ok": False, "status": 503, "error": str(error)}, b""
        except SilianError as error:
            answer = {"ok": False, "status": 400, "error": str(error), **_place(str(error))}, b""
        except MemoryError:
            answer = {"ok": False, "status": 503, "error": "the query needed more memory than it may have"}, b""
        write_frame(sink, *answer)


def read_frame(source: BinaryIO) -> Frame | None:
    """The next frame of a stream; None at its end."""
    head = source.read(LENGTHS.size)
    if len(head) < LENGTHS.size:
        return None
    about, content = LENGTHS.unpack(head)
    return json.loads(source.read(about)), source.read(content)


def write_frame(sink: BinaryIO, about: dict[str, Any], content: bytes = b"") -> None:
    """Write a frame and flush it."""
    sink.write(packed(about, content))
    sink.flush()


def packed(about: dict[str, Any], content: bytes = b"") -> bytes:
    """A frame as bytes."""
    head = json.dumps(about, ensure_ascii=False).encode("utf-8")
    return LENGTHS.pack(len(head), len(content)) + head + content


class _Opened:
    """The snapshot that is open; another one is opened when a job asks for it."""

    def __init__(self) -> None:
        self.path = ""
        self.store: Any = None

    def at(self, path: str) -> Any:
        from silian_kg.graph.store import Store

        if path != self.path:
            self.store = Store.open(path, read_only=True)
            self.path = path
        return self.store


def _answer(opened: _Opened, job: dict[str, Any], content: bytes, limits: dict[str, Any]) -> Frame:
    match job["kind"]:
        case "query":
            return _query(opened.at(job["store"]), job, limits)
        case "question":
            return _question(opened.at(job["store"]), job, limits)
        case "warm":
            opened.at(job["store"])
            return {"ok": True}, b""
        case _:
            from silian_kg.web import writing

            return writing.answer(job, content)


# ---- queries


def _query(store: Any, job: dict[str, Any], limits: dict[str, Any]) -> Frame:
    import pyoxigraph as ox

    from silian_kg.graph.sparql import names_dataset, with_prefixes

    text = job["query"]
    dataset = _dataset(job)
    prefixed = with_prefixes(text)
    shift = len(prefixed) - len(text)
    union = not dataset and not names_dataset(text)
    try:
        found = store.oxigraph.query(prefixed, base_iri=job["base"], use_default_graph_as_union=union, **dataset)
        if isinstance(found, ox.QueryTriples):
            return _graph(found, job, limits)
        return _results(found, job, limits)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"not SPARQL: {_shifted(str(error), shift)}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _dataset(job: dict[str, Any]) -> dict[str, Any]:
    """The dataset that the protocol names, which takes the place of the one in the query; {} where it names none."""
    import pyoxigraph as ox

    if not job["default"] and not job["named"]:
        return {}
    try:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in job["default"]],
            "named_graphs": [ox.NamedNode(iri) for iri in job["named"]],
        }
    except ValueError as error:
        raise QueryError(f"the dataset names a graph that is no IRI: {error}") from error


def _results(found: Any, job: dict[str, Any], limits: dict[str, Any]) -> Frame:
    import pyoxigraph as ox

    if not job["results"]:
        return {"ok": False, "status": 406, "error": media.NONE_OF_RESULTS}, b""
    chosen = media.RESULTS[job["results"]]
    sink = _Sink(limits, *(ROW_ENDS[chosen.name] if isinstance(found, ox.QuerySolutions) else (b"", 0)))
    try:
        found.serialize(sink, format=getattr(ox.QueryResultsFormat, chosen.name.upper()))
    except (OSError, RuntimeError, TooMuchError):
        if sink.over:
            raise TooMuchError(sink.over) from None
        raise
    return {"ok": True, "media": chosen.type}, sink.content()


def _graph(found: Any, job: dict[str, Any], limits: dict[str, Any]) -> Frame:
    import pyoxigraph as ox

    if not job["graph"]:
        return {"ok": False, "status": 406, "error": media.NONE_OF_GRAPHS}, b""
    triples: dict[Any, None] = {}
    for triple in found:
        triples[triple] = None
        if len(triples) > limits["rows"]:
            raise TooMuchError(TOO_MUCH.format(bound=limits["rows"], what="triples"))
    chosen = media.GRAPHS[job["graph"]]
    content = media.serialized(triples, chosen)
    if len(content) > limits["bytes"]:
        raise TooMuchError(TOO_MUCH.format(bound=limits["bytes"], what="bytes"))
    assert isinstance(found, ox.QueryTriples)
    return {"ok": True, "media": chosen.type}, content


class _Sink:
    """Takes what a serializer writes, until it is too much."""

    def __init__(self, limits: dict[str, Any], row_end: bytes, more: int) -> None:
        self._parts: list[bytes] = []
        self._limits = limits
        self._row_end = row_end
        self._rows, self._bytes = more, 0
        self._tail = b""
        self.over = ""

    def write(self, part: bytes) -> int:
        part = bytes(part)
        self._parts.append(part)
        self._bytes += len(part)
        if self._row_end:
            window = self._tail + part
            self._rows += window.count(self._row_end)
            self._tail = window[len(window) - len(self._row_end) + 1 :] if len(self._row_end) > 1 else b""
        for count, what in ((self._rows, "rows"), (self._bytes, "bytes")):
            if count > self._limits[what]:
                self.over = TOO_MUCH.format(bound=self._limits[what], what=what)
                raise TooMuchError(self.over)
        return len(part)

    def flush(self) -> None:
        pass

    def content(self) -> bytes:
        return b"".join(self._parts)


def _question(store: Any, job: dict[str, Any], limits: dict[str, Any]) -> Frame:
    from silian_kg.graph.queries import bound

    text = bound(store, job["name"], **job["values"])
    rows = store.select(text)
    kept = rows.rows[: limits["rows"]]
    answer = {"sparql": text, "columns": rows.columns, "rows": kept, "truncated": len(kept) < len(rows.rows)}
    return {"ok": True, "media": "application/json"}, json.dumps(answer, ensure_ascii=False).encode("utf-8")


def _place(message: str) -> dict[str, int]:
    """Where a query is wrong: `error at 2:9: …` → line 2, column 9."""
    found = media.PLACE.search(message)
    return {"line": int(found["line"]), "column": int(found["column"])} if found else {}


def _shifted(message: str, shift: int) -> str:
    """The message with the column that the user sees: our prefixes stand before the first line."""
    return media.PLACE.sub(
        lambda place: f"error at {place['line']}:{int(place['column']) - (shift if place['line'] == '1' else 0)}",
        message,
    )


# ---- bounds


def _bound_memory(limit: int) -> None:
    if os.name != "posix":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):  # macOS knows the bound and refuses it
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    os.nice(5)  # pages come before queries


if __name__ == "__main__":
    main()
