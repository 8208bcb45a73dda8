"""Words: where they stand in a text, leftmost first and the longest at each place."""

from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.matching import Words


def found(words, text):
    return [text[start:end] for start, end, _ in Words(dict.fromkeys(words)).scan(text)]


def test_the_longest_word_at_a_place_is_found():
    assert found(["人工智能", "智能", "智能制造", "人工智能大模型"], "人工智能大模型与智能制造") == [
        "人工智能大模型",
        "智能制造",
    ]


def test_the_leftmost_of_two_words_that_overlap_is_found():
    assert found(["高校毕业", "毕业生"], "高校毕业生") == ["高校毕业"]


def test_a_latin_word_is_found_only_as_a_whole():
    assert found(["AI", "5G"], "AI在MAIN与5G、15G、5GHz中，AI") == ["AI", "5G", "AI"]


def test_a_shorter_word_is_found_where_the_longer_is_cut():
    assert found(["人工智能A", "人工智能"], "人工智能AB") == ["人工智能"]


def test_a_word_that_edges_cut_hides_none_behind_it():
    words = Words({"构建": 1, "建立": 2, "在": 3})

    assert words.scan("机构建立", edges={0, 2, 4}) == [(2, 4, 2)]
    assert words.scan("机构建立") == [(1, 3, 1)]
    assert words.scan("存在", edges={2}) == []


def test_no_words_find_nothing():
    assert found([], "人工智能") == []
    assert found(["人工智能"], "") == []


def test_the_value_of_a_word_comes_with_it():
    assert Words({"海洋": 1, "农业": 2}).scan("农业和海洋") == [(0, 2, 2), (3, 5, 1)]


@given(st.sets(st.text("甲乙丙", min_size=1, max_size=5), min_size=1, max_size=6), st.text("甲乙丙丁", max_size=30))
def test_the_words_found_are_those_that_reading_from_left_to_right_finds(words, text):
    expected, place = [], 0
    while place < len(text):
        here = [word for word in words if text.startswith(word, place)]
        if here:
            expected.append(max(here, key=len))
            place += len(expected[-1])
        else:
            place += 1

    assert found(sorted(words), text) == expected
