"""Glyphs with their places → strips of text, each a piece of a line without a wide gap in it."""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

WIDE_GAP = 2.0  # characters of nothing, from which on two pieces of a line are two strips
OVERLAP = 0.5  # of the smaller height, by which glyphs of one line overlap


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


def strips_of(glyphs: list[Glyph]) -> list[Strip]:
    """The strips of glyphs, from top to bottom and from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(
        (glyph for glyph in glyphs if not glyph.char.isspace()), key=lambda each: (each.top + each.bottom, each.x0)
    ):
        line = _line_of(lines, glyph)
        if line is None:
            lines.append([glyph])
        else:
            line.append(glyph)
    lines.sort(key=lambda line: (_middle(line), line[0].x0))
    return [strip for line in lines for strip in _pieces(line)]


def _middle(line: list[Glyph]) -> float:
    return median(glyph.top + glyph.bottom for glyph in line)


def _line_of(lines: list[list[Glyph]], glyph: Glyph) -> list[Glyph] | None:
    """The line among the last ones in which a glyph stands."""
    for line in lines[-3:][::-1]:
        top, bottom = line[0].top, line[0].bottom
        shared = min(bottom, glyph.bottom) - max(top, glyph.top)
        if shared > OVERLAP * max(min(bottom - top, glyph.bottom - glyph.top), 0.1):
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
