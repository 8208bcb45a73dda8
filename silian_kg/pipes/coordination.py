"""Coordinated names → each item of the list: 聚焦海洋、先进制造等|领域 names two fields, be they in a vocabulary or not."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found

# What closes a list of fields: 新能源、生物医药等|重点产业, 网络安全等|领域, 物流、商贸等5个|行业
CLASS_WORD: Final = re.compile(
    r"等(?:\d+个|[一二三四五六七八九十]+[大个])?(?:重点|优势|特色|战略性|新兴|关键|主导|支柱|相关|先进|前沿|高端|传统|专业|数字|信息|技术|技能|新|我市|我省|全省|本地|基础|设施|民生|细分|行业|科学|学科)*"
    r"(?:领域|产业|行业|业态|制造业|服务业|学科)(?![链园化工人])"
)
ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+＋\-/·（）()]{2,12}")
NOT_FIELD: Final = re.compile(
    r"企业|机构|平台|基地|中心|园区|部门|单位|政策|制度|机制|服务$|人才|能力|水平|资源|要素|标准|体系|项目|工程$|方面|问题|地区|区域|跨|[多新全各]$|政府|市场主体|的|等"
)
CONJUNCTION: Final = re.compile(r"以及|(?<!共)和(?!谐|平)|(?<!普)及(?!时)|(?<!参)与")


class Lists:
    """The lists of fields of one text: A、B、C等领域."""

    def __init__(self, edges: Edges) -> None:
        self.items = [item for match in CLASS_WORD.finditer(edges.text) for item in _items(edges, match.start())]

    def fields(self, text: str) -> Iterator[Found]:
        """Find the items that read like a field."""
        for start, end in self.items:
            name = text[start:end]
            if ITEM.fullmatch(name) and not NOT_FIELD.search(name):
                yield Found(start, end, "industry", name, "names/listed-field")


def _items(edges: Edges, end: int) -> list[tuple[int, int]]:
    """The items of the list that ends at `end`, split at 、 and, in the last item, at 和, 及, 与."""
    text = edges.text
    items: list[tuple[int, int]] = []
    place = end
    while True:
        start = edges.stop_before(place)
        items.append((start, place))
        if start == 0 or text[start - 1] != "、":
            break
        place = start - 1
    items.reverse()
    first, stop = items[0]
    items[0] = (edges.left(stop), stop)
    a, b = items[-1]
    conjunction = CONJUNCTION.search(text, a + 2, b - 1)
    if conjunction:
        items[-1:] = [(a, conjunction.start()), (conjunction.end(), b)]
    return [(a, b) for a, b in items if b > a]
