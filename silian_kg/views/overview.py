"""The overview: how much there is, how the chains link and where they do not, who is busiest, what is newest."""

from collections import Counter
from typing import Any

from silian_kg.graph.mapping import chain_iri
from silian_kg.views.chains import chains_model
from silian_kg.views.lean import lean_chains, place_of
from silian_kg.views.material import Material, NoticeCard
from silian_kg.views.selection import Index

__all__ = ["card_row", "notice_rows", "overview_model"]

SHOWN = 12  # units, fields, notices
CONTEXT = 36  # characters on either side of words that were found
FIELDS = ("industry", "field-group")
THINGS = ("unit", "industry", "field-group", "program", "talent", "platform", "carrier", "activity")


def overview_model(material: Material, *, shown: int = SHOWN) -> dict[str, Any]:
    """The overview of a material, without evidence.

    Returns:
        `counts`, `chains`, `links`, `gaps`, `units`, `fields` and `newest`, see docs/explorer.md.
    """
    index = Index(material)
    chains = lean_chains(chains_model(material))
    kinds = Counter(material.nodes[node].type for node in index.facts_about)
    busiest = sorted(index.measures_of, key=lambda node: (-len(index.measures_of[node]), node))
    return {
        "counts": {
            "notices": len(material.notices),
            "measures": len(index.measures),
            "facts": len(material.facts),
            **{kind if kind != "unit" else "units": kinds[kind] for kind in THINGS},
            "linkages": len(
                {(material.facts[linkage.source].at, _pair(material, linkage)) for linkage in material.linkages}
            ),
        },
        **chains,
        "chains": [{**chain, "iri": chain_iri(chain["label"])} for chain in chains["chains"]],
        "units": [thing_row(index, node) for node in busiest if material.nodes[node].type == "unit"][:shown],
        "fields": [thing_row(index, node) for node in busiest if material.nodes[node].type in FIELDS][:shown],
        "newest": notice_rows(index)[:shown],
    }


def thing_row(index: Index, node: str) -> dict[str, Any]:
    """A thing in a list."""
    about = index.material.nodes[node]
    return {
        "iri": node,
        "path": place_of(node),
        "label": about.label,
        "type": about.type,
        "owner": about.owner,
        "measures": len(index.measures_of.get(node, ())),
    }


def card_row(card: NoticeCard) -> dict[str, Any]:
    """A notice in a list."""
    return {
        "iri": card.iri,
        "path": place_of(card.iri),
        "number": card.number,
        "title": card.title,
        "issuers": list(card.issuers),
        "date": card.date or card.published,
        "region": card.region,
        "name": card.name,
    }


def notice_rows(index: Index, *, words: str = "", sort: str = "date") -> list[dict[str, Any]]:
    """The notices with the number of their measures; those whose title, number, issuer or text hold some words.

    Args:
        index: of what may be shown.
        words: what to search for.
        sort: "date" the newest first, "title", or "measures" the most first.

    Returns:
        Rows with `snippet` [before, words, after], null where the text does not hold the words; [] where no notice does.
    """
    material = index.material
    counts = Counter(material.passages[at].notice for at in index.measures)
    rows = []
    for place, card in enumerate(material.notices):
        snippet = snippet_of(material.sources[place].text, words) if words else None
        head = " ".join((card.title, card.number, *card.issuers, card.name))
        if words and snippet is None and words not in head:
            continue
        rows.append({**card_row(card), "measures": counts[place], "snippet": snippet})
    orders = {
        "date": lambda row: ([-ord(letter) for letter in row["date"]] or [1], row["iri"]),
        "title": lambda row: (row["title"], row["iri"]),
        "measures": lambda row: (-row["measures"], row["iri"]),
    }
    return sorted(rows, key=orders[sort])


def snippet_of(text: str, words: str) -> list[str] | None:
    """The first place of some words with what stands around them; None where they do not occur.

    >>> snippet_of("面向海洋产业培养人才", "海洋")
    ['面向', '海洋', '产业培养人才']
    """
    at = text.find(words)
    if at < 0:
        return None
    end = at + len(words)
    before, after = text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]
    return [" ".join(before.split()), words, " ".join(after.split())]


def _pair(material: Material, linkage: Any) -> tuple[str, str]:
    return material.facts[linkage.source].chain, material.facts[linkage.target].chain
