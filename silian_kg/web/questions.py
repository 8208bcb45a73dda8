"""The competency questions over HTTP: described with their parameters, answered by a worker, each row with the place of its quote."""

import json
import re
from dataclasses import asdict
from typing import Any

from starlette.datastructures import QueryParams

from silian_kg.errors import QueryError
from silian_kg.graph.queries import Query, get_query
from silian_kg.graph.terms import ID, name_of, segment
from silian_kg.views.lean import place_of
from silian_kg.web.pool import Pool
from silian_kg.web.published import Pages
from silian_kg.web.replies import Refused

__all__ = ["answered", "described"]

OFFERED = re.compile(r"did you mean (?P<names>.+?)\?")  # did you mean 海洋、海洋经济?
DOCUMENT, START, END, MEASURE = "文件", "起", "止", "措施"  # columns that name a place


def described(query: Query) -> dict[str, Any]:
    """A question and its parameters, as plain data."""
    about = asdict(query)
    about["sparql"] = about.pop("text")
    return about


async def answered(pages: Pages, pool: Pool, name: str, params: QueryParams) -> dict[str, Any]:
    """The answer to a question.

    Raises:
        Refused: 404, no question has this name; 400, a parameter is wanting or names nothing; 503, it took too long.
    """
    try:
        query = get_query(name)
    except QueryError as error:
        raise Refused(404, str(error)) from error
    values = {key: value for key, value in params.items() if value}
    job = {"kind": "question", "store": str(pages.snapshot.folder), "name": name, "values": values}
    answer = await pool.ask(job)
    if not answer.ok:
        offered = OFFERED.search(answer.error)
        raise Refused(answer.status, answer.error, nearest=offered["names"].split("、") if offered else ())
    data = json.loads(answer.content)
    return {
        "name": name,
        "generation": pages.generation,
        "title": query.title,
        "title_en": query.title_en,
        "question": query.question,
        "question_en": query.question_en,
        "values": values,
        **data,
        "places": list(_places(pages, data["columns"], data["rows"])),
    }


def _places(pages: Pages, columns: list[str], rows: list[list[Any]]) -> Any:
    """For each row the place of its quote in its notice, as far as the row says it; null where it names no notice."""
    at = {column: place for place, column in enumerate(columns)}
    notices = {card.number or name_of(card.iri): card.iri for card in reversed(pages.index.material.notices)}
    for row in rows:
        document = row[at[DOCUMENT]] if DOCUMENT in at else None
        iri = notices.get(document, ID + "doc/" + segment(str(document))) if document else None
        if iri not in pages.index.notice_at:
            yield None
            continue
        measure = f"{iri}/{segment(str(row[at[MEASURE]]))}" if MEASURE in at else ""
        yield {
            "path": place_of(str(iri)),
            "measure": place_of(measure) if measure in pages.index.measure_at else "",
            "start": row[at[START]] if START in at else None,
            "end": row[at[END]] if END in at else None,
        }
