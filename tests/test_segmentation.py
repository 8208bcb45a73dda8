"""Word edges: where jieba's words begin and end, from whichever of its two engines is installed."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.segmentation import word_edges


def test_a_character_inside_a_word_is_no_edge():
    assert word_edges("复旦大学和同济大学") == {0, 4, 5, 9}


def test_an_empty_text_has_one_edge():
    assert word_edges("") == {0}


def test_both_engines_put_the_same_edges_into_the_founding_notice(founding_document):
    import jieba

    jieba.setLogLevel(60)
    lines = [line for line in founding_document.text.splitlines() if line.strip()]
    differing = [line for line in lines if word_edges(line) != {0, *accumulate(map(len, jieba.cut(line)))}]

    assert differing == []


@given(st.text("同济大学和人才中心ABC12，。 ", max_size=30))
def test_the_ends_of_a_text_are_edges_and_none_lies_outside(text):
    edges = word_edges(text)

    assert {0, len(text)} <= edges
    assert all(0 <= edge <= len(text) for edge in edges)
