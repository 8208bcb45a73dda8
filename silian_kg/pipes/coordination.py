"""Lists of fields → their items: 聚焦海洋、先进制造等|领域 names two fields, be they in a vocabulary or not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found

# What closes a list of fields: 新能源、生物医药等|重点产业, 网络安全等|领域, 物流、商贸等5个|行业
CLASS_WORD: Final = re.compile(
    r"等(?:[\u4e00-\u9fff]|\d+个){0,7}?(?:领域|产业|行业|业态|制造业|服务业|学科)(?![链园化工人]|系统|主管|部门)"
)
# What stands between 等 and a class word that is of something else: 住建等|部门牵头|行业
NOT_BETWEEN: Final = re.compile(
    r"部门|企业|机构|人才|政策|平台|基地|项目|等|和|与|及|推进|推动|加强|开展|促进|支持|提升|建设|发展|服务|在|对|向|为|的|地区|省市|国家|人员|单位|工作|资源|问题"
)
# What an item of such a list may look like.
ITEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+＋\-/·（）()]{2,12}")
# What no field contains or ends in, though it stands in such a list.
NOT_FIELD: Final = re.compile(
    r"协会|商会|科学院|大学|学院|基金|新城|产业链|供应链|替代|经济社会|企业|机构|平台|基地|中心|园区|部门|单位|政策|制度|机制|服务$|人才|能力|水平|资源|要素|标准|体系|项目|工程$|方面|问题|地区|区域|跨|[多新全各]$|政府|市场主体|的|等|管理$|监管$|检查|审批|招投标|便利化|提升$|处置$|建设$|促进|开展|战略"
)
CONJUNCTION: Final = re.compile(r"以及|和|及|与")
# What may follow the last item: 教育、卫生|等, 住宿|和餐饮, 文化、旅游|。
AFTER_LAST: Final = re.compile(r"等|和|及|与|以及|领域|产业|行业|企业|$|[，。；：！？“”（）《》\n]")
# What a list of common words says of something else: 电力、通信、消防等|数据, 财政、金融、环保等|政策
OF_SOMETHING_ELSE: Final = re.compile(
    r"等?(?:社会|公共|各类|相关|多种|重要)*(?:数据|手段|政策|部门|风险|费|收费|环节|公共设施|设施|配套|资源|要素|方面|安全|信息|场景)"
)
# Programs that share one head and one class word: 申报|国家博士后创新人才支持、创新项目资助、海外交流研修|等科研支持项目
SHARED_PROGRAM: Final = re.compile(
    r"(?:申报|参评|入选|承担|评选)(?P<names>(?:国家|省|市)[\u4e00-\u9fff]{4,16}(?:、[\u4e00-\u9fff]{4,12}(?<!计划)(?<!项目)(?<!工程))+)等[\u4e00-\u9fff]{0,14}?项目"
)
_LEAST_SHARE = 0.6  # of the items of an open list that must be labels, for its common words to count as fields
_LEAST_LABELS = 3  # in an open list, for its other items to count as well
_LONGEST_OTHER = 8  # characters of such an item


class Lists:
    """The lists of fields of one text: those that a class word closes, and those whose items are mostly known fields."""

    def __init__(self, edges: Edges, matches: Sequence[Found]) -> None:
        self.closed = [
            item
            for match in CLASS_WORD.finditer(edges.text)
            if not NOT_BETWEEN.search(match[0], 1)
            for item in _items(edges, match.start())
        ]
        self._edges = edges
        known, others = _coordinated(edges, matches)
        self.known = frozenset(self.closed).union(known)
        self.others = others

    def fields(self) -> Iterator[Found]:
        """Find the items that read like a field, before a class word and among known fields."""
        for rule, items in (("names/listed-field", self.closed), ("names/coordinated-field", self.others)):
            for start, end in items:
                start = self._edges.unbroken(start, end)
                name = self._edges.text[start:end]
                if ITEM.fullmatch(name) and not NOT_FIELD.search(name):
                    yield Found(start, end, "industry", name, rule)


def shared_programs(text: str) -> Iterator[Found]:
    """Find coordinated programs that share their head: one name, since its parts are no names by themselves."""
    for match in SHARED_PROGRAM.finditer(text):
        yield Found(match.start("names"), match.end("names"), "program", match["names"], "names/coordinated-program")


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


def _coordinated(edges: Edges, matches: Sequence[Found]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The labels in lists (at 、) that consist mostly of labels, and what else stands there: 在|教育、卫生、农业|等岗位."""
    by_start = {match.start: match for match in matches}
    by_end = {match.end: match for match in matches}
    known: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for marks in _runs(edges):
        first, last = by_end.get(marks[0]), by_start.get(marks[-1] + 1)
        between = [(a + 1, b) for a, b in pairwise(marks)]
        if last and OF_SOMETHING_ELSE.match(edges.text, last.end):
            continue
        if last and not AFTER_LAST.match(edges.text, last.end):
            last = None
        labels = [match for match in (first, *(_filling(by_start, *item) for item in between), last) if match]
        if len(labels) < 2 or len(labels) < _LEAST_SHARE * (len(marks) + 1):
            continue
        known.extend((match.start, match.end) for match in labels)
        if len(labels) >= _LEAST_LABELS:
            others.extend(
                item for item in between if not _filling(by_start, *item) and item[1] - item[0] <= _LONGEST_OTHER
            )
        conjunction = CONJUNCTION.match(edges.text, last.end) if last else None
        final = by_start.get(conjunction.end()) if conjunction else None
        if final:
            known.append((final.start, final.end))
    return known, others


def _filling(by_start: Mapping[int, Found], start: int, end: int) -> Found | None:
    """The label that fills an item."""
    match = by_start.get(start)
    return match if match and match.end == end else None


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
