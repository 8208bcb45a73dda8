"""A measure's own text → its sentences and clauses, as extents that leave out the responsibility clauses."""

import re
from collections.abc import Sequence

# A sentence ends at 。！？ or at a line end; ； does not end one. A line end in the middle of a sentence is noise that cleaning left:
# a line ends a sentence when it is a heading, when it ends with a mark, or when the next one opens an item of a list.
SENTENCE = re.compile(r"[^。！？]+[。！？]?")  # 支持创新创业。依托各类园区，……。
LINE_END = re.compile(
    r"(?<=[；：;:])\n|\n(?=\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]|[①-⑳●◆■·—－]|[一二三四五六七八九十]是))"
)
HEADING = 40  # characters that a heading on a line of its own may have
# A clause ends where its verb ends to govern; 、 and ，以及 join what one verb governs.
CLAUSE = re.compile(r"[^，；：。！？,;:]+(?:[，,](?=以及|及其)[^，；：。！？,;:]+)*")  # 依托各类园区 | 培养人才
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
    cuts = [match.end() for match in LINE_END.finditer(text, start, end)]
    heading = text.find("\n", start, min(start + HEADING, end))
    if heading >= 0 and not text[start:heading].endswith(("，", "、")):
        cuts.append(heading + 1)
    cuts.extend(match.end() for match in SENTENCE.finditer(text, start, end))
    found: list[Extent] = []
    low = start
    for cut in sorted(set(cuts)):
        extent = _without(low, cut, without)
        if extent[0] < extent[1] and _WORDS.search(text, *extent):
            found.append(extent)
        low = cut
    return tuple(found)


def _without(low: int, high: int, without: Sequence[Extent]) -> Extent:
    for start, end in without:
        if start <= low < end:
            low = min(end, high)
        if start < high <= end:
            high = max(start, low)
    return low, high
