"""Bytes of XML → its tree, with nothing fetched and nothing expanded: a file that declares entities is refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from silian_kg.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

# Office files by the strict variant of ISO 29500 differ in nothing else that we read.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def parse_xml(data: bytes, *, name: str, part: str) -> "_Element":
    """Parse a part of an office file.

    Raises:
        ReadingError: it is no well-formed XML, nests deeper than 256 elements, or declares a document type.
    """
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ReadingError(
            f"{name}: {part} declares entities, which no office file does; it is not safe, and is not read"
        )
    for strict, transitional in STRICT.items():
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"{name}: {part} is no XML ({error}); the file is damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:  # declared in UTF-16, where the bytes look different
        raise ReadingError(
            f"{name}: {part} declares entities, which no office file does; it is not safe, and is not read"
        )
    return root


def local(element: "_Element") -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its name without the namespace; None where there is none."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The first element down a path of local names; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: "_Element | None", name: str) -> Iterator["_Element"]:
    """The children of a local name."""
    if element is not None:
        yield from (each for each in element if local(each) == name)
