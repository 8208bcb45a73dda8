"""Glyphs with their places → strips of text, each a piece of a line without a wide gap in it."""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

WIDE_GAP = 2.0  # characters of nothing, from which on two pieces of a line are two strips
OVERLAP = 0.5  # of the smaller height, by which runs of one line overlap
ALIKE = 1.35  # how much taller one run may be than another of its line


@dataclass(slots=True)
class Glyph:
    """A character and its box, in points from the upper left corner of the page."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool = True
    spaced: bool = False  # a space is written before it


@dataclass(slots=True)
class Rule:
    """A drawn line, or an edge of a drawn box: level where it is wider than high."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Page:
    """What stands on a page."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Strip:
    """A piece of a line; `top` and `bottom` are those of the whole line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float  # the width of its Chinese characters
    running: bool = False


@dataclass(slots=True)
class _Run:
    """Glyphs that the file writes one after the other on one height."""

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 0.1)


def strips_of(glyphs: list[Glyph]) -> list[Strip]:
    """The strips of glyphs, from top to bottom and from left to right; the order of the glyphs is that in which the file writes them."""
    lines: list[list[_Run]] = []
    for run in sorted(_runs(glyphs), key=lambda each: (each.middle, each.x0)):
        line = _line_of(lines, run)
        if line is None:
            lines.append([run])
        else:
            line.append(run)
    lines.sort(key=lambda line: (_middle(line), min(run.x0 for run in line)))
    return [strip for line in lines for strip in _pieces([glyph for run in line for glyph in run.glyphs])]


def _runs(glyphs: list[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            continue
        run = runs[-1] if runs else None
        tall = glyph.bottom - glyph.top
        if (
            run is not None
            and abs((glyph.top + glyph.bottom) / 2 - run.middle) < 0.3 * run.height
            and 0.7 < tall / run.height < 1.4
            and -0.5 * tall < glyph.x0 - run.x1 < 1.5 * tall
        ):
            run.glyphs.append(glyph)
            run.x1 = max(run.x1, glyph.x1)
        else:
            runs.append(_Run([glyph], glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    return runs


def _middle(line: list[_Run]) -> float:
    widest = max(line, key=lambda run: (len(run.glyphs), -run.x0))
    return widest.middle


def _line_of(lines: list[list[_Run]], run: _Run) -> list[_Run] | None:
    """The line among the last ones in which a run stands: of its height, or close beside, as a raised figure is."""
    for line in lines[-8:][::-1]:
        for other in line:
            shared = min(run.bottom, other.bottom) - max(run.top, other.top)
            if shared <= OVERLAP * min(run.height, other.height):
                continue
            apart = max(run.x0 - other.x1, other.x0 - run.x1)
            alike = max(run.height, other.height) < ALIKE * min(run.height, other.height)
            if alike or -0.5 * run.height < apart < 0.6 * max(run.height, other.height):
                return line
    return None


def _pieces(line: list[Glyph]) -> list[Strip]:
    line.sort(key=lambda glyph: glyph.x0)
    em = _em(line)
    pieces: list[list[Glyph]] = [[line[0]]]
    for before, glyph in pairwise(line):
        if glyph.x0 - before.x1 > WIDE_GAP * em:
            pieces.append([])
        if (
            glyph.char == before.char
            and abs(glyph.x0 - before.x0) < 0.12 * em
            and abs(glyph.top - before.top) < 0.12 * em
            and pieces[-1]
        ):
            continue  # bold by printing twice
        pieces[-1].append(glyph)
    top, bottom = min(glyph.top for glyph in line), max(glyph.bottom for glyph in line)
    return [_strip(piece, top, bottom, _em(piece)) for piece in pieces if piece]


def _em(glyphs: list[Glyph]) -> float:
    """The width of a Chinese character among these."""
    wide = [glyph.x1 - glyph.x0 for glyph in glyphs if glyph.char > "⺀"]
    return median(wide) if wide else 0.8 * median(glyph.bottom - glyph.top for glyph in glyphs)


def _strip(glyphs: list[Glyph], top: float, bottom: float, em: float) -> Strip:
    text = [glyphs[0].char]
    for before, glyph in pairwise(glyphs):
        if glyph.x0 - before.x1 > (0.1 if glyph.spaced else _space(before.char, glyph.char)) * em:
            text.append(" ")
        text.append(glyph.char)
    return Strip(
        "".join(text),
        min(glyph.x0 for glyph in glyphs),
        top,
        max(glyph.x1 for glyph in glyphs),
        bottom,
        em,
    )


def _space(before: str, after: str) -> float:
    """How wide a gap is a space, in characters: Word puts a quarter between Chinese and digits."""
    if before.isascii() and after.isascii():
        return 0.17
    return 0.75
