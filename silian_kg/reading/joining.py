"""Lines of a source → which of them continue the paragraph before them.

Two kinds of source break inside sentences: hard-wrapped ones, which break at the width of a page, and fragmented ones, where a converter gave
each run of characters a line of its own. A line that opens with a number, closes a signature or names a thing begins anew.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from silian_kg.reading.names import KIND, ORG_END
from silian_kg.reading.numbering import label_at, level_of

HAN = "㐀-鿿豈-﫿〇𠀀-𲎯"
NARROWEST = 18  # characters; narrower columns are tables
SENTENCE_END = "。！？；："
OPENING = "（《“〔【‘〈「『(["
CLOSING = "，。；：、！？）》”〕】’〉」』)]%％"
INSIDE_LINE = "，。；、：”）》"  # after these marks converters break a line that the page does not
LONGEST_HEADING = 60
REMEMBERED = 400  # characters of a paragraph that its continuation may depend on
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】"))
_DATE = re.compile(
    r"[\d〇零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_BOUNDARY = re.compile(
    r"[—–-]{2}|[●■◆▲★※•·]|附\s*件|附\s*表|[（(](?:此件|联系|[责牵]任|牵头|主办|配合)|抄\s*送|[^，。；：]{2,12}[：:]|https?:"
)
_NAME = re.compile(rf"(?:{ORG_END}|{KIND}|日)(?:[（(][^（）()]*[）)])?$|[：:]$")
_CLAUSE = re.compile(r"(?:责任|牵头|负责|单位|配合|部门|主管|落实|参与|下同|联系)[^（）()]*[）)〕】]$")
_SENTENCE_MARK = re.compile("[，。；]")
_SENTENCE_START = re.compile(f"[{HAN}“《\\d]")
_FIGURES = re.compile(r"\d[\d.]*%?")
_BEFORE_FIGURES = re.compile(f"[{HAN}〔〕（《“]")
_FIGURES_LAST = re.compile(rf"(?:[{HAN}〔]|\b)\d[\d.]*%?$")
_AFTER_FIGURES = re.compile("[年月日号项家个〕％%]")


@dataclass(slots=True)
class Line:
    """A line of the source without the spaces around it: source[start:end] == text."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    alone: bool  # blank lines stand around it
    joined: bool = False  # it continues the line before it


@dataclass(slots=True)
class _Page:
    wrapped: bool  # the text breaks its lines at a width
    bare_headings: frozenset[int]  # levels whose numbers often head a line that is no sentence
    full: bool = False  # the last line reached the width
    body: bool = False  # sentences came before: titles and addressees are over


def join(lines: Sequence[Line]) -> None:
    """Mark each line that continues the paragraph before it."""
    widths = [_width(line.text) for line in lines]
    wrap = wrap_width([line.text for line in lines], widths) or 0.0
    labels = [label_at(line.text.lstrip("*"), 0) for line in lines]
    page = _Page(bool(wrap), _bare_headings(lines, labels))
    paragraph, label = "", None
    column = 0.0
    for line, width, number in zip(lines, widths, labels, strict=True):
        plain = line.text.replace("**", "") if "*" in line.text else line.text
        if not plain:
            continue
        if paragraph:
            page.body = page.body or "。" in paragraph
            page.full = page.wrapped and column >= wrap - 0.5
            line.joined = _continues(paragraph, label, plain, number, line.gap, page)
        if page.wrapped:
            beside = (
                column + width <= wrap + 2
                and paragraph[-1:] in INSIDE_LINE
                and (line.joined or not _NAME.search(plain))
            )
            column = column + width if beside else width
        if line.joined:
            paragraph = (paragraph + plain)[-REMEMBERED:]
        else:
            paragraph, label = plain[-REMEMBERED:], number


def _width(text: str) -> float:
    """How wide a line is in print, in Chinese characters; the spaces that printing adds count nothing."""
    narrow = (
        3 * len(text) - len(text.encode())
    ) / 2  # a Chinese character has three bytes in UTF-8, a Latin one has one
    return len(text) - (narrow + text.count(" ")) / 2


