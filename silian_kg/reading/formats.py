"""A file → its text: the bytes of a known format, decoded strictly; nothing is guessed away.

Every format is a function from a path to `Raw`; the ending of the file's name chooses it. Plain text and Markdown are read here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from silian_kg.errors import ReadingError

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
UNMARKED = ("utf-8", "gb18030")  # tried in this order; GB18030 holds GBK and GB2312
SIGNATURES = (  # how files begin that people hand in under a wrong name
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, WPS or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS file (.doc, .wps)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
UNLIKELY = frozenset(map(chr, (*range(0x09), *range(0x0E, 0x1B), 0x7F)))  # control characters that no text holds


@dataclass(frozen=True, slots=True)
class Raw:
    """What a file held: its text, otherwise unchanged, and the encoding that it was read with."""

    text: str
    encoding: str


def load(path: Path, *, encoding: str | None = None) -> Raw:
    """Read the text of a file.

    Args:
        path: the file; the ending of its name says the format.
        encoding: of a text file; None finds it out: a byte order mark, else UTF-8, else UTF-16 without a mark, else GB18030.

    Raises:
        ReadingError: no such file, a folder, empty, binary, of an unknown format, or not of that encoding.
    """
    if not path.exists():
        raise ReadingError(f"{path}: no such file; check the name")
    if path.is_dir():
        raise ReadingError(f"{path}: this is a folder; name the files in it")
    reader = READERS.get(path.suffix.lower(), load_text)
    return reader(path, encoding)


def load_text(path: Path, encoding: str | None) -> Raw:
    """Read a plain text or Markdown file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path}: cannot be opened ({error.strerror}); check the permissions") from error
    return decode(data, name=path.name, encoding=encoding)


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Raw:
    """Decode the bytes of a text file, strictly.

    Raises:
        ReadingError: empty, of another format, binary, or not of the encoding.
    """
    if not data.strip():
        raise ReadingError(f"{name}: the file is empty; there is nothing to read")
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"{name}: this is {kind}, not text; give it its own ending, or save it as text (UTF-8)")
    raw = _decode_as(data, encoding, name) if encoding else _decode(data, name)
    if not raw.text.strip():
        raise ReadingError(f"{name}: the file holds only spaces; there is nothing to read")
    control = next((char for char in raw.text if char in UNLIKELY), None) if not raw.text.isprintable() else None
    if control is not None:
        at = raw.text.index(control)
        raise ReadingError(f"{name}: the file is binary (U+{ord(control):04X} at character {at}); save it as text (UTF-8)")
    return raw


def _decode(data: bytes, name: str) -> Raw:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    tried = list(UNMARKED)
    if b"\x00" in data[:4096]:  # a Chinese text in UTF-16 still has ASCII digits and line breaks
        tried = ["utf-16-le" if data[1:4096:2].count(0) > data[0:4096:2].count(0) else "utf-16-be"]
    for encoding in tried:
        try:
            return Raw(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise ReadingError(f"{name}: neither {', '.join(tried)} nor marked otherwise; name its encoding, or save it as UTF-8")


def _decode_as(data: bytes, encoding: str, name: str) -> Raw:
    try:
        return Raw(data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        raise ReadingError(f"{name}: not {encoding} at {where}; name another encoding, or save it as UTF-8") from error
    except LookupError as error:
        raise ReadingError(f"{name}: no encoding is called {encoding!r}; utf-8, gb18030 and utf-16 are") from error


READERS: Mapping[str, Callable[[Path, str | None], Raw]] = MappingProxyType({".txt": load_text, ".md": load_text})
