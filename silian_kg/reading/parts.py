"""Cleaned text → the parts of a notice: masthead, addressees, covering letter, signature, issued document, attachments.

The parts are extents of the text; head.py reads values from them, structure.py reads sections.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from silian_kg.reading.names import KIND, ORG_END
from silian_kg.reading.numbering import Level, marker_at

_DIGIT = "[〇○零OＯ一二三四五六七八九十\\d]"
DATE = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}|[一二][〇○零OＯ九\d一二三四五六七八]{{3}})年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
)
NUMBER = re.compile(
    r"(?P<agency>(?:[㐀-鿿]|[（(][㐀-鿿]{1,4}[）)]){2,20}?)\s*[〔\[［(（【﹝{<＜]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］)）】﹞}>＞]\s*第?\s*(?P<serial>\d{1,5})\s*号"
)
# Lines that say what a catalogue says of the notice:  发文字号：国发〔2018〕39号    **发布日期**: 2025-07-10
META = re.compile(
    r"""(?:[-*·]\s*)?(?P<key>索\s*引\s*号|主\s*题\s*分\s*类|主\s*题\s*词|发\s*文\s*机\s*[关构]|发\s*布\s*机\s*[构关]|发\s*[文布]\s*单\s*位|发布部门|制定机关
      |成\s*文\s*日\s*期|生\s*成\s*日\s*期|发\s*文\s*日\s*期|发\s*布\s*日\s*期|发布时间|公\s*布\s*日\s*期|公开日期|印发日期|信息提供日期|实施日期|生效日期|失效日期|有效期
      |标\s*题|名\s*称|文件名称|发\s*文\s*字\s*号|文\s*号|文件编号|统一编号|公开属性|公\s*开\s*方\s*式|有\s*效\s*性|时效性|效力级别|文\s*种|公文种类|体裁|分\s*类|类\s*别|组配分类
      |来\s*源|信\s*息\s*来\s*源|原文链接|链接|网址|检索时间|检索关键词|文档类型|文档|关键词|附件|法规类别|浏览次数|字体|分享|作者|责任编辑|corpus_id|title|source_url|source_domain|publisher|publish_date|capture_\w+|http_status|content_sha256|解读|相关解读
      )\s*[：:]\s*(?P<value>.*)""",
    re.VERBOSE,
)
_ISSUES = re.compile(r"印发|公布|发布|转发|下发|颁布|颁发|施行|执行")
_TITLED = re.compile(r"《(?P<title>[^《》\n]{4,120}(?:《[^《》\n]*》[^《》\n]*)*)》")
ATTACHMENT = re.compile(r"(?:相关)?附\s*[件表录](?:\s*[\d一二三四五六七八九十]{1,3})?\s*(?:[:：.．、\-—]|$|(?=[《\d]))")
_PAIRED = {"（": "）", "(": ")"}


class Span(NamedTuple):
    """A piece of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, each with its extent, and the date below (GB/T 9704-2012, 7.3.5)."""

    orgs: tuple[Span, ...]
    date: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a notice, as extents of its cleaned text.

    `bodies` are the stretches that hold sections: one for each issued document, else the one of the notice itself.
    """

    lines: tuple[Span, ...]
    masthead: Span
    addressees: Span | None
    opening: int  # where the text after the addressees begins
    signature: Signature | None
    issued: tuple[Span, ...]  # the titles of the issued documents, where they stand over their texts
    names_issued: tuple[str, ...]  # the same as the letter names them
    named: Span | None  # what the notice issues, in its own title, where the text below has no title of its own
    bodies: tuple[Span, ...]
    titled: bool  # a line above the text ends as titles of notices do

    @property
    def is_notice(self) -> bool:
        """Whether something other than numbered sections shows that this is a notice."""
        return self.addressees is not None or self.signature is not None or self.titled


_LINE = re.compile(r"[^\n]+")


