"""Extraction: findings become facts of the measure that holds them, quoted from the source as stored."""

from silian_kg.extraction import annotate, extract
from silian_kg.facts import Certainty
from silian_kg.reading import read_text

TWO_PLANS = """某市人民政府办公室关于印发两个方案的通知
各区人民政府：
现将《引才行动方案》《助企行动方案》印发给你们，请认真贯彻落实。
引才行动方案
一、引进领军人才。（责任单位：市人社局）
二、培养高技能人才。（责任单位：市总工会）
助企行动方案
一、扶持集成电路企业。（责任单位：市工信局）
二、发展现代农业。（责任单位：市农业农村局）
"""


def test_every_quote_is_the_slice_of_the_source_that_it_says_it_is(founding):
    assert all(founding.source[e.start : e.end] == e.quote and e.quote for e in founding.evidence())


def test_no_evidence_but_one_that_spans_it_holds_a_revision_mark(founding):
    marks = [line for line in founding.source.splitlines() if line.startswith(("设置格式[", "删除["))]
    names = [m.text for measure in founding.measures for m in measure.mentions]
    names += [seat.unit for measure in founding.measures for seat in measure.responsible]

    assert len(marks) == 16
    assert not any(mark in text for text in names for mark in ("设置格式", "删除[", "— "))
    assert not any("删除[" in measure.text or "设置格式" in measure.text for measure in founding.measures)


def test_what_the_source_breaks_off_is_kept_and_marked(founding):
    assert [measure.id for measure in founding.measures if measure.truncated] == ["六.27"]


def test_measures_with_one_id_in_two_plans_keep_their_own_units():
    notice = extract(annotate(read_text(TWO_PLANS, name="两案.txt")))

    assert [(m.id, [seat.unit for seat in m.responsible]) for m in notice.measures] == [
        ("一", ["市人社局"]),
        ("二", ["市总工会"]),
        ("一", ["市工信局"]),
        ("二", ["市农业农村局"]),
    ]


def test_a_collective_field_is_by_reference_and_no_industry(founding):
    groups = [m for measure in founding.measures for m in measure.mentions if m.type == "field-group"]
    fields = [m for measure in founding.measures for m in measure.mentions if m.type == "industry"]

    assert {m.certainty for m in groups} == {Certainty.BY_REFERENCE}
    assert {m.certainty for m in fields} == {Certainty.STATED}
    assert len({measure.id for measure in founding.measures for m in measure.mentions if m.type == "field-group"}) >= 15
    assert not {m.text for m in fields} & {"重点产业领域", "“四链融合”重点产业领域", "重点领域"}


def test_the_same_source_gives_the_same_facts(founding_document, founding):
    assert extract(annotate(founding_document)) == founding
