"""The body of a Word file → lines of one view of its tracked changes, paragraph by paragraph (ISO 29500-1, 17.13.5)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Literal

from silian_kg.reading.lines import PARAGRAPH, Line, Mark, Segment, plain
from silian_kg.reading.markup import attribute, child, children, local
from silian_kg.reading.tables import Cell, lines_of
from silian_kg.reading.word_numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

REVISIONS = {"ins": "insert", "del": "delete", "moveFrom": "move-from", "moveTo": "move-to"}
THROUGH = frozenset(
    (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "oMathPara",
        "oMath",
        "Choice",
    )
)
BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# The boxes and ticks of Wingdings and Wingdings 2, which forms use; a sign that is not here is left out and counted.
SYMBOLS = {
    "F0A8": "□",
    "F06F": "□",
    "F0A3": "□",
    "F0FE": "☑",
    "F0FD": "☒",
    "F052": "☑",
    "F0FC": "✓",
    "F06C": "●",
    "F06E": "■",
    "F0D8": "➢",
}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that may yet be joined with the next: its pieces, its properties, and whether the view shows its mark."""

    segments: Line = field(default_factory=list)
    properties: "_Element | None" = None
    closed: bool = True
    boxes: list[Line] = field(default_factory=list)


class Body:
    """Reads the elements of one Word file in one view; numbers are counted across all that it reads."""

    def __init__(
        self,
        view: Literal["original", "marked", "final"],
        numbering: Numbering,
        comments: dict[str, tuple[str, str, str]],
    ) -> None:
        """Begin the count.

        Args:
            view: of the tracked changes.
            numbering: the rules of the file.
            comments: author, date and text by id.
        """
        self._view = view
        self._numbering = numbering
        self._comments = comments
        self._next = count(1)
        self.notes_cited: dict[str, list[str]] = defaultdict(list)
        self.seen: Counter[str] = Counter()

    def lines(self, container: "_Element") -> list[Line]:
        """The lines of all paragraphs and tables in a container: the body, a cell, a text box, a footnote."""
        return self._container(container, ())

    def _container(self, container: "_Element", marks: tuple[Mark, ...]) -> list[Line]:
        lines: list[Line] = []
        pending: _Paragraph | None = None
        for element, within in self._blocks(container, marks):
            if local(element) == "tbl":
                if pending is not None:
                    lines += self._finished(pending)
                    pending = None
                lines += self._table(element, within)
                continue
            paragraph = self._paragraph(element, within)
            if pending is not None:
                paragraph = _merged(pending, paragraph)
            pending = None
            if paragraph.closed:
                lines += self._finished(paragraph)
            else:
                pending = paragraph
        return lines + (self._finished(pending) if pending is not None else [])

    def _blocks(self, container: "_Element", marks: tuple[Mark, ...]) -> "Iterator[tuple[_Element, tuple[Mark, ...]]]":
        """The paragraphs and tables of a container, through whatever wraps them."""
        for element in container:
            name = local(element)
            if name in ("p", "tbl"):
                yield element, marks
            elif name in REVISIONS:
                yield from self._blocks(element, (*marks, self._mark(element, REVISIONS[name])))
            elif name == "AlternateContent":
                chosen = _chosen(element)
                if chosen is not None:
                    yield from self._blocks(chosen, marks)
            elif name in THROUGH:
                yield from self._blocks(element, marks)
            elif name == "altChunk":
                self.seen["embedded"] += 1

    def _mark(self, element: "_Element", kind: str) -> Mark:
        return Mark(kind, attribute(element, "author") or "", attribute(element, "date") or "", next(self._next))

    def _shows(self, marks: tuple[Mark, ...]) -> bool:
        if self._view == "marked":
            return True
        final = self._view == "final"
        return all(mark.adds == final or mark.kind == "comment" for mark in marks)

    # --- paragraphs ----------------------------------------------------------------------------------------------------------

    def _paragraph(self, element: "_Element", marks: tuple[Mark, ...]) -> _Paragraph:
        properties = child(element, "pPr")
        paragraph = _Paragraph(properties=self._properties(properties))
        self._inline(element, marks, paragraph)
        change = self._paragraph_mark(properties)
        if change is not None:
            shown = self._view == "marked"
            paragraph.segments.append(Segment(PARAGRAPH, (*marks, change), hidden=not shown))
            paragraph.closed = self._shows((change,))
        return paragraph

    def _properties(self, properties: "_Element | None") -> "_Element | None":
        """The properties of the view: in the original, those before the change of format."""
        if self._view != "original" or properties is None:
            return properties
        before = child(properties, "pPrChange", "pPr")
        if before is not None:
            return before
        inserted = child(properties, "numPr", "ins")
        return None if inserted is not None else properties

    def _paragraph_mark(self, properties: "_Element | None") -> Mark | None:
        own = child(properties, "rPr")
        for name, kind in (("del", "delete"), ("moveFrom", "delete"), ("ins", "insert"), ("moveTo", "insert")):
            change = child(own, name)
            if change is not None:
                return self._mark(change, f"{kind}-paragraph-mark")
        return None

    def _finished(self, paragraph: _Paragraph) -> list[Line]:
        """The lines of a paragraph: its number and text, then the text boxes that are anchored in it."""
        label = self._numbering.label(paragraph.properties)
        shown = plain(paragraph.segments)
        if not shown.strip():
            return [paragraph.segments, *paragraph.boxes]
        if label:
            self.seen["numbers"] += 1
            paragraph.segments.insert(0, Segment(label))
        return [*_broken(paragraph.segments), *paragraph.boxes]

    # --- runs ----------------------------------------------------------------------------------------------------------------

    def _inline(self, element: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        for each in element:
            name = local(each)
            if name == "r":
                self._run(each, marks, paragraph)
            elif name in REVISIONS:
                self._inline(each, (*marks, self._mark(each, REVISIONS[name])), paragraph)
            elif name == "t":  # of a formula
                self._add(each.text or "", marks, paragraph)
            elif name == "AlternateContent":
                chosen = _chosen(each)
                if chosen is not None:
                    self._inline(chosen, marks, paragraph)
            elif name in THROUGH or element.tag.startswith(
                "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
            ):
                self._inline(each, marks, paragraph)

    def _run(self, run: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        if vanish is not None and attribute(vanish, "val") not in ("0", "false"):
            self.seen["hidden"] += 1
            return
        for name, kind in REVISIONS.items():  # formulas and others carry the change in the properties of the run
            change = child(properties, name)
            if change is not None:
                marks = (*marks, self._mark(change, kind))
        self._pieces(run, marks, paragraph)

    def _pieces(self, run: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        for each in run:
            name = local(each)
            if name in ("t", "delText"):
                self._add(each.text or "", marks, paragraph)
            elif name == "br":
                self._add("\n" if attribute(each, "type") in (None, "textWrapping") else "", marks, paragraph)
            elif name in BREAKS:
                self._add(BREAKS[name], marks, paragraph)
            elif name == "sym":
                self._symbol(each, marks, paragraph)
            elif name == "ruby":
                base = child(each, "rubyBase")
                if base is not None:
                    self._inline(base, marks, paragraph)
            elif name in ("footnoteReference", "endnoteReference"):
                if self._shows(marks):
                    self.notes_cited[name.removesuffix("Reference")].append(attribute(each, "id") or "")
            elif name == "commentReference":
                self._comment(each, marks, paragraph)
            elif name == "AlternateContent":
                chosen = _chosen(each)
                if chosen is not None:
                    self._pieces(chosen, marks, paragraph)
            elif name in ("drawing", "pict", "object"):
                self._drawing(each, marks, paragraph)

    def _add(self, text: str, marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        if text:
            paragraph.segments.append(Segment(text, marks, hidden=not self._shows(marks)))

    def _symbol(self, element: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        sign = SYMBOLS.get((attribute(element, "char") or "").upper())
        if sign is None:
            self.seen["symbols"] += 1
        else:
            self._add(sign, marks, paragraph)

    def _comment(self, element: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        self.seen["comments"] += 1
        author, date, text = self._comments.get(attribute(element, "id") or "", ("", "", ""))
        shown = self._view == "marked"
        mark = Mark("comment", author, date, next(self._next))
        paragraph.segments.append(
            Segment("{>>" + f"{author}: {text}" + "<<}" if shown else text, (*marks, mark), hidden=not shown)
        )

    def _drawing(self, element: "_Element", marks: tuple[Mark, ...], paragraph: _Paragraph) -> None:
        boxes = [
            each for each in element.iter() if local(each) == "txbxContent" and not _inside_fallback(each, element)
        ]
        for box in boxes:
            if any(
                local(above) == "txbxContent"
                for above in box.iterancestors()
                if above is not element and element in above.iterancestors()
            ):
                continue  # a box in a box is read with the outer one
            self.seen["textboxes"] += 1
            paragraph.boxes += self._container(box, marks)
        if not boxes:
            self.seen["pictures" if local(element) != "object" else "embedded"] += 1

    # --- tables --------------------------------------------------------------------------------------------------------------

    def _table(self, table: "_Element", marks: tuple[Mark, ...]) -> list[Line]:
        rows: list[list[Cell]] = []
        hidden: list[Line] = []
        for row, above in self._rows(table, marks):
            within = above
            properties = child(row, "trPr")
            for name in ("ins", "del"):
                change = child(properties, name)
                if change is not None:
                    within = (*within, self._mark(change, f"{REVISIONS[name]}-row"))
            cells = [self._cell(cell, around) for cell, around in self._cells(row, within)]
            if self._shows(within):
                rows.append([cell for cell in cells if cell is not None])
            else:
                hidden += [
                    [Segment(each.text, each.marks, hidden=True) for line in cell.lines for each in line]
                    for cell in cells
                    if cell is not None
                ]
        return lines_of(rows) + hidden

    def _rows(self, table: "_Element", marks: tuple[Mark, ...]) -> "Iterator[tuple[_Element, tuple[Mark, ...]]]":
        for element in table:
            if local(element) == "tr":
                yield element, marks
            elif local(element) in THROUGH:
                yield from self._rows(element, marks)

    def _cells(self, row: "_Element", marks: tuple[Mark, ...]) -> "Iterator[tuple[_Element, tuple[Mark, ...]]]":
        for element in row:
            if local(element) == "tc":
                yield element, marks
            elif local(element) in THROUGH:
                yield from self._cells(element, marks)

    def _cell(self, cell: "_Element", marks: tuple[Mark, ...]) -> Cell | None:
        """A cell; None where the view does not have it."""
        properties = child(cell, "tcPr")
        for name, kind in (("cellIns", "insert"), ("cellDel", "delete")):
            change = child(properties, name)
            if change is not None:
                marks = (*marks, self._mark(change, kind))
        lines = [line for line in self._container(cell, marks) if line]
        if not self._shows(marks) and not marks[-1].kind.endswith("row"):
            return None
        span = next(iter(children(properties, "gridSpan")), None)
        wide = attribute(span, "val") if span is not None else None
        merge = next(iter(children(properties, "vMerge")), None)
        continued = merge is not None and attribute(merge, "val") in (None, "continue")
        return Cell(
            lines, int(wide) if wide and wide.isdecimal() and 0 < int(wide[:4]) < 64 and len(wide) < 3 else 1, continued
        )


def _merged(first: _Paragraph, second: _Paragraph) -> _Paragraph:
    """Two paragraphs without the mark between them; the one that shows text first says how the whole is set."""
    shown = bool(plain(first.segments).strip())
    return _Paragraph(
        first.segments + second.segments,
        first.properties if shown else second.properties,
        second.closed,
        first.boxes + second.boxes,
    )


def _broken(segments: Line) -> Iterator[Line]:
    """The lines of a paragraph that holds line breaks."""
    line: Line = []
    for segment in segments:
        parts = segment.text.split("\n") if not segment.hidden else [segment.text]
        for at, part in enumerate(parts):
            if at:
                yield line
                line = []
            if part:
                line.append(Segment(part, segment.marks, segment.hidden))
    yield line


def _chosen(element: "_Element") -> "_Element | None":
    """What to read of content that is given twice, for new programs and for old ones."""
    choice = next(children(element, "Choice"), None)
    return choice if choice is not None else next(children(element, "Fallback"), None)


def _inside_fallback(element: "_Element", root: "_Element") -> bool:
    for above in element.iterancestors():
        if above is root:
            return False
        if local(above) == "Fallback" and next(children(above.getparent(), "Choice"), None) is not None:
            return True
    return False
