"""One sentence with its mentions → what it does with each: a shallow parse by cue words, clause by clause.

Inside a clause mentions that stand in one list share what governs them. A list takes its role from the nearest cue word before it that still
governs (依托〔园区〕, 培养〔人才〕), corrected by the words that stand as its head (〔科研人员〕薪酬), by frames around it (以〔企业〕为主体), and by the
verb of its own that follows it (鼓励〔高校〕开设专业). What only says which (具有国际视野的, 引进培养的) governs nothing.
"""

import re
from collections.abc import Sequence

from silian_kg.pipes.cues import Cue
from silian_kg.pipes.found import Found
from silian_kg.pipes.phrases import Clause, Group
from silian_kg.pipes.role_rules import ACTORS, BENEFITS, DRAWS_ON, FIELDS, RULES, Case, Verdict, ungoverned
from silian_kg.pipes.sentences import CLAUSE, Extent

# 中 and 内 after a mention make it a whole or a place: 实施主体中承担任务的〔团队〕
_INSIDE = re.compile(r"[”』」]?等?(?:之?中|之?内|里|范围|以内|期间|之间)")
# The mention says of which kind the next one is: 重点领域〔专业技术人才〕, 高校的〔科研人员〕, 生物医药等领域〔专家〕
_ATTACHED = re.compile(
    r"[”』」）)]?等?[\d一二三四五六七八九十两\s]{0,3}个?(?:重点|相关|主要|专业)?(?:领域|产业|行业|方面|专业|类|型)?"
    r"[的“『「]?(?:[^，。；：、和与及“”][^，。；：“”]{0,11})?[“『「]?"
)
_ATTACHED_PLAINLY = re.compile(_ATTACHED.pattern.replace("[^，。；：“”]{0,11}", "[^，。；：“”、和与及]{0,11}"))
_OWNED = re.compile(r"[”』」）)]?等?的[^，。；：、]{0,6}[“『「]?")  # 实施主体的专场〔引才对接活动〕
# An activity that is part of something larger: 创业〔赛事〕, 培训〔机构〕
_PART = re.compile(
    r"[”』」]?(?:赛事|大赛|补贴|补助|担保|服务|政策|指导|导师|基金|环境|氛围|者|人员|团队|机构|基地|平台|费|经费|资金|贷款|收益|支出|体系|机制"
    r"|标准|计划|工程|清单|目录|办法|方案)"
)
# A field or body that is part of a larger name: 公共卫生〔科室〕, 疾控机构〔人员〕
_NOUN = re.compile(r"(?:人员|科室|系统(?!集成)|协会|商会|事件|部门|主管|领域人|从业|工作者|观)")
# After an activity that is not part of a longer name
_COMPLETE = re.compile(
    r"[”』」）)]?(?:$|[的、和与及或等（(“]|以及|并|力度|工作|水平|能力|质量|成效|渠道|规模|全|相互|协同|互|一体|高质量|健康|快速|持续|进行|中|上"
    r"|方面|成果|项目|活动|有|无|向|为|在|对|所|需|过程|环节|领域|模式|方式|政策|难题)"
)
# What is done with talent is told of the talent: 人才〔评价〕
_ABOUT_PEOPLE = ("培养", "评价", "评审", "评定", "供需对接", "激励", "融资")
_OF_PEOPLE = frozenset({"人才引进", "人才引育", "人才招聘", "人才流动", "人才服务"})
_MONEY = ("资金", "资本", "经费")
_VAGUE = ("相关", "有关", "各", "本地", "当地", "其他", "关联")  # fields that the sentence leaves open: 相关行业
_OF_A_FIELD = re.compile(r"全|上下游|上中下游|")  # 热带农业全〔产业链〕: the field says it
_OF_WHICH = re.compile(r"[”』」]?(?:等[^，。；、]{0,6})?的")  # 对开展〔遥感〕等服务的企业
_BETTERING = frozenset({"提升", "提高", "增强"})
_SERVING = frozenset({"赋能", "支撑", "助力", "带动", "引领", "助推", "反哺"})
_MAY_BE_PART = frozenset({"activity", "chain", "industry", "field-group", "carrier"})
_BRINGING_ABOUT = frozenset({"carry", "build", "promote", "grow"})


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
    index = 0
    for match in CLAUSE.finditer(text, *extent):
        low, high = match.span()
        first = index
        while index < len(names) and names[index].start < high:
            index += 1
        if first < index and names[first].start >= low:
            verdicts[first:index] = _verdicts(Clause(text, low, high, names[first:index], extent[1]))
    return verdicts


