"""Source → cleaned text, one paragraph a line, with the place of every character in the source.

Nothing is inserted. Characters are left out, or replaced one to one: half-width punctuation inside Chinese by full-width, radicals that a PDF
gives for characters by the characters, kinds of space and line break by the plain ones.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from silian_kg.reading.joining import HAN, Line, join
from silian_kg.reading.noise import (
    BALLOON,
    ENTITY,
    FORMAT_WORDS,
    GLUED_FURNITURE,
    MARK_STARTS,
    MARKDOWN_LINK,
    TAG,
    has_balloons,
    has_furniture,
    is_furniture,
    is_mark,
    is_menu,
    repeated,
)
from silian_kg.reading.numbering import label_at


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text without noise; `origins[i]` is the place in the source of `text[i]`, strictly ascending."""

    text: str
    origins: "array[int]"


BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
SPACES = "\t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
PLAIN_SPACES = tuple((char, "\n") for char in BREAKS) + tuple((char, " ") for char in SPACES + INVISIBLE)
# PDF readers give radicals (⼈ U+2F08) for the characters that they are (人)
RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): char
    for radical, char in zip(
        "⺠⻔⻋⻓⻛⻢⻅⻉⻚⻥⻦⻩⻬⻮⻰⻣⻆⻄⻘⻝⻜⻙⻤⻨",
        "民门车长风马见贝页鱼鸟黄齐齿龙骨角西青食飞韦鬼麦",
        strict=True,
    )
}
_ODD = re.compile("[⺀-⿕\ue000-\uf8ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # private characters, with which some editors set off paragraphs
FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def clean(source: str) -> Cleaned:
    """Take the noise out of a source and put each paragraph on a line of its own."""
    folded = fold(source)
    lines = _lines(folded)
    join(lines)
    return _assemble(folded, lines, _inner_cuts(folded, lines))


def fold(source: str) -> str:
    """The source with every kind of space and line break as the plain one, and radicals as characters; of equal length."""
    text = source.replace("\r\n", " \n") if "\r" in source else source
    for char, plain in PLAIN_SPACES:
        if char in text:
            text = text.replace(char, plain)
    if _ODD.search(text):
        text = _PRIVATE.sub(" ", text).translate(RADICALS)
    return _break_at_spaces(text)


# A page saved as one line: its paragraphs are told apart by spaces alone.
LONG_LINE = 240
_LONG_LINE = re.compile(rf"[^\n]{{{LONG_LINE},}}")
_SPACED_END = re.compile(r"[。；：] ")
_WIDE_SPACE = re.compile(r" {2,}")


def _break_at_spaces(text: str) -> str:
    if " " not in text or text.count("\n") > len(text) // LONG_LINE:
        return text

    def broken(match: re.Match[str]) -> str:
        line = match[0]
        if len(_SPACED_END.findall(line)) >= 3 and not _WIDE_SPACE.search(line.strip()):
            return line.replace(" ", "\n")
        return _WIDE_SPACE.sub(lambda run: "\n" + " " * (len(run[0]) - 1), line)

    return _LONG_LINE.sub(broken, text)


# --- lines -----------------------------------------------------------------------------------------------------------------------


def _lines(folded: str) -> list[Line]:
    """The lines that belong to the notice."""
    lines: list[Line] = []
    place = 0
    blank = False
    for whole in folded.split("\n"):
        text = whole.strip()
        if text:
            start = place if whole[0] == text[0] else place + whole.index(text[0])
            lines.append(Line(start, start + len(text), text, blank, blank))
        blank = not text and bool(lines)
        place += len(whole) + 1
    if has_balloons(folded):
        lines = list(_without_balloons(lines))
    for at in range(len(lines) - 1):
        lines[at].alone = lines[at].alone and lines[at + 1].gap
    return _without_furniture(lines, page=has_furniture(folded))


def _without_balloons(lines: list[Line]) -> Iterator[Line]:
    """The lines without what Word's revision balloons say."""
    spaced = 2 * sum(line.gap for line in lines) > len(lines)  # blank lines part the paragraphs
    balloon = False
    for line in lines:
        if balloon and not line.gap and (spaced or FORMAT_WORDS.fullmatch(line.text)):
            continue  # the wrapped rest of a balloon
        found = BALLOON.search(line.text)
        balloon = found is not None
        if found is not None:
            line.text = line.text[: found.start()].rstrip()
            line.end = line.start + len(line.text)
        if line.text:
            yield line


def _without_furniture(lines: list[Line], *, page: bool) -> list[Line]:
    """The lines that are neither page marks nor, on a web page, its furniture."""
    plain = [line.text.lstrip("# ") or line.text for line in lines]
    noisy = [
        text[0] in MARK_STARTS and is_mark(text, alone=line.alone) for text, line in zip(plain, lines, strict=True)
    ]
    if page:
        furniture = [is_furniture(text) for text in plain]
        if any(furniture):
            noisy = [mark or whole or is_menu(text) for mark, whole, text in zip(noisy, furniture, plain, strict=True)]
    if not any(noisy):
        return lines
    running = repeated([line.text for line in lines], noisy)
    return [line for line, noise in zip(lines, noisy, strict=True) if not noise and line.text not in running]


# --- pieces inside lines ---------------------------------------------------------------------------------------------------------

_MARKS = re.compile(
    r" +|\*\*+|\[(?=[^\[\]\n]{0,300}\]\()|\]\(|<[!/a-zA-Z]|&[#a-z0-9]{2,8};|\\[\\`*_{}\[\]()#+.!|-]|二维码开始|扫一扫在手机|相关附件|publishdate|Produced By"
)
MARKUP = frozenset("*#[]<>&\\`|")
_HEADING_MARK = re.compile(r"(?:#{1,6} |> |[-*+] (?=\*\*|\[))+")


def _inner_cuts(folded: str, lines: list[Line]) -> list[tuple[int, int]]:
    """The pieces inside the lines that are no text: spaces, Markdown marks, tags, glued furniture."""
    cuts: list[tuple[int, int]] = []
    for line in lines:
        if line.text[0] in "#>-*+" and (mark := _HEADING_MARK.match(line.text)):
            cuts.append((line.start, line.start + mark.end()))
        sentence: bool | None = None
        for match in _MARKS.finditer(folded, line.start, line.end):
            if match[0][0] == " ":
                if sentence is None:
                    sentence = "，" in line.text or "。" in line.text or label_at(line.text, 0) is not None
                cut = _cut_space(folded, match.start(), match.end(), line, sentence)
            else:
                cut = _cut_mark(folded, match, line.end)
            if cut:
                cuts.append(cut)
    return cuts


def _cut_space(folded: str, start: int, end: int, line: Line, sentence: bool) -> tuple[int, int] | None:
    """What of a run of spaces goes: all of it, or all but one between Latin words and between names (国务院办公厅 关于)."""
    before, after = folded[start - 1], folded[end]
    letters = before.isalpha() or after.isalpha() or (before.isalnum() and after.isalnum())
    words = letters and before.isascii() and after.isascii() and before not in MARKUP and after not in MARKUP
    if words or (not sentence and _parts_names(folded, start, end, line)):
        return (start + 1, end) if end - start > 1 else None
    return start, end


def _parts_names(folded: str, start: int, end: int, line: Line) -> bool:
    """Whether a space tells names apart, not letters (总 则) nor figures."""
    left = folded[max(line.start, start - 2) : start]
    right = folded[end : min(line.end, end + 2)]
    whole = len(left) == 2 and len(right) == 2 and " " not in left + right
    return whole and (left[1].isalpha() or left[1] in "》）”") and (right[0].isalpha() or right[0] in "《“")


def _cut_mark(folded: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    """What of a Markdown mark, a tag, an entity or glued furniture goes."""
    start = match.start()
    first = match[0][0]
    if first in "*[":
        return match.span()
    if first == "\\":
        return start, start + 1
    if first == "&":
        return match.span() if ENTITY.fullmatch(match[0]) else None
    pattern = MARKDOWN_LINK if first == "]" else TAG if first == "<" else GLUED_FURNITURE
    found = pattern.match(folded, start, end)
    return found.span() if found else None


# --- the text --------------------------------------------------------------------------------------------------------------------


@cache
def _places(exponent: int) -> "array[int]":
    """The whole numbers below a power of two: slices of it are copied, not counted."""
    return array("I", range(1 << exponent))


def _assemble(folded: str, lines: list[Line], cuts: list[tuple[int, int]]) -> Cleaned:
    """Put the kept pieces together; one line break stays between paragraphs, and a space between Latin words that a line break parted."""
    places = _places(max(16, len(folded).bit_length()))
    pieces: list[str] = []
    origins: array[int] = array("I")
    place = cut = 0
    next_cut = cuts[0][0] if cuts else len(folded)
    for line in lines:
        kept = [(line.start, line.end)]
        if next_cut < line.end:
            kept, cut = _kept(folded, line, cuts, cut)
            next_cut = cuts[cut][0] if cut < len(cuts) else len(folded)
            if not kept:
                continue
        if pieces:
            if not line.joined:
                origins.append(folded.index("\n", place))
                pieces.append("\n")
            elif _both_latin(folded[origins[-1]], folded[kept[0][0]]):
                origins.append(place)
                pieces.append(" ")
        for first, last in kept:
            pieces.append(folded[first:last])
            origins.extend(places[first:last])
        place = line.end
    return Cleaned(_full_width("".join(pieces)), origins)


def _kept(folded: str, line: Line, cuts: list[tuple[int, int]], cut: int) -> tuple[list[tuple[int, int]], int]:
    """What is left of a line, without spaces at its ends, and the first cut after it."""
    kept = []
    start = line.start
    while cut < len(cuts) and cuts[cut][0] < line.end:
        if start < cuts[cut][0]:
            kept.append((start, cuts[cut][0]))
        start = max(start, cuts[cut][1])
        cut += 1
    if start < line.end:
        kept.append((start, line.end))
    while kept and folded[kept[0][0]] == " ":
        first, last = kept.pop(0)
        kept[:0] = [(first + 1, last)] if first + 1 < last else []
    while kept and folded[kept[-1][1] - 1] == " ":
        first, last = kept.pop()
        kept += [(first, last - 1)] if first < last - 1 else []
    return kept, cut


def _both_latin(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalpha()


_HALF_WIDTH = re.compile(r"[,;:?!()]")
# A mark between Chinese characters, or after one and not inside figures:  政策,鼓励
_HALF_BETWEEN = re.compile(
    rf"(?<=[{HAN}”’）》〉〕】％%\dA-Za-z])[,;:?!](?=[{HAN}“‘（《〈〔【\n]|$)|(?<=[{HAN}”’）》〉〕】])[,;:?!](?![/\d])",
    re.MULTILINE,
)
_BRACKETED = re.compile(r"[(（]([^()（）\n]{0,300})[)）]")
_QUOTED_LINE = re.compile(r'[^\n"]*"[^\n]*')
_QUOTE = re.compile('[“”"]')
_ANY_HAN = re.compile(f"[{HAN}]")


def _full_width(text: str) -> str:
    """Half-width punctuation among Chinese characters as full-width, one to one."""
    if '"' in text:
        text = _QUOTED_LINE.sub(_full_quotes, text)
    if not _HALF_WIDTH.search(text):
        return text
    text = _HALF_BETWEEN.sub(lambda match: FULL_WIDTH[match[0]], text)
    return _BRACKETED.sub(_full_brackets, text) if "(" in text or ")" in text else text


def _full_quotes(match: re.Match[str]) -> str:
    """A line whose straight quotation marks open and close in turn: “十四五"时期."""
    line = match[0]
    if not _ANY_HAN.search(line):
        return line
    quotes = _QUOTE.findall(line)
    opened = False
    marks = []
    for quote in quotes:
        opened = quote == "“" or (quote == '"' and not opened)
        marks.append("“" if opened else "”")
    found = iter(marks)
    return _QUOTE.sub(lambda _: next(found), line)


def _full_brackets(match: re.Match[str]) -> str:
    whole = match[0]
    mixed = (whole[0] == "(") != (whole[-1] == ")")
    return f"（{match[1]}）" if mixed or _ANY_HAN.search(match[1]) else whole
