"""The left edge of an open name, which no list contains: where it begins, seen from its head noun.

A head noun shows where an open name ends (量子信息产业创新|中心). It begins where the nearest word ends that cannot be part of a
name (支持企业组建|量子信息产业创新中心); jieba's words decide whether such a word really stands there (同 in 同济大学 does not).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from silian_kg.pipes.edge_words import COUNTING, FUNCTION, LAUNCHING, NOMINAL, PLAIN, TOUCHING, TRIMMED, VERBS
from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words
from silian_kg.pipes.segmentation import word_edges

# Numbers and what they count are an edge like a verb: 3.|博士后培养项目, 打造50个|示范基地, 第三条|孵化器, 县级|人才库
COUNT: Final = re.compile(
    r"""
      (?<![0-9０-９.．])[0-9０-９]{1,3}[.．、](?![0-9０-９])
    | 第[一二三四五六七八九十百零]+[条章款]
    | [省市县区乡镇村]?[两三四]级
    | [0-9０-９]+(?:\.[0-9]+)?[多余]?
      (?:平方公里|平方米|公里|亩|个|家|名|项|处|座|批|次|所|位|支|条|类|种|户|款|万人|人次|万元|亿元|%|年(?![内度])|月|日)
      (?:以上|左右)?
    """,
    re.VERBOSE,
)
# 柑橘网等|平台: jieba's words may hide it; not 高等, 等级, 等离子
AND_SO_ON: Final = re.compile(r"(?<![高中初同平对均优相何减])等(?![级离待效于额同差速次])")
# Punctuation ends a name, except where brackets or a quotation belong to it.
STOP: Final = re.compile(r"[，。；：！？、（）()【】〔〕\[\]《》〈〉“”‘’\s,;:!?#*|—]")
# 中国（安徽）|自由贸易试验区
PLACE_IN_BRACKETS: Final = re.compile(r"中国（[\u4e00-\u9fff]{2,6}）$")
# 国家和|省专家津贴制度: two levels share one name
LEVELS: Final = re.compile(r"(?:国家|省|市|部|中央)[和与及]$")
LEVEL: Final = re.compile(r"[省市县区](?!级)")
# 工程中心|和|重点实验室, not 以及
CONJUNCTION: Final = re.compile(r"(?:和|与|(?<!以)及)$")
# A conjunct that has a head noun of its own shares none with what follows: 工程研究中心|和重点实验室
HEADED: Final = re.compile(
    r"(?:中心|实验室|基地|平台|园区?|区|系统|库|站|院|所|企业|机构|主体|走廊|港|干线|城|空间|软件|高校|大学|学校|部门|单位|协会"
    r"|组织|人才|人员|团队|工程|计划|行动|项目|制度|机制|政策|体系|服务|能力|水平|领域|产业|活动|设施|优势|资源)$"
)

_KINDS: Final = {"trim": TRIMMED, "count": COUNTING, "break": VERBS | FUNCTION, "launch": LAUNCHING, "plain": PLAIN}
_LONGEST_QUOTATION = 20  # characters of a quotation that belongs to a name
_LONGEST_BRACKETS = 12
_LONGEST_CONJUNCT = 12


class Edges:
    """The edges that the words of one text set for open names.

    Args:
        text: The text.
        units: Names of units that stand in it; after one of them a name begins anew: 工业和信息化部|科技型企业孵化器.
    """

    _words = Words({word: kind for kind, words in _KINDS.items() for word in sorted(words)})

    def __init__(self, text: str, units: Iterable[Found] = ()) -> None:
        self.text = text
        self.words = word_edges(text)
        self.stops = [match.start() for match in STOP.finditer(text)]
        self._breaks = [(unit.end, unit.start, "break") for unit in units]
        self._trims: dict[int, int] = {}
        self._determiners: dict[int, int] = {}
        for start, end, kind in self._words.scan(text, self.words):
            if kind == "plain":
                continue
            self._trims[start] = end
            if kind in ("trim", "count"):
                self._determiners[start] = end
            if kind != "trim":
                self._breaks.append((end, start, kind))
        self._breaks += [(match.end(), match.start(), "break") for match in AND_SO_ON.finditer(text)]
        for match in COUNT.finditer(text):
            self._trims[match.start()] = self._determiners[match.start()] = match.end()
            self._breaks.append((match.end(), match.start(), "break"))
        self._breaks.sort()

    def stop_before(self, place: int) -> int:
        """The offset after the last punctuation before a place; 0 where there is none."""
        index = bisect_left(self.stops, place)
        return self.stops[index - 1] + 1 if index else 0

    def left(self, head: int, *, launched: bool = False, coordinated: bool = False) -> int:
        """Where the name begins whose head noun stands at `head`; `head` itself where nothing before it belongs to the name.

        Args:
            head: The offset of the head noun.
            launched: Reach back to the verb that starts a program, over other verbs: 开展|地理标志助力乡村振兴行动.
            coordinated: Reach over 和, 与, 及 to what shares the head noun: 类脑智能概念验证与转化创新|中心.
        """
        stop = self.stop_before(head)
        verb = self._launch_before(head, stop) if launched else None
        if verb is not None:
            return _trimmed(verb, head, self._determiners)
        broken = self._break_before(head, stop)
        left = _trimmed(self._over_brackets(stop) if broken is None else broken, head, self._trims)
        if coordinated and broken == left and CONJUNCTION.search(self.text, max(0, left - 2), left):
            left = self._over_conjunction(left, head, stop)
        levels = LEVELS.search(self.text, max(0, left - 4), left) if LEVEL.match(self.text, left) else None
        return levels.start() if levels else left

    def unbroken(self, start: int, end: int) -> int:
        """Where what has no break inside begins in [start, end)."""
        last = next(self._breaks_before(end, start), None)
        return start if last is None else last[0]

    def _breaks_before(self, head: int, stop: int) -> Iterator[tuple[int, int, str]]:
        """The breaks that end in (stop, head], the last first."""
        index = bisect_left(self._breaks, (head + 1,)) - 1
        while index >= 0 and self._breaks[index][1] >= stop:
            yield self._breaks[index]
            index -= 1

    def _launch_before(self, head: int, stop: int) -> int | None:
        """The end of the last verb that starts a program, with no function word between it and the head noun."""
        for end, start, kind in self._breaks_before(head, stop):
            if kind == "launch":
                return end
            if end - start == 1:
                return None
        return None

    def _break_before(self, head: int, stop: int) -> int | None:
        """The end of the last break that is no verb inside the name."""
        for end, start, _ in self._breaks_before(head, stop):
            verb = self.text[start:end]
            inside = (head - end <= 2 and verb in NOMINAL) or (end == head and verb in TOUCHING)
            if end - start == 1 or not inside or self._opens(start, stop):
                return end
        return None

    def _opens(self, verb: int, stop: int) -> bool:
        """Whether nothing of a name stands between a verb and the break before it: 显著|提升产业园区的水平."""
        before = next(self._breaks_before(verb, stop), None)
        return _trimmed(stop if before is None else before[0], verb, self._trims) == verb

    def _over_conjunction(self, left: int, head: int, stop: int) -> int:
        """The start of what is coordinated before `left`, where it shares the head noun; otherwise `left`."""
        conjunction = left - 1
        broken = self._break_before(conjunction, stop)
        start = _trimmed(stop if broken is None else broken, conjunction, self._trims)
        conjunct = self.text[start:conjunction]
        shares = 2 <= len(conjunct) <= _LONGEST_CONJUNCT and head - left >= 2 and not HEADED.search(conjunct)
        return start if shares else left

    def _over_brackets(self, stop: int) -> int:
        """The same place, or where the name begins that a quotation or brackets before it belong to: “三品”|专项行动."""
        mark = self.text[stop - 1 : stop]
        if mark == "”":
            opened = self.text.rfind("“", max(0, stop - _LONGEST_QUOTATION), stop)
            return opened if opened >= 0 else stop
        if mark == "）":
            bracketed = PLACE_IN_BRACKETS.search(self.text, max(0, stop - _LONGEST_BRACKETS), stop)
            return bracketed.start() if bracketed else stop
        return stop


def _trimmed(start: int, end: int, trims: Mapping[int, int]) -> int:
    """The start without the words that are taken off the left edge of [start, end); `end` where nothing is left."""
    while start < end:
        after = trims.get(start)
        if after is None or after > end:
            return start
        start = after
    return end
