"""Reading a text file: every encoding strictly, every refusal with what, where and what would do; never slow, never wild."""

import contextlib
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import silian_kg.reading
from silian_kg.errors import ReadingError
from silian_kg.reading import read, read_text

NOTICE = "各有关单位：\r\n为培养人才，现通知如下。\r\n一、引进专家，落实待遇。\r\n二、培养工匠，建设基地。\r\n"


def test_what_reading_gives_to_others_is_sorted_and_there():
    assert silian_kg.reading.__all__ == sorted(silian_kg.reading.__all__)
    assert all(hasattr(silian_kg.reading, name) for name in silian_kg.reading.__all__)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_reads_the_same_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE.encode(encoding))

    document = read(path)

    assert document.source == NOTICE
    assert [each.id for each in document.measures()] == ["一", "二"]
    assert document.name == "通知.txt"


def test_an_encoding_that_is_named_counts(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode("gb18030"))

    assert read(path, encoding="gb18030").source == NOTICE
    with pytest.raises(ReadingError, match=r"notice\.txt.*utf-8"):
        read(path, encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty|only spaces"),
        (b"\x00\x01\x02\x03" * 50, "notice.txt"),
        ("一、人才".encode() + b"\xff\xfe\xff", "notice.txt"),
        ("随笔一篇，写春天的花和夏天的雨，没有别的。".encode(), "no measures"),
        (b"The quick brown fox jumps over the lazy dog.", "no measures"),
    ],
)
def test_what_is_no_notice_is_refused_with_its_name(tmp_path, content, words):
    path = tmp_path / "notice.txt"
    path.write_bytes(content)

    with pytest.raises(ReadingError, match=words) as caught:
        read(path)

    assert "notice.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ReadingError, match=r"missing\.txt"):
        read(tmp_path / "missing.txt")
    with pytest.raises(ReadingError, match="folder"):
        read(tmp_path)


def test_an_empty_string_is_refused():
    with pytest.raises(ReadingError, match="示例"):
        read_text(" \n", name="示例")


def test_reading_twice_gives_the_same(founding_path):
    assert read(founding_path) == read(founding_path)


def test_the_source_of_a_piece_is_what_it_was_made_of(founding_document):
    for measure in founding_document.measures():
        start, end = founding_document.source_extent(measure.start, measure.own_end)
        made_of = iter(re.sub(r"\s", "", founding_document.source[start:end]))

        assert all(
            char in made_of
            for char in re.sub(r"[，；：（）\s]", "", founding_document.text[measure.start : measure.own_end])
        )


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="一二三（）、。；：，\n 1234.各有关单位政府办公室关于印发《》的通知方案年月日〔〕号附件第章条责任",
        max_size=300,
    )
)
def test_any_text_is_read_or_refused(text):
    try:
        document = read_text(text, name="示例")
    except ReadingError:
        return

    leaves = list(document.measures())
    assert leaves or any("no measures in its text" in note for note in document.notes)
    assert all(0 <= each.start <= each.body <= each.own_end <= len(document.text) for each in leaves)
    assert 0 <= document.preamble[0] <= document.preamble[1] <= len(document.text)


HARD = {
    "brackets": "（" * 300_000,
    "quotation": "《" * 300_000,
    "figures": "1" * 1_000_000,
    "numbers": "1." * 300_000,
    "numbers in brackets": "。（一）" * 100_000,
    "dates": "2031年1月2日" * 50_000,
    "names of authorities": "国务院" * 100_000,
    "numbers of documents": "国发〔2031〕1号" * 50_000,
    "issuing": "印发《政策措施方案》" * 50_000,
    "addressing": "各部门、" * 80_000 + "：\n一、发展。",
    "stars": "*" * 300_000,
    "links": "](" * 150_000,
    "tags": "<a" * 150_000,
    "spaces": " " * 500_000 + "一",
    "clauses": "一、" + "（责任单位：" * 60_000,
    "lines": "政，\n" * 60_000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_reading_takes_time_in_proportion(text):
    started = time.process_time()
    with contextlib.suppress(ReadingError):
        read_text(text, name="示例")

    assert time.process_time() - started < 5


def read_or_refusal(path):
    try:
        return read(path)
    except ReadingError as refusal:
        return str(refusal)


def test_all_shared_notices_are_read_or_refused_for_want_of_measures(shared):
    folders = ((shared / "bulk", "*.txt"), (shared / "notices", "*.txt"), (shared / "notices", "*.md"))
    for path in sorted(path for folder, ending in folders for path in folder.glob(ending)):
        document = read_or_refusal(path)
        if isinstance(document, str):
            assert "no measures" in document
        else:
            assert len(document.origins) == len(document.text)
            assert all(before.own_end <= after.start for before, after in pairwise(document.measures()))


def test_a_letter_whose_measures_are_elsewhere_gives_its_head():
    letter = "某省人民政府办公厅关于印发人才行动计划的通知\n某政办发〔2024〕5号\n各市人民政府：\n现将《人才行动计划》印发给你们，请遵照执行。\n某省人民政府办公厅\n2024年3月1日\n"
    document = read_text(letter, name="通知.txt")

    assert list(document.measures()) == []
    assert document.head.number.value == "某政办发〔2024〕5号"
    assert document.head.date.value == "2024-03-01"
    assert document.notes == ("no measures in its text, only its head; are they in an attachment?",)
