"""The numbers that open sections: 一、（一）1.（1）①, 第一章, 第一条, and what each counts."""

import re
from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """The kinds of numbers, from the outermost in (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）)."""

    PART = 0  # 第一编, 第一部分
    CHAPTER = 1  # 第一章
    DIVISION = 2  # 第一节
    ARTICLE = 3  # 第一条
    HAN = 4  # 一、
    HAN_BRACKET = 5  # （一）
    ARABIC = 6  # 1.
    ARABIC_BRACKET = 7  # （1）
    ARABIC_HALF_BRACKET = 8  # 1）
    CIRCLE = 9  # ①


class Marker(NamedTuple):
    """A number that may open a section: text[start:end] is its label, with punctuation."""

    start: int
    end: int
    level: Level
    number: str  # as written, without punctuation
    value: int


HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN = "[一二三四五六七八九十百零〇]{1,5}"
LABEL = re.compile(
    rf"""
      第\s*(?P<ordinal>{_HAN}|\d{{1,3}})\s*(?P<unit>部分|[编章节条])(?![款约件例])[\s、:：.．]{{0,3}}   # 第一章　第十条
      |[（(〔]\s*(?P<han_bracket>{_HAN})\s*[）)〕][、.．]?\s?       # （一）
      |(?P<han>{_HAN})\s?[、．.﹒]\s?                               # 一、
      |(?P<dash>[—－―])\s?、\s?                                   # —、 misprinted for 一、
      |[（(]\s*(?P<arabic_bracket>\d{{1,2}})\s*[）)][、.．]?\s?    # （1）
      |(?P<arabic>\d{{1,3}})\s?(?:[．、.﹒](?:(?!\d)|(?=(?:19|20)\d\d\s?年|[3-6]G)))\s?   # 1.  2.2023年底前
      |(?P<half>\d{{1,2}})[）)]\s?                                 # 1）
      |(?P<circle>[①-⑳])\s?                                       # ①
      |(?P<dotted>[⒈-⒛])\s?                                       # ⒈
      |(?P<bracketed>[⑴-⒇])\s?                                    # ⑴
      |(?P<han_single>[㈠-㈩])\s?                                  # ㈠
    """,
    re.VERBOSE,
)
UNITS = {"编": Level.PART, "部分": Level.PART, "章": Level.CHAPTER, "节": Level.DIVISION, "条": Level.ARTICLE}
LEVELS = {
    "han_bracket": Level.HAN_BRACKET,
    "han": Level.HAN,
    "dash": Level.HAN,
    "arabic_bracket": Level.ARABIC_BRACKET,
    "arabic": Level.ARABIC,
    "half": Level.ARABIC_HALF_BRACKET,
    "circle": Level.CIRCLE,
    "dotted": Level.ARABIC,
    "bracketed": Level.ARABIC_BRACKET,
    "han_single": Level.HAN_BRACKET,
}
FIRST_SIGNS = {"circle": "①", "dotted": "⒈", "bracketed": "⑴", "han_single": "㈠"}


def value_of(number: str) -> int:
    """What a Chinese or Arabic number up to 999 says: 二十一 → 21; 0 where it says nothing."""
    if number.isdecimal():
        return int(number)
    total = digit = 0
    for char in number:
        if char in ("十", "百"):
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = HAN_DIGITS.get(char, 0)
    return total + digit


STARTS = frozenset(
    "第（(〔0123456789—―－㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    + "一二三四五六七八九十百零〇"
    + "".join(map(chr, range(0x2460, 0x249C)))
)


def label_at(text: str, at: int) -> re.Match[str] | None:
    """The match of a number that stands at a place in the text, or None; `marker` tells what it says."""
    return LABEL.match(text, at) if text[at : at + 1] in STARTS else None


def marker_at(text: str, at: int) -> Marker | None:
    """The number that stands at a place in the text, or None."""
    match = label_at(text, at)
    return marker(match) if match else None


def level_of(match: re.Match[str]) -> Level:
    """The level of a matched number."""
    group = match.lastgroup or ""
    return UNITS[match["unit"]] if group == "unit" else LEVELS[group]


def marker(match: re.Match[str]) -> Marker | None:
    """What a matched number says; None where it counts nothing (零、)."""
    group = match.lastgroup or ""
    if group in FIRST_SIGNS:
        value = ord(match[group]) - ord(FIRST_SIGNS[group]) + 1
        number = "零一二三四五六七八九十"[value] if group == "han_single" else str(value)
    else:
        number = "一" if group == "dash" else re.sub(r"\s", "", match["ordinal"]) if group == "unit" else match[group]
        value = value_of(number)
    return Marker(match.start(), match.end(), level_of(match), number, value) if value else None
