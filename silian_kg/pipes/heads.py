"""Head nouns → open names of platforms and programs: 量子信息产业创新|中心, 人才安居|工程."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.families import CONTINUED, FAMILIES, ZONES, Family
from silian_kg.pipes.found import Found
from silian_kg.pipes.matching import Words

# 省级|高新区
LEVEL: Final = re.compile(r"(?:国家级|省级|市级|国家)$")
# “照证联变”|试点, “西部计划”|计划: the quotation alone is the name
QUOTED: Final = re.compile(r"“[^“”]+”")
SAID_OF_QUOTED: Final = frozenset(("试点", "改革试点", "综合试点"))
_LONGEST_ZONE = 8  # characters before a zone of a class
_LEAST_AFTER_QUOTATION = 4  # characters of a platform's name that stand by themselves: “东翼”|卫星科研生产集聚区


class Heads:
    """Finds open names by their head nouns, in the families of `families.py`."""

    def __init__(self) -> None:
        words: dict[str, Family | None] = dict.fromkeys(CONTINUED.split())
        for family in FAMILIES:
            words.update(dict.fromkeys(family.heads.split(), family))
        self._words = Words(words)
        self._generic = {family.rule: frozenset(family.generic.split()) for family in FAMILIES}
        self._never = {family.rule: re.compile(family.never) for family in FAMILIES if family.never}
        self._must = {family.rule: re.compile(family.must) for family in FAMILIES if family.must}

    def find(self, edges: Edges) -> Iterator[Found]:
        """Find every open name of a text."""
        text = edges.text
        for start, end, family in self._words.scan(text):
            if family is None or not (end in edges.words or text.startswith("等", end)):
                continue  # 综保区|分多次, 现|金奖|励
            left = _left(edges, start, end, family)
            if left is not None and self._is_name(text, left, start, end, family):
                yield Found(left, end, family.type, text[left:end], family.rule)

    def _is_name(self, text: str, left: int, start: int, end: int, family: Family) -> bool:
        """Whether what stands before the head noun at [start, end) makes it a name."""
        stem = text[left:start]
        if QUOTED.fullmatch(stem) and (text[start:end] in SAID_OF_QUOTED or stem[:-1].endswith(text[start:end])):
            return False
        if not family.least <= len(stem) <= family.most or stem.strip("“”") in self._generic[family.rule]:
            return False
        never, must = self._never.get(family.rule), self._must.get(family.rule)
        return not (never and never.search(stem)) and (must is None or must.search(text, left, end) is not None)


def _left(edges: Edges, start: int, end: int, family: Family) -> int | None:
    """Where the name begins whose head noun is [start, end); None where it is too far to be believed."""
    text = edges.text
    left = edges.left(start, launched=family.launched, coordinated=family.type == "platform")
    if family.type == "platform":
        closed = text.rfind("”", left, start)
        if closed >= 0 and start - closed - 1 >= _LEAST_AFTER_QUOTATION:
            left = closed + 1
    if text[start:end] in ZONES:
        level = LEVEL.search(text, max(0, left - 3), left)
        left = level.start() if level else left
        return left if start - left <= _LONGEST_ZONE else None
    return left
