"""What each kind of governing cue makes of a list of mentions: one rule a kind.

FLOW in short: what is relied on or carried out is drawn on; what is brought in, built or strengthened is developed; what is aimed at, given to or
supported benefits.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from silian_kg.pipes.cues import Cue
from silian_kg.pipes.phrases import Clause

DRAWS_ON, DEVELOPS, BENEFITS = "drawsOn", "develops", "benefits"
ACTORS = frozenset({"carrier", "platform", "talent"})  # who can act
FIELDS = frozenset({"industry", "field-group"})
PLAIN, WEAK = 2, 1  # how strongly a rule speaks, where one element has two roles in a sentence

# 在新能源、家政等6个领域 | 在能源、广电、交通等具有需求的行业
_AS_FIELD = re.compile(
    r"[”』」]?(?:[、和与及][^，。；：]{0,40}?)?(?:等[^，。；：]{0,10})?\s?\d*\s?个?(?:重点|传统|优势)*(?:核心|关键)*(?:领域|行业|产业|方面|场景|环节)"
)
_AS_TECHNIQUE = re.compile(
    r"[”』」]?(?:[、和与及][^，。；：]{0,30})?等?(?:先进|新)?(?:技术|手段|方式)"
)  # 结合〔大数据〕等技术
_LANDING = re.compile(r"[”』」]?等?(?:落地|转化|应用|推广|示范|产业化)")  # 在〔企业〕落地转化
# 鼓励〔人工智能〕技术在……应用
_APPLIED = re.compile(r"[”』」]?等?[^，。；：]{0,6}在[^，。；：]{0,40}(?:应用|推广|示范)")
# 促进互联网与〔传统产业〕融合: both are furthered
_MERGED = re.compile(
    r"[”』」]?(?:等[^，。；：]{0,12}?)?的?(?:深度|有机|有效|精准|紧密|交叉|协同)*(?:融合|衔接|结合|联动|贯通|匹配|互动)"
)
_LIKE_A_BODY = re.compile(r"[”』」]?(?:龙头|骨干|重点|领军|头部)?(?:企业|机构|园区|主体|单位|平台)")  # 〔智能制造〕企业
_TO_DO = re.compile(r"，?[要应须可]")  # 〔示范项目〕，要围绕……
_ACTED_UPON = frozenset("定列评设视改变称聘名分确转化升选")  # before 为: 评为〔企业〕, 聘为〔教师〕
_SERVING = frozenset({"赋能", "支撑", "助力", "带动", "引领", "助推", "反哺"})
_BETTERING = frozenset({"提升", "提高", "增强"})
_POOLING = frozenset({"统筹", "整合"})
_EVENTS = frozenset({"深化", "举办", "举行", "承办", "召开", "评选"})
_APPLYING = frozenset({"应用", "推广", "研发", "开发", "转化", "示范"})
_RAISING = frozenset({"建设", "创建", "培育", "打造"})


class Verdict(NamedTuple):
    """What a sentence does with one mention; `strength` decides between two roles of one element."""

    flow: str
    cue: Cue
    rule: str
    strength: int = PLAIN


class Case(NamedTuple):
    """A list at a place in its clause, the type of the mention in question, its cue, and the words that stand as its heads."""

    clause: Clause
    place: int
    label: str
    cue: Cue
    heads: tuple[Cue, ...]
    governors: tuple[Cue, ...]

    @property
    def end(self) -> int:
        """Where the list ends."""
        return self.clause.groups[self.place].end

    def after(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches right after the list, inside the clause."""
        return pattern.match(self.clause.text, self.end, self.clause.high) is not None

    def head(self, kind: str) -> Cue | None:
        """The first head of a kind, or None."""
        return next((head for head in self.heads if head.heads == kind), None)


def ungoverned(clause: Clause, place: int, label: str, heads: tuple[Cue, ...]) -> Verdict | None:
    """What no cue governs: a heading (技能人才培养), a subject (高校联合企业共建), or merely named."""
    end = clause.groups[place].end
    for head in heads:
        if head.heads in {"served", "receiving"}:
            return Verdict(BENEFITS, head, "flow/of-its-benefit", WEAK)
    for head in heads:
        if head.heads == "grown" and (label == "talent" or head.start - end <= 2):
            return Verdict(DEVELOPS, head, "flow/growth-of-it", WEAK)
    serving = next(iter(clause.between(end, end + 3)), None)
    if serving is not None and serving.word in _SERVING and clause.following(place) is not None:
        return Verdict(DRAWS_ON, serving, "flow/acts")  # 人工智能赋能制造业
    acts, receives = clause.acts(place), clause.receives(place)
    if label in ACTORS and receives is not None and (acts is None or receives.start <= acts.start):
        return Verdict(BENEFITS, receives, "flow/receives", WEAK)
    if label in {"carrier", "platform", "program"}:
        if acts is None and clause.following(place) is None and _TO_DO.match(clause.text, end):
            acts = clause.acts_in_the_next()
        return Verdict(DRAWS_ON, acts, "flow/acts", WEAK) if acts is not None else None
    return None


