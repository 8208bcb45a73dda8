"""Who issues a notice and whom it addresses (发文机关, 主送机关; GB/T 9704-2012, 7.2.4 and 7.3.2)."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from silian_kg.document import Value
from silian_kg.reading.names import ORG_END, ORG_LAST, name_of
from silian_kg.reading.parts import Parts
from silian_kg.reading.spans import Span

ISSUER_KEYS = ("发文机关", "发文单位", "发布单位", "发布机构", "发布部门", "制定机关", "publisher")
_IN_TITLE = re.compile(
    rf"(?P<orgs>[^《》，。：]{{2,160}}?{ORG_END})(?:等[一二三四五六七八九十\d]+个?(?:部门|单位|委办局|厅局))?\s?(?:关于|印发|转发|《)"
)
# How names begin that are glued to the name before them: 财政部税务总局海关总署
_HEADS = (
    "中国|中共|中央|国家|国务院|全国|共青团|税务总局|海关总署|工业和信息化部|公安部|财政部|教育部|科技部|科学技术部|人力资源社会保障部|人力资源和社会保障部"
    "|商务部|农业农村部|住房城乡建设部|住房和城乡建设部|交通运输部|自然资源部|生态环境部|文化和旅游部|民政部|司法部|水利部|应急管理部"
)
_REGION = re.compile(r"[㐀-鿿]{2,3}?(?:省|自治区|市)")
_PARTING = re.compile("[ 、，；]")
_SEAL = re.compile("（[^（）]*章）$")
_UNIT_LAST = re.compile(
    rf"""(?:{ORG_END}|单位|部门|机构|企业|院校|学校|高校|办事处|街道|科室|处室|厅委|委办|园区管委会|医院|乡镇|银行|总工会|兵团|商会|法人|同志|站|所)
        (?:[（(〔][^（）()〔〕]*[）)〕])?$""",
    re.VERBOSE,
)
# What cannot be addressed by itself and goes on a list: 各委、办、局    各县（市、区）委、人民政府    工委、管委会
_HEADLESS = re.compile(r"(?:[㐀-鿿]|人民政府|政府|党工委|工委|管委会|管理委员会|办公室)(?:[、，,；;\n]|$)")


def issuers_of(text: str, parts: Parts, title: Value | None, catalogue: Mapping[str, Span]) -> tuple[Value, ...]:
    """Who issues the notice: who signs it, else who stands in its title, else whom the catalogue names; () where none does."""
    if parts.signature and parts.signature.orgs:
        return tuple(_single(text, parts.signature.orgs, "head/signature"))
    named = _IN_TITLE.match(text[title.start : title.end]) if title else None
    if title and named:
        return tuple(_single(text, (Span(title.start, title.start + named.end("orgs")),), "head/issuer-in-title"))
    for key in ISSUER_KEYS:
        value = catalogue.get(key)
        if value and ORG_LAST.search(text[value.start : value.end]):
            return tuple(_single(text, (value,), "head/issuer-in-catalogue"))
    return ()


def _single(text: str, spans: tuple[Span, ...], rule: str) -> Iterator[Value]:
    """The single authorities in lines of names: parted by spaces, or where one name ends and another begins with the same region."""
    region = _REGION.match(text[spans[0].start : spans[0].end].strip())
    heads = _HEADS + (f"|{region[0]}" if region else "")
    glued = re.compile(rf"(?<=[府厅局委会室部行院心处办署司])(?={heads})")
    for span in spans:
        piece = text[span.start : span.end]
        cuts = {0, len(piece)} | {match.start() for match in glued.finditer(piece)}
        if any(len(word) > 2 for word in piece.split()):  # not 国 家 数 据 局
            cuts |= {match.start() for match in _PARTING.finditer(piece) if ORG_LAST.search(piece[: match.start()])}
        for start, end in pairwise(sorted(cuts)):
            name = _SEAL.sub("", piece[start:end].strip(" 、，；\n"))
            if name:
                at = span.start + piece.index(name, start)
                yield Value(name_of(name), at, at + len(name), rule)


def addressees_of(text: str, extent: Span | None) -> Iterator[Value]:
    """Each group that is addressed; a coordinated name stays whole (各省、自治区、直辖市人民政府)."""
    if extent is None:
        return
    start = held = extent.start
    depth = 0
    for at in range(extent.start, extent.end + 1):
        char = text[at] if at < extent.end else "，"
        depth += (char in "（(〔") - (char in "）)〕")
        if depth > 0 or char not in "、，,；;\n":
            continue
        if char != "、" or _is_whole(text[held:at].strip(), text[at + 1 : extent.end].lstrip()):
            name = text[start:at].strip()
            if name:
                first = text.index(name, start)
                yield Value(name_of(name), first, first + len(name), "head/addressee")
            start = at + 1
        held = at + 1


def _is_whole(item: str, rest: str) -> bool:
    """Whether an item of a list is addressed by itself, and is not the first part of a coordinated name."""
    if item.startswith("各") and rest.startswith("各"):
        return True
    return _UNIT_LAST.search(item) is not None and not _HEADLESS.match(rest)
