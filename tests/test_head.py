"""The head of a notice: what is stated is found with its words, what is not stays None."""

import pytest

from silian_kg.document import Head
from silian_kg.reading import read_text

BODY = "一、引进人才，落实待遇。\n二、培养人才，完善评价。"
LETTER = "各区人民政府，市政府各部门：\n现将《东海市人才方案》印发给你们，请认真执行。\n东海市人民政府办公室\n2031年1月2日\n东海市人才方案\n为培养人才，制定本方案。\n"


def head(text: str) -> Head:
    return read_text(text, name="示例").head


def test_the_head_of_the_founding_notice(founding_document):
    stated = founding_document.head

    assert stated.title is not None
    assert stated.title.value == "山东省人力资源和社会保障厅关于印发推进“四链”融合发展工作若干措施的通知"
    assert founding_document.issued.title.value == "关于推进“四链”融合发展工作的若干措施"
    assert stated.number.value == "鲁人社字〔2022〕161号"
    assert [each.value for each in stated.issuers] == ["山东省人力资源和社会保障厅"]
    assert [each.value for each in stated.addressees] == ["各市人力资源社会保障局", "省厅各处室", "直属单位"]
    assert stated.date.value == "2022-12-19"
    assert stated.disclosure.value == "主动公开"
    assert stated.contact.value == "省人力资源社会保障厅人才开发处"
    assert [(each.title, each.relation) for each in stated.cites] == [
        ("人才链、教育链、产业链、创新链融合发展工作机制（试行）", "based_on")
    ]


def test_every_value_stands_where_it_says(founding_document):
    stated, text = founding_document.head, founding_document.text

    for value in (stated.number, stated.disclosure, stated.contact, *stated.issuers, *stated.addressees):
        assert text[value.start : value.end] == value.value
    assert text[stated.date.start : stated.date.end] == "2022年12月19日"


def test_what_the_text_does_not_say_stays_none():
    assert head(BODY) == Head()


@pytest.mark.parametrize(
    ("masthead", "title"),
    [
        ("东海市人民政府办公室关于促进\n人才发展的若干意见", "东海市人民政府办公室关于促进人才发展的若干意见"),
        ("# 关于印发《人才方案》的通知", "关于印发《人才方案》的通知"),
        ("3. 东海市关于促进人才发展的意见（2031 年1 月2 日）", "东海市关于促进人才发展的意见"),
        ("东海市人才发展三年行动计划\n（2031—2033年）", "东海市人才发展三年行动计划"),
        ("东海市人才发展行动计划（2031—2033年） 相关解答", "东海市人才发展行动计划（2031—2033年）"),
        ("分类：\n政策法规\n关于促进人才发展的意见", "关于促进人才发展的意见"),
        ("东海市人民政府文件\n东政发〔2031〕1号\n关于促进人才发展的意见", "关于促进人才发展的意见"),
        ("关于印发人才工作方案的通知知", "关于印发人才工作方案的通知"),
        (
            "东海市人事局\n关于印发人才入户管理办法\n实施细则的通知",
            "东海市人事局关于印发人才入户管理办法实施细则的通知",
        ),
        ("关于人才工作的通知\n关于印发人才方案的通知", "关于印发人才方案的通知"),
    ],
)
def test_the_title_is_the_lines_that_end_as_titles_do(masthead, title):
    assert head(f"{masthead}\n各有关单位：\n为促进发展，制定本意见。\n{BODY}").title.value == title


def test_a_sentence_is_no_title():
    assert head(f"为促进发展，制定本方案。\n{BODY}").title is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("东人社发〔2031〕7号", "东人社发〔2031〕7号"),
        ("（东人社发[2031] 07 号）", "东人社发〔2031〕7号"),
        ("文号：东政办发（2031）12号", "东政办发〔2031〕12号"),
        ("东人社（规）﹝2031﹞3号", "东人社（规）〔2031〕3号"),
    ],
)
def test_the_number_is_given_in_the_standard_form(written, number):
    assert head(f"关于人才工作的意见\n{written}\n各有关单位：\n为促进发展，现通知如下。\n{BODY}").number.value == number


