"""Zip files, bounded: the parts of a docx or an ofd, and the notices in a zip, whose place is written as a path into it.

Nothing is unpacked to disk. A name that would leave the folder, a part that unpacks to more than the limit, and an encrypted part are refused.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from silian_kg.errors import ReadingError
from silian_kg.reading.limits import Limits

ZIP = ".zip"
_UTF8_NAME = 0x800  # the flag of an entry whose name is UTF-8


class Package:
    """The parts of a zip in memory, each read at most once within one bound for all of them."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Open the zip.

        Raises:
            ReadingError: it is no zip, is broken, or has more members than the limit.
        """
        self._name = name
        self._left = limits.unpacked_bytes
        self._limit = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as error:
            raise ReadingError(f"{name}: a broken zip ({error}); get the file again") from error
        infos = self._zip.infolist()
        if len(infos) > limits.members:
            raise ReadingError(
                f"{name}: {len(infos):,} files in one zip (limit {limits.members:,}); set SILIAN_MAX_MEMBERS to read it"
            )
        self._infos = {_readable_name(info): info for info in infos if info.filename and not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, sorted."""
        return tuple(sorted(self._infos))

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """Unpack a part.

        Raises:
            ReadingError: there is none of that name, it is encrypted or broken, or the parts unpack to more than the limit.
        """
        info = self._infos.get(part)
        if info is None:
            raise ReadingError(f"{self._name}: {part} is missing; the file is incomplete")
        if info.flag_bits & 0x1:
            raise ReadingError(f"{self._name}: {part} is encrypted; unlock the file first")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            EOFError,
            ValueError,
            RuntimeError,
            OSError,
        ) as error:
            raise ReadingError(f"{self._name}: {part} cannot be unpacked ({error}); get the file again") from error
        self._left -= len(content)
        if self._left < 0:
            raise ReadingError(
                f"{self._name}: unpacks to more than {self._limit:,} bytes; is it a zip bomb? SILIAN_MAX_UNPACKED_BYTES sets the limit"
            )
        return content


def notices_in(archive: Path, data: bytes, endings: frozenset[str], limits: Limits) -> Iterator[Path]:
    """The places of the notices in a zip, as paths into it: 批次.zip/通知/161号.docx.

    Raises:
        ReadingError: it is no zip, holds too much, or a name in it leaves the folder.
    """
    package = Package(data, archive.name, limits)
    for name in package.names:
        inner = PurePosixPath(name.replace("\\", "/"))
        if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0] or "\x00" in name:
            raise ReadingError(
                f"{archive.name}: the name {name!r} leaves the folder; the archive is not safe, and none of it is read"
            )
        hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in inner.parts)
        if inner.suffix.lower() in endings and not hidden:
            yield archive / name


@lru_cache(maxsize=2)
def bytes_once(path: Path, changed: int, size: int) -> bytes:
    """The bytes of a zip whose files are read one by one; `changed` and `size` tell a new version from an old one."""
    return path.read_bytes()


def split(path: Path) -> tuple[Path, str] | None:
    """A path into a zip as the zip and the name in it; None for a path that leads into no zip."""
    for parent in path.parents:
        if parent.suffix.lower() == ZIP and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def _readable_name(info: zipfile.ZipInfo) -> str:
    """The name as written; old archives hold it in GBK without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
