"""A file → its text: what the bytes are is told by their beginning, and by the ending of the name where that says nothing.

Every format is a function from bytes and a `Request` to `Raw`; the modules that know a format are imported when a file needs them.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from silian_kg.errors import ReadingError
from silian_kg.reading import archives
from silian_kg.reading.encodings import decode
from silian_kg.reading.limits import Limits, checked
from silian_kg.reading.raw import Raw

__all__ = ["READERS", "STANDARD_INPUT", "Raw", "Request", "View", "bytes_of", "decode", "load", "load_bytes"]

View = Literal["original", "marked", "final"]  # 原稿、修订、定稿
STANDARD_INPUT = Path("-")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|tbody|div|p|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(
    rb"(?:MIME-Version|From|Subject|Date|Content-Type):[^\n]*\n(?s:.{0,2000})multipart/related", re.IGNORECASE
)
_PDF_WITHIN = 1024  # bytes before which %PDF- has to stand (ISO 32000, annex H)


@dataclass(frozen=True, slots=True)
class Request:
    """How a file is to be read: what messages call it, its encoding if it is known, the view of its revisions, the limits."""

    name: str
    encoding: str | None = None
    revisions: View = "final"
    limits: Limits = field(default_factory=Limits.from_environment)


def load(
    path: Path, *, encoding: str | None = None, revisions: View | None = None, limits: Limits | None = None
) -> Raw:
    """Read the text of a file.

    Args:
        path: the file, a path into a zip (批次.zip/161号.docx), or `-` for standard input.
        encoding: of a text file, or `Raw.encoding` of an earlier reading; None finds it out.
        revisions: the view of a Word file's tracked changes; None is final, or the view that `encoding` names.
        limits: None takes the defaults and what the environment sets.

    Raises:
        ReadingError: no such file, a folder, empty, binary, of an unknown format, not of that encoding, or beyond a limit.
    """
    limits = limits or Limits.from_environment()
    name = "standard input" if path == STANDARD_INPUT else path.name
    return load_bytes(bytes_of(path, limits=limits), name=name, encoding=encoding, revisions=revisions, limits=limits)


def load_bytes(
    data: bytes, *, name: str, encoding: str | None = None, revisions: View | None = None, limits: Limits | None = None
) -> Raw:
    """Read the text of a file that is in memory; `name` with its ending is what the format is known by where the bytes do not say.

    Raises:
        ReadingError: as `load`.
    """
    limits = limits or Limits.from_environment()
    if len(data) > limits.file_bytes:
        raise ReadingError(_too_large(name, limits))
    view: View = revisions or (
        "original" if encoding == "docx-original" else "marked" if encoding == "docx-marked" else "final"
    )
    if not data.strip():
        raise ReadingError(f"{name}: the file is empty; there is nothing to read")
    raw = reader_of(data, name)(data, Request(name, encoding, view, limits))
    checked(raw.text, name, limits)
    return raw


def bytes_of(path: Path, *, limits: Limits | None = None) -> bytes:
    """The bytes of a file, of a file in a zip, or of standard input.

    Raises:
        ReadingError: it does not exist, is no file, cannot be opened, or is beyond the limit.
    """
    limits = limits or Limits.from_environment()
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
    elif path.is_file():
        data = _stored(path, limits)
    elif (within := archives.split(path)) is not None:
        archive, member = within
        data = archives.Package(_kept(archive, limits), archive.name, limits).read(member)
    elif path.is_dir():
        raise ReadingError(f"{path}: this is a folder; name the files in it")
    elif path.exists():
        raise ReadingError(f"{path}: neither a file nor a folder; name a file")
    else:
        raise ReadingError(f"{path}: no such file; check the name")
    if len(data) > limits.file_bytes:
        raise ReadingError(_too_large(path.name, limits))
    return data


def _stored(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise ReadingError(f"{path}: cannot be opened ({error.strerror}); check the permissions") from error
    if len(data) > limits.file_bytes:
        raise ReadingError(_too_large(path.name, limits))
    return data


def _kept(archive: Path, limits: Limits) -> bytes:
    """The bytes of a zip, read once for all the files in it."""
    about = archive.stat()
    if about.st_size > limits.file_bytes:
        raise ReadingError(_too_large(archive.name, limits))
    try:
        return archives.bytes_once(archive, about.st_mtime_ns, about.st_size)
    except OSError as error:
        raise ReadingError(f"{archive}: cannot be opened ({error.strerror}); check the permissions") from error


def _too_large(name: str, limits: Limits) -> str:
    return f"{name}: larger than {limits.file_bytes:,} bytes; split it, or set SILIAN_MAX_FILE_BYTES"


Reader = Callable[[bytes, Request], Raw]


def load_text(data: bytes, request: Request) -> Raw:
    """Read a plain text or Markdown file."""
    return decode(data, name=request.name, encoding=request.encoding)


def load_docx(data: bytes, request: Request) -> Raw:
    """Read a Word file."""
    from silian_kg.reading.docx import read_docx

    return read_docx(data, name=request.name, revisions=request.revisions, limits=request.limits)


def load_doc(data: bytes, request: Request) -> Raw:
    """Read an old Word or WPS file, or RTF, through LibreOffice."""
    from silian_kg.reading.doc import read_doc

    return read_doc(data, name=request.name, revisions=request.revisions, limits=request.limits)


def load_pdf(data: bytes, request: Request) -> Raw:
    """Read a PDF."""
    from silian_kg.reading.pdf import read_pdf

    return read_pdf(data, name=request.name, limits=request.limits)


def load_ofd(data: bytes, request: Request) -> Raw:
    """Read an OFD (GB/T 33190)."""
    from silian_kg.reading.ofd import read_ofd

    return read_ofd(data, name=request.name, limits=request.limits)


def load_html(data: bytes, request: Request) -> Raw:
    """Read a web page."""
    from silian_kg.reading.html import read_html

    return read_html(data, name=request.name, encoding=request.encoding, limits=request.limits)


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": load_text,
        ".md": load_text,
        ".docx": load_docx,
        ".docm": load_docx,
        ".doc": load_doc,
        ".wps": load_doc,
        ".rtf": load_doc,
        ".pdf": load_pdf,
        ".ofd": load_ofd,
        ".html": load_html,
        ".htm": load_html,
        ".shtml": load_html,
    }
)


def reader_of(data: bytes, name: str) -> Reader:
    """The reader for bytes: by how they begin, whatever the name says; a page saved as .doc is a page.

    Raises:
        ReadingError: a picture, a spreadsheet, an archive, or a saved mail: nothing that is one notice.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return load_pdf
    if data.startswith(b"PK\x03\x04"):
        return _reader_of_zip(data, name)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return load_doc
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM6")):
        raise ReadingError(f"{name}: this is a picture; run OCR first")
    if _MHT.match(data[:4096]):
        raise ReadingError(f"{name}: this is a web archive (MHTML); save the page as HTML")
    by_name = READERS.get(Path(name).suffix.lower(), load_text)
    if by_name in (load_text, load_docx, load_doc, load_pdf, load_ofd):
        if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) and (
            by_name is not load_text or b"</p>" in data or b"</div>" in data
        ):
            return load_html
        if by_name is not load_text:
            raise ReadingError(f"{name}: not what its ending says; it may be damaged, or only named so")
    return by_name


def _reader_of_zip(data: bytes, name: str) -> Reader:
    package = archives.Package(data, name, Limits(members=100_000))
    if "OFD.xml" in package:
        return load_ofd
    if any(part.startswith("word/") for part in package.names):
        return load_docx
    if any(part.startswith(("xl/", "ppt/")) for part in package.names):
        raise ReadingError(f"{name}: this is a spreadsheet or a presentation; a notice is a text")
    if any(part == "content.xml" for part in package.names):
        return load_doc  # OpenDocument
    raise ReadingError(f"{name}: this is a zip inside a zip, or one without a notice; unpack it and name the files")
