"""What a hostile client tries: runaway and reaching queries, paths, bodies, slow connections, other sites, no token."""

import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from urllib.parse import urlencode

import httpx
import pytest
from serving import TOKEN, explorer, invented_store

from silian_kg.errors import QueryError, ServingError
from silian_kg.graph.sparql import with_prefixes
from silian_kg.web.guard import from_our_pages
from silian_kg.web.server import running
from silian_kg.web.settings import Limits, Settings
from silian_kg.web.writing import dataset_put_in

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?f && ?f > ?i) }"
LARGE = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
SORTING = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
LIMITS = Limits(
    seconds=1.5, rows=1000, bytes=1 << 20, memory=600 << 20, workers=2, body=10_000, head_seconds=0.6, body_seconds=1.0
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """An explorer with narrow bounds."""
    with explorer(invented_store(tmp_path_factory.mktemp("safety")), limits=LIMITS) as client:
        yield client


def ask(client, query, **headers):
    return client.get("/sparql?" + urlencode({"query": query}), headers=headers)


def another(client, *, timeout):
    """A client of the same explorer with a connection of its own."""
    return httpx.Client(base_url=client.base_url, timeout=timeout, trust_env=False)


def address(client):
    return client.base_url.host, client.base_url.port


# ---- queries that want too much


def test_a_runaway_query_is_ended_and_the_others_go_on(client):
    answers = {}

    def run():
        with another(client, timeout=60) as own:
            answers["runaway"] = ask(own, RUNAWAY)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.2)
    beside = [ask(client, "ASK { ?s a skg:Measure }") for _ in range(5)]
    pages = [client.get("/overview.json") for _ in range(5)]
    thread.join()

    assert [response.status_code for response in (*beside, *pages)] == [200] * 10
    assert answers["runaway"].status_code == 503
    assert "took longer than 1.5 s" in answers["runaway"].text


def test_a_query_that_eats_memory_is_ended(client):
    response = ask(client, SORTING)

    assert response.status_code == 503
    assert ask(client, "ASK {}").status_code == 200


@pytest.mark.parametrize(
    "type_",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"],
)
def test_an_answer_has_a_bound_of_rows_in_every_form(client, type_):
    within = ask(client, "SELECT ?s { ?s ?p ?o } LIMIT 1000", Accept=type_)
    beyond = ask(client, "SELECT ?s { ?s ?p ?o } LIMIT 1001", Accept=type_)

    assert within.status_code == 200
    assert beyond.status_code == 503
    assert "1,000 rows" in beyond.text


def test_an_answer_has_a_bound_of_bytes(client):
    long = ", ".join(["STR(?s)"] * 60)
    response = ask(client, f"SELECT (CONCAT({long}) AS ?x) {{ ?s ?p ?o FILTER(ISIRI(?s)) }} LIMIT 1000")

    assert response.status_code == 503
    assert "bytes" in response.text


def test_a_graph_that_is_constructed_has_a_bound(client):
    assert ask(client, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }").status_code == 503


def test_a_client_that_goes_away_frees_its_worker(client):
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout), another(client, timeout=0.1) as hasty:
            ask(hasty, RUNAWAY)
    began = time.monotonic()

    assert ask(client, "ASK {}").status_code == 200
    assert time.monotonic() - began < LIMITS.seconds


# ---- queries that reach out


REACHING = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { sErViCe SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    'SELECT * { FILTER("""\\"""" = "x") SERVICE <http://127.0.0.1:PORT/> { } FILTER("a" = "b") }',
    "SELECT * { # a comment\r SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://127.0.0.1:PORT/> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND('''a''' AS ?x) SERVICE <http://127.0.0.1:PORT/> { } BIND('''b''' AS ?y) }",
]


