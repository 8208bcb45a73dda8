"""What a user names → the files to read: files, folders, zips and patterns, each file once, in the order of their paths."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from silian_kg.errors import ReadingError
from silian_kg.reading import archives
from silian_kg.reading.formats import READERS, STANDARD_INPUT, bytes_of
from silian_kg.reading.limits import Limits

ENDINGS = frozenset(READERS)
_PATTERN = frozenset("*?[")


def notice_paths(paths: Iterable[Path], *, limits: Limits | None = None) -> list[Path]:
    """The files that paths stand for; a file in a zip is a path into it (批次.zip/161号.docx), standard input is `-`.

    In folders and zips, files of known formats count, and hidden ones and Word's locks (~$…) do not; links to folders are not followed.

    Raises:
        ReadingError: nothing is there, or no notice in it, or a zip is not safe to read.
    """
    limits = limits or Limits.from_environment()
    found: set[Path] = set()
    for path in paths:
        found.update(_found(path, limits))
    return sorted(found)


def _found(path: Path, limits: Limits) -> Iterable[Path]:
    if path == STANDARD_INPUT:
        return [path]
    if path.is_dir():
        inside = list(_in_folder(path, limits))
        if not inside:
            raise ReadingError(f"{path}: no notice here; it wants files that end in {', '.join(sorted(READERS))}")
        return inside
    if path.is_file():
        return _in_zip(path, limits) if path.suffix.lower() == archives.ZIP else [path]
    if archives.split(path) is not None:
        return [path]
    if _PATTERN & set(str(path)):
        matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
        if matches:
            return [file for match in matches for file in _found(match, limits)]
        raise ReadingError(f"{path}: no file matches this pattern; check the path")
    raise ReadingError(f"{path}: no such file or folder; check the path")


def _in_folder(folder: Path, limits: Limits) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith((".", "~$")) or not path.is_file():
                continue
            if path.suffix.lower() in ENDINGS:
                yield path
            elif path.suffix.lower() == archives.ZIP:
                yield from archives.notices_in(path, bytes_of(path, limits=limits), ENDINGS, limits)


def _in_zip(path: Path, limits: Limits) -> list[Path]:
    inside = list(archives.notices_in(path, bytes_of(path, limits=limits), ENDINGS, limits))
    if not inside:
        raise ReadingError(f"{path}: no notice in it; it wants files that end in {', '.join(sorted(READERS))}")
    return inside
