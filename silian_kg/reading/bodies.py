"""The stretches of a text that hold sections: without contents, lists of attachments, signatures, attachments and footers."""

import re
from collections.abc import Iterator

from silian_kg.reading.catalogue import META
from silian_kg.reading.names import KIND_LAST, NUMBER
from silian_kg.reading.numbering import marker_at
from silian_kg.reading.signatures import Signature
from silian_kg.reading.spans import LINE, Span, is_label

LONGEST_ATTACHMENT_LINE = 80
LEAST_DOUBLED = 0.4  # of a text, for its second half to be the first again
KEY = 60  # characters by which a text that begins again is known
CLOSING_LENGTH = 400  # characters after a signature that may hold numbers and still be no body
ATTACHMENT = re.compile(r"(?:相关)?附\s*[件表录](?:\s*[\d一二三四五六七八九十]{1,3})?\s*(?:[:：.．、\-—]|$|(?=[《\d]))")
# The last word of an addressee; also what one begins with
ADDRESSED = re.compile(
    r"^(?:各|有关|相关|机关|全[省市县区国]|[省市县区]|本市|本省|厅|局|委|中央|国务院|驻|直属|省级|市级|区级|县级)"
    r"|(?:政府|单位|部门|机构|局|厅|委|会|企业|院校|学校|中心|处室|园区|办事处|集团|公司|医院|街道|科室|办|部|组|院)(?:（[^（）]*）)?$"
)
_NUMBERED_LINE = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章条]|\d{1,2}[.．、])",
    re.MULTILINE,
)
_SECTION_LINE = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章条])", re.MULTILINE
)
_FIRST_NUMBER = re.compile(r"一、|（一）|第一[章条]|(?<!\d)1[.．、]")
_BOOK_NUMBER = re.compile(r"\d{1,3}[.．、]\s?")
_CONTENTS = re.compile(r"(?:^|(?<=[\n。）日]))目 ?录\s*[:：]?\s*")
_ENTRY = re.compile(r"[^\n.…·]{4,12}")
_ATTACHMENT_LIST = re.compile(
    r"(?:^|\n)附\s*件\s*[:：]\s*(?:\d[.．、]?\s?)?[^\n。]*(?:\n\d{1,2}\s?[.．、][^\n。；]*)*(?=\n|$)"
)
_GLUED_ATTACHMENT = re.compile(r"(?<=[。）〕】])(?:相关)?附件[:：]")
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|ofd|wps|zip|rar|jpg|png|mp[34]|html?)(?: ?[（(][^（）()]*[）)])?$", re.IGNORECASE
)
_NO_FOOTER = re.compile(r"[：）〕】]|^[—-]")


def bodies_of(
    text: str, lines: tuple[Span, ...], start: int, issued: tuple[Span, ...], signatures: list[Signature]
) -> Iterator[Span]:
    """The stretches that hold sections: one for each issued document, else the one of the notice itself.

    Args:
        text: the cleaned text.
        lines: its lines.
        start: where the text after addressees and titles begins.
        issued: the titles of issued documents over their texts.
        signatures: all signatures of the text.
    """
    starts = [title.end for title in issued] or [start]
    ends = [*(title.start for title in issued[1:]), _second_copy(text)]
    for first, last in zip(starts, ends, strict=True):
        begin = _after_attachment_list(text, _after_contents(text, first, last), last)
        further = _further_notice(text, lines, begin, last)
        yield Span(begin, _body_end(text, lines, begin, further.start if further else last, signatures))
        if further:
            yield Span(further.end, _body_end(text, lines, further.end, last, signatures))


def first_section(text: str, body: Span) -> int:
    """Where the first number of a stretch stands; its end where there is none."""
    for line in LINE.finditer(text, *body):
        marker = marker_at(text, line.start())
        if marker is not None and marker.value == 1 and not _is_book_title(line[0]):
            return line.start()
    match = _FIRST_NUMBER.search(text, *body)
    return match.start() if match else body.end


def _is_book_title(line: str) -> bool:
    """Whether a collection numbers this title: 1. 关于…的通知（2023年3月19日）."""
    return "关于" in line and "。" not in line and KIND_LAST.search(line) is not None