def parts_of(text: str) -> Parts:
    """The parts of a notice."""
    lines = tuple(Span(match.start(), match.end()) for match in _LINE.finditer(text))
    addressees = _addressees(text, lines)
    opening = addressees.end if addressees else _book_title_end(text)
    names = tuple(dict.fromkeys(_titles_issued(text, opening)))
    signatures = list(_signatures(text))
    issued = tuple(_issued(text, names, opening)) or tuple(_titled_below(text, lines, opening, signatures))
    start = issued[0].end if issued else opening
    bodies = tuple(_bodies(text, lines, start, issued, signatures))
    if issued and not any(_first_section(text, body) < body.end for body in bodies):
        bodies = tuple(_bodies(text, lines, opening, (), signatures))  # what is issued is a list; the letter holds the measures
    first = _first_section(text, bodies[0])
    signature = next((each for each in signatures if opening <= each.start and each.end <= first), None) or next(
        (each for each in reversed(signatures) if each.start >= first), None
    )
    masthead_end = addressees.start if addressees else min(first, _first_sentence(text, lines))
    return Parts(
        lines=lines,
        masthead=Span(0, masthead_end),
        addressees=addressees,
        opening=opening,
        signature=signature,
        issued=issued,
        names_issued=names,
        named=None if issued or _ISSUES.search(text, opening, first) else _named(text, names, opening),
        bodies=bodies,
        titled=_TITLED_NOTICE.search(text, 0, masthead_end) is not None,
    )


_BOOK_TITLE = re.compile(rf"\d{{1,3}}[.．、]\s?[^。]{{5,200}}?（{DATE.pattern}）(?=\n)")


def _book_title_end(text: str) -> int:
    """The end of a title that a collection numbers: 3. …的通知（2023年3月19日）."""
    match = _BOOK_TITLE.match(text)
    return match.end() if match else 0


def _doubled(text: str) -> int:
    """Where a text that a page holds twice begins again; its end where it does not."""
    again = text.find(text[:60], 60)
    rest = text[again:]
    return again if again > 0 and len(rest) >= 0.4 * len(text) and text.startswith(rest[: len(rest) // 2]) else len(text)


_CONTENTS = re.compile(r"(?:^|(?<=[\n。）日]))目 ?录\s*[:：]?\s*")


def _after_contents(text: str, start: int, end: int) -> int:
    """Where the text begins after a table of contents: where its first entry stands again."""
    contents = _CONTENTS.search(text, start, end) if "目录" in text or "目 录" in text else None
    if contents is None:
        return start
    entry = re.compile(r"[^\n.…·]{4,12}").match(text, contents.end(), end)
    again = text.find(entry[0], entry.end(), end) if entry else -1
    return again if again > 0 else start


_ATTACHMENT_LIST = re.compile(r"(?:^|\n)附\s*件\s*[:：]\s*(?:\d[.．、]?\s?)?[^\n。]*(?:\n\d{1,2}\s?[.．、][^\n。；]*)*(?=\n|$)")


def _after_attachment_list(text: str, start: int, end: int) -> int:
    """Where the text goes on after the list of attachments in a letter, whose numbers are no sections."""
    listed = _ATTACHMENT_LIST.search(text, start, end) if text.find("附", start, end) >= 0 else None
    if listed is None or _NUMBERED_LINE.search(text, start, listed.start()):
        return start
    return listed.end() if _NUMBERED_LINE.search(text, listed.end(), end) else start


_NUMBERED_LINE = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章条]|\d{1,2}[.．、])", re.MULTILINE)


_TITLED_NOTICE = re.compile(rf"关于[^。\n]{{2,120}}{KIND}(?:（[^（）]*）)?$", re.MULTILINE)


_MONTH_AND_DAY = re.compile(rf"年{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日")


def dates(text: str) -> Iterator[re.Match[str]]:
    """Every date in full, in Arabic or Chinese figures; sought by the rarer 年…月…日."""
    for match in _MONTH_AND_DAY.finditer(text):
        date = DATE.match(text, max(0, match.start() - 4), match.end())
        if date:
            yield date


def is_label(line: str) -> bool:
    """Whether a line is a title, a name or a date: no sentence, no number of a section."""
    return len(line) <= 90 and not re.search("[，。；！？]", line) and not line.endswith(("：", ":")) and marker_at(line, 0) is None


# --- addressees ------------------------------------------------------------------------------------------------------------------

_ADDRESSED = re.compile(
    r"^(?:各|有关|相关|机关|全[省市县区国]|[省市县区]|本市|本省|厅|局|委|中央|国务院|驻|直属|省级|市级|区级|县级)"
    rf"|(?:政府|单位|部门|机构|局|厅|委|会|企业|院校|学校|中心|处室|园区|办事处|集团|公司|医院|街道|科室|办|部|组|院)(?:（[^（）]*）)?$"
)
_AFTER_TITLE = re.compile(rf"{KIND}(?:（[^（）]{{1,12}}）)?(?=各|有关|相关|省|市|县|区|本)|号[）)]?(?=[㐀-鿿])")
LONGEST_ADDRESS = 600


