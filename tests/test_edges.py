"""Left edges of open names: where a name begins, seen from its head noun."""

import pytest

from silian_kg.pipes.edges import Edges
from silian_kg.pipes.found import Found

CASES = [
    ("支持企业组建|量子信息创新^中心", {}),
    ("依托|人才培养^基地", {}),
    ("12.|博士后培养^基地", {}),
    ("落成一批|农业保护^基地", {}),
    ("柑橘网等|农产品销售^平台", {}),
    ("显著提升|产业^园区", {}),
    ("打造10个|海洋示范^基地", {}),
    ("第三条|科技型^孵化器", {}),
    ("各类|公共服务^平台", {}),
    ("开展|地理标志助力乡村振兴^行动", {"launched": True}),
    ("开展地理标志助力|乡村振兴^行动", {}),
    ("建设|概念验证与转化创新^中心", {"coordinated": True}),
    ("建设概念验证与|转化创新^中心", {}),
    ("依托工程研究中心和|重点^实验室", {"coordinated": True}),
    ("制定|国家和省专家^津贴", {}),
    ("实施|“三品”专项^行动", {}),
    ("推进|中国（安徽）自由贸易^试验区", {}),
    ("发展海洋、|农业^平台", {}),
    ("与|同济大学创新^中心", {}),
    ("搭建|^平台", {}),
]


@pytest.mark.parametrize(("marked", "options"), CASES)
def test_a_name_begins_at_its_mark(marked, options):
    text = marked.replace("|", "").replace("^", "")
    head = marked.replace("|", "").index("^")

    assert Edges(text).left(head, **options) == marked.replace("^", "").index("|")


def test_after_a_unit_a_name_begins_anew():
    text = "工业和信息化部科技型企业孵化器"
    unit = Found(0, 7, "decoy", text[:7], "example")

    assert Edges(text).left(12) < 7
    assert Edges(text, [unit]).left(12) == 7


def test_what_stands_after_the_last_break_is_unbroken():
    assert Edges("海洋牧场").unbroken(0, 4) == 0
    assert Edges("支持海洋").unbroken(0, 4) == 2
    assert Edges("大力发展海洋").unbroken(0, 6) == 4


def test_the_edges_of_an_empty_text():
    assert Edges("").left(0) == 0
