"""Glyphs with their places on pages → paragraphs in reading order, with the place where each page begins.

What printing adds is left out and told: running heads and feet, page numbers, watermarks, the margin in which Word prints its revisions.
Lines that break inside a sentence are joined by their geometry: a line that reaches the right margin goes on in one that is not indented.
Lengths are in points, from the upper left corner.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from silian_kg.reading import grids
from silian_kg.reading.glyphs import Glyph, Page, Strip, strips_of
from silian_kg.reading.lines import plain
from silian_kg.reading.noise import BALLOON, PAGE_MARK
from silian_kg.reading.numbering import marker_at
from silian_kg.reading.tables import Cell, lines_of

MARGIN = 0.13  # the share of a page's height at its top and its foot where running lines stand
NUMBERED = re.compile(r"[^\w\s]{0,3}\s*\d{1,4}\s*[^\w\s]{0,3}")  # a page number between any signs
INDENT = 0.75  # of a character, from which on a line is indented
SHORT = 1.7  # characters that a full line may miss of the right margin: punctuation is not split from its word
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of all pages, where each begins in it, and what was left out."""

    text: str
    pages: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Table:
    """A table: the edges of its columns, its rows, and where it stands."""

    columns: tuple[float, ...]
    rows: list[list[Cell]]
    top: float


@dataclass(slots=True)
class _Sheet:
    """A page in work: its strips of text and its tables in reading order, and its margins."""

    page: Page
    strips: list[Strip]
    tables: list[_Table] = field(default_factory=list)
    left: float = 0.0
    right: float = 1e9


def lay_out(pages: Iterable[Page]) -> Laid:
    """Read pages that are given one after the other."""
    sheets: list[_Sheet] = []
    dropped: Counter[str] = Counter()
    for page in pages:
        upright = [glyph for glyph in page.glyphs if glyph.upright]
        dropped["pieces of slanted text (watermarks)"] += int(len(upright) < len(page.glyphs))
        tables, rest = _tables(page, upright)
        sheets.append(_Sheet(page, strips_of(rest), tables))
    dropped["lines of revision balloons in the margin"] += _drop_balloons(sheets)
    dropped["running heads, feet and page numbers"] += _drop_running(sheets)
    dropped["lines of watermarks"] += _drop_watermarks(sheets)
    _set_margins(sheets)
    text, starts = _text(sheets)
    return Laid(text, starts, tuple(f"{count} {what} left out" for what, count in dropped.items() if count))


# --- tables ------------------------------------------------------------------------------------------------------------------------


def _tables(page: Page, glyphs: list[Glyph]) -> tuple[list[_Table], list[Glyph]]:
    """The ruled tables of a page, and the glyphs outside them."""
    tables: list[_Table] = []
    for grid in grids.grids_of(page.rules):
        inside = [glyph for glyph in glyphs if grid.holds(glyph)]
        if not inside:
            continue
        held: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in inside:
            held.setdefault(grid.cell_of(glyph), []).append(glyph)
        taken = set(map(id, inside))
        glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
        rows = [
            [Cell(_cell_lines(held.get(place, [])), span, continued) for place, span, continued in row]
            for row in grid.rows()
        ]
        tables.append(_Table(grid.columns, rows, grid.top))
    return tables, glyphs


def _cell_lines(glyphs: list[Glyph]) -> list[list["grids.Segment"]]:
    """The paragraphs of a cell: its lines, joined, but for those that a number opens."""
    paragraphs: list[str] = []
    for strip in strips_of(glyphs):
        if paragraphs and marker_at(strip.text, 0) is None:
            paragraphs[-1] = joined(paragraphs[-1], strip.text)
        else:
            paragraphs.append(strip.text)
    return [[grids.Segment(text)] for text in paragraphs]


# --- what printing adds --------------------------------------------------------------------------------------------------------------


def _drop_balloons(sheets: list[_Sheet]) -> int:
    """Take out the column in which Word prints revisions, if a line of it has their form."""
    found = [strip for sheet in sheets for strip in sheet.strips if BALLOON.match(strip.text)]
    if not found:
        return 0
    left, right = min(strip.x0 for strip in found) - 4, max(strip.x1 for strip in found) + 40
    body = [strip for sheet in sheets for strip in sheet.strips if not left <= strip.x0 <= right]
    if not body or sum(strip.x1 > left + 20 for strip in body if strip.x0 < left) > 0.2 * len(body):
        return 0  # the text itself runs through the column: what looks like balloons stands in it, and cleaning knows its form
    dropped = 0
    for sheet in sheets:
        kept = [strip for strip in sheet.strips if not left <= strip.x0 <= right]
        dropped += len(sheet.strips) - len(kept)
        sheet.strips = kept
    return dropped


