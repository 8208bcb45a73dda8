"""Text → where jieba puts the edges of its words: soft evidence for the edges of names, never the source of an offset.

rjieba carries the same dictionary in Rust and cuts some thirty times faster; where it is not installed, jieba itself does the work.
"""

from collections.abc import Callable
from functools import cache
from itertools import accumulate


@cache
def _cutter() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:
        import jieba

        jieba.setLogLevel(60)
        return lambda text: list(jieba.cut(text))
    return lambda text: list(rjieba.cut(text))


def word_edges(text: str) -> frozenset[int]:
    """The offsets in `text` at which a word of jieba begins or ends; 0 and the length of the text are among them.

    Example:
        >>> sorted(word_edges("复旦大学和同济大学"))
        [0, 4, 5, 9]
    """
    return frozenset((0, *accumulate(map(len, _cutter()(text)))))
