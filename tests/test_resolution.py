"""Resolution: a name of a unit means what the notice that writes it means by it, and never a unit of another jurisdiction."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import marked_notice

from silian_kg.graph.resolution import Resolver


def resolver(issuer="山东省人力资源和社会保障厅", number="鲁人社字〔2031〕1号", **more):
    notice = marked_notice("培养人才。", issuer=issuer, number=number, **more)
    return Resolver(notice, scope="x")


@pytest.mark.parametrize(
    ("name", "node", "reason"),
    [
        ("我厅", "山东省人力资源和社会保障厅", "issuer"),
        ("省厅", "山东省人力资源和社会保障厅", "issuer"),
        ("省人社厅", "山东省人力资源和社会保障厅", "issuer"),
        ("省人力资源社会保障厅", "山东省人力资源和社会保障厅", "issuer"),
        ("专技处", "山东省人力资源和社会保障厅-专技处", "inside-issuer"),
        ("就业人才中心", "山东省人力资源和社会保障厅-就业人才中心", "inside-issuer"),
        ("机关党委", "山东省人力资源和社会保障厅-机关党委", "inside-issuer"),
        ("省人社厅专技处", "山东省人力资源和社会保障厅-专技处", "expansion"),
        ("省财政厅", "山东省财政厅", "level-word"),
        ("省发改委", "山东省发展和改革委员会", "level-word"),
        ("省发展改革委", "山东省发展和改革委员会", "level-word"),
        ("省委人才办", "山东省委人才办", "level-word"),
        ("团省委", "共青团山东省委", "level-word"),
        ("济南市财政局", "济南市财政局", "absolute"),
        ("国家税务总局山东省税务局", "国家税务总局山东省税务局", "absolute"),
        ("各市人民政府", "山东省-各市人民政府", "group"),
        ("省直有关部门", "山东省-省直有关部门", "group"),
        ("厅机关各处室", "山东省人力资源和社会保障厅-厅机关各处室", "group"),
        ("市财政局", "山东省-市财政局", "group"),  # of which city a notice of the province does not say
    ],
)
def test_a_name_in_a_notice_of_a_provincial_department(name, node, reason):
    unit = resolver().unit(name)

    assert (unit.name, unit.reason) == (node, reason)


@pytest.mark.parametrize(
    ("name", "node", "reason"),
    [
        ("市教委", "重庆市教育委员会", "level-word"),
        ("市市场监管局", "重庆市市场监督管理局", "level-word"),
        ("教育局", "重庆市教育局", "in-region"),
        ("渝中区政府", "重庆市渝中区人民政府", "in-region"),
        ("有关区县政府", "重庆市-有关区县政府", "group"),
        ("人行重庆营管部", "人行重庆营管部", "absolute"),
        ("山城集团有限公司", "重庆市-山城集团有限公司", "minted"),
    ],
)
def test_a_name_in_a_notice_of_a_government(name, node, reason):
    unit = resolver(issuer="重庆市人民政府办公厅", number="渝府办发〔2031〕1号").unit(name)

    assert (unit.name, unit.reason) == (node, reason)


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("发展改革委", "国家发展和改革委员会"),
        ("国家发展改革委", "国家发展和改革委员会"),
        ("科技部", "科学技术部"),
        ("人力资源社会保障部", "人力资源和社会保障部"),
        ("各省级人民政府", "中华人民共和国-各省级人民政府"),
    ],
)
def test_a_name_in_a_notice_of_the_centre(name, node):
    assert resolver(issuer="国务院", number="国发〔2031〕1号").unit(name).name == node


def test_a_short_name_is_what_the_notice_itself_writes_out():
    unit = resolver(contact="省人力资源社会保障厅人才开发处").unit("人才处")

    assert (unit.name, unit.reason, unit.local) == ("山东省人力资源和社会保障厅-人才开发处", "expansion", "人才处")


def test_without_the_long_name_the_short_one_stands_for_itself():
    assert resolver().unit("人才处").name == "山东省人力资源和社会保障厅-人才处"


def test_another_office_is_not_taken_for_the_one_written_out():
    assert resolver(contact="省人力资源社会保障厅人才开发处").unit("人事处").name == "山东省人力资源和社会保障厅-人事处"


def test_the_same_short_name_in_two_provinces_is_two_units():
    here = resolver().unit("人才处")
    there = resolver(issuer="浙江省人力资源和社会保障厅", number="浙人社发〔2031〕1号").unit("人才处")

    assert here.name != there.name
    assert (here.region, there.region) == ("山东省", "浙江省")


def test_the_same_level_word_in_two_provinces_is_two_units():
    here = resolver().unit("省财政厅")
    there = resolver(issuer="浙江省人民政府", number="浙政发〔2031〕1号").unit("省财政厅")

    assert (here.name, there.name) == ("山东省财政厅", "浙江省财政厅")


def test_the_sign_in_the_number_tells_the_province_where_no_issuer_does():
    assert resolver(issuer=None, number="鲁办发〔2031〕1号").unit("省财政厅").name == "山东省财政厅"


def test_where_nothing_tells_the_region_a_unit_stays_with_its_notice():
    unit = resolver(issuer=None, number=None).unit("省财政厅")

    assert (unit.name, unit.region, unit.reason) == ("x-省财政厅", None, "minted")


def test_two_names_in_brackets_are_one_unit():
    municipal = resolver(issuer="上海市人民政府办公厅", number="沪府办〔2031〕1号")

    assert municipal.unit("市文化旅游局（市广电局）").name == municipal.unit("市文化旅游局").name


def test_an_issuer_that_ends_like_an_office_is_not_inside_itself():
    unit = resolver(issuer="安徽省推进建设领导小组办公室", number="皖推办〔2031〕1号").unit(
        "安徽省推进建设领导小组办公室"
    )

    assert (unit.name, unit.parent) == ("安徽省推进建设领导小组办公室", None)


def test_of_several_issuers_each_is_known_by_its_short_name():
    notice = marked_notice("培养人才。", issuer="浙江省知识产权局", number="浙知〔2031〕1号")
    both = replace(notice, issuers=(*notice.issuers, replace(notice.issuers[0], value="省科技厅")))

    assert Resolver(both, scope="x").unit("省科学技术厅").reason == "issuer"


def test_offices_and_bodies_inside_the_issuer_know_their_parent():
    office, centre = resolver().unit("专技处"), resolver().unit("就业人才中心")

    assert (office.kind, office.type, office.parent) == ("office", "内设机构", "山东省人力资源和社会保障厅")
    assert (centre.kind, centre.type, centre.parent) == ("body", "直属事业单位", "山东省人力资源和社会保障厅")


@pytest.mark.parametrize(
    ("name", "candidate"), [("专技处", True), ("省财政厅", False), ("省人社厅专技处", False), ("各市人民政府", False)]
)
def test_what_rests_on_the_form_of_a_name_alone_is_a_candidate(name, candidate):
    assert resolver().unit(name).is_candidate is candidate


names = st.text(
    st.sampled_from("省市区县厅局委处室我本各有关国家人民政府办公科技财政海洋山东、（）()"), min_size=1, max_size=10
)
issuers = st.sampled_from(
    [None, "山东省人力资源和社会保障厅", "国务院", "立山区人民政府", "某办公室", "上海市杨浦区人民政府"]
)


@given(names, issuers)
def test_every_name_leads_to_a_node_whatever_it_looks_like(name, issuer):
    unit = resolver(issuer=issuer, number=None).unit(name)

    assert unit.name
    assert unit.label
    assert unit.parent != unit.name


@given(st.lists(names, min_size=2, max_size=4, unique=True))
def test_the_order_of_questions_changes_no_answer(asked):
    answers = []
    for order in permutations(asked):
        fresh = resolver()
        answers.append({name: fresh.unit(name) for name in order})

    assert all(answer == answers[0] for answer in answers)
