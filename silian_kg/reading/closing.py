"""Where the last measure ends: before the paragraphs that close a notice and belong to no section."""

import re
from itertools import pairwise

CLAUSE_LENGTH = 240  # characters before the end in which a responsibility clause stands
MOST_CLAUSES = 0.7  # the share of sections that end in a clause, for the clause to end the last one too
LONGEST_HEADING = 32
LONGEST_INLINE = 200  # characters of a closing sentence on the same line
LEAST_BEFORE = 20  # characters of the section before it
# 本措施自印发之日起施行，有效期至2025年12月31日。    以上政策由市商务局负责解释。    特此通知。
CLOSING = re.compile(
    r"""(?:本|该|上述|以上|各项?|此前)[^。，]{0,20}(?:政策|措施|举措|意见|办法|方案|计划|通知|文件|规定|细则|规划|要点)[^。]{0,40}
        (?:自[^。]{2,30}(?:施行|实施|执行|生效|起)|有效期|实行年限|施行期|执行期|由[^。]{2,40}(?:负责)?解释|为准|不一致)
      |特此通知|附件[:：1-9一]|附[:：]|抄送|联系(?:人|电话|单位)[:：]
    """,
    re.VERBOSE,
)
# （责任单位：人才处、专家中心）    〔牵头单位：市财政局；各县（市、区）人民政府配合〕
CLAUSE_LAST = re.compile(
    r"(?:责任|牵头|负责|单位|部门|落实|配合)[^（）〔〕\n]*(?:[（〔][^（）〔〕\n]*[）〕][^（）〔〕\n]*)*[）)〕】]。?$"
)
_LINE = re.compile(r"[^\n]+")
_INLINE = re.compile(r"(?<=[。）〕】])(?=本|以上|上述)")


def ends_in_clause(text: str, start: int, end: int) -> bool:
    """Whether a piece of text ends in a responsibility clause."""
    return CLAUSE_LAST.search(text[max(start, end - CLAUSE_LENGTH) : end].rstrip()) is not None


def end_before_closing(text: str, start: int, end: int, *, clauses: bool) -> int:
    """Where the last section ends without what closes the notice.

    Args:
        text: the cleaned text.
        start: where the own text of the section begins.
        end: where it ends with the closing paragraphs.
        clauses: whether the sections of the notice end in responsibility clauses.
    """
    lines = list(_LINE.finditer(text, start, end))
    for above, line in pairwise(lines):
        only_heading = above is lines[0] and len(above[0]) <= LONGEST_HEADING and "。" not in above[0]
        after_clause = clauses and ends_in_clause(text, *above.span()) and not ends_in_clause(text, line.start(), end)
        if after_clause or (CLOSING.match(line[0]) and not only_heading):
            end = above.end()
            break
    for match in _INLINE.finditer(text, max(start + LEAST_BEFORE, end - LONGEST_INLINE), end):
        if CLOSING.match(text, match.start(), end):
            return match.start()
    return end
