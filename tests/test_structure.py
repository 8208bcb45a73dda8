"""Structure: the tree of numbered sections, and which of them are measures."""

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silian_kg.document import Section
from silian_kg.reading import read_text
from silian_kg.reading.paragraphs import paragraphs_of
from silian_kg.reading.structure import sections_of
from tests.test_numbering import han

LABELS = (lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）", lambda n: f"{n}.", lambda n: f"（{n}）")


@dataclass
class Tree:
    """A section to write: its children, none for a measure."""

    children: list["Tree"]


def trees(depth: int) -> st.SearchStrategy[Tree]:
    """Trees of sections up to this depth."""
    if depth == 0:
        return st.just(Tree([]))
    return st.builds(Tree, st.just([]) | st.lists(trees(depth - 1), min_size=2, max_size=4))


def written(roots: list[Tree], level: int = 0, above: str = "") -> list[tuple[str, str, bool]]:
    """Each section in order as its id, its line, and whether it is a measure."""
    lines = []
    for count, tree in enumerate(roots, start=1):
        number = han(count) if level < 2 else str(count)
        path = f"{above}.{number}" if above else number
        text = (
            "推进工作开展"
            if tree.children
            else f"支持{han(count)}类人才发展。完善服务体系，落实{path.count('.')}项政策。"
        )
        lines.append((path, LABELS[level](count) + text, not tree.children))
        lines += written(tree.children, level + 1, path)
    return lines


def ids(text: str) -> list[str]:
    return [section.id for root in sections_of(text, 0, len(text)) for section in root.walk()]


def measures(text: str) -> list[Section]:
    return [each for root in sections_of(text, 0, len(text)) for each in root.walk() if each.is_measure]


@given(st.lists(trees(3), min_size=1, max_size=5))
def test_sections_on_lines_are_read_as_they_were_written(roots):
    lines = written(roots)
    text = "\n".join(line for _, line, _ in lines)

    assert ids(text) == [path for path, _, _ in lines]
    assert [each.id for each in measures(text)] == [path for path, _, measure in lines if measure]


@given(st.lists(trees(2), min_size=2, max_size=5))
def test_sections_glued_on_one_line_are_read_as_they_were_written(roots):
    lines = written(roots)
    text = "".join(line for _, line, _ in lines)

    assert ids(text) == [path for path, _, _ in lines]


@given(st.lists(trees(3), min_size=1, max_size=4), st.booleans())
def test_sections_lie_in_one_another_and_in_order(roots, glued):
    text = ("" if glued else "\n").join(line for _, line, _ in written(roots))
    leaves = measures(text)

    assert all(0 <= each.start <= each.body <= each.own_end <= each.end <= len(text) for each in leaves)
    assert all(before.end <= after.start for before, after in itertools.pairwise(leaves))
    assert all(
        section.own_end <= child.start and child.end <= section.end
        for root in sections_of(text, 0, len(text))
        for section in root.walk()
        for child in section.children
    )


@settings(max_examples=300)
@given(st.text(alphabet="一二三十、（）1234.\n。；：，第章条附件各政策《》”责任单位", max_size=120))
def test_any_text_gives_sections_inside_it(text):
    for root in sections_of(text, 0, len(text)):
        for section in root.walk():
            assert 0 <= section.start < section.body <= section.own_end <= section.end <= len(text)


def test_arabic_numbers_that_run_on_keep_their_section():
    text = "一、引才\n1.引进。\n2.集聚。\n二、育才\n3.培养。\n（一）四\n4.五。"

    assert ids(text) == ["一", "一.1", "一.2", "二", "二.3", "二.一", "二.一.4"]


def test_levels_may_be_skipped():
    text = "一、目标\n实现发展。\n二、任务\n（一）人才\n1.引进。\n2.培养。\n三、保障\n3.组织。"

    assert [each.id for each in measures(text)] == ["一", "二.一.1", "二.一.2", "三.3"]


def test_articles_run_on_through_chapters():
    text = "第一章 总则\n第一条 制定本办法。\n第二条 适用本办法。\n第二章 认定\n第三条 符合条件。"

    assert [each.id for each in measures(text)] == ["一.一", "一.二", "二.三"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、培养人才。一是加强培训；二是完善评价；三是落实待遇。", ["一"]),
        ("一、坚持统一、规范、有序。\n二、坚持开放。", ["一", "二"]),
        ("一、按照本部分（一）（二）款规定执行。\n二、坚持开放。", ["一", "二"]),
        ("一、投资达到\n2.5亿元以上。\n二、坚持开放。", ["一", "二"]),
        ("一、企业应当提供下列材料：（一）营业执照；（二）承诺书。\n二、坚持开放。", ["一", "二"]),
        ("一、到2025年，达到：1.企业100家；2.平台10个。二、坚持开放。", ["一", "二"]),
    ],
)
def test_lists_in_sentences_and_decimals_open_no_section(text, found):
    assert ids(text) == found


def test_items_of_one_sentence_on_lines_stay_in_their_measure():
    text = "第一条 申请单位应当提供：\n（一）申请表；\n（二）规划；\n（三）报告。\n第二条 由主管部门审核。"
    first, second = measures(text)

    assert (first.id, second.id) == ("一", "二")
    assert text[first.body : first.own_end].endswith("报告。")


def test_items_that_are_sentences_are_measures():
    text = "第一条 按照下列程序：\n（一）申请。由园区提出申请。\n（二）考察。由部门组织考察。"

    assert [each.id for each in measures(text)] == ["一.一", "一.二"]


