"""SPARQL in, plain rows out: prefixes that need no declaration, refusal of calls to other servers, and terms as Python values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from silian_kg.errors import QueryError
from silian_kg.graph import terms as t

Value = str | int | float | bool | None

_INTEGERS = {t.XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {t.XSD + name for name in ("decimal", "double", "float")}
# What holds no keyword, token by token as SPARQL reads it (SPARQL 1.1, 19.8). A name ends before a full stop: rather too much is left than too little.
_NO_KEYWORD = re.compile(
    r"""
    \"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | \'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}   # long strings; \" ends none
  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'                       # strings
  | <[^<>"{}|^`\\\s]*>                                                   # IRIs
  | \#[^\n\r]*                                                           # comments; a carriage return ends them, too
  | [?$]\w+ | @[A-Za-z][A-Za-z0-9-]* | (?P<name>[\w-]*:[\w:-]*)           # variables, languages, names with a prefix
    """,
    re.VERBOSE | re.DOTALL,
)
_CALL = re.compile("SERVICE", re.IGNORECASE)  # even in 5SERVICE, which is the number 5 and the keyword
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)


class Iri(str):
    """An IRI among the values of a row."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT: names of the columns, and rows of strings, `Iri`s, numbers, booleans, or None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def with_prefixes(sparql: str) -> str:
    """A query with our prefixes declared before it, where it does not declare them itself.

    Raises:
        QueryError: it calls another server (SERVICE).
    """
    if _CALL.search(keywords_only(sparql)):
        raise QueryError("SERVICE asks another server, which this store does not do; take it out")
    declared = set(_DECLARED.findall(_blanked(sparql, names=False)))
    return (
        "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in t.PREFIXES.items() if prefix not in declared) + sparql
    )


def names_dataset(sparql: str) -> bool:
    """Whether a query says itself what it asks (FROM, FROM NAMED), so that its default graph is not the union of all.

    >>> names_dataset("ASK FROM <urn:x> { ?s ?p ?o }"), names_dataset('ASK { ?s ?p "FROM" }')
    (True, False)
    """
    return _FROM.search(keywords_only(sparql)) is not None


def keywords_only(sparql: str) -> str:
    """A query with blanks in place of its strings, IRIs, comments, variables and names: keywords, numbers and marks stay where they are.

    >>> keywords_only('SELECT ?x { ?x ex:y "SERVICE" }')
    'SELECT    {                     }'
    """
    return _blanked(sparql, names=True)


def _blanked(sparql: str, *, names: bool) -> str:
    return _NO_KEYWORD.sub(lambda token: " " * len(token[0]) if names or not token["name"] else token[0], sparql)


def rows_of(answer: object) -> Rows:
    """The rows of Oxigraph's answer to a SELECT.

    Raises:
        QueryError: the query was no SELECT, or failed while it ran.
    """
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError("this query is no SELECT; use ask or construct")
    columns = tuple(variable.value for variable in answer.variables)
    try:
        rows = tuple(tuple(value_of(solution[column]) for column in columns) for solution in answer)
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error
    return Rows(columns, rows)


def value_of(term: object) -> Value:
    """A term as a Python value.

    >>> value_of(ox.Literal("12", datatype=ox.NamedNode(t.XSD + "integer"))), value_of(ox.Literal("海洋", language="zh"))
    (12, '海洋')
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _FLOATS:
            return float(term.value)
        if datatype == t.XSD + "boolean":
            return term.value in ("true", "1")
        return term.value
    return str(term)
