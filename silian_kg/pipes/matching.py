"""Words → where they stand in a text: leftmost first, the longest at each place, none overlapping."""

from collections.abc import Container, Mapping
from operator import itemgetter
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Words(Generic[Value]):
    """An Aho-Corasick automaton over words, each with a value: the one engine for labels and for the words of grammar.

    Example:
        >>> Words({"高校": 1, "高校毕业生": 2, "AI": 3}).scan("高校毕业生学AI，不在MAIN里")
        [(0, 5, 2), (6, 8, 3)]
    """

    def __init__(self, words: Mapping[str, Value]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        for word, value in words.items():
            self._automaton.add_word(word, (len(word), _is_latin(word[0]) or _is_latin(word[-1]), value))
        self._automaton.make_automaton()
        self._is_empty = not words

    def scan(self, text: str, edges: Container[int] | None = None) -> list[tuple[int, int, Value]]:
        """Find the words in a text, leftmost first and of those at one place the longest: (start, end, value), none overlapping.

        A word of Latin letters or digits is found only as a whole: "AI" does not stand in "MAIN".

        Args:
            text: The text.
            edges: Where words may end (and begin, if of one character); what is cut elsewhere counts as absent. Anywhere if None.
        """
        if self._is_empty:
            return []
        # pyahocorasick's own iter_long misses matches after a longer one that fails, so the longest are chosen here
        matches = [(end + 1 - word[0], -end, word) for end, word in self._automaton.iter(text)]
        if edges is not None:
            matches = [match for match in matches if 1 - match[1] in edges and (match[2][0] > 1 or match[0] in edges)]
        matches.sort(key=itemgetter(0, 1))
        found = []
        free = 0
        for start, last, (_, latin, value) in matches:
            if start >= free and not (latin and _cuts(text, start, 1 - last)):
                free = 1 - last
                found.append((start, free, value))
        return found


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether [start, end) cuts a Latin word or a number at either edge."""
    return (start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])) or (
        end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
