"""Which numbers of a text open sections: those at the heads of lines, and those inside lines that glue sections together.

A number inside a line must be the next in an open series, or the first of one right after a heading; 统一、 and 第（一）项 are none.
"""

import re
from collections.abc import Iterator

from silian_kg.reading.numbering import Level, Marker, marker_at
from silian_kg.reading.spans import LINE

LONG_LINE = 400  # characters; a longer one may glue a whole notice
LONGEST_HEADING = 45
FORESIGHT = 60  # numbers ahead among which the next of a series is sought
ENDS = "。！？；）〕】”》…"  # what stands before a number inside a line
_NUMBER_AHEAD = (
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,5}[章节条]|[①-⑳]"
)
# Inside a line: a number after a finished sentence …  2.2023年底前
_AFTER_SENTENCE = re.compile(rf"[。！？：）〕】”》…](?={_NUMBER_AHEAD}|\d{{1,2}}[.．、﹒](?!\d(?!\d{{3}}年)))")
# … or after a heading that the line glues to it
_HEADING = re.compile(rf"[^。；：\n]{{2,{LONGEST_HEADING + 1}}}")
_IN_HEADING = re.compile(rf"(?<![一二三四五六七八九十])(?:{_NUMBER_AHEAD})|(?<![\d.])\d{{1,2}}[.．、﹒](?!\d)")
_NUMBER_BEFORE = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]$")
_AFTER_REFERENCE = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[款项条目、]|[和及至或](?:第|[（(])")
_NOT_IN_HEADING = re.compile("[。；：\n]")


class _Scope:
    """The numbers that are open, outermost first, and the last value of each level."""

    def __init__(self) -> None:
        self.stack: list[Marker] = []
        self.last: dict[Level, int] = {}

    def open(self, marker: Marker) -> None:
        while self.stack and self.stack[-1].level >= marker.level:
            self.stack.pop()
        self.stack.append(marker)
        self.last[marker.level] = marker.value

    def sibling(self, level: Level) -> Marker | None:
        return next((marker for marker in self.stack if marker.level == level), None)

    def admits(self, marker: Marker) -> bool:
        """Whether the value fits at the head of a line: the first, or the next, or near the next, for sources misprint."""
        if self.begins(marker) or self.follows(marker):
            return True
        sibling = self.sibling(marker.level)
        last = sibling.value if sibling else self.last.get(marker.level, 0)
        return marker.level <= Level.HAN_BRACKET or last <= marker.value <= last + 3

    def follows(self, marker: Marker) -> bool:
        """Whether the value is the next after its open sibling's."""
        sibling = self.sibling(marker.level)
        return sibling is not None and marker.value == sibling.value + 1

    def begins(self, marker: Marker) -> bool:
        """Whether the value is the first, or the next of a run through the sections (一、1. 2. 二、3. 4.)."""
        return marker.value == 1 or marker.value == self.last.get(marker.level, 0) + 1


def openings(text: str, start: int, end: int) -> Iterator[Marker]:
    """The numbers that open sections in a stretch of cleaned text, in its order."""
    scope = _Scope()
    glued = [match.end() for match in _AFTER_SENTENCE.finditer(text, start, end)]
    at = 0
    for line in LINE.finditer(text, start, end):
        first = marker_at(text, line.start())
        if first is not None and scope.admits(first):
            scope.open(first)
            yield first
        else:
            first = None
        while at < len(glued) and glued[at] <= line.start():
            at += 1
        upto = at
        while upto < len(glued) and glued[upto] < line.end():
            upto += 1
        if first or upto > at or line.end() - line.start() > LONG_LINE:
            yield from _inside(text, line, first, glued[at:upto], scope)
        at = upto


def _inside(text: str, line: re.Match[str], opened: Marker | None, glued: list[int], scope: _Scope) -> Iterator[Marker]:
    """The numbers inside a line that continue the open sections, or open the next level.

    Args:
        text: the cleaned text.
        line: the line.
        opened: the number at its head, if it opened a section.
        glued: where in it numbers stand after finished sentences.
        scope: the numbers that are open.
    """
    queue = [marker for place in glued if (marker := marker_at(text, place))]
    if not scope.stack and not any(marker.level == Level.HAN and marker.value == 1 for marker in queue):
        first = marker_at(text, text.find("一、", line.start(), line.end()))  # a title may stand right before it
        queue = [first, *queue] if first else queue
    at = 0
    while True:
        following = queue[at] if at < len(queue) else None
        child = _child_after_heading(text, opened, line.end(), scope) if opened else None
        if child and (following is None or child.start <= following.start):
            at += child == following
            opened = child
        elif following is None:
            return
        else:
            at += 1
            opened = following if _fits(text, following, queue[at : at + FORESIGHT], scope) else None
        if opened:
            scope.open(opened)
            yield opened


def _child_after_heading(text: str, parent: Marker, end: int, scope: _Scope) -> Marker | None:
    """The number right after a heading without punctuation: 一、总体要求（一）指导思想。"""
    heading = _HEADING.match(text, parent.end, end)
    glued = _IN_HEADING.search(text, parent.end + 2, min(heading.end() + 4, end)) if heading else None
    child = marker_at(text, glued.start()) if glued and heading and glued.start() <= heading.end() else None
    fits = child and child.level > parent.level and scope.begins(child) and not _refers(text, child)
    return child if fits else None


def _fits(text: str, marker: Marker, later: list[Marker], scope: _Scope) -> bool:
    """Whether a number after a finished sentence opens a section: the next sibling of an open one, or the first of a series."""
    before = text[marker.start - 1]
    if _refers(text, marker):
        return False
    if not scope.stack:
        return marker.value == 1
    if scope.sibling(marker.level) is not None:
        return scope.follows(marker) and before in ENDS
    if marker.level < scope.stack[-1].level or not scope.begins(marker) or before not in "。！？：":
        return False
    above = text[scope.stack[-1].end : marker.start - 1][: LONGEST_HEADING + 1]
    return _goes_on(text, marker, later) or (marker.value > 1 and _is_heading(above))


def _refers(text: str, marker: Marker) -> bool:
    """Whether the number names a place in a text, as in 第（一）项 and 本部分（一）（二）款."""
    lead = text[max(0, marker.start - 5) : marker.start]
    return (
        lead[-1:] == "第"
        or _NUMBER_BEFORE.search(lead) is not None
        or _AFTER_REFERENCE.match(text, marker.end) is not None
    )


def _is_heading(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEADING and not _NOT_IN_HEADING.search(text)


def _goes_on(text: str, first: Marker, later: list[Marker]) -> bool:
    """Whether the next number of the level follows after a finished sentence, before an outer number does."""
    for marker in later:
        if marker.level < first.level and text[marker.start - 1] in "。）〕】":
            return False
        if marker.level == first.level and marker.value == first.value + 1:
            return text[marker.start - 1] in "。！？）〕】”"
    return False
