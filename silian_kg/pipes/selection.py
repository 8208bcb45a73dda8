"""Candidates for names → those that are mentioned: none overlaps another, the outermost wins, and nothing inside it is said again."""

from collections.abc import Iterable
from typing import Final

from silian_kg.pipes.found import Found

# Types of what is no name of its own: 就业补助资金 as a program goes before the kind of fund that it is
GENERAL: Final = ("carrier", "activity", "field-group")


def select(candidates: Iterable[Found], length: int, closed: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Choose among candidates: the longest first, then the leftmost, then one of a named type, then one that a vocabulary holds.

    Decoys take part, so that nothing inside them is a name, and are left out in the end.

    Args:
        candidates: What might be a name.
        length: The length of the text, in characters.
        closed: Extents in which no name is mentioned: responsibility clauses, titles.
    """
    taken = bytearray(length)
    for start, end in closed:
        taken[start:end] = b"\x01" * (end - start)
    chosen = []
    for name in sorted(candidates, key=_rank):
        if 1 not in taken[name.start : name.end]:
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
            chosen.append(name)
    return [name for name in chosen if name.label != "decoy"]


def _rank(name: Found) -> tuple[int, int, bool, bool, str]:
    return name.start - name.end, name.start, name.label in GENERAL, not name.concept, name.rule
