"""Cleaning: what is no text goes, every character that stays leads back to the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.reading.cleaning import FULL_WIDTH, RADICALS, Cleaned, clean
from silian_kg.reading.joining import wrap_width

PARAGRAPHS = [
    "一、加强人才引育",
    "1.实施知识更新工程，面向海洋、现代农业等领域举办高级研修班，培养急需紧缺的专业技术人才。（责任单位：专技处）",
    "2.依托技工院校组建技工教育集团，支持重点企业开展新型学徒制培训，扩大高技能人才供给规模。（责任单位：职业能力处）",
    "二、优化平台建设",
    "3.支持有条件的高校建设博士后引育机构，对新设立的博士后科研工作站给予经费支持，吸引优秀青年博士。（责任单位：人才处）",
    "4.建设专家库，常态化征集、发布人才需求，组织专家赴基层开展技术服务，促进科技成果转移转化。（责任单位：专家中心）",
]
PIECES = st.sampled_from(
    [
        "一、", "（一）", "1.", "人才处", "高技能人才，", "培养。", "（责任单位：", "）", "《", "》", "“", "”", '"', "\n", "\n\n", "\r\n", "\r",
        " ", "　", "\u00a0", "\t", "\ufeff", "\u2028", "**", "## ", "[链接](http://a.cn/b)", "<br>", "&nbsp;", "— 1 —", "删除[唐]: 的",
        "设置格式［秦］：字体: 三号", "2023 年6 月3 日", ",", ";", "(", ")", "⼈", "ISO 9001", "http://a.cn", "\ue004", "浏览次数：3",
    ]
)  # fmt: skip
WILD = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def may_become(char: str, place: str) -> bool:
    """Whether cleaning may write `char` for what stands in the source."""
    return (
        char == place
        or FULL_WIDTH.get(place) == char
        or RADICALS.get(ord(place)) == char
        or (place == '"' and char in "“”")
        or (
            char in " \n"
            and (
                place.isspace() or place in "\ufeff\u200b\u200c\u200d\u2060\u00ad\x85" or "\ue000" <= place <= "\uf8ff"
            )
        )
    )


@given(WILD)
def test_every_character_leads_back_to_its_own_in_the_source(source):
    cleaned = clean(source)

    assert len(cleaned.origins) == len(cleaned.text)
    assert all(before < after for before, after in zip(cleaned.origins, cleaned.origins[1:], strict=False))
    assert all(may_become(char, source[place]) for char, place in zip(cleaned.text, cleaned.origins, strict=True))


@given(WILD)
def test_no_line_of_the_text_is_empty_or_padded(source):
    lines = clean(source).text.split("\n")

    assert lines == [""] or all(line and line == line.strip(" ") for line in lines)


@given(WILD)
def test_cleaning_twice_gives_the_same(source):
    assert clean(source) == clean(source)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([
    "删除[唐]: 关于", "设置格式[秦]: 字体: (默认) 仿宋_GB2312, 三号", "设置格式［秦］：行距：固定值 28 磅", "删除［王］：\n", "插入[李]: 等单位",
    "批注 [A2]: 请核对", "带格式的: 缩进: 首行缩进:  2 字符", "移动了(插入) [1]", "删除[秦]: — 2 —", "# Page 1154:", "— 3 —", "第 4 页 共 9 页", "- 5 -",
])), max_size=6))  # fmt: skip
def test_balloons_and_page_marks_between_paragraphs_change_nothing(noise):
    blocks = list(PARAGRAPHS)
    for at, line in sorted(noise, reverse=True):
        blocks.insert(at, line)

    assert clean("\n\n".join(blocks)).text == "\n".join(PARAGRAPHS)


def text_of(source: str) -> str:
    cleaned: Cleaned = clean(source)
    return cleaned.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("发展。删除[唐]: 的", "发展。"),  # a balloon on the line that it is about
        (
            "一、人才\n\n设置格式[秦]: 字体: (默认) 仿宋_GB2312,\n(中文) 仿宋_GB2312, 三号\n\n1.培养。",
            "一、人才\n1.培养。",
        ),
        ("删除第三条第二款。", "删除第三条第二款。"),  # a sentence about deleting
        ("批注意见应当公开。", "批注意见应当公开。"),
        ("设置格式条款的，应当提示。", "设置格式条款的，应当提示。"),
    ],
)
def test_revision_balloons_go_and_sentences_about_revision_stay(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("（**责任单位：** 职业能力处）", "（责任单位：职业能力处）"),
        ("## 一、目标", "一、目标"),
        ("见[实施方案](https://example.org/a_(1).pdf)。", "见实施方案。"),
        ("见[2021]12号文。", "见[2021]12号文。"),
        ("培养<br/>人才&nbsp;队伍。", "培养人才队伍。"),
        ("当A<B时执行。", "当A<B时执行。"),
        ("1\\.培养人才。", "1.培养人才。"),
    ],
)
def test_marks_of_markdown_and_html_go_and_what_only_looks_like_them_stays(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("到2023 年6 月3 日，占比达到 50 %。", "到2023年6月3日，占比达到50%。"),
        ("国 家 数 据 局", "国家数据局"),
        (
            "东海市人民政府办公室 关于印发方案的通知",
            "东海市人民政府办公室 关于印发方案的通知",
        ),  # a space that parts names
        ("按照ISO 9001建设AI agent平台。", "按照ISO 9001建设AI agent平台。"),
        ("第一章　总　则", "第一章总则"),
    ],
)
def test_spaces_go_inside_chinese_and_stay_between_words(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("分配政策,鼓励;支持(责任单位:工资处)", "分配政策，鼓励；支持（责任单位：工资处）"),
        ("（一)指导思想", "（一）指导思想"),
        ("比例为1:2，共1,000人（RCEP）", "比例为1:2，共1,000人（RCEP）"),
        ("深化(Cloud)应用", "深化(Cloud)应用"),
        ('“十四五"时期的"揭榜"项目', "“十四五”时期的“揭榜”项目"),
        ('say "hello"', 'say "hello"'),
    ],
)
def test_half_width_marks_become_full_width_among_chinese_alone(source, text):
    assert text_of(source) == text


def test_radicals_of_a_pdf_become_characters():
    assert text_of("⼈⼒资源和社会保障⼯作，⺠⽣") == "人力资源和社会保障工作，民生"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("管理，\n\n积极对接高校。", "管理，积极对接高校。"),
        ("依托“四链融\n\n合”企业。", "依托“四链融合”企业。"),
        ("（一）\n指导思想。坚持创新。", "（一）指导思想。坚持创新。"),
        ("根据《办法》\n（东发〔2031〕2号）执行。", "根据《办法》（东发〔2031〕2号）执行。"),
        ("工信函〔\n2018\n〕\n470\n号", "工信函〔2018〕470号"),
        ("自\n2018\n年起实施。", "自2018年起实施。"),
        ("一、总体要求\n以创新为引领，推动发展。", "一、总体要求\n以创新为引领，推动发展。"),
        ("东海市人民政府\n2031年1月2日", "东海市人民政府\n2031年1月2日"),
        ("请认真执行。\n东海市人民政府", "请认真执行。\n东海市人民政府"),
        ("各有关单位：\n为推动发展，制定本方案。", "各有关单位：\n为推动发展，制定本方案。"),
        ("服务企业。（责任单位：人才处）\n各地要抓好落实。", "服务企业。（责任单位：人才处）\n各地要抓好落实。"),
    ],
)
def test_broken_sentences_are_joined_and_paragraphs_are_not(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize("width", range(24, 46, 3))
def test_a_hard_wrapped_text_reads_like_the_unwrapped(width):
    body = PARAGRAPHS * 4
    wrapped = "\n".join("\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in body)

    joined = text_of(wrapped)

    assert joined.replace("\n", "") == "".join(body)
    assert [line for line in joined.split("\n") if re.match("[一二]、", line)] == [
        line for line in body if re.match("[一二]、", line)
    ]
    assert all(line[-1] in "育设）。" for line in joined.split("\n"))


def test_lines_of_paragraphs_have_no_wrap_width():
    assert wrap_width(PARAGRAPHS) is None


def test_a_page_saved_as_one_line_breaks_at_its_spaces():
    sentences = " ".join(
        f"第{number}条 为促进人才发展，制定第{number}项规定，由有关部门组织实施。" for number in "一二三四五六七八九"
    )

    assert text_of(sentences).count("\n") == 8


def test_the_furniture_of_a_web_page_goes():
    page = "首页\n设为首页 加入收藏\n关于人才工作的意见\n浏览次数：1957\n一、培养人才。\n【打印】【关闭】\n京ICP备12345678号"

    assert text_of(page) == "关于人才工作的意见\n一、培养人才。"


def test_words_of_a_menu_stay_in_a_text_without_furniture():
    assert text_of("推进\n政务服务\n“一网通办”，方便群众。").replace("\n", "") == "推进政务服务“一网通办”，方便群众。"


def test_a_running_header_goes_where_page_marks_stand_beside_it():
    page = "关于人才工作的意见_某网\n2031/7/24 16:15\n{}\nhttps://example.org/a.htm\n1/2\n"
    source = page.format("一、培养人才，") + page.format("支持创新。")

    assert text_of(source) == "一、培养人才，支持创新。"
