"""Source → cleaned text, one paragraph a line, with the place of every character in the source.

Nothing is inserted. Characters are left out, or replaced one to one: half-width punctuation inside Chinese by full-width, radicals that a PDF
gives for characters by the characters, kinds of space and line break by the plain ones.
"""

import re
import unicodedata
from array import array
from collections import Counter
from dataclasses import dataclass

from silian_kg.reading.noise import BALLOON, ENTITY, FORMAT_WORDS, GLUED_FURNITURE, MARKDOWN_LINK, TAG, is_furniture, is_mark, is_menu, repeated
from silian_kg.reading.names import KIND, ORG_END
from silian_kg.reading.numbering import marker_at


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text without noise; `origins[i]` is the place in the source of `text[i]`, strictly ascending."""

    text: str
    origins: "array[int]"


HAN = "㐀-鿿豈-﫿〇𠀀-𲎯"
SPACES = "\t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
# PDF readers give radicals (⼈ U+2F08) for the characters that they are (人)
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): char
    for radical, char in zip("⺠⻔⻋⻓⻛⻢⻅⻉⻚⻥⻦⻩⻬⻮⻰⻣⻆⻄⻘⻝⻜⻙⻤⻨", "民门车长风马见贝页鱼鸟黄齐齿龙骨角西青食飞韦鬼麦", strict=True)
}
_RADICAL = re.compile("[⺀-⿕]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # private characters, with which some editors set off paragraphs
FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

NARROWEST = 18  # characters; narrower columns are tables
SENTENCE_END = "。！？；："
OPENING = "（《“〔【‘〈「『(["
CLOSING = "，。；：、！？）》”〕】’〉」』)]%％"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】"))
_DATE_LINE = re.compile(r"[\d〇零一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日")
_BOUNDARY = re.compile(
    r"[—–-]{2}|[●■◆▲★※•·]|附\s*件|附\s*表|[（(](?:此件|联系|[责牵]任|牵头|主办|配合)|抄\s*送|[^，。；：]{2,12}[：:]|https?:"
)
_CLAUSE = re.compile(r"(?:责任|牵头|负责|单位|配合|部门|主管|落实|参与|下同|联系)[^（）()]*[）)〕】]$")


def clean(source: str) -> Cleaned:
    """Take the noise out of a source and put each paragraph on a line of its own."""
    folded = fold(source)
    lines = _lines(folded)
    cuts = _inner_cuts(folded, lines)
    return _assemble(folded, lines, cuts)


def fold(source: str) -> str:
    """The source with every kind of space and line break as the plain one, and radicals as characters; of equal length."""
    text = source.replace("\r\n", " \n")
    for char in BREAKS:
        text = text.replace(char, "\n")
    for char in SPACES + INVISIBLE:
        text = text.replace(char, " ")
    if _PRIVATE.search(text):
        text = _PRIVATE.sub(" ", text)
    if _RADICAL.search(text):
        text = text.translate(_RADICALS)
    return _break_at_spaces(text)


# A page saved as one line: its paragraphs are told apart by spaces alone.
LONG_LINE = 240
_LONG_LINE = re.compile(rf"[^\n]{{{LONG_LINE},}}")
_SPACED_END = re.compile(r"[。；：] ")
_WIDE_SPACE = re.compile(r" {2,}")


def _break_at_spaces(text: str) -> str:
    if text.count("\n") > len(text) // LONG_LINE or " " not in text:
        return text

    def broken(match: re.Match[str]) -> str:
        line = match[0]
        if len(_SPACED_END.findall(line)) >= 3 and not _WIDE_SPACE.search(line.strip()):
            return line.replace(" ", "\n")
        return _WIDE_SPACE.sub(lambda run: "\n" + " " * (len(run[0]) - 1), line)

    return _LONG_LINE.sub(broken, text)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool  # a blank line before
    alone: bool  # blank lines around
    joined: bool = False  # continues the line before it


_LINE = re.compile(r"[^\n]+")


def _lines(folded: str) -> list[_Line]:
    """The lines that belong to the notice, each told whether it continues the one before."""
    lines: list[_Line] = []
    balloon = False
    last = 0
    for match in _LINE.finditer(folded):
        whole = match[0]
        text = whole.strip()
        if not text:
            continue
        start = match.start() + len(whole) - len(whole.lstrip())
        gap = folded.count("\n", last, match.start()) > 1
        last = match.end()
        if balloon and not gap and FORMAT_WORDS.fullmatch(text):
            continue  # the wrapped rest of a balloon
        if ("[" in text or "【" in text or "［" in text or ":" in text or "：" in text) and (found := BALLOON.search(text)):
            balloon = True
            text = text[: found.start()].rstrip()
            if not text:
                continue
        else:
            balloon = False
        lines.append(_Line(start, start + len(text), text, gap, gap))
    for line, after in zip(lines, lines[1:], strict=False):
        line.alone = line.alone or after.alone
    noisy = _noisy(lines)
    running = repeated([line.text for line in lines], noisy) if any(noisy) else frozenset()
    kept = [line for line, noise in zip(lines, noisy, strict=True) if not noise and line.text not in running]
    _join(kept)
    return kept


def _noisy(lines: list[_Line]) -> list[bool]:
    """For each line, whether it is a page mark or the furniture of a web page."""
    plain = [line.text.lstrip("# ") for line in lines]
    noisy = [is_mark(text, alone=line.alone) for text, line in zip(plain, lines, strict=True)]
    furniture = [is_furniture(text) for text in plain]
    if any(furniture):
        noisy = [mark or page or is_menu(text) for mark, page, text in zip(noisy, furniture, plain, strict=True)]
    return noisy


def _width(text: str) -> float:
    """How wide a line is in print, in Chinese characters; the spaces that printing adds count nothing."""
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow + (narrow - text.count(" ")) / 2


def wrap_width(lines: list[str]) -> float | None:
    """The width at which a hard-wrapped text breaks its lines, in characters; None where each line is a paragraph.

    Such a text has many lines of nearly one width, which stop inside a sentence, and next to none that are longer.
    """
    wide = [(round(width), line) for line in lines if (width := _width(line)) >= NARROWEST]
    counts = Counter(width for width, _ in wide)
    enough = max(6 if len(wide) > 20 else 4, 0.08 * len(wide))
    longer = 0
    for width in sorted(counts, reverse=True):
        near = [line for each, line in wide if abs(each - width + 1) <= 1]
        if len(near) >= enough:
            open_ended = sum(line[-1] not in SENTENCE_END + "）)" for line in near)
            return width - 1.5 if longer <= 0.05 * len(wide) and open_ended >= 0.4 * len(near) else None
        longer += counts[width]
    return None


def _join(lines: list[_Line]) -> None:
    """Mark each line that continues the paragraph before it."""
    wrap = wrap_width([line.text for line in lines])
    bare_headings = _bare_headings([line.text for line in lines])
    paragraph = ""
    column = 0.0
    body = False
    for line in lines:
        plain = line.text.replace("**", "")
        width = _width(plain) if wrap is not None else 0.0
        body = body or "。" in paragraph
        page = _Page(not line.gap, wrap is not None, wrap is not None and column >= wrap - 0.5, body, bare_headings)
        line.joined = bool(paragraph) and bool(plain) and _continues(paragraph, plain, page)
        same_line = (
            wrap is not None and column + width <= wrap + 2 and paragraph[-1:] in "，。；、：”）》" and (line.joined or not _NAME.search(plain))
        )
        column = column + width if same_line else width
        paragraph = (paragraph + plain)[-400:] if line.joined else plain


_FIGURES = re.compile(r"\d[\d.]*%?")
_BEFORE_FIGURES = re.compile(f"[{HAN}〔（《“]$")


def _is_fragment(paragraph: str, line: str) -> bool:
    """Whether a converter gave figures inside a sentence a line of their own: 自 ⏎ 2018 ⏎ 年起."""
    if _FIGURES.fullmatch(line):
        return _BEFORE_FIGURES.search(paragraph) is not None and len(paragraph) > 2
    return re.search(rf"(?:[{HAN}〔]|\b)\d[\d.]*%?$", paragraph) is not None and re.match("[年月日号项家个〕％%]", line) is not None


_NAME = re.compile(rf"(?:{ORG_END}|{KIND}|日)(?:[（(][^（）()]*[）)])?$|[：:]$")


@dataclass(frozen=True, slots=True)
class _Page:
    near: bool  # no blank line between
    wrapped: bool  # the text breaks its lines at a width
    full: bool  # the last line reached it
    body: bool  # sentences came before: titles and addressees are over
    bare_headings: frozenset[int]  # levels whose numbers often head a line that is no sentence


def _bare_headings(lines: list[str]) -> frozenset[int]:
    """The levels of numbers that often head a line without punctuation: there, such a line is a heading and not a broken sentence."""
    sentences: Counter[int] = Counter()
    headings: Counter[int] = Counter()
    for line in lines:
        marker = marker_at(line, 0)
        if marker is not None:
            (sentences if re.search("[，。；]", line) else headings)[marker.level] += 1
    return frozenset(level for level, count in headings.items() if 4 * count >= sentences[level])


def _continues(paragraph: str, line: str, page: _Page) -> bool:
    """Tell whether a line goes on where the paragraph before it stopped."""
    last = paragraph[-1]
    if line[0] in CLOSING or last in OPENING or (page.near and _is_fragment(paragraph, line)):
        return True
    label = marker_at(paragraph, 0)
    if label is not None and label.end == len(paragraph):  # 第一章 ⏎ 总则
        return True
    if marker_at(line, 0) is not None:
        return False
    if last in "，、":
        return True
    if _unclosed(paragraph):
        return True
    if last in SENTENCE_END or _BOUNDARY.match(line) or _DATE_LINE.fullmatch(line):
        return False
    if last in "）)〕】" and (_CLAUSE.search(paragraph[-120:]) or _stands_alone(paragraph)):
        return False
    if line[0] in "（(〔" and (page.wrapped or last == "》"):
        return True
    if page.full or (page.wrapped and last == "》" and line[0] not in "各为"):
        return True
    if label is not None and "。" not in paragraph and len(paragraph) < 60:
        return label.level not in page.bare_headings and _is_sentence(line)
    if _is_sentence(paragraph) or (page.wrapped and page.body and "、" in paragraph):
        return page.wrapped or _is_sentence(line)
    return len(paragraph) <= 3 and page.wrapped


def _is_sentence(line: str) -> bool:
    """Whether a line holds or begins a sentence, as against a title, a name, an entry of a list."""
    return re.search("[，。；]", line) is not None and re.match(f"[{HAN}“《\\d]", line) is not None


def _unclosed(paragraph: str) -> bool:
    """Whether a bracket or a quotation was opened lately and not closed."""
    if paragraph[-1] == "。":
        return False
    recent = paragraph[-160:].replace("(", "（").replace(")", "）")
    return any(recent.rfind(opening) > recent.rfind(closing) and recent.count(opening) > recent.count(closing) for opening, closing in _PAIRS)


def _stands_alone(paragraph: str) -> bool:
    """Whether the bracket at the end follows a finished sentence or is the whole paragraph."""
    opening = max(paragraph.rfind("（"), paragraph.rfind("("), paragraph.rfind("〔"), paragraph.rfind("【"))
    return opening <= 0 or paragraph[opening - 1] in "。；！？”"


_MARKS = re.compile(r" +|\*\*+|\[(?=[^\[\]\n]{0,300}\]\()|\]\(|<[!/a-zA-Z]|&[#a-z0-9]+;|\\[\\`*_{}\[\]()#+.!|-]|二维码开始|扫一扫在手机|相关附件|publishdate|Produced By")
_HEADING_MARK = re.compile(r"(?:#{1,6} |> |[-*+] (?=\*\*|\[))+")


def _inner_cuts(folded: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """The pieces inside the kept lines that are no text: spaces, Markdown marks, tags, glued furniture."""
    cuts: list[tuple[int, int]] = []
    for line in lines:
        if line.text[0] in "#>-*+" and (mark := _HEADING_MARK.match(line.text)):
            cuts.append((line.start, line.start + mark.end()))
        label = "，" in line.text or "。" in line.text or marker_at(line.text, 0) is not None
        for match in _MARKS.finditer(folded, line.start, line.end):
            cut = _cut(folded, match, line, label)
            if cut:
                cuts.append(cut)
    return cuts


def _cut(folded: str, match: re.Match[str], line: _Line, sentence: bool) -> tuple[int, int] | None:
    start, end = match.span()
    first = match[0][0]
    if first == " ":
        before, after = folded[start - 1], folded[end] if end < line.end else "\n"
        if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
            return (start + 1, end) if end - start > 1 else None
        if not sentence and _splits_words(folded, start, end, line):
            return (start + 1, end) if end - start > 1 else None
        return start, end
    if first in "*[":
        return start, end
    if first == "]":
        link = MARKDOWN_LINK.match(folded, start, line.end)
        return (link.start(), link.end()) if link else None
    if first == "<":
        tag = TAG.match(folded, start, line.end)
        return (tag.start(), tag.end()) if tag else None
    if first == "&":
        return (start, end) if ENTITY.fullmatch(match[0]) else None
    if first == "\\":
        return start, start + 1
    glued = GLUED_FURNITURE.match(folded, start, line.end)
    return (glued.start(), glued.end()) if glued else None


def _splits_words(folded: str, start: int, end: int, line: _Line) -> bool:
    """Whether a space in a line that is no sentence tells names apart (国务院办公厅 关于), not letters (总 则)."""
    left = folded[max(line.start, start - 2) : start]
    right = folded[end : min(line.end, end + 2)]
    return len(left) == 2 and len(right) == 2 and " " not in left and " " not in right and not right[0].isdigit() and not left[1].isdigit()


def _assemble(folded: str, lines: list[_Line], cuts: list[tuple[int, int]]) -> Cleaned:
    pieces: list[str] = []
    origins: array[int] = array("I")
    place = 0
    cut_at = 0

    def keep(start: int, end: int) -> None:
        if start < end:
            pieces.append(folded[start:end])
            origins.extend(range(start, end))

    for line in lines:
        start = line.start
        kept_before = len(origins)
        held: list[tuple[int, int]] = []
        while cut_at < len(cuts) and cuts[cut_at][0] < line.end:
            cut = cuts[cut_at]
            cut_at += 1
            if cut[1] <= start:
                continue
            held.append((start, cut[0]))
            start = cut[1]
        held.append((start, line.end))
        if all(a >= b for a, b in held):
            continue
        if kept_before:
            if not line.joined:
                at = folded.find("\n", place)
                keep(at, at + 1)
            elif _both_ascii(folded, origins[-1], next(a for a, b in held if a < b)):
                at = next(i for i in range(place, line.start) if folded[i] in " \n")
                pieces.append(" ")
                origins.append(at)
        for a, b in held:
            keep(a, b)
        place = line.end
    return Cleaned(_full_width("".join(pieces)), origins)


def _both_ascii(folded: str, left: int, right: int) -> bool:
    return folded[left].isascii() and folded[left].isalnum() and folded[right].isascii() and folded[right].isalpha()


_HALF_WIDTH = re.compile(r"[,;:?!()\"]")
_HALF_BETWEEN = re.compile(
    rf"(?<=[{HAN}”’）》〉〕】％%\dA-Za-z])[,;:?!](?=[{HAN}“‘（《〈〔【\n]|$)|(?<=[{HAN}”’）》〉〕】])[,;:?!](?![/\d])", re.MULTILINE
)
_BRACKETED = re.compile(r"[(（]([^()（）\n]{0,300})[)）]")


def _full_width(text: str) -> str:
    """Half-width punctuation among Chinese characters as full-width, one to one."""
    if not _HALF_WIDTH.search(text):
        return text
    text = _HALF_BETWEEN.sub(lambda match: FULL_WIDTH[match[0]], text)
    if "(" in text or ")" in text:
        text = _BRACKETED.sub(_full_brackets, text)
    return text


_ANY_HAN = re.compile(f"[{HAN}]")


def _full_brackets(match: re.Match[str]) -> str:
    whole = match[0]
    mixed = (whole[0] == "(") != (whole[-1] == ")")
    return f"（{match[1]}）" if mixed or _ANY_HAN.search(match[1]) else whole
