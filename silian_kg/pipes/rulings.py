"""Text → the sentences that rule all later responsibility clauses: who leads in them, and who stands in each without being named again."""

import re
from dataclasses import dataclass

from silian_kg.pipes.units import Unit, is_unit, split_units

FIRST_LISTED_LEADS, COMMA_LEADS, STANDING_UNIT = "first-listed-leads", "comma-leads", "standing-unit"

# 列第一位者为牵头单位，下同: the unit listed first leads, from here on.
_FIRST_LISTED = re.compile(
    r"(?:[排列名位]|排名|排列|位列|列名|排序|列示)?在?(?:第一位|第1位|第一个|第一名|首位|最前面?|第一|首个)(?:的|者|)(?:责任|负责|）|\))*(?:单位|部门|处室|者)?(?:均)?[为是]"
    r"(?:牵头|主责|第一责任|总牵头|主要责任)[一-鿿]{0,12}?(?=[，,。；;）)〕\]]|$)(?:[，,]?(?:以)?下同)?"
    r"|(?:首位|第一位)(?:的)?(?:单位|部门)?牵头(?:[，,]?下同)"
)
# 逗号前为牵头单位，下同: those before the first comma lead.
_BEFORE_THE_COMMA = re.compile(
    r"逗号[之以]?前(?:的)?(?:单位|部门|责任单位)?(?:均)?[为是]牵头[一-鿿]{0,8}(?:[，,]其余[^，,。；;）)〕\]]*)?(?:[，,]下同)?"
)
# 以下均需各县（市、区）人民政府负责，不再列出: a unit of every measure from here on.
_STANDING = re.compile(
    r"(?:以下|上述|各项|所有|本方案|本措施)?(?:各项|所有|全部)?(?:任务|工作|事项|措施|条款|责任单位|举措|内容)?中?(?:以下)?(?:均|都|皆|全部)(?:需要?|须|应|要|由|需由|包含|包括|涉及|含|为)"
    r"(?P<units>[^。；;：:]{2,80}?)(?:(?:按照?(?:各自)?职责(?:分工)?)?(?:负责|配合|组织)*(?:落实|实施|负责|配合|参与|推进)?)[，,](?:以下|下文|后文)?不再(?:一一|逐一|逐项|重复|单独|另行)?(?:列出|列举|列明|列示|标注|注明)"
    r"|(?P<named>[^。；;：:，,（(〔\[]{2,60})均[为是](?:各项任务的?|以下各项的?)?(?:责任|配合|落实|参与|实施)单位[，,](?:以下)?不再(?:一一|逐一|逐项|重复|单独|另行)?(?:列出|列举|列明|列示|标注|注明)"
)
_SIGN = re.compile(
    r"第[一1][位个名]|首[位个]|最前|第一(?:的|者|为|是)|逗号|不再[一逐重单另列标注]"
)  # none without one of these


@dataclass(frozen=True, slots=True)
class Ruling:
    """A sentence that rules the clauses after it: kind is one of the three above."""

    kind: str
    start: int
    end: int
    units: tuple[Unit, ...] = ()


def find_rulings(text: str) -> list[Ruling]:
    """Find the sentences that rule the clauses of a whole document, in its order; [] where there is none.

    >>> find_rulings("（财政部负责。列第一位者为牵头单位，下同）")[0].kind
    'first-listed-leads'
    """
    if not _SIGN.search(text):
        return []
    rulings = [Ruling(FIRST_LISTED_LEADS, *match.span()) for match in _FIRST_LISTED.finditer(text)]
    rulings += [Ruling(COMMA_LEADS, *match.span()) for match in _BEFORE_THE_COMMA.finditer(text)]
    for match in _STANDING.finditer(text):
        listed = split_units(text, *match.span("units" if match["units"] else "named"))
        if units := tuple(unit for unit in listed if is_unit(unit.text)):
            rulings.append(Ruling(STANDING_UNIT, *match.span(), units))
    return sorted(rulings, key=lambda ruling: ruling.start)


def without_rulings(text: str) -> str:
    """A text of the same length in which every ruling is blanked by full stops.

    >>> without_rulings("教育局负责。逗号前为牵头单位，下同") == "教育局负责。" + "。" * len("逗号前为牵头单位，下同")
    True
    """
    if _SIGN.search(text):
        for pattern in (_FIRST_LISTED, _BEFORE_THE_COMMA, _STANDING):
            text = pattern.sub(lambda match: "。" * len(match.group()), text)
    return text
