"""The numbers that Word writes before paragraphs: they stand in no text, only in rules of how to count (ISO 29500-1, 17.9)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from silian_kg.reading.markup import attribute, child, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
BULLET = "•"


def _chinese(
    number: int,
    digits: str = "零一二三四五六七八九",
    units: tuple[str, ...] = ("", "十", "百", "千"),
    *,
    ten: bool = True,
) -> str:
    if not 0 < number < 10_000:
        return str(number)
    out = ""
    zero = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + units[power]
        zero = bool(out) and not digit
    return out[1:] if ten and 10 <= number < 20 else out  # 十一, not 一十一


def _letters(number: int, first: str) -> str:
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 520 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def _sign(number: int, first: str, last: int) -> str:
    return chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _cycle(number: int, signs: str) -> str:
    return signs[number - 1] if 0 < number <= len(signs) else str(number)


def format_number(number: int, form: str) -> str:
    """Write a number as Word does in a form of ISO 29500-1, 17.18.59; a form that no Chinese text uses is written in Arabic digits.

    >>> format_number(21, "chineseCountingThousand"), format_number(3, "decimalEnclosedCircleChinese"), format_number(2, "lowerLetter")
    ('二十一', '③', 'b')
    """
    match form:
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "koreanCounting"
        ):
            return _chinese(number)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
        case "chineseLegalSimplified":
            return _chinese(number, _LEGAL, ("", "拾", "佰", "仟"), ten=False)
        case "ideographLegalTraditional" | "japaneseLegal":
            return _chinese(number, _LEGAL_TRADITIONAL, ("", "拾", "佰", "仟"), ten=False)
        case "ideographTraditional":
            return _cycle(number, _STEMS)
        case "ideographZodiac":
            return _cycle(number, _BRANCHES)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _sign(number, "①", 20)
        case "decimalEnclosedFullstop":
            return _sign(number, "⒈", 20)
        case "decimalEnclosedParen":
            return _sign(number, "⑴", 20)
        case "ideographEnclosedCircle":
            return _sign(number, "㊀", 10)
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
        case "decimalZero":
            return f"{number:02d}"
        case "upperLetter":
            return _letters(number, "A")
        case "lowerLetter":
            return _letters(number, "a")
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "none":
            return ""
        case _:
            return str(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str | None = None  # the style of numbering that it stands for
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _Instance:
    abstract: _Abstract
    overrides: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The rules of a Word file, and where the count stands."""

    def __init__(self, numbering: "_Element | None", styles: "_Element | None") -> None:
        """Read the parts numbering.xml and styles.xml; each may be absent."""
        abstracts = {
            attribute(each, "abstractNumId") or "": _abstract(each) for each in children(numbering, "abstractNum")
        }
        self._styles = {attribute(style, "styleId") or "": style for style in children(styles, "style")}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
            ),
            "",
        )
        self._instances = {
            attribute(each, "numId") or "": _instance(each, abstracts)
            for each in children(numbering, "num")
            if _abstract_of(each) in abstracts
        }
        for abstract in abstracts.values():
            linked = self._instances.get(self._style_number(abstract.link)[0] or "") if abstract.link else None
            if linked is not None and not abstract.levels:
                abstract.levels = linked.abstract.levels

    def label(self, properties: "_Element | None") -> str:
        """Count a paragraph with these properties (w:pPr), and give the number with what follows it; "" where it has none."""
        number, level = self._number_of(properties)
        instance = self._instances.get(number or "")
        if instance is None or not 0 <= level < LEVELS:
            return ""
        rule = instance.overrides.get(level) or instance.abstract.levels.get(level)
        if rule is None:
            return ""
        self._count(instance, level, rule)
        return self._written(instance, level, rule)

    def _number_of(self, properties: "_Element | None") -> tuple[str | None, int]:
        own = child(properties, "numPr")
        number = _value(child(own, "numId"))
        level = _value(child(own, "ilvl"))
        style = _value(child(properties, "pStyle")) or self._default
        if number is None:
            number, styled = self._style_number(style)
            level = level or styled
            instance = self._instances.get(number or "")
            if instance is not None and level is None:
                level = next(
                    (str(at) for at, rule in sorted(instance.abstract.levels.items()) if rule.style == style), None
                )
        return number, _whole(level, 0)

    def _style_number(self, style: str | None) -> tuple[str | None, str | None]:
        """The numId and the level that a style gives, itself or through the styles it is based on."""
        number = level = None
        for _ in range(20):  # a style may be based on itself, in a broken file
            element = self._styles.get(style or "")
            own = child(element, "pPr", "numPr")
            number = number or _value(child(own, "numId"))
            level = level or _value(child(own, "ilvl"))
            if element is None or (number and level):
                break
            style = _value(child(element, "basedOn"))
        return number, level

    def _count(self, instance: _Instance, level: int, rule: _Level) -> None:
        counters = instance.abstract.counters
        start = instance.starts.pop(level, None)  # an override starts anew where it is first used
        if start is not None:
            counters[level] = start
        else:
            last = counters[level]
            counters[level] = rule.start if last is None else last + 1
        for deeper in range(level + 1, LEVELS):
            below = instance.abstract.levels.get(deeper)
            if below is None or below.restart is None or level < below.restart:
                counters[deeper] = None

    def _written(self, instance: _Instance, level: int, rule: _Level) -> str:
        if rule.form == "bullet":
            text = BULLET
        else:
            text = rule.text
            for at in range(level + 1):
                if f"%{at + 1}" not in text:
                    continue
                of = instance.overrides.get(at) or instance.abstract.levels.get(at) or _Level()
                value = instance.abstract.counters[at]
                form = "decimal" if rule.legal else of.form
                text = text.replace(f"%{at + 1}", format_number(of.start if value is None else value, form))
        return text + ("" if rule.after == "nothing" or not text else " ")


