"""What the preamble of a notice cites: the names in 《》, with their numbers and the cue before them (依据)."""

import re
from collections.abc import Iterator

from silian_kg.document import Reference, Value
from silian_kg.reading.names import NUMBER, name_of
from silian_kg.reading.numbers import number_value
from silian_kg.reading.parts import Parts
from silian_kg.reading.spans import Span

BEFORE = 80  # characters before a name in which its cue stands
# The cue before a cited document, and the term of ELI that it stands for
RELATIONS = (
    (re.compile(r"(?:修订|修改|修正)(?:后的|了)?[^。；，]{0,12}$"), "amends"),
    (re.compile(r"废止[^。；，]{0,12}$"), "repeals"),
    (re.compile(r"(?:根据|依据|按照|遵照|依照|参照|据)[^。；]{0,60}$"), "based_on"),
    (re.compile(r"(?:贯彻|落实|执行|实施|对接)[^。；]{0,60}$"), "applies"),
)
_CUE = re.compile(r"根据|依据|按照|遵照|依照|参照|贯彻落实|贯彻|落实|执行|实施|修订|修改|废止|对接")
_QUOTE = re.compile(r"[《〈]|[》〉]")
_ABOUT = re.compile("^.*?(?=关于)")
_NOT_IN_NAME = re.compile(r"[\s《》〈〉“”\"（）()的—\-－–~～]")


def cited_in(text: str, preambles: tuple[Span, ...], parts: Parts, title: Value | None) -> Iterator[Reference]:
    """What the preambles cite, each once; not the notice itself nor what it issues.

    Args:
        text: the cleaned text.
        preambles: the extents before the first section of each body.
        parts: the parts of the notice.
        title: its title.
    """
    own = {_bare(text[each.start : each.end]) for each in parts.issued} | {_bare(name) for name in parts.names_issued}
    if title:
        own |= {_bare(title.value), _bare(_ABOUT.sub("", title.value))}
    for preamble in preambles:
        for quoted in _quoted(text, preamble):
            name = name_of(text[quoted.start + 1 : quoted.end - 1])
            if _bare(name) not in own:
                own.add(_bare(name))
                yield _reference(text, name, quoted, max(parts.opening, quoted.start - BEFORE))


def _reference(text: str, name: str, quoted: Span, before: int) -> Reference:
    number = NUMBER.match(text, quoted.end + 1) if text[quoted.end : quoted.end + 1] in ("（", "(") else None
    lead = text[before : quoted.start]
    cues = _CUE.findall(lead)
    return Reference(
        title=name,
        start=quoted.start,
        end=quoted.end,
        number=number_value(number) if number else None,
        cue=cues[-1] if cues else "",
        relation=next((relation for cue, relation in RELATIONS if cue.search(lead)), "cites"),
    )


def _bare(name: str) -> str:
    return _NOT_IN_NAME.sub("", name)


def _quoted(text: str, extent: Span) -> Iterator[Span]:
    """Extents of the outermost 《…》, nested ones inside them."""
    depth, opened = 0, extent.start
    for match in _QUOTE.finditer(text, *extent):
        if match[0] in "《〈":
            opened = opened if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Span(opened, match.end())