def _benefit(case: Case) -> Verdict | None:
    """Whether the heads of a list say that it is served: 〔科研人员〕薪酬, 〔人才〕特殊调配机制."""
    served = case.head("served")
    if served is not None and case.label != "program":
        return Verdict(BENEFITS, served, "flow/of-its-benefit")
    system = case.head("system")
    if case.label == "talent" and system is not None and case.head("grown") is None:
        return Verdict(BENEFITS, system, "flow/of-its-benefit", WEAK)
    return None


def _scheme(case: Case) -> Verdict:
    """A scheme is a handle, unless it is itself built: 实施X计划, but 推进X建设."""
    if any(head.word in _RAISING for head in case.heads):
        return Verdict(DEVELOPS, case.cue, "flow/strengthened")
    return Verdict(DRAWS_ON, case.cue, "flow/scheme-carried-out")


def _betters_itself(case: Case) -> bool:
    """Whether people are moved to better themselves: 鼓励〔医务人员〕提升学历层次."""
    acts = case.clause.acts(case.place)
    if case.label != "talent" or acts is None or acts.word not in _BETTERING:
        return False
    return not any(group.start > acts.start for group in case.clause.groups)


def _rely(case: Case) -> Verdict | None:
    word, label = case.cue.word, case.label
    if any(head.word == "积极性" for head in case.heads):
        return _benefit(case)  # 调动〔医务人员〕积极性
    if word in _POOLING:
        benefit = _benefit(case)
        if benefit is not None or label in FIELDS | {"activity", "talent"}:
            return benefit or _promote(case)
    if word == "结合" and (label == "field-group" or (label == "platform" and case.head("grown") is not None)):
        return None
    if word == "结合" and label == "industry" and not case.after(_AS_TECHNIQUE):
        return Verdict(BENEFITS, case.cue, "flow/aimed-at", WEAK)
    if word in {"由", "根据", "按照"} and label != "program":
        return ungoverned(case.clause, case.place, label, case.heads) if word == "由" and label in ACTORS else None
    return Verdict(DRAWS_ON, case.cue, "flow/relied-on")


def _aim(case: Case) -> Verdict | None:
    if case.cue.word == "对接" and case.label in ACTORS and case.head("served") is None:
        return Verdict(DRAWS_ON, case.cue, "flow/together-with")
    if case.cue.word == "激励" and _betters_itself(case):
        return Verdict(DEVELOPS, case.cue, "flow/bettered")
    return Verdict(BENEFITS, case.cue, "flow/aimed-at")


def _give(case: Case) -> Verdict | None:
    cue = case.cue
    if cue.word == "为" and case.clause.text[cue.start - 1 : cue.start] in _ACTED_UPON:
        return None
    grown = case.head("grown")
    if grown is not None and case.head("served") is None:
        return Verdict(DEVELOPS, grown, "flow/growth-of-it")
    return Verdict(BENEFITS, cue, "flow/given-to")


def _place(case: Case) -> Verdict | None:
    word, label = case.cue.word, case.label
    fields = case.clause.last(case.clause.groups[case.place]).text.endswith(("领域", "行业", "产业"))
    if word == "在" and label in FIELDS and (fields or case.after(_AS_FIELD)):
        return Verdict(BENEFITS, case.cue, "flow/in-the-field", WEAK)
    if word == "在" and label in ACTORS | FIELDS and case.after(_LANDING):
        return Verdict(BENEFITS, case.cue, "flow/destination", WEAK)
    if word == "赴" and label == "activity":
        return Verdict(DRAWS_ON, case.cue, "flow/relied-on", WEAK)
    if word in {"到", "赴"} and label in ACTORS and case.clause.acts(case.place) is not None:
        return Verdict(BENEFITS, case.cue, "flow/destination", WEAK)
    return None


