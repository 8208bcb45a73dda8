"""Vocabulary matches and open names → the typed, non-overlapping mentions of a text."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.pipes.coordination import Lists, shared_programs
from silian_kg.pipes.edges import Edges
from silian_kg.pipes.fields import named_fields
from silian_kg.pipes.found import Found, found, leave, text_of
from silian_kg.pipes.heads import Heads
from silian_kg.pipes.people import People
from silian_kg.pipes.quotation import quoted_names
from silian_kg.vocabulary import load_vocabulary

STAGE = "names"

# A collective field that the text does not name: “四链融合”重点产业领域, 相关重点领域, 各产业领域, 地方重点产业
FIELD_GROUP: Final = re.compile(
    r"(?:“[^“”]{2,8}”)?(?:(?:相关|有关|各|地方|本地|关键|重点|优势|特色|主导|支柱|战略|专业|产业|急需)+(?:领域|产业|行业)|(?<=”)领域)(?![链园化工部])"
)
# “数据要素×” is a program, 数据要素×|金融服务 a heading of it
OPEN_ENDED: Final = re.compile(r"[+＋×](?!”|行动|计划)")
TITLE: Final = re.compile(r"《[^《》]{2,60}》")


class Names:
    """Finds the names of a text."""

    def __init__(self) -> None:
        vocabulary = load_vocabulary()
        self.heads = Heads()
        self.contextual = frozenset(concept.iri for concept in vocabulary.concepts.values() if concept.contextual)
        self.labels = vocabulary.labels
        fields = [label for label, concept in vocabulary.labels.items() if concept.type == "industry" and not concept.contextual]
        self.people = People(fields, vocabulary.labels)

    def __call__(self, doc: Doc) -> Doc:
        """Leave the names that the text mentions."""
        text = text_of(doc)
        closed = [(clause.start, clause.end) for clause in found(doc, "clauses")]
        closed += [match.span() for match in TITLE.finditer(text)]
        candidates = sorted(self._candidates(doc, text), key=_rank)
        taken = bytearray(len(text))
        for start, end in closed:
            taken[start:end] = b"\x01" * (end - start)
        chosen = []
        for name in candidates:
            if 1 not in taken[name.start : name.end]:
                taken[name.start : name.end] = b"\x01" * (name.end - name.start)
                chosen.append(name)
        return leave(doc, STAGE, [self._identified(name) for name in chosen if name.label != "decoy"])

    def _candidates(self, doc: Doc, text: str) -> Iterator[Found]:
        matches: dict[str, list[Found]] = {}
        for match in found(doc, "concepts"):
            matches.setdefault(match.label, []).append(match)
        edges = Edges(text, [decoy for decoy in matches.get("decoy", ()) if decoy.text[-1] in "厅局部委办"])
        fields = matches.pop("industry", [])
        lists = Lists(edges, fields)
        yield from named_fields(text, fields, self.contextual, lists.known, edges.words)
        yield from lists.fields(text)
        yield from self.people.find(edges, matches.pop("talent", ()))
        for label in matches:
            yield from (match for match in matches[label] if not OPEN_ENDED.match(text, match.end - 1))
        yield from quoted_names(text)
        yield from self.heads.find(edges)
        yield from shared_programs(text)
        for match in FIELD_GROUP.finditer(text):
            yield Found(match.start(), match.end(), "field-group", match[0], "names/field-group")

    def _identified(self, name: Found) -> Found:
        """The same name with the concept whose label it is, where there is one of its type."""
        if name.concept:
            return name
        concept = self.labels.get(name.text)
        if concept is None or concept.type != name.label:
            return name
        return Found(name.start, name.end, name.label, name.text, name.rule, concept.iri)


def _rank(name: Found) -> tuple[int, int, int]:
    """The longest name first, then the leftmost, then the one of the vocabularies."""
    return name.start - name.end, name.start, 0 if name.concept else 1


@Language.factory("silian_names", assigns=["doc._.found", "doc.spans"])
def make_names(nlp: Language, name: str) -> Names:
    """Make the stage."""
    return Names()