def _value(element: "_Element | None") -> str | None:
    return None if element is None else attribute(element, "val")


def _whole(text: str | None, default: int) -> int:
    """A number as written in an attribute; the default where it is none, or longer than any count."""
    return int(text) if text and text.isdecimal() and len(text) <= 9 else default


def _abstract_of(instance: "_Element") -> str:
    return _value(child(instance, "abstractNumId")) or ""


def _abstract(element: "_Element") -> _Abstract:
    abstract = _Abstract(link=_value(child(element, "numStyleLink")))
    for level in children(element, "lvl"):
        at = _whole(attribute(level, "ilvl"), LEVELS)
        if at < LEVELS:
            abstract.levels[at] = _level(level)
    return abstract


def _level(element: "_Element") -> _Level:
    form = next((each for each in element.iter() if local(each) == "numFmt"), None)
    name = (_value(form) if form is not None else None) or "decimal"
    if name == "custom" and form is not None:
        name = "decimalZero" if (attribute(form, "format") or "").startswith("0") else "decimal"
    start, restart = _value(child(element, "start")), _value(child(element, "lvlRestart"))
    legal = child(element, "isLgl")
    return _Level(
        start=_whole(start, 1),
        form=name,
        text=_value(child(element, "lvlText")) or "",
        after=_value(child(element, "suff")) or "tab",
        legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        restart=_whole(restart, 0) if restart else None,
        style=_value(child(element, "pStyle")),
    )


def _instance(element: "_Element", abstracts: dict[str, _Abstract]) -> _Instance:
    instance = _Instance(abstracts[_abstract_of(element)])
    for override in children(element, "lvlOverride"):
        at = _whole(attribute(override, "ilvl"), LEVELS)
        level, start = child(override, "lvl"), _value(child(override, "startOverride"))
        if level is not None:
            instance.overrides[at] = _level(level)
        if start:
            instance.starts[at] = _whole(start, 1)
    return instance
