"""silian-kg reads Chinese government notices and turns each into a knowledge graph that links the four chains.

The flow in four names: `read` a file, `annotate` what was read, `extract` the facts, keep them in a `Store`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from silian_kg.extraction import annotate, extract
    from silian_kg.graph.store import Store
    from silian_kg.reading import read

__all__ = ["Store", "annotate", "extract", "read"]

_HOMES = {
    "read": "silian_kg.reading",
    "annotate": "silian_kg.extraction",
    "extract": "silian_kg.extraction",
    "Store": "silian_kg.graph.store",
}


def __getattr__(name: str) -> Any:  # spaCy and the store load when they are first used: `silian --help` needs neither
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
