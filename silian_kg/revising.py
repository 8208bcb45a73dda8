"""A Word file with tracked changes → which facts its revisions add and remove, and whose revisions they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from silian_kg.document import Revision
from silian_kg.facts import Evidence, Measure, Notice
from silian_kg.reading import read

ALIKE = 0.5  # from which similarity on two measures are one, changed

_NOT_WRITTEN = re.compile(r"[\W_]+")
_ADDING = frozenset(("insert", "move-to", "insert-row", "insert-paragraph-mark"))


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that the final text has and the original does not (added), or the other way round (removed).

    `measure` is the number of its measure in the text that has it, "" for the head. `authors` made the revisions that touch its evidence,
    which lies in the source of that text.
    """

    verdict: str  # added, removed
    kind: str
    measure: str
    text: str
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Revised:
    """A file in its original and its final view, and what lies between them."""

    original: Notice
    final: Notice
    changes: tuple[Change, ...]
    revisions: int  # how many tracked changes the file holds


@dataclass(frozen=True, slots=True)
class _Fact:
    kind: str
    text: str
    evidence: Evidence


def diff_revisions(path: str | Path) -> Revised:
    """Extract a Word file as it was and as it is to be, and compare.

    Measures are compared with those that they were, whatever their number is now. A file without tracked changes has no changes.

    Raises:
        ReadingError: the file cannot be read, or one of the views holds no notice.
    """
    from silian_kg.extraction import annotate, extract

    before, after = read(path, revisions="original"), read(path, revisions="final")
    original, final = extract(annotate(before)), extract(annotate(after))
    changes: list[Change] = []
    for was, now in _pairs(original, final):
        old, new = list(_facts(was)), list(_facts(now))
        gone, come = {(fact.kind, fact.text) for fact in old}, {(fact.kind, fact.text) for fact in new}
        measure = now or was
        name = measure.id if isinstance(measure, Measure) else ""
        old_name = was.id if isinstance(was, Measure) else ""
        changes += _changes(
            "removed", old_name, [fact for fact in old if (fact.kind, fact.text) not in come], before.revisions, was
        )
        changes += _changes(
            "added", name, [fact for fact in new if (fact.kind, fact.text) not in gone], after.revisions, now
        )
    return Revised(original, final, tuple(changes), len(after.revisions))


def _pairs(original: Notice, final: Notice) -> Iterator[tuple[Notice | Measure | None, Notice | Measure | None]]:
    """The heads, then each measure with the one that it was, in the order of the final text; those that are gone come last."""
    yield original, final
    was = _matched(original.measures, final.measures)
    for at, measure in enumerate(final.measures):
        yield (original.measures[was[at]] if at in was else None), measure
    for at, measure in enumerate(original.measures):
        if at not in was.values():
            yield measure, None


def _matched(original: tuple[Measure, ...], final: tuple[Measure, ...]) -> dict[int, int]:
    """Which measure of the original each of the final text was: one of the same text, else the most similar that is left."""
    was: dict[int, int] = {}
    left = dict(enumerate(original))
    for at, measure in enumerate(final):
        same = next((other for other, each in left.items() if each.text == measure.text), None)
        if same is not None:
            was[at] = same
            del left[same]
    for at, measure in enumerate(final):
        if at in was or not left:
            continue
        ratios = {other: _alike(each.text, measure.text) for other, each in left.items()}
        best = max(ratios, key=lambda other: (ratios[other], -other))
        if ratios[best] >= ALIKE:
            was[at] = best
            del left[best]
    return was


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _facts(of: Notice | Measure | None) -> Iterator[_Fact]:
    if isinstance(of, Measure):
        yield _Fact("measure", "", of.evidence)
        for seat in of.responsible:
            yield _Fact("responsible", f"{seat.role.value} {seat.name}", seat.evidence)
        for mention in of.mentions:
            yield _Fact(mention.type, mention.text, mention.evidence)
        for claim in of.chains:
            yield _Fact("chain", claim.chain, claim.evidence)
    elif of is not None:
        head = {"title": of.issued_title or of.title, "number": of.number, "date": of.date, "published": of.published}
        for kind, statement in head.items():
            if statement is not None:
                yield _Fact(kind, statement.value, statement.evidence)
        for kind, statements in (("issuer", of.issuers), ("addressee", of.addressees)):
            for each in statements:
                yield _Fact(kind, each.value, each.evidence)
        for citation in of.cites:
            yield _Fact("cites", citation.title, citation.evidence)


def _changes(
    verdict: str, name: str, facts: Iterable[_Fact], revisions: tuple[Revision, ...], within: Notice | Measure | None
) -> Iterator[Change]:
    told: set[tuple[str, str]] = set()
    for fact in facts:
        if (fact.kind, fact.text) in told:
            continue
        told.add((fact.kind, fact.text))
        touching = list(_touching(revisions, fact.evidence, verdict))
        if not touching and isinstance(within, Measure):
            touching = list(_touching(revisions, within.evidence, verdict))
        text = fact.text or (within.text if isinstance(within, Measure) else "")
        authors = tuple(dict.fromkeys(revision.author for revision in touching if revision.author))
        dates = tuple(sorted({revision.date for revision in touching if revision.date}))
        yield Change(verdict, fact.kind, name, text, authors, dates, fact.evidence)


def _touching(revisions: tuple[Revision, ...], evidence: Evidence, verdict: str) -> Iterator[Revision]:
    """The revisions in a piece of text: those that made it what it is come alone, where there are any."""
    near = [
        revision
        for revision in revisions
        if revision.kind != "comment" and revision.start <= evidence.end and evidence.start <= revision.end
    ]
    inside = [revision for revision in near if revision.start < evidence.end and evidence.start < revision.end]
    making = [revision for revision in inside if (revision.kind in _ADDING) == (verdict == "added")]
    yield from making or near
