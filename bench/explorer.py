"""The explorer under load: pages, queries and a runaway query now and then, over many connections; what came back and how fast.

    python bench/explorer.py STORE [--seconds 120] [--connections 50] [--every 5] [--pause 0.5]

Each connection asks, waits a moment as a reader would, and asks again. First every page is asked alone (the unloaded figures).
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

ROUNDS = 30  # of the unloaded measurement
PAGES = (
    "/overview.json", "/matrix.json", "/matrix.json?certainty=stated", "/network.json", "/notices.json", "/notices.json?q=海洋",
    "/search.json?q=集成电路", "/evidence.json?from=人才链&to=产业链", "/completion.json?q=人才", "/labels.json?type=unit&q=局",
)  # fmt: skip
QUERIES = (
    "SELECT ?m ?n { ?m a skg:Measure ; eli:number ?n } LIMIT 50",
    "SELECT ?f (COUNT(?m) AS ?n) { ?m skg:benefits ?f } GROUP BY ?f ORDER BY DESC(?n) LIMIT 20",
    "ASK { ?s skg:serves ?o }",
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?f && ?f > ?i) }"


def sparql(query: str) -> str:
    """The path of a query."""
    return "/sparql?query=" + quote(query)


async def ask(host: str, port: int, path: str, pool: list) -> tuple[int, float, int]:
    """Status, seconds and bytes of one answer; connections are kept and used again."""
    reader, writer = pool.pop() if pool else await asyncio.open_connection(host, port)
    began = time.perf_counter()
    writer.write(f"GET {quote(path, safe='/?=&%:')} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    except asyncio.IncompleteReadError:  # the server let an idle connection go: ask on a new one
        writer.close()
        return await ask(host, port, path, [])
    length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
    await reader.readexactly(length)
    pool.append((reader, writer))
    return int(head.split()[1]), time.perf_counter() - began, length


async def load(host: str, port: int, options: argparse.Namespace) -> dict:
    """Ask every page and query alone, then all together; seconds by path, and statuses by kind."""
    alone: dict[str, list[float]] = defaultdict(list)
    pool: list = []
    for _ in range(ROUNDS):
        for path in (*PAGES, *map(sparql, QUERIES)):
            _, seconds, _ = await ask(host, port, path, pool)
            alone[path].append(seconds)
    loaded: dict[str, list[float]] = defaultdict(list)
    statuses: dict[str, Counter] = defaultdict(Counter)
    end = time.monotonic() + options.seconds

    async def reader_of_pages(number: int) -> None:
        own: list = []
        turn = number
        while time.monotonic() < end:
            turn += 1
            query = turn % 4 == 0
            path = sparql(QUERIES[turn % len(QUERIES)]) if query else PAGES[turn % len(PAGES)]
            status, seconds, _ = await ask(host, port, path, own)
            loaded[path].append(seconds)
            statuses["query" if query else "page"][status] += 1
            await asyncio.sleep(options.pause * (0.5 + (turn * 7919 % 100) / 100))

    async def runaways() -> None:
        waiting = set()
        while time.monotonic() < end:
            waiting.add(asyncio.create_task(ask(host, port, sparql(RUNAWAY), [])))
            await asyncio.sleep(min(options.every, max(0.0, end - time.monotonic())))
        for status, _, _ in await asyncio.gather(*waiting):
            statuses["runaway"][status] += 1

    await asyncio.gather(runaways(), *(reader_of_pages(number) for number in range(options.connections)))
    return {"alone": alone, "loaded": loaded, "statuses": {kind: dict(counts) for kind, counts in statuses.items()}}


def p95(values: list[float]) -> float:
    """Milliseconds that 19 of 20 answers take at most."""
    return quantiles(values, n=20)[-1] * 1000


def memory(pid: int) -> int:
    """Resident megabytes of the server, its workers apart."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


async def until_ready(host: str, port: int) -> None:
    """Wait until the pages are there."""
    while True:
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(f"GET /status.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        status = json.loads((await reader.read()).partition(b"\r\n\r\n")[2])
        writer.close()
        if status["state"] != "loading" and not status["stage"]:
            return
        await asyncio.sleep(0.2)


def main() -> None:
    """Serve a store, load it, print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path)
    for name, default in (("seconds", 120.0), ("connections", 50), ("every", 5.0), ("pause", 0.5)):
        options.add_argument(f"--{name}", type=type(default), default=default)
    given = options.parse_args()
    command = [sys.executable, "-m", "silian_kg.cli", "serve", "--store", str(given.store), "--port", "0"]
    began = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        url = server.stderr.readline().partition("http://")[2].split()[0]
        host, port = url.split(":")
        asyncio.run(until_ready(host, int(port)))
        print(f"ready after {time.monotonic() - began:.1f} s")
        before = memory(server.pid)
        found = asyncio.run(load(host, int(port), given))
        after = memory(server.pid)
        server.terminate()
    print(f"{'page':60} {'alone p95':>10} {'loaded p95':>10}   ms")
    pages = [path for path in found["alone"] if not path.startswith("/sparql")]
    for path in found["alone"]:
        print(f"{path[:60]:60} {p95(found['alone'][path]):10.1f} {p95(found['loaded'][path]):10.1f}")
    everything = [[value for path in pages for value in found[kind][path]] for kind in ("alone", "loaded")]
    print(f"{'all pages':60} {p95(everything[0]):10.1f} {p95(everything[1]):10.1f}")
    print("answers by status:", found["statuses"], f"memory {before} → {after} MB")


if __name__ == "__main__":
    main()
