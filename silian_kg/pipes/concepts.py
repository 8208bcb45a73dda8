"""Text → every label of the matched vocabularies that stands in it, the longest at each place."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.pipes.found import Found, leave, text_of
from silian_kg.pipes.matching import Words
from silian_kg.vocabulary import Concept, load_vocabulary

STAGE = "concepts"


class Concepts:
    """Finds the labels of all schemes whose `skg:matched` is true, over all of them at once: the longest label wins.

    Assigns: `doc._.found["concepts"]`, `doc.spans["concepts"]`: label = type of a mention (industry, talent, platform, carrier,
    program, activity, chain, field-group) or "decoy", text = the label as it stands, concept = IRI.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> stage = nlp.add_pipe("silian_concepts")
        >>> [(found.label, found.text) for found in nlp("围绕人工智能培养高技能人才")._.found["concepts"]]
        [('industry', '人工智能'), ('talent', '高技能人才')]

    Scope: labels only, wherever they stand, be it inside a longer name or a title; the names stage decides what is a mention.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.words = Words(load_vocabulary(folder).labels)

    def __call__(self, doc: Doc) -> Doc:
        """Leave the labels that stand in the text."""
        text = text_of(doc)
        return leave(doc, STAGE, [_found(text, *match) for match in self.words.scan(text)])


def _found(text: str, start: int, end: int, concept: Concept) -> Found:
    return Found(start, end, concept.type, text[start:end], "concepts/label", concept.iri)


@Language.factory("silian_concepts", default_config={"folder": None}, assigns=["doc._.found", "doc.spans"])
def make_concepts(nlp: Language, name: str, folder: str | None) -> Concepts:
    """Make the stage; `folder` holds the vocabularies as Turtle (by default those of the package)."""
    return Concepts(None if folder is None else Path(folder))
