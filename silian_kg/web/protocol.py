"""`/sparql` and `/graph-store`: the SPARQL 1.1 Protocol and Graph Store HTTP Protocol over a pool of workers.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from silian_kg.graph.terms import RDF
from silian_kg.web import media
from silian_kg.web.describing import GRAPH, SD
from silian_kg.web.guard import authorized, body_of
from silian_kg.web.pool import Answer
from silian_kg.web.published import Publisher
from silian_kg.web.replies import CORS, Refused, refusal
from silian_kg.web.settings import Settings

__all__ = ["Protocol"]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
UPDATES_OFF = "this server takes no updates; start it with --allow-update and a token"
NO_TOKEN = "an update wants the token: Authorization: Bearer …"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for."""

    update: bool
    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


class Protocol:
    """The endpoints. `current` gives the publisher once there is something to serve."""

    def __init__(self, settings: Settings, current: Callable[[], Publisher]) -> None:
        self.settings = settings
        self.current = current

    # ---- /sparql

    async def sparql(self, request: Request) -> Response:
        """A query, an update, or the description of the service."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=CORS)
        try:
            operation = await self._operation(request)
            if operation is None:
                return await self._description(request)
            response = await (self._update(request, operation) if operation.update else self._query(request, operation))
        except Refused as refused:
            response = refusal(request, refused)
        response.headers.update(CORS)
        return response

    async def describe(self, request: Request) -> Response:
        """The description of the service, wherever it is asked for."""
        return await self._description(request)

    async def _operation(self, request: Request) -> Operation | None:
        pairs = _pairs(request.url.query)
        if request.method in ("GET", "HEAD"):
            if any(name == "update" for name, _ in pairs):
                raise Refused(400, "an update comes by POST (SPARQL 1.1 Protocol, 2.2)")
            return _from_pairs(pairs, update=False) if any(name == "query" for name, _ in pairs) else None
        if request.method != "POST":
            raise Refused(405, "a query comes by GET or POST", {"Allow": "GET, HEAD, POST, OPTIONS"})
        content_type, _, parameters = request.headers.get("content-type", "").partition(";")
        content_type = content_type.strip().lower()
        if content_type not in (FORM, QUERY, UPDATE):
            raise Refused(
                415, f"a POST comes as {FORM}, {QUERY} or {UPDATE}", {"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}"}
            )
        charset = parameters.lower().partition("charset=")[2].strip(' "')
        if charset and charset.partition(";")[0].strip(' "') not in ("utf-8", "utf8"):
            raise Refused(415, "a request is written in UTF-8")
        content = await body_of(request, self.settings.limits.body)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused(400, f"the request is not UTF-8: byte {error.start} fits none of its characters") from error
        if content_type == FORM:
            pairs = _pairs(text)
            asked = [name for name, _ in pairs if name in ("query", "update")]
            if not asked:
                raise Refused(400, "the form has neither a query nor an update")
            if len(asked) > 1:
                raise Refused(400, f"the form has {len(asked)} queries or updates; send one at a time")
            return _from_pairs(pairs, update=asked[0] == "update")
        if any(name in ("query", "update") for name, _ in pairs):
            raise Refused(400, "the request has a query in its body and another in its URL; send one")
        return _from_pairs(
            [*pairs, ("query" if content_type == QUERY else "update", text)], update=content_type == UPDATE
        )

    async def _query(self, request: Request, operation: Operation) -> Response:
        publisher = self.current()
        if publisher.snapshot is None:
            raise Refused(503, "the graph is still being read; try again in a moment", {"Retry-After": "2"})
        accept = request.headers.get("accept")
        results = media.chosen(accept, media.RESULTS, operation.form)
        graph = media.chosen(accept, media.GRAPHS, operation.form)
        if results is None and graph is None:
            raise Refused(406, f"{media.NONE_OF_RESULTS}; or {media.NONE_OF_GRAPHS}")
        job = {
            "kind": "query",
            "store": str(publisher.snapshot.folder),
            "query": operation.text,
            "base": publisher.endpoint,
            "default": operation.default,
            "named": operation.named,
            "results": results[0] if results else "",
            "graph": graph[0] if graph else "",
        }
        answer = await _unless_gone(request, publisher.pool.ask(job))
        if answer is None:
            return Response(status_code=499)
        if not answer.ok:
            raise Refused(answer.status, answer.error, place=(answer.about.get("line"), answer.about.get("column")))
        shown = next(form[1] for form in (results, graph) if form and _type_of(form[0]) == answer.about["media"])
        return Response(
            answer.content,
            media_type=None,
            headers={"Content-Type": shown, "Vary": "Accept", "Cache-Control": "no-cache"},
        )

    async def _update(self, request: Request, operation: Operation) -> Response:
        self._may_write(request)
        job: dict[str, object] = {"kind": "update", "default": operation.default, "named": operation.named}
        said = await self.current().write(job, operation.text.encode("utf-8"))
        if not said["ok"]:
            raise Refused(int(str(said["status"])), str(said["error"]), place=(said.get("line"), said.get("column")))
        return Response(status_code=204)

    def _may_write(self, request: Request) -> None:
        if not self.settings.update:
            raise Refused(403, UPDATES_OFF)
        if not authorized(request, self.settings.token):
            raise Refused(401, NO_TOKEN, {"WWW-Authenticate": 'Bearer realm="silian"'})

    # ---- description

    async def _description(self, request: Request) -> Response:
        accept = request.headers.get("accept", "")
        if media.preferred(accept, ["text/turtle", "text/html"]) == "text/html" and "text/html" in accept:
            return RedirectResponse("/query", status_code=303, headers=CORS)
        form = media.chosen(accept, media.GRAPHS, request.query_params.get("format", ""))
        publisher = self.current()
        try:
            if form is None:
                raise Refused(406, media.NONE_OF_GRAPHS)
            if publisher.snapshot is None:
                raise Refused(503, "the graph is still being read; try again in a moment", {"Retry-After": "2"})
        except Refused as refused:
            return refusal(request, refused)
        void = publisher.snapshot.store.oxigraph.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH))
        statements = [*self._service(publisher.endpoint), *(quad.triple for quad in void)]
        content = media.serialized(sorted(set(statements), key=str), media.GRAPHS[form[0]])
        return Response(content, headers={"Content-Type": form[1], "Vary": "Accept", **CORS})

    def _service(self, endpoint: str) -> list[ox.Triple]:
        """What the service can do (SPARQL 1.1 Service Description)."""
        service, dataset, default = ox.NamedNode(endpoint), ox.BlankNode("dataset"), ox.BlankNode("default")
        a = ox.NamedNode(RDF + "type")
        formats = [ox.NamedNode(f"http://www.w3.org/ns/formats/{name}") for name in FORMATS]
        languages = ["SPARQL11Query", *(["SPARQL11Update"] if self.settings.update else [])]
        return [
            ox.Triple(service, a, _sd("Service")),
            ox.Triple(service, _sd("endpoint"), service),
            *(ox.Triple(service, _sd("supportedLanguage"), _sd(language)) for language in languages),
            *(ox.Triple(service, _sd("resultFormat"), form) for form in formats),
            ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
            ox.Triple(service, _sd("defaultDataset"), dataset),
            ox.Triple(dataset, a, _sd("Dataset")),
            ox.Triple(dataset, _sd("defaultGraph"), default),
            ox.Triple(default, a, _sd("Graph")),
        ]

    # ---- /graph-store

    async def graph_store(self, request: Request) -> Response:
        """A graph: GET, HEAD, PUT, POST, DELETE."""
        try:
            self._may_write(request)
            graph = self._graph_of(request)
            if request.method in ("GET", "HEAD"):
                return await self._read_graph(request, graph)
            return await self._write_graph(request, graph)
        except Refused as refused:
            return refusal(request, refused)

    def _graph_of(self, request: Request) -> str | None:
        """The IRI of the graph; "" for the default graph, None where the request names none."""
        pairs = _pairs(request.url.query)
        graphs = [value for name, value in pairs if name == "graph"]
        default = any(name == "default" for name, _ in pairs)
        if len(graphs) + default > 1:
            raise Refused(400, "name one graph: ?graph=IRI or ?default")
        if default:
            return ""
        if not graphs:
            if request.method == "POST":
                return None
            raise Refused(400, "name a graph: ?graph=IRI or ?default")
        try:
            return str(ox.NamedNode(graphs[0]).value)
        except ValueError as error:
            raise Refused(400, f"the graph is no absolute IRI: {error}") from error

    async def _read_graph(self, request: Request, graph: str | None) -> Response:
        form = media.chosen(request.headers.get("accept"), media.GRAPHS)
        if form is None:
            raise Refused(406, media.NONE_OF_GRAPHS)
        publisher = self.current()
        assert publisher.snapshot is not None
        node = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        store = publisher.snapshot.store.oxigraph
        if graph and not store.contains_named_graph(ox.NamedNode(graph)):
            raise Refused(404, f"there is no graph <{graph}>")
        triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, node)]
        return Response(
            media.serialized(triples, media.GRAPHS[form[0]]), headers={"Content-Type": form[1], "Vary": "Accept"}
        )

    async def _write_graph(self, request: Request, graph: str | None) -> Response:
        new = graph is None
        content = await body_of(request, self.settings.limits.graph_body)
        if new:
            from hashlib import sha256

            graph = f"{GRAPH.rpartition('/')[0]}/put/{sha256(content).hexdigest()[:16]}"
        content_type = request.headers.get("content-type", "text/turtle").partition(";")[0].strip().lower()
        form = next((form.name for form in media.GRAPHS.values() if content_type in (form.type, *form.also)), "")
        if request.method != "DELETE" and not form:
            raise Refused(415, media.NONE_OF_GRAPHS)
        job: dict[str, object] = {"kind": "graph", "method": request.method, "graph": graph, "form": form}
        said = await self.current().write(job, content)
        if not said["ok"]:
            raise Refused(int(str(said["status"])), str(said["error"]))
        headers = {"Location": f"{request.url.path}?graph={graph}"} if new else {}
        return Response(status_code=int(str(said["status"])), headers=headers)


FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML")  # fmt: skip


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, strict_parsing=False, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refused(400, "the request is not UTF-8") from error
    except ValueError as error:
        raise Refused(400, "the request has too many parameters") from error


def _from_pairs(pairs: list[tuple[str, str]], *, update: bool) -> Operation:
    kind = "update" if update else "query"
    texts = [value for name, value in pairs if name == kind]
    if len(texts) != 1:
        raise Refused(400, f"the request has {len(texts)} times a {kind}; send one at a time")
    default, named = (
        ("using-graph-uri", "using-named-graph-uri") if update else ("default-graph-uri", "named-graph-uri")
    )
    form = next((value for name, value in pairs if name == "format"), "")
    return Operation(
        update,
        texts[0],
        tuple(value for name, value in pairs if name == default),
        tuple(value for name, value in pairs if name == named),
        form,
    )


def _type_of(name: str) -> str:
    return (media.RESULTS.get(name) or media.GRAPHS[name]).type


async def _unless_gone(request: Request, answering: Awaitable[Answer]) -> Answer | None:
    """The answer; None where the client goes away before it is there, and then nothing works on it any more."""
    asked = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        return asked.result() if asked.done() else None
    finally:
        for task in (asked, gone):
            task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
