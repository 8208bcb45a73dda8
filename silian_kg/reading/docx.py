"""A Word file → the text of one view of its tracked changes: 原稿 original, 修订 marked, 定稿 final; nothing that the view shows is lost.

What other readers drop or double is read here: inserted and moved text, deleted paragraph marks and rows, the numbers that Word generates,
text boxes, footnotes. Headers, footers and pictures are no text; comments are shown in the marked view alone.
"""

from typing import TYPE_CHECKING, Literal

from silian_kg.errors import ReadingError
from silian_kg.reading.archives import Package
from silian_kg.reading.limits import Limits, checked
from silian_kg.reading.lines import Line, Segment, line_of, plain, render
from silian_kg.reading.markup import attribute, child, children, parse_xml
from silian_kg.reading.raw import Raw
from silian_kg.reading.word_body import Body
from silian_kg.reading.word_numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

ENCODINGS = {"final": "docx", "original": "docx-original", "marked": "docx-marked"}
FOOTNOTES = "附录：脚注"  # closes the body as an attachment does


def read_docx(
    data: bytes, *, name: str, revisions: Literal["original", "marked", "final"] = "final", limits: Limits | None = None
) -> Raw:
    """Read the bytes of a Word file (.docx, .docm).

    Args:
        data: the bytes.
        name: what messages call the file.
        revisions: the view of the tracked changes.
        limits: None takes the defaults.

    Raises:
        ReadingError: damaged, encrypted, without text, or beyond a limit.
    """
    limits = limits or Limits.from_environment()
    parts = _Parts(Package(data, name, limits), name)
    body = Body(revisions, Numbering(parts.tree("numbering"), parts.tree("styles")), _comments(parts.tree("comments")))
    root = child(parts.main(), "body")
    if root is None:
        raise ReadingError(f"{name}: no body of a Word text in it; the file is damaged")
    lines = body.lines(root)
    lines += _footnotes(body, parts)
    rendered = render(lines, marked=revisions == "marked")
    if not rendered.text.strip():
        what = "only pictures; run OCR first" if body.seen.get("pictures") else "no text"
        raise ReadingError(f"{name}: the Word file holds {what}")
    checked(rendered.text, name, limits)
    return Raw(
        rendered.text,
        ENCODINGS[revisions],
        revisions=tuple(rendered.revisions),
        notes=_notes(body, parts, len(rendered.revisions)),
    )


class _Parts:
    """The parts of the package, found by their relations to the main one."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self._name = name
        self._main = self._main_part()

    def _main_part(self) -> str:
        if "_rels/.rels" in self.package:
            for relation in children(
                parse_xml(self.package.read("_rels/.rels"), name=self._name, part="_rels/.rels"), "Relationship"
            ):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if (attribute(relation, "Type") or "").endswith("/officeDocument") and target in self.package:
                    return target
        return "word/document.xml"

    def main(self) -> "_Element":
        return parse_xml(self.package.read(self._main), name=self._name, part=self._main)

    def tree(self, kind: str) -> "_Element | None":
        """The part of a kind (numbering, styles, footnotes …); None where the file has none."""
        part = f"{self._main.rpartition('/')[0]}/{kind}.xml".lstrip("/")
        return parse_xml(self.package.read(part), name=self._name, part=part) if part in self.package else None

    def has(self, beginning: str) -> bool:
        return any(part.startswith(beginning) for part in self.package.names)


def _comments(root: "_Element | None") -> dict[str, tuple[str, str, str]]:
    """Author, date and text of each comment by its id."""
    comments: dict[str, tuple[str, str, str]] = {}
    for comment in children(root, "comment"):
        reader = Body("final", Numbering(None, None), {})
        text = " ".join(filter(None, (plain(line).strip() for line in reader.lines(comment))))
        comments[attribute(comment, "id") or ""] = (
            attribute(comment, "author") or "",
            attribute(comment, "date") or "",
            text,
        )
    return comments


def _footnotes(body: Body, parts: _Parts) -> list[Line]:
    """The notes that the view refers to, in the order of the references, below a line of their own."""
    lines: list[Line] = []
    for kind in ("footnote", "endnote"):
        root = parts.tree(f"{kind}s")
        by_id = {attribute(each, "id") or "": each for each in children(root, kind)}
        for number, identity in enumerate(body.notes_cited[kind], start=1):
            if identity in by_id:
                own = [line for line in body.lines(by_id[identity]) if plain(line).strip()]
                lines += [[Segment(f"［{number}］"), *line] if at == 0 else line for at, line in enumerate(own)]
    return [line_of(FOOTNOTES), *lines] if lines else []


def _notes(body: Body, parts: _Parts, revisions: int) -> tuple[str, ...]:
    notes: list[str] = []
    if revisions:
        notes.append(f"{revisions} tracked changes; --revisions original|marked|final chooses the view")
    if body.seen.get("numbers"):
        notes.append(f"{body.seen['numbers']} numbers that Word generates were written into the text")
    for key, what in (
        ("comments", "comments left out"),
        ("textboxes", "text boxes, read where they are anchored"),
        ("hidden", "runs of hidden text left out"),
        ("pictures", "pictures, whose text is not read"),
        ("symbols", "signs of a symbol font, whose meaning is not read"),
        ("embedded", "embedded files, which are not read"),
    ):
        if body.seen.get(key):
            notes.append(f"{body.seen[key]} {what}")
    if parts.has("word/header") or parts.has("word/footer"):
        notes.append("headers and footers left out")
    if parts.has("word/diagrams/data"):
        notes.append("diagrams (SmartArt), whose text is not read")
    return tuple(notes)
