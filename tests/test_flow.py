"""Flow: what a sentence does with what it names. Examples carry their expectation: 依托[技工院校](carrier drawsOn)培养[高技能人才](talent develops).

A mark is [words](type) for what is merely named, or [words](type flow).
"""

import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.cues import scan
from silian_kg.pipes.element_chains import chain_of
from silian_kg.pipes.flow import elements
from silian_kg.pipes.found import Element, Found, found, leave
from silian_kg.pipes.sentences import sentences

MARK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<type>[a-z-]+)(?: (?P<flow>\w+))?\)")


def unmark(marked: str) -> tuple[str, list[Found], list[str]]:
    """The text, its names, and the flow that each should have."""
    text, names, flows, end = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        names.append(Found(len(text), len(text) + len(mark["words"]), mark["type"], mark["words"], "names/example"))
        flows.append(mark["flow"] or "")
        text += mark["words"]
        end = mark.end()
    return text + marked[end:], names, flows


def read_elements(marked: str) -> list[Element]:
    text, names, _ = unmark(marked)
    return elements(text, names, sentences(text, 0, len(text)))


RELIED_ON = [
    "依托[产业园区](platform drawsOn)集聚[领军人才](talent develops)。",
    "以[技工院校](carrier drawsOn)、[重点企业](carrier drawsOn)为主体组建[技工教育集团](platform develops)。",
    "发挥[实施主体](carrier drawsOn)骨干作用，引进[专家](talent develops)。",
    "运用[人才服务平台](platform drawsOn)开展[技能培训](activity develops)。",
    "深入实施[筑峰计划](program drawsOn)，培养[青年人才](talent develops)。",
    "举办[创业大赛](activity drawsOn)，吸引[创业人才](talent develops)。",
    "深化[产教融合](activity drawsOn)，提升[技术工人](talent develops)技能水平。",
    "支持[高校](carrier drawsOn)与[企业](carrier drawsOn)共建[重点实验室](platform develops)。",
    "鼓励[银行](carrier drawsOn)等[金融机构](carrier drawsOn)在依法合规的前提下，开发[人才贷](program develops)。",
    "与[科研院所](carrier drawsOn)合作建设[中试基地](platform develops)。",
    "[人工智能](industry drawsOn)赋能[制造业](industry benefits)。",
    "[示范项目](program drawsOn)，要围绕[家政服务](industry benefits)开展[职业培训](activity develops)。",
]
DEVELOPED = [
    "引进、培养[高层次人才](talent develops)。",
    "建设[实训基地](platform develops)。",
    "加强[基础研究](activity develops)。",
    "加强[高技能人才](talent develops)队伍建设。",
    "加大对[青年医师](talent develops)的培养力度。",
    "推进[数字经济](industry develops)高质量发展。",
    "推进[健康城市](program develops)建设。",
    "设立[人才发展基金](program develops)。",
    "鼓励[医务人员](talent develops)提升学历层次。",
    "支持[基础研究](activity develops)和[技术攻关](activity develops)。",
    "鼓励[大模型](industry develops)技术在[服装](industry benefits)、[家具](industry benefits)等行业应用。",
    "为[实施主体](carrier benefits)提供[专家](talent develops)支撑。",
    "促进[互联网](industry develops)与[传统产业](industry develops)深度融合。",
]
SERVED = [
    "面向[先进制造](industry benefits)、[现代农业](industry benefits)等领域培养[技师](talent develops)。",
    "在[农业](industry benefits)、[家政](industry benefits)等6个领域培育[劳务品牌](activity develops)。",
    "以[实施主体](carrier benefits)为重点，引育[青年人才](talent develops)。",
    "向[海洋](industry benefits)等领域倾斜。",
    "对[科技型企业](carrier benefits)给予奖励。",
    "支持[战略性新兴产业](industry benefits)发展。",
    "支持[企业](carrier benefits)[上市融资](activity)。",
    "保障[科研人员](talent benefits)待遇。",
    "提高[医务人员](talent benefits)薪酬。",
    "探索[攻关人才](talent benefits)特殊调配机制。",
    "鼓励[技能人才](talent benefits)参评职称。",
    "[高层次人才](talent benefits)可享受住房补贴。",
    "组织[实施主体](carrier benefits)的专场[引才对接](activity develops)。",
    "推动成果在[企业](carrier benefits)落地转化。",
    "支持[医疗机构](carrier benefits)通过提供服务取得合理收入。",
]
NAMED = [
    "培养具有[国际视野](activity)的[领军人才](talent develops)。",  # says which
    "对[实施主体](carrier)引进培养的[青年博士后](talent benefits)给予辅导。",  # acts in a clause with 的
    "支持[高校](carrier)、[科研院所](carrier)中符合条件的[科研人员](talent drawsOn)转化成果。",  # the whole, not the part
    "引进[重点领域](field-group)[急需紧缺人才](talent develops)。",  # of which kind
    "聚焦[产业领域](field-group)的[重点企业](carrier benefits)。",
    "将[骨干人才](talent)纳入服务范围。",
    "对开展[劳务输出](activity)的机构给予补助。",
    "以[航空航天](industry)、[新材料](industry)为代表的硬科技。",
    "强化[企业](carrier)主体责任。",
    "完善[人才评价](activity)体系。",
    "落实[创业](activity)担保政策。",
    "[相关行业](field-group)应当加强自律。",
    "评为[示范企业](carrier)。",
    "严禁损害[农民工](talent)权益。",
]


