"""Parts of a notice → what its head states: title, 发文字号, issuers, addressees, dates, and what the preamble cites.

The rules follow GB/T 9704-2012, clause 7, and the catalogues that web pages print over a notice.
"""

import re
from collections.abc import Mapping

from silian_kg.document import Head, Issued, Value
from silian_kg.reading.authorities import addressees_of, issuers_of
from silian_kg.reading.catalogue import catalogue_of
from silian_kg.reading.citing import cited_in
from silian_kg.reading.names import DATE, PLAIN_DATE, iso_date, name_of
from silian_kg.reading.numbers import number_of
from silian_kg.reading.parts import Parts
from silian_kg.reading.spans import Span
from silian_kg.reading.titles import title_of

PUBLISHED = ("发布日期", "发布时间", "公布日期", "公开日期", "信息提供日期", "publish_date")
WRITTEN = ("成文日期", "生成日期", "发文日期")
_DISCLOSURE = re.compile(r"此件(?P<value>[^（）()\n]{2,20})")  # （此件主动公开）
_CONTACT = re.compile(
    r"联系(?:单位|部门|处室)[：:]\s*(?P<value>[^，,；;。（）()\n]{2,40})"
)  # （联系单位：省厅人才开发处）


def head_of(text: str, parts: Parts, preambles: tuple[Span, ...]) -> Head:
    """What the head of a notice states; None and () where the text does not say.

    Args:
        text: the cleaned text.
        parts: its parts.
        preambles: the extents before the first section of each body, the letter's first.
    """
    catalogue = catalogue_of(text, parts.lines, preambles[0].end)
    title = title_of(text, parts, catalogue)
    published = _in_catalogue(text, catalogue, PUBLISHED, "head/date-published")
    return Head(
        title=title,
        number=number_of(text, parts),
        issuers=issuers_of(text, parts, title, catalogue),
        addressees=tuple(addressees_of(text, parts.addressees)),
        date=_date(text, parts, catalogue) or published,
        published=published,
        disclosure=_stated(text, _DISCLOSURE, "head/disclosure"),
        contact=_stated(text, _CONTACT, "head/contact"),
        cites=tuple(cited_in(text, preambles, parts, title)),
    )


def issued_of(text: str, parts: Parts) -> Issued | None:
    """The first document that the notice issues, None where it issues none."""
    if parts.named:
        value = Value(name_of(text[parts.named.start : parts.named.end]), *parts.named, "head/issued-name-in-title")
        return Issued(value, parts.opening, parts.bodies[-1].end)
    if not parts.issued:
        return None
    title = parts.issued[0]
    return Issued(
        Value(name_of(text[title.start : title.end]), *title, "head/issued-title"), title.start, parts.bodies[0].end
    )


def _date(text: str, parts: Parts, catalogue: Mapping[str, Span]) -> Value | None:
    """成文日期: under the signature, else in the catalogue, behind the title, on a line of its own, or printed under the title."""
    if parts.signature:
        return _dated(text, parts.signature.date, DATE, "head/date-of-signature")
    return (
        _in_catalogue(text, catalogue, WRITTEN, "head/date-in-catalogue")
        or _dated(text, parts.masthead, DATE, "head/date-in-title")
        or _alone(text, parts)
        or _dated(text, parts.masthead, PLAIN_DATE, "head/date-printed")
    )


def _alone(text: str, parts: Parts) -> Value | None:
    for line in parts.lines:
        if text[line.end - 1] == "日" and DATE.fullmatch(text, *line):
            return _dated(text, line, DATE, "head/date-alone")
    return None


def _in_catalogue(text: str, catalogue: Mapping[str, Span], keys: tuple[str, ...], rule: str) -> Value | None:
    found = (_dated(text, catalogue[key], PLAIN_DATE, rule) for key in keys if key in catalogue)
    return next((value for value in found if value), None)


def _dated(text: str, extent: Span, pattern: re.Pattern[str], rule: str) -> Value | None:
    match = pattern.search(text, *extent)
    value = iso_date(match) if match else None
    return Value(value, *match.span(), rule) if match and value else None


def _stated(text: str, pattern: re.Pattern[str], rule: str) -> Value | None:
    match = pattern.search(text)
    return Value(match["value"].strip(), *match.span("value"), rule) if match else None