# --- where a body begins ---------------------------------------------------------------------------------------------------------


def _second_copy(text: str) -> int:
    """Where a text that a page holds twice begins again; its end where it does not."""
    again = text.find(text[:KEY], KEY)
    rest = text[again:]
    doubled = again > 0 and len(rest) >= LEAST_DOUBLED * len(text) and text.startswith(rest[: len(rest) // 2])
    return again if doubled else len(text)


def _after_contents(text: str, start: int, end: int) -> int:
    """Where the text begins after a table of contents: where its first entry stands again."""
    contents = _CONTENTS.search(text, start, end) if "目录" in text or "目 录" in text else None
    entry = _ENTRY.match(text, contents.end(), end) if contents else None
    again = text.find(entry[0], entry.end(), end) if entry else -1
    return again if again > 0 else start


def _after_attachment_list(text: str, start: int, end: int) -> int:
    """Where the text goes on after the list of attachments in a letter, whose numbers are no sections."""
    listed = _ATTACHMENT_LIST.search(text, start, end) if text.find("附", start, end) >= 0 else None
    if listed is None or _NUMBERED_LINE.search(text, start, listed.start()):
        return start
    return listed.end() if _NUMBERED_LINE.search(text, listed.end(), end) else start


def _further_notice(text: str, lines: tuple[Span, ...], start: int, end: int) -> Span | None:
    """The masthead of the next notice in a file of several: title, 发文字号 and addressees on lines of their own, after sections."""
    first = first_section(text, Span(start, end))
    for at, line in enumerate(lines):
        if not (first < line.start < end and "号" in text[line.end - 2 : line.end]):
            continue
        below = next((each for each in lines[at + 1 : at + 3] if text[each.end - 1] == "："), None)
        if not NUMBER.fullmatch(text[line.start : line.end].strip("（）()")) or below is None:
            continue
        if ADDRESSED.search(text[below.start : below.end - 1]):
            above = at
            while above > 0 and is_label(
                _BOOK_NUMBER.sub("", text[lines[above - 1].start : lines[above - 1].end], count=1)
            ):
                above -= 1
            return Span(lines[above].start, below.end)
    return None


# --- where a body ends -----------------------------------------------------------------------------------------------------------


def _body_end(text: str, lines: tuple[Span, ...], start: int, end: int, signatures: list[Signature]) -> int:
    """Where the sections end: before attachments, and before the signature below them."""
    first = first_section(text, Span(start, end))
    end = next(
        (line.start for line in lines if start < line.start < end and _opens_attachments(text, line, first, end)), end
    )
    glued = _GLUED_ATTACHMENT.search(text, max(first, text.rfind("。", first, end)), end)
    end = glued.start() if glued else end
    end = next((each.start for each in signatures if first < each.start < end and _closes(text, each, end)), end)
    return _without_footer(text, first, end)


def _opens_attachments(text: str, line: Span, first: int, end: int) -> bool:
    """Whether attachments begin at a line: after the first section, or where nothing but their names follows."""
    if (
        text[line.start] not in "附相"
        or line.end - line.start > LONGEST_ATTACHMENT_LINE
        or not ATTACHMENT.match(text, *line)
    ):
        return False
    return first < line.start or "。" not in text[line.end : end]


def _closes(text: str, signature: Signature, end: int) -> bool:
    """Whether nothing numbered follows a signature."""
    return end - signature.end < CLOSING_LENGTH or not _SECTION_LINE.search(text, signature.end, end)


def _without_footer(text: str, first: int, end: int) -> int:
    """The end before the lines of a catalogue or a footer, which hold no sentence."""
    while end > first:
        start = text.rfind("\n", first, end) + 1
        line = text[start:end].strip()
        if start <= first or (line and not _is_footer(line)):
            break
        end = start - 1
    return end


def _is_footer(line: str) -> bool:
    if META.match(line) or _FILE_NAME.search(line):
        return True
    return is_label(line) and not _NO_FOOTER.search(line)
