"""Vocabulary matches of fields → industries that the text really names: completed by 产业, kept out of units, common words only among their like."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from silian_kg.pipes.found import Found

# A field completed by the word that makes it an industry: 农机装备|产业. Not in 产业链, 产业园, 产业化.
SUFFIX: Final = re.compile(r"(?:产业|行业)(?![链园化工部政主集生])")
# A field that only says which unit or body: 农业农村|主管部门, 空间信息产业|协会
UNIT_AFTER: Final = re.compile(
    r"(?:产业|行业)?(?:行政)?(?:主管)?(?:部门|厅|局|委(?![托员])|委员会|协会|学会|商会|大学|学院|银行|公司|集团|法院|专班|领导小组|工作组|专委会|专家委员会|处室|管委会|领域专家)"
)
# What shows that a common word means a field: 文化、教育等|领域, 安全|产业, 体育|企业
FIELD_AFTER: Final = re.compile(r"(?:等)?(?:重点|优势|特色|关键|相关|各)?(?:领域|产业(?!链)|行业|企业)")


def named_fields(
    text: str, matches: Iterable[Found], contextual: frozenset[str], listed: Iterable[tuple[int, int]]
) -> Iterator[Found]:
    """Find the fields that are named as such among the matches of labels; `listed` are the items of the lists of fields."""
    among_its_like = frozenset(listed)
    for match in matches:
        if UNIT_AFTER.match(text, match.end):
            continue
        common = match.concept in contextual and (match.start, match.end) not in among_its_like
        if common and not FIELD_AFTER.match(text, match.end):
            continue
        suffix = SUFFIX.match(text, match.end)
        if suffix and not match.text.endswith(("业", "领域")):
            yield Found(match.start, suffix.end(), match.label, text[match.start : suffix.end()], "names/field-with-suffix", match.concept)
        else:
            yield Found(match.start, match.end, match.label, match.text, "names/concept", match.concept)
