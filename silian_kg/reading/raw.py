"""What every reader gives: the text of a file, and what the file knew about it besides."""

from dataclasses import dataclass

from silian_kg.document import Attachment, Revision


@dataclass(frozen=True, slots=True)
class Raw:
    """What a file held: its text, otherwise unchanged, and how it was read.

    `encoding` names what the bytes were read as (utf-8, gb18030, docx, docx-original, pdf …); given back to `load`, it reads the same text.
    `pages` are the places in `text` where pages begin, () where the format has none.
    `revisions` are the tracked changes of a Word file, with their places in this view.
    `notes` say in one line each what the reader noticed and left out or chose.
    """

    text: str
    encoding: str
    pages: tuple[int, ...] = ()
    revisions: tuple[Revision, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
