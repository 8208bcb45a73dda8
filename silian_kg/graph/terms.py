"""Names → IRIs and values → N-Quads terms: the only place where an IRI of ours is spelled out.

Instances and concepts carry Chinese local names, which are legal in IRIs, in Turtle and in SPARQL:
`<https://w3id.org/silian-kg/id/unit/山东省人力资源和社会保障厅-人才开发处>`.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

BASE = "https://w3id.org/silian-kg/"
SKG = BASE + "ns#"
ID = BASE + "id/"
VOCAB = BASE + "vocab/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
VOID = "http://rdfs.org/ns/void#"

# What Turtle and SPARQL may abbreviate; also the prefixes that every query of ours may use without declaring them.
PREFIXES: dict[str, str] = {
    "skg": SKG, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "skos": SKOS, "dcterms": DCTERMS, "eli": ELI, "org": ORG, "prov": PROV, "oa": OA,
    "void": VOID, "doc": ID + "doc/", "unit": ID + "unit/", "group": ID + "group/", "program": ID + "program/", "graph": ID + "graph/",
    "chain": VOCAB + "chain/", "field": VOCAB + "field/", "talent": VOCAB + "talent/", "carrier": VOCAB + "carrier/",
    "platform": VOCAB + "platform/", "act": VOCAB + "act/", "kind": VOCAB + "kind/", "role": VOCAB + "role/", "tool": VOCAB + "tool/",
    "unittype": VOCAB + "unittype/", "doctype": VOCAB + "doctype/", "linkkind": VOCAB + "linkkind/", "access": VOCAB + "access/",
    "region": VOCAB + "region/", "gb4754": VOCAB + "gb4754/", "sei2018": VOCAB + "sei2018/", "de2021": VOCAB + "de2021/",
}  # fmt: skip

INTEGER = f"^^<{XSD}integer>"
TRUE = f'"true"^^<{XSD}boolean>'
REGISTRY = ID + "graph/registry"  # units, groups, open names: one node for all notices that name it
ONTOLOGY = ID + "graph/ontology"
VOCABULARIES = ID + "graph/vocabulary/"  # with the name of its file: the graph of a vocabulary

QUOTES = re.compile(r"[“”‘’\"'「」『』]")  # “筑峰计划” and 筑峰计划 are one name
_BLANK = re.compile(r"\s+")
# RFC 3987: what an IRI segment may hold as it stands; ~ is kept for our own suffixes, % / # ? for their meaning
_UNSAFE = re.compile(
    r"[^A-Za-z0-9\-._+(),:@=*!$&;\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fef\u2ff0-\u2fff\u3001-\ud7ff"
    r"\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd]"
)
_NEEDS_ESCAPE = re.compile(r'[\\"\n\r]')


def plain(name: str) -> str:
    """A name without quotation marks and runs of blanks, as labels show it; what is nothing but such marks stays.

    >>> plain("“筑峰计划”")
    '筑峰计划'
    """
    return _BLANK.sub(" ", QUOTES.sub("", name)).strip() or name


@lru_cache(maxsize=65536)
def segment(name: str) -> str:
    """A name as the last part of an IRI; different names give different parts.

    >>> segment("鲁人社字〔2022〕161号"), segment("A/B 100%")
    ('鲁人社字〔2022〕161号', 'A%2FB%20100%25')
    """
    return _UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass")), name
    )


def bare(term: Any) -> str:
    """An IRI or a literal of Oxigraph without brackets, quotes and datatype; the graph of a notice has no other terms."""
    return str(term.value)


def name_of(iri: str) -> str:
    """The name that `segment` made the last part of an IRI from."""
    return unquote(iri[iri.rfind("/") + 1 :])


def text(value: str, *, _needs: Callable[[str], object] = _NEEDS_ESCAPE.search) -> str:
    """A plain string as an N-Quads literal.

    SPARQL resolves \\u before it reads a string, N-Quads after: a backslash before u is therefore written so that both read the same.
    """
    if _needs(value):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        if "\\u" in escaped or "\\U" in escaped:
            escaped = escaped.replace("\\u", "\\\\u0075").replace("\\U", "\\\\u0055")
        return f'"{escaped}"'
    return f'"{value}"'


word = lru_cache(maxsize=4096)(text)
"""`text` for what comes again and again: names of rules, kinds, cues."""


def label(value: str) -> str:
    """A Chinese label as an N-Quads literal."""
    return text(value) + "@zh"


def number(value: int) -> str:
    """A count or an offset as an N-Quads literal."""
    return f'"{value}"{INTEGER}'


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema datatype, which `datatype` names without its namespace."""
    return f"{text(value)}^^<{XSD}{datatype}>"


def doc_graph(key: str) -> str:
    """The graph of everything that one notice says."""
    return f"{ID}graph/doc/{segment(key)}"


def text_graph(key: str) -> str:
    """The graph of the text of one notice."""
    return f"{ID}graph/text/{segment(key)}"


def derived_graph(key: str) -> str:
    """The graph of what the rules derive from one notice."""
    return f"{ID}graph/derived/{segment(key)}"


def document(key: str) -> str:
    """The document itself: the notice as issued."""
    return f"{ID}doc/{segment(key)}"


def annex(key: str) -> str:
    """The document that the notice issues (被印发件)."""
    return f"{ID}doc/{segment(key)}-附"


def source_text(key: str) -> str:
    """The text of a notice."""
    return f"{ID}doc/{segment(key)}/text"


def provision(key: str, id_: str) -> str:
    """A section or a measure of a notice."""
    return f"{ID}doc/{segment(key)}/{segment(id_)}"


def concept(scheme: str, name: str) -> str:
    """A concept of one of our vocabularies, by its label."""
    return f"{VOCAB}{scheme}/{segment(name)}"


def minted(kind: str, name: str) -> str:
    """A node that no vocabulary holds: unit, group, program, talent, industry, platform …"""
    return f"{ID}{kind}/{segment(name)}"