def _addressees(text: str, lines: tuple[Span, ...]) -> Span | None:
    """Whom the notice addresses: up to the colon of the first line that names authorities and says nothing."""
    for line in lines[:80]:
        colon = text.find("：", line.start, min(line.end, line.start + LONGEST_ADDRESS))
        if marker_at(text, line.start) is not None and marker_at(text, line.start).level != Level.ARABIC:  # type: ignore[union-attr]
            return None
        if colon < 0:
            continue
        start = line.start
        if META.match(text, start, line.end):
            continue
        for match in _AFTER_TITLE.finditer(text, start, colon):
            start = match.end()
        names = text[start:colon]
        if names and not re.search("[。！？《》]|如下|以下|联系|电话|单位名称|\\d", names) and _ADDRESSED.search(names) and len(names) > 2:
            return Span(start, colon)
        if "。" in text[line.start : colon]:
            return None
    return None


# --- the issued document ---------------------------------------------------------------------------------------------------------


def _issued(text: str, names: tuple[str, ...], opening: int) -> Iterator[Span]:
    """The titles of the documents that the notice issues, where they stand over their texts."""
    after = opening
    for title in names:
        for match in _loosely(title).finditer(text, after):
            start, end = match.span()
            before = text[start - 1] if start else "\n"
            if before not in "\n日）。" or text[end : end + 1] in ("》", "〉"):
                continue
            bracket = _TITLE_BRACKET.match(text, end)
            yield Span(start, bracket.end() if bracket else end)
            after = end
            break


_BELOW_SIGNATURE = re.compile(r"[（(](?:此件|联系|本文|公开)|联系|附\s*件|抄送")


def _titled_below(text: str, lines: tuple[Span, ...], opening: int, signatures: list[Signature]) -> Iterator[Span]:
    """The title below the signature of a letter that names what it issues in other words."""
    signature = next((each for each in signatures if each.start >= opening), None)
    if signature is None or not _ISSUES.search(text[:signature.start]):
        return
    below = [line for line in lines if line.start > signature.end and not _BELOW_SIGNATURE.match(text, line.start)]
    for count, line in enumerate(below[:4], start=1):
        if not is_label(text[line.start : line.end]):
            return
        if re.search(rf"{KIND}(?:[（(][^（）()]*[）)])*$", text[line.start : line.end].rstrip()) and "。" in text[line.end :]:
            yield Span(below[0].start, line.end)
            return


def _named(text: str, names: tuple[str, ...], opening: int) -> Span | None:
    match = _loosely(names[0]).search(text, 0, opening) if names else None
    return Span(*match.span()) if match else None


_TITLE_BRACKET = re.compile(r"\s?[（(][^（）()\n]{2,30}[）)](?=\n|$)")
_LOOSE = {"的": "的?", "（": "[（(]?", "）": "[）)]?", "《": "[《〈]", "〈": "[《〈]", "》": "[》〉]", "〉": "[》〉]", "—": "[-—－–~～]+", "-": "[-—－–~～]+", "“": '[“"]', "”": '[”"“]'}


def _loosely(title: str) -> re.Pattern[str]:
    """A title, its lines broken anywhere, its quotation marks and dashes of any kind."""
    return re.compile(r"\s*".join(_LOOSE.get(char) or re.escape(char) for char in re.sub(r"\s|—(?=—)", "", title)))


# What stands before and after the name of a document that the letter issues, not merely cites
_ISSUED_BEFORE = re.compile(r"(?:将|印发|转发|发布|公布|[制编修]定了?|[制修]订了?|编制了?|起草了?|形成了?|审定了?|^[^，。]{0,60}：|^\s*)$")
_ISSUED_AFTER = re.compile(r"\s*(?:(?:已|业)经?[^。]{0,60}(?:印发|发布|公布|执行|施行)|[^，。《]{0,12}(?:现)?予?以?(?:印发|公布|发布|转发|下发))|，[^。《]{0,30}现(?:予)?以?(?:印发|发布|公布|下发)|的通知")