@pytest.mark.parametrize("marked", RELIED_ON)
def test_what_is_a_means_or_acts_is_drawn_on(marked):
    _, _, expected = unmark(marked)

    assert [element.flow for element in read_elements(marked)] == expected


@pytest.mark.parametrize("marked", DEVELOPED)
def test_what_is_brought_in_or_built_is_developed(marked):
    _, _, expected = unmark(marked)

    assert [element.flow for element in read_elements(marked)] == expected


@pytest.mark.parametrize("marked", SERVED)
def test_what_it_is_for_benefits(marked):
    _, _, expected = unmark(marked)

    assert [element.flow for element in read_elements(marked)] == expected


@pytest.mark.parametrize("marked", NAMED)
def test_what_only_says_which_has_no_flow(marked):
    _, _, expected = unmark(marked)

    assert [element.flow for element in read_elements(marked)] == expected


def test_a_cue_governs_the_whole_list():
    marked = (
        "围绕[人工智能](industry)、[物联网](industry)、[区块链](industry)等领域，加强[数字技术工程师](talent)培养。"
    )

    fields = read_elements(marked)[:3]

    assert {(field.flow, field.cue) for field in fields} == {("benefits", "围绕")}


def test_a_kind_that_closes_a_list_of_fields_is_no_element():
    marked = "围绕[人工智能](industry)、[物联网](industry)等[数字技术领域](field-group)发展产业。"

    assert [element.flow for element in read_elements(marked)] == ["benefits", "benefits", ""]


def test_the_same_element_said_twice_in_a_sentence_has_its_role_once():
    marked = "培养[技师](talent)，引进[技师](talent)。培养[技师](talent)。"

    assert [(element.flow, element.sentence) for element in read_elements(marked)] == [
        ("develops", 1),
        ("", 1),
        ("develops", 2),
    ]


def test_of_two_roles_in_a_sentence_the_stronger_cue_counts():
    marked = "[企业](carrier)应制定计划，支持[企业](carrier)发展。"

    assert [element.flow for element in read_elements(marked)] == ["", "benefits"]


def test_two_roles_stay_where_both_are_plainly_said():
    marked = "依托[企业](carrier)开展研发，支持[企业](carrier)发展。"

    assert [element.flow for element in read_elements(marked)] == ["drawsOn", "benefits"]


def test_the_cue_is_quoted_where_it_stands():
    marked = "加快集聚[领军人才](talent)。面向[海洋](industry)培养[技师](talent)。"
    text, _, _ = unmark(marked)

    for element in read_elements(marked):
        assert text[element.cue_start : element.cue_end] == element.cue
        assert element.flow_rule.startswith("flow/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持创新创业。依托园区，引进人才；培养人才。", ["支持创新创业。", "依托园区，引进人才；培养人才。"]),
        ("分层次培育\n各市县要培养人才。", ["分层次培育\n", "各市县要培养人才。"]),
        ("各市县要大力引进和\n培养人才。", ["各市县要大力引进和\n培养人才。"]),
        ("任务如下：\n一是引进人才；\n二是培养人才", ["任务如下：\n", "一是引进人才；\n", "二是培养人才"]),
        ("", []),
        ("——\n。", []),
    ],
)
def test_a_sentence_ends_at_a_mark_or_a_line_but_not_at_a_broken_line(text, expected):
    text = "各市县要大力引进和" * 5 + text if text.startswith("各市县要大力引进") else text

    found_sentences = [text[start:end] for start, end in sentences(text, 0, len(text))]

    assert [sentence[-len(want) :] for sentence, want in zip(found_sentences, expected, strict=True)] == expected


