"""Files that a user adds: kept beside the store under a safe name, read into it by a process of their own, and shown when the pages are there."""

import asyncio
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from silian_kg.errors import SilianError
from silian_kg.files import write_whole
from silian_kg.reading.formats import READERS
from silian_kg.views.lean import place_of
from silian_kg.web.published import Publisher
from silian_kg.web.replies import Refused

__all__ = ["Job", "Uploads", "founding_notice", "safe_name"]

NOT_IN_NAMES = re.compile(
    r"[^\w.()（）〔〕【】《》〈〉“”、，·+-]"
)  # / \ : * ? " < > | and all that is no letter, figure or mark
LONGEST = 60  # characters of a name, so that it fits into 255 bytes
JOBS = 200  # that are remembered
WAITING = 20  # that may wait


@dataclass(slots=True)
class Job:
    """A file on its way into the store."""

    name: str
    state: str = "waiting"
    error: str | None = None
    notice: dict[str, str] | None = None


class Uploads:
    """Takes files one after the other."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, name: str, content: bytes) -> str:
        """Take a file; returns the name of its job.

        Raises:
            Refused: no notice has such an ending, the file is empty, or too many wait.
        """
        name = safe_name(name)
        if not content:
            raise Refused(400, f"{name}: the file is empty")
        return self._start(name, lambda: self._kept(name, content))

    def add_founding(self) -> str:
        """Take the notice that the project began with."""
        path = founding_notice()
        return self._start(path.name, lambda: path)

    def get(self, job: str) -> Job | None:
        """What became of a file."""
        return self._jobs.get(job)

    def _start(self, name: str, place: object) -> str:
        if sum(job.state == "waiting" for job in self._jobs.values()) >= WAITING:
            raise Refused(429, f"{WAITING} files wait already; add this one when they are read", {"Retry-After": "10"})
        key = secrets.token_hex(8)
        job = self._jobs[key] = Job(name)
        while len(self._jobs) > JOBS:
            self._jobs.popitem(last=False)
        task = asyncio.create_task(self._run(job, place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return key

    async def _run(self, job: Job, place: object) -> None:
        async with self._turn:
            job.state = "reading"
            try:
                assert callable(place)
                path = await asyncio.to_thread(place)
                said = await self._publisher.build(path)
            except SilianError as error:
                said = {"ok": False, "error": str(error)}
            if not said["ok"]:
                job.state, job.error = "failed", str(said["error"])
                return
            job.state = "loading"
            await self._publisher.reload()
            job.notice = {"path": place_of(str(said["iri"])), "title": str(said["title"])}
            job.state = "done"

    def _kept(self, name: str, content: bytes) -> Path:
        """The file as it lies beside the store; another one of the same name stays."""
        store = self._publisher.settings.store
        folder = store.resolve().parent / f"{store.name}-uploads"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        if path.exists() and path.read_bytes() != content:
            path = path.with_stem(f"{path.stem}-{sha256(content).hexdigest()[:8]}")
        if not path.exists():
            write_whole(path, content)
        return path


def safe_name(name: str) -> str:
    """A name under which a file may lie in our folder.

    >>> safe_name("../../etc/通知<1>.txt"), safe_name("C:\\\\通知.DOCX")
    ('通知_1_.txt', '通知.docx')

    Raises:
        Refused: no notice has such an ending.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    ending = f".{ending.lower()}" if dot else ""
    if ending not in READERS:
        raise Refused(415, f"{last[:LONGEST]!r}: a notice ends in {', '.join(sorted(READERS))}")
    return (NOT_IN_NAMES.sub("_", stem).strip(". ")[:LONGEST] or "notice") + ending


def founding_notice() -> Path:
    """The notice that the project began with: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent.parent
    folders = (here / "corpus" / "notices", here.parent / "corpus" / "notices")
    return next(path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()))