def _drop_running(sheets: list[_Sheet]) -> int:
    """Take out the lines at the top and foot of pages that come again, and page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    candidates: list[tuple[_Sheet, Strip, tuple[str, int]]] = []
    for sheet in sheets:
        height = sheet.page.height
        for strip in sheet.strips:
            if strip.top < MARGIN * height or strip.bottom > (1 - MARGIN) * height:
                key = (_DIGITS.sub("#", strip.text), round(strip.top / 8))
                candidates.append((sheet, strip, key))
        seen.update({key for owner, _, key in candidates if owner is sheet})
    enough = max(2, round(0.3 * len(sheets)))
    dropped = 0
    for sheet, strip, key in candidates:
        text, place = key
        times = seen[key] + max(seen[text, place - 1], seen[text, place + 1])
        number = (PAGE_MARK.fullmatch(strip.text) or NUMBERED.fullmatch(strip.text)) and _outermost(sheet, strip)
        if number or (len(sheets) > 1 and times >= enough and _outermost(sheet, strip, of=4)):
            dropped += 1
            strip.running = True
    for sheet in sheets:
        sheet.strips = [strip for strip in sheet.strips if not strip.running]
    return dropped


def _outermost(sheet: _Sheet, strip: Strip, of: int = 2) -> bool:
    """Whether a strip is among the first or the last of its page."""
    return strip in sheet.strips[:of] or strip in sheet.strips[-of:]


def _drop_watermarks(sheets: list[_Sheet]) -> int:
    """Take out what stands at one place on every page, of three or more."""
    if len(sheets) < 3:
        return 0
    seen = Counter(
        key
        for sheet in sheets
        for key in {(strip.text, round(strip.x0 / 6), round(strip.top / 6)) for strip in sheet.strips}
    )
    every = {key for key, times in seen.items() if times == len(sheets)}
    dropped = 0
    for sheet in sheets:
        kept = [strip for strip in sheet.strips if (strip.text, round(strip.x0 / 6), round(strip.top / 6)) not in every]
        dropped += len(sheet.strips) - len(kept)
        sheet.strips = kept
    return dropped


# --- paragraphs ----------------------------------------------------------------------------------------------------------------------


def _set_margins(sheets: list[_Sheet]) -> None:
    """Find where the lines of the body begin and end, on each page that has enough of them, else on all together."""
    strips = [strip for sheet in sheets for strip in sheet.strips]
    if not strips:
        return
    sizes: Counter[int] = Counter()
    for strip in strips:
        sizes[round(strip.size * 2)] += len(strip.text)
    body = max(sizes, key=lambda size: (sizes[size], -size)) / 2
    of_all = _margins([strip for strip in strips if abs(strip.size - body) < 0.1 * body] or strips)
    for sheet in sheets:
        own = [
            strip for strip in sheet.strips if abs(strip.size - body) < 0.1 * body and strip.x1 - strip.x0 > 10 * body
        ]
        sheet.left, sheet.right = _margins(own) if len(own) >= 12 else of_all


def _margins(strips: list[Strip]) -> tuple[float, float]:
    """The leftmost place at which many lines begin, and the rightmost at which many end."""
    wide = [strip for strip in strips if strip.x1 - strip.x0 > 10 * strip.size] or strips
    enough = max(1, 0.12 * len(wide))
    near = 0.4 * median(strip.size for strip in wide)
    starts, ends = sorted(strip.x0 for strip in wide), sorted(strip.x1 for strip in wide)
    left = next((edge for edge in starts if _near(starts, edge, near) >= enough), starts[0])
    right = next((edge for edge in reversed(ends) if _near(ends, edge, 1.5 * near) >= enough), ends[-1])
    return left, right


def _text(sheets: list[_Sheet]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and where each begins in it."""
    writer = _Writer(_usual_gap(sheets))
    for sheet in sheets:
        writer.begin_page()
        items: list[Strip | _Table] = [*sheet.strips, *sheet.tables]
        for item in sorted(items, key=lambda each: each.top):  # stable: the strips of a line stay in order
            if isinstance(item, _Table):
                writer.add_table(item)
            else:
                writer.add_strip(sheet, item)
    return writer.finished()


