"""Facts → the JSON object that `silian extract --format json` prints: the contract that evaluation and others use."""

from typing import Any

from silian_kg.facts import Measure, Notice, Statement
from silian_kg.graph.linkage import chain_pairs


def record(notice: Notice) -> dict[str, Any]:
    """The facts of one notice as plain data; null and [] mean that the text does not say."""
    return {
        "notice": {
            "title": _value(notice.issued_title or notice.title),
            "number": _value(notice.number),
            "issuers": [issuer.value for issuer in notice.issuers],
            "date": _value(notice.date),
            "addressees": [addressee.value for addressee in notice.addressees],
            "cites": [citation.title for citation in notice.cites],
        },
        "measures": [_measure(measure) for measure in notice.measures],
    }


def _value(statement: Statement | None) -> str | None:
    return statement.value if statement else None


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "text": measure.text,
        "start": measure.evidence.start,
        "end": measure.evidence.end,
        "truncated": measure.truncated,
        "responsible": [
            {"unit": seat.unit, "role": seat.role.value, "start": seat.evidence.start, "end": seat.evidence.end}
            for seat in measure.responsible
        ],
        "mentions": [
            {
                "type": mention.type,
                "text": mention.text,
                "concept": mention.concept,
                "flow": mention.flow.value if mention.flow else None,
                "certainty": mention.certainty.value,
                "start": mention.evidence.start,
                "end": mention.evidence.end,
                "quote": mention.evidence.quote,
                "rule": mention.rule,
            }
            for mention in measure.mentions
        ],
        "chains": list(dict.fromkeys(claim.chain for claim in measure.chains)),
        "linkages": [
            {
                "from": linkage.from_chain,
                "to": linkage.to_chain,
                "from_text": linkage.source.text,
                "to_text": linkage.target.text,
            }
            for linkage in chain_pairs(measure)
        ],
    }
