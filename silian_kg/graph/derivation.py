"""Facts → what the published rules say of them, as N-Quads lines of the derived graph of the notice."""

from silian_kg.facts import Notice
from silian_kg.graph.mapping import Mapped


def derive(notice: Notice, mapped: Mapped) -> str:
    """The quads that the rules derive from one notice."""
    return ""