def test_a_number_that_a_sentence_cites_is_not_the_notice_s_own():
    text = f"关于人才工作的意见\n各有关单位：\n根据《人才条例》（东政发〔2030〕1号），现通知如下。\n{BODY}"

    assert head(text).number is None
    assert head(text).cites[0].number == "东政发〔2030〕1号"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
            ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"],
        ),
        ("各县（市、区）人民政府，市级各部门", ["各县（市、区）人民政府", "市级各部门"]),
        ("各区人民政府，市政府各委、办、局", ["各区人民政府", "市政府各委、办、局"]),
        ("东海经开区、西山园区管委会，有关单位", ["东海经开区、西山园区管委会", "有关单位"]),
        ("各市人力资源社会保障厅（局）、发展改革委", ["各市人力资源社会保障厅（局）", "发展改革委"]),
        ("厅机关各处（室）、各直属单位", ["厅机关各处（室）", "各直属单位"]),
        ("各监管组；各银行业金融机构", ["各监管组", "各银行业金融机构"]),
        ("各县（市、区）委、人民政府，市委各部委", ["各县（市、区）委、人民政府", "市委各部委"]),
        ("各区，各相关部门", ["各区", "各相关部门"]),
    ],
)
def test_addressees_are_parted_and_coordinated_names_stay_whole(line, names):
    assert [each.value for each in head(f"{line}：\n为促进发展，现通知如下。\n{BODY}").addressees] == names


@pytest.mark.parametrize("line", ["现将有关事项通知如下：", "申报条件：", "联系电话：123", "发布机构："])
def test_a_line_with_a_colon_need_not_address_anyone(line):
    assert head(f"{line}\n{BODY}").addressees == ()


@pytest.mark.parametrize(
    ("signature", "issuers", "date"),
    [
        ("东海市人民政府\n2031年1月2日", ["东海市人民政府"], "2031-01-02"),
        ("东海市人民政府\n二〇三一年十一月二十日", ["东海市人民政府"], "2031-11-20"),
        ("东海市财政局\n东海市教育局\n2031年1月2日", ["东海市财政局", "东海市教育局"], "2031-01-02"),
        ("东海省财政厅 东海省教育厅\n2031年1月2日", ["东海省财政厅", "东海省教育厅"], "2031-01-02"),
        ("东海省财政厅东海省教育厅\n2031年1月2日", ["东海省财政厅", "东海省教育厅"], "2031-01-02"),
        ("国 家 数 据 局\n2031年1月2日", ["国家数据局"], "2031-01-02"),
        ("东海市人民政府办公室（东海市数据局代章）\n2031年1月2日", ["东海市人民政府办公室"], "2031-01-02"),
        ("东海市人民政府办公室\n（东海市数据局代章）\n2031年1月2日", ["东海市人民政府办公室"], "2031-01-02"),
    ],
)
def test_who_signs_over_a_date_issues_the_notice(signature, issuers, date):
    below_letter = head(LETTER.replace("东海市人民政府办公室\n2031年1月2日", signature) + BODY)
    below_measures = head(f"各区人民政府：\n为培养人才，提出以下意见。\n{BODY}\n{signature}\n（此件公开发布）")

    for stated in (below_letter, below_measures):
        assert [each.value for each in stated.issuers] == issuers
        assert stated.date.value == date


@pytest.mark.parametrize("sentence", ["本意见自2031年1月2日起施行。", "到2031年1月2日前完成。", "（2031年1月2日印发）"])
def test_a_date_in_a_sentence_signs_nothing(sentence):
    assert head(f"各区人民政府：\n为培养人才，提出以下意见。\n{BODY}\n三、{sentence}").issuers == ()


def test_without_a_signature_the_title_says_who_issues():
    stated = head(f"东海市财政局等三部门关于人才工作的意见\n各有关单位：\n为培养人才，提出以下意见。\n{BODY}")

    assert [(each.value, each.rule) for each in stated.issuers] == [("东海市财政局", "head/issuer-in-title")]


def test_a_region_in_a_title_issues_nothing():
    assert head(f"东海省关于人才工作的意见\n各有关单位：\n为培养人才，提出以下意见。\n{BODY}").issuers == ()


@pytest.mark.parametrize(
    ("catalogue", "date", "published"),
    [
        ("成文日期：2031-01-02\n发布日期：2031-02-03", "2031-01-02", "2031-02-03"),
        ("**发布日期**: 2031年2月3日", "2031-02-03", "2031-02-03"),
        ("发布日期：\n2031-02-03", "2031-02-03", "2031-02-03"),
        ("发布日期：2031-13-45", None, None),
        ("发布日期：2029-2031年期间", None, None),
    ],
)
def test_dates_of_a_catalogue(catalogue, date, published):
    stated = head(f"{catalogue}\n各有关单位：\n为培养人才，提出以下意见。\n{BODY}")

    assert (stated.date and stated.date.value) == date
    assert (stated.published and stated.published.value) == published


