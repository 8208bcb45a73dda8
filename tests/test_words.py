"""Words: jieba's words and tags over the characters of a Doc."""

import subprocess
import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.found import found
from silian_kg.pipes.words import cache_folder, find_words


def test_words_carry_their_part_of_speech():
    assert [(word.text, word.label) for word in find_words("培养高技能人才。")] == [
        ("培养", "v"),
        ("高技能", "n"),
        ("人才", "n"),
        ("。", "x"),
    ]


@given(
    st.one_of(
        st.text(max_size=60), st.text(alphabet="人才链教育产业创新融合发展，。\r\n\t 　ABCabc0123%.𠀀“”", max_size=60)
    )
)
def test_words_laid_end_to_end_are_the_text(text):
    words = list(find_words(text))

    assert "".join(word.text for word in words) == text
    assert all(text[word.start : word.end] == word.text for word in words)


@pytest.mark.parametrize("tokenizer", [None, "silian.CharacterTokenizer.v1"])
def test_the_stage_leaves_words_whatever_the_tokens_are(tokenizer):
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer}}} if tokenizer else {})
    nlp.add_pipe("silian_words")
    doc = nlp("推进产教融合。")

    assert (
        [span.text for span in doc.spans["words"]]
        == [word.text for word in found(doc, "words")]
        == ["推进", "产教", "融合", "。"]
    )


def test_an_empty_text_has_no_words():
    assert list(find_words("")) == []


def test_words_come_without_a_word_on_the_terminal(tmp_path):
    """In a fresh process with an empty cache: no message of jieba's, no warning of its source."""
    code = "from silian_kg.pipes.words import find_words; assert [w.text for w in find_words('人才')] == ['人才']"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path), "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert [path.name for path in (tmp_path / "silian-kg").iterdir()] == ["jieba.cache"]


def test_the_cache_follows_the_user_s_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert cache_folder() == tmp_path / "silian-kg"
