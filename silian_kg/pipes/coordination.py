"""Lists of fields → their items: 聚焦海洋、先进制造等|领域 names two fields, be they in a vocabulary or not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found

# What closes a list of fields: 新能源、生物医药等|重点产业, 网络安全等|领域, 物流、商贸等5个|行业
CLASS_WORD: Final = re.compile(
    r"等(?:\d+个|[一二三四五六七八九十]+[大个])?"
    r"(?:重点|优势|特色|战略性|新兴|关键|主导|支柱|相关|先进|前沿|高端|传统|专业|数字|信息|技术|技能|新|我市|我省|全省|本地|基础|设施|民生|细分|行业|科学|学科)*"
    r"(?:领域|产业|行业|业态|制造业|服务业|学科)(?![链园化工人])"
)
# What an item of such a list may look like.
ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+＋\-/·（）()]{2,12}")
# What no field contains or ends in, though it stands in such a list.
NOT_FIELD: Final = re.compile(
    r"企业|机构|平台|基地|中心|园区|部门|单位|政策|制度|机制|服务$|人才|能力|水平|资源|要素|标准|体系|项目|工程$|方面|问题|地区|区域|跨|[多新全各]$|政府|市场主体|的|等|管理$|监管$|检查|审批|招投标|便利化|提升$|处置$|建设$|促进|开展|战略"
)
CONJUNCTION: Final = re.compile(r"以及|和|及|与")
# What may follow the last item: 教育、卫生|等, 住宿|和餐饮, 文化、旅游|。
AFTER_LAST: Final = re.compile(r"等|和|及|与|以及|领域|产业|行业|企业|$|[，。；：！？“”（）《》\n]")
# What a list of common words says of something else: 电力、通信、消防等|数据, 财政、金融、环保等|政策
OF_SOMETHING_ELSE: Final = re.compile(r"等?(?:社会|公共|各类|相关|多种|重要)*(?:数据|手段|政策|部门|风险|费|收费|环节|公共设施|设施|配套|资源|要素|方面|安全|信息|场景)")
_LEAST_SHARE = 0.6  # of the items of an open list that must be labels, for its common words to count as fields


class Lists:
    """The lists of fields of one text: those that a class word closes, and those whose items are mostly known fields."""

    def __init__(self, edges: Edges, matches: Sequence[Found]) -> None:
        self.closed = [item for match in CLASS_WORD.finditer(edges.text) for item in _items(edges, match.start())]
        self.known = frozenset(self.closed).union(_coordinated(edges, matches))

    def fields(self, text: str) -> Iterator[Found]:
        """Find the items before a class word that read like a field."""
        for start, end in self.closed:
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
    stop = items[0][1]
    items[0] = (edges.left(stop), stop)
    a, b = items[-1]
    for conjunction in CONJUNCTION.finditer(text, a + 2, b - 1):
        if conjunction.start() in edges.words and conjunction.end() in edges.words:
            items[-1:] = [(a, conjunction.start()), (conjunction.end(), b)]
            break
    return [(a, b) for a, b in items if b > a]


def _coordinated(edges: Edges, matches: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The labels in lists (at 、) that consist mostly of labels: 在|教育、卫生、农业|等岗位."""
    by_start = {match.start: match for match in matches}
    by_end = {match.end: match for match in matches}
    for marks in _runs(edges):
        first = by_end.get(marks[0])
        inner = [by_start.get(a + 1) for a, _ in pairwise(marks)]
        between = [match if match and match.end == b else None for match, (_, b) in zip(inner, pairwise(marks), strict=True)]
        last = by_start.get(marks[-1] + 1)
        if last and not AFTER_LAST.match(edges.text, last.end):
            last = None
        if last and OF_SOMETHING_ELSE.match(edges.text, last.end):
            continue
        found = [match for match in (first, *between, last) if match]
        if len(found) >= 2 and len(found) >= _LEAST_SHARE * (len(marks) + 1):
            yield from ((match.start, match.end) for match in found)
            if last:
                conjunction = CONJUNCTION.match(edges.text, last.end)
                final = by_start.get(conjunction.end()) if conjunction else None
                if final:
                    yield final.start, final.end


def _runs(edges: Edges) -> Iterator[list[int]]:
    """The places of 、 that follow one another with no other mark between them."""
    run: list[int] = []
    for stop in edges.stops:
        if edges.text[stop] == "、":
            run.append(stop)
        elif run:
            yield run
            run = []
    if run:
        yield run