def test_a_table_of_contents_is_no_section():
    text = "一、目标\n二、任务\n三、保障\n一、目标\n实现发展。\n二、任务\n培养人才。\n三、保障\n加强组织。"

    assert [text[each.body : each.own_end] for each in measures(text)] == [
        "目标\n实现发展。",
        "任务\n培养人才。",
        "保障\n加强组织。",
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "本措施自印发之日起施行，有效期至2031年12月31日。",
        "以上政策由市商务局负责解释，此前规定不一致的以此为准。",
        "特此通知。",
    ],
)
@pytest.mark.parametrize("glue", ["\n", ""])
def test_what_closes_a_notice_belongs_to_no_measure(closing, glue):
    text = f"一、支持企业发展，对新建平台给予奖励，引导社会资本投入创新。{glue}{closing}"
    (measure,) = measures(text)
    expected = "引导社会资本投入创新。" if glue or closing.startswith(("本", "以上")) else closing

    assert text[: measure.own_end].endswith(expected)


def test_a_last_article_may_be_the_closing_itself():
    text = "第一条 培养人才。\n第二条 本办法自印发之日起施行，有效期五年。"

    assert [text[each.body : each.own_end] for each in measures(text)] == [
        "培养人才。",
        "本办法自印发之日起施行，有效期五年。",
    ]


def test_a_paragraph_after_the_last_clause_closes_where_all_measures_end_in_clauses():
    text = "1.引进人才。（责任单位：人才处）\n2.培养人才。（责任单位：专技处）\n各地要高度重视，抓好落实。"

    assert text[measures(text)[-1].body : measures(text)[-1].own_end] == "培养人才。（责任单位：专技处）"


def test_a_source_that_stops_inside_a_sentence_is_told():
    stopped, whole = "1.引进人才。\n2.强化保障，依托线上", "1.引进人才。\n2.强化保障，依托线上平台。"

    assert [each.truncated for each in measures(stopped)] == [False, True]
    assert [each.truncated for each in measures(whole)] == [False, False]


def test_headings_are_told_from_sentences():
    text = "一、引育人才\n（一）引进人才\n支持企业引进人才。\n（二）培养人才。支持院校培养人才。\n（三）支持企业引进人才。（责任单位：人才处）"
    (root,) = sections_of(text, 0, len(text))

    assert [each.heading for each in root.walk()] == ["引育人才", "引进人才", "培养人才", ""]


def test_paragraphs_of_action_of_a_body_without_numbers_are_measures():
    text = "为加强培训，现通知如下：\n各单位要组织技能人才参加培训，落实经费。\n技工院校应当开设相关课程，扩大招生。\n特此通知。"

    assert [(each.id, text[each.start : each.end][:4]) for each in paragraphs_of(text, 0, len(text))] == [
        ("p1", "各单位要"),
        ("p2", "技工院校"),
    ]


def test_a_text_that_begins_with_its_purpose_alone_may_have_paragraphs_for_measures():
    text = "为促进制造业发展，结合实际，特制定本政策。\n设立产业引导基金。采取市场化运作，实现产业集聚。\n支持各类人才集聚，按规定给予安家补贴。\n本规定实行年限为三年。"

    assert [each.id for each in read_text(text, name="示例").measures()] == ["p1", "p2"]


def test_attachments_and_tables_of_tasks_are_no_measures():
    text = "各有关单位：\n一、培养人才，落实经费。\n二、建设平台，扩大开放。\n附件：任务分工表\n附件\n任务分工表\n1.培养人才。\n2.建设平台。"

    assert [each.id for each in read_text(text, name="示例").measures()] == ["一", "二"]


def test_a_notice_that_issues_two_plans_has_the_measures_of_both():
    text = (
        "各有关单位：\n现将《人才培养方案》《平台建设办法（试行）》印发给你们，请执行。\n东海市人民政府\n2031年1月2日\n"
        "人才培养方案\n为培养人才，制定本方案。\n一、引进。\n二、培养。\n平台建设办法（试行）\n为建设平台，制定本办法。\n一、建设。\n二、开放。"
    )

    assert [each.id for each in read_text(text, name="示例").measures()] == ["一", "二", "一", "二"]


def test_the_requests_of_a_letter_are_no_measures_of_what_it_issues():
    text = (
        "各有关单位：\n现将《人才培养方案》印发给你们，请结合以下要求落实。\n一、加大宣传。\n二、强化落实。\n东海市人民政府\n2031年1月2日\n"
        "人才培养方案\n为培养人才，制定本方案。\n一、引进专家。\n二、培养工匠。"
    )
    document = read_text(text, name="示例")

    assert [document.text[each.body : each.own_end] for each in document.measures()] == ["引进专家。", "培养工匠。"]


def test_a_text_that_a_page_holds_twice_is_read_once():
    text = "各乡镇人民政府、街道办事处，县政府直属各单位：\n为加强人才工作，现通知如下：\n一、引进专家，落实待遇。\n二、培养工匠，建设基地。\n"

    assert [each.id for each in read_text(text + text, name="示例").measures()] == ["一", "二"]


def test_the_founding_notice_has_its_27_measures(founding_document):
    found = [each.id for each in founding_document.measures()]

    assert found == [
        f"{section}.{number}"
        for section, numbers in zip(
            "一二三四五六", ((1, 5), (5, 13), (13, 20), (20, 24), (24, 27), (27, 28)), strict=True
        )
        for number in range(*numbers)
    ]
    assert [each.truncated for each in founding_document.measures()] == [False] * 26 + [True]


def test_measures_of_shared_notices_stay_in_sequence(shared):
    import json

    from silian_kg.reading import read

    for gold in sorted((shared / "gold" / "train").glob("*.json")):
        expected = [measure["id"] for measure in json.loads(gold.read_text(encoding="utf-8"))["measures"]]

        assert [each.id for each in read(gold.with_suffix(".txt")).measures()] == expected
