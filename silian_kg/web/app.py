"""The explorer as an ASGI application: routes, and what answers them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from silian_kg.graph.queries import list_queries
from silian_kg.reading.formats import READERS
from silian_kg.web import media
from silian_kg.web.asked import iri_of
from silian_kg.web.completing import completion
from silian_kg.web.guard import Guard, body_of, from_our_pages
from silian_kg.web.pages import PAGES, matrix_whole, notices_whole
from silian_kg.web.pool import Pool
from silian_kg.web.protocol import Protocol
from silian_kg.web.published import Pages, Publisher
from silian_kg.web.questions import answered, described
from silian_kg.web.replies import Kept, Refused, Shelf, json_bytes, refusal, reply
from silian_kg.web.settings import Settings
from silian_kg.web.sheets import (
    CSV,
    MATRIX_COLUMNS,
    NOTICE_COLUMNS,
    XLSX,
    csv_bytes,
    matrix_rows,
    notice_table,
    xlsx_bytes,
)
from silian_kg.web.things import page_of, text_of, triples_of
from silian_kg.web.uploads import Uploads
from silian_kg.web.writing import signature

__all__ = ["application"]

STATIC = Path(__file__).parent / "static"
JSON = "application/json"
HTML_PAGES = (
    "/",
    "/overview",
    "/matrix",
    "/network",
    "/notices",
    "/questions",
    "/questions/{name}",
    "/query",
    "/search",
)
TWINS = {"/": "overview"}  # a page whose twin has another name
LOADING = "the graph is still being read; try again in a moment"
BARE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>silian</title><h1>四链知识图谱</h1>
<p>The pages are not part of this installation; what they show is here:
<a href="/overview.json">overview</a> · <a href="/matrix.json">matrix</a> · <a href="/notices.json">notices</a> ·
<a href="/questions.json">questions</a> · <a href="/sparql">SPARQL</a></p></html>"""


