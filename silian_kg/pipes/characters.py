"""Text → Doc with one token a character, so that a token's index is the character's offset and no segmenter can lose evidence."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab


class CharacterTokenizer(DummyTokenizer):
    """Makes one token of every character, white space included; `len(doc) == len(text)` always holds.

    It has nothing to save, so a pipeline with it can be written to disk and read back as any other.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make the Doc of a text; an empty text gives an empty Doc."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


@registry.tokenizers("silian.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def make_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Register the tokenizer for spaCy's configuration."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)
