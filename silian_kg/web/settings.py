"""How the explorer is to be served: the store, the address, what is allowed, and the bounds."""

from dataclasses import dataclass, field
from pathlib import Path

from silian_kg.reading.limits import Limits as ReadingLimits

__all__ = ["LOOPBACK", "Limits", "Settings"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may ask for; what is beyond is refused or ended with a sentence that names the bound."""

    seconds: float = 10  # of a query
    memory: int = 1 << 30  # bytes that a worker may have
    rows: int = 100_000  # of an answer
    bytes: int = 32 << 20  # of an answer
    workers: int = 4  # queries at a time
    waiting: int = 64  # queries that may wait for a worker
    body: int = 1 << 20  # bytes of a request to /sparql
    graph_body: int = 16 << 20  # bytes of a graph that is put
    upload: int = field(default_factory=lambda: ReadingLimits.from_environment().file_bytes)
    build_seconds: float = 300  # of reading an upload, and of preparing a snapshot
    build_memory: int = 4 << 30
    head_seconds: float = 15  # until a request line and its headers are there, and between bytes that a client takes
    body_seconds: float = 60  # until a body is there
    connections: int = 400


@dataclass(frozen=True, slots=True)
class Settings:
    """One explorer.

    Attributes:
        store: folder of the store; it need not be there yet.
        host, port: where it listens; port 0 takes any that is free.
        token: what a client must show to change anything, and on a host that is not the loopback to see anything.
        upload: whether files may be added. update: whether SPARQL Update and the Graph Store Protocol work.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str = field(default="", repr=False)
    upload: bool = False
    update: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK
