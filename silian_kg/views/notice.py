"""One notice: its source as stored, every piece of evidence highlighted, its outline and its facts beside it."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from silian_kg.views.material import Material, linkage_item, tables
from silian_kg.views.rendering import fill, render, template

__all__ = ["highlighted", "notice_model", "notice_page"]

HIDDEN = ("claim", "cue")  # types that the legend shows on demand
GAP = re.compile(r"(?:(?:&#13;)?\n[^\S\n]*){2,}")  # blank lines: shown as a small gap
Extent = tuple[int, int, int]  # start and end in the source, index of the fact


def notice_model(material: Material, place: int = 0) -> dict[str, Any]:
    """All facts of the notice at an index, with its source and outline.

    Returns:
        The tables of `silian_kg.views.material`, with `source`, `noise`, `outline` {id, label, level, start, end, passage},
        and `linkages` {facts, kind, rule, certainty}.
    """
    of_notice = [index for index, fact in enumerate(material.facts) if material.passages[fact.at].notice == place]
    base, moved = tables(material, of_notice)
    starts = {passage["start"]: index for index, passage in enumerate(base["passages"]) if passage["measure"]}
    source = material.sources[place]
    return {
        **base,
        "notices": [base["notices"][place]],
        "passages": [{**passage, "notice": 0} for passage in base["passages"]],
        "source": source.text,
        "noise": [list(extent) for extent in source.noise],
        "outline": [
            {
                "id": heading.id,
                "label": heading.label,
                "level": heading.level,
                "start": heading.start,
                "end": heading.end,
                "measure": heading.passage is not None,
                "passage": starts.get(heading.start) if heading.passage is not None else None,
            }
            for heading in source.outline
        ],
        "linkages": [linkage_item(linkage, moved) for linkage in material.linkages if linkage.source in moved],
    }


def notice_page(model: dict[str, Any]) -> str:
    """The page of one notice."""
    card = model["notices"][0]
    facts, passages = model["facts"], model["passages"]
    extents = [
        (passages[fact["passage"]]["start"] + fact["start"], passages[fact["passage"]]["start"] + fact["end"], index)
        for index, fact in enumerate(facts)
    ]
    article = "".join(
        highlighted(model["source"], extents, [fact["type"] for fact in facts], model["noise"], model["outline"])
    )
    outline = "\n".join(_entry(place, heading) for place, heading in enumerate(model["outline"]))
    body = fill(template("notice.html"), {"outline": outline, "article": article})
    measures = sum(heading["measure"] for heading in model["outline"])
    subtitle = " · ".join(
        part
        for part in (card["number"], *card["issuers"], card["date"], f"{measures} 条措施", f"{len(facts)} 处证据")
        if part
    )
    slim = {name: value for name, value in model.items() if name not in ("source", "noise")}
    return render("notice", slim, title=card["title"] or card["name"], subtitle=subtitle, body=body)


def highlighted(
    source: str,
    extents: Iterable[Extent],
    types: list[str],
    noise: Iterable[Iterable[int]],
    outline: Iterable[dict[str, Any]] = (),
) -> Iterator[str]:
    """The source as HTML whose text is the source to the character: evidence in spans that name their facts, noise dimmed, measures in sections.

    Evidence may overlap: the text is cut at every edge, and each piece names all facts that cover it, the shortest first.
    """
    ordered = sorted(extents, key=lambda extent: (extent[0], extent[1], extent[2]))
    dim = [(start, end) for start, end in noise]
    opens = {heading["start"]: place for place, heading in enumerate(outline) if heading["measure"]}
    closes = {heading["end"] for heading in outline if heading["measure"]}
    sections = {heading["start"]: place for place, heading in enumerate(outline) if not heading["measure"]}
    ends = {_line_end(source, heading["start"], heading["end"]) for heading in outline if not heading["measure"]}
    edges = {0, len(source), *opens, *closes, *sections, *ends, *(edge for start, end in dim for edge in (start, end))}
    edges.update(edge for start, end, _ in ordered for edge in (start, end))
    cuts = sorted(edges)
    active: list[Extent] = []
    upcoming, noisy = 0, 0
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        if start in closes:
            yield "</section>"
        if start in ends:
            yield "</b>"
        if start in sections:
            yield f'<b class="heading" id="h{sections[start]}">'
        if start in opens:
            yield f'<section class="measure" id="h{opens[start]}" data-heading="{opens[start]}">'
        if end is None:
            return
        while upcoming < len(ordered) and ordered[upcoming][0] <= start:
            active.append(ordered[upcoming])
            upcoming += 1
        active = [extent for extent in active if extent[1] > start]
        while noisy < len(dim) and dim[noisy][1] <= start:
            noisy += 1
        is_noise = noisy < len(dim) and dim[noisy][0] <= start
        yield _piece(
            source[start:end], sorted(active, key=lambda extent: (extent[1] - extent[0], extent[2])), types, is_noise
        )


def _line_end(source: str, start: int, end: int) -> int:
    line = source.find("\n", start, end)
    return end if line < 0 else line


def _piece(text: str, covers: list[Extent], types: list[str], is_noise: bool) -> str:
    words = html.escape(text).replace("\r", "&#13;")
    if is_noise and not text.strip():
        classes = ["broken"]  # a line break inside a sentence
    else:
        words, classes = GAP.sub(r'<span class="gap">\g<0></span>', words), []
    if not covers and not is_noise:
        return words
    shown = list(dict.fromkeys(types[extent[2]] for extent in covers if types[extent[2]] not in HIDDEN))
    classes += ["hl", f"k-{shown[0]}"] if shown else []
    classes += [f"also-{shown[1]}"] if len(shown) > 1 else []
    classes += ["noise"] if is_noise else []
    facts = f' data-facts="{" ".join(str(extent[2]) for extent in covers)}"' if covers else ""
    return f'<span class="{" ".join(classes)}"{facts}>{words}</span>'


def _entry(place: int, heading: dict[str, Any]) -> str:
    kind = "measure" if heading["measure"] else "section"
    number = html.escape(heading["id"].rsplit(".", 1)[-1])
    return f'<li class="{kind} level{min(heading["level"], 4)}"><a href="#h{place}" data-heading="{place}"><b>{number}</b> {html.escape(heading["label"])}</a></li>'
