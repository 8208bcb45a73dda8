"""The snapshot that is served: made from the store beside it, exchanged whole when it is read anew, and gone when the server ends."""

import asyncio
import contextlib
import os
import pickle
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from silian_kg.errors import StoreError
from silian_kg.graph.queries import LOOKUPS, labels_of
from silian_kg.graph.store import Store
from silian_kg.views.exploration import degrees
from silian_kg.views.material import Material
from silian_kg.views.network import Graph
from silian_kg.views.selection import Index
from silian_kg.vocabulary import load_vocabulary
from silian_kg.web.pool import Pool
from silian_kg.web.settings import Settings
from silian_kg.web.writing import signature

__all__ = ["Pages", "Publisher", "Snapshot"]

TRIES = 20  # while a build holds the store
PAUSE = 0.5  # seconds between two tries
SERVING = ".serving-"  # in the name of the folders of snapshots, before the process that serves them
LOCKED = "another process"


@dataclass(frozen=True)
class Snapshot:
    """A copy of the store that nobody writes, for queries."""

    folder: Path
    generation: str
    source: str  # signature of the store that it was made from

    @cached_property
    def store(self) -> Store:
        """The copy, open to read."""
        return Store.open(self.folder, read_only=True)


@dataclass(frozen=True)
class Pages:
    """What the pages show: everything that a snapshot holds, in memory."""

    snapshot: Snapshot
    index: Index = field(repr=False)

    @cached_property
    def graph(self) -> Graph:
        """Units, elements and what joins them."""
        return Graph(self.index.material)

    @cached_property
    def degrees(self) -> dict[str, int]:
        """How many neighbours each thing has."""
        return degrees(self.graph)

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """For each type of parameter all labels that it may be given."""
        return {type_: labels_of(self.snapshot.store, type_) for type_ in LOOKUPS}

    @property
    def generation(self) -> str:
        """What names the state that is shown."""
        return self.snapshot.generation


class Publisher:
    """Keeps the snapshot for queries and the pages; makes both anew on demand, one at a time, while the old ones go on."""

    def __init__(self, settings: Settings, pool: Pool, endpoint: str) -> None:
        self.settings = settings
        self.pool = pool
        self.endpoint = endpoint
        self.snapshot: Snapshot | None = None
        self.pages: Pages | None = None
        self.stage = ""
        self.error = ""
        self._change = asyncio.Lock()
        self._home = _home(settings.store)
        self._count = 0

    @property
    def changed(self) -> bool:
        """Whether the store has changed since the pages were made."""
        return self.pages is not None and signature(self.settings.store) != self.pages.snapshot.source

    async def reload(self) -> None:
        """Read the store anew; what was served goes on until the new pages are there. An error is told in `error`."""
        async with self._change:
            self.error, self.stage = "", "reading"
            try:
                (snapshot, content), _ = await asyncio.gather(self._publish(), asyncio.to_thread(load_vocabulary))
                self.snapshot = snapshot
                self.stage = "pages"
                pages = await asyncio.to_thread(_opened, snapshot, content)
                await self.pool.warm(str(snapshot.folder))
                self.pages = pages
            except StoreError as error:
                self.error = str(error)
            finally:
                self.stage = ""
                self._sweep()

    async def write(self, job: dict[str, object], content: bytes) -> dict[str, object]:
        """Change the store and publish what came of it for queries; the pages offer to reload.

        Returns:
            What the worker said, with `status` and `error` where it failed.
        """
        async with self._change:
            target = self._next()
            described = str(self.snapshot.folder) if self.snapshot else ""
            whole = {
                **job,
                "store": str(self.settings.store),
                "to": str(target),
                "described": described,
                "endpoint": self.endpoint,
            }
            answer = await self.pool.alone(whole, content)
            if answer.ok:
                generation = str(answer.about["generation"])
                self.snapshot = Snapshot(target, generation, generation)
            self._sweep()
            return {**answer.about, "ok": answer.ok}

    async def build(self, path: Path) -> dict[str, object]:
        """Read a file into the store; returns `iri` and `title` of its notice, or the `error`."""
        async with self._change:
            answer = await self.pool.alone({"kind": "build", "path": str(path), "store": str(self.settings.store)})
        return {**answer.about, "ok": answer.ok}

    def close(self) -> None:
        """Take the snapshots away."""
        shutil.rmtree(self._home, ignore_errors=True)

    async def _publish(self) -> tuple[Snapshot, bytes]:
        job = {"kind": "publish", "store": str(self.settings.store), "endpoint": self.endpoint}
        for attempt in range(TRIES):
            target = self._next()
            answer = await self.pool.alone({**job, "to": str(target)})
            if answer.ok:
                source = signature(self.settings.store)
                return Snapshot(target, str(answer.about["generation"]), source), answer.content
            shutil.rmtree(target, ignore_errors=True)
            if LOCKED not in answer.error or attempt == TRIES - 1:
                break
            await asyncio.sleep(PAUSE)
        raise StoreError(answer.error)

    def _next(self) -> Path:
        self._count += 1
        return self._home / str(self._count)

    def _sweep(self) -> None:
        """Take away snapshots that nothing shows. A worker that still reads one keeps its files, which have no name any more."""
        used = {
            snapshot.folder for snapshot in (self.snapshot, self.pages.snapshot if self.pages else None) if snapshot
        }
        for folder in self._home.iterdir():
            if folder not in used:
                shutil.rmtree(folder, ignore_errors=True)


def _opened(snapshot: Snapshot, content: bytes) -> Pages:
    material = pickle.loads(content)  # from our own worker
    assert isinstance(material, Material)
    pages = Pages(snapshot, Index(material))
    assert pages.degrees is not None
    return pages


def _home(store: Path) -> Path:
    """A new folder for snapshots: beside the store, where they are links and cost nothing, else where temporary files lie."""
    parent = store.resolve().parent
    prefix = f".{store.name}{SERVING}"
    with contextlib.suppress(OSError):
        for left in parent.glob(f"{prefix}*"):
            if not _alive(left.name[len(prefix) :].partition("-")[0]):
                shutil.rmtree(left, ignore_errors=True)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="silian-serving-"))


def _alive(pid: str) -> bool:
    """Whether a process runs; one that we cannot ask about counts as alive."""
    if not pid.isdecimal():
        return True
    if os.name != "posix":
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
