"""Notices that are one: the same 发文字号 or title, and nearly the same measures, read from files of several formats."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from silian_kg.facts import Notice

# Of two readings of one notice, the one from the format that keeps most is kept.
PREFERRED = (".docx", ".docm", ".html", ".htm", ".shtml", ".ofd", ".md", ".txt", ".pdf", ".doc", ".wps", ".rtf")
ENOUGH = 0.9  # the share of pieces that two texts have in common
PIECE = 8  # characters

_NOT_WRITTEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that holds the notice of another one, which is kept in its place."""

    path: Path
    of: Path


def same_notice(one: Notice, other: Notice) -> bool:
    """Tell whether two readings are of one notice: their numbers, or else their titles, are equal, and so are their measures but for little."""
    if one.sha256 == other.sha256:
        return True
    if one.number is not None and other.number is not None:
        if _bare(one.number.value) != _bare(other.number.value):
            return False
    elif not (_title(one) and _title(one) == _title(other)):
        return False
    mine, theirs = _pieces(one), _pieces(other)
    return len(mine & theirs) >= ENOUGH * max(len(mine), len(theirs), 1)


def preferred(one: Path, other: Path) -> Path:
    """Which of two files of one notice is kept; it does not depend on their order."""
    return min(one, other, key=lambda path: (_rank(path), path.as_posix()))


def without_twins(read: Iterable[tuple[Path, Notice]]) -> tuple[list[tuple[Path, Notice]], list[Duplicate]]:
    """Keep one file of each notice.

    Returns:
        What is kept, in the order in which it was read, and which files are duplicates of which.
    """
    pairs = list(read)
    kept: dict[str, list[tuple[Path, Notice]]] = defaultdict(list)
    duplicates: list[Duplicate] = []
    for path, notice in sorted(pairs, key=lambda pair: (_rank(pair[0]), pair[0].as_posix())):
        keys = [key for key in (_number(notice), _title(notice), notice.sha256) if key]
        twin = next((first for key in keys for first in kept[key] if same_notice(first[1], notice)), None)
        if twin is not None:
            duplicates.append(Duplicate(path, twin[0]))
            continue
        for key in keys:
            kept[key].append((path, notice))
    left_out = {duplicate.path for duplicate in duplicates}
    return [pair for pair in pairs if pair[0] not in left_out], sorted(
        duplicates, key=lambda each: each.path.as_posix()
    )


def _rank(path: Path) -> int:
    ending = path.suffix.lower()
    return PREFERRED.index(ending) if ending in PREFERRED else len(PREFERRED)


def _number(notice: Notice) -> str:
    return _bare(notice.number.value) if notice.number is not None else ""


def _title(notice: Notice) -> str:
    statement = notice.issued_title or notice.title
    return _bare(statement.value) if statement is not None else ""


def _bare(text: str) -> str:
    return _NOT_WRITTEN.sub("", text)


def _pieces(notice: Notice) -> frozenset[str]:
    text = "".join(_bare(measure.text) for measure in notice.measures)
    return frozenset(text[at : at + PIECE] for at in range(max(len(text) - PIECE + 1, 1)))
