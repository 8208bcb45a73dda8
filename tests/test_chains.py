"""Chains: which of the four a measure works on, with the words that show it."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.errors import VocabularyError
from silian_kg.pipes.chains import Said, chains, load_cues, own_text, strengths
from silian_kg.pipes.found import Found, found, leave


def chains_of(text: str) -> list[str]:
    return list(dict.fromkeys(claim.label for claim in chains(text, [(0, len(text))])))


CASES = [
    ("加强高层次人才引进，提高专业技术人员薪酬待遇。", ["人才链"]),
    ("支持高等院校加强学科建设，开发课程，改进教学。", ["教育链"]),
    ("支持民营企业扩大生产，推动产业集群转型升级。", ["产业链"]),
    ("开展关键核心技术攻关，建设重点实验室，促进科技成果转化。", ["创新链"]),
    ("落实领导责任，加强督促检查。", []),
    ("按照职责分工抓好工作落实，及时报送情况。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_measure_works_on_the_chains_that_its_words_speak_of(text, expected):
    assert chains_of(text) == expected


def test_a_measure_may_work_on_several_chains():
    text = "支持企业与职业院校共建实训基地，培养技能人才。"

    assert set(chains_of(text)) >= {"人才链", "教育链", "产业链"}


def test_a_passing_slogan_does_not_count():
    slogan = "为产业发展提供支撑"
    text = "做好医师岗位聘用和薪酬发放，保障医师待遇，" * 6 + slogan + "。"

    assert "产业链" not in chains_of(text)
    assert chains_of("推动产业发展。") == ["产业链"]


def test_the_words_that_are_quoted_stand_in_the_text():
    text = "支持民营企业扩大生产，推动产业集群转型升级。"

    for claim in chains(text, [(0, len(text))]):
        assert text[claim.start : claim.end] in load_cues().weights[claim.label]


def test_names_of_the_measure_speak_for_its_chains_too():
    text = "做好数字孪生体运维师选育。"
    name = Found(2, 9, "talent", "数字孪生体运维师", "names/example")

    alone = chains(text, [(0, len(text))])
    named = chains(text, [(0, len(text))], [name] * 20)

    assert not alone
    assert {claim.label for claim in named} == {"人才链"}
    assert {(claim.start, claim.end) for claim in named} == {(2, 9)}


def test_a_longer_word_hides_the_cue_inside_it():
    places = load_cues().occurrences("科技局和教育厅", [(0, 7)])

    assert list(places) == []


def test_a_word_speaks_more_strongly_often_and_early_and_less_in_a_long_text():
    once, twice = [Said(50, 52, "企业")], [Said(50, 52, "企业"), Said(60, 62, "企业")]

    assert strengths(twice, 0, 150)["企业"] > strengths(once, 0, 150)["企业"]
    assert strengths(once, 55, 150)["企业"] > strengths(once, 0, 150)["企业"]
    assert strengths(once, 0, 600)["企业"] < strengths(once, 0, 150)["企业"]
    assert strengths([], 0, 150) == {}


def test_responsibility_clauses_are_not_the_measures_own_text():
    assert own_text(0, 20, [(5, 8), (15, 20)]) == [(0, 5), (8, 15)]
    assert own_text(5, 8, [(0, 20)]) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=4))
def test_own_text_never_meets_what_is_left_out(pieces):
    without = sorted((start, start + length) for start, length in pieces)

    for start, end in own_text(0, 30, without):
        assert start < end
        assert all(end <= low or high <= start for low, high in without)


@given(st.text(alphabet="甲乙丙丁。，", max_size=50))
def test_nothing_is_claimed_of_a_text_without_cue_words(text):
    assert chains(text, [(0, len(text))]) == []


def test_weights_are_never_negative_and_every_chain_has_a_threshold():
    cues = load_cues()

    assert set(cues.weights) == set(cues.thresholds) == {"人才链", "教育链", "产业链", "创新链"}
    assert min(weight for words in cues.weights.values() for weight in words.values()) >= 0


def test_a_line_of_another_form_is_refused_with_its_number(tmp_path):
    path = tmp_path / "chains.tsv"
    path.write_text("# note\n人才链\t人才\t2\n", encoding="utf-8")

    with pytest.raises(VocabularyError, match="line 2"):
        load_cues(path)
    with pytest.raises(VocabularyError, match="missing"):
        load_cues(tmp_path / "absent.tsv")


def test_the_stage_works_alone_on_plain_text():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_chains")

    doc = nlp("支持民营企业扩大生产，推动产业集群转型升级。")

    assert {claim.label for claim in found(doc, "chains")} == {"产业链"}
    assert {span.label_ for span in doc.spans["chains"]} == {"产业链"}


def test_clauses_do_not_speak_for_a_chain():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_chains")
    text = "落实领导责任。（责任单位：企业服务处、产业发展处、民营企业局）"
    clause = Found(7, len(text), "clause", text[7:], "responsibility/example")

    doc = nlp(leave(nlp.make_doc(text), "clauses", [clause]))

    assert found(doc, "chains") == ()


def test_the_founding_notice_works_on_people_in_almost_every_measure(founding_doc):
    measures = list(founding_doc._.document.measures())
    claims = [claim for claim in found(founding_doc, "chains") if claim.label == "人才链"]
    with_people = [
        measure for measure in measures if any(measure.body <= claim.start < measure.own_end for claim in claims)
    ]

    assert len(with_people) >= 25
    assert len(measures) == 27