def _verdicts(clause: Clause) -> list[Verdict | None]:
    result: list[Verdict | None] = [None] * len(clause.names)
    for place, group in enumerate(clause.groups):
        judged: dict[str, Verdict | None] = {}
        following = clause.following(place)
        attached = () if following is None else _attached(clause, group, following)
        for member in group.members:
            if member in attached:
                continue
            label = _acting_as(clause.names[member])
            if label not in judged:
                judged[label] = _judge(clause, place, label)
            result[member] = None if member in clause.summaries else judged[label]
    return result


def _judge(clause: Clause, place: int, label: str) -> Verdict | None:
    group, following = clause.groups[place], clause.following(place)
    if following is not None:
        if _serves(clause, group, label):
            return Verdict(DRAWS_ON, clause.between(group.end, clause.high)[0], "flow/acts")
        if _acts_in_relative(clause, group, following):
            return None
    if label in _MAY_BE_PART and _is_part(clause, place, label):
        return None
    if clause.framing:
        framed, verdict = _framed(clause, group)
        if framed:
            return verdict
    if clause.relatives and clause.says_which(group.start, group.end):
        last = clause.between(clause.low, group.start)[-1:]
        if last and last[0].governs != "aim":
            return None
    heads = clause.heads(place)
    governors = clause.governors(place)
    cue = governors[-1] if governors else None
    if heads and (heads[0].heads == "duty" or (label == "activity" and _only_says_which(heads[0], cue))):
        return None  # 企业主体责任; 成果转化收益, 融资支持
    if (cue is None or cue.governs != "place") and _INSIDE.match(clause.text, group.end, clause.high):
        return None
    if (
        heads
        and heads[0].heads == "acting"
        and heads[0].word != "功能"
        and label in ACTORS
        and heads[0].start - group.end <= 2
    ):
        return Verdict(DRAWS_ON, heads[0], "flow/acts")  # 建立企业为主的机制, 发挥高校作用
    if cue is None:
        return ungoverned(clause, place, label, heads)
    if label == "field-group" and clause.first(group).text.startswith(_VAGUE):
        return None
    if len(governors) > 1 and governors[-2].governs == "give" and _OF_WHICH.match(clause.text, group.end, clause.high):
        return None  # 对开展〔劳务输出〕的机构
    if (
        (cue.governs in _BRINGING_ABOUT or cue.word == "组织")
        and cue.word not in _BETTERING
        and following is not None
        and _owns_activity(clause, group, following, label)
    ):
        return Verdict(BENEFITS, cue, "flow/activity-for-it")
    return RULES[cue.governs](Case(clause, place, label, cue, heads, tuple(governors)))


def _framed(clause: Clause, group: Group) -> tuple[bool, Verdict | None]:
    """Whether 以X为… frames the list, and its verdict: 以〔企业〕为主体, 以〔产业〕为重点, 以〔航空航天〕为代表."""
    before = [cue for cue in clause.between(clause.low, group.start) if cue.governs == "as"]
    after = next(
        (cue for cue in clause.between(group.end, clause.high) if cue.heads in {"handle", "goal", "example"}), None
    )
    if not before or after is None or any(cue.governs == "as" for cue in clause.between(group.end, after.start)):
        return False, None
    if after.heads == "example":
        return True, None
    if any(cue.governs in {"grow", "build", "promote"} for cue in clause.between(before[-1].end, group.start)):
        return False, None  # 以培养引进领军人才为重点: the verb says it
    if after.heads == "handle":
        return True, Verdict(DRAWS_ON, after, "flow/as-handle")
    return True, Verdict(BENEFITS, after, "flow/as-goal")


