"""Who signs a notice: names of authorities over a date (GB/T 9704-2012, 7.3.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from silian_kg.reading.names import ORG_END, dates
from silian_kg.reading.numbering import label_at
from silian_kg.reading.spans import Span

MOST_SIGNERS = 40
LONGEST_NAME = 62  # characters
_ORG = re.compile(rf"[㐀-鿿 “”（）()、·]{{2,60}}?{ORG_END}(?:（[^（）]{{1,30}}章）)?")
_SEAL = re.compile("[（(][^（）()]{0,30}章[）)]")  # （北京市政务服务管理局代章）
_REGION = re.compile(r"(?=((?:[㐀-鿿]{2,4}?)(?:省|自治区|市|县|区|州)))")
_WHOLE_BEFORE = re.compile(rf"^中|^国家|{ORG_END}$|省$|市$|区$")
_NO_SIGNATURE_AFTER = "起至前后，、。；）)到的"  # 自2023年1月1日起


@dataclass(frozen=True, slots=True)
class Signature:
    """The names, each with its extent, and the date below; no names where the date stands alone."""

    orgs: tuple[Span, ...]
    date: Span
    start: int
    end: int


def signatures_of(text: str) -> Iterator[Signature]:
    """Every place where names of authorities stand over or before a date, or a date alone below a sentence."""
    for match in dates(text):
        date = Span(*match.span())
        before, after = text[date.start - 1 : date.start], text[date.end : date.end + 1]
        if (after and after in _NO_SIGNATURE_AFTER) or (
            after not in ("", "\n", "（", "(", "附") and not before.isalpha()
        ):
            continue
        orgs = tuple(_signers(text, date.start))
        start = orgs[0].start if orgs else date.start
        alone = before == "\n" and after in "\n" and text[start - 2 : start - 1] in "。）”"
        if orgs or alone:
            yield Signature(orgs, date, start, date.end)


def _signers(text: str, date: int) -> list[Span]:
    """The names above or before a date, in the order of the text."""
    line_start = text.rfind("\n", 0, date) + 1
    if line_start < date:  # on the same line: 广安市人民政府2021年9月1日
        glued = _glued(text, line_start, date)
        return [glued] if glued else []
    found: list[Span] = []
    end = line_start - 1
    while end > 0 and len(found) < MOST_SIGNERS:
        start = text.rfind("\n", 0, end) + 1
        name = text[start:end].strip()
        if not _SEAL.fullmatch(name):
            if not _ORG.fullmatch(name) or label_at(name, 0) is not None:
                glued = _glued(text, start, end) if "。" in name else None
                return [glued, *found] if glued else found
            found.insert(0, Span(start, end))
        end = start - 1
    return found


def _glued(text: str, line_start: int, end: int) -> Span | None:
    """The name at the end of a line to which a sentence, or the title of an attachment, is glued."""
    line_start = max(line_start, end - LONGEST_NAME)
    start = max(line_start, max(text.rfind(char, line_start, end) for char in "。）〕】：；，》”") + 1)
    name = text[start:end].strip()
    if not _ORG.fullmatch(name):
        return None
    start = text.index(name, start)
    regions = [match for match in _REGION.finditer(name) if match.start() > 0]
    if regions:  # …任务分工广安市人民政府: the region is what the text says most often
        best = max(regions, key=lambda match: (text.count(match[1]), len(match[1])))
        if not _WHOLE_BEFORE.search(name[: best.start()]) and text.count(name) == 1:
            start += best.start()
    return Span(start, start + len(text[start:end].rstrip()))