def _titles_issued(text: str, opening: int) -> Iterator[str]:
    """The names in 《》 of what the letter issues: 现将《…》印发给你们; some letters give several, 《…》《…》和《…》."""
    unquoted = re.search(rf"(?:印发|转发)(?P<name>[^《》\n]{{4,80}}{KIND}(?:（[^（）]*）)?)的?通知", text[:opening].replace("\n", ""))
    if unquoted:
        yield unquoted["name"]
    in_title = re.compile(r"(?:印发|转发|发布|公布)((?:《[^《》\n]+》[、和及]?)+)的?通知").search(re.sub("\\n", "", text[:opening]))
    if in_title:
        yield from re.findall("《([^《》]+)》", in_title[1])
    letter = text[opening : opening + 3000]
    for sentence in re.finditer(r"[^。]+(?:。现[^。]{0,10}(?:印发|发布|公布)[^。]*)?", letter):
        if not _ISSUES.search(sentence[0]):
            continue
        named = list(_TITLED.finditer(sentence[0]))
        last = -1
        for at, match in enumerate(named):
            tail = sentence[0][match.end() :]
            run = next((i for i in range(at, len(named)) if i + 1 == len(named) or not re.fullmatch("[、，和及]?", sentence[0][named[i].end() : named[i + 1].start()])), at)
            before = sentence[0][: match.start()].lstrip("\n")
            if at - 1 == last and last >= 0 and re.fullmatch("[、，和及]?", sentence[0][named[last].end() : match.start()]):
                last = at
                yield match["title"]
            elif _ISSUED_BEFORE.search(before) and (_ISSUED_AFTER.match(sentence[0], named[run].end()) or "印发" in tail):
                last = at
                yield match["title"]
        if last >= 0:
            return


# --- bodies ----------------------------------------------------------------------------------------------------------------------


def _bodies(text: str, lines: tuple[Span, ...], start: int, issued: tuple[Span, ...], signatures: list[Signature]) -> Iterator[Span]:
    starts = [title.end for title in issued] or [start]
    ends = [title.start for title in issued[1:]] + [_doubled(text)]
    for first, last in zip(starts, ends, strict=True):
        first = _after_attachment_list(text, _after_contents(text, first, last), last)
        further = next(_further_notices(text, lines, first, last), None)
        yield Span(first, _body_end(text, lines, first, further.start if further else last, signatures))
        if further:
            yield Span(further.end, _body_end(text, lines, further.end, last, signatures))


def _further_notices(text: str, lines: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    """The masthead of the next notice in a file of several: title, 发文字号 and addressees on lines of their own, after sections."""
    first = _first_section(text, Span(start, end))
    for at, line in enumerate(lines):
        if line.start <= first or line.start >= end or "号" not in text[line.end - 2 : line.end] or not NUMBER.fullmatch(text[line.start : line.end].strip("（）()")):
            continue
        below = next((each for each in lines[at + 1 : at + 3] if text[each.end - 1] == "："), None)
        if below is None or not _ADDRESSED.search(text[below.start : below.end - 1]):
            continue
        above = at
        while above > 0 and is_label(_unnumbered(text[lines[above - 1].start : lines[above - 1].end])):
            above -= 1
        yield Span(lines[above].start, below.end)


def _unnumbered(line: str) -> str:
    return re.sub(r"^\d{1,3}[.．、]\s?", "", line)


def _first_section(text: str, body: Span) -> int:
    for line in _LINE.finditer(text, body.start, body.end):
        marker = marker_at(text, line.start())
        if marker is not None and marker.value == 1 and marker.end > marker.start and not _is_title(line[0]):
            return line.start()
    match = re.compile(r"一、|（一）|第一[章条]|(?<!\d)1[.．、]").search(text, body.start, body.end)
    return match.start() if match else body.end


def _is_title(line: str) -> bool:
    """A line that a collection numbers: 3. …的通知（2023年3月19日）."""
    return re.search(rf"{KIND}(?:（[^（）]*）)?$", line) is not None and "关于" in line and "。" not in line


def _body_end(text: str, lines: tuple[Span, ...], start: int, end: int, signatures: list[Signature]) -> int:
    """Where the sections end: before attachments, and before the signature below them."""
    first = _first_section(text, Span(start, end))
    for line in lines:
        if start < line.start < end and text[line.start] in "附相" and line.end - line.start <= 80 and ATTACHMENT.match(text, line.start, line.end):
            if first < line.start or "。" not in text[line.end : end]:
                end = line.start
                break
    glued = _GLUED_ATTACHMENT.search(text, max(first, text.rfind("。", first, end)), end)
    if glued:
        end = glued.start()
    for signature in signatures:
        if first < signature.start < end and _closes(text, signature, end):
            end = signature.start
            break
    return _without_footer(text, first, end)


_GLUED_ATTACHMENT = re.compile(r"(?<=[。）〕】])(?:相关)?附件[:：]")


def _without_footer(text: str, first: int, end: int) -> int:
    """The end before the lines of a catalogue or a footer, which hold no sentence."""
    while end > first:
        start = text.rfind("\n", first, end) + 1
        line = text[start:end].strip()
        if start <= first or (line and not _is_footer(line)):
            break
        end = start - 1
    return end


_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|ofd|wps|zip|rar|jpg|png|mp[34]|html?)(?: ?[（(][^（）()]*[）)])?$", re.IGNORECASE)


