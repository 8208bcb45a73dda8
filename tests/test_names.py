"""The stage names: typed mentions, none overlapping, out of vocabulary matches and open names.

A sentence carries its expectation: `[words](type)`; what is not marked is not mentioned as industry, program, talent or platform.
"""

import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.document import Document
from silian_kg.pipes.found import Found, found, leave
from silian_kg.vocabulary import load_vocabulary

MARK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<type>[a-z-]+)\)")
SCORED = ("industry", "program", "talent", "platform")


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_concepts")
    nlp.add_pipe("silian_names")
    return nlp


def names_of(nlp, text, types=SCORED):
    return [(name.text, name.label) for name in found(nlp(text), "names") if name.label in types]


def check(nlp, marked, types=SCORED):
    text = MARK.sub(lambda mark: mark["words"], marked)
    expected = [(mark["words"], mark["type"]) for mark in MARK.finditer(marked)]

    assert names_of(nlp, text, types) == expected


QUOTED = [
    "深入实施“[筑峰计划](program)”，用好“[人才贷](program)”。",
    "办好“[海洽会](program)”“[海聚山东](program)”等活动。",
    "推进“[证照分离](program)”改革，加快解决“卡脖子”问题。",
    "发挥“链主”企业作用，形成“一核两翼”格局。",
    "建设“[就创之家](platform)”。",
    "对“[荆信](program)”改革给予支持，打造“智荟”新地标。",
    "坚持“应享尽享”，提供“一对一”服务。",
    "推动“早九晚五”“夜间照明”等业态。",
    "推广“[攀登贷](program)”“[科创贷](program)”等系列产品。",
    "优化“惠企通”[供需对接服务平台](platform)。",
]
HEADED = [
    "支持企业组建[量子信息产业创新中心](platform)。",
    "鼓励高校牵头建设[类脑智能概念验证与转化创新中心](platform)。",
    "依托[工程研究中心](platform)和[重点实验室](platform)开展攻关。",
    "打造10个[特色农产品优势区](platform)，完善平台功能。",
    "搭建[招商数据库](platform)，优化各类信息系统。",
    "推进[中国（安徽）自由贸易试验区](platform)建设。",
    "做好浦东新区和老旧社区有关工作。",
    "开展[地理标志助力乡村振兴行动](program)，落实年度工作计划。",
    "实施[百万青年见习计划](program)和重大工程。",
    "设立[深圳市科技创新种子基金](program)，用好失业保险基金。",
    "举办[世界制造业大会](program)，召开动员大会。",
    "开展[农机新产品补贴试点](program)，鼓励率先试点。",
    "获得[四川省科学技术奖](program)的，给予奖励。",
    "制定[国家和省专家津贴制度](program)实施办法。",
    "落实[青年科技人才培养项目](program)，申报重点人才项目。",
    "落成一批[知识产权保护示范园区](platform)。",
    "推广掌上招商网等[政务服务平台](platform)。",
    "大力发展[民间智库](platform)，给予10万元资金奖补。",
    "推出[创业担保贷](program)，扩大首贷、信用贷款规模。",
    "鼓励医疗机构建立[食品产业创新联盟](platform)。",
    "依托[国际大数据交易所](platform)，查询证券交易所公告。",
]
HEADINGS = [
    "12.[博士后培养项目](program)。着眼长远。",
    "（四）[综合支撑能力提升工程](program)。\n",
    "（五）实施[人才素质提升行动](program)。",
    "  3．[农村基层和北部山区人才支持项目](program)",
    "（八）基站建设项目。",
    "5.引导金融机构支持民间投资项目。",
]
PEOPLE = [
    "引进[战略科学家](talent)，培养[高技能人才](talent)。",
    "加强[集成电路人才](talent)和[工业设计工程师](talent)培养。",
    "加大人才引进力度，优化人才服务。",
    "提高管理效能，落实教师资格制度，组织专家评审。",
    "加强[知识产权专业人才](talent)队伍建设。",
    "培养更多“[技师+工程师](talent)”人才。",
    "弘扬企业家精神，支持[民营企业家](talent)。",
]
FIELDS = [
    "聚焦[海洋](industry)、[先进制造](industry)、[哲学社会科学](industry)等领域。",
    "加强安全监管，优化消费环境，完善交通设施。",
    "推动[农机装备产业](industry)发展，完善产业链。",
    "支持[文化](industry)、[教育](industry)、[卫生](industry)等行业。",
    "整合电力、通信、消防等数据。",
    "由农业农村部门会同工业和信息化部门负责。",
    "发展[低轨卫星通信](industry)。",
    "加强宁波舟山港与上海洋山港合作。",
    "围绕[精准营养](industry)、[生物医药](industry)、[预制菜](industry)等重点产业。",
    "细化工作方案，保障人民政府决策落实。",
]
FLAT = [
    "建设[人工智能产业园](platform)，举办[集成电路创新大赛](program)。",
    "实施[战略科学家引进工程](program)。",
    "依托[高技能人才培养基地](platform)。",
    "根据《人工智能产业发展规划》，推动工作。",
]