class Explorer:
    """Answers requests from what the publisher has."""

    def __init__(self, settings: Settings, endpoint: str) -> None:
        self.settings = settings
        self.endpoint = endpoint
        self.shelf = Shelf()
        self._publisher: Publisher | None = None
        self._uploads: Uploads | None = None
        self._making: dict[str, asyncio.Future[Kept]] = {}
        self._reloading: set[asyncio.Task[None]] = set()
        self._thinking = asyncio.Semaphore(2)

    # ---- life

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Prepare the first snapshot beside the first requests; at the end take everything away."""
        pool = Pool(self.settings.limits)
        self._publisher = Publisher(self.settings, pool, self.endpoint)
        self._uploads = Uploads(self._publisher)
        self._reload()
        try:
            yield
        finally:
            for task in self._reloading:
                task.cancel()
            await asyncio.gather(*self._reloading, return_exceptions=True)
            await pool.close()
            self._publisher.close()

    @property
    def publisher(self) -> Publisher:
        """What is served."""
        assert self._publisher is not None, "not started"
        return self._publisher

    @property
    def pages(self) -> Pages:
        """What the pages show."""
        if self.publisher.pages is None:
            raise Refused(503, self.publisher.error or LOADING, {"Retry-After": "1"})
        return self.publisher.pages

    def _reload(self) -> None:
        task = asyncio.create_task(self.publisher.reload())
        self._reloading.add(task)
        task.add_done_callback(self._reloading.discard)

    # ---- answers that stand as long as their generation

    async def kept(self, request: Request, make: Callable[[Pages], Kept], *, key: str = "") -> Response:
        """Answer with what `make` gives for these pages, made once however many ask."""
        pages = self.pages
        name = f"{pages.generation} {key or request.url.path}?{request.url.query}"
        kept = self.shelf.get(name)
        if kept is None:
            if name not in self._making:
                self._making[name] = asyncio.ensure_future(self._made(name, pages, make))
            kept = await asyncio.shield(self._making[name])
        return reply(request, kept)

    async def _made(self, name: str, pages: Pages, make: Callable[[Pages], Kept]) -> Kept:
        try:
            async with self._thinking:
                kept = await asyncio.to_thread(make, pages)
            self.shelf.put(name, kept)
            return kept
        finally:
            del self._making[name]

    # ---- routes

    async def status(self, request: Request) -> Response:
        """How it stands."""
        publisher, settings, limits = self.publisher, self.settings, self.settings.limits
        pages = publisher.pages
        there = bool(signature(settings.store))
        empty = pages is not None and not pages.index.material.notices
        return _json({
            "store": settings.store.name,
            "state": "loading" if pages is None else "empty" if empty else "ready",
            "generation": pages.generation if pages else "",
            "changed": publisher.changed,
            "stage": publisher.stage,
            "error": publisher.error,
            "notices": len(pages.index.material.notices) if pages else 0,
            "measures": len(pages.index.measures) if pages else 0,
            "upload": settings.upload,
            "founding": empty or not there,
            "update": settings.update,
            "endings": sorted(READERS),
            "version": version("silian-kg"),
            "limits": {"seconds": limits.seconds, "rows": limits.rows, "bytes": limits.bytes, "upload_bytes": limits.upload},
        })  # fmt: skip

    def page(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        """The JSON twin of a page."""
        make = {**PAGES, "completion": completion}[name]

        async def twin(request: Request) -> Response:
            return await self.kept(request, lambda pages: _as_json(make(pages, request.query_params)), key=name)

        return twin

    async def matrix_table(self, request: Request) -> Response:
        """The matrix as CSV or XLSX."""
        return await self._table(
            request, "matrix", MATRIX_COLUMNS, lambda pages, params: matrix_rows(matrix_whole(pages, params))
        )

    async def notices_table(self, request: Request) -> Response:
        """The notices as CSV or XLSX."""
        return await self._table(
            request, "notices", NOTICE_COLUMNS, lambda pages, params: notice_table(notices_whole(pages, params))
        )

    async def _table(
        self, request: Request, name: str, columns: tuple[str, ...], rows: Callable[[Pages, QueryParams], Any]
    ) -> Response:
        ending = request.url.path.rpartition(".")[2]
        return await self.kept(
            request, lambda pages: _as_table(name, ending, columns, rows(pages, request.query_params))
        )

    async def questions(self, request: Request) -> Response:
        """The competency questions."""
        return _json([described(query) for query in list_queries()])

    async def question(self, request: Request) -> Response:
        """The answer to a question: JSON, CSV or XLSX."""
        name, _, ending = request.path_params["name"].rpartition(".")
        if ending not in ("json", "csv", "xlsx"):
            return await self.html(request)
        data = await answered(self.pages, self.publisher.pool, name, request.query_params)
        if ending == "json":
            return _json(data)
        return reply(request, _as_table(name, ending, data["columns"], data["rows"]))

    async def thing(self, request: Request) -> Response:
        """A thing: its page, or a twin by suffix or by what the client wants."""
        raw = request.scope.get("raw_path") or request.url.path.encode()
        stem, dot, ending = raw.rpartition(b".")
        forms = {form.name: form for form in media.GRAPHS.values()}
        known = ("json", "txt", *forms)
        if dot and ending.decode("ascii", "replace") in known:
            raw, form = stem, ending.decode("ascii")
        else:
            types = {"text/html": "", JSON: "json", **{form.type: form.name for form in forms.values()}}
            form = types.get(media.preferred(request.headers.get("accept"), types) or "text/html", "")
        if not form:
            return await self.html(request)
        return await self._thing(request, iri_of(raw), form)

    async def any_thing(self, request: Request) -> Response:
        """A thing by its IRI, ours or not: /thing.json?iri=…"""
        iri = request.query_params.get("iri", "")
        if not iri:
            raise Refused(400, "name the thing: ?iri=…")
        return await self._thing(request, iri, request.url.path.rpartition(".")[2])

    async def _thing(self, request: Request, iri: str, form: str) -> Response:
        if form == "json":
            return await self.kept(request, lambda pages: _as_json(page_of(pages, iri)), key=f"json {iri}")
        return await self.kept(request, lambda pages: _as_triples(pages, iri, form), key=f"{form} {iri}")

    async def html(self, request: Request) -> Response:
        """The front end, which reads the twins; where it is not installed, a page that names them."""
        path = request.url.path
        if media.preferred(request.headers.get("accept"), ["text/html", JSON]) == JSON and path.count("/") == 1:
            return (
                await self.page(TWINS.get(path, path[1:]))(request) if TWINS.get(path, path[1:]) in PAGES else _json({})
            )
        index = STATIC / "index.html"
        if not index.is_file():
            return HTMLResponse(BARE)
        return FileResponse(index, headers={"Cache-Control": "no-cache", "Vary": "Accept"})

    # ---- changes

    async def reload(self, request: Request) -> Response:
        """Read the store anew."""
        self._may_change(request)
        if not self._reloading:
            self._reload()
        return _json({"stage": "snapshot"}, 202)

    async def upload(self, request: Request) -> Response:
        """Take a file."""
        if not self.settings.upload:
            raise Refused(403, "this explorer takes no files; start it with --allow-upload")
        self._may_change(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/octet-stream":
            raise Refused(415, "a file comes as application/octet-stream, its name as ?name=…")
        name = one_of_names(request.query_params)
        content = await body_of(request, self.settings.limits.upload)
        assert self._uploads is not None
        return _job(self._uploads.add(name, content))

    async def founding(self, request: Request) -> Response:
        """Build the notice that the project began with, where there is no notice yet."""
        self._may_change(request)
        if self.pages.index.material.notices or signature(self.settings.store):
            raise Refused(409, "there are notices already")
        assert self._uploads is not None
        return _job(self._uploads.add_founding())

    async def job(self, request: Request) -> Response:
        """What became of a file."""
        assert self._uploads is not None
        found = self._uploads.get(request.path_params["job"])
        if found is None:
            raise Refused(404, "there is no such job; it may be too old")
        return _json(asdict(found))

    def _may_change(self, request: Request) -> None:
        if not from_our_pages(request):
            raise Refused(403, "this is done from the pages of the explorer, not from those of others")


def one_of_names(params: QueryParams) -> str:
    """The name of a file that is sent."""
    name = params.get("name", "")
    if not name or len(name) > 1000:
        raise Refused(400, "name the file: ?name=通知.docx")
    return name


def application(settings: Settings, endpoint: str) -> ASGIApp:
    """The explorer.

    Args:
        settings: what is served, and what is allowed.
        endpoint: the URL of /sparql as clients see it.
    """
    explorer = Explorer(settings, endpoint)
    protocol = Protocol(settings, lambda: explorer.publisher)
    app = Starlette(
        routes=[*_routes(explorer), *_protocol_routes(protocol)],
        lifespan=explorer.lifespan,
        exception_handlers={Refused: _refused, HTTPException: _missing, Exception: _failed},
    )
    app.state.settings = settings
    app.state.explorer = explorer
    return Guard(app, settings)


def _routes(explorer: Explorer) -> list[Route | Mount]:
    everything = ["GET", "HEAD"]
    routes: list[Route | Mount] = [
        Route("/status.json", explorer.status),
        *(Route(f"/{name}.json", explorer.page(name)) for name in (*PAGES, "completion")),
        *(Route(f"/matrix.{ending}", explorer.matrix_table) for ending in ("csv", "xlsx")),
        *(Route(f"/notices.{ending}", explorer.notices_table) for ending in ("csv", "xlsx")),
        Route("/questions.json", explorer.questions),
        Route("/questions/{name}", explorer.question),
        *(Route(f"/thing.{ending}", explorer.any_thing) for ending in ("json", *media.GRAPHS)),
        Route("/id/{rest:path}", explorer.thing, methods=everything),
        Route("/vocab/{rest:path}", explorer.thing, methods=everything),
        Route("/reload", explorer.reload, methods=["POST"]),
        Route("/upload", explorer.upload, methods=["POST"]),
        Route("/founding", explorer.founding, methods=["POST"]),
        Route("/jobs/{job}.json", explorer.job),
        *(Route(path, explorer.html) for path in HTML_PAGES if "{" not in path),
    ]
    if STATIC.is_dir():
        routes += [Mount("/assets", StaticFiles(directory=STATIC / "assets", check_dir=False))]
        routes += [
            Route(f"/{file.name}", _file(file))
            for file in sorted(STATIC.iterdir())
            if file.suffix in (".svg", ".png", ".ico", ".webmanifest")
        ]
    return routes


def _protocol_routes(protocol: Protocol) -> list[Route]:
    methods = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]
    return [
        Route("/sparql", protocol.sparql, methods=methods),
        Route("/graph-store", protocol.graph_store, methods=["GET", "HEAD", "PUT", "POST", "DELETE"]),
        Route("/void", protocol.describe),
        Route("/.well-known/void", lambda request: RedirectResponse("/void", 303)),
    ]


def _file(path: Path) -> Callable[[Request], Awaitable[Response]]:
    async def file(request: Request) -> Response:
        return FileResponse(path)

    return file


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(request, error, as_json=_wants_json(request))


async def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentences = {404: "there is no such page", 405: "this page does not take that method"}
    sentence = sentences.get(error.status_code, "the request was refused")
    return refusal(request, Refused(error.status_code, sentence, error.headers), as_json=_wants_json(request))


async def _failed(request: Request, error: Exception) -> Response:
    """The last wall: the trace goes to the log, and one sentence to the client."""
    return refusal(
        request, Refused(500, "the server failed to answer this; its log says why"), as_json=_wants_json(request)
    )


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith(".json") or request.method == "POST"


def _as_json(data: Any) -> Kept:
    return Kept.of(json_bytes(data), JSON)


def _as_triples(pages: Pages, iri: str, form: str) -> Kept:
    if form == "txt":
        return Kept.of(text_of(pages, iri).encode("utf-8"), "text/plain; charset=utf-8")
    return Kept.of(triples_of(pages, iri, media.GRAPHS[form]), media.GRAPHS[form].header)


def _as_table(name: str, ending: str, columns: Any, rows: Any) -> Kept:
    headers = {"Content-Disposition": f'attachment; filename="silian-{name}.{ending}"'}
    if ending == "csv":
        return Kept.of(csv_bytes(columns, rows), CSV, headers)
    return Kept.of(xlsx_bytes(columns, rows, title=name), XLSX, headers)


def _json(data: Any, status: int = 200) -> Response:
    return Response(json_bytes(data), status, {"Content-Type": JSON, "Cache-Control": "no-store"})


def _job(key: str) -> Response:
    return _json({"job": key, "path": f"/jobs/{key}.json"}, 202)
