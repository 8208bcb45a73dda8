"""Responsibility: the written forms of clauses, the lists of units in them, and for which measure each counts.

Examples carry their expectation: （[市科技局](lead)牵头） is the text （市科技局牵头） in which 市科技局 leads.
"""

import json
import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.extraction import annotate
from silian_kg.pipes.clauses import find_clauses
from silian_kg.pipes.found import found
from silian_kg.pipes.rulings import find_rulings
from silian_kg.pipes.units import is_unit, split_units
from silian_kg.reading import read_text

MARK = re.compile(r"\[(?P<unit>[^\[\]]+)\]\((?P<role>lead|support|responsible)\)")


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    return MARK.sub(lambda mark: mark["unit"], marked), [(mark["unit"], mark["role"]) for mark in MARK.finditer(marked)]


def roles(text: str) -> list[tuple[str, str]]:
    return [(place.unit.text, place.role) for clause in find_clauses(text) for place in clause.places]


FORMS = [
    # labelled, in brackets of every kind
    "推进试点。（责任单位：[人才处](responsible)、[专家中心](responsible)）",
    "推进试点。（**责任单位：**[人才处](responsible)）",
    "推进试点。(责任部门:[市规划资源局](responsible)、[市交通委（市道运局）](responsible))",
    "推进试点。〔牵头单位：[市财政局](lead)，责任单位：[各县（市、区）人民政府](responsible)〕",
    "推进试点。【牵头部门：[市科委](lead)；配合部门：[市教委](support)】",
    "推进试点。［主责单位：[市科委](lead)］",
    "推进试点。（责任处室：[危化处](responsible)）",
    "（完成单位：[信息中心](responsible)）",
    "（市分工方案：[市财政局](responsible)、[各区政府](responsible)负责）",
    "一、深化改革（指标牵头单位：[市商务局](lead)）",
    # with what names no unit
    "（牵头单位：[市司法局](lead)；配合单位：[市工商联（总商会）](support)；完成时限：2023年9月）",
    "（责任部门：[保障处](responsible)，时限要求：9月底）",
    "（牵头单位：[市教育局](lead)；责任人：张三）",
    "（[市科委](responsible)负责落实，完成时限：2024年10月）",
    "（[市科委](lead)牵头，[各区](responsible)按职责分工负责，2023年6月底前完成）",
    # with a verb
    "推进试点。（[市规划自然资源委](responsible)负责）",
    "推进试点。（[市审批局](lead)牵头，[市场监管局](support)、[税务局](support)配合）",
    "（[省科技厅](lead)牵头，[省财政厅](responsible)、[教育厅](responsible)等按职责分工负责）",
    "（[市科技局](responsible)、[市商务局](responsible)依职责分别负责落实）",
    "（[省科技厅](responsible)、[工业和信息化厅](responsible)按职责分工负责，[各地级以上市人民政府](responsible)结合实际落实）",
    "（[市市场监管局](lead)、[市发改委](lead)牵头并按职责分工负责，[各县（市、区）](responsible)落实）",
    "（[推进组工作专班牵头单位](lead)牵头，[推进组工作专班成员单位](support)按职责分工配合）",
    "（[省民政厅](responsible)负责，[省教育厅](support)指导）",
    "（[省发展改革委](responsible)会同[省有关部门](support)负责）",
    "（[省发展改革委](lead)牵头，会同[省财政厅](support)、[省教育厅](support)落实）",
    "（[省国资委](responsible)会同[履行出资人职责机构](support)和[其他企业主管部门](support)，[各市人民政府](responsible)按职责分工负责）",
    "（责任单位：[市大数据局](lead)牵头；[各区人民政府](responsible)落实）",
    "（[市经信局](lead)（牵头）、[市科技局](responsible)按职责分工负责）",
    "（[市财政局](responsible)、[市科技局](responsible)（按职责分工负责））",
    # bare, behind a sentence
    "开展评审。（[市科委](responsible)、[市卫生健康委](responsible)）",
    "开展评审。（[各有关单位](responsible)）",
    # without brackets
    "推进试点。\n牵头单位：[市公安局](lead)\n配合单位：[各区人民政府](support)\n完成时限：2023年底\n二、下一项",
    "推进试点。牵头单位：[市规划局](lead)。责任单位：[市不动产登记中心](responsible)。",
    "推进试点。责任单位：[市教育局](responsible)、[市财政局](responsible)。",
    "做好保障工作。由[市财政局](lead)牵头负责。",
    "推进试点。[省工业和信息化厅](lead)牵头，[省委宣传部](responsible)、[文化和旅游厅](responsible)按职责分工负责。",
    "相关工作由[市发展改革委](responsible)会同[市财政局](support)负责。",
    # duties shared out in an article
    "[省科技厅](responsible)负责归口管理，[省财政厅](support)、[省统计局](support)等部门按照职责分工进行指导。",
    # several clauses
    "扩大出口。（[海关](responsible)负责）支持展会。（[省商务厅](lead)牵头，[省农业农村厅](support)配合）",
    "（责任单位：[市教育局](responsible)\n、[市财\n政局](responsible)）",
    "推进试点。（牵头单位：[市教育局](lead)；责\n任单位：[市财政局](responsible)）",
    "推进试点。（牵头单位：[市教育局](lead)\n下一段没有收尾的括号。",
]


