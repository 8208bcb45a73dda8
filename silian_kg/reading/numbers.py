"""发文字号: the number under which a notice is issued, written 鲁人社字〔2022〕161号 (GB/T 9704-2012, 7.2.5)."""

import re

from silian_kg.document import Value
from silian_kg.reading.names import KIND_LAST, NUMBER
from silian_kg.reading.parts import Parts

LONGEST = 40  # characters of a line that is a number
_ATTACHED = re.compile(rf"(?<![㐀-鿿]){NUMBER.pattern}(?=关于|$)", re.VERBOSE)
_SPACE = re.compile(r"\s")


def number_of(text: str, parts: Parts) -> Value | None:
    """The number of the notice: over the addressees or under the title, else alone on a line; None where the text does not say."""
    for match in NUMBER.finditer(text, *parts.masthead):
        if text[match.start() - 2 : match.start()] not in ("》（", "》("):  # that one is cited
            return _value(match)
    for line in parts.lines:
        if line.end - line.start <= LONGEST and "号" in text[line.end - 2 : line.end]:
            found = NUMBER.search(text, *line)
            if found and found.end() - found.start() == len(text[line.start : line.end].strip("（）()")):
                return _value(found)
    return _attached(text)


def number_value(match: re.Match[str]) -> str:
    """A matched number in the standard form."""
    return f"{_agency(match)}〔{match['year']}〕{int(match['serial'])}号"


def _value(match: re.Match[str]) -> Value:
    dropped = len(match["agency"]) - len(_SPACE.sub("", match["agency"]))
    start = match.start() + len(match["agency"]) - len(_agency(match)) - dropped
    return Value(number_value(match), start, match.end(), "head/number")


def _agency(match: re.Match[str]) -> str:
    """The 发文机关代字, without a title that is glued to it: …实施意见渝府办发."""
    agency = _SPACE.sub("", match["agency"])
    for end in range(len(agency) - 2, 1, -1):
        title = KIND_LAST.search(agency, 0, end)
        if title and agency[end - 1] not in "函令条":
            return agency[end:]
    return agency


def _attached(text: str) -> Value | None:
    """The number in the name of the file that a page attaches: 广安府办规〔2023〕5号关于印发…的通知.pdf."""
    issuing = text.rfind("号关于印发")
    found = _ATTACHED.search(text, max(0, issuing - LONGEST), issuing + 1) if issuing > 0 else None
    return _value(found) if found else None
