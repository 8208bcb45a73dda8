"""Parts of a notice → what its head states: title, 发文字号, issuers, addressees, dates, and what the preamble cites.

The rules follow GB/T 9704-2012, clause 7, and the catalogues that web pages print over a notice.
"""

import re
from collections.abc import Iterator

from silian_kg.document import Head, Issued, Reference, Value
from silian_kg.reading.names import KIND, ORG_END
from silian_kg.reading.numbering import value_of
from silian_kg.reading.parts import DATE, META, NUMBER, Parts, Span, is_label

_SPACE_IN_NAME = re.compile(r"(?<![A-Za-z0-9])[ \n]+|[ \n]+(?![A-Za-z0-9])")
_TITLE_END = re.compile(rf"(?:{KIND}|(?:印发|转发)《[^《》]*{KIND}[^《》]*》)(?:[（(][^（）()]{{1,30}}[）)])*$")
_TITLE_DATE = re.compile(rf"\s*[（(]\s*{DATE.pattern}\s*[）)]$")
_BOOK_NUMBER = re.compile(r"\d{1,3}[.．、]\s?(?=[㐀-鿿《])")


def head_of(text: str, parts: Parts, preambles: tuple[tuple[int, int], ...]) -> Head:
    """What the head of a notice states; None and () where the text does not say.

    Args:
        text: the cleaned text.
        parts: its parts.
        preambles: the extents before the first section of each body, the letter's first.
    """
    meta = dict(_catalogue(text, parts, preambles[0][1]))
    title = _title(text, parts, meta)
    published = _first_date(text, meta, ("发布日期", "发布时间", "公布日期", "公开日期", "信息提供日期", "publish_date"), "head/date-published")
    return Head(
        title=title,
        number=_number(text, parts),
        issuers=_issuers(text, parts, title, meta),
        addressees=tuple(_addressees(text, parts.addressees)),
        date=_date(text, parts, meta) or _printed_date(text, parts) or published,
        published=published,
        disclosure=_found(text, _DISCLOSURE, "how", "head/disclosure"),
        contact=_found(text, _CONTACT, "unit", "head/contact"),
        cites=tuple(_cited(text, parts, preambles, title)),
    )


def issued_of(text: str, parts: Parts) -> Issued | None:
    """The first document that the notice issues, None where it issues none."""
    if parts.named:
        value = Value(name_of(text[parts.named.start : parts.named.end]), *parts.named, "head/issued-name-in-title")
        return Issued(value, parts.opening, parts.bodies[-1].end)
    if not parts.issued:
        return None
    title, body = parts.issued[0], parts.bodies[0]
    return Issued(Value(name_of(text[title.start : title.end]), title.start, title.end, "head/issued-title"), title.start, body.end)


def name_of(piece: str) -> str:
    """A name without the breaks and spaces that printing put into it; spaces between Latin words stay."""
    return _SPACE_IN_NAME.sub("", piece.strip())


# --- title -----------------------------------------------------------------------------------------------------------------------


def _title(text: str, parts: Parts, meta: dict[str, Span]) -> Value | None:
    """The lines before the number or the addressees that end as titles end; the last of them, for catalogues repeat it above."""
    values = {value.start for value in meta.values()}
    lines = [line for line in parts.lines if line.start < parts.masthead.end]
    best: Value | None = None
    at = len(lines) - 1
    while at >= 0:
        line = lines[at]
        end = min(line.end, parts.masthead.end)
        found = _title_ending(text, line.start, end)
        if found is None:
            at -= 1
            continue
        start = found.start
        while at > 0 and lines[at - 1].start not in values and _continues_title(text, lines[at - 1], start):
            at -= 1
            start = lines[at].start
        book = _BOOK_NUMBER.match(text, start)
        start = book.end() if book else start
        value = name_of(text[start : found.end])
        if len(value) > 5:
            best = Value(value, start, found.end, "head/title-line")
            break
        at -= 1
    if best is None:
        best = _title_named(text, meta) or _title_about(text, parts)
    return best


