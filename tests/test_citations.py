"""Citations: which documents a notice cites, by what name, and what the sentence does with them."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.citations import clean_title, find_citations
from silian_kg.pipes.found import found


def cited(text: str, own: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(citation.text, citation.label) for citation in find_citations(text, own)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《甲条例》，开展评审。", [("甲条例", "based_on")]),
        ("按照《甲办法》（某府发〔2022〕3号）要求执行。", [("甲办法", "based_on")]),
        ("深入贯彻落实《甲纲要》。", [("甲纲要", "applies")]),
        ("修订《甲细则》。", [("甲细则", "amends")]),
        ("原《甲细则》（某府发〔2020〕308号）同时废止。", [("甲细则", "repeals")]),
        ("加大《甲条例》宣传力度。", [("甲条例", "cites")]),
        ("开展检查。落实责任。依照法律处理。《甲条例》另有规定的除外。", [("甲条例", "cites")]),
    ],
)
def test_the_nearest_cue_says_what_the_sentence_does_with_a_document(text, expected):
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("落实《甲法》《乙法》要求。", ["甲法", "乙法"]),
        ("根据《国务院关于甲的意见》（国发〔2022〕30号）、《省政府关于乙的意见》（某政发〔2022〕3号）和省委《关于丙的通知》", ["国务院关于甲的意见", "省政府关于乙的意见", "关于丙的通知"]),
        ("执行《关于印发〈甲资助办法〉的通知》。", ["关于印发〈甲资助办法〉的通知"]),
        ("执行《关于印发《甲资助办法》的通知》。", ["关于印发《甲资助办法》的通知"]),
        ("落实《甲行动计划（2021-2025年）》。", ["甲行动计划（2021-2025年）"]),
        ("落实《关于促进人工智\n能发展的意见》。", ["关于促进人工智能发展的意见"]),
    ],
)  # fmt: skip
def test_titles_are_taken_whole_however_they_nest_or_adjoin(text, titles):
    assert [title for title, _ in cited(text)] == titles


def test_titles_in_a_row_share_the_cue_of_the_first():
    assert {
        relation for _, relation in cited("贯彻《甲法》（主席令第5号）、《乙条例》和市委办公室《关于丙的意见》。")
    } == {"applies"}


def test_a_new_cue_between_two_titles_counts_for_the_second():
    assert cited("根据《甲法》，修订《乙办法》。") == [("甲法", "based_on"), ("乙办法", "amends")]


@pytest.mark.parametrize(
    "text",
    [
        "填写《资助申请表》，提交《告知承诺书》和《营业执照》。",
        "办理《居住证》。",
        "刊发于《某某日报》。",
        "上演话剧《春天》，办好《开放》杂志。",
        "管理办法（以下简称《办法》）自公布之日起施行。",
        "依照《办法》办理。",
        "制定专项资金管理办法，完善评审细则。",
        "按照有关规定和相关管理办法执行。",
        "全面落实市场准入负面清单制度。",
        "某府发〔2024〕2号\n各有关单位：",
        "《没有收尾的书名号",
        "",
    ],
)
def test_forms_works_short_names_and_rules_without_a_name_are_no_citations(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由管委会按照专项发展资金管理办法统一使用。", [("专项发展资金管理办法", "based_on")]),
        ("组织实施商标品牌保护指南。", [("商标品牌保护指南", "applies")]),
        ("优化医疗服务分类目录，", [("医疗服务分类目录", "cites")]),
        ("深度融入区域全面经济伙伴关系协定，", [("区域全面经济伙伴关系协定", "cites")]),
        ("落实政商交往负面清单。", [("政商交往负面清单", "applies")]),
        ("出台市级数据共享责任清单（2024版）。", [("市级数据共享责任清单（2024版）", "cites")]),
        ("落实某办发〔2023〕32号文件中的措施。", [("某办发〔2023〕32号", "applies")]),
    ],
)
def test_rules_in_force_are_cited_without_title_marks(text, expected):
    assert cited(text) == expected


def test_a_number_behind_its_title_is_no_second_citation():
    assert cited("按照《甲办法》（某府发〔2022〕3号）规定执行。") == [("甲办法", "based_on")]


def test_a_notice_does_not_cite_itself():
    text = "本《关于促进人才发展的若干措施》由市人社局解释，依照《人才条例》制定。"

    assert cited(text, frozenset({"关于促进人才发展的若干措施"})) == [("人才条例", "based_on")]


def test_a_citation_extends_over_its_title_marks():
    doc = _doc("落实《甲条例》。")

    assert [(span.text, span.label_) for span in doc.spans["citations"]] == [("《甲条例》", "applies")]
    assert [citation.text for citation in found(doc, "citations")] == ["甲条例"]


def test_an_empty_text_cites_nothing():
    assert found(_doc(""), "citations") == ()


def test_the_founding_notice_cites_no_document_inside_its_measures(founding):
    assert [
        mention.text for measure in founding.measures for mention in measure.mentions if mention.type == "policy"
    ] == []


TITLES = st.text(alphabet="关于推进人才发展的若干意见条例（）〈〉“”、", min_size=3, max_size=20).map(
    lambda title: title + "管理条例"
)


@given(
    title=TITLES,
    before=st.sampled_from(["根据", "落实", "。", "市政府"]),
    after=st.sampled_from(["，", "。", "要求", "（某发〔2022〕1号）"]),
)
def test_every_document_in_title_marks_is_found_and_quoted(title, before, after):
    text = f"{before}《{title}》{after}"
    citations = find_citations(text)

    assert [citation.text for citation in citations] == [title.strip()]
    assert text[citations[0].start : citations[0].end] == f"《{title}》"


@given(st.text(alphabet="根据《》〈〉管理办法的意见落实，。\n（）号〔2022〕1", max_size=60))
def test_citations_lie_apart_in_the_order_of_the_text(text):
    citations = find_citations(text)

    assert all(first.end <= second.start for first, second in pairwise(citations))
    assert all(citation.text for citation in citations)


@given(st.text(max_size=40))
def test_a_clean_title_has_no_breaks_and_is_clean_already(title):
    assert "\n" not in clean_title(title)
    assert clean_title(clean_title(title)) == clean_title(title)


def _doc(text):
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_citations")
    return nlp(text)
