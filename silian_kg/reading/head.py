"""Cleaned text → what the head of the notice states. (first version)"""

from silian_kg.document import Head


def head_of(text: str) -> Head:
    return Head()
