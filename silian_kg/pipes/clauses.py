"""Text → its responsibility clauses: where each stands, which units it names, and in which role.

The grammar of the frames, after the forms of MODEL §2.4 and §6.7 and what notices of many regions write:

* in brackets of any kind, with a label: （责任单位：人才处、专家中心）, 〔牵头单位：市财政局，责任单位：各区人民政府〕
* in brackets, with a verb: （市科技局牵头，市财政局配合）, （省科技厅、财政厅等按职责分工负责）
* in brackets, bare, after the sentence: 。（市科委、市卫生健康委）
* on a line of its own or behind a full stop, with a label: 牵头单位：市公安局⏎配合单位：各区人民政府
* as the last sentence of a paragraph: 由市财政局牵头负责。
* as an article that shares out duties: 省科技厅负责归口管理，省财政厅等按照职责分工…
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from silian_kg.pipes.rulings import FIRST_LISTED_LEADS
from silian_kg.pipes.units import CLOSING, OPENING, is_body, is_unit, split_units
from silian_kg.pipes.wording import (
    LABEL,
    LEAD,
    RESPONSIBLE,
    SUPPORT,
    TIME,
    Place,
    brackets,
    label_at,
    mostly_units,
    read_wording,
)

_SIGNS_OF_A_CLAUSE = re.compile(r"责任|牵头|负责|配合|落实|职责|单位[：:]|部门[：:]|参与|主办|实施")
_LONGEST_CLAUSE = 1500  # characters; real ones stay far below
_AFTER_A_SENTENCE = re.compile(r"[。；;！!？?]”?\s*$|(?:^|\n)\s*$")

_HOSTS = frozenset(["主办", "承办", "主管"])  # of an event, or of the web page that shows the notice
_FOOTER = re.compile(r"版权|备案号|ICP|网站标识|技术支持|网站地图")
_LABEL_END = re.compile(r"(?:单位|部门|处室|科室|机构|主体|地区|县区|区县|股室|中心)\**\s*[：:]")
_LONGEST_LABEL = 24  # characters
_BEFORE_A_LINE = re.compile(rf"(?:^|[。；;！\n{re.escape(OPENING + CLOSING)}])[ \t　*\-•·]*$")
_LIST_END = re.compile(r"[。\n]")
# The end of a paragraph that may say who is responsible, and the sentence that ends there: 由市财政局牵头负责。
_CLOSE = re.compile(r"(?P<deed>负责|牵头|配合|落实|实施|参与)(?P<stop>。?)[ \t　]*(?:\n|\Z)")
_SENTENCE = re.compile(r"[^。；！？\n：:“”《》 \t　][^。；！？\n：:“”《》]{3,}\Z")
_BY = re.compile(
    r"(?:^|[，,])(?:[一-鿿]{0,10}(?:工作|任务|事项|资金|经费|政策|措施|项目|上述|具体)[一-鿿]{0,4})?由(?=[^，,]{2,})"
)
_SHARE = re.compile(r"按照?(?:各自|部门)*(?:职责|职能)")
_DUTY = re.compile(
    r"(?:(?<=[。；，\n])|^)\s*(?:[^。；，：由]*由)?(?P<units>[^。；，：:“”《》]{3,80}?)(?P<deed>负责|按照?(?:各自|部门)*(?:职责|职能)(?:分工)?)(?=[^，。；\n]{2,})",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: its extent with brackets and label, who stands in it, and the frame that found it."""

    start: int
    end: int
    places: tuple[Place, ...]
    rule: str