class _Writer:
    """Puts strips and tables one after the other: a strip that goes on joins the one before, a table the one of the page before."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._pieces: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._awaited = 0  # pages that have begun and shown nothing yet
        self._last: tuple[_Sheet, Strip] | None = None
        self._table: _Table | None = None

    def begin_page(self) -> None:
        self._awaited += 1

    def add_strip(self, sheet: _Sheet, strip: Strip) -> None:
        self._end_table()
        beside = self._last is not None and self._last[0] is sheet and self._last[1].top == strip.top
        self._put(strip.text, self._last is not None and not beside and _goes_on(*self._last, sheet, strip, self._gap))
        self._last = (sheet, strip)

    def add_table(self, table: _Table) -> None:
        if self._table is not None and self._awaited and _continues_table(self._table, table):
            _append(self._table, table)
            self._awaited -= 1
            self._starts.append(-1)  # known when the table is written: where the next page begins, or its end
        else:
            self._end_table()
            self._table = table
        self._last = None

    def finished(self) -> tuple[str, tuple[int, ...]]:
        self._end_table()
        self._starts += [self._length] * self._awaited
        starts: list[int] = []
        following = self._length
        for start in reversed(self._starts):
            following = following if start < 0 else start
            starts.append(following)
        return "".join(self._pieces), tuple(reversed(starts))

    def _end_table(self) -> None:
        if self._table is not None:
            for line in lines_of(self._table.rows):
                if text := plain(line).strip():
                    self._put(text, False)
            self._table = None

    def _put(self, text: str, join: bool) -> None:
        separator = "" if not self._pieces else (_between(self._pieces[-1], text) if join else "\n")
        self._starts += [self._length + len(separator)] * self._awaited
        self._awaited = 0
        self._pieces.append(separator + text)
        self._length += len(separator) + len(text)


def _continues_table(table: _Table, item: _Table) -> bool:
    return len(table.columns) == len(item.columns) and all(
        abs(a - b) < 8 for a, b in zip(table.columns, item.columns, strict=True)
    )


def _append(table: _Table, item: _Table) -> None:
    """Go on with a table on the next page; a row without its number is the rest of the one before."""
    rows = item.rows
    first, last = rows[0], table.rows[-1]
    if (
        len(first) == len(last)
        and len(first) > 2
        and not first[0].text
        and not first[0].continued
        and any(cell.text for cell in first)
    ):
        for cell, rest in zip(last, first, strict=True):
            for line in rest.lines:
                if cell.lines:
                    cell.lines[-1] = [grids.Segment(joined(plain(cell.lines[-1]), plain(line)))]
                else:
                    cell.lines.append(line)
        rows = rows[1:]
    table.rows.extend(rows)


def _near(places: list[float], place: float, distance: float) -> int:
    """How many of the sorted places lie within a distance of one."""
    return bisect_right(places, place + distance) - bisect_left(places, place - distance)


def _usual_gap(sheets: Sequence[_Sheet]) -> float:
    """The usual distance from line to line, in heights of a line."""
    gaps = [
        (below.top - above.top) / max(above.size, 1)
        for sheet in sheets
        for above, below in zip(sheet.strips, sheet.strips[1:], strict=False)
        if below.top > above.bottom - 2
    ]
    return median(gaps) if gaps else 1.5


def _goes_on(sheet: _Sheet, strip: Strip, next_sheet: _Sheet, following: Strip, gap: float) -> bool:
    """Whether a line goes on in the one that follows it."""
    if strip.x1 < sheet.right - SHORT * strip.size or following.x0 > next_sheet.left + INDENT * following.size:
        return False
    if abs(strip.size - following.size) > 0.12 * max(strip.size, following.size):
        return False
    if sheet is next_sheet and (following.top - strip.top) / max(strip.size, 1) > 1.45 * gap:
        return False
    ended = strip.text[-1] in "。；：！？" and (
        strip.x1 < sheet.right - 0.3 * strip.size or marker_at(following.text, 0) is not None
    )
    return not (ended and following.x0 >= next_sheet.left - 1 and _unindented(next_sheet))


def _unindented(sheet: _Sheet) -> bool:
    """Whether the page marks its paragraphs by nothing: next to no line is indented."""
    indented = sum(INDENT * strip.size < strip.x0 - sheet.left < 4 * strip.size for strip in sheet.strips)
    return indented < 0.08 * len(sheet.strips)


def _between(before: str, after: str) -> str:
    """What stands between two lines that are one: a space between two Latin words."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha() else ""
    )


def joined(before: str, after: str) -> str:
    """Two lines as one."""
    return before + _between(before, after) + after
