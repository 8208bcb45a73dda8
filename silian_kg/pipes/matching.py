"""Words → where they stand in a text: leftmost first, the longest at each place, none overlapping."""

from collections.abc import Iterable, Mapping
from typing import Any


class Words:
    """An Aho-Corasick automaton over words, each with a value: the one engine for labels and for the words of grammar."""

    def __init__(self, words: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        for word, value in dict(words).items():
            self._automaton.add_word(word, (len(word), value))
        self._automaton.make_automaton()
        self._empty = len(self._automaton) == 0

    def scan(self, text: str) -> list[tuple[int, int, Any]]:
        """Find the words in a text, leftmost first and of those at one place the longest: (start, end, value), none overlapping.

        A word of Latin letters or digits is found only as a whole: "AI" does not stand in "MAIN".
        """
        if self._empty:
            return []
        matches = [(end + 1 - length, -end, value) for end, (length, value) in self._automaton.iter(text)]
        matches.sort(key=_place)
        found = []
        free = 0
        for start, end, value in matches:
            if start >= free and _stands_alone(text, start, 1 - end):
                free = 1 - end
                found.append((start, free, value))
        return found


def _place(match: tuple[int, int, Any]) -> tuple[int, int]:
    return match[0], match[1]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut at either edge."""
    return not (
        (start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1]))
        or (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
