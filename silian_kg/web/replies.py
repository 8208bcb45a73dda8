"""Answers of the explorer: JSON that is compressed and remembered by its ETag, and errors of one sentence."""

import gzip
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from silian_kg.web.media import preferred

__all__ = ["CORS", "Kept", "Refused", "Shelf", "json_bytes", "refusal", "reply"]

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Authorization, X-Requested-With",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
WORTH_COMPRESSING = 1000  # bytes
SHELF = 96 << 20  # bytes of answers that are kept


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is answered with an error: the status, one sentence, and headers."""

    def __init__(
        self,
        status: int,
        sentence: str,
        headers: Mapping[str, str] | None = None,
        *,
        place: tuple[Any, Any] = (None, None),
        nearest: Sequence[str] = (),
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = dict(headers or {})
        self.place = place
        self.nearest = list(nearest)


def refusal(request: Request, refused: Refused, *, as_json: bool = False) -> Response:
    """The answer to a refused request: plain text, or JSON for who asks for it."""
    accept = request.headers.get("accept")
    wants_json = as_json or preferred(
        accept, ["text/plain", "application/json", "application/sparql-results+json"]
    ) not in ("text/plain", None)
    if not wants_json:
        headers = {"Content-Type": "text/plain; charset=utf-8", "Vary": "Accept", **refused.headers}
        return Response(refused.sentence + "\n", refused.status, headers)
    body: dict[str, Any] = {"error": refused.sentence, "status": refused.status}
    if refused.place[0] is not None:
        body |= {"line": refused.place[0], "column": refused.place[1]}
    if refused.nearest:
        body["nearest"] = refused.nearest
    headers = {"Content-Type": "application/json", "Vary": "Accept", **refused.headers}
    return Response(json_bytes(body), refused.status, headers)


def json_bytes(data: Any) -> bytes:
    """Plain data as JSON, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that stands as long as its generation: the bytes, also compressed, and its ETag."""

    content: bytes
    compressed: bytes
    type: str
    etag: str
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, content: bytes, type_: str, headers: Mapping[str, str] | None = None) -> "Kept":
        """Compress what is worth it."""
        compressed = gzip.compress(content, 5, mtime=0) if len(content) > WORTH_COMPRESSING else b""
        etag = f'W/"{sha256(content).hexdigest()[:20]}"'
        return cls(content, compressed, type_, etag, tuple((headers or {}).items()))


def reply(request: Request, kept: Kept) -> Response:
    """Answer with what is kept: 304 where the client has it, compressed where it may be."""
    headers = {"ETag": kept.etag, "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", **dict(kept.headers)}
    if kept.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = kept.type
    if kept.compressed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(kept.compressed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(kept.content, headers=headers)


class Shelf:
    """The answers used last, within a bound of bytes."""

    def __init__(self, bound: int = SHELF) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._bound = bound

    def get(self, key: str) -> Kept | None:
        """What is kept under a key."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, kept: Kept) -> None:
        """Keep an answer; the longest unused make room."""
        if key in self._kept:
            return
        self._kept[key] = kept
        self._bytes += _size(kept)
        while self._bytes > self._bound and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= _size(gone)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._bytes = 0


def _size(kept: Kept) -> int:
    return len(kept.content) + len(kept.compressed)