@pytest.mark.parametrize(
    ("preamble", "cited"),
    [
        ("根据《人才条例》，结合实际，制定本方案。", [("人才条例", "based_on")]),
        ("为贯彻落实《人才意见》和《平台意见》精神，制定本方案。", [("人才意见", "applies"), ("平台意见", "applies")]),
        ("按照《关于印发〈人才条例〉的通知》要求，制定本方案。", [("关于印发〈人才条例〉的通知", "based_on")]),
        ("根据《人才条例》《人才条例》，制定本方案。", [("人才条例", "based_on")]),
        ("《人才条例》公布以来，成效明显，现提出意见。", [("人才条例", "cites")]),
        ("现将修订后的《人才规则》发给你们，请执行，制定本方案。", [("人才规则", "amends")]),
    ],
)
def test_what_the_preamble_cites_and_how(preamble, cited):
    assert [(each.title, each.relation) for each in head(f"各有关单位：\n{preamble}\n{BODY}").cites] == cited


def test_a_notice_cites_neither_itself_nor_what_it_issues():
    assert head(LETTER + BODY).cites == ()


def test_what_the_measures_cite_is_not_cited_by_the_preamble():
    assert (
        head(
            "各有关单位：\n为培养人才，提出以下意见。\n一、落实《人才条例》，培养人才。\n二、建设平台，扩大开放。"
        ).cites
        == ()
    )


@pytest.mark.parametrize(
    "letter",
    [
        "现将《东海市人才方案》印发给你们，请认真执行。",
        "《东海市人才方案》已经市政府同意，现印发给你们。",
        "我局制定了《东海市人才方案》。现予以印发，请认真执行。",
        "我局研究制定了《东海市人才方案》，经市政府同意，现予印发。",
    ],
)
def test_the_issued_document_has_its_title_and_extent(letter):
    text = LETTER.replace("现将《东海市人才方案》印发给你们，请认真执行。", letter) + BODY
    document = read_text(text, name="示例")

    assert document.issued is not None
    assert document.issued.title.value == "东海市人才方案"
    assert document.text[document.issued.start : document.issued.end].startswith("东海市人才方案\n为培养人才")
    assert document.text[document.issued.start : document.issued.end].endswith("完善评价。")


def test_a_list_below_a_letter_with_measures_is_not_what_it_issues():
    text = f"关于推广改革举措的通知\n各有关单位：\n为推广经验，自发布之日起执行，现通知如下。\n{BODY}\n东海市人民政府\n2031年1月2日\n改革举措清单\n1.数据共享。\n2.证照互认。"

    assert read_text(text, name="示例").issued is None
    assert [each.id for each in read_text(text, name="示例").measures()] == ["一", "二"]


def test_what_only_the_title_names_is_issued_where_the_text_follows_at_once():
    document = read_text(
        f"东海市人民政府关于印发人才发展规划的通知\n各区人民政府：\n为培养人才，制定本规划。\n{BODY}", name="示例"
    )

    assert document.issued is not None
    assert (document.issued.title.value, document.issued.title.rule) == ("人才发展规划", "head/issued-name-in-title")


def test_a_notice_that_issues_nothing_has_no_issued_document():
    assert read_text(f"各有关单位：\n根据《人才条例》，现通知如下。\n{BODY}", name="示例").issued is None


def test_a_title_may_be_broken_and_written_a_little_differently_over_the_text():
    text = LETTER.replace("《东海市人才方案》", "《关于〈东海市人才方案〉的补充意见（2031-2033年）》").replace(
        "\n东海市人才方案\n", "\n关于《东海市人才方案》\n补充意见（2031—2033年）\n"
    )

    assert read_text(text + BODY, name="示例").issued.title.value == "关于《东海市人才方案》补充意见（2031—2033年）"


def test_a_notice_on_one_line_has_its_head():
    text = (
        "各区人民政府，市级各部门：《关于支持人才的政策》已经市政府同意，现印发给你们，请认真执行。东海市人民政府2031年1月2日"
        "关于支持人才的政策为培养人才，制定本政策。一、引进人才，落实待遇。二、培养人才，完善评价。"
    )
    document = read_text(text, name="示例")

    assert document.issued.title.value == "关于支持人才的政策"
    assert [each.value for each in document.head.issuers] == ["东海市人民政府"]
    assert document.head.date.value == "2031-01-02"
    assert [each.id for each in document.measures()] == ["一", "二"]
