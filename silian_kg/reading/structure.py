"""Cleaned text → the tree of numbered sections, and which of them are measures.

A number opens a section where it stands at the head of a line; inside a line only where the line glues headings together, and then only in
sequence. The order of the numbers (一、 above （一） above 1.) makes the tree; the lowest numbers that carry their own text are the measures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from silian_kg.document import Section
from silian_kg.reading.numbering import Level, Marker, marker_at

_LINE = re.compile(r"[^\n]+")
ENDS = "。！？；）〕】”》…"  # before a number inside a line
LONGEST_HEADING = 45
LONG_LINE = 400  # characters; a longer one may glue a whole notice
CLAUSE_LENGTH = 240  # characters before the end in which a responsibility clause stands
LONGEST_HEADING_SENTENCE = 32
# Inside a line: a number after a finished sentence, or after a heading that the line glues to it
_AFTER_SENTENCE = re.compile(
    r"[。！？：）〕】”》…](?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、﹒](?!\d(?!\d{3}年))|第[一二三四五六七八九十百]{1,5}[章节条]|[①-⑳])"
)
_AFTER_HEADING = re.compile(
    r"[^。；：\n]{2,45}?(?=[（(][一二三四五六七八九十]{1,3}[）)]|(?<![\d.])\d{1,2}[.．、﹒](?!\d)|第[一二三四五六七八九十]{1,3}[节条]|(?<![一二三四五六七八九十])[一二三四五六七八九十]、)"
)
ITEM_END = "；;"


@dataclass(slots=True)
class _Node:
    marker: Marker
    end: int = 0
    own_end: int = 0
    children: list["_Node"] = field(default_factory=list)


def sections_of(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The numbered sections in a stretch of cleaned text, in its order; () where it has none."""
    roots = _tree(_accepted(text, start, end), end)
    roots = _without_contents(_not_empty(roots, text), text)
    if roots:
        _trim(roots, text)
    return tuple(_frozen(node, (), text) for node in roots)


# What closes a notice and belongs to no measure: 本措施自印发之日起施行，有效期至2025年12月31日。
CLOSING = re.compile(
    r"""(?:本|该|上述|以上|各项?|此前)[^。，]{0,20}(?:政策|措施|举措|意见|办法|方案|计划|通知|文件|规定|细则|规划|要点)[^。]{0,40}
        (?:自[^。]{2,30}(?:施行|实施|执行|生效|起)|有效期|由[^。]{2,40}(?:负责)?解释|为准|不一致)
      |特此通知|附件[:：1-9一]|附[:：]|抄送|联系(?:人|电话|单位)[:：]
    """,
    re.VERBOSE,
)
_CLAUSE_END = re.compile(r"(?:责任|牵头|负责|单位|部门|落实|配合)[^（）〔〕\n]*(?:[（〔][^（）〔〕\n]*[）〕][^（）〔〕\n]*)*[）)〕】]。?$")


def _trim(roots: list[_Node], text: str) -> None:
    """End the last section before the paragraphs that close the notice."""
    chain = [roots[-1]]
    while chain[-1].children:
        chain.append(chain[-1].children[-1])
    leaf = chain[-1]
    siblings = chain[-2].children if len(chain) > 1 else roots
    if _is_stray(siblings, text):  # （三）云南: the next heading of a collection
        siblings.pop()
        return _trim(roots, text)
    end = leaf.own_end
    lines = [line for line in _LINE.finditer(text, leaf.marker.end, end)]
    with_clause = [_ends_in_clause(text, each.marker.end, each.own_end) for each in _leaves(roots)]
    clauses_close = sum(with_clause) > 0.7 * len(with_clause)
    for at, line in enumerate(lines[1:], start=1):
        if (CLOSING.match(line[0]) and (at > 1 or len(lines[0][0]) > LONGEST_HEADING_SENTENCE)) or (
            clauses_close and _ends_in_clause(text, lines[at - 1].start(), lines[at - 1].end()) and not _ends_in_clause(text, line.start(), end)
        ):
            end = lines[at - 1].end()
            break
    inline = next((match for match in re.finditer(r"(?<=[。）〕】])(?=本|以上|上述)", text[leaf.marker.end : end]) if CLOSING.match(text, leaf.marker.end + match.start(), end)), None)
    if inline and inline.start() > 20 and len(text[leaf.marker.end + inline.start() : end]) < 200:
        end = leaf.marker.end + inline.start()
    for node in chain:
        node.own_end = min(node.own_end, end) if not node.children else node.own_end
        node.end = end


