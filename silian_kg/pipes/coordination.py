"""Coordinated names → each item of the list: 聚焦海洋、先进制造等|领域 names two fields, whether or not a list of ours holds them."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found

# The class word of a list of fields: 新能源、生物医药等|重点产业, 网络安全等|领域
CLASS_WORD: Final = re.compile(
    r"等?(?:\d+个|[一二三四五六七八九十]+大)?(?:重点|优势|特色|战略性|新兴|关键|主导|支柱|相关|先进|前沿|高端|传统|专业|数字|信息|新|我市|我省|全省|本地)*"
    r"(?:领域|产业|行业|技术领域|产业领域|产业集群|重点产业链|新兴技术|新技术|技术|新业态|学科)(?![链园化工人])"
)
ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+＋\-/·（）()]{2,14}")
NOT_FIELD: Final = re.compile(r"企业|机构|平台|基地|中心|园区|部门|单位|政策|制度|机制|服务$|人才|能力|水平|资源|要素|标准|体系|项目|工程$|方面|问题|地区|区域|跨|[多新全各]$|政府|市场主体")


def listed_fields(edges: Edges) -> Iterator[Found]:
    """Find the items of the lists that a class word of fields closes: A、B、C等领域, A、B和C产业."""
    text = edges.text
    for match in CLASS_WORD.finditer(text):
        closed = text[match.start()] == "等"
        start, end = match.start(), match.start()
        begin = _list_start(text, end)
        items = _items(text, begin, end)
        if len(items) < 2 and not (closed and items):
            continue
        for index, (a, b) in enumerate(items):
            if index == 0:
                a = edges.left(b) if b - edges.left(b) >= 2 else a
            name = text[a:b]
            if ITEM.fullmatch(name) and not NOT_FIELD.search(name):
                yield Found(a, b, "industry", name, "names/listed-field")


def _list_start(text: str, end: int) -> int:
    """Where the clause begins in which the list stands: after the last mark that is no 、."""
    place = end
    while place and text[place - 1] not in "，。；：！？“”《》\n":
        place -= 1
    return place


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list: at 、, and at 和, 及, 与 before the last."""
    items = []
    place = start
    for part in text[start:end].split("、"):
        items.append((place, place + len(part)))
        place += len(part) + 1
    if items:
        a, b = items[-1]
        conjunction = re.search(r"以及|(?<!共)和(?!谐|平)|(?<!普)及(?!时)|(?<!参)与", text[a:b])
        if conjunction and conjunction.start() >= 2 and len(items) > 1:
            items[-1:] = [(a, a + conjunction.start()), (a + conjunction.end(), b)]
    return [(a, b) for a, b in items if b > a]