@pytest.fixture
def trap():
    """A port that notes whether anyone came."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        stop = threading.Event()

        def wait():
            while not stop.is_set():
                try:
                    listening.accept()[0].close()
                except TimeoutError:
                    continue
                came.append(True)

        thread = threading.Thread(target=wait)
        thread.start()
        yield listening.getsockname()[1], came
        stop.set()
        thread.join()


@pytest.mark.parametrize("query", REACHING)
def test_service_is_refused_however_it_is_written(client, trap, query):
    port, came = trap
    response = ask(client, query.replace("PORT", str(port)))

    assert response.status_code == 400
    assert "SERVICE" in response.text
    assert not came


def test_the_word_service_in_names_and_strings_is_no_call():
    assert with_prefixes('PREFIX service: <urn:> SELECT ?service { ?service service:x "SERVICE" } # SERVICE')


def test_from_reads_no_file_and_no_address(client, trap):
    port, came = trap
    for iri in (f"http://127.0.0.1:{port}/x.ttl", "file:///etc/passwd"):
        response = ask(client, f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}")
        assert response.json()["results"]["bindings"] == []
        assert (
            client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": iri}).json()[
                "results"
            ]["bindings"]
            == []
        )

    assert not came


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/>",
        "load silent <file:///etc/passwd> INTO GRAPH <urn:x>",
        "INSERT { } WHERE { SERVICE <urn:x> { } }",
        "CLEAR ALL;LOAD<urn:x>",
    ],
)
def test_updates_that_fetch_are_refused(update):
    with pytest.raises(QueryError, match="elsewhere"):
        dataset_put_in(update, [], [])


def test_a_worker_can_open_no_socket(trap):
    port, came = trap
    script = f"""
import socket
from silian_kg.web.sandbox import forbid_sockets
if not forbid_sockets():
    print("no seccomp"); raise SystemExit
import pyoxigraph as ox
for call in (lambda: socket.socket(), lambda: list(ox.Store().query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))):
    try:
        call()
    except OSError as error:
        print(error.errno or "refused")
