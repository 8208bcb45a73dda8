"""One sentence with its mentions → what it does with each: a shallow parse by cue words, clause by clause.

Inside a clause mentions that stand in one list share what governs them. A list takes its role from the nearest cue word before it that still
governs (依托〔园区〕, 培养〔人才〕), corrected by the words that stand as its head (〔科研人员〕薪酬), by frames around it (以〔企业〕为主体), and by the
verb of its own that follows it (鼓励〔高校〕开设专业). What only says which (具有国际视野的, 引进培养的) governs nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from silian_kg.pipes.cues import Cue, scan
from silian_kg.pipes.found import Found
from silian_kg.pipes.sentences import CLAUSE, Extent

DRAWS_ON, DEVELOPS, BENEFITS = "drawsOn", "develops", "benefits"
ACTORS = frozenset({"carrier", "platform", "talent"})  # who can act
FIELDS = frozenset({"industry", "field-group"})
PLAIN, WEAK = 2, 1  # how strongly a rule speaks, where one element has two roles in a sentence

# Between two members of a list: 技工院校、重点企业 | 高校和科研院所 | “成果贷”“专利贷”
_LISTED = re.compile(
    r"[”』」）)]?(?:等[^，。；、]{0,4})?(?:[、和与及或/]|以及|并)[^，。；：的]{0,9}[“『「（(]?|[”』」][“『「]"
)
# 等 closes a list with the kind of its members: 银行等〔金融机构〕 | 等4-6个“琼字号”
_SUMMED_UP = re.compile(r"[”』」）)]?等(?:\s?[\d\-]+\s?[个类项]|各级各类|各类|各级|相关|多种|重点)?[“『「]?")
# The kind may be part of something larger, and then it is no element: 等〔青年人才〕创业赛事
_LARGER = re.compile(r"[”』」]?[^，。；：、的和与及]{0,6}(?:项目|赛事|活动|计划|工程|奖项|政策|荣誉|称号|对接)")
# What stands before 的 says which one, not what is done with it: 具有产业升级支撑力的〔领军人才〕, 承担重点任务的〔团队〕
_RELATIVE = re.compile(
    r"(?:承担|从事|具有|具备|符合|拥有|做出|作出|取得|获得|达到|属于|入选|来自|参与|参加|在|评为|认定为|毕业|获批|担任|急需)[^，。；：]{0,40}?的"
)
# 中 and 内 after a mention make it a whole or a place: 实施主体中承担任务的〔团队〕
_INSIDE = re.compile(r"[”』」]?等?(?:之?中|之?内|里|范围|以内|期间|之间)")
# The mention says of which kind the next one is: 重点领域〔专业技术人才〕, 高校的〔科研人员〕, 生物医药等领域〔专家〕
_ATTACHED = re.compile(
    r"[”』」）)]?等?[\d一二三四五六七八九十两\s]{0,3}个?(?:重点|相关|主要|专业)?(?:领域|产业|行业|方面|专业|类|型)?[的“『「]?(?:[^，。；：、和与及][^，。；：]{0,11})?[“『「]?"
)
_OWNED = re.compile(r"[”』」）)]?等?的[^，。；：、]{0,6}[“『「]?")  # 实施主体的专场〔引才对接活动〕
# An activity that is part of something larger: 创业〔赛事〕, 培训〔机构〕
_PART = re.compile(
    r"[”』」]?(?:赛事|大赛|补贴|补助|担保|服务|政策|指导|导师|基金|环境|氛围|者|人员|团队|机构|基地|平台|费|经费|资金|贷款|收益|支出|体系|机制|标准|计划|工程|清单|目录|办法|方案)"
)
_AS_FIELD = re.compile(r"[”』」]?等?.{0,4}(?:领域|行业|产业)")  # 在新能源、家政等6个领域
_SAYS_WHICH = frozenset("的型性类式员者器商")  # after a word that would govern: 引进的人才, 服务型品牌
# After a verb that stands as a head: 人才培养〔机制〕; anything else is its object: 提升〔学历层次〕
_TAIL = re.compile(
    r"[”』」]?(?:$|[的、和与及]|以及|力度|机制|体系|制度|政策|工作|水平|能力|计划|服务|质量|模式|成效|需求|经费|资金|补贴|奖励|支持|保障|等|上|中|方面|情况|效果)"
)
_ABOUT_PEOPLE = (
    "培养",
    "评价",
    "评审",
    "评定",
    "供需对接",
    "激励",
)  # what is done with talent is told of the talent: 人才评价
_VAGUE = ("相关", "有关", "各", "本地", "当地", "其他", "关联")  # fields that the sentence leaves open: 相关行业
# After an activity that is not part of a longer name
_COMPLETE = re.compile(
    r"[”』」）)]?(?:$|[的、和与及或等（(“]|以及|并|力度|工作|水平|能力|质量|成效|渠道|规模|全|相|协同|互|一体|高质量|健康|快速|持续|进行|中|上|方面|成果|项目|有|无|向|为|在|对|所|需|过程|环节|领域|模式|方式|政策|难题)"
)
_ACTED_UPON = frozenset("定列评设视改变称聘名分确转化升选")  # before 为: 评为企业, 聘为教师
# Between an actor and the clause in which it acts: 鼓励〔银行〕在依法合规的原则下，探索……
_TO_BE_CONTINUED = re.compile(r"[”』」）)]?等?(?:在|按|根据|结合|围绕|面向|以|通过|因地)")
_TO_DO = re.compile(r"，?[要应须可]")  # 示范项目〔，要〕围绕……


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence does with one mention; `strength` decides between two roles of one element."""

    flow: str
    cue: Cue
    rule: str
    strength: int = PLAIN


