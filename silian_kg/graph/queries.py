"""The competency questions: files ontology/queries/<name>.rq with a title, a question and parameters on top → rows.

    list_queries()                                                  # all of them, by name
    run(store, "units-serving-industry", industry="海洋")            # Rows; labels are looked up in the store
    get_query("units-serving-industry").question

A file runs as it stands, too: where it takes a parameter it says `VALUES ?industry { … }`, and `run` puts there the nodes that the label
names, as terms. What is given never becomes part of the query in any other way.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox

from silian_kg.errors import QueryError
from silian_kg.graph import terms as t
from silian_kg.graph.sparql import Iri, Rows
from silian_kg.graph.store import Store
from silian_kg.vocabulary import ontology_folder

__all__ = ["Parameter", "Query", "bound", "get_query", "labels_of", "list_queries", "run"]

HEADER = re.compile(r"^# (?P<key>title|question|parameter): (?P<value>.*)$", re.MULTILINE)
NEAREST = 5  # names that a message offers

# What a label of each type of parameter may name, and by which properties
_NAMED = "skos:prefLabel|skos:altLabel|skos:hiddenLabel"
LOOKUPS: dict[str, str] = {
    "field": f"""SELECT DISTINCT ?node ?label {{
        VALUES ?label {{ UNDEF }}
        ?node {_NAMED} ?label ; a ?class . FILTER(?class IN (skg:Industry, skg:TechDomain, skg:Discipline, skg:FieldGroup)) }}""",
    "unit": """SELECT DISTINCT ?node ?label {
        VALUES ?label { UNDEF }
        ?node skos:prefLabel|skos:altLabel|skg:localName ?label ; a ?class .
        FILTER(?class IN (org:FormalOrganization, org:OrganizationalUnit, skg:UnitGroup)) }""",
    "talent": f"SELECT DISTINCT ?node ?label {{ VALUES ?label {{ UNDEF }} ?node {_NAMED} ?label ; a skg:TalentType }}",
    "chain": f"SELECT DISTINCT ?node ?label {{ VALUES ?label {{ UNDEF }} ?node {_NAMED} ?label ; a skg:Chain }}",
    "certainty": """SELECT DISTINCT ?node ?label {
        VALUES ?label { UNDEF } ?node skos:notation|skos:prefLabel ?label ; a skg:Certainty }""",
    "measure": """SELECT DISTINCT ?node ?label {
        VALUES ?label { UNDEF } ?node dcterms:identifier|eli:number ?label ; a skg:Measure }""",
    "notice": """SELECT DISTINCT ?node ?label {
        VALUES ?label { UNDEF } ?other dcterms:identifier|dcterms:title ?label ; skg:sourceText ?text .
        ?node skg:sourceText ?text ; dcterms:identifier ?key }""",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query. `type` tells what its label may name; `default` stands where none is given, None: all, or refused if `required`."""

    name: str
    type: str
    required: bool
    default: str | None
    example: str
    about: str
    about_en: str


@dataclass(frozen=True, slots=True)
class Query:
    """A competency question."""

    name: str
    title: str
    title_en: str
    question: str
    question_en: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def list_queries() -> tuple[Query, ...]:
    """All queries, by name.

    >>> [query.name for query in list_queries()][:2]
    ['basis-of-notice', 'elements-supporting-chain']
    """
    folder = ontology_folder() / "queries"
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def get_query(name: str) -> Query:
    """The query of a name.

    Raises:
        QueryError: there is none; the message offers the nearest names.
    """
    by_name = {query.name: query for query in list_queries()}
    if name not in by_name:
        nearest = get_close_matches(name, by_name, NEAREST, 0.4) or sorted(by_name)[:NEAREST]
        raise QueryError(f"no query {name!r}; did you mean {' or '.join(nearest)}? `silian query` lists all")
    return by_name[name]