def wrap_width(lines: Sequence[str], widths: Sequence[float] | None = None) -> float | None:
    """The width at which a hard-wrapped text breaks its lines, in characters; None where each line is a paragraph.

    Such a text has many lines of nearly one width, which stop inside a sentence, and next to none that are longer.
    """
    if widths is None:
        widths = [_width(line) for line in lines]
    wide = [(round(width), line) for width, line in zip(widths, lines, strict=True) if width >= NARROWEST]
    counts = Counter(width for width, _ in wide)
    enough = max(6 if len(wide) > 20 else 4, 0.08 * len(wide))
    longer = 0
    for width in sorted(counts, reverse=True):
        if longer > 0.05 * len(wide):
            return None
        if counts[width] + counts[width - 1] + counts[width - 2] >= enough:
            near = [line for each, line in wide if width - 2 <= each <= width]
            open_ended = sum(line[-1] not in SENTENCE_END + "）)" for line in near)
            return width - 1.5 if open_ended >= 0.4 * len(near) else None
        longer += counts[width]
    return None


def _bare_headings(lines: Sequence[Line], labels: Sequence[re.Match[str] | None]) -> frozenset[int]:
    """The levels of numbers that often head a line without punctuation: there, such a line is a heading and not a broken sentence."""
    sentences: Counter[int] = Counter()
    headings: Counter[int] = Counter()
    for line, label in zip(lines, labels, strict=True):
        if label is not None:
            (sentences if _SENTENCE_MARK.search(line.text) else headings)[level_of(label)] += 1
    return frozenset(level for level, count in headings.items() if 4 * count >= sentences[level])


def _continues(
    paragraph: str, label: re.Match[str] | None, line: str, number: re.Match[str] | None, gap: bool, page: _Page
) -> bool:
    """Tell whether a line goes on where the paragraph before it stopped; `label` and `number` are what they begin with."""
    last, first = paragraph[-1], line[0]
    if first in CLOSING or last in OPENING or (not gap and _is_fragment(paragraph, line)):
        return True
    if label is not None and label.end() == len(paragraph):  # 第一章 ⏎ 总则
        return True
    if number is not None:
        return False
    if last in "，、" or _unclosed(paragraph):
        return True
    if last in SENTENCE_END or _BOUNDARY.match(line) or _DATE.fullmatch(line):
        return False
    if last in "）)〕】" and (_CLAUSE.search(paragraph[-120:]) or _stands_alone(paragraph)):
        return False
    if first in "（(〔" and (page.wrapped or last == "》"):
        return True
    if page.full or (page.wrapped and last == "》" and first not in "各为"):
        return True
    return _is_broken(paragraph, label, line, page)


def _is_broken(paragraph: str, label: re.Match[str] | None, line: str, page: _Page) -> bool:
    """Tell whether a paragraph that ends without punctuation is a sentence that stopped short, and not a heading, a title, a name."""
    if label is not None and "。" not in paragraph and len(paragraph) < LONGEST_HEADING:
        return level_of(label) not in page.bare_headings and _is_sentence(line)
    if _is_sentence(paragraph) or (page.wrapped and page.body and "、" in paragraph):
        return page.wrapped or _is_sentence(line)
    return len(paragraph) <= 3 and page.wrapped


def _is_sentence(line: str) -> bool:
    """Whether a line holds or begins a sentence, as against a title, a name, an entry of a list."""
    return _SENTENCE_MARK.search(line) is not None and _SENTENCE_START.match(line) is not None


def _is_fragment(paragraph: str, line: str) -> bool:
    """Whether a converter gave figures inside a sentence a line of their own: 自 ⏎ 2018 ⏎ 年起."""
    if line[0].isdigit():
        return _FIGURES.fullmatch(line) is not None and _BEFORE_FIGURES.match(paragraph[-1]) is not None
    return (
        (paragraph[-1].isdigit() or paragraph[-1] == "%")
        and _AFTER_FIGURES.match(line) is not None
        and _FIGURES_LAST.search(paragraph[-12:]) is not None
    )


def _unclosed(paragraph: str) -> bool:
    """Whether a bracket or a quotation was opened lately and not closed."""
    if paragraph[-1] == "。":
        return False
    recent = paragraph[-160:]
    if "(" in recent or ")" in recent:
        recent = recent.replace("(", "（").replace(")", "）")
    for opening, closing in _PAIRS:
        opened = recent.rfind(opening)
        if opened >= 0 and opened > recent.rfind(closing) and recent.count(opening) > recent.count(closing):
            return True
    return False


def _stands_alone(paragraph: str) -> bool:
    """Whether the bracket at the end follows a finished sentence or is the whole paragraph."""
    opening = max(paragraph.rfind(char) for char in "（(〔【")
    return opening <= 0 or paragraph[opening - 1] in "。；！？”"