def _is_footer(line: str) -> bool:
    if META.match(line) or _FILE_NAME.search(line):
        return True
    return is_label(line) and not re.search(r"[：）〕】]|^[—-]", line)


def _closes(text: str, signature: Signature, end: int) -> bool:
    """Whether nothing numbered follows a signature."""
    rest = text[signature.end : end]
    return len(rest) < 400 or not re.search(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章条])", rest, re.MULTILINE)


def _first_sentence(text: str, lines: tuple[Span, ...]) -> int:
    for line in lines:
        if "。" in text[line.start : line.end] or "，" in text[line.start : line.end]:
            return line.start
    return len(text)


# --- signatures ------------------------------------------------------------------------------------------------------------------

_ORG = re.compile(rf"[㐀-鿿 “”（）()、·]{{2,60}}?{ORG_END}(?:（[^（）]{{1,30}}章）)?")


def _signatures(text: str) -> Iterator[Signature]:
    """Every place where names of authorities stand over a date."""
    for date in dates(text):
        if text[date.end() : date.end() + 1] not in ("", "\n", "（", "(", "附") and not text[date.start() - 1 : date.start()].isalpha():
            continue
        after = text[date.end() : date.end() + 1]
        if after and after in "起至前后，、。；）)到的":
            continue
        orgs = tuple(_signers(text, date.start()))
        start = min((org.start for org in orgs), default=date.start())
        if orgs or (text[start - 1 : start] == "\n" and after in "\n" and text[start - 2 : start - 1] in "。）”"):  # a date alone, below a sentence
            yield Signature(orgs, Span(date.start(), date.end()), start, date.end())


def _signers(text: str, date: int) -> list[Span]:
    """The names above or before a date, in the order of the text."""
    line_start = text.rfind("\n", 0, date) + 1
    found: list[Span] = []
    if line_start < date:  # on the same line: 广安市人民政府2021年9月1日
        glued = _glued_org(text, line_start, date)
        return [glued] if glued else []
    end = line_start - 1
    while end > 0 and len(found) < 40:
        start = text.rfind("\n", 0, end) + 1
        name = text[start:end]
        if _SEAL.fullmatch(name.strip()):  # （北京市政务服务管理局代章）
            end = start - 1
            continue
        if not _ORG.fullmatch(name.strip()) or marker_at(name, 0) is not None:
            glued = _glued_org(text, start, end) if "。" in name else None
            return [glued, *found] if glued else found
        found.insert(0, Span(start, end))
        end = start - 1
    return found


_SEAL = re.compile("[（(][^（）()]{0,30}章[）)]")
_REGION = re.compile(r"(?=((?:[㐀-鿿]{2,4}?)(?:省|自治区|市|县|区|州)))")


def _glued_org(text: str, line_start: int, end: int) -> Span | None:
    """The name at the end of a line that a sentence, or the title of an attachment, is glued to."""
    start = max(line_start, max((text.rfind(char, line_start, end) for char in "。）〕】：；，》”"), default=-1) + 1)
    name = text[start:end].strip()
    if not _ORG.fullmatch(name):
        return None
    start = text.index(name, start)
    regions = [match for match in _REGION.finditer(name) if match.start() > 0]
    if regions:  # …任务分工广安市人民政府: the region is what the text says most often
        best = max(regions, key=lambda match: (text.count(match[1]), len(match[1])))
        before = name[: best.start()]
        if not re.search(rf"^中|^国家|{ORG_END}$|省$|市$|区$", before) and text.count(name) == 1:
            start += best.start()
    return Span(start, start + len(text[start:end].rstrip()))