def roles(text: str, names: Sequence[Found], extent: Extent) -> list[Verdict | None]:
    """Decide for each mention of one sentence what the sentence does with it.

    Args:
        text: the whole text.
        names: the mentions inside the sentence, in the order of the text.
        extent: the sentence, as characters of the text.

    Returns:
        One verdict a mention, None where the sentence only names it.
    """
    verdicts: list[Verdict | None] = [None] * len(names)
    if not names:
        return verdicts
    cues = [cue for cue in scan(text, *extent) if not _inside(cue, names)]
    for match in CLAUSE.finditer(text, *extent):
        low, high = match.span()
        here = [index for index, name in enumerate(names) if low <= name.start < high]
        if here:
            clause = _Clause(text, low, high, [names[index] for index in here], cues)
            for index, verdict in zip(here, clause.verdicts(), strict=True):
                verdicts[index] = verdict
    return verdicts


def _inside(cue: Cue, names: Sequence[Found]) -> bool:
    return any(name.start < cue.end and cue.start < name.end for name in names)


@dataclass(slots=True)
class _Group:
    """Mentions that stand in one list and share what governs them."""

    members: list[int]
    start: int
    end: int


class _Clause:
    """One clause: its mentions in lists, and the cues around them."""

    def __init__(self, text: str, low: int, high: int, names: list[Found], cues: list[Cue]) -> None:
        self.text, self.low, self.high, self.names = text, low, high, names
        self.cues = [cue for cue in cues if low <= cue.start < high]
        self.later = [cue for cue in cues if cue.start >= high]
        self.starts = [cue.start for cue in self.cues]
        self.relatives = [match.span() for match in _RELATIVE.finditer(text, low, high)]
        self.summaries: set[int] = set()
        self.groups = self._grouped()

    def verdicts(self) -> list[Verdict | None]:
        result: list[Verdict | None] = [None] * len(self.names)
        for place, group in enumerate(self.groups):
            judged: dict[str, Verdict | None] = {}
            for member in group.members:
                label = self.names[member].label
                if label not in judged:
                    judged[label] = self._judge(place, label)
                result[member] = None if member in self.summaries else judged[label]
        return result

    # -- what stands where ------------------------------------------------------------------------------------------

    def _between(self, start: int, end: int) -> list[Cue]:
        return self.cues[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _grouped(self) -> list[_Group]:
        groups: list[_Group] = []
        for index, name in enumerate(self.names):
            last = groups[-1] if groups else None
            near = last is not None and name.start - last.end <= 16 and not self._between(last.end, name.start)
            if last is None or not near:
                groups.append(_Group([index], name.start, name.end))
            elif _LISTED.fullmatch(self.text, last.end, name.start):
                last.members.append(index)
                last.end = name.end
            elif _SUMMED_UP.fullmatch(self.text, last.end, name.start):
                last.members.append(index)
                last.end = name.end
                larger = name.label in {"talent", "activity"} and _LARGER.match(self.text, name.end, self.high)
                if larger or name.label == "field-group":
                    self.summaries.add(index)  # 人工智能、物联网等〔数字技术领域〕: the list says it all
            else:
                groups.append(_Group([index], name.start, name.end))
        return groups

    def _relative(self, start: int, end: int) -> bool:
        return any(low <= start and end <= high for low, high in self.relatives)

    def _governors(self, place: int) -> list[Cue]:
        """The cues before a group that may govern it, the nearest last."""
        group = self.groups[place]
        stack: list[Cue] = []
        for cue in self._between(self.low, group.start):
            if not cue.governs or (self._relative(cue.start, cue.end) and cue.governs != "aim"):
                continue
            if self._idle(cue) or self._is_head(cue):
                continue
            adjacent = bool(stack) and stack[-1].end == cue.start
            if adjacent and stack[-1].governs == "aim" and cue.governs != "encourage":
                continue  # 围绕促进就业: the first says it
            if adjacent and cue.word == "对接":
                continue  # 引进对接人才
            stack.append(cue)
        while len(stack) > 1 and self._closed(stack[-1], group):
            stack.pop()
        return stack

    def _idle(self, cue: Cue) -> bool:
        """Whether a cue that could govern only says which, or ends a list: 引进培养的〔人才〕, 定向输出、〔企业〕吸纳."""
        end = cue.end
        for other in self._between(cue.end, self.high):
            if other.start != end or not other.governs:
                break
            end = other.end
        return self.text[end : end + 1] in _SAYS_WHICH or (end == cue.end and self.text.startswith("、", end))

    def _closed(self, cue: Cue, group: _Group) -> bool:
        """Whether the cue has its object already: in 支撑产业的人才 the verb does not reach 人才."""
        between = [other for other in self.groups if cue.end <= other.start < group.start]
        start = between[-1].end if between else cue.end
        if not between and cue.governs not in {"aim", "with"}:
            return False
        place = self.text.find("的", start, group.start)
        return place >= 0 and not any(low >= cue.end and place < high for low, high in self.relatives)

    def _is_head(self, cue: Cue) -> bool:
        """Whether a cue that could govern stands as the head of what is before it: 人才的引进, 院校建设."""
        if not cue.heads:
            return False
        before = [group for group in self.groups if group.end <= cue.start]
        if not before or cue.start - before[-1].end > 8:
            return False
        after = next((group for group in self.groups if group.start >= cue.end), None)
        if "的" in self.text[before[-1].end : cue.start]:
            return True
        if after is None:
            following = self._between(cue.end, self.high)
            if following and following[0].start == cue.end and following[0].heads:
                return self._is_head(following[0]) if following[0].governs else True
            return _TAIL.match(self.text[cue.end : self.high]) is not None
        rest = self.text[cue.end : after.start]
        return rest[:1] in {"、", "和", "及", "与", "的"} or rest.startswith("以及")

    def _heads(self, place: int) -> tuple[Cue, ...]:
        """The words that stand as heads after a group, in order: 〔青年人才〕引进培养支持保障政策."""
        group = self.groups[place]
        position = group.end
        while place + 1 < len(self.groups) and self._does(group, self.groups[place + 1]):
            place += 1
            position = self.groups[place].end  # 科研人员成果转化收益
        limit = self.groups[place + 1].start if place + 1 < len(self.groups) else self.high
        heads: list[Cue] = []
        for cue in self._between(position, limit):
            if cue.start - position > (4 if heads else 8):
                break
            if not cue.heads and not cue.governs:
                continue  # 专家联系机制: the head comes after
            if not cue.heads or not (cue.governs == "" or self._is_head(cue)):
                break
            heads.append(cue)
            position = cue.end
        return tuple(heads)

    def _does(self, group: _Group, following: _Group) -> bool:
        """Whether the next group is an activity right after people or bodies: 科研人员〔成果转化〕."""
        doer, deed = self.names[group.members[-1]].label, self.names[following.members[0]].label
        return doer in {"talent", "carrier"} and deed == "activity" and following.start - group.end <= 1

    def _acts(self, place: int) -> Cue | None:
        """The first word by which the group acts: 高校〔开设〕专业."""
        for cue in self._between(self.groups[place].end, self.high):
            if cue.acts and not self._is_head(cue):
                return cue
        return None

    def _acts_later(self, place: int) -> Cue | None:
        """The word by which the last group of a clause acts in the next: 鼓励〔银行〕在依法合规的原则下，〔探索〕……"""
        if place + 1 == len(self.groups) and _TO_BE_CONTINUED.match(self.text[self.groups[place].end : self.high]):
            return next((cue for cue in self.later if cue.acts), None)
        return None

    def _receives(self, place: int) -> Cue | None:
        return next((cue for cue in self._between(self.groups[place].end, self.high) if cue.heads == "receiving"), None)

    # -- the verdict --------------------------------------------------------------------------------------------------

    def _judge(self, place: int, type_: str) -> Verdict | None:
        group = self.groups[place]
        if self._modifies_next(place) or self._subject_of_relative(place) or self._is_part(place, type_):
            return None
        framed = self._framed(group)
        if framed is not None:
            return framed
        if self._relative(group.start, group.end):
            last = self._between(self.low, group.start)[-1:]
            if last and last[0].governs != "aim":
                return None
        heads = self._heads(place)
        if heads and (heads[0].heads == "duty" or (type_ == "activity" and heads[0].heads in {"served", "system"})):
            return None  # 企业主体责任; 成果转化收益, 融资支持: the activity only says which
        governors = self._governors(place)
        cue = governors[-1] if governors else None
        if _INSIDE.match(self.text, group.end, self.high) and (cue is None or cue.governs != "place"):
            return None
        if heads and heads[0].heads == "acting" and type_ in ACTORS and heads[0].start - group.end <= 2:
            return Verdict(DRAWS_ON, heads[0], "flow/acts")  # 建立企业为主的机制, 发挥高校作用
        if cue is None:
            return self._ungoverned(place, type_, heads)
        if type_ == "field-group" and self.names[group.members[0]].text.startswith(_VAGUE):
            return None
        if len(governors) > 1 and governors[-2].governs == "give" and self.text.startswith("的", group.end):
            return None  # 对开展〔劳务输出〕的机构
        if cue.governs in {"carry", "build", "promote", "grow"} and self._owns_activity(place, type_):
            return Verdict(BENEFITS, cue, "flow/activity-for-it")
        return _RULES[cue.governs](self, place, type_, cue, heads)

    def _framed(self, group: _Group) -> Verdict | None:
        """以X为主体 and 以X为重点, whatever stands between."""
        before = [cue for cue in self._between(self.low, group.start) if cue.governs == "as"]
        if not before:
            return None
        after = next((cue for cue in self._between(group.end, self.high) if cue.heads in {"handle", "goal"}), None)
        if after is None or any(cue.governs == "as" for cue in self._between(group.end, after.start)):
            return None
        if any(cue.governs in {"grow", "build", "promote"} for cue in self._between(before[-1].end, group.start)):
            return None  # 以培养引进领军人才为重点: the verb says it
        if after.heads == "handle":
            return Verdict(DRAWS_ON, after, "flow/as-handle")
        return Verdict(BENEFITS, after, "flow/as-goal")

    def _modifies_next(self, place: int) -> bool:
        """Whether the list only says of which kind the next mention is: 重点领域〔专业技术人才〕, 高校的〔科研人员〕."""
        if place + 1 >= len(self.groups):
            return False
        group, following = self.groups[place], self.groups[place + 1]
        between = [cue for cue in self._between(group.end, following.start) if not self._relative(cue.start, cue.end)]
        if following.start - group.end > 16 or between:
            return False
        label = self.names[group.members[-1]].label
        if self.names[following.members[0]].label == "activity" and label == "activity":
            return following.start == group.end  # 劳务品牌〔招商引资〕
        if self.names[following.members[0]].label == "activity":
            return self.names[group.members[-1]].label == "field-group" and following.start - group.end <= 2
        return _ATTACHED.fullmatch(self.text, group.end, following.start) is not None

    def _owns_activity(self, place: int, type_: str) -> bool:
        """Whether an activity is for the list: 组织〔实施主体〕的专场引才对接."""
        if type_ not in FIELDS | {"carrier", "platform"} or place + 1 >= len(self.groups):
            return False
        group, following = self.groups[place], self.groups[place + 1]
        if self.names[following.members[0]].label != "activity" or self._between(group.end, following.start):
            return False
        return _OWNED.fullmatch(self.text, group.end, following.start) is not None

    def _is_part(self, place: int, type_: str) -> bool:
        """Whether an activity is part of something larger: 创业〔赛事〕, or what its doer is aimed at for: 聚焦青年人才〔创新创业〕所需."""
        if type_ != "activity":
            return False
        group = self.groups[place]
        if all(self.names[member].text.endswith(_ABOUT_PEOPLE) for member in group.members):
            return True
        if _PART.match(self.text, group.end, self.high):
            return True
        if not _COMPLETE.match(self.text[group.end : self.high]):
            following = self._between(group.end, self.high)[:1]
            if not following or following[0].start > group.end:
                return True  # 劳务品牌〔商标权〕
        if place and self.groups[place - 1].end == group.start and self.names[group.members[0] - 1].label == "talent":
            return bool(governors := self._governors(place - 1)) and governors[-1].governs == "aim"
        return False

    def _subject_of_relative(self, place: int) -> bool:
        """Whether the list acts inside a clause with 的 that says which: 实施主体引进培养的〔青年博士后〕."""
        if place + 1 >= len(self.groups):
            return False
        group = self.groups[place]
        position = group.end
        for cue in self._between(group.end, self.groups[place + 1].start):
            if cue.start - position > 2 or cue.governs not in {"grow", "build"}:
                return False
            position = cue.end
            if self.text.startswith("的", position):
                return True
        return False

    def _ungoverned(self, place: int, type_: str, heads: tuple[Cue, ...]) -> Verdict | None:
        """What no cue governs: a heading (技能人才培养), a subject (高校联合企业共建), or merely named."""
        for head in heads:
            if head.heads in {"served", "receiving"}:
                return Verdict(BENEFITS, head, "flow/of-its-benefit", WEAK)
        for head in heads:
            if head.heads == "grown" and (type_ == "talent" or head.start - self.groups[place].end <= 2):
                return Verdict(DEVELOPS, head, "flow/growth-of-it", WEAK)
        acts, receives = self._acts(place), self._receives(place)
        if type_ in ACTORS and receives is not None and (acts is None or receives.start <= acts.start):
            return Verdict(BENEFITS, receives, "flow/receives", WEAK)
        if type_ in {"carrier", "platform", "program"}:
            if acts is None and place + 1 == len(self.groups) and _TO_DO.match(self.text, self.groups[place].end):
                acts = next((cue for cue in self.later if cue.acts), None)
            return Verdict(DRAWS_ON, acts, "flow/acts", WEAK) if acts is not None else None
        return None

    def _benefit(self, type_: str, heads: tuple[Cue, ...]) -> Verdict | None:
        """Whether the heads of a list say that it is served: 〔科研人员〕薪酬, 〔人才〕特殊调配机制."""
        kinds = [head.heads for head in heads]
        if "served" in kinds:
            return Verdict(BENEFITS, heads[kinds.index("served")], "flow/of-its-benefit")
        if type_ == "talent" and "system" in kinds and "grown" not in kinds:
            return Verdict(BENEFITS, heads[kinds.index("system")], "flow/of-its-benefit", WEAK)
        return None

    # -- one rule a kind of governor ------------------------------------------------------------------------------------

    def _rely(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if any(head.word == "积极性" for head in heads) or (
            cue.word in {"统筹", "整合"} and self._benefit(type_, heads)
        ):
            return self._benefit(type_, heads)
        built = type_ == "platform" and any(head.heads == "grown" for head in heads)
        if cue.word == "结合" and type_ == "field-group":
            return None
        if cue.word == "结合" and (type_ == "industry" or built):
            return Verdict(BENEFITS, cue, "flow/aimed-at", WEAK)
        if cue.word in {"由", "根据", "按照"} and type_ != "program":
            return self._ungoverned(place, type_, heads) if cue.word == "由" and type_ in ACTORS else None
        if cue.word in {"统筹", "整合"} and type_ in FIELDS | {"activity", "talent"}:
            return self._promote(place, type_, cue, heads)
        return Verdict(DRAWS_ON, cue, "flow/relied-on")

    def _aim(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if cue.word == "对接" and type_ in ACTORS and not any(head.heads == "served" for head in heads):
            return Verdict(DRAWS_ON, cue, "flow/together-with")
        if cue.word == "激励" and self._betters_itself(place, type_):
            return Verdict(DEVELOPS, cue, "flow/bettered")
        return Verdict(BENEFITS, cue, "flow/aimed-at")

    def _betters_itself(self, place: int, type_: str) -> bool:
        """Whether people are moved to better themselves: 鼓励〔医务人员〕提升学历层次."""
        acts = self._acts(place)
        if type_ != "talent" or acts is None or acts.word not in {"提升", "提高", "增强"}:
            return False
        return not any(group.start > acts.start for group in self.groups)

    def _give(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if cue.word == "为" and self.text[cue.start - 1 : cue.start] in _ACTED_UPON:
            return None
        kinds = [head.heads for head in heads]
        if "grown" in kinds and "served" not in kinds:
            return Verdict(DEVELOPS, heads[kinds.index("grown")], "flow/growth-of-it")
        return Verdict(BENEFITS, cue, "flow/given-to")

    def _place(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if type_ in FIELDS and cue.word == "在" and _AS_FIELD.match(self.text, self.groups[place].end, self.high):
            return Verdict(BENEFITS, cue, "flow/in-the-field", WEAK)
        if type_ == "activity" and cue.word == "赴":
            return Verdict(DRAWS_ON, cue, "flow/relied-on", WEAK)
        if type_ in ACTORS and cue.word in {"到", "赴"} and self._acts(place):
            return Verdict(BENEFITS, cue, "flow/destination", WEAK)
        return None

    def _with(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        after = self._between(self.groups[place].end, self.high)
        together = next((head for head in after if head.heads == "acting" or head.acts), None)
        return Verdict(DRAWS_ON, together, "flow/together-with", WEAK) if together and type_ in ACTORS else None

    def _encourage(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        acts = self._acts(place) or self._acts_later(place)
        if place + 1 < len(self.groups) and self._does(self.groups[place], self.groups[place + 1]):
            acts = None  # 支持企业上市融资, 支持人才创新创业: they are served
        if type_ in ACTORS and acts is not None:
            receives = self._receives(place)
            if receives is not None and (receives.start <= acts.start or acts.governs in {"rely", "offer"}):
                return Verdict(BENEFITS, cue, "flow/supported")
            if self._betters_itself(place, type_):
                return Verdict(DEVELOPS, cue, "flow/bettered")
            return Verdict(DRAWS_ON, cue, "flow/encouraged-to-act")
        if cue.word in {"推动", "促进"}:
            return self._promote(place, type_, cue, heads)
        if cue.word == "组织":
            return self._carry(place, type_, cue, heads)
        if type_ == "activity" or (type_ == "platform" and any(head.heads == "grown" for head in heads)):
            return Verdict(DEVELOPS, cue, "flow/supported-activity")
        if type_ == "program":
            return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")
        return Verdict(BENEFITS, cue, "flow/supported")

    def _carry(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if type_ == "program":
            return self._scheme(cue, heads)
        if type_ == "activity" and cue.word in {"深化", "举办", "举行", "承办", "召开", "评选"}:
            return Verdict(DRAWS_ON, cue, "flow/event-held")
        benefit = self._benefit(type_, heads)
        if benefit is not None:
            return benefit
        if type_ == "carrier":
            return Verdict(DRAWS_ON, cue, "flow/encouraged-to-act", WEAK) if self._acts(place) else None
        return Verdict(DEVELOPS, cue, "flow/brought-about")

    def _grow(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return self._benefit(type_, heads) or Verdict(DEVELOPS, cue, "flow/grown")

    def _build(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if type_ == "program" and any(head.heads == "system" for head in heads):
            return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")  # 出台X制度实施办法
        return self._benefit(type_, heads) or Verdict(DEVELOPS, cue, "flow/built")

    def _promote(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        benefit = self._benefit(type_, heads)
        if benefit is not None:
            return benefit
        if type_ == "program":
            return self._scheme(cue, heads)
        return Verdict(DEVELOPS, cue, "flow/strengthened")

    def _scheme(self, cue: Cue, heads: tuple[Cue, ...]) -> Verdict:
        """A scheme is a handle, unless it is itself built: 实施X计划, but 推进X建设."""
        if any(head.word in {"建设", "创建", "培育", "打造"} for head in heads):
            return Verdict(DEVELOPS, cue, "flow/strengthened")
        return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")

    def _offer(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return Verdict(DEVELOPS, cue, "flow/offered") if type_ in {"talent", "activity", "program"} else None

    def _join(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return Verdict(BENEFITS, cue, "flow/taken-part-in", WEAK) if type_ in {"activity", "platform"} else None

    def _nothing(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return None


_RULES: dict[str, Callable[[_Clause, int, str, Cue, tuple[Cue, ...]], Verdict | None]] = {
    "rely": _Clause._rely,
    "carry": _Clause._carry,
    "grow": _Clause._grow,
    "build": _Clause._build,
    "promote": _Clause._promote,
    "aim": _Clause._aim,
    "encourage": _Clause._encourage,
    "give": _Clause._give,
    "place": _Clause._place,
    "with": _Clause._with,
    "as": _Clause._nothing,
    "offer": _Clause._offer,
    "close": _Clause._nothing,
    "join": _Clause._join,
}
