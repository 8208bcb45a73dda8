"""The title of a notice: the lines over the addressees that end as titles end (标题; GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Mapping

from silian_kg.document import Value
from silian_kg.reading.bodies import ATTACHMENT
from silian_kg.reading.catalogue import META
from silian_kg.reading.names import BRACKETS, DATE, KIND, NUMBER, ORG_LAST, name_of
from silian_kg.reading.parts import Parts
from silian_kg.reading.spans import Span, is_label

SHORTEST, LONGEST = 6, 200  # characters
_END = re.compile(rf"(?:{KIND}|(?:印发|转发)《[^《》]*{KIND}[^《》]*》){BRACKETS}$")
_ANY_KIND = re.compile(rf"{KIND}{BRACKETS}")
_DATED = re.compile(rf"\s*[（(]\s*{DATE.pattern}\s*[）)]$", re.VERBOSE)  # …的通知（2023年3月19日）
_LINKED = re.compile(rf"{KIND}{BRACKETS}(?= \S{{1,8}}$)")  # …行动计划（2025—2027年） 政策咨询
_SENTENCE = re.compile("[。；！？]")
_BOOK_NUMBER = re.compile(r"\d{1,3}[.．、]\s?(?=[㐀-鿿《])")  # 3.广东省…
_REST = re.compile(
    r"(?:(?!关于|印发|《)[^\n]){1,16}的通知"
)  # the last line of a title that is broken before it: 实施细则的通知
_NO_TITLE = ("文件", "：", "全文", "附件", "信息")
_ABOUT = re.compile(rf"[^\n。]{{0,60}}关于[^。\n]{{2,90}}\n?[^。\n]{{0,60}}?{KIND}")


def title_of(text: str, parts: Parts, catalogue: Mapping[str, Span]) -> Value | None:
    """The title of the notice as issued; None where the text does not say.

    Of several lines that end as titles do the last counts, for collections repeat the title above.

    Args:
        text: the cleaned text.
        parts: the parts of the notice.
        catalogue: the extents of the values that a page prints over the notice; a title does not go on over them.
    """
    values = {value.start for value in catalogue.values()}
    lines = [line for line in parts.lines if line.start < parts.masthead.end]
    for at in range(len(lines) - 1, -1, -1):
        end = _title_end(text[lines[at].start : min(lines[at].end, parts.masthead.end)])
        if end is None:
            continue
        first = at
        while (
            first > 0 and lines[first - 1].start not in values and _goes_on(text, lines[first - 1], lines[first].start)
        ):
            first -= 1
        start = _unnumbered(text, lines[first].start)
        value = name_of(text[start : lines[at].start + end])
        if len(value) >= SHORTEST:
            return Value(value, start, lines[at].start + end, "head/title-line")
    return _in_catalogue(text, catalogue) or _about(text, parts)


def _title_end(line: str) -> int | None:
    """Where a title ends in a line, without the number, the date or the link that stands after it; None where the line is none."""
    if META.match(line):
        return None
    number = NUMBER.search(line)
    if number and number.start() > 4:  # …实施意见渝府办发〔2021〕88号
        kinds = [match.end() for match in _ANY_KIND.finditer(line, 0, number.start("year"))]
        line = line[: kinds[-1]] if kinds else line
    dated = _DATED.search(line)
    line = line[: dated.start()] if dated else line
    linked = _LINKED.search(line)
    line = line[: linked.end()] if linked else line.rstrip()
    titled = len(line) <= LONGEST and _END.search(line) and not _SENTENCE.search(line)
    return len(line) if titled else None


def _goes_on(text: str, above: Span, start: int) -> bool:
    """Whether a title that begins at `start` begins in the line above already."""
    line = text[_unnumbered(text, above.start) : above.end]
    if not is_label(line) or META.match(line) or NUMBER.search(line) or DATE.search(line):
        return False
    if line.endswith(_NO_TITLE) or ATTACHMENT.match(line):
        return False
    if _END.search(line) and (line.endswith("通知") or not _REST.match(text, start)):
        return False
    return not text.startswith("关于", start) or ORG_LAST.search(line) is not None


def _unnumbered(text: str, start: int) -> int:
    number = _BOOK_NUMBER.match(text, start)
    return number.end() if number else start


def _in_catalogue(text: str, catalogue: Mapping[str, Span]) -> Value | None:
    for key in ("标题", "名称", "文件名称", "title"):
        value = catalogue.get(key)
        if value and _END.search(text[value.start : value.end]):
            return Value(name_of(text[value.start : value.end]), *value, "head/title-in-catalogue")
    return None


def _about(text: str, parts: Parts) -> Value | None:
    """A title whose end is misprinted: 关于印发…的通知知."""
    match = _ABOUT.search(text, *parts.masthead)
    if match is None:
        return None
    start = _unnumbered(text, match.start())
    return Value(name_of(text[start : match.end()]), start, match.end(), "head/title-about")
