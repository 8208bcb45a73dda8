"""Labels of fields that stand in a text → industries that it really names: completed, kept out of units, common words only among their like."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from silian_kg.pipes.found import Found

# A field completed by the word that makes it an industry: 农机装备|产业. Not in 产业链, 产业园, 产业化.
SUFFIX: Final = re.compile(r"(?:产业|行业)(?![链园化工部政主生]|集[^群])")
# A field that only says which unit or body: 农业农村|主管部门, 空间信息产业|协会
UNIT_AFTER: Final = re.compile(
    r"(?:产业|行业)?(?:行政)?(?:主管)?(?:部门|厅|局|委(?![托员])|委员会|协会|学会|商会|大学|学院|银行|公司|集团|法院|专班|领导小组|工作组|专委会|专家委员会|处室|管委会|领域专家|技能)"
)
# What shows that a common word means a field: 文化、教育等|领域, 安全|产业, 体育|企业
FIELD_AFTER: Final = re.compile(r"(?:等)?(?:重点|优势|特色|关键|相关|各)?(?:领域|产业(?!链)|行业|企业)")
# What makes a narrower field together with one: 低轨|卫星通信, 精密|制造
MODIFIERS: Final = frozenset(
    """
    低轨 高轨 高通量 地面 机载 车载 星载 车规级 高精度 高性能 轻型 重型 特种 民用 军用 商业 工业 农业 医疗 低空 移动 无线 智能 智慧 数字 绿色 低碳 精密 高端 外向型 第三代 第四代
    深海 深远海 海上 多模态 垂直 消费级 工业级 微型 生成式
    """.split()  # noqa: SIM905
)
# What may close a field that another one begins: 智能制造|服务业, 数字文化|贸易
HEADS: Final = (
    "装备",
    "服务业",
    "制造业",
    "加工业",
    "贸易",
    "大模型",
    "材料",
    "金融",
    "旅游",
    "农业",
    "软件",
    "芯片",
    "机器人",
    "经济",
    "产业",
)
_LONGEST_MODIFIER = 4


def named_fields(
    text: str,
    matches: Sequence[Found],
    contextual: Collection[str],
    known: Collection[tuple[int, int]],
    words: Collection[int],
) -> Iterator[Found]:
    """Find the fields that are named as such among the matches of labels.

    Args:
        text: The text.
        matches: The labels of fields in it, in order, none overlapping.
        contextual: The concepts whose labels are common words.
        known: The extents of labels that stand among their like.
        words: The edges of jieba's words.
    """
    for group in _adjacent(matches):
        first, last = group[0], group[-1]
        if UNIT_AFTER.match(text, last.end):
            continue
        common = all(match.concept in contextual and (match.start, match.end) not in known for match in group)
        if common and not FIELD_AFTER.match(text, last.end):
            continue
        if len(first.text) <= 3 and (first.start not in words or last.end not in words):
            continue
        start = _completed(text, first.start)
        suffix = SUFFIX.match(text, last.end)
        end = suffix.end() if suffix and not last.text.endswith(("业", "领域")) else last.end
        if last.text.endswith("产业") and len(last.text) > 3 and text.startswith("链", end):
            end -= 2  # 智能制造|产业链
        whole = len(group) == 1 and start == first.start and end == last.end
        yield Found(
            start,
            end,
            "industry",
            text[start:end],
            "names/field" if whole else "names/field-completed",
            first.concept if whole else "",
        )


def _adjacent(matches: Sequence[Found]) -> Iterator[list[Found]]:
    """Matches that touch and make one field, together: 数字文化|贸易."""
    group: list[Found] = []
    for match in matches:
        if group and (group[-1].end != match.start or not match.text.endswith(HEADS)):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _completed(text: str, start: int) -> int:
    """Where the field begins whose known part begins at `start`: after as many modifiers as stand before it."""
    while True:
        for length in range(min(_LONGEST_MODIFIER, start), 1, -1):
            if text[start - length : start] in MODIFIERS:
                start -= length
                break
        else:
            return start