def find_clauses(text: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """Find the responsibility clauses of a piece of text, in its order; [] where there is none.

    >>> [(place.unit.text, place.role) for place in find_clauses("推进试点。（市科技局牵头，市财政局配合）")[0].places]
    [('市科技局', 'lead'), ('市财政局', 'support')]
    """
    end = len(text) if end is None else end
    clauses = list(_bracketed(text, start, end))
    for frame in (_labelled_lines, _closing_sentences):
        taken = [(clause.start, clause.end) for clause in clauses]
        clauses += frame(text, start, end, taken)
    return sorted(clauses, key=lambda clause: clause.start) or _duties(text, start, end)


def _is_taken(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a piece overlaps one that another frame has taken."""
    return any(start < last and first < end for first, last in taken)


def _bracketed(text: str, start: int, end: int) -> Iterator[Clause]:
    """Clauses in brackets: labelled, with a verb, or bare after a sentence."""
    reach = start
    for first, last in brackets(text, start, end):
        if first < reach:
            continue
        inner = text[first + 1 : last - 1]
        places, how = read_wording(text, first + 1, last - 1) if _SIGNS_OF_A_CLAUSE.search(inner) else ((), "")
        if not places and _stands_bare(text, first, last, start, end):
            places, how = _bare(text, first + 1, last - 1), "bare"
        if places:
            reach = last
            yield Clause(first, last, places, f"responsibility/{how}-in-brackets")


def _stands_bare(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether a bracket without label or verb stands behind a sentence and before a line end or another sentence."""
    if text[first] in "〈<" or last - first < 5:
        return False
    return bool(_AFTER_A_SENTENCE.search(text, max(start, first - 3), first)) and text[
        last : min(last + 1, end)
    ] not in tuple("，、,的和及")


def _bare(text: str, start: int, end: int) -> tuple[Place, ...]:
    """The units of a bracket that holds nothing else; () where one of them reads as no body."""
    units = split_units(text, start, end)
    if (
        not units
        or not all(is_body(unit.text) and len(unit.text) > 2 for unit in units)
        or re.search(r"[。：:]", text[start:end])
    ):
        return ()
    return tuple(Place(unit.mark or RESPONSIBLE, unit) for unit in units)


def _labelled_lines(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Clause]:
    """Clauses with a label at the start of a line or behind a sentence, without brackets; labels that follow at once belong to it."""
    reach = start
    for colon in _LABEL_END.finditer(text, start, end):
        if _is_taken(*colon.span(), taken):
            continue
        begin = max(reach, colon.start() - _LONGEST_LABEL)
        label = LABEL.search(text, begin, colon.end()) if colon.start() >= reach else None
        if label is None or label["kind"] in _HOSTS:
            continue
        first = label.start()
        if not _BEFORE_A_LINE.search(text[max(start, first - 8) : first]):
            continue
        reach = _end_of_labels(text, first, min(end, first + _LONGEST_CLAUSE))
        places, _ = read_wording(text, first, reach)
        if mostly_units(places) and not _is_taken(first, reach, taken) and not _FOOTER.search(text[first : reach + 60]):
            first -= text[first - 1 : first] in tuple(OPENING)  # a bracket that nothing closes
            yield Clause(first, reach, places, "responsibility/label-on-a-line")


def _end_of_labels(text: str, first: int, end: int) -> int:
    """Where a run of labelled lists ends: at the first line or sentence end that neither cuts a name nor precedes a further label."""
    place = first
    while True:
        stop = _LIST_END.search(text, place, end)
        if stop is None:
            return end
        after = stop.end() + len(stop.string[stop.end() : end]) - len(stop.string[stop.end() : end].lstrip())
        label = label_at(text, after, end)
        if label is not None:
            place = label.end()
        elif stop.group() == "\n" and after < end and _breaks_off(text[place : stop.start()]):
            place = after
        else:
            return stop.start() + (stop.group() == "。")


def _breaks_off(line: str) -> bool:
    """Whether a line of a list ends inside a name or behind a separator, so that the list goes on in the next line."""
    last = re.split(r"[、，,；;：:]", line.rstrip())[-1]
    return not last or (len(line) > 20 and not is_unit(last) and not TIME.match(last))


def _closing_sentences(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Clause]:
    """The last sentence of a paragraph where it does nothing but say who is responsible: 由市财政局牵头负责。"""
    for close in _CLOSE.finditer(text, start, end):
        last = close.end("deed")
        before = _SENTENCE.search(text, max(start, last - 300), last)
        first = last if before is None else before.start()
        begins = [first, *(by.end() for by in _BY.finditer(text, first, last))]
        for begin in dict.fromkeys((begins[0], begins[-1])):  # the whole sentence, else what follows the last 由
            places, how = read_wording(text, begin, last)
            if (
                how == "verb"
                and places
                and not _is_taken(begin, last, taken)
                and all(_is_strong(place.unit.text) for place in places)
            ):
                yield Clause(begin, close.end("stop"), places, "responsibility/closing-sentence")
                break


def _is_strong(name: str) -> bool:
    """Whether a name in running text is surely a unit: 市财政局, 各区人民政府; not 起草部门."""
    return is_body(name) and len(name) < 25 and "由" not in name and bool(_STRONG.match(name))


_STRONG = re.compile(
    r"各|有关|相关|[省市县区州盟厅局]|国家|[一-鿿]{2,4}[省市县区州]|[一-鿿]{2,12}(?:部|厅|局|委|委员会|办|银行|署|海关|总局)$"
)


def _duties(text: str, start: int, end: int) -> list[Clause]:
    """An article that shares out duties among at least two units, one of them 按照职责分工; [] where there is none."""
    if not _SHARE.search(text, start, end):
        return []
    found = [
        match
        for match in _DUTY.finditer(text, start, end)
        if all(_is_office(unit.text) for unit in split_units(text, *match.span("units")))
    ]
    if len({match["deed"] == "负责" for match in found}) < 2:  # both A负责… and B按照职责…
        return []
    clauses = []
    for match in found:
        units = split_units(text, *match.span("units"))
        role = SUPPORT if match["deed"] != "负责" and len(units) > 1 else RESPONSIBLE
        clauses.append(
            Clause(
                match.start("units"),
                match.end("deed"),
                tuple(Place(role, unit) for unit in units),
                "responsibility/duties",
            )
        )
    return clauses


def _is_office(name: str) -> bool:
    """Whether the subject of a duty is an office: 省科技厅, 县级以上主管部门."""
    return is_body(name) and name.endswith(("厅", "局", "委", "部", "办", "政府", "部门", "委员会", "管委会", "机构"))


def lead_by_rulings(clause: Clause, kind: str) -> Clause:
    """A clause whose units stand undivided, with those leading that a ruling names: the first, or those before the first comma."""
    if not clause.places or any(place.role != RESPONSIBLE for place in clause.places):
        return clause
    first = clause.places[0].group
    leads = [
        index == 0 if kind == FIRST_LISTED_LEADS else place.group == first for index, place in enumerate(clause.places)
    ]
    return replace(
        clause,
        places=tuple(replace(place, role=LEAD) if leads[index] else place for index, place in enumerate(clause.places)),
    )
