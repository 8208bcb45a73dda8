"""The numbers that Word generates read back as what they count; tables and layout by their own rules."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.reading.formats import load_bytes
from silian_kg.reading.glyphs import Glyph, Page, Rule, strips_of
from silian_kg.reading.grids import grids_of
from silian_kg.reading.layout import lay_out
from silian_kg.reading.lines import plain
from silian_kg.reading.numbering import value_of
from silian_kg.reading.tables import lines_of, plain_cells
from silian_kg.reading.word_numbering import format_number


@given(st.integers(1, 999))
def test_a_chinese_number_reads_back_as_what_it_counts(number: int) -> None:
    assert value_of(format_number(number, "chineseCountingThousand")) == number


@pytest.mark.parametrize(("number", "form", "written"), [
    (10, "chineseCounting", "十"), (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"), (2022, "ideographDigital", "二〇二二"),
    (12, "chineseLegalSimplified", "壹拾贰"), (3, "ideographTraditional", "丙"), (21, "decimalEnclosedCircle", "21"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"),
    (5, "decimalZero", "05"), (7, "decimalFullWidth", "７"), (9, "none", ""), (10_000, "chineseCounting", "10000"), (6, "unheardOf", "6"),
])  # fmt: skip
def test_each_form_writes_as_word_does(number: int, form: str, written: str) -> None:
    assert format_number(number, form) == written


@given(
    st.integers(-5, 10**9),
    st.sampled_from(
        [
            "chineseCounting",
            "upperRoman",
            "lowerLetter",
            "decimalEnclosedCircle",
            "ideographDigital",
            "chineseLegalSimplified",
        ]
    ),
)
def test_no_count_is_too_large_for_a_form(number: int, form: str) -> None:
    assert len(format_number(number, form)) < 40


# --- tables ------------------------------------------------------------------------------------------------------------------------


def read_rows(*rows: tuple[str, ...]) -> list[str]:
    return [plain(line) for line in lines_of(plain_cells(rows))]


def test_a_table_that_names_who_and_what_reads_as_measures() -> None:
    assert read_rows(
        ("序号", "工作任务", "牵头处室", "完成时间"),
        ("一", "建库。", "信息处", "年底"),
        ("（二）", "建网。", "无", "—"),
    ) == [
        "一、建库。（牵头处室：信息处；完成时间：年底）",
        "（二）建网。",
    ]


def test_a_table_without_units_stays_a_table() -> None:
    assert read_rows(("地区", "项目"), ("济南", "三个")) == ["地区\t项目", "济南\t三个"]


def test_rows_of_labels_and_values_read_as_a_catalogue() -> None:
    assert read_rows(("索引号", "0001", "发文机关", "人社厅"), ("文号：", "1号", "主题词：", "")) == [
        "索引号：0001",
        "发文机关：人社厅",
        "文号：1号",
    ]


def test_the_header_of_a_table_of_tasks_comes_again_on_each_page_and_is_read_once() -> None:
    header = ("序号", "重点任务", "责任单位")

    assert read_rows(header, ("1", "建库。", "甲处"), header, ("2", "建网。", "乙处")) == [
        "1.建库。（责任单位：甲处）",
        "2.建网。（责任单位：乙处）",
    ]


# --- layout ------------------------------------------------------------------------------------------------------------------------


def row_of(text: str, x: float, top: float, size: float = 16.0) -> list[Glyph]:
    return [Glyph(char, x + at * size, top, x + (at + 1) * size, top + size) for at, char in enumerate(text)]


def page_of(*rows: list[Glyph], rules: tuple[Rule, ...] = ()) -> Page:
    return Page(595, 842, [glyph for row in rows for glyph in row], list(rules))


def test_pieces_far_apart_are_strips_and_close_ones_are_not() -> None:
    apart = [strip.text for strip in strips_of(row_of("索引号", 80, 100) + row_of("文号", 300, 100))]
    close = [strip.text for strip in strips_of(row_of("索引号", 80, 100) + row_of("文号", 130, 100))]

    assert (apart, close) == (["索引号", "文号"], ["索引号文号"])


def test_a_line_that_reaches_the_margin_goes_on_and_a_shorter_one_does_not() -> None:
    full, rest, other = row_of("甲" * 20, 80, 100), row_of("乙" * 5, 80, 130), row_of("丙" * 18, 112, 160)

    assert lay_out([page_of(full, rest, other)]).text.split("\n") == ["甲" * 20 + "乙" * 5, "丙" * 18]


def test_a_small_figure_beside_a_word_stays_with_it() -> None:
    assert strips_of(row_of("平方米", 80, 100) + row_of("2", 128, 98, 9))[0].text == "平方米2"


def test_a_grid_needs_two_cells() -> None:
    box = [Rule(50, 50, 250, 50), Rule(50, 150, 250, 150), Rule(50, 50, 50, 150), Rule(250, 50, 250, 150)]

    assert grids_of(box) == []
    assert len(grids_of([*box, Rule(150, 50, 150, 150)])) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from("人才链a1（"), st.floats(0, 600), st.floats(0, 842), st.floats(1, 40)), max_size=40
    )
)
def test_no_character_of_a_lone_page_is_lost_unless_it_is_printed_over_itself(
    placed: list[tuple[str, float, float, float]],
) -> None:
    glyphs = [Glyph(char, x, y, x + size, y + size) for char, x, y, size in placed]
    strips = strips_of(glyphs)

    assert len("".join(strip.text for strip in strips).replace(" ", "")) <= len(glyphs)
    assert set("".join(strip.text for strip in strips)) - {" "} == {glyph.char for glyph in glyphs}


# --- python-docx -------------------------------------------------------------------------------------------------------------------


def test_what_python_docx_writes_is_read() -> None:
    import docx

    document = docx.Document()
    document.add_heading("关于印发若干措施的通知", level=1)
    document.add_paragraph("举办研修班。", style="List Number")
    document.add_paragraph("发布目录。", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("重点任务", "责任单位", "完成时限", "建库。", "信息处", "年底")):
        table.cell(at // 3, at % 3).text = text
    out = io.BytesIO()
    document.save(out)

    assert load_bytes(out.getvalue(), name="x.docx").text.split("\n") == [
        "关于印发若干措施的通知",
        "1. 举办研修班。",
        "2. 发布目录。",
        "1.建库。（责任单位：信息处；完成时限：年底）",
    ]