@pytest.mark.parametrize("marked", FORMS)
def test_a_clause_is_read_in_every_written_form(marked):
    text, expected = unmark(marked)

    assert roles(text) == [(re.sub(r"\s", "", unit), role) for unit, role in expected]


@pytest.mark.parametrize(
    "text",
    [
        "完善管理办法（试行）。",
        "（一）推进试点。（二）扩大范围。",
        "岗位人员（主要负责人、安全管理人员、特种作业人员）须持证。",
        "坚持谁主管谁负责（谁审批谁监管）的原则。",
        "镇人民政府（街道办事处）负责受理申请。",
        "本细则由市商务局负责解释。",
        "（包括主城区和辅城，具体范围由清江区、白河区根据城市规划确定并报市政府备案后执行）",
        "支持龙头企业牵头组建创新联合体。",
        "市科委牵头建立联动机制，逐项推进实施。",
        "落实主体责任，形成工作合力。",
        "版权所有\n主办单位：市人民政府办公厅\n备案号：1",
        "（以下简称区县政府）",
        "（此件公开发布）",
        "",
    ],
)
def test_what_only_looks_like_a_clause_is_none(text):
    assert find_clauses(text) == []


def test_a_clause_extends_over_its_brackets_and_label():
    text = "实施计划。（责任单位：人才处）后文"
    clause = find_clauses(text)[0]

    assert text[clause.start : clause.end] == "（责任单位：人才处）"


LISTS = {
    "省科技厅、财政厅，各市、县〔区〕政府等": ["省科技厅", "财政厅", "各市、县〔区〕政府"],
    "各区、县级市": ["各区、县级市"],
    "各县、市、区政府及功能区管委会": ["各县、市、区政府", "功能区管委会"],
    "各区、市有关部门": ["各区", "市有关部门"],
    "各县（市、区）人民政府、园区管委会": ["各县（市、区）人民政府", "园区管委会"],
    "安州经开区、临江新区管委会": ["安州经开区、临江新区管委会"],
    "市商务局，安州高新区，临江海关": ["市商务局", "安州高新区", "临江海关"],
    "清江、白河、云山等市人民政府": ["清江、白河、云山等市人民政府"],
    "清江区、白河区、云山县人民政府": ["清江区、白河区、云山县人民政府"],
    "清江区政府、白河区政府": ["清江区政府", "白河区政府"],
    "各有关部门和单位": ["各有关部门和单位"],
    "市直有关部门、单位": ["市直有关部门、单位"],
    "16区和经济技术开发区": ["16区和经济技术开发区"],
    "市住房和城乡建设局、市发展和改革委": ["市住房和城乡建设局", "市发展和改革委"],
    "省委统战部和省工商联": ["省委统战部", "省工商联"],
    "市科技局及有关区政府": ["市科技局", "有关区政府"],
    "教育部、财政部等有关部门和单位": ["教育部", "财政部"],
    "市发改委等市有关部门及各县（市、区）政府": ["市发改委", "各县（市、区）政府"],
    "各项目牵头部门和配合部门": ["各项目牵头部门和配合部门"],
    "市司法局、市应急局等行政执法有关单位": ["市司法局", "市应急局"],
    "市商务局等市级相关部门和单位及各区县": ["市商务局", "各区县"],
    "各高等院校、省教育厅": ["各高等院校", "省教育厅"],
    "临江海关和清江市、白河市政府": ["临江海关", "清江市、白河市政府"],
    "由市财政局": ["市财政局"],
    "": [],
    "、，": [],
}


@pytest.mark.parametrize(("text", "units"), LISTS.items())
def test_a_list_of_units_is_cut_where_names_end_and_groups_stay_whole(text, units):
    assert [unit.text for unit in split_units(text)] == units


