"""Mentions in their sentences → what the measure does with each: 依托 draws on it, 培育 develops it, 服务于 is for its benefit."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.pipes.cues import Cue, scan
from silian_kg.pipes.element_chains import chain_of
from silian_kg.pipes.found import Element, Found, found, leave
from silian_kg.pipes.sentences import CLAUSE, Extent, sentences

DRAWS_ON, DEVELOPS, BENEFITS = "drawsOn", "develops", "benefits"
ACTORS = frozenset({"carrier", "platform", "talent"})  # who can act
FIELDS = frozenset({"industry", "field-group"})

# Between two members of a list: 技工院校、重点企业 | 高校和科研院所 | 成果贷”“专利贷
_LISTED = re.compile(
    r"[”』」）)]?(?:等[^，。；、]{0,4})?(?:[、和与及或/]|以及|并|”“)[^，。；：的]{0,9}[“『「（(]?|[”』」]?[“『「]?"
)
# 等 closes a list with the kind of its members: 银行等〔金融机构〕
_SUMMED_UP = re.compile(r"[”』」）)]?等(?:\s?[\d\-]+\s?个|各类|各级各类|各级|相关|多种|重点)?[“『「]?")
_LARGER = re.compile(
    r"[”』」]?[^，。；：、的和与及]{0,6}(?:项目|赛事|活动|计划|工程|奖项|政策|荣誉|称号|对接)"
)  # 等〔青年人才〕创业赛事
# What stands before 的 says which one, not what is done with it: 具有产业升级支撑力的〔领军人才〕, 承担重点任务的〔团队〕
_RELATIVE = re.compile(
    r"(?:承担|从事|具有|具备|符合|拥有|做出|作出|取得|获得|达到|属于|入选|来自|参与|参加|在|评为|认定为|毕业|获批|担任|急需)[^，。；：]{0,40}?的"
)
# 中 and 内 after a mention make it a place or a whole: 实施主体中承担重点任务的〔团队〕
_INSIDE = re.compile(r"[”』」]?(?:等)?(?:之?中|之?内|里|范围|以内|期间|之间)")
_ATTACHED = re.compile(
    r"[”』」）)]?等?[\d一二三四五六七八九十两\s]{0,3}个?(?:重点|相关|主要|专业)?(?:领域|产业|行业|方面|专业|类|型)?[的“『「]?[^，。；：、和与及]{0,6}"
)
_TAIL = re.compile(r"[”』」）)]?等?[^，。；：]{0,8}?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence does with one mention; `strength` decides between two roles of one element."""

    flow: str
    cue: Cue
    rule: str
    strength: int = 2


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
            clause = _Clause(
                text, low, high, [names[index] for index in here], [cue for cue in cues if low <= cue.start < high]
            )
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
        self.text, self.low, self.high, self.names, self.cues = text, low, high, names, cues
        self.starts = [cue.start for cue in cues]
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
                    judged[label] = self._judge(place, group, label)
                result[member] = None if member in self.summaries else judged[label]
        return result

    # -- what stands where ------------------------------------------------------------------------------------------

    def _between(self, start: int, end: int) -> list[Cue]:
        return self.cues[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _grouped(self) -> list[_Group]:
        groups: list[_Group] = []
        for index, name in enumerate(self.names):
            last = groups[-1] if groups else None
            listed = last is not None and name.start - last.end <= 16 and not self._between(last.end, name.start)
            if last is not None and listed and _LISTED.fullmatch(self.text, last.end, name.start):
                last.members.append(index)
                last.end = name.end
            elif last is not None and listed and _SUMMED_UP.fullmatch(self.text, last.end, name.start):
                last.members.append(index)
                last.end = name.end
                if name.label == "field-group" or _LARGER.match(self.text, name.end, self.high):
                    self.summaries.add(index)  # 人工智能、物联网等〔数字技术领域〕: the list says it all
            else:
                groups.append(_Group([index], name.start, name.end))
        return groups

    def _in_relative(self, start: int, end: int) -> bool:
        return any(low <= start and end <= high for low, high in self.relatives)

    def _governors(self, place: int) -> list[Cue]:
        """The cues before a group that may govern it, the nearest last."""
        group = self.groups[place]
        stack: list[Cue] = []
        for cue in self._between(self.low, group.start):
            if not cue.governs or (self._in_relative(cue.start, cue.end) and cue.governs != "aim"):
                continue
            if self.text.startswith("的", cue.end) or self._is_head(cue):
                continue  # 引进的人才: which ones
            if stack and stack[-1].end == cue.start and stack[-1].governs == "aim" and cue.governs != "encourage":
                continue  # 围绕促进就业: the first says it
            if stack and cue.word == "对接" and stack[-1].end == cue.start:
                continue  # 引进对接人才
            stack.append(cue)
        while len(stack) > 1 and self._closed(stack[-1], group):
            stack.pop()
        return stack

    def _closed(self, cue: Cue, group: _Group) -> bool:
        """Whether the cue has its object already: in 支撑产业的人才 the verb does not reach 人才."""
        between = [other for other in self.groups if cue.end <= other.start < group.start]
        start = between[-1].end if between else cue.end
        if not between and cue.governs != "aim":
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
        gap = self.text[before[-1].end : cue.start]
        if "的" in gap:
            return True
        if after is None:
            return True
        rest = self.text[cue.end : after.start]
        return rest[:1] in {"、", "和", "及", "与", "的", "以"} and not rest.startswith("以")

    def _heads(self, place: int) -> tuple[Cue, ...]:
        """The words that stand as heads after a group, in order: 〔青年人才〕引进培养支持保障政策."""
        group = self.groups[place]
        limit = self.groups[place + 1].start if place + 1 < len(self.groups) else self.high
        heads: list[Cue] = []
        position = group.end
        for cue in self._between(group.end, limit):
            gap = self.text[position : cue.start]
            if len(gap) > (8 if not heads else 4):
                break
            if not cue.heads or not (cue.governs == "" or self._is_head(cue)):
                break
            heads.append(cue)
            position = cue.end
        return tuple(heads)

    def _acts_after(self, place: int) -> Cue | None:
        """The first word by which the group acts: 高校〔开设〕专业."""
        group = self.groups[place]
        for cue in self._between(group.end, self.high):
            if cue.acts and not self._is_head(cue):
                return cue
        return None

    # -- the verdict --------------------------------------------------------------------------------------------------

    def _judge(self, place: int, group: _Group, type_: str) -> Verdict | None:
        framed = self._framed(group)
        if framed is not None:
            return framed
        if self._in_relative(group.start, group.end):
            last = self._between(self.low, group.start)[-1:]
            if last and last[0].governs != "aim":
                return None
        if self._modifies_next(place) or self._subject_of_relative(place):
            return None
        heads = self._heads(place)
        governors = self._governors(place)
        if _INSIDE.match(self.text, group.end, self.high) and not (governors and governors[-1].governs == "place"):
            return None
        if not governors:
            return self._ungoverned(place, type_, heads)
        cue = governors[-1]
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
        if self._between(group.end, following.start):
            return False
        if self.names[following.members[0]].label == "activity":
            return False
        return (
            following.start - group.end <= 12 and _ATTACHED.fullmatch(self.text, group.end, following.start) is not None
        )

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
        kinds = [head.heads for head in heads]
        if "served" in kinds or "receiving" in kinds:
            head = next(head for head in heads if head.heads in {"served", "receiving"})
            return Verdict(BENEFITS, head, "flow/of-its-benefit", 1)
        if "grown" in kinds:
            return Verdict(DEVELOPS, heads[kinds.index("grown")], "flow/growth-of-it", 1)
        acting = self._acts_after(place)
        following = self._between(self.groups[place].end, self.high)
        received = next((cue for cue in following if cue.heads == "receiving"), None)
        if type_ in ACTORS and received is not None and (acting is None or received.start <= acting.start):
            return Verdict(BENEFITS, received, "flow/receives", 1)
        if type_ in {"carrier", "platform", "program"} and acting is not None:
            return Verdict(DRAWS_ON, acting, "flow/acts", 1)
        return None

    def _benefit(self, type_: str, heads: tuple[Cue, ...]) -> Verdict | None:
        """Whether the heads of a list say that it is served: 〔科研人员〕薪酬, 〔人才〕特殊调配机制."""
        kinds = [head.heads for head in heads]
        if "served" in kinds:
            return Verdict(BENEFITS, heads[kinds.index("served")], "flow/of-its-benefit")
        if type_ == "talent" and "system" in kinds and "grown" not in kinds:
            return Verdict(BENEFITS, heads[kinds.index("system")], "flow/of-its-benefit", 1)
        return None

    # one method a kind of governor

    def _rely(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if cue.word == "结合" and type_ in FIELDS:
            return Verdict(BENEFITS, cue, "flow/aimed-at", 1)
        return Verdict(DRAWS_ON, cue, "flow/relied-on")

    def _aim(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        if cue.word == "对接" and type_ in ACTORS and not any(head.heads == "served" for head in heads):
            return Verdict(DRAWS_ON, cue, "flow/together-with")
        return Verdict(BENEFITS, cue, "flow/aimed-at")

    def _give(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        served = next((head for head in heads if head.heads == "served"), None)
        grown = next((head for head in heads if head.heads == "grown"), None)
        if served is None and grown is not None:
            return Verdict(DEVELOPS, grown, "flow/growth-of-it")
        return Verdict(BENEFITS, cue, "flow/given-to")

    def _place(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        tail = self.text[self.groups[place].end : self.groups[place].end + 8]
        if type_ in FIELDS and cue.word == "在" and re.match(r"[”]?等?.{0,4}(?:领域|行业|产业)", tail):
            return Verdict(BENEFITS, cue, "flow/in-the-field", 1)
        if type_ == "activity" and cue.word == "赴":
            return Verdict(DRAWS_ON, cue, "flow/relied-on", 1)
        if type_ in ACTORS and cue.word in {"到", "赴"} and self._acts_after(place):
            return Verdict(BENEFITS, cue, "flow/destination", 1)
        return None

    def _with(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        acting = next(
            (head for head in self._between(self.groups[place].end, self.high) if head.heads == "acting" or head.acts),
            None,
        )
        return Verdict(DRAWS_ON, acting, "flow/together-with", 1) if acting is not None and type_ in ACTORS else None

    def _encourage(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        acting = self._acts_after(place)
        if type_ in ACTORS and acting is not None:
            received = next(
                (head for head in self._between(self.groups[place].end, self.high) if head.heads == "receiving"), None
            )
            if received is not None and received.start <= acting.start:
                return Verdict(BENEFITS, cue, "flow/supported")
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
            return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")
        if type_ == "activity" and cue.word in {"深化", "举办", "举行", "承办", "召开", "评选"}:
            return Verdict(DRAWS_ON, cue, "flow/event-held")
        if any(head.heads == "served" for head in heads):
            return Verdict(BENEFITS, cue, "flow/of-its-benefit")
        if type_ == "carrier":
            return Verdict(DRAWS_ON, cue, "flow/encouraged-to-act", 1) if self._acts_after(place) else None
        return Verdict(DEVELOPS, cue, "flow/brought-about")

    def _grow(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return self._benefit(type_, heads) or Verdict(DEVELOPS, cue, "flow/grown")

    def _build(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return self._benefit(type_, heads) or Verdict(DEVELOPS, cue, "flow/built")

    def _promote(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        benefit = self._benefit(type_, heads)
        if benefit is not None:
            return benefit
        if type_ == "program" and not any(head.word == "建设" for head in heads):
            return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")
        return Verdict(DEVELOPS, cue, "flow/strengthened")

    def _offer(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return Verdict(DEVELOPS, cue, "flow/offered") if type_ in {"talent", "activity", "program"} else None

    def _nothing(self, place: int, type_: str, cue: Cue, heads: tuple[Cue, ...]) -> Verdict | None:
        return None


_RULES: dict[str, Callable[[_Clause, int, str, Cue, tuple[Cue, ...]], Verdict | None]] = {
    "rely": _Clause._rely, "carry": _Clause._carry, "grow": _Clause._grow, "build": _Clause._build, "promote": _Clause._promote,
    "aim": _Clause._aim, "encourage": _Clause._encourage, "give": _Clause._give, "place": _Clause._place, "with": _Clause._with,
    "as": _Clause._nothing, "offer": _Clause._offer, "close": _Clause._nothing,
}  # fmt: skip


def elements(text: str, names: Sequence[Found], extents: Iterable[Extent]) -> list[Element]:
    """One Element for each mention inside the sentences of one measure; `extents` are the sentences."""
    result: list[Element] = []
    for number, extent in enumerate(extents, start=1):
        here = [name for name in names if extent[0] <= name.start < extent[1]]
        verdicts = roles(text, here, extent)
        _keep_the_stronger(here, verdicts)
        for name, verdict in zip(here, verdicts, strict=True):
            plain = Element(name.start, name.end, name.label, name.text, name.rule, name.concept, sentence=number)
            if verdict is not None:
                cue = verdict.cue
                plain = replace(
                    plain, flow=verdict.flow, cue=cue.word, cue_start=cue.start, cue_end=cue.end, flow_rule=verdict.rule
                )
                plain = replace(plain, chain=chain_of(text, name, verdict.flow, cue.word))
            result.append(plain)
    return result


def _keep_the_stronger(names: Sequence[Found], verdicts: list[Verdict | None]) -> None:
    """One role for an element in a sentence, the stronger; two where both are strong; said twice it is said once."""
    by_text: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if verdicts[index] is not None:
            by_text.setdefault(name.text, []).append(index)
    for indexes in by_text.values():
        strongest = max(verdict.strength for index in indexes if (verdict := verdicts[index]) is not None)
        seen: set[str] = set()
        for index in indexes:
            verdict = verdicts[index]
            if verdict is None or verdict.strength < strongest or verdict.flow in seen:
                verdicts[index] = None
            else:
                seen.add(verdict.flow)


class FlowStage:
    """Gives every mention its flow role."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave one Element a name, in order, as stage `flow`."""
        names: tuple[Found, ...] = found(doc, "names")
        text = doc.text
        without = tuple((clause.start, clause.end) for clause in found(doc, "clauses"))
        document = doc._.document
        measures = (
            [(section.body, section.own_end) for section in document.measures()]
            if document is not None
            else [(0, len(text))]
        )
        left: list[Element] = []
        place = 0
        for start, end in measures:
            while place < len(names) and names[place].start < start:
                left.append(_plain(names[place]))
                place += 1
            first = place
            while place < len(names) and names[place].start < end:
                place += 1
            own = names[first:place]
            if own:
                flowing = elements(text, own, sentences(text, start, end, without=without))
                left.extend(flowing)
                reached = {(element.start, element.end, element.text, element.label) for element in flowing}
                left.extend(
                    _plain(name) for name in own if (name.start, name.end, name.text, name.label) not in reached
                )
        left.extend(_plain(name) for name in names[place:])
        return leave(doc, "flow", left)


def _plain(name: Found) -> Element:
    return Element(name.start, name.end, name.label, name.text, name.rule, name.concept)


@Language.factory("silian_flow")
def make_flow(nlp: Language, name: str) -> FlowStage:
    """Make the stage."""
    return FlowStage()
