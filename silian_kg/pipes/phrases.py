"""One clause with its mentions and cue words → the mentions in lists, what may govern each list, and the words that stand as its heads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from silian_kg.pipes.cues import Cue, scan
from silian_kg.pipes.found import Found

# Between two members of a list: 技工院校、重点企业 | 高校和科研院所 | “成果贷”“专利贷”
_LISTED = re.compile(
    r"[”』」）)]?(?:等[^，。；、]{0,4})?(?:[、和与及或/]|以及|并)[^，。；：的]{0,9}[“『「（(]?"
    r"|[”』」](?:“[^”，。；]{1,14}”)*[“『「]"
)
# 等 closes a list with the kind of its members: 银行等〔金融机构〕 | 等4-6个“琼字号”
_SUMMED_UP = re.compile(r"[”』」）)]?等(?:\s?[\d\-]+\s?[个类项]|各级各类|各类|各级|相关|多种|重点)?[“『「]?")
_SUMMED_UP_AS = re.compile(r"[”』」）)]?等(?!领域|行业|产业|方面|专业|类|的)[^，。；：、的]{0,6}[“『「]?")
# The kind may be part of something larger, and then it is no element: 等〔青年人才〕创业赛事
_LARGER = re.compile(r"[”』」]?[^，。；：、的和与及]{0,6}(?:项目|赛事|活动|计划|工程|奖项|政策|荣誉|称号|对接)")
# What stands before 的 says which one, not what is done with it: 具有产业升级支撑力的〔领军人才〕, 承担重点任务的〔团队〕
_RELATIVE = re.compile(
    r"(?:承担|从事|具有|具备|符合|拥有|做出|作出|取得|获得|达到|属于|入选|来自|参与|参加|评为|认定为|毕业|获批|担任|急需|(?<=对)在)"
    r"[^，。；：]{0,40}?的"
)
_SAYS_WHICH = frozenset("的型性类式员者器商")  # after a word that would govern: 引进的〔人才〕, 服务型〔品牌〕
# After a verb that stands as a head: 人才培养〔机制〕; anything else is its object: 提升〔学历层次〕
_TAIL = re.compile(
    r"[”』」]?(?:$|[的、和与及]|以及|力度|机制|体系|制度|政策|工作|水平|能力|计划|服务|质量|模式|成效|需求|经费|资金|补贴|奖励|支持|保障"
    r"|等|上|中|方面|情况|效果|精准|覆盖面|比例|占比|满意度)"
)
# Between an actor and the clause in which it acts: 鼓励〔银行〕在依法合规的原则下，探索……
_TO_BE_CONTINUED = re.compile(r"[”』」）)]?等?(?:在|按|根据|结合|围绕|面向|以|通过|因地)")
_TOGETHER = re.compile(r"(?:积极|主动|加强|深化|开展|联合|共同|直接|需要|通过|可)$")
_JOIN = re.compile(r"[、和与及]")
_JOINED = ("、", "和", "及", "与", "的", "以及")
LIST_GAP = 16  # characters that may stand between two members of a list
HEAD_GAP = 8  # characters that may stand between a list and its head: 〔科研人员〕获得合理的收入


@dataclass(slots=True)
class Group:
    """Mentions that stand in one list and share what governs them: indexes of the clause's names, and the extent of the list."""

    members: list[int]
    start: int
    end: int