NAMES = {
    "省工业和信息化厅、科技厅、政务和数据局": ["省工业和信息化厅", "省科技厅", "省政务和数据局"],
    "省发展改革委、商务厅，税务局": ["省发展改革委", "省商务厅", "税务局"],  # a comma ends the run
    "省商务厅、武汉海关、科技厅": ["省商务厅", "武汉海关", "省科技厅"],
    "省发展改革委、市场监管局、财政厅": ["省发展改革委", "省市场监管局", "省财政厅"],
    "国家发展改革委、财政部": ["国家发展改革委", "财政部"],
    "市委组织部、市财政局、各区政府": ["市委组织部", "市财政局", "各区政府"],
    "民政厅养老服务局、社会救助处": ["民政厅养老服务局", "民政厅社会救助处"],
    "人才处、专家中心": ["人才处", "专家中心"],
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_names_are_completed_by_the_head_that_a_run_shares(text, names):
    assert [unit.name for unit in split_units(text)] == names


def test_units_and_other_words_are_told_apart():
    assert [is_unit(text) for text in ("市财政局", "各县（市、区）人民政府", "安州高新区", "新能源", "2023年6月", "主要负责人", "局")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


UNITS = st.lists(
    st.sampled_from(["市财政局", "市科技局", "省教育厅", "各区人民政府", "人才处", "市委组织部", "临江海关"]),
    min_size=1,
    max_size=5,
    unique=True,
)
FRAMES = st.sampled_from(
    ["（责任单位：{}）", "〔牵头单位：{}〕", "（{}负责）", "({}按职责分工负责)", "（{}牵头）", "[配合部门:{}]"]
)


@given(
    units=UNITS,
    frame=FRAMES,
    before=st.sampled_from(["推进试点。", "一、总则\n", "“双招双引”。"]),
    after=st.sampled_from(["", "\n", "加快建设。"]),
)
def test_whoever_stands_in_a_frame_is_found_and_quoted(units, frame, before, after):
    text = before + frame.format("、".join(units)) + after
    clauses = find_clauses(text)

    assert [place.unit.text for clause in clauses for place in clause.places] == units
    assert all(
        text[place.unit.start : place.unit.end] == place.unit.text for clause in clauses for place in clause.places
    )
    assert [text[clause.start : clause.end] for clause in clauses] == [frame.format("、".join(units))]


@given(st.text(alphabet="责任单位：负责牵头配合市财政局，、；（）()〔[】\n 。各等1由", max_size=60))
def test_units_lie_inside_their_clause_and_clauses_lie_apart(text):
    clauses = find_clauses(text)

    assert all(
        clause.start <= place.unit.start < place.unit.end <= clause.end for clause in clauses for place in clause.places
    )
    assert all(first.end <= second.start for first, second in pairwise(clauses))


@given(st.text(alphabet="市财政局、，；（）和及各县区政府等有关部门 ", max_size=40))
def test_units_of_a_list_keep_their_order_and_are_never_empty(text):
    units = split_units(text)

    assert all(unit.text and unit.start < unit.end for unit in units)
    assert [unit.start for unit in units] == sorted(unit.start for unit in units)


# Whose clause it is


def seats(text: str) -> dict[str, list[tuple[str, str]]]:
    """The seats of each measure of a notice."""
    document = read_text(text, name="示例.txt")
    doc = annotate(document)
    ids = {section.start: section.id for section in document.measures()}
    by_measure = {id_: [] for id_ in ids.values()}
    for seat in sorted(found(doc, "responsibility"), key=lambda seat: seat.position):
        by_measure[ids[seat.measure]].append((seat.text, seat.label))
    return by_measure


HEAD = "某市关于促进人才发展的若干措施\n各有关单位：\n现就有关事项通知如下。\n"


def test_each_measure_has_the_units_of_its_own_clause():
    assert seats(
        HEAD + "一、引才\n1.引进领军人才。（责任单位：人才处）\n2.举办大赛。（责任单位：专家中心、人才处）\n"
    ) == {
        "一.1": [("人才处", "responsible")],
        "一.2": [("专家中心", "responsible"), ("人才处", "responsible")],
    }


def test_a_clause_at_the_head_of_a_section_counts_for_each_measure_in_it():
    text = (
        HEAD
        + "一、引才（牵头单位：市委组织部）\n1.引进领军人才。\n2.举办大赛。（责任单位：人才处）\n二、育才\n3.开展培训。\n"
    )

    assert seats(text) == {
        "一.1": [("市委组织部", "lead")],
        "一.2": [("人才处", "responsible"), ("市委组织部", "lead")],
        "二.3": [],
    }


def test_a_clause_alone_at_the_end_of_a_section_counts_for_each_measure_in_it():
    text = (
        HEAD
        + "一、引才\n1.引进领军人才。\n2.举办大赛。\n（责任单位：人才处）\n二、育才\n3.开展培训。\n4.建设基地。（责任单位：专技处）\n"
    )

    assert seats(text) == {
        "一.1": [("人才处", "responsible")],
        "一.2": [("人才处", "responsible")],
        "二.3": [],
        "二.4": [("专技处", "responsible")],
    }


def test_the_first_listed_leads_from_the_clause_that_says_so():
    text = HEAD + (
        "1.发放补贴。（财政局、教育局负责）\n2.开展培训。（教育局、财政局负责。列第一位者为牵头单位，下同）\n"
        "3.建设基地。（科技局，各区政府按职责分工负责）\n4.组织实施。（科技局、教育局牵头，财政局配合）\n"
    )

    assert list(seats(text).values()) == [
        [("财政局", "responsible"), ("教育局", "responsible")],
        [("教育局", "lead"), ("财政局", "responsible")],
        [("科技局", "lead"), ("各区政府", "responsible")],
        [("科技局", "lead"), ("教育局", "lead"), ("财政局", "support")],
    ]


def test_those_before_the_comma_lead_where_the_notice_says_so():
    text = (
        HEAD
        + "1.发放补贴。（责任单位：财政局、教育局，各区政府。逗号前为牵头单位，下同）\n2.开展培训。（责任单位：科技局，财政局）\n"
    )

    assert list(seats(text).values()) == [
        [("财政局", "lead"), ("教育局", "lead"), ("各区政府", "responsible")],
        [("科技局", "lead"), ("财政局", "responsible")],
    ]


def test_a_standing_unit_belongs_to_every_later_measure():
    text = (
        HEAD
        + "1.发放补贴。（财政局负责）\n2.开展培训。（教育局负责。以下均需各县（市、区）人民政府负责，不再列出）\n3.建设基地。（科技局负责）\n"
    )

    assert list(seats(text).values()) == [
        [("财政局", "responsible")],
        [("教育局", "responsible"), ("各县（市、区）人民政府", "responsible")],
        [("科技局", "responsible"), ("各县（市、区）人民政府", "responsible")],
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("列第一位者为牵头单位，下同", "first-listed-leads"),
        ("排名第一位的为牵头责任单位，下同", "first-listed-leads"),
        ("列首位的为牵头单位，下同", "first-listed-leads"),
        ("排在第一位的部门为牵头部门，下同", "first-listed-leads"),
        ("逗号前为牵头单位，其余按职责分工负责，下同", "comma-leads"),
        ("以下任务均需各县区政府落实，不再一一列出", "standing-unit"),
        ("各市州人民政府均为责任单位，以下不再列出", "standing-unit"),
        ("以下责任单位中均包含各县（市、区）政府，不再列出", "standing-unit"),
    ],
)
def test_rulings_over_later_clauses_are_found(text, kind):
    assert [ruling.kind for ruling in find_rulings(f"（{text}）")] == [kind]


@pytest.mark.parametrize(
    "text", ["把人才放在第一位。", "首位联系人", "线上线下同一标准", "以下内容不再赘述", "逗号前有空格"]
)
def test_other_sentences_rule_nothing(text):
    assert find_rulings(text) == []


def test_the_stage_works_alone_on_plain_text():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_responsibility")
    doc = nlp("实施计划。（市科技局牵头，财政局配合）")

    assert [(span.text, span.label_) for span in doc.spans["responsibility"]] == [
        ("市科技局", "lead"),
        ("财政局", "support"),
    ]
    assert [span.text for span in doc.spans["clauses"]] == ["（市科技局牵头，财政局配合）"]
    assert [(seat.name, seat.position, seat.measure) for seat in found(doc, "responsibility")] == [
        ("市科技局", 1, 0),
        ("财政局", 2, 0),
    ]


def test_an_empty_text_leaves_empty_findings():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_responsibility")
    doc = nlp("")

    assert found(doc, "responsibility") == found(doc, "clauses") == ()


def test_the_founding_notice_names_every_unit_of_its_gold(founding, founding_path):
    gold = json.loads(
        (founding_path.parent.parent / "gold" / founding_path.with_suffix(".json").name).read_text(encoding="utf-8")
    )
    expected = {
        measure["id"]: {(seat["unit"], seat["role"]) for seat in measure["responsible"]} for measure in gold["measures"]
    }

    assert {
        measure.id: {(seat.unit, seat.role.value) for seat in measure.responsible} for measure in founding.measures
    } == expected
    assert sum(len(units) for units in expected.values()) == 47