def _with(case: Case) -> Verdict | None:
    if case.after(_MERGED) and len(case.governors) > 1:
        cue = case.governors[-2]
        return RULES[cue.governs](case._replace(cue=cue, governors=case.governors[:-1]))
    after = case.clause.between(case.end, case.clause.high)
    together = next((cue for cue in after if cue.heads == "acting" or cue.acts), None)
    if together is None or case.label not in ACTORS:
        return None
    return Verdict(DRAWS_ON, together, "flow/together-with", WEAK)


def _encourage(case: Case) -> Verdict | None:
    clause, place, cue, label = case.clause, case.place, case.cue, case.label
    acts = clause.acts(place) or clause.acts_later(place)
    serves = acts is not None and acts.word in _SERVING and clause.following(place) is not None
    if label in FIELDS and acts is not None and serves and acts.start - case.end <= 2:
        return Verdict(DRAWS_ON, acts, "flow/acts")  # 支持人工智能赋能制造业
    if label == "industry" and case.after(_LIKE_A_BODY):
        label = "carrier"
    if clause.does(place):
        if cue.word in {"推动", "促进"} and label != "talent":
            return Verdict(DRAWS_ON, cue, "flow/encouraged-to-act", WEAK)  # 推动高校科技攻关
        acts = None  # 支持企业上市融资, 支持人才创新创业: they are served
    if label in ACTORS and acts is not None:
        return _encouraged_to_act(case, acts)
    if cue.word in {"推动", "促进"}:
        return _promote(case)
    if cue.word == "组织":
        return _carry(case)
    applied = any(head.word in _APPLYING for head in case.heads) or case.after(_APPLIED)
    if label == "activity" or (label in FIELDS and applied) or (label == "platform" and case.head("grown") is not None):
        return Verdict(DEVELOPS, cue, "flow/supported-activity")
    if label == "program":
        return Verdict(DRAWS_ON, cue, "flow/scheme-carried-out")
    return Verdict(BENEFITS, cue, "flow/supported")


def _encouraged_to_act(case: Case, acts: Cue) -> Verdict:
    receives = case.clause.receives(case.place)
    if receives is not None and (receives.start <= acts.start or acts.governs in {"rely", "offer"}):
        return Verdict(BENEFITS, case.cue, "flow/supported")
    if _betters_itself(case):
        return Verdict(DEVELOPS, case.cue, "flow/bettered")
    return Verdict(DRAWS_ON, case.cue, "flow/encouraged-to-act")


def _carry(case: Case) -> Verdict | None:
    if case.label == "program":
        return _scheme(case)
    if case.label == "activity" and case.cue.word in _EVENTS:
        return Verdict(DRAWS_ON, case.cue, "flow/event-held")
    benefit = _benefit(case)
    if benefit is not None:
        return benefit
    if case.label == "carrier":
        acts = case.clause.acts(case.place)
        return Verdict(DRAWS_ON, case.cue, "flow/encouraged-to-act", WEAK) if acts is not None else None
    return Verdict(DEVELOPS, case.cue, "flow/brought-about")


def _grow(case: Case) -> Verdict | None:
    return _benefit(case) or Verdict(DEVELOPS, case.cue, "flow/grown")


def _build(case: Case) -> Verdict | None:
    if case.label == "program" and case.head("system") is not None:
        return Verdict(DRAWS_ON, case.cue, "flow/scheme-carried-out")  # 出台X制度实施办法
    return _benefit(case) or Verdict(DEVELOPS, case.cue, "flow/built")


def _promote(case: Case) -> Verdict | None:
    benefit = _benefit(case)
    if benefit is not None:
        return benefit
    if case.label == "program":
        return _scheme(case)
    return Verdict(DEVELOPS, case.cue, "flow/strengthened")


def _offer(case: Case) -> Verdict | None:
    if case.label not in {"talent", "activity", "program"}:
        return None
    return Verdict(DEVELOPS, case.cue, "flow/offered")


def _join(case: Case) -> Verdict | None:
    if case.label not in {"activity", "platform"}:
        return None
    return Verdict(BENEFITS, case.cue, "flow/taken-part-in", WEAK)


def _nothing(case: Case) -> Verdict | None:
    return None


RULES: Mapping[str, Callable[[Case], Verdict | None]] = MappingProxyType({
    "rely": _rely,
    "carry": _carry,
    "grow": _grow,
    "build": _build,
    "promote": _promote,
    "aim": _aim,
    "encourage": _encourage,
    "give": _give,
    "place": _place,
    "with": _with,
    "as": _nothing,
    "offer": _offer,
    "close": _nothing,
    "join": _join,
})  # fmt: skip
