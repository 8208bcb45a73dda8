"""A body without numbers → its paragraphs of action as measures p1, p2 …"""

import re

from silian_kg.document import Section
from silian_kg.reading.closing import CLOSING
from silian_kg.reading.spans import LINE

LEAST_ACTION = 15  # characters of a sentence
# Paragraphs that are no action: purpose and background, what is issued, thanks, whom to ask
NO_ACTION = re.compile(
    r"""(?:为|根据|按照|依据|遵照|近年来|近期|近日|今年以来|当前|鉴于|经)[^。]*[。：]?$        # one sentence of purpose
      |.*(?:如下[：。]$|印发[给了]|现予?印发|予以印发|现将|现予?公[布告]|予以公[布告]|予以通报|转发给|收悉|请遵照执行|请认真贯彻)
      |(?:近年来|今年以来|近期以来|长期以来|当前|去年以来|多年来)
      |新华社|特此|附件|附：|联系|抄[送报]|分送|链接|感谢|专此|来源|[（(]|此件|备注|注：
    """,
    re.VERBOSE,
)


def paragraphs_of(text: str, start: int, end: int) -> tuple[Section, ...]:
    """The paragraphs of action of a body without numbers, as p1, p2 …; () where it has none."""
    found: list[Section] = []
    for line in LINE.finditer(text, start, end):
        paragraph = line[0]
        if (
            len(paragraph) >= LEAST_ACTION
            and paragraph[-1] in "。；！"
            and not (NO_ACTION.match(paragraph) or CLOSING.match(paragraph))
        ):
            number = f"p{len(found) + 1}"
            found.append(
                Section(number, (number,), line.start(), line.start(), line.end(), line.end(), is_measure=True)
            )
    return tuple(found)
