"""How the names of authorities, of what they issue, their numbers and their dates are written."""

import re
from collections.abc import Iterator

from silian_kg.reading.numbering import value_of

# The last words of what authorities issue: 《党政机关公文处理工作条例》, clause 8, and the usual names of plans
KIND = (
    r"(?:通知|意见|决定|决议|公告|通告|公报|通报|报告|请示|批复|函|纪要|命令|令|议案"
    r"|措施|举措|方案|办法|计划|规划|政策|规定|细则|要点|纲要|条例|制度|指南|指引|清单|任务|准则|规则|章程|规程|规范|标准|目录|条"
    r"|安排|预案|机制|策略|倡议书?|行动|承诺|体系|工程|政策包|说明)"
)
ORG_END = (
    r"(?:政府|国务院|中央|办公室|办公厅|委员会|管委会|工委|党委|市委|省委|县委|区委|部|委|厅|局|署|院|会|处|中心|行|组|队|学院|大学"
    r"|公司|集团|协会|司|社|所|馆|站|团|党组|指挥部|专班|总行|办|学校|交易所|海关|科|室)"
)
BRACKETS = r"(?:[（(][^（）()\n]{1,30}[）)])*"  # （试行）（2023—2025年）
KIND_LAST = re.compile(rf"{KIND}{BRACKETS}$")
ORG_LAST = re.compile(rf"{ORG_END}$")
# 发文字号: 鲁人社字〔2022〕161号, also with brackets of another shape
NUMBER = re.compile(
    r"""(?P<agency>(?:[㐀-鿿]|[（(][㐀-鿿]{1,4}[）)]){2,20}?)\s*
        [〔\[［(（【﹝{<＜]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］)）】﹞}>＞]\s*第?\s*(?P<serial>\d{1,5})\s*号""",
    re.VERBOSE,
)
_YEAR_DIGITS = "〇一二三四五六七八九"
_ZERO = re.compile("[○零OＯ0]")
DATE = re.compile(
    r"""(?P<year>(?:19|20)\d{2}|[一二][〇○零OＯ0九一二三四五六七八]{3})年
        (?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月
        (?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日""",
    re.VERBOSE,
)
# 2025-03-04, 2025/3/4, 2025年3月4日
PLAIN_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)日?"
)
_MONTH_AND_DAY = re.compile(r"年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日")
_SPACE_IN_NAME = re.compile(r"(?<![A-Za-z0-9])[ \n]+|[ \n]+(?![A-Za-z0-9])")


def name_of(piece: str) -> str:
    """A name without the breaks and spaces that printing put into it; spaces between Latin words stay."""
    return _SPACE_IN_NAME.sub("", piece.strip())


def dates(text: str) -> Iterator[re.Match[str]]:
    """Every date in full, in Arabic or Chinese figures; sought by the rarer 年…月…日."""
    for match in _MONTH_AND_DAY.finditer(text):
        date = DATE.match(text, max(0, match.start() - 4), match.end())
        if date:
            yield date


def iso_date(match: re.Match[str]) -> str | None:
    """YYYY-MM-DD of a matched date, in Arabic or Chinese figures; None where the calendar has no such day."""
    year = match["year"]
    if not year.isdecimal():
        year = "".join(str(_YEAR_DIGITS.index(char)) for char in _ZERO.sub("〇", year))
    month, day = value_of(match["month"]), value_of(match["day"])
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
