"""A file → Document: its text without noise, its head, and the tree of its numbered sections.

>>> from silian_kg.reading import read_text
>>> document = read_text("各有关单位：\\n一、加强培训\\n1.实施知识更新工程。（责任单位：专技处）\\n2.举办研修班。", name="示例.txt")
>>> [measure.id for measure in document.measures()]
['一.1', '一.2']
"""

from pathlib import Path

from silian_kg.document import Document
from silian_kg.errors import ReadingError
from silian_kg.reading.cleaning import clean
from silian_kg.reading.formats import STANDARD_INPUT, Raw, View, load
from silian_kg.reading.head import head_of, issued_of
from silian_kg.reading.limits import Limits
from silian_kg.reading.paragraphs import paragraphs_of
from silian_kg.reading.parts import parts_of
from silian_kg.reading.spans import Span
from silian_kg.reading.structure import sections_of

__all__ = ["read", "read_text"]


def read(
    path: str | Path, *, encoding: str | None = None, revisions: View | None = None, limits: Limits | None = None
) -> Document:
    """Read a notice from a file.

    Args:
        path: a text, Markdown, Word, PDF, OFD or HTML file, a path into a zip, or `-` for standard input.
        encoding: of a text file; None finds it out (UTF-8, UTF-16, GB18030, Big5).
        revisions: the view of a Word file's tracked changes: original 原稿, marked 修订, final 定稿 (the default).
        limits: how much is read at most; None takes the defaults.

    Raises:
        ReadingError: the file cannot be read, or holds no notice.
    """
    path = Path(path)
    raw = load(path, encoding=encoding, revisions=revisions, limits=limits)
    return _document(raw, "standard input" if path == STANDARD_INPUT else path.name)


def read_text(text: str, *, name: str) -> Document:
    """Read a notice from a string.

    Args:
        text: the notice.
        name: what messages call it.

    Raises:
        ReadingError: the text is empty, or no notice.
    """
    if not text.strip():
        raise ReadingError(f"{name}: the text is empty; there is nothing to read")
    return _document(Raw(text, "utf-8"), name)


def _document(raw: Raw, name: str) -> Document:
    cleaned = clean(raw.text)
    text = cleaned.text
    parts = parts_of(text)
    bodies = [sections_of(text, body.start, body.end) for body in parts.bodies]
    if not any(bodies) and parts.is_notice:
        bodies = [paragraphs_of(text, body.start, body.end) for body in parts.bodies]
    starts = [parts.opening, *(body.start for body in parts.bodies[1:])]
    preambles = tuple(
        Span(start, max(start, sections[0].start)) for start, sections in zip(starts, bodies, strict=True) if sections
    )
    head = head_of(text, parts, preambles or (Span(parts.opening, parts.bodies[0].end),))
    notes = raw.notes
    if not any(bodies):
        if head.number is None and (head.title is None or not head.issuers):
            raise ReadingError(
                f"{name}: no measures: neither numbered sections nor paragraphs of action; is it a notice?"
            )
        notes += ("no measures in its text, only its head; are they in an attachment?",)
    return Document(
        name=name,
        source=raw.text,
        text=text,
        origins=cleaned.origins,
        encoding=raw.encoding,
        head=head,
        issued=issued_of(text, parts),
        sections=tuple(section for sections in bodies for section in sections),
        preamble=(preambles[0].start, preambles[0].end) if preambles else (0, 0),
        pages=raw.pages,
        revisions=raw.revisions,
        attachments=raw.attachments,
        notes=notes,
    )