def test_a_responsibility_clause_belongs_to_no_sentence():
    text = "引进人才。（责任单位：人才处）"
    start = text.index("（")

    assert sentences(text, 0, len(text), without=[(start, len(text))]) == ((0, 5),)


@given(st.text(alphabet="引进人才，。；\n的、", max_size=60))
def test_sentences_ascend_and_never_overlap(text):
    extents = sentences(text, 0, len(text))

    assert all(start < end for start, end in extents)
    assert all(before[1] <= after[0] for before, after in pairwise(extents))


@given(st.lists(st.sampled_from(["引进", "对", "对接", "为主体", "人才", "的", "以及", "面向", "，"]), max_size=12))
def test_cues_are_the_longest_at_their_place_and_never_overlap(pieces):
    text = "".join(pieces)

    cues = list(scan(text))

    assert all(text[cue.start : cue.end] == cue.word for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))


def test_a_word_of_one_character_does_not_count_inside_a_longer_one():
    assert [cue.word for cue in scan("面对对外企业，对企业")] == ["对"]


@given(st.permutations(["依托[高校](carrier)", "培养[技师](talent)", "面向[海洋](industry)"]))
def test_the_order_of_clauses_does_not_change_the_roles(clauses):
    flows = {element.text: element.flow for element in read_elements("，".join(clauses) + "。")}

    assert flows == {"高校": "drawsOn", "技师": "develops", "海洋": "benefits"}


CHAINS = [
    ("支持[人工智能](industry)发展", "产业链"),
    ("突破[集成电路](industry)关键核心技术", "创新链"),
    ("开展[脑机接口](industry)基础研究", "创新链"),
    ("增设[生物医药](industry)等领域学科专业", "教育链"),
    ("促进[专利](industry)转化", "创新链"),
    ("引进[领军人才](talent)", "人才链"),
    ("推出[人才贷](program)", "资金链"),
    ("举办[青年创新创业大赛](program)", "创新链"),
    ("实施[技能人才研修计划](program)", "教育链"),
    ("建设[概念验证中心](platform)", "创新链"),
    ("建设[公共实训基地](platform)", "教育链"),
    ("支持[民营企业](carrier)", "产业链"),
    ("发动[社会组织](carrier)", "其他"),
]


@pytest.mark.parametrize(("marked", "chain"), CHAINS)
def test_an_element_is_of_the_chain_in_which_it_acts_here(marked, chain):
    text, (name,), _ = unmark(marked)
    cue = next(cue.word for cue in scan(text) if cue.governs) if any(cue.governs for cue in scan(text)) else ""

    assert chain_of(text, name, "develops", cue) == chain


def test_the_stage_leaves_one_element_a_name_in_order():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_flow")
    text, names, flows = unmark(
        "依托[技工院校](carrier drawsOn)培养[高技能人才](talent develops)，[企业](carrier)情况良好。"
    )
    doc = nlp(leave(nlp.make_doc(text), "names", names))

    left = found(doc, "flow")

    assert [(element.start, element.text, element.flow) for element in left] == [
        (name.start, name.text, flow) for name, flow in zip(names, flows, strict=True)
    ]


def test_the_stage_is_content_with_no_names():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_flow")

    assert found(nlp("依托园区培养人才。"), "flow") == ()


def test_every_name_of_the_founding_notice_is_an_element_and_most_have_a_role(founding_doc):
    names, left = found(founding_doc, "names"), found(founding_doc, "flow")

    assert [(name.start, name.text) for name in names] == [(element.start, element.text) for element in left]
    assert sum(bool(element.flow) for element in left) > len(left) / 2
