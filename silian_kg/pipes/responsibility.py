"""Doc → its responsibility clauses and, for each measure, the units that answer for it with their roles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.document import Document, Section
from silian_kg.pipes.clauses import RESPONSIBLE, Clause, Place, Ruling, find_clauses, find_rulings, lead_by_rulings
from silian_kg.pipes.found import Found, Seat, leave


@Language.factory("silian_responsibility", assigns=["doc.spans"])
def make_responsibility(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the stage that finds who is responsible for what.

    Finds: responsibility clauses in all their written forms (silian_kg.pipes.clauses) and the units in them; clauses that stand
    for a section count for each measure in it, and rulings like 列第一位者为牵头单位，下同 for the clauses after them.

    Assigns: `doc.spans["clauses"]` (the extent of each clause with its brackets and label), `doc.spans["responsibility"]` (units, label: role),
    `doc.spans["document-clauses"]` (rulings); the findings themselves stand in `doc._.found`.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> stage = nlp.add_pipe("silian_responsibility")
        >>> doc = nlp("实施筑峰计划。（市科技局牵头，市财政局配合）")
        >>> [(span.text, span.label_) for span in doc.spans["responsibility"]]
        [('市科技局', 'lead'), ('市财政局', 'support')]

    Scope: units that the body merely names are not responsible ones, nor are those of attachments and of 由…负责解释.
    """
    return annotate_responsibility


def annotate_responsibility(doc: Doc) -> Doc:
    """Leave clauses, seats and rulings on a Doc; without a Document the whole text counts as one measure with the id ""."""
    document: Document | None = doc._.document
    rulings = find_rulings(doc.text)
    if document is None:
        clauses = find_clauses(doc.text)
        holders = [_Holder("", clauses, "measure")]
    else:
        holders, clauses = _hold(document)
    ruled = _rule(clauses, rulings)
    seats = [seat for holder in holders for seat in _seat(holder, ruled)]
    seats += _standing(holders, seats, rulings, document)
    leave(
        doc,
        "clauses",
        (
            Found(clause.start, clause.end, "clause", doc.text[clause.start : clause.end], clause.rule)
            for clause in clauses
        ),
    )
    leave(doc, "document-clauses", (_ruling(ruling, doc.text) for ruling in rulings))
    return leave(doc, "responsibility", seats)


@dataclass(frozen=True, slots=True)
class _Holder:
    """A measure and the clauses that count for it from one scope."""

    measure: str
    clauses: list[Clause]
    scope: str


def _hold(document: Document) -> tuple[list[_Holder], list[Clause]]:
    """For each measure its own clauses and those of the sections that it stands in; and all clauses in the order of the text."""
    holders: list[_Holder] = []
    every: list[Clause] = []
    for section in document.sections:
        _walk(document.text, section, [], holders, every)
    return holders, sorted(every, key=lambda clause: clause.start)


def _walk(text: str, section: Section, inherited: list[Clause], holders: list[_Holder], every: list[Clause]) -> None:
    """Collect the clauses of a section and of all below it."""
    own = find_clauses(text, section.start, section.own_end)
    every += own
    if section.is_measure:
        holders.append(_Holder(section.id, own, "measure"))
        if inherited:
            holders.append(_Holder(section.id, inherited, "section"))
    first = len(holders)
    for child in section.children:
        _walk(text, child, inherited if section.is_measure else inherited + own, holders, every)
    _share_closing(text, section, first, holders)


def _share_closing(text: str, section: Section, first: int, holders: list[_Holder]) -> None:
    """A clause in a paragraph of its own at the end of a section whose measures have no other one counts for each of them."""
    measures = [child for child in section.children if child.is_measure]
    if len(measures) < 2 or len(measures) != len(section.children):
        return
    own = [holder for holder in holders[first:] if holder.scope == "measure"]
    if any(holder.clauses for holder in own[:-1]) or len(own[-1].clauses) != 1:
        return
    clause = own[-1].clauses[0]
    if text[: clause.start].rstrip(" \t　").endswith("\n") and not text[clause.end : section.end].strip():
        holders += [_Holder(holder.measure, [clause], "section") for holder in own[:-1]]


def _rule(clauses: list[Clause], rulings: list[Ruling]) -> dict[Clause, Clause]:
    """Each clause as the rulings before it (or in it) have it."""
    ruled = {}
    for clause in clauses:
        kinds = [
            ruling.kind
            for ruling in rulings
            if ruling.kind != "standing-unit" and _reach(ruling, clauses) <= clause.start
        ]
        ruled[clause] = lead_by_rulings(clause, kinds[-1]) if kinds else clause
    return ruled


def _reach(ruling: Ruling, clauses: list[Clause]) -> int:
    """The offset from which a ruling counts: the clause that it stands in, else itself; all of the text where no clause follows it."""
    for clause in clauses:
        if clause.start <= ruling.start < clause.end:
            return clause.start
    return ruling.start if any(clause.start >= ruling.start for clause in clauses) else 0


def _seat(holder: _Holder, ruled: dict[Clause, Clause]) -> Iterable[Seat]:
    """The seats of a measure from one scope."""
    said: set[tuple[str, str]] = set()
    for clause in holder.clauses:
        for place in ruled[clause].places:
            if (place.unit.text, place.role) not in said:
                said.add((place.unit.text, place.role))
                yield _make_seat(place, clause.rule, holder.measure, holder.scope, len(said))


def _make_seat(place: Place, rule: str, measure: str, scope: str, position: int) -> Seat:
    unit = place.unit
    return Seat(
        unit.start,
        unit.end,
        place.role,
        unit.text,
        rule,
        name=unit.name,
        position=position,
        measure=measure,
        scope=scope,
    )


def _standing(
    holders: list[_Holder], seats: list[Seat], rulings: list[Ruling], document: Document | None
) -> list[Seat]:
    """Seats of the units that a ruling like 以下均需…负责，不再列出 gives to every measure from there on."""
    if document is None:
        return []
    standing: list[Seat] = []
    for ruling in rulings:
        if ruling.kind != "standing-unit":
            continue
        for measure in document.measures():
            if measure.own_end <= ruling.start:
                continue
            taken = {seat.text for seat in seats + standing if seat.measure == measure.id}
            position = max((seat.position for seat in seats + standing if seat.measure == measure.id), default=0)
            for unit in ruling.units:
                if unit.text not in taken:
                    position += 1
                    place = Place(RESPONSIBLE, unit)
                    standing.append(_make_seat(place, "responsibility/standing-unit", measure.id, "document", position))
    return standing


def _ruling(ruling: Ruling, text: str) -> Found:
    return Found(
        ruling.start, ruling.end, ruling.kind, text[ruling.start : ruling.end], f"responsibility/{ruling.kind}"
    )
