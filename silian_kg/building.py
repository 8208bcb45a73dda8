"""Files → a store: each file on its own, so that one that cannot be read stops itself and never the others."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from silian_kg.duplicates import Duplicate, preferred, same_notice, without_twins
from silian_kg.errors import ReadingError, SilianError
from silian_kg.facts import Notice
from silian_kg.files import write_whole
from silian_kg.graph.store import Entry, Store
from silian_kg.reading import read
from silian_kg.reading.formats import STANDARD_INPUT, View, bytes_of
from silian_kg.reading.sources import notice_paths

SOURCES = "sources.json"  # in the folder of a store: where the source of each notice lies


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read as a notice, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the source of a notice lies, relative to the folder that holds the store, and the hash of its bytes."""

    path: str
    sha256: str


def notice_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read: those named, and in a named folder, zip or pattern all that have the ending of a known format, sorted by path.

    Raises:
        ReadingError: a path does not exist, or a folder or zip holds no file of a known format.
    """
    return notice_paths(paths)


def extract_file(path: Path, *, revisions: View | None = None) -> Notice:
    """Read a file and extract its facts; `revisions` chooses the view of a Word file's tracked changes."""
    from silian_kg.extraction import annotate, extract

    return extract(annotate(read(path, revisions=revisions)))


def extract_files(
    files: Iterable[Path], *, progress: Callable[[Path], None] = lambda path: None
) -> Iterator[tuple[Path, Notice | Failure]]:
    """The facts of each file in turn, or why there are none."""
    for path in files:
        progress(path)
        try:
            yield path, extract_file(path)
        except SilianError as error:
            yield path, Failure(path, str(error))
        except OSError as error:
            yield path, Failure(path, f"{path.name}: cannot be read: {error.strerror}")


@dataclass(slots=True)
class Report:
    """What a build did: the notices that it kept, with their files, the files that it could not read, and those that hold a notice again."""

    kept: list[tuple[Path, Notice]]
    failures: list[Failure]
    duplicates: list[Duplicate] = field(default_factory=list)


def build(files: Iterable[Path], store: Path, *, progress: Callable[[Path], None] = lambda path: None) -> Report:
    """Read files into the store in a folder, which is made when the first notice is there; a file that fails is reported and left out.

    Raises:
        ReadingError: standard input is among the files.
        StoreError: the folder is no store, is locked, or was made by a newer version.
    """
    files = list(files)
    if STANDARD_INPUT in files:
        raise ReadingError(
            "standard input has no place where verify could read it again; save it, or use silian extract -"
        )
    report = Report([], [])
    if store.exists():  # a store that cannot be written is told before any work
        Store.open(store).close()
    for path, result in extract_files(files, progress=progress):
        if isinstance(result, Failure):
            report.failures.append(result)
        else:
            report.kept.append((path, result))
    report.kept, report.duplicates = without_twins(report.kept)
    if report.kept:
        with Store.open(store) as opened:
            _leave_out_what_is_there(report, opened, store)
            opened.add_all(notice for _, notice in report.kept)
        save_sources(
            store, load_sources(store) | {notice.sha256: source_of(path, store) for path, notice in report.kept}
        )
    return report


def _leave_out_what_is_there(report: Report, opened: Store, store: Path) -> None:
    """Of a notice that the store already has from another file, keep the one from the better format."""
    sources = load_sources(store)
    by_number: dict[str, list[Entry]] = {}
    for entry in opened.notices():
        if entry.number and entry.sha256 in sources:
            by_number.setdefault(entry.number, []).append(entry)
    for path, notice in list(report.kept):
        for entry in by_number.get(notice.number.value if notice.number else "", ()):
            place = store.parent / sources[entry.sha256].path
            if (
                entry.sha256 == notice.sha256
                or place.resolve() == path.resolve()
                or not same_notice(opened.notice(entry.iri), notice)
            ):
                continue
            if preferred(place, path) == path:
                opened.remove(entry.iri)
                report.duplicates.append(Duplicate(place, path))
            else:
                report.kept.remove((path, notice))
                report.duplicates.append(Duplicate(path, place))
                break


def load_sources(store: Path) -> dict[str, Source]:
    """Where the sources of a store's notices lie, by the hash of their text; {} where nothing was recorded."""
    ledger = store / SOURCES
    if not ledger.exists():
        return {}
    return {text: Source(**entry) for text, entry in json.loads(ledger.read_text(encoding="utf-8")).items()}


def save_sources(store: Path, sources: dict[str, Source]) -> None:
    """Record where the sources lie; the old record stands until the new one is whole."""
    entries = {text: {"path": source.path, "sha256": source.sha256} for text, source in sorted(sources.items())}
    write_whole(store / SOURCES, (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def source_of(path: Path, store: Path) -> Source:
    """The record of a source file for a store."""
    return Source(os.path.relpath(path.resolve(), store.resolve().parent), sha256(bytes_of(path)).hexdigest())
