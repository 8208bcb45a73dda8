"""Pieces of text with what they were revised by → the text of a view, with the place of every revision in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from silian_kg.document import Revision

PARAGRAPH = "¶"  # how a revised paragraph mark shows in the marked view


@dataclass(frozen=True, slots=True)
class Mark:
    """One tracked change that a piece of text stands in; `number` tells changes of one author and time apart."""

    kind: str
    author: str = ""
    date: str = ""
    number: int = 0

    @property
    def adds(self) -> bool:
        """Whether the final text has what the change is about."""
        return self.kind in ("insert", "move-to", "insert-row", "insert-paragraph-mark")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text. `hidden` pieces are not part of the view; what they hold is kept for the revisions."""

    text: str
    marks: tuple[Mark, ...] = ()
    hidden: bool = False


Line = list[Segment]


def line_of(text: str) -> Line:
    """A line of plain text."""
    return [Segment(text)]


def plain(line: Iterable[Segment]) -> str:
    """What a line shows."""
    return "".join(segment.text for segment in line if not segment.hidden)


@dataclass(slots=True)
class Rendered:
    """The text of all lines, and the revisions in the order of their places."""

    text: str = ""
    revisions: list[Revision] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # where each line begins


def render(lines: Sequence[Line], *, marked: bool = False) -> Rendered:
    """Put lines one under the other; a line that shows nothing leaves no blank line.

    Args:
        lines: the lines.
        marked: write the revisions into the text as CriticMarkup does: {++inserted++} {--deleted--}.
    """
    pieces: list[str] = []
    place = 0
    done = Rendered()
    for line in lines:
        shows = any(segment.text.strip() for segment in line if not segment.hidden)
        if shows and place:
            pieces.append("\n")
            place += 1
        done.starts.append(place)
        for marks, group in groupby(line, key=lambda segment: segment.marks):
            segments = list(group)
            text = "".join(segment.text for segment in segments)
            shown = plain(segments) if shows else ""
            opening, closing = _brackets(marks) if marked and shown else ("", "")
            pieces.append(opening + shown + closing)
            start = place + len(opening)
            for mark in marks:
                _note(done.revisions, mark, text, start, start + len(shown))
            place += len(opening) + len(shown) + len(closing)
    done.text = "".join(pieces)
    return done


def _brackets(marks: tuple[Mark, ...]) -> tuple[str, str]:
    opening = "".join("{++" if mark.adds else "{--" for mark in marks if mark.kind != "comment")
    closing = "".join("++}" if mark.adds else "--}" for mark in reversed(marks) if mark.kind != "comment")
    return opening, closing


def _note(revisions: list[Revision], mark: Mark, text: str, start: int, end: int) -> None:
    """Record a revision; what continues the one before it is part of it."""
    if revisions:
        last = revisions[-1]
        if (last.kind, last.author, last.date) == (mark.kind, mark.author, mark.date) and last.end == start:
            revisions[-1] = Revision(mark.kind, mark.author, mark.date, last.text + text, last.start, end)
            return
    if text:
        revisions.append(Revision(mark.kind, mark.author, mark.date, text, start, end))
