"""The explorer on a port: bind, answer, and end without traces; slow clients are let go.

with running(Settings(store=Path("my-store"), port=0)) as url: …    # in a thread of its own, for tests and notebooks
serve(Settings(store=Path("my-store")))                             # until it is interrupted
"""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from silian_kg.errors import ServingError
from silian_kg.web.app import application
from silian_kg.web.settings import LOOPBACK, Settings

__all__ = ["running", "serve"]

LARGEST_HEAD = 64 << 10  # bytes of a request line and its headers
STARTING = 20.0  # seconds


def serve(settings: Settings, *, ready: Callable[[str], None] = lambda url: None) -> None:
    """Serve until the process is interrupted.

    Args:
        settings: what is served, where, and what is allowed.
        ready: is told the URL when the port is open.

    Raises:
        ServingError: the address is taken or no one's, or a token is wanting.
    """
    listening = _listen(settings)
    try:
        url = _url(settings, listening)
        server = uvicorn.Server(_config(settings, url))
        ready(url)
        server.run(sockets=[listening])
    finally:
        listening.close()


@contextlib.contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Serve in a thread; gives the URL, and ends the server at the end of the block."""
    listening = _listen(settings)
    url = _url(settings, listening)
    server = uvicorn.Server(_config(settings, url))
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), name="silian-serve", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + STARTING
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        if not server.started:
            raise ServingError("the explorer did not start; its log says why")
        yield url
    finally:
        server.should_exit = True
        thread.join(STARTING)
        listening.close()


def _config(settings: Settings, url: str) -> uvicorn.Config:
    return uvicorn.Config(
        application(settings, f"{url}/sparql"),
        http=_patient(settings),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.limits.connections,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )


def _listen(settings: Settings) -> socket.socket:
    if not settings.local and not settings.token:
        raise ServingError(
            f"{settings.host}: others can reach this address; set a token in SILIAN_TOKEN, or serve on 127.0.0.1"
        )
    if settings.update and not settings.token:
        raise ServingError("updates want a token; set one in SILIAN_TOKEN")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # with its protocol, so that asyncio sets TCP_NODELAY
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise ServingError(
            f"{settings.host}:{settings.port}: cannot listen here ({error.strerror}); choose another --port"
        ) from error
    return listening


def _url(settings: Settings, listening: socket.socket) -> str:
    host = (
        settings.host if settings.host in LOOPBACK or settings.host not in ("0.0.0.0", "::") else socket.gethostname()
    )
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"


def _patient(settings: Settings) -> type[asyncio.Protocol]:
    """HTTP/1.1 that lets go of a client which sends no head, or takes no bytes, for too long."""
    seconds = settings.limits.head_seconds

    class Patient(H11Protocol):
        _watch: asyncio.TimerHandle | None = None
        _left = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._watch = self.loop.call_later(seconds, self._look)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._watch is not None:
                self._watch.cancel()
            super().connection_lost(exc)

        def _look(self) -> None:
            left = self.transport.get_write_buffer_size()
            answering = self.cycle is not None and not self.cycle.response_complete
            stuck = left > 0 and left >= self._left > 0  # nothing was taken since the last look
            silent = not answering and left == 0 and self.cycle is None  # no request in all this time
            self._left = left
            if stuck or silent:
                self.transport.abort()
                return
            self._watch = self.loop.call_later(seconds, self._look)

    return Patient
