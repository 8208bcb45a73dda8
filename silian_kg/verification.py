"""A store against the sources that it was built from: every hash holds, every quote equals its slice, and what does not is named."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from silian_kg.building import load_sources
from silian_kg.errors import SilianError
from silian_kg.facts import Evidence, Notice
from silian_kg.graph.store import Store
from silian_kg.reading.formats import load

# the parts of a Notice that hold several, as one of them is called
SINGULAR = {
    "measures": "measure",
    "mentions": "mention",
    "chains": "chain",
    "sections": "section",
    "issuers": "issuer",
    "addressees": "addressee",
    "cites": "citation",
    "responsible": "unit",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A statement that its source no longer bears out.

    `where` is the way to it in the notice (一.4 › mention › 海洋); `found` is what stands in the source now.
    """

    where: str
    evidence: Evidence
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one notice.

    `reason` says why the source could not be compared at all; `checked` counts the pieces of evidence.
    `faults` are the statements whose quote has changed; `moved` counts those whose quote stands unchanged at another offset.
    """

    notice: str
    path: Path
    checked: int = 0
    faults: tuple[Fault, ...] = ()
    moved: int = 0
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the source bears out every statement, where it stands."""
        return not (self.faults or self.moved or self.reason)


def verify_store(store: Store) -> Iterator[Verdict]:
    """Re-read the source of every notice of a store, in the order of their keys."""
    assert store.path is not None, "a store in memory has no sources"
    sources = load_sources(store.path)
    for entry in store.notices():
        notice = store.notice(entry.iri)
        source = sources.get(entry.sha256)
        if source is None:
            yield Verdict(
                notice.name, Path(notice.name), reason="where its source lies is not recorded; build it again"
            )
        elif sha256(notice.source.encode("utf-8")).hexdigest() != notice.sha256:
            yield Verdict(
                notice.name,
                Path(notice.name),
                reason="the text in the store is not the one that it was built from; build it again",
            )
        else:
            yield verify(notice, store.path.parent / source.path)


def verify(notice: Notice, path: Path) -> Verdict:
    """Re-read the source of a notice and compare each piece of evidence with it.

    The changed stretch is what lies between the longest common start and end of the two texts; a statement whose evidence
    touches it is a fault, one behind it has moved with the length.
    """
    try:
        now = load(path, encoding=notice.encoding).text
    except SilianError as error:
        return Verdict(notice.name, path, reason=str(error))
    if now == notice.source:
        return _compare(notice, path)
    first, last = _changed(notice.source, now)
    shift = len(now) - len(notice.source)
    faulty: list[Fault] = []
    checked = moved = 0
    for where, evidence in _statements(notice):
        checked += 1
        if (evidence.start < last and evidence.end > first) or (
            first == last and evidence.start < first < evidence.end
        ):
            end = evidence.end + shift if evidence.end >= last else evidence.end
            faulty.append(Fault(where, evidence, now[evidence.start : max(end, evidence.start)]))
        elif evidence.start >= last and shift:
            moved += 1
    return Verdict(notice.name, path, checked, tuple(faulty), moved)


def _compare(notice: Notice, path: Path) -> Verdict:
    """The source is what it was: each quote must be the slice that it says it is."""
    statements = list(_statements(notice))
    faults = (
        Fault(where, evidence, notice.source[evidence.start : evidence.end])
        for where, evidence in statements
        if notice.source[evidence.start : evidence.end] != evidence.quote
    )
    return Verdict(notice.name, path, len(statements), tuple(faults))


def _changed(before: str, after: str) -> tuple[int, int]:
    """The extent in `before` that the longest common start and the longest common end leave over."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    back = next((at for at in range(shorter - first) if before[-1 - at] != after[-1 - at]), shorter - first)
    return first, len(before) - back


def _statements(notice: Notice) -> Iterator[tuple[str, Evidence]]:
    """Every statement of a notice with its evidence, named by the way to it."""
    yield from _walk(notice, "")


def _walk(fact: Any, where: str) -> Iterator[tuple[str, Evidence]]:
    for part in fields(fact):
        value = getattr(fact, part.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Evidence):
                yield where if part.name == "evidence" else f"{where} › {part.name}", item
            elif hasattr(item, "__dataclass_fields__"):
                yield from _walk(item, f"{where} › {_named(part.name, item)}" if where else _named(part.name, item))


def _named(part: str, fact: Any) -> str:
    """measure 一.4, mention 海洋, title 关于…"""
    name = next(
        (
            value
            for attribute in ("id", "unit", "text", "chain", "title", "value")
            if (value := getattr(fact, attribute, None))
        ),
        "",
    )
    return f"{SINGULAR.get(part, part)} {name}".rstrip()
