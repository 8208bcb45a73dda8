"""Facts → the JSON object that `silian extract --format json` prints: the contract that evaluation and others use."""

from typing import Any

from silian_kg.facts import Measure, Mention, Notice, Responsibility, Statement
from silian_kg.graph.linkage import chain_pairs
from silian_kg.graph.mapping import Mapped, to_quads


def record(notice: Notice) -> dict[str, Any]:
    """The facts of one notice as plain data; null and [] mean that the text does not say.

    Offsets are characters of the decoded file, start inclusive, end exclusive. `iri` is the node in the graph. The title is that of the
    document which the notice issues, where it issues one; `carrier_title` is that of the notice itself.
    """
    mapped = to_quads(notice)
    return {
        "notice": {
            "iri": mapped.document,
            "title": _value(notice.issued_title or notice.title),
            "carrier_title": _value(notice.title) if notice.issued_title else None,
            "number": _value(notice.number),
            "issuers": [issuer.value for issuer in notice.issuers],
            "date": _value(notice.date),
            "published": _value(notice.published),
            "disclosure": _value(notice.disclosure),
            "contact": _value(notice.contact),
            "addressees": [addressee.value for addressee in notice.addressees],
            "cites": [citation.title for citation in notice.cites],
            "file": notice.name,
            "encoding": notice.encoding,
            "sha256": notice.sha256,
            "notes": list(notice.notes),
        },
        "measures": [_measure(measure, index, mapped, notice) for index, measure in enumerate(notice.measures)],
    }


def _value(statement: Statement | None) -> str | None:
    return statement.value if statement else None


def _measure(measure: Measure, index: int, mapped: Mapped, notice: Notice) -> dict[str, Any]:
    elements = mapped.elements[index]
    return {
        "id": measure.id,
        "iri": mapped.measures[index],
        "text": measure.text,
        "page": notice.page_of(measure.evidence),
        "start": measure.evidence.start,
        "end": measure.evidence.end,
        "truncated": measure.truncated,
        "responsible": [_seat(seat, mapped) for seat in measure.responsible],
        "mentions": [_mention(mention, iri) for mention, iri in zip(measure.mentions, elements, strict=True)],
        "chains": list(dict.fromkeys(claim.chain for claim in measure.chains)),
        "linkages": [
            {
                "from": link.from_chain,
                "to": link.to_chain,
                "from_text": link.source.text,
                "to_text": link.target.text,
                "kind": link.kind,
            }
            for link in chain_pairs(measure)
        ],
    }


def _seat(seat: Responsibility, mapped: Mapped) -> dict[str, Any]:
    return {
        "unit": seat.unit,
        "role": seat.role.value,
        "iri": mapped.units[seat.name],
        "start": seat.evidence.start,
        "end": seat.evidence.end,
        "quote": seat.evidence.quote,
        "rule": seat.rule,
    }


def _mention(mention: Mention, iri: str) -> dict[str, Any]:
    return {
        "type": mention.type,
        "text": mention.text,
        "concept": mention.concept,
        "iri": iri,
        "flow": mention.flow.value if mention.flow else None,
        "chain": mention.chain,
        "sentence": mention.sentence,
        "certainty": mention.certainty.value,
        "start": mention.evidence.start,
        "end": mention.evidence.end,
        "quote": mention.evidence.quote,
        "rule": mention.rule,
    }