class Clause:
    """One clause of a sentence, read for what governs what.

    Args:
        text: the whole text; offsets are characters of it.
        low: where the clause starts.
        high: where it ends, exclusive.
        names: its mentions, in the order of the text.
        sentence_end: where its sentence ends, exclusive.
    """

    __slots__ = (
        "cues",
        "framing",
        "governing",
        "groups",
        "high",
        "low",
        "names",
        "relatives",
        "sentence_end",
        "summaries",
        "text",
    )

    def __init__(self, text: str, low: int, high: int, names: Sequence[Found], sentence_end: int) -> None:
        self.text, self.low, self.high, self.names, self.sentence_end = text, low, high, names, sentence_end
        self.cues = _cues(text, low, high, names)
        self.framing = any(cue.governs == "as" for cue in self.cues)  # 以……为
        self.relatives: list[tuple[int, int]] = []
        if self.cues and text.find("的", low, high) >= 0:
            self.relatives = [match.span() for match in _RELATIVE.finditer(text, low, high)]
        self.summaries: set[int] = set()  # members of groups that only sum up the others
        self.groups = self._grouped()
        self.governing = self._governing()

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that start in [start, end)."""
        return [cue for cue in self.cues if start <= cue.start < end]

    def first(self, group: Group) -> Found:
        """The first mention of a list."""
        return self.names[group.members[0]]

    def last(self, group: Group) -> Found:
        """The last mention of a list."""
        return self.names[group.members[-1]]

    def following(self, place: int) -> Group | None:
        """The list after the one at a place, or None."""
        return self.groups[place + 1] if place + 1 < len(self.groups) else None

    def says_which(self, start: int, end: int) -> bool:
        """Whether an extent lies in a clause with 的 that only says which: 具有国际视野的〔人才〕."""
        return bool(self.relatives) and any(low <= start and end <= high for low, high in self.relatives)

    def governors(self, place: int) -> list[Cue]:
        """The cues before a list that may govern it, the nearest last."""
        group = self.groups[place]
        stack = [cue for cue in self.governing if cue.end <= group.start]
        while len(stack) > 1 and self._closed(stack[-1], group):
            stack.pop()
        return stack

    def heads(self, place: int) -> tuple[Cue, ...]:
        """The words that stand as heads after a list, in order: 〔青年人才〕引进培养支持保障政策."""
        while self.does(place):
            place += 1  # 科研人员〔成果转化〕收益
        position = self.groups[place].end
        following = self.following(place)
        limit = following.start if following else self.high
        heads: list[Cue] = []
        for cue in self.cues:
            if cue.start < position:
                continue
            if cue.start >= limit or cue.start - position > (HEAD_GAP // 2 if heads else HEAD_GAP):
                break
            if not heads and _JOIN.search(self.text, position, cue.start):
                break  # 成果转化和专业化服务: the head of another
            if not cue.heads and not cue.governs:
                continue  # 专家联系机制: the head comes after
            if not cue.heads or (cue.governs and not self.is_head(cue)):
                break
            heads.append(cue)
            position = cue.end
        return tuple(heads)

    def does(self, place: int) -> bool:
        """Whether the next list is an activity right after people or bodies: 科研人员〔成果转化〕."""
        group, following = self.groups[place], self.following(place)
        if following is None or following.start - group.end > 1 or self.first(following).label != "activity":
            return False
        return self.last(group).label in {"talent", "carrier"}

    def acts(self, place: int) -> Cue | None:
        """The first word by which a list acts: 高校〔开设〕专业."""
        return next(
            (cue for cue in self.between(self.groups[place].end, self.high) if cue.acts and not self.is_head(cue)), None
        )

    def acts_later(self, place: int) -> Cue | None:
        """The word by which the last list of a clause acts in the next: 鼓励〔银行〕在依法合规的原则下，〔探索〕……"""
        if place + 1 == len(self.groups) and _TO_BE_CONTINUED.match(self.text, self.groups[place].end, self.high):
            return self.acts_in_the_next()
        return None

    def acts_in_the_next(self) -> Cue | None:
        """The first word in the rest of the sentence by which someone acts."""
        return next((cue for cue in scan(self.text, self.high, self.sentence_end) if cue.acts), None)

    def receives(self, place: int) -> Cue | None:
        """The first word by which a list is given something: 人才〔享受〕待遇."""
        return next((cue for cue in self.between(self.groups[place].end, self.high) if cue.heads == "receiving"), None)

    def is_head(self, cue: Cue) -> bool:
        """Whether a cue that could govern stands as the head of what is before it: 人才的〔引进〕, 院校〔建设〕."""
        if not cue.heads:
            return False
        before = next((group for group in reversed(self.groups) if group.end <= cue.start), None)
        if before is None or cue.start - before.end > HEAD_GAP:
            return False
        if self.text.find("的", before.end, cue.start) >= 0:
            return True
        after = next((group for group in self.groups if group.start >= cue.end), None)
        if after is not None:
            return after.start > cue.end and self.text.startswith(_JOINED, cue.end)
        touching = next((other for other in self.cues if other.start == cue.end and other.heads), None)
        if touching is not None:
            return not touching.governs or self.is_head(touching)
        return _TAIL.match(self.text, cue.end, self.high) is not None

    def _grouped(self) -> list[Group]:
        groups: list[Group] = []
        for index, name in enumerate(self.names):
            last = groups[-1] if groups else None
            if last is None or name.start - last.end > LIST_GAP or self.between(last.end, name.start):
                groups.append(Group([index], name.start, name.end))
            elif _LISTED.fullmatch(self.text, last.end, name.start):
                last.members.append(index)
                last.end = name.end
            elif _SUMMED_UP.fullmatch(self.text, last.end, name.start) or self._same_kind(last, name):
                last.members.append(index)
                last.end = name.end
                larger = name.label in {"talent", "activity"} and _LARGER.match(self.text, name.end, self.high)
                if larger or name.label == "field-group":
                    self.summaries.add(index)  # 人工智能、物联网等〔数字技术领域〕: the list says it all
            else:
                groups.append(Group([index], name.start, name.end))
        return groups

    def _same_kind(self, last: Group, name: Found) -> bool:
        """Whether 等 and a few words lead to a mention of the same type: 工作站、联盟等高能级〔平台〕."""
        return (
            name.label == self.last(last).label and _SUMMED_UP_AS.fullmatch(self.text, last.end, name.start) is not None
        )

    def _governing(self) -> list[Cue]:
        """The cues of the clause that govern what comes after them."""
        governing: list[Cue] = []
        last = self.groups[-1].start
        for place, cue in enumerate(self.cues):
            if cue.end > last:
                break
            if not cue.governs or self._idle(place, cue) or (cue.heads and self.is_head(cue)):
                continue
            if cue.governs != "aim" and self.says_which(cue.start, cue.end):
                continue
            if governing and governing[-1].end == cue.start:
                if governing[-1].governs == "aim" and cue.governs != "encourage":
                    continue  # 围绕促进就业: the first says it
                if cue.word == "对接":
                    continue  # 引进对接人才
            governing.append(cue)
        return governing

    def _idle(self, place: int, cue: Cue) -> bool:
        """Whether a cue that could govern only says which, or ends a list: 引进培养的〔人才〕, 定向输出、〔企业〕吸纳."""
        if self.text.startswith("、", cue.end) or (
            cue.governs == "place" and self.text.startswith("、", cue.start - 1)
        ):
            return True
        end = cue.end
        while (place := place + 1) < len(self.cues) and self.cues[place].start == end and self.cues[place].governs:
            end = self.cues[place].end
        return self.text[end : end + 1] in _SAYS_WHICH and all(name.start != end for name in self.names)

    def _closed(self, cue: Cue, group: Group) -> bool:
        """Whether the cue has its object already: in 支撑产业的人才 the verb does not reach 人才."""
        start = 0
        for other in self.groups:
            if cue.end <= other.start < group.start:
                start = other.end
        if not start and cue.governs not in {"aim", "with"}:
            return False
        place = self.text.find("的", start or cue.end, group.start)
        return place >= 0 and not any(low >= cue.end and place < high for low, high in self.relatives)


def _cues(text: str, low: int, high: int, names: Sequence[Found]) -> list[Cue]:
    """The cues of a clause that are no part of a mention; an activity may be the verb itself (研发新产品)."""
    cues: list[Cue] = []
    for index, name in enumerate(names):
        if low < name.start:
            found = scan(text, low, name.start)
            if index and found:  # 与 between two mentions joins them, as in 智能制造与高端装备; but 企业积极与高校合作
                found = [cue for cue in found if cue.governs != "with" or _TOGETHER.search(text, low, cue.start)]
            cues.extend(found)
        if name.label == "activity":
            cues.extend(cue for cue in scan(text, name.start, name.end) if cue.end - cue.start == name.end - name.start)
        low = max(low, name.end)
    cues.extend(scan(text, low, high))
    return cues