@pytest.mark.parametrize("marked", QUOTED + HEADED + HEADINGS + PEOPLE + FIELDS + FLAT)
def test_the_marked_names_are_mentioned_and_nothing_else(nlp, marked):
    check(nlp, marked)


OTHERS = [
    "支持[高校](carrier)与[科研院所](carrier)开展[技术攻关](activity)。",
    "推动[人才链](chain)与[产业链](chain)衔接，面向[“四链融合”重点产业领域](field-group)。",
    "围绕[相关重点领域](field-group)开展[成果转化](activity)。",
]


@pytest.mark.parametrize("marked", OTHERS)
def test_actors_activities_chains_and_collective_fields_are_mentioned_too(nlp, marked):
    check(nlp, marked, ("carrier", "activity", "chain", "field-group"))


def test_a_collective_field_is_never_an_industry(nlp):
    assert names_of(nlp, "聚焦“四链融合”各产业领域的重点企业，服务地方重点产业。") == []


def test_a_name_that_a_vocabulary_holds_leads_to_its_concept(nlp):
    (name,) = found(nlp("深入实施“筑峰计划”"), "names")
    (laboratory,) = found(nlp("建设重点实验室"), "names")

    assert name.concept == ""
    assert laboratory.concept == load_vocabulary().labels["重点实验室"].iri


def test_a_quoted_name_that_is_a_label_leads_to_its_concept_too(nlp):
    (name,) = found(nlp("用好“人才贷”"), "names")

    assert name.concept == load_vocabulary().labels["人才贷"].iri


def test_every_name_says_the_rule_that_found_it(nlp):
    doc = nlp("支持高校建设量子信息产业创新中心，举办“聚才琴岛”，聚焦海洋、星际育苗等领域培养集成电路人才")

    assert {name.rule for name in found(doc, "names")} >= {
        "names/platform-of-innovation",
        "names/quoted-program",
        "names/listed-field",
        "names/talent",
    }
    assert all(re.fullmatch(r"[a-z]+/[a-z-]+", name.rule) for name in found(doc, "names"))


def test_nothing_is_mentioned_inside_a_responsibility_clause(nlp):
    text = "发展农业机械。（责任单位：海洋产业处、高技能人才处）"
    doc = nlp.make_doc(text)
    leave(doc, "clauses", [Found(7, len(text), "clause", text[7:], "example")])
    for _, stage in nlp.pipeline:
        doc = stage(doc)

    assert [name.text for name in found(doc, "names")] == ["农业机械"]


def test_the_stage_reads_the_text_of_a_document_where_there_is_one(nlp):
    from array import array

    text = "培养高技能人才"
    doc = nlp.make_doc(text)
    doc._.document = Document("例.txt", text, text, array("I", range(len(text))), "utf-8")
    for _, stage in nlp.pipeline:
        doc = stage(doc)

    assert [name.text for name in found(doc, "names")] == ["高技能人才"]


def test_an_empty_text_has_no_names(nlp):
    assert found(nlp(""), "names") == ()


PIECES = [
    "实施“筑峰计划”，", "支持高校、企业建设", "量子信息产业创新中心", "、", "和", "等领域", "人工智能", "“四链融合”", "重点产业", "高技能人才",
    "《某某办法》", "开展", "专项行动", "。", "（", "）", "省", "国家级", "12个", "第三条", "工业和信息化部", "技术", "“", "”", "培养",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_names_never_overlap_and_stand_in_the_text_whatever_it_is(pieces):
    text = "".join(pieces)
    names = found(_pipeline()(text), "names")

    assert all(text[name.start : name.end].replace(name.text, "") == "" for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_reading_twice_finds_the_same(pieces):
    text = "".join(pieces)

    assert found(_pipeline()(text), "names") == found(_pipeline()(text), "names")


_made: list[spacy.Language] = []


def _pipeline() -> spacy.Language:
    if not _made:
        nlp = spacy.blank("zh")
        nlp.add_pipe("silian_concepts")
        nlp.add_pipe("silian_names")
        _made.append(nlp)
    return _made[0]
