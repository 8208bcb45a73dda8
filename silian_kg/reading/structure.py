"""Cleaned text → the tree of numbered sections, and which of them are measures.

The order of the numbers (一、 above （一） above 1.; GB/T 9704-2012, 7.3.3) makes the tree; the lowest numbers that carry their own text are
the measures. Items of one sentence (应当提供：（一）…；（二）…) stay in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from silian_kg.document import Section
from silian_kg.reading.closing import MOST_CLAUSES, end_before_closing, ends_in_clause
from silian_kg.reading.numbering import Marker
from silian_kg.reading.openings import LONGEST_HEADING, openings

LONGEST_HEADING_SENTENCE = 32
LONGEST_STRAY = 6
FINAL = "。！？；…）)〕】”》.!?;"  # a text that stops after another character stops inside a sentence
_LEAD_IN = re.compile(r"(?<=[。；）〕】\d])\n[^，。；：\n]{2,20}[：:]$")  # the heading of what follows:  优化任务：
_TEXT_AFTER = re.compile("。[^（(〔]")


@dataclass(slots=True)
class _Node:
    marker: Marker
    end: int = 0
    own_end: int = 0
    children: list["_Node"] = field(default_factory=list)


def sections_of(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The numbered sections in a stretch of cleaned text, in its order; () where it has none."""
    roots = _not_empty(_tree(openings(text, start, end), end), text)
    roots = _without_contents(roots, text)
    _drop_strays(roots, text)
    if roots:
        _close_last(roots, text)
    return tuple(_frozen(node, (), text) for node in roots)


# --- the tree --------------------------------------------------------------------------------------------------------------------


def _tree(markers: Iterator[Marker], end: int) -> list[_Node]:
    roots: list[_Node] = []
    stack: list[_Node] = []
    for marker in markers:
        node = _Node(marker)
        while stack and stack[-1].marker.level >= marker.level:
            _end(stack.pop(), marker.start)
        if stack:
            if not stack[-1].children:
                stack[-1].own_end = marker.start
            stack[-1].children.append(node)
        else:
            roots.append(node)
        stack.append(node)
    while stack:
        _end(stack.pop(), end)
    return roots


def _end(node: _Node, end: int) -> None:
    node.end = end
    if not node.children:
        node.own_end = end


def _not_empty(nodes: list[_Node], text: str) -> list[_Node]:
    """The sections that say anything."""
    for node in nodes:
        node.children = _not_empty(node.children, text)
    return [node for node in nodes if node.children or text[node.marker.end : node.end].strip()]


def _without_contents(roots: list[_Node], text: str) -> list[_Node]:
    """Drop a table of contents: a run of bare headings whose numbers then come again."""
    again = next((at for at, node in enumerate(roots) if at > 0 and node.marker.value == 1), None)
    if again is None:
        return roots
    bare = all("。" not in text[node.marker.end : node.end] for node in roots[:again])
    return roots[again:] if bare and len(roots) >= 2 * again else roots


def _drop_strays(roots: list[_Node], text: str) -> None:
    """Drop bare words at the end, below sections of sentences: （三）云南, the next heading of a collection."""
    while True:
        siblings = _last_branch(roots)
        if len(siblings) < 2:
            return
        last = text[siblings[-1].marker.end : siblings[-1].own_end].strip()
        if (
            len(last) > LONGEST_STRAY
            or "。" in last
            or not all("。" in text[each.marker.end : each.end] for each in siblings[:-1])
        ):
            return
        siblings.pop()


def _last_branch(roots: list[_Node]) -> list[_Node]:
    """The list of sections whose last is the last leaf."""
    branch = roots
    while branch and branch[-1].children:
        branch = branch[-1].children
    return branch


def _close_last(roots: list[_Node], text: str) -> None:
    """End the last leaf, and what it stands in, before the paragraphs that close the notice."""
    leaf = _last_branch(roots)[-1]
    ends = [ends_in_clause(text, each.marker.end, each.own_end) for each in _leaves(roots) if each is not leaf]
    clauses = bool(ends) and sum(ends) > MOST_CLAUSES * len(ends)
    leaf.own_end = end_before_closing(text, leaf.marker.end, leaf.own_end, clauses=clauses)
    branch = roots
    while branch:
        branch[-1].end = leaf.own_end
        branch = branch[-1].children


def _leaves(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node


def _is_list(node: _Node, text: str) -> bool:
    """Whether the children are the items of one sentence: 应当提供：（一）…；（二）…。"""
    if not node.children or any(child.children for child in node.children):
        return False
    ends = [text[child.marker.end : child.end].rstrip()[-1:] for child in node.children[:-1]]
    return bool(ends) and sum(last in ("；", ";") for last in ends) > 0.5 * len(ends)


# --- sections --------------------------------------------------------------------------------------------------------------------


def _frozen(node: _Node, above: tuple[str, ...], text: str) -> Section:
    marker = node.marker
    path = (*above, marker.number)
    nested = [] if _is_list(node, text) else node.children
    own_end = _stripped(text, marker.end, node.own_end if nested else node.end)
    return Section(
        number=marker.number,
        path=path,
        start=marker.start,
        body=min(marker.end, own_end),
        own_end=own_end,
        end=max(_stripped(text, marker.end, node.end), own_end),
        heading=_heading(text, marker.end, own_end, parent=bool(nested)),
        is_measure=not nested,
        truncated=not nested and _is_truncated(text, own_end),
        children=tuple(_frozen(child, path, text) for child in nested),
    )


def _stripped(text: str, start: int, end: int) -> int:
    """The end of a section without the break after it and without the heading of what follows."""
    while end > start and text[end - 1] in " \n":
        end -= 1
    lead_in = _LEAD_IN.search(text, max(start, end - 30), end) if text[end - 1] in "：:" else None
    return lead_in.start() if lead_in else end


def _is_truncated(text: str, end: int) -> bool:
    """Whether the source stops inside a sentence."""
    return end == len(text) and text[end - 1] not in FINAL and "，" in text[text.rfind("\n", 0, end) + 1 : end]


def _heading(text: str, start: int, end: int, *, parent: bool) -> str:
    """The heading: the first line where text follows it or sections do, else the sentence before the first full stop."""
    line_end = text.find("\n", start, end)
    first = text[start : end if line_end < 0 else line_end].strip()
    if len(first) <= LONGEST_HEADING and "。" not in first[:-1] and (parent or line_end >= 0):
        return first.rstrip("。：")
    sentence = first.split("。", 1)[0]
    short = len(sentence) <= LONGEST_HEADING_SENTENCE and _TEXT_AFTER.match(first, len(sentence))
    return sentence if short else ""
