"""Extents of the cleaned text, and what a line of it looks like."""

import re
from typing import NamedTuple

from silian_kg.reading.numbering import label_at

LINE = re.compile(r"[^\n]+")
LONGEST_LABEL = 90
_SENTENCE = re.compile("[，。；！？]")


class Span(NamedTuple):
    """A piece of the text: text[start:end]."""

    start: int
    end: int


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines of a text that are not empty."""
    return tuple(Span(*match.span()) for match in LINE.finditer(text))


def is_label(line: str) -> bool:
    """Whether a line is a title, a name or a date: no sentence, no number of a section, no key of a value."""
    return (
        len(line) <= LONGEST_LABEL
        and not _SENTENCE.search(line)
        and line[-1:] not in "：:"
        and label_at(line, 0) is None
    )
