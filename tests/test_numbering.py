"""Numbers at the heads of sections: what is one, what it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.reading.numbering import Level, marker_at, value_of


def han(number: int) -> str:
    """A number below 200 as Chinese numbers of sections are written: 21 → 二十一."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


@given(st.integers(1, 199))
def test_a_chinese_number_counts_what_it_says(number):
    assert value_of(han(number)) == number
    assert value_of(str(number)) == number


@pytest.mark.parametrize(
    ("text", "level", "number", "value"),
    [
        ("一、总体要求", Level.HAN, "一", 1),
        ("二十一、保障", Level.HAN, "二十一", 21),
        ("—、总体要求", Level.HAN, "一", 1),  # a dash that is misprinted for 一
        ("（十三)强化", Level.HAN_BRACKET, "十三", 13),
        ("(二)目标", Level.HAN_BRACKET, "二", 2),
        ("3.培养", Level.ARABIC, "3", 3),
        ("3．培养", Level.ARABIC, "3", 3),
        ("3、培养", Level.ARABIC, "3", 3),
        ("1﹒落实", Level.ARABIC, "1", 1),
        ("2.2023年底前", Level.ARABIC, "2", 2),
        ("6.5G网络", Level.ARABIC, "6", 6),
        ("（4）材料", Level.ARABIC_BRACKET, "4", 4),
        ("4）材料", Level.ARABIC_HALF_BRACKET, "4", 4),
        ("③材料", Level.CIRCLE, "3", 3),
        ("⒊材料", Level.ARABIC, "3", 3),
        ("⑶材料", Level.ARABIC_BRACKET, "3", 3),
        ("㈢材料", Level.HAN_BRACKET, "三", 3),
        ("第一章总则", Level.CHAPTER, "一", 1),
        ("第 十 条 为规范", Level.ARTICLE, "十", 10),
        ("第二节 目标", Level.DIVISION, "二", 2),
    ],
)
def test_a_label_is_read_at_its_place(text, level, number, value):
    marker = marker_at(text, 0)

    assert marker is not None
    assert (marker.level, marker.number, marker.value) == (level, number, value)


@pytest.mark.parametrize(
    "text",
    ["2.5万人", "2023年", "一是加强", "三个方面", "第一书记", "第三条款", "十分重要", "（试行）", "100人", "", "零、"],
)
def test_what_only_looks_like_a_label_is_none(text):
    assert marker_at(text, 0) is None


def test_a_label_is_sought_at_the_place_alone():
    assert marker_at("见一、二", 0) is None
    assert marker_at("见一、二", 1) is not None
