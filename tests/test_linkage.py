"""Linkages: elements of one sentence whose roles are in order and whose chains differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.facts import Evidence, Flow, Measure, Mention
from silian_kg.graph.linkage import KINDS, chain_pairs, linkages
from tests.marked import marked_notice


def links(marked: str) -> list[tuple[str, str, str]]:
    (measure,) = marked_notice(marked).measures
    return [(linkage.from_chain, linkage.to_chain, linkage.kind) for linkage in linkages(measure)]


CASES = [
    (
        "以[技工院校](carrier drawsOn 教育链)为主体培养[高技能人才](talent develops 人才链)。",
        [("教育链", "人才链", "依托培育")],
    ),
    (
        "面向[海洋](industry benefits 产业链)培养[技师](talent develops 人才链)。",
        [("人才链", "产业链", "育成服务")],
    ),
    (
        "以[人才贷](program drawsOn 资金链)支持[创业人才](talent benefits 人才链)。",
        [("资金链", "人才链", "依托服务")],
    ),
    # what is drawn on does not link to what benefits where something is developed
    (
        "依托[高校](carrier drawsOn 教育链)培养[技师](talent develops 人才链)服务[海洋](industry benefits 产业链)。",
        [("教育链", "人才链", "依托培育"), ("人才链", "产业链", "育成服务")],
    ),
    # the same chain, two who benefit, two sentences, no chain, no role: no linkage
    ("引进[院士](talent develops 人才链)服务[专家](talent benefits 人才链)。", []),
    ("服务[专家](talent benefits 人才链)和[海洋](industry benefits 产业链)。", []),
    ("依托[高校](carrier drawsOn 教育链)。培养[技师](talent develops 人才链)。", []),
    ("依托[群众组织](carrier drawsOn 其他)培养[技师](talent develops 人才链)。", []),
    ("提到[高校](carrier)，培养[技师](talent develops 人才链)。", []),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_an_element_links_to_one_with_a_later_role_of_another_chain(marked, expected):
    assert links(marked) == expected


def test_one_witness_stands_for_each_pair_of_chains():
    (measure,) = marked_notice(
        "依托[高校](carrier drawsOn 教育链)、[技工院校](carrier drawsOn 教育链)培养[技师](talent develops 人才链)。"
    ).measures

    assert len(linkages(measure)) == 2
    assert [(pair.source.text, pair.target.text) for pair in chain_pairs(measure)] == [("高校", "技师")]


def test_a_measure_without_mentions_links_nothing():
    assert linkages(Measure("一.1", "1", "略。", Evidence(0, 2, "略。"))) == ()


mentions = st.builds(
    Mention,
    type=st.just("carrier"),
    text=st.text("甲乙丙", min_size=1, max_size=2),
    evidence=st.integers(0, 50).map(lambda start: Evidence(start, start + 1, "甲")),
    rule=st.just("names/example"),
    flow=st.sampled_from([None, *Flow]),
    chain=st.sampled_from([None, "人才链", "教育链", "产业链", "其他"]),
    sentence=st.integers(1, 3),
)


@given(st.lists(mentions, max_size=8))
def test_a_linkage_joins_two_chains_of_one_sentence_in_the_order_of_roles(made):
    measure = Measure("一.1", "1", "文", Evidence(0, 1, "文"), mentions=tuple(made))

    for linkage in linkages(measure):
        assert linkage.from_chain != linkage.to_chain
        assert linkage.source.sentence == linkage.target.sentence
        assert KINDS[linkage.source.flow, linkage.target.flow] == linkage.kind


@given(st.lists(mentions, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_change_the_pairs(made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    pairs = [
        {
            (pair.from_chain, pair.to_chain)
            for pair in chain_pairs(Measure("一", "1", "文", Evidence(0, 1, "文"), mentions=tuple(order)))
        }
        for order in (made, shuffled)
    ]

    assert pairs[0] == pairs[1]
