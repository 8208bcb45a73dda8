"""The explorer on a port of its own, started and stopped by the test that wants it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from invented import invented_notice

from silian_kg.graph.store import Store
from silian_kg.web.server import running
from silian_kg.web.settings import Limits, Settings

TOKEN = "a token, 令牌"
PATIENCE = 90.0  # seconds; a busy machine takes its time to start processes


@contextmanager
def explorer(
    store: Path, *, limits: Limits | None = None, wait: bool = True, **settings: object
) -> Iterator[httpx.Client]:
    """A client of an explorer that is ready."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    whole = Settings(store, port=0, limits=limits or Limits(workers=2), **settings)  # type: ignore[arg-type]
    with running(whole) as url, httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
        if wait:
            until_ready(client)
        yield client


def until_ready(client: httpx.Client, *, not_generation: str = "") -> dict[str, object]:
    """Wait until pages are there, and are others than those of a generation."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status = client.get("/status.json").json()
        if status["error"]:
            raise AssertionError(status["error"])
        if status["state"] != "loading" and status["generation"] != not_generation and not status["stage"]:
            return dict(status)
        time.sleep(0.05)
    raise AssertionError(f"the explorer did not become ready: {status}")


def until_done(client: httpx.Client, path: str) -> dict[str, object]:
    """Wait until a file is read, or is not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job = client.get(path).json()
        if job["state"] in ("done", "failed"):
            return dict(job)
        time.sleep(0.05)
    raise AssertionError(f"the file was not read: {job}")


def invented_store(folder: Path, notices: int = 2) -> Path:
    """A store of invented notices, hostile text included."""
    store = folder / "store"
    with Store.open(store) as opened:
        opened.add_all(invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in range(7, 7 + notices))
    return store