def _attached(clause: Clause, group: Group, following: Group) -> Sequence[int]:
    """The members of a list that only say of which kind the next mention is: 重点领域〔专业技术人才〕, 高校的〔科研人员〕."""
    if following.start - group.end > 16:
        return ()
    if any(not clause.says_which(cue.start, cue.end) for cue in clause.between(group.end, following.start)):
        return ()
    label = clause.last(group).label
    if clause.first(following).label == "activity":
        gap = following.start - group.end
        touching = not clause.text[group.end : following.start].strip()
        alone = (label == "activity" and touching) or (label == "field-group" and gap <= 2)  # 劳务品牌〔招商引资〕
        return group.members if alone else ()
    attached = _ATTACHED if clause.first(following).label == "talent" else _ATTACHED_PLAINLY
    if attached.fullmatch(clause.text, group.end, following.start) is None:
        return ()
    if clause.first(following).label == "chain" and label == "industry":
        return ()  # 热带农业全产业链
    if label != clause.first(group).label:
        return group.members[-1:]  # 高校、科研院所、产业链〔企业〕
    return group.members


def _serves(clause: Clause, group: Group, label: str) -> bool:
    """Whether a field is what serves the next: 推进〔人工智能〕赋能制造业."""
    if label not in FIELDS:
        return False
    return any(cue.word in _SERVING for cue in clause.between(group.end, group.end + 3))


def _only_says_which(head: Cue, cue: Cue | None) -> bool:
    """Whether an activity only says which, by its head: 成果转化收益; but 面向产业发展需求 is aimed at it."""
    if head.heads not in {"served", "system"}:
        return False
    return cue is None or cue.governs != "aim" or head.word not in {"需求", "需要", "特点"}


def _acting_as(name: Found) -> str:
    """The type by which the rules treat a mention: money is put to work as a scheme is."""
    return "program" if name.label == "carrier" and name.text.endswith(_MONEY) else name.label


def _no_element(activity: str) -> bool:
    return activity in _OF_PEOPLE or activity.endswith(_ABOUT_PEOPLE)


def _acts_in_relative(clause: Clause, group: Group, following: Group) -> bool:
    """Whether the list acts inside a clause with 的 that says which: 实施主体引进培养的〔青年博士后〕."""
    position = group.end
    for cue in clause.between(position, following.start):
        if cue.start - position > 2 or cue.governs not in {"grow", "build"}:
            return False
        position = cue.end
        if clause.text.startswith("的", position):
            return True
    return False


def _is_part(clause: Clause, place: int, label: str) -> bool:
    """Whether an activity is part of something larger: 创业〔赛事〕, or of what its doer is aimed at for: 聚焦人才〔创新创业〕所需."""
    group = clause.groups[place]
    before = clause.groups[place - 1] if place else None
    if (
        label == "chain"
        and before is not None
        and group.start - before.end <= 3
        and clause.last(before).label == "industry"
    ):
        return _OF_A_FIELD.fullmatch(clause.text, before.end, group.start) is not None
    if label in {"industry", "field-group", "carrier"} and _NOUN.match(clause.text, group.end, clause.high):
        return True
    if label != "activity":
        return False
    if all(_no_element(clause.names[member].text) for member in group.members):
        return True
    if _PART.match(clause.text, group.end, clause.high):
        return True
    if not _COMPLETE.match(clause.text, group.end, clause.high):
        touching = any(cue.start == group.end for cue in clause.cues)
        if not touching:
            return True  # 劳务品牌〔商标权〕
    if before is not None and before.end == group.start and clause.last(before).label == "talent":
        governors = clause.governors(place - 1)
        return bool(governors) and governors[-1].governs == "aim"
    return False


def _owns_activity(clause: Clause, group: Group, following: Group, label: str) -> bool:
    """Whether an activity is for the list: 组织〔实施主体〕的专场引才对接."""
    if label not in FIELDS | {"carrier", "platform"}:
        return False
    if clause.first(following).label != "activity" or clause.between(group.end, following.start):
        return False
    return _OWNED.fullmatch(clause.text, group.end, following.start) is not None
