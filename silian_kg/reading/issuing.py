"""What a covering letter issues (被印发件): how it names the documents, and where their titles stand over their texts."""

import re
from collections.abc import Iterator

from silian_kg.reading.bodies import first_section
from silian_kg.reading.names import KIND, KIND_LAST
from silian_kg.reading.signatures import Signature
from silian_kg.reading.spans import Span, is_label

ISSUES = re.compile(r"印发|公布|发布|转发|下发|颁布|颁发|施行|执行")
LONGEST_LETTER = 3000  # characters after the addressees in which a letter says what it issues
_QUOTED = re.compile(r"《(?P<title>[^《》\n]{4,120}(?:《[^《》\n]*》[^《》\n]*)*)》")
_RUN = re.compile("[、，和及]?")  # between names of one list: 《…》《…》和《…》
_IN_TITLE = re.compile(r"(?:印发|转发|发布|公布)(?P<names>(?:《[^《》\n]+》[、和及]?)+)的?通知")
_IN_TITLE_UNQUOTED = re.compile(rf"(?:印发|转发)(?P<name>[^《》\n]{{4,80}}{KIND}(?:（[^（）]*）)?)的?通知")
_SENTENCE = re.compile(r"[^。]+(?:。现[^。]{0,10}(?:印发|发布|公布)[^。]*)?")  # 制定了《…》。现予以印发
# What stands before and after the name of a document that the letter issues, not merely cites
_BEFORE = re.compile(
    r"(?:将|印发|转发|发布|公布|[制编修]定了?|[制修]订了?|编制了?|起草了?|形成了?|审定了?|^[^，。]{0,60}：|^\s*)$"
)
_AFTER = re.compile(
    r"""\s*(?:(?:已|业)经?[^。]{0,60}(?:印发|发布|公布|执行|施行)             # 《…》已经市政府同意，现印发给你们
      |[^，。《]{0,12}(?:现)?予?以?(?:印发|公布|发布|转发|下发)(?!以来|后|[的之]))   # 《…》予以印发
      |，[^。《]{0,30}现(?:予)?以?(?:印发|发布|公布|下发)                   # 《…》，经市政府同意，现予印发
      |的通知""",
    re.VERBOSE,
)
_BELOW_SIGNATURE = re.compile(r"[（(](?:此件|联系|本文|公开)|联系|附\s*件|抄送")
_TITLE_BRACKET = re.compile(r"\s?[（(][^（）()\n]{2,30}[）)](?=\n|$)")
_DASH = "[-—－–~～]+"
_LOOSE = (
    {"的": "的?", "（": "[（(]?", "）": "[）)]?", "—": _DASH, "-": _DASH, "“": '[“"]', "”": '[”"“]'}
    | dict.fromkeys("《〈", "[《〈]")
    | dict.fromkeys("》〉", "[》〉]")
)
_UNSEEN = re.compile(r"\s|—(?=—)")


def names_issued(text: str, opening: int) -> tuple[str, ...]:
    """The names of what a notice issues, as its title and its letter give them: 现将《…》印发给你们.

    Args:
        text: the cleaned text.
        opening: where the letter begins, after the addressees.
    """
    return tuple(
        dict.fromkeys(
            [
                *_names_in_title(text[:opening].replace("\n", "")),
                *_names_in_letter(text[opening : opening + LONGEST_LETTER]),
            ]
        )
    )


def _names_in_title(title: str) -> Iterator[str]:
    unquoted = _IN_TITLE_UNQUOTED.search(title)
    if unquoted:
        yield unquoted["name"]
    quoted = _IN_TITLE.search(title)
    if quoted:
        yield from re.findall("《([^《》]+)》", quoted["names"])


def _names_in_letter(letter: str) -> Iterator[str]:
    for sentence in _SENTENCE.finditer(letter):
        if ISSUES.search(sentence[0]):
            issued = list(_issued_in(sentence[0]))
            if issued:
                yield from issued
                return


def _issued_in(sentence: str) -> Iterator[str]:
    """The names in 《》 that a sentence issues: those between the right words, in lists of one or more."""
    runs: list[list[re.Match[str]]] = []
    for match in _QUOTED.finditer(sentence):
        if runs and _RUN.fullmatch(sentence, runs[-1][-1].end(), match.start()):
            runs[-1].append(match)
        else:
            runs.append([match])
    for run in runs:
        before, last = sentence[: run[0].start()].lstrip("\n"), run[-1].end()
        if _BEFORE.search(before) and (_AFTER.match(sentence, last) or "印发" in sentence[last:]):
            yield from (match["title"] for match in run)


def titles_over_texts(text: str, names: tuple[str, ...], opening: int) -> Iterator[Span]:
    """Where the titles of the issued documents stand over their texts, in the order of their names."""
    after = opening
    for name in names:
        for match in _loosely(name).finditer(text, after):
            start, end = match.span()
            if text[start - 1 : start] in "\n日）。" and text[end : end + 1] not in ("》", "〉"):
                bracket = _TITLE_BRACKET.match(text, end)
                after = end
                yield Span(start, bracket.end() if bracket else end)
                break


def title_below(text: str, lines: tuple[Span, ...], opening: int, signatures: list[Signature]) -> Iterator[Span]:
    """The title below the signature of a letter that names what it issues in other words."""
    signature = next((each for each in signatures if each.start >= opening), None)
    if signature is None or not ISSUES.search(text, 0, signature.start):
        return
    if not ISSUES.search(text, 0, opening) and first_section(text, Span(opening, signature.start)) < signature.start:
        return  # the letter has measures of its own, and what stands below is a list
    below = [line for line in lines if line.start > signature.end and not _BELOW_SIGNATURE.match(text, line.start)]
    for line in below[:4]:
        words = text[line.start : line.end].rstrip()
        if not is_label(words):
            return
        if KIND_LAST.search(words) and "。" in text[line.end :]:
            yield Span(below[0].start, line.end)
            return


def named_in_title(text: str, names: tuple[str, ...], opening: int) -> Span | None:
    """Where the title of the notice names what it issues."""
    match = _loosely(names[0]).search(text, 0, opening) if names else None
    return Span(*match.span()) if match else None


def _loosely(name: str) -> re.Pattern[str]:
    """A name, its lines broken anywhere, its quotation marks and dashes of any kind."""
    return re.compile(r"\s*".join(_LOOSE.get(char) or re.escape(char) for char in _UNSEEN.sub("", name)))