"""
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    ).stdout.split()
    if printed == ["no", "seccomp"]:
        pytest.skip("this system has no seccomp")

    assert len(printed) == 2
    assert not came


# ---- what is off


def test_updates_graphs_and_uploads_are_off_by_default(client):
    bearer = {"Authorization": "Bearer anything"}

    assert client.post("/sparql", data={"update": "CLEAR ALL"}, headers=bearer).status_code == 403
    assert client.put("/graph-store?default", content=b"", headers=bearer).status_code == 403
    assert (
        client.post(
            "/upload?name=a.txt", content=b"x", headers={"Content-Type": "application/octet-stream"}
        ).status_code
        == 403
    )
    assert ask(client, "ASK { ?s a skg:Measure }").json()["boolean"]


# ---- paths, bodies, heads, slow clients


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2fapp.py",
        "/../../etc/passwd",
        "/id/../../etc/passwd",
        "/assets//etc/passwd",
        "/%2fetc/passwd",
        "/assets/..\\app.py",
        "/id/unit/%ff%fe.json",
        "/vocab/%00.json",
    ],
)
def test_no_path_leads_out_of_the_pages(client, path):
    with socket.create_connection(address(client), timeout=30) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))

    assert answer.split()[1] in (b"400", b"404", b"200")
    assert b"root:" not in answer
    assert b"Starlette" not in answer
    assert b"Traceback" not in answer


def test_a_body_beyond_the_bound_is_refused(client):
    assert (
        client.post("/sparql", content=b"a" * 20_000, headers={"Content-Type": "application/sparql-query"}).status_code
        == 413
    )
    assert (
        client.post(
            "/sparql", content=(b"a" * 5000 for _ in range(4)), headers={"Content-Type": "application/sparql-query"}
        ).status_code
        == 413
    )


def test_a_head_beyond_the_bound_is_refused(client):
    with socket.create_connection(address(client), timeout=30) as raw:
        try:
            raw.sendall(b"GET /status.json HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 3_000_000 + b"\r\n\r\n")
            answer = raw.recv(100)
        except (ConnectionResetError, BrokenPipeError):
            answer = b""

        assert answer.split()[1:2] in ([], [b"400"], [b"431"])


def test_a_client_that_never_sends_its_head_is_let_go(client):
    with socket.create_connection(address(client), timeout=30) as raw:
        raw.sendall(b"GET /status.json HTTP/1.1\r\nHost:")
        began = time.monotonic()
        try:
            rest = raw.recv(100)
        except ConnectionResetError:
            rest = b""

        assert rest == b""
        assert time.monotonic() - began < 10


def test_a_client_that_sends_its_body_drop_by_drop_is_let_go(client):
    with socket.create_connection(address(client), timeout=30) as raw:
        raw.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nA"
        )

        assert raw.recv(100).split()[1] == b"408"


def test_a_client_that_takes_no_answer_is_let_go(client):
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.settimeout(30)
    raw.connect(address(client))
    request = b"GET /void HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/n-triples\r\n\r\n"
    with raw:
        raw.sendall(request * 40)
        time.sleep(4 * LIMITS.head_seconds)
        ended = False
        try:
            for _ in range(10_000):
                if not raw.recv(65536):
                    ended = True
                    break
        except ConnectionResetError:
            ended = True

        assert ended
    assert client.get("/status.json").status_code == 200


def test_no_trace_and_no_name_of_the_server_reach_a_client(client):
    for path in (
        "/sparql?query=" + "(" * 5000,
        "/network.json?thing=%ff",
        "/matrix.json?units=-1",
        "/evidence.json?thing=",
        "/thing.json?iri=%20",
    ):
        response = client.get(path)
        assert response.status_code < 500
        assert "Traceback" not in response.text
        assert "server" not in response.headers


# ---- other sites


def test_a_page_of_another_name_is_refused(client):
    """DNS rebinding: a name of another site that leads to this machine."""
    assert client.get("/overview.json", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/overview.json", headers={"Host": "localhost:1"}).status_code == 200


def test_pages_are_not_read_by_other_sites_and_run_no_foreign_script(client):
    headers = client.get("/overview.json").headers

    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"

    policy = client.get("/", headers={"Accept": "text/html"}).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy


def test_changes_come_from_our_pages_only(client):
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/reload", headers=headers).status_code == 403
        assert client.post("/founding", headers=headers).status_code == 403
    assert from_our_pages.__doc__


# ---- tokens


def test_a_token_is_wanted_where_others_can_reach(tmp_path):
    with (
        pytest.raises(ServingError, match="SILIAN_TOKEN"),
        running(Settings(tmp_path / "store", host="0.0.0.0", port=0)),
    ):
        pass
    with pytest.raises(ServingError, match="SILIAN_TOKEN"), running(Settings(tmp_path / "store", port=0, update=True)):
        pass


def test_a_port_that_is_taken_is_told_in_one_sentence(tmp_path, client):
    with (
        pytest.raises(ServingError, match="cannot listen"),
        running(Settings(tmp_path / "store", port=client.base_url.port)),
    ):
        pass


def test_with_a_token_nothing_is_shown_without_it(tmp_path):
    with explorer(tmp_path / "store", wait=False, host="0.0.0.0", token=TOKEN) as client:
        url = f"http://127.0.0.1:{client.base_url.port}"
        basic = b64encode(f"any:{TOKEN}".encode()).decode()
        with httpx.Client(base_url=url, trust_env=False) as plain:
            assert plain.get("/status.json").status_code == 401
            assert plain.get("/sparql?query=ASK{}").status_code == 401
            assert plain.get("/?token=wrong").status_code == 401
            assert plain.get("/status.json", headers={"Authorization": f"Bearer {TOKEN}".encode()}).status_code == 200
            assert plain.get("/status.json", headers={"Authorization": f"Basic {basic}"}).status_code == 200

            opened = plain.get("/query?" + urlencode({"token": TOKEN, "q": "x"}))

            assert (opened.status_code, opened.headers["Location"]) == (303, "/query?q=x")
            assert "HttpOnly" in opened.headers["Set-Cookie"]
            assert plain.get("/status.json").status_code == 200
