"""A measure's own text → its sentences and clauses, as extents that leave out the responsibility clauses."""

import re
from collections.abc import Sequence

# A sentence ends at 。！？ or at a line end; ； does not end one. The cleaned text holds no line end that page-break noise made.
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")  # 支持创新创业。依托各类园区，……。
# A clause ends where its verb ends to govern; 、 joins what one verb governs.
CLAUSE = re.compile(r"[^，；：。！？\n,;:]+")  # 依托各类园区 | 培养人才
_WORDS = re.compile(r"\w")

Extent = tuple[int, int]


def sentences(text: str, start: int, end: int, *, without: Sequence[Extent] = ()) -> tuple[Extent, ...]:
    """Cut [start, end) of a text into sentences, in order.

    Args:
        text: the whole text; offsets are characters of it.
        start: where the measure's own text begins.
        end: where it ends, exclusive.
        without: extents that belong to no sentence (责任单位 clauses), ascending. One inside a sentence does not cut it.

    Returns:
        The extents of the sentences; a piece without a word (a lone bracket) counts as none. () for an empty measure.

    >>> sentences("支持创新创业。依托园区，引进人才；培养人才。", 0, 22)
    ((0, 7), (7, 22))
    """
    found: list[Extent] = []
    for match in SENTENCE.finditer(text, start, end):
        low, high = match.span()
        for clause_start, clause_end in without:
            if clause_start <= low < clause_end:
                low = min(clause_end, high)
            if clause_start < high <= clause_end:
                high = max(clause_start, low)
        if low < high and _WORDS.search(text, low, high):
            found.append((low, high))
    return tuple(found)