def _title_ending(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    if META.match(line):
        return None
    number = NUMBER.search(line)
    if number and number.start() > 4:  # …实施意见渝府办发〔2021〕88号
        agency = re.search(rf"{KIND}(?:[（(][^（）()]*[）)])?", line[: number.start() + len(number["agency"])][::-1][::-1])
        cut = _last_kind(line[: number.start("year")])
        if cut and agency:
            line = line[:cut]
    dated = _TITLE_DATE.search(line)
    if dated:
        line = line[: dated.start()]
    spaced = re.search(rf"{KIND}(?:[（(][^（）()]{{1,30}}[）)])*(?= \S{{1,8}}$)", line)  # …行动计划（2025—2027年） 政策咨询
    line = line[: spaced.end()] if spaced else line.rstrip()
    if re.search("[。；！？]", line) or len(line) > 200:
        return None
    return Span(start, start + len(line)) if _TITLE_END.search(line) and not line.endswith("号") else None


def _last_kind(line: str) -> int | None:
    ends = [match.end() for match in re.finditer(KIND, line)]
    return ends[-1] if ends else None


def _continues_title(text: str, above: Span, start: int) -> bool:
    line = text[above.start : above.end]
    book = _BOOK_NUMBER.match(line)
    if not is_label(line[book.end() :] if book else line) or META.match(line) or NUMBER.search(line) or DATE.search(line):
        return False
    if line.endswith(("文件", "：", "全文", "附件", "信息")) or _TITLE_END.search(line) or "正文" in line:
        return False
    return text[start - 1] == "\n" and (not text[start:].startswith("关于") or re.search(rf"{ORG_END}$", line) is not None)


def _title_named(text: str, meta: dict[str, Span]) -> Value | None:
    for key in ("标题", "名称", "文件名称", "title"):
        if key in meta:
            value = meta[key]
            name = text[value.start : value.end]
            if _TITLE_END.search(name):
                return Value(name_of(name), value.start, value.end, "head/title-in-catalogue")
    return None


_ABOUT = re.compile(rf"[^\n。]{{0,60}}关于[^。\n]{{2,90}}\n?[^。\n]{{0,60}}?{KIND}")


def _title_about(text: str, parts: Parts) -> Value | None:
    """A title whose end is misprinted: 关于印发…的通知知."""
    match = _ABOUT.search(text, 0, parts.masthead.end)
    if match is None:
        return None
    book = _BOOK_NUMBER.match(text, match.start())
    start = book.end() if book else match.start()
    return Value(name_of(text[start : match.end()]), start, match.end(), "head/title-about")


# --- catalogue -------------------------------------------------------------------------------------------------------------------


def _catalogue(text: str, parts: Parts, body: int) -> Iterator[tuple[str, Span]]:
    """The keys and values that a web page prints over or under a notice; a value may stand on the next line."""
    lines = parts.lines
    near = [at for at, line in enumerate(lines) if line.start < body or at > len(lines) - 40]
    for at in near:
        line = lines[at]
        if line.end - line.start > 200:
            continue
        match = META.match(text, line.start, line.end)
        if match is None:
            continue
        key = re.sub(r"\s", "", match["key"])
        start, end = match.span("value")
        while start < end and text[start] == " ":
            start += 1
        if start == end and at + 1 < len(lines) and not META.match(text, lines[at + 1].start, lines[at + 1].end):
            start, end = lines[at + 1].start, lines[at + 1].end
        if start < end:
            yield key, Span(start, end)


# --- number ----------------------------------------------------------------------------------------------------------------------


def _number(text: str, parts: Parts) -> Value | None:
    """The 发文字号 of the notice: over the addressees or under the title, not one that a sentence cites."""
    zone_end = max(parts.masthead.end, parts.addressees.start if parts.addressees else 0)
    for match in NUMBER.finditer(text, 0, zone_end):
        if text[match.start() - 1 : match.start()] in ("（", "(") and text[match.start() - 2 : match.start() - 1] == "》":
            continue
        return _numbered(text, match)
    for line in parts.lines:
        if line.end - line.start > LONGEST_NUMBER or "号" not in text[line.end - 2 : line.end]:
            continue
        found = NUMBER.search(text, line.start, line.end)
        if found and len(text[line.start : line.end].strip("（）()")) == found.end() - found.start():
            return _numbered(text, found)
    return _attached_number(text)


def _attached_number(text: str) -> Value | None:
    """The number in the name of the file that a page attaches: 广安府办规〔2023〕5号关于印发…的通知.pdf."""
    issuing = text.rfind("号关于印发")
    found = _NUMBER_LAST.search(text, max(0, issuing - LONGEST_NUMBER), issuing + 1) if issuing > 0 else None
    return _numbered(text, found) if found else None


LONGEST_NUMBER = 40
_NUMBER_LAST = re.compile(rf"(?<![㐀-鿿]){NUMBER.pattern}(?=关于|$)")


def _numbered(text: str, match: re.Match[str]) -> Value:
    agency = re.sub(r"\s", "", match["agency"])
    start = match.start()
    kinds = [kind.end() for kind in re.finditer(KIND, agency) if kind.end() < len(agency)]
    if kinds and len(agency) - kinds[-1] >= 2 and re.search(rf"{KIND}$", agency[: kinds[-1]]) and not agency[: kinds[-1]].endswith(("函", "令")):
        start += kinds[-1]
        agency = agency[kinds[-1] :]
    return Value(f"{agency}〔{match['year']}〕{int(match['serial'])}号", start, match.end(), "head/number")


# --- issuers ---------------------------------------------------------------------------------------------------------------------

_TITLE_ORGS = re.compile(rf"(?P<orgs>[^《》，。：]{{2,160}}?{ORG_END})(?:等[一二三四五六七八九十\d]+个?(?:部门|单位|委办局|厅局))?\s?(?:关于|印发|转发|《)")


def _issuers(text: str, parts: Parts, title: Value | None, meta: dict[str, Span]) -> tuple[Value, ...]:
    if parts.signature and parts.signature.orgs:
        return tuple(_split_orgs(text, parts.signature.orgs, "head/signature"))
    if title:
        piece = text[title.start : title.end]
        match = _TITLE_ORGS.match(piece)
        if match:
            span = Span(title.start, title.start + match.end("orgs"))
            return tuple(_split_orgs(text, (span,), "head/issuer-in-title"))
    for key in ("发文机关", "发文单位", "发布单位", "发布机构", "发布部门", "制定机关", "publisher"):
        if key in meta:
            value = meta[key]
            if re.search(rf"{ORG_END}$", text[value.start : value.end]):
                return tuple(_split_orgs(text, (value,), "head/issuer-in-catalogue"))
    return ()


_NAME = re.compile(r"[^ \n、，；]+(?:[ \n](?=[^ \n]{1}(?:[ \n]|$))[^ \n、，；]+)*")


def _split_orgs(text: str, spans: tuple[Span, ...], rule: str) -> Iterator[Value]:
    """The single authorities in lines of names: parted by spaces, or where one name ends and another begins with the same region."""
    first = text[spans[0].start : spans[0].end].strip()
    region = re.match(r"[㐀-鿿]{2,3}?(?:省|自治区|市)", first)
    heads = "中国|国家|中共|共青团" + (f"|{region[0]}" if region else "")
    glued = re.compile(rf"(?<=[府厅局委会室部行院心处办署])(?={heads})")
    for span in spans:
        piece = text[span.start : span.end]
        words = piece.split()
        letters = bool(words) and all(len(word) <= 2 for word in words)
        cuts = {0, len(piece)} | {match.start() for match in glued.finditer(piece)}
        if not letters:
            cuts |= {match.start() for match in re.finditer(r"[ 、，；]", piece) if re.search(rf"{ORG_END}$", piece[: match.start()])}
        ordered = sorted(cuts)
        for start, end in zip(ordered, ordered[1:], strict=False):
            name = re.sub("（[^（）]*章）$", "", piece[start:end].strip(" 、，；\n"))
            if name:
                at = span.start + piece.index(name, start)
                yield Value(name_of(name), at, at + len(name), rule)


# --- addressees ------------------------------------------------------------------------------------------------------------------

_UNIT_END = re.compile(
    rf"(?:{ORG_END}|单位|部门|机构|企业|院校|学校|高校|办事处|街道|科室|处室|厅委|委办|园区管委会|医院|乡镇|银行|总工会|兵团|商会|法人|同志|站|所)(?:[（(〔][^（）()〔〕]*[）)〕])?$"
)


def _addressees(text: str, extent: Span | None) -> Iterator[Value]:
    """Each group that is addressed: a coordinated name stays whole (各省、自治区、直辖市人民政府)."""
    if extent is None:
        return
    start = held = extent.start
    depth = 0
    end = extent.end
    for at in range(extent.start, end + 1):
        char = text[at] if at < end else "，"
        depth += (char in "（(〔") - (char in "）)〕")
        if depth > 0 or char not in "、，,；;\n":
            continue
        item = text[held:at].strip()
        rest = text[at + 1 : end].lstrip()
        ended = _UNIT_END.search(item) and not _HEADLESS.match(rest)
        whole = at == end or char != "、" or ended or (item.startswith("各") and rest.startswith("各"))
        held = at + 1
        if whole and text[start:at].strip():
            name = text[start:at].strip()
            first = text.index(name, start)
            yield Value(name_of(name), first, first + len(name), "head/addressee")
            start = at + 1


# What cannot be addressed by itself and goes on a list: 各委、办、局    各县（市、区）委、人民政府    工委、管委会
_HEADLESS = re.compile(r"(?:[㐀-鿿]|人民政府|政府|党工委|工委|管委会|管理委员会|办公室)(?:[、，,；;\n]|$)")


# --- dates, disclosure, contact --------------------------------------------------------------------------------------------------

_PLAIN_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?")
_DISCLOSURE = re.compile(r"此件(?P<how>[^（）()\n]{2,20})")
_CONTACT = re.compile(r"联系(?:单位|部门|处室)[：:]\s*(?P<unit>[^，,；;。（）()\n]{2,40})")


def iso_date(match: re.Match[str]) -> str | None:
    """YYYY-MM-DD of a matched date, in Arabic or Chinese figures; None where the calendar has no such day."""
    year = match["year"]
    if not year.isdecimal():
        year = "".join(str("〇一二三四五六七八九".index(char)) for char in re.sub("[○零OＯ0]", "〇", year))
    month, day = value_of(match["month"]), value_of(match["day"])
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _dated(text: str, start: int, end: int, pattern: re.Pattern[str], rule: str) -> Value | None:
    match = pattern.search(text, start, end)
    value = iso_date(match) if match else None
    return Value(value, match.start(), match.end(), rule) if match and value else None


def _date(text: str, parts: Parts, meta: dict[str, Span]) -> Value | None:
    if parts.signature:
        return _dated(text, parts.signature.date.start, parts.signature.date.end, DATE, "head/date-of-signature")
    written = _first_date(text, meta, ("成文日期", "生成日期", "发文日期"), "head/date-in-catalogue")
    if written:
        return written
    return _dated(text, parts.masthead.start, parts.masthead.end, DATE, "head/date-in-title") or _lone_date(text, parts)


def _lone_date(text: str, parts: Parts) -> Value | None:
    """A date on a line of its own, unsigned: between addressees and issued title, or at the end."""
    for line in parts.lines:
        if text[line.end - 1] == "日" and DATE.fullmatch(text, line.start, line.end):
            return _dated(text, line.start, line.end, DATE, "head/date-alone")
    return None


def _first_date(text: str, meta: dict[str, Span], keys: tuple[str, ...], rule: str) -> Value | None:
    for key in keys:
        if key in meta:
            found = _dated(text, meta[key].start, meta[key].end, _PLAIN_DATE, rule)
            if found:
                return found
    return None


def _printed_date(text: str, parts: Parts) -> Value | None:
    """The date that a page prints under the title."""
    return _dated(text, parts.masthead.start, parts.masthead.end, _PLAIN_DATE, "head/date-printed")


def _found(text: str, pattern: re.Pattern[str], group: str, rule: str) -> Value | None:
    match = pattern.search(text)
    return Value(match[group].strip(), match.start(group), match.end(group), rule) if match else None


# --- citations -------------------------------------------------------------------------------------------------------------------

# The cue before a cited document and the term of ELI that it stands for
RELATIONS = (
    (re.compile(r"(?:修订|修改|修正)(?:后的|了)?[^。；，]{0,12}$"), "amends"),
    (re.compile(r"(?:废止)[^。；，]{0,12}$"), "repeals"),
    (re.compile(r"(?:根据|依据|按照|遵照|依照|参照|据)[^。；]{0,60}$"), "based_on"),
    (re.compile(r"(?:贯彻|落实|执行|实施|对接)[^。；]{0,60}$"), "applies"),
)
_CUE = re.compile(r"根据|依据|按照|遵照|依照|参照|贯彻落实|贯彻|落实|执行|实施|修订|修改|废止|对接")
_OPEN = re.compile(r"[《〈]|[》〉]")


def _cited(text: str, parts: Parts, preambles: tuple[tuple[int, int], ...], title: Value | None) -> Iterator[Reference]:
    """What the preamble cites in 《》, each once; not the notice itself nor what it issues."""
    own = {_bare(text[each.start : each.end]) for each in parts.issued} | {_bare(name) for name in parts.names_issued}
    own |= {_bare(title.value), _bare(re.sub("^.*?(?=关于)", "", title.value))} if title else set()
    seen: set[str] = set()
    quoted = [extent for preamble in preambles for extent in _quoted_titles(text, *preamble)]
    for start, end in quoted:
        name = name_of(text[start + 1 : end - 1])
        bare = _bare(name)
        if bare in seen or bare in own:
            continue
        seen.add(bare)
        number = NUMBER.match(text, end + 1) if text[end : end + 1] in "（(" else None
        before = text[max(parts.opening, start - 80) : start]
        relation = next((relation for cue, relation in RELATIONS if cue.search(before)), "cites")
        cues = _CUE.findall(before)
        yield Reference(name, start, end, _numbered(text, number).value if number else None, None, cues[-1] if cues else "", relation)


def _bare(name: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"（）()的—\-－–~～]", "", name)


def _quoted_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Extents of the outermost 《…》, nested ones inside them."""
    depth, opened = 0, start
    for match in _OPEN.finditer(text, start, end):
        if match[0] in "《〈":
            if depth == 0:
                opened = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield opened, match.end()
