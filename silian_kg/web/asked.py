"""A request → what it asks for: facets, bounds, kinds and things, checked."""

import re
from urllib.parse import quote, unquote_to_bytes

from starlette.datastructures import QueryParams

from silian_kg.graph.terms import BASE, segment
from silian_kg.views.network import TYPES
from silian_kg.views.selection import FACETS, Choice
from silian_kg.web.replies import Refused

__all__ = ["choice_of", "iri_of", "number_of", "one_of", "things_of", "types_of", "url_path"]

NOT_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")  # %E6%B5%B7 is 海; %2F stays what it is in the IRI
MOST_VALUES = 200  # of one facet
LONGEST = 2000  # characters of one value


def choice_of(params: QueryParams) -> Choice:
    """The facets of a request; a value that no measure has leaves nothing."""
    return Choice(**{facet: frozenset(values_of(params, facet)) for facet in (*FACETS, "thing")})


def values_of(params: QueryParams, name: str) -> list[str]:
    """The values of a parameter that may be repeated, without empty ones."""
    values = [value for value in params.getlist(name) if value]
    if len(values) > MOST_VALUES or any(len(value) > LONGEST for value in values):
        raise Refused(400, f"{name} may be given {MOST_VALUES} times, with {LONGEST} characters each")
    return values


def things_of(params: QueryParams, name: str = "thing") -> list[str]:
    """The IRIs of a parameter; a path of ours stands for its IRI."""
    return [BASE + value[1:] if value.startswith(("/id/", "/vocab/")) else value for value in values_of(params, name)]


def types_of(params: QueryParams) -> tuple[str, ...]:
    """The types of elements of a request."""
    return tuple(value for value in values_of(params, "type") if value in TYPES)


def number_of(params: QueryParams, name: str, default: int, most: int) -> int:
    """A whole number from 0 to `most`; what is more is taken for `most`."""
    given = params.get(name)
    if given is None or given == "":
        return default
    if not given.isascii() or not given.isdecimal() or len(given) > 9:
        raise Refused(400, f"{name}={given[:40]!r} is no whole number")
    return min(int(given), most)


def one_of(params: QueryParams, name: str, values: tuple[str, ...]) -> str:
    """One of some words, the first where none is given."""
    given = params.get(name) or values[0]
    if given not in values:
        raise Refused(400, f"{name}={given[:40]!r} is none of {', '.join(values)}")
    return given


def iri_of(raw_path: bytes) -> str:
    """The IRI whose page a path is: its part below ours, with what is not ASCII decoded as RFC 3987 (3.2) says.

    >>> iri_of("/vocab/field/%E6%B5%B7%E6%B4%8B".encode())
    'https://w3id.org/silian-kg/vocab/field/海洋'

    Raises:
        Refused: the path is not UTF-8.
    """
    try:
        path = raw_path.decode("utf-8")
        decoded = NOT_ASCII.sub(lambda match: segment(unquote_to_bytes(match[0]).decode("utf-8")), path)
    except UnicodeDecodeError as error:
        raise Refused(400, "the path is not UTF-8") from error
    return BASE + decoded.lstrip("/")


def url_path(path: str) -> str:
    """The path of a thing as it stands in a URL.

    >>> url_path("/vocab/field/海洋")
    '/vocab/field/%E6%B5%B7%E6%B4%8B'
    """
    return quote(path, safe="/%:@!$&'()*+,;=~-._")