def parse(name: str, text: str) -> Query:
    """Read a query file.

    Raises:
        QueryError: the head lacks a title or a question, or a parameter is described in another form.
    """
    head: dict[str, list[list[str]]] = {"title": [], "question": [], "parameter": []}
    for match in HEADER.finditer(text):
        head[match["key"]].append([part.strip() for part in match["value"].split("|")])
    try:
        (title, title_en), (question, question_en) = head["title"][0], head["question"][0]
        parameters = tuple(_parameter(*parts) for parts in head["parameter"])
    except (IndexError, ValueError, TypeError) as error:
        raise QueryError(
            f"{name}.rq: the head wants `# title: zh | en`, `# question: zh | en` and"
            " `# parameter: name | type | required, optional or default | example | zh | en`"
        ) from error
    return Query(name, title, title_en, question, question_en, parameters, text)


def run(store: Store, name: str, **values: str) -> Rows:
    """Answer a query with the labels (or IRIs) given for its parameters.

    Returns:
        The rows; () where the notices do not say.

    Raises:
        QueryError: no such query or parameter, a parameter is wanting, or a label names nothing in the store; the message offers the nearest.
    """
    return store.select(bound(store, name, **values))


def bound(store: Store, name: str, **values: str) -> str:
    """The text of a query with the nodes put in that the labels (or IRIs) given for its parameters name; raises as `run` does."""
    query = get_query(name)
    known = {parameter.name: parameter for parameter in query.parameters}
    for given in values:
        if given not in known:
            takes = ", ".join(known) or "none"
            raise QueryError(f"{name} has no parameter {given!r}; it takes {takes}")
    text = query.text
    for parameter in query.parameters:
        value = values.get(parameter.name) or parameter.default
        if value is None and parameter.required:
            raise QueryError(f"{name} wants a {parameter.name}: {parameter.about}; for example {parameter.example}")
        nodes = "UNDEF" if value is None else " ".join(str(node) for node in _nodes(store, parameter.type, value))
        text = _bind(text, parameter.name, nodes)
    return text


def labels_of(store: Store, type_: str) -> tuple[str, ...]:
    """All labels that a parameter of a type may be given, sorted."""
    return tuple(sorted({str(row["label"]) for row in store.select(LOOKUPS[type_])}))


def _parameter(name: str, type_: str, need: str, example: str, about: str, about_en: str) -> Parameter:
    if need not in ("required", "optional", "default") or type_ not in LOOKUPS:
        raise ValueError(need)
    return Parameter(name, type_, need == "required", example if need == "default" else None, example, about, about_en)


def _bind(text: str, name: str, nodes: str) -> str:
    """Put nodes into the VALUES of a parameter: VALUES ?industry { UNDEF } → VALUES ?industry { <…/海洋> }."""
    block = re.compile(r"(VALUES \?" + re.escape(name) + r" \{ )[^}]*( \})")
    return block.sub(lambda match: match[1] + nodes + match[2], text)


def _nodes(store: Store, type_: str, value: str) -> list[ox.NamedNode]:
    """The nodes that a label names, of the vocabularies, the standard classifications and the notices."""
    if value.startswith(("http://", "https://")):
        try:
            return [ox.NamedNode(value)]
        except ValueError as error:
            raise QueryError(f"{value!r} is no IRI: {error}") from error
    wanted = t.plain(value)
    lookup = LOOKUPS[type_]
    literals = [
        ox.Literal(label, language=language) for label in dict.fromkeys((value, wanted)) for language in (None, "zh")
    ]
    rows = store.select(_bind(lookup, "label", " ".join(str(literal) for literal in literals)))
    found = sorted({str(row["node"]) for row in rows if isinstance(row["node"], Iri)})
    if not found:
        nearest = _nearest(wanted, list(labels_of(store, type_)))
        offer = f"; did you mean {'、'.join(nearest)}?" if nearest else ""
        raise QueryError(f"no {type_} is called {value!r} here{offer}")
    return [ox.NamedNode(iri) for iri in found]


def _nearest(wanted: str, labels: list[str]) -> list[str]:
    """Labels that hold what is wanted or lie in it, then those that look like it."""
    holding = [label for label in labels if wanted in label or (len(label) > 1 and label in wanted)]
    near = get_close_matches(wanted, labels, NEAREST, 0.5)
    ordered = sorted(holding, key=lambda label: (abs(len(label) - len(wanted)), label)) + near
    return list(dict.fromkeys(ordered))[:NEAREST]
