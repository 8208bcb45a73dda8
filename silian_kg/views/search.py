"""Words → the things, notices and measures that they name or that hold them, the likeliest first."""

from collections.abc import Sequence
from typing import Any

from silian_kg.graph.terms import name_of, plain
from silian_kg.views.lean import place_of
from silian_kg.views.overview import notice_rows, snippet_of, thing_row
from silian_kg.views.selection import Index
from silian_kg.vocabulary import load_vocabulary

__all__ = ["found"]


def found(index: Index, words: str, *, types: Sequence[str] = (), limit: int = 20) -> dict[str, Any]:
    """What a search finds.

    Args:
        index: of the store.
        words: any words; blanks and quotation marks at their ends do not count.
        types: the types of things to keep; with them, notices and measures only where they are named.
        limit: how many of each kind at most.

    Returns:
        `things`, `notices` and `measures`, see docs/explorer.md; all [] for no words.
    """
    words = plain(words.strip()) if words.strip() else ""
    if not words:
        return {"q": "", "things": [], "notices": [], "measures": []}
    return {
        "q": words,
        "things": _things(index, words, types)[:limit],
        "notices": notice_rows(index, words=words)[:limit] if not types or "notice" in types else [],
        "measures": _measures(index, words, limit) if not types or "measure" in types else [],
    }


def _things(index: Index, words: str, types: Sequence[str]) -> list[dict[str, Any]]:
    concepts = load_vocabulary().concepts
    ranked = []
    for node, about in index.material.nodes.items():
        if types and about.type not in types:
            continue
        other = ""
        if words not in about.label and words not in about.owner:
            concept = concepts.get(node)
            other = next((label for label in concept.labels if words in label), "") if concept else ""
            if not other:
                continue
        rank = (
            0 if words in (about.label, about.owner) else 1 if about.label.startswith(words) else 2 if not other else 3
        )
        ranked.append((rank, -len(index.measures_of.get(node, ())), len(about.label), node, other))
    return [{**thing_row(index, node), "matched": other} for *_, node, other in sorted(ranked)]


def _measures(index: Index, words: str, limit: int) -> list[dict[str, Any]]:
    material, rows = index.material, []
    for at in index.measures:
        passage = material.passages[at]
        snippet = snippet_of(passage.text, words)
        if snippet:
            rows.append(
                {
                    "iri": passage.iri,
                    "path": place_of(passage.iri),
                    "id": passage.measure,
                    "notice": name_of(material.notices[passage.notice].iri),
                    "snippet": snippet,
                }
            )
            if len(rows) == limit:
                break
    return rows
