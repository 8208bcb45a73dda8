"""A few worker processes that answer queries side by side; one that takes too long or too much is killed, and no one else notices.

pool = Pool(Limits())
answer = await pool.ask({"kind": "query", …})      # Answer(ok, about, content)
answer = await pool.alone({"kind": "publish", …})  # in a process of its own, with the bounds of building
await pool.close()
"""

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass
from typing import Any

from silian_kg.web.settings import Limits
from silian_kg.web.worker import LENGTHS, packed

__all__ = ["Answer", "Pool"]

LONG = 1.0  # seconds after which a query gives way to others
BUSY = "all workers are busy with other queries; try again in a moment"
TOO_LONG = (
    "the query took longer than {seconds:g} s and was ended; ask for less (LIMIT), or for something more specific"
)
TOO_LARGE = "the query needed more memory than the {megabytes:,} MB it may have and was ended; ask for less (LIMIT), or for something more specific"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker said: `about` has the status and the sentence of an error, or the media type of the content."""

    ok: bool
    about: dict[str, Any]
    content: bytes = b""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.about.get("status", 200 if self.ok else 500))

    @property
    def error(self) -> str:
        """The sentence of an error."""
        return str(self.about.get("error", ""))


class Pool:
    """Workers that wait for queries. A pool belongs to one event loop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.ended = 0  # workers that were killed
        self._idle: list[_Worker] = []
        self._places = asyncio.Semaphore(limits.workers)
        self._waiting = 0
        self._busy: set[_Worker] = set()

    async def warm(self, store: str) -> None:
        """Start all workers and let them open a snapshot."""
        await asyncio.gather(*(self.ask({"kind": "warm", "store": store}) for _ in range(self.limits.workers)))

    async def ask(self, job: dict[str, Any], content: bytes = b"") -> Answer:
        """The answer to a query; 503 where it is beyond the bounds, or no worker is free in time."""
        if self._waiting >= self.limits.waiting:
            return _refusal(503, BUSY)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self.limits.seconds)
        except TimeoutError:
            return _refusal(503, BUSY)
        finally:
            self._waiting -= 1
        try:
            return await self._answer(job, content)
        finally:
            self._places.release()

    async def alone(self, job: dict[str, Any], content: bytes = b"") -> Answer:
        """The answer to a job that changes something, in a process that lives for it alone."""
        limits = self.limits
        sealed = job["kind"] != "build"  # a reader may talk to LibreOffice
        worker = await _Worker.start(limits, memory=limits.build_memory, sealed=sealed)
        self._busy.add(worker)
        try:
            return await asyncio.wait_for(worker.answer(job, content), limits.build_seconds)
        except TimeoutError:
            return _refusal(503, f"this took longer than {limits.build_seconds:g} s and was ended")
        except (ConnectionError, asyncio.IncompleteReadError):
            return _refusal(
                500, "the process that did this ended before it was done; is there memory and disk space left?"
            )
        finally:
            self._busy.discard(worker)
            await worker.end()

    async def close(self) -> None:
        """End all workers."""
        workers = [*self._idle, *self._busy]
        self._idle.clear()
        for worker in workers:
            await worker.end()

    async def _answer(self, job: dict[str, Any], content: bytes) -> Answer:
        limits = self.limits
        worker = self._idle.pop() if self._idle else await _Worker.start(limits, memory=limits.memory)
        self._busy.add(worker)
        kept = False
        try:
            answering = asyncio.ensure_future(worker.answer(job, content))
            done, _ = await asyncio.wait({answering}, timeout=min(LONG, limits.seconds))
            if not done:
                worker.give_way()
            answer = await asyncio.wait_for(answering, max(0.0, limits.seconds - LONG) if not done else None)
            kept = bool(done)  # one that gave way cannot take its place back
            return answer
        except TimeoutError:
            return _refusal(503, TOO_LONG.format(seconds=limits.seconds))
        except (ConnectionError, asyncio.IncompleteReadError):
            return _refusal(503, TOO_LARGE.format(megabytes=limits.memory >> 20))
        finally:
            self._busy.discard(worker)
            if kept:
                self._idle.append(worker)
            else:
                self.ended += 1
                await asyncio.shield(worker.end())


class _Worker:
    """A process that runs `silian_kg.web.worker`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, limits: Limits, *, memory: int, sealed: bool = True) -> "_Worker":
        bounds = json.dumps({"memory": memory, "rows": limits.rows, "bytes": limits.bytes, "sealed": sealed})
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "silian_kg.web.worker", bounds,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, limit=1 << 20,
        )  # fmt: skip
        return cls(process)

    async def answer(self, job: dict[str, Any], content: bytes) -> Answer:
        reading, writing = self._process.stdout, self._process.stdin
        assert reading is not None
        assert writing is not None
        writing.write(packed(job, content))
        await writing.drain()
        about, length = LENGTHS.unpack(await reading.readexactly(LENGTHS.size))
        said = json.loads(await reading.readexactly(about))
        return Answer(bool(said.pop("ok")), said, await reading.readexactly(length))

    def give_way(self) -> None:
        """Let every other process come first."""
        with contextlib.suppress(OSError):
            if sys.platform == "linux":
                os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))
            elif os.name == "posix":
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 15)

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _refusal(status: int, sentence: str) -> Answer:
    return Answer(False, {"status": status, "error": sentence})
