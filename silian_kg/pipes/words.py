"""Doc → its words with their parts of speech, as jieba cuts them: soft evidence for whoever looks, which no other stage needs."""

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from silian_kg.pipes.found import Found, leave, text_of


@Language.factory("silian_words", assigns=["doc.spans"])
def make_words(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the stage that finds words.

    Finds: the words of the text with jieba's tags of parts of speech (n, v, ns, …; x for punctuation and white space). They cover the text
    exactly: laid end to end, they are the text.

    Assigns: `doc.spans["words"]`, the tag as label.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> stage = nlp.add_pipe("silian_words")
        >>> doc = nlp("培养高技能人才")
        >>> [(span.text, span.label_) for span in doc.spans["words"]]
        [('培养', 'v'), ('高技能', 'n'), ('人才', 'n')]

    Scope: a word's edges are jieba's and may cut a name in two; that is why offsets are characters, and words only evidence.
    """
    return annotate_words


def annotate_words(doc: Doc) -> Doc:
    """Leave the words on a Doc; none on an empty one."""
    return leave(doc, "words", find_words(text_of(doc)))


def find_words(text: str) -> Iterator[Found]:
    """The words of a text with their tags, which cover it exactly.

    >>> [word.text for word in find_words("推进产教融合。")]
    ['推进', '产教', '融合', '。']
    """
    start = 0
    for word, tag in _tagger().lcut(text):
        end = start + len(word)
        yield Found(start, end, tag, word, "words/jieba")
        start = end


def cache_folder() -> Path:
    """Where jieba keeps its dictionary between runs: our own folder in the user's cache, so that no other program's file is in its way."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "silian-kg"


@cache
def _tagger() -> Any:
    """jieba's tagger over a dictionary of its own; quiet, and without the warnings that its source raises while it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir, tokenizer.cache_file = str(cache_folder()), "jieba.cache"
    except OSError:  # a read-only home: jieba then keeps it in the system's temporary folder
        tokenizer.cache_file = "silian-kg-jieba.cache"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer.initialize()
        return jieba.posseg.POSTokenizer(tokenizer)
