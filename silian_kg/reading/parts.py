"""Cleaned text → the parts of a notice: masthead, addressees, covering letter, signature, issued documents, bodies.

The parts are extents of the text; head.py reads values from them, structure.py reads sections.
"""

import re
from dataclasses import dataclass

from silian_kg.reading.bodies import ADDRESSED, bodies_of, first_section
from silian_kg.reading.catalogue import META
from silian_kg.reading.issuing import ISSUES, named_in_title, names_issued, title_below, titles_over_texts
from silian_kg.reading.names import DATE, KIND
from silian_kg.reading.numbering import Level, label_at, level_of
from silian_kg.reading.signatures import Signature, signatures_of
from silian_kg.reading.spans import Span, lines_of

LONGEST_ADDRESS = 600  # characters
LONGEST_MASTHEAD = 20_000  # characters
MASTHEAD_LINES = 80  # lines among which the addressees are sought
_BOOK_TITLE = re.compile(rf"\d{{1,3}}[.．、]\s?[^。]{{5,200}}?（{DATE.pattern}）(?=\n)", re.VERBOSE)
_TITLED_NOTICE = re.compile(rf"(?:关于|印发)[^。\n]{{2,120}}{KIND}》?(?:（[^（）]*）)?$", re.MULTILINE)
# A first sentence that says what follows: 为促进发展，特制定本政策。    现就有关事项通知如下：
_PURPOSE = re.compile(
    r"(?:为|根据|按照|依据|现就|现将)[^。\n]{4,400}(?:制[定订](?:本|以下|如下)|提出(?:以下|如下)|(?:通知|公告|通告)如下)"
)
LONGEST_PURPOSE = 600  # characters from the opening in which it ends
# Where a title or a number ends to which addressees are glued: …的意见各区县人民政府    渝府发〔2019〕17号各区县
_AFTER_TITLE = re.compile(rf"{KIND}(?:（[^（）]{{1,12}}）)?(?=各|有关|相关|省|市|县|区|本)|号[）)]?(?=[㐀-鿿])")
_NO_ADDRESS = re.compile(r"[。！？《》\d]|如下|以下|联系|电话|单位名称")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a notice, as extents of its cleaned text.

    `bodies` are the stretches that hold sections: one for each issued document, else the one of the notice itself.
    """

    lines: tuple[Span, ...]
    masthead: Span
    addressees: Span | None
    opening: int  # where the text after the addressees begins
    signature: Signature | None
    issued: tuple[Span, ...]  # the titles of the issued documents, where they stand over their texts
    names_issued: tuple[str, ...]  # the same as the letter names them
    named: Span | None  # what the notice issues, in its own title, where the text below has no title of its own
    bodies: tuple[Span, ...]
    titled: bool  # a line above the text ends as titles of notices do, or the first sentence says what follows

    @property
    def is_notice(self) -> bool:
        """Whether something other than numbered sections shows that this is a notice."""
        return self.addressees is not None or self.signature is not None or self.titled


def parts_of(text: str) -> Parts:
    """The parts of a notice."""
    lines = lines_of(text)
    addressees = _addressees(text, lines)
    opening = addressees.end if addressees else _book_title_end(text)
    names = names_issued(text, opening)
    signatures = list(signatures_of(text))
    issued = tuple(titles_over_texts(text, names, opening)) or tuple(title_below(text, lines, opening, signatures))
    bodies = tuple(bodies_of(text, lines, opening, issued, signatures))
    if issued and not any(first_section(text, body) < body.end for body in bodies):
        bodies = tuple(
            bodies_of(text, lines, opening, (), signatures)
        )  # what is issued is a list; the letter holds the measures
    first = first_section(text, bodies[0])
    masthead = Span(0, addressees.start if addressees else min(first, _first_sentence(text, lines), LONGEST_MASTHEAD))
    return Parts(
        lines=lines,
        masthead=masthead,
        addressees=addressees,
        opening=opening,
        signature=_signature(signatures, opening, first),
        issued=issued,
        names_issued=names,
        named=None if issued or ISSUES.search(text, opening, first) else named_in_title(text, names, opening),
        bodies=bodies,
        titled=_TITLED_NOTICE.search(text, *masthead) is not None
        or _PURPOSE.match(text, opening, opening + LONGEST_PURPOSE) is not None,
    )


def _book_title_end(text: str) -> int:
    """The end of a title that a collection numbers: 3. …的通知（2023年3月19日）; 0 where there is none."""
    match = _BOOK_TITLE.match(text)
    return match.end() if match else 0


def _first_sentence(text: str, lines: tuple[Span, ...]) -> int:
    return next(
        (line.start for line in lines if "。" in text[line.start : line.end] or "，" in text[line.start : line.end]),
        len(text),
    )


def _signature(signatures: list[Signature], opening: int, first: int) -> Signature | None:
    """The signature of the notice: below the letter, else the last one below the sections."""
    below_letter = (each for each in signatures if opening <= each.start and each.end <= first)
    below_sections = (each for each in reversed(signatures) if each.start >= first)
    return next(below_letter, None) or next(below_sections, None)


def _addressees(text: str, lines: tuple[Span, ...]) -> Span | None:
    """Whom the notice addresses: up to the colon of the first line that names authorities and says nothing."""
    for line in lines[:MASTHEAD_LINES]:
        label = label_at(text, line.start)
        if label is not None and level_of(label) != Level.ARABIC:
            return None
        colon = text.find("：", line.start, min(line.end, line.start + LONGEST_ADDRESS))
        if colon < 0 or META.match(text, *line):
            continue
        start = max((match.end() for match in _AFTER_TITLE.finditer(text, line.start, colon)), default=line.start)
        names = text[start:colon]
        if len(names) > 2 and not _NO_ADDRESS.search(names) and ADDRESSED.search(names):
            return Span(start, colon)
        if "。" in text[line.start : colon]:
            return None
    return None