def _ends_in_clause(text: str, start: int, end: int) -> bool:
    return _CLAUSE_END.search(text[max(start, end - CLAUSE_LENGTH) : end].rstrip()) is not None


def _is_stray(siblings: list[_Node], text: str) -> bool:
    """Whether the last section is a bare word below sections of sentences."""
    last = text[siblings[-1].marker.end : siblings[-1].own_end].strip()
    return len(siblings) > 1 and len(last) <= 6 and all("。" in text[each.marker.end : each.end] for each in siblings[:-1])


def _leaves(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node


# Paragraphs of a body without numbers that are no action
NO_ACTION = re.compile(
    r"""(?:为|根据|按照|依据|遵照|近年来|近期|近日|今年以来|当前|鉴于|经)[^。]*[。：]?$        # one sentence of purpose
      |.*(?:如下|印发给|现予?印发|予以印发|现将|现予?公[布告]|予以公[布告]|予以通报|转发给|收悉|请遵照执行|请认真贯彻)
      |(?:近年来|今年以来|近期以来|长期以来|当前|去年以来|多年来)
      |特此|附件|附：|联系|抄[送报]|分送|链接|感谢|专此|来源|[（(]|此件|备注|注：
    """,
    re.VERBOSE,
)
LEAST_ACTION = 15  # characters of a sentence


def paragraphs_of(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The paragraphs of action of a body without numbers, as p1, p2 …; () where it has none."""
    found: list[Section] = []
    for line in _LINE.finditer(text, start, end):
        paragraph = line[0]
        if len(paragraph) < LEAST_ACTION or paragraph[-1] not in "。；！" or NO_ACTION.match(paragraph):
            continue
        number = f"p{len(found) + 1}"
        found.append(Section(number, (number,), line.start(), line.start(), line.end(), line.end(), is_measure=True))
    return tuple(found)


def _accepted(text: str, start: int, end: int) -> Iterator[Marker]:
    """The numbers that open sections, in the order of the text."""
    scope = _Scope()
    glued = [match.end() for match in _AFTER_SENTENCE.finditer(text, start, end)]
    at = 0
    for line in _LINE.finditer(text, start, end):
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
        queue = [marker for marker in (marker_at(text, text.find("一、", line.start(), line.end())),) if marker] + queue
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
            opened = following if _fits(text, following, queue[at:], scope) else None
        if opened:
            scope.open(opened)
            yield opened


def _child_after_heading(text: str, parent: Marker, end: int, scope: _Scope) -> Marker | None:
    """The number right after a heading without punctuation: 一、总体要求（一）指导思想。"""
    heading = _AFTER_HEADING.match(text, parent.end, end)
    child = marker_at(text, heading.end()) if heading else None
    return child if child and child.level > parent.level and scope.begins(child) else None


def _fits(text: str, marker: Marker, later: list[Marker], scope: _Scope) -> bool:
    """Whether a number after a finished sentence opens a section: the next sibling of an open one, or the first of a series."""
    before = text[marker.start - 1]
    if _refers(text, marker):
        return False
    if not scope.stack:
        return marker.value == 1
    if scope.sibling(marker.level) is not None:
        return scope.follows(marker) and before in ENDS
    if marker.level < scope.stack[-1].level or not scope.begins(marker):
        return False
    above = text[scope.stack[-1].end : marker.start]
    return before in "。！？：" and (_goes_on(text, marker, later) or (marker.value > 1 and _is_heading(above[:-1])))


def _refers(text: str, marker: Marker) -> bool:
    """Whether the number follows another one in brackets, as in 本部分（一）（二）款."""
    return re.search(r"[（(][一二三四五六七八九十\d]{1,3}[）)]$", text[max(0, marker.start - 5) : marker.start]) is not None


def _is_heading(text: str) -> bool:
    return 0 < len(text.strip()) <= LONGEST_HEADING and not re.search("[。；：\n]", text)


def _goes_on(text: str, first: Marker, later: list[Marker]) -> bool:
    """Whether the next number of the level follows after a finished sentence, before an outer number does."""
    for marker in later:
        if marker.level < first.level and text[marker.start - 1] in "。）〕】":
            return False
        if marker.level == first.level and marker.value == first.value + 1:
            return text[marker.start - 1] in "。！？）〕】”"
    return False


def _tree(accepted: Iterator[Marker], end: int) -> list[_Node]:
    roots: list[_Node] = []
    stack: list[_Node] = []
    for marker in accepted:
        node = _Node(marker)
        while stack and stack[-1].marker.level >= marker.level:
            _close(stack.pop(), marker.start)
        if stack:
            if not stack[-1].children:
                stack[-1].own_end = marker.start
            stack[-1].children.append(node)
        else:
            roots.append(node)
        stack.append(node)
    while stack:
        _close(stack.pop(), end)
    return roots


def _close(node: _Node, end: int) -> None:
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
    starts = [at for at, node in enumerate(roots) if node.marker.value == 1]
    if len(starts) < 2:
        return roots
    first, second = roots[: starts[1]], roots[starts[1] :]
    bare = all("。" not in text[node.marker.end : node.end] for node in first)
    return second if bare and len(second) >= len(first) else roots


def _is_list(node: _Node, text: str) -> bool:
    """Whether the children are the items of one sentence: 应当提供：（一）…；（二）…。"""
    if any(child.children for child in node.children):
        return False
    ends = [text[child.marker.end : child.end].rstrip()[-1:] for child in node.children[:-1]]
    return bool(ends) and sum(last in ITEM_END for last in ends) > 0.5 * len(ends)


def _frozen(node: _Node, above: tuple[str, ...], text: str) -> Section:
    path = (*above, node.marker.number)
    if node.children and _is_list(node, text):
        node.children, node.own_end = [], node.end
    own_end = _stripped_end(text, node.marker.end, node.own_end)
    end = _stripped_end(text, node.marker.end, node.end)
    children = tuple(_frozen(child, path, text) for child in node.children)
    return Section(
        number=node.marker.number,
        path=path,
        start=node.marker.start,
        body=min(node.marker.end, own_end),
        own_end=own_end,
        end=max(end, own_end),
        heading=_heading(text, node.marker.end, own_end, bool(children)),
        is_measure=not children,
        truncated=not children and own_end == len(text) and text[own_end - 1] not in FINAL and "，" in text[text.rfind("\n", 0, own_end) + 1 : own_end],
        children=children,
    )


FINAL = "。！？；…）)〕】”》.!?;"


_LEAD_IN = re.compile(r"(?<=[。；）〕】\d])\n[^，。；：\n]{2,20}[：:]\s*$")  # the heading of what follows:  优化任务：


def _stripped_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    lead_in = _LEAD_IN.search(text, max(start, end - 30), end) if text[end - 1] in "：:" else None
    return lead_in.start() if lead_in else end


def _heading(text: str, start: int, end: int, parent: bool) -> str:
    """The heading: the first line where text follows it or sections do, else the sentence before the first full stop."""
    line_end = text.find("\n", start, end)
    if line_end < 0:
        line_end = end
    line = text[start:line_end].strip()
    if len(line) <= LONGEST_HEADING and "。" not in line[:-1] and (parent or line_end < end):
        return line.rstrip("。：")
    sentence = line.split("。", 1)[0]
    return sentence if len(sentence) <= LONGEST_HEADING_SENTENCE and re.match("。[^（(〔]", line[len(sentence) :]) else ""
