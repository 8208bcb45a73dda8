"""Headings that name a program: 3.|羊城企业家培养项目。, （四）|综合支撑能力提升工程; their verbs all belong to the name."""

import re
from collections.abc import Iterator
from typing import Final

from silian_kg.pipes.edge_words import FUNCTION, LAUNCHING, TRIMMED, VERBS
from silian_kg.pipes.found import Found

HEADING: Final = re.compile(
    r"""
    ^[ \t\u3000]*
    (?:[（(](?:[一二三四五六七八九十]+|[0-9]{1,2})[）)]|[一二三四五六七八九十]+、|[0-9]{1,2}[.．、])[ \t\u3000]*
    (?P<name>[^，。；：！？\s]{4,30}(?:工程|计划|行动|项目))
    (?=[。\n]|$)
    """,
    re.VERBOSE | re.MULTILINE,
)
# A project is a program where people are meant: 企业家培养|项目; not 5G基站建设|项目
OF_PEOPLE: Final = re.compile(
    r"人才|专家|团队|学者|院士|博士|硕士|教师|名[家师医]|医师|工匠|技师|工程师|企业家|农民|青年|干部|师资|毕业生|大学生|留学|英才|学生|创业|培训|引进|村官"
)
# A heading that begins with a verb says what is to be done: 引导金融机构支持|民间投资项目
_BEGINNINGS: Final = sorted(VERBS | FUNCTION | TRIMMED, key=len, reverse=True)
_LAUNCHING: Final = sorted(LAUNCHING | {"深入推进", "推进", "打造"}, key=len, reverse=True)


def headings(text: str) -> Iterator[Found]:
    """Find the programs that headings name."""
    for match in HEADING.finditer(text):
        start, end = match.span("name")
        launch = next((verb for verb in _LAUNCHING if text.startswith(verb, start)), "")
        start += len(launch)
        name = text[start:end]
        if len(name) < 6 or name.startswith(tuple(_BEGINNINGS)):
            continue
        if name.endswith("项目") and not OF_PEOPLE.search(name):
            continue
        yield Found(start, end, "program", name, "names/program-of-heading")
