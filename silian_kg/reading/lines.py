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
    latest: dict[tuple[str, str, str], int] = field(
        default_factory=dict
    )  # where the last revision of a kind, author and date is


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
        for marks, group in groupby(line, key=lambda segment: segment.marks):
            segments = list(group)
            text = "".join(segment.text for segment in segments)
            shown = plain(segments) if shows else ""
            opening, closing = _brackets(marks) if marked and shown else ("", "")
            pieces.append(opening + shown + closing)
            start = place + len(opening)
            for mark in marks:
                _note(done, mark, text, start, start + len(shown))
            place += len(opening) + len(shown) + len(closing)
    done.text = "".join(pieces)
    return done


def _brackets(marks: tuple[Mark, ...]) -> tuple[str, str]:
    opening = "".join("{++" if mark.adds else "{--" for mark in marks if mark.kind != "comment")
    closing = "".join("++}" if mark.adds else "--}" for mark in reversed(marks) if mark.kind != "comment")
    return opening, closing


def _note(done: Rendered, mark: Mark, text: str, start: int, end: int) -> None:
    """Record a revision; what continues the one before of the same kind and author is part of it."""
    key = (mark.kind, mark.author, mark.date)
    at = done.latest.get(key)
    if at is not None and done.revisions[at].end == start:
        before = done.revisions[at]
        done.revisions[at] = Revision(*key, before.text + text, before.start, end)
    elif text:
        done.latest[key] = len(done.revisions)
        done.revisions.append(Revision(*key, text, start, end))
