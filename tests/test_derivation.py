"""Derivation: the rules as published and the rules as run say the same, and each on the smallest text that decides it."""

import pyoxigraph as ox
import pytest
from marked import marked_notice

from silian_kg.graph import knowledge
from silian_kg.graph import terms as t
from silian_kg.graph.derivation import derive
from silian_kg.graph.mapping import to_quads
from silian_kg.graph.store import Store

RULES = (
    "R4-first-listed-leads",
    "R5-standing-unit",
    "R0-closure",
    "R1-serves",
    "R1-group",
    "R1-mapping",
    "R2-serves-parent",
    "R3-linkage",
    "R6-instrument",
)
HALL = "山东省人力资源和社会保障厅"
SEAT = "（责任单位：[专技处](responsible)）"


def linkages(store):
    rows = store.select(
        "SELECT ?a ?b { ?l skg:fromChain/skos:prefLabel ?a ; skg:toChain/skos:prefLabel ?b } ORDER BY ?a ?b"
    )
    return [tuple(row) for row in rows.rows]


def serving(store):
    rows = store.select("""SELECT DISTINCT ?unit ?field ?level ?rule { ?c rdf:predicate skg:serves ; rdf:subject ?u ; rdf:object ?f ; skg:rule ?rule ;
        skg:certainty/skos:notation ?level . ?u skos:prefLabel ?unit . ?f skos:prefLabel ?field } ORDER BY ?unit ?field""")
    return {(row[0].removeprefix(HALL) or HALL, *row[1:]) for row in rows.rows}


def store_of(*measures, **more):
    store = Store.memory()
    store.add(marked_notice(*measures, **more))
    return store


def by_rules(store, key):
    """What the published rules derive in a store without derived graph, one rule after another; what is asserted is not derived."""
    graph = ox.NamedNode(t.derived_graph(key))
    store.oxigraph.remove_graph(graph)
    asserted = {quad.triple for quad in store.oxigraph}
    derived = set()
    for rule in RULES:
        new = set(store.construct(knowledge.rule(rule))) - asserted - derived
        derived |= new
        store.oxigraph.extend(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in new)
    return derived


def as_run(notice):
    quads = ox.parse(derive(notice, to_quads(notice)).encode(), format=ox.RdfFormat.N_QUADS)
    return {quad.triple for quad in quads if not quad.subject.value.startswith(t.ID + "graph/")}


CASES = {
    "flow roles": marked_notice(
        f"依托[技工院校](carrier drawsOn 教育链)培养[高技能人才](talent develops 人才链)，服务[海洋](industry benefits 产业链)。{SEAT}"
    ),
    "several sentences": marked_notice("培养[院士](talent develops 人才链)。服务[海洋](industry benefits 产业链)。"),
    "no chain": marked_notice("培养[院士](talent develops 其他)，服务[海洋](industry benefits 产业链)。"),
    "the same element twice": marked_notice(
        f"培养[院士](talent develops 人才链)，服务[海洋](industry benefits 产业链)和[海洋](industry benefits 创新链)。{SEAT}"
    ),
    "by reference": marked_notice(
        f"面向[重点产业领域](field-group benefits 产业链)培养[院士](talent develops 人才链)。{SEAT}"
    ),
    "by reference beside a named one": marked_notice(
        f"面向[重点领域](field-group benefits 产业链)和[海洋](industry benefits 产业链)。{SEAT}"
    ),
    "a mapped field": marked_notice(
        f"服务[人工智能](industry benefits 产业链)、[集成电路](industry benefits 产业链)。{SEAT}"
    ),
    "a mapped field elsewhere": marked_notice(
        f"服务[海洋](industry benefits 产业链)。{SEAT}", issuer="浙江省科学技术厅", number="浙科〔2031〕1号"
    ),
    "drawing on a field": marked_notice(
        f"利用[大数据](industry drawsOn 创新链)培养[院士](talent develops 人才链)。{SEAT}"
    ),
    "roles": marked_notice(
        "服务[海洋](industry benefits 产业链)。（[省财政厅](lead)牵头，[专技处](support)、[各市人民政府](responsible)配合）"
    ),
    "first listed": marked_notice(
        "服务[海洋](industry)。（责任单位：[人才处](responsible)、[专技处](responsible)）", first_listed_leads=True
    ),
    "standing": marked_notice("服务[海洋](industry)。（均需[各市人民政府](responsible~document)落实）"),
    "two measures": marked_notice(
        f"服务[海洋](industry benefits 产业链)。{SEAT}", f"培养[院士](talent develops 人才链)。{SEAT}"
    ),
    "nothing": marked_notice("加强领导。"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_rules_as_run_derive_what_the_published_rules_derive(case):
    notice = CASES[case]
    store = Store.memory()
    store.add(notice)

    assert as_run(notice) == by_rules(store, "鲁人社字〔2031〕1号" if "浙" not in notice.source else "浙科〔2031〕1号")


def test_the_rules_as_run_derive_what_the_published_rules_derive_on_the_founding_notice(founding):
    store = Store.memory()
    store.add(founding)

    assert as_run(founding) == by_rules(store, "鲁人社字〔2022〕161号")


# ---- R1, R1-group, R1-mapping, R2: who serves what


def test_a_measure_that_names_a_field_states_who_serves_it():
    store = store_of(f"向[海洋](industry benefits 产业链)倾斜。{SEAT}")

    assert ("专技处", "海洋", "stated", "R1") in serving(store)


def test_naming_a_field_without_a_flow_role_states_it_too():
    assert ("专技处", "海洋", "stated", "R1") in serving(store_of(f"在[海洋](industry)等方面。{SEAT}"))


def test_technologies_and_disciplines_are_fields():
    answers = serving(
        store_of(f"围绕[区块链](industry benefits 创新链)、[哲学社会科学](industry benefits 教育链)培养人才。{SEAT}")
    )

    assert {("专技处", "区块链", "stated", "R1"), ("专技处", "哲学社会科学", "stated", "R1")} <= answers


def test_drawing_on_a_field_is_not_serving_it():
    assert serving(store_of(f"利用[大数据](industry drawsOn 创新链)。{SEAT}")) == set()


def test_a_measure_without_a_unit_says_nothing_of_who_serves():
    assert serving(store_of("服务[海洋](industry benefits 产业链)。")) == set()


def test_a_collective_field_is_served_by_reference_and_never_expanded():
    assert serving(store_of(f"面向[重点产业领域](field-group benefits 产业链)。{SEAT}")) == {
        ("专技处", "重点产业领域", "by-reference", "R1-group")
    }


def test_beside_a_named_field_the_collective_one_adds_nothing():
    answers = serving(
        store_of(f"面向[重点领域](field-group benefits 产业链)和[海洋](industry benefits 产业链)。{SEAT}")
    )

    assert "R1-group" not in {rule for *_, rule in answers}


def test_a_mapping_to_a_standard_class_is_inferred_and_names_its_rule():
    answers = serving(store_of(f"发展[集成电路](industry benefits 产业链)。{SEAT}"))

    assert ("专技处", "集成电路", "stated", "R1") in answers
    assert {(level, rule) for unit, field, level, rule in answers if unit == "专技处" and field != "集成电路"} == {
        ("inferred", "R1-mapping")
    }


def test_the_classification_of_a_province_counts_in_that_province_alone():
    measure = f"服务[海洋](industry benefits 产业链)。{SEAT}"
    here = {field for _, field, *_ in serving(store_of(measure))}
    there = {field for _, field, *_ in serving(store_of(measure, issuer="浙江省科学技术厅", number="浙科〔2031〕1号"))}

    assert "现代海洋" in here
    assert there == {"海洋"}


def test_what_an_office_serves_the_body_above_it_serves_by_inference():
    assert (HALL, "海洋", "inferred", "R2") in serving(store_of(f"服务[海洋](industry benefits 产业链)。{SEAT}"))


def test_what_is_by_reference_is_not_lifted_to_the_body_above():
    assert HALL not in {
        unit for unit, *_ in serving(store_of(f"面向[重点产业领域](field-group benefits 产业链)。{SEAT}"))
    }


def test_what_the_body_states_itself_is_not_inferred_again():
    answers = serving(
        store_of("服务[海洋](industry benefits 产业链)。（责任单位：[我厅](responsible)、[专技处](responsible)）")
    )

    assert {(level, rule) for unit, field, level, rule in answers if (unit, field) == (HALL, "海洋")} == {
        ("stated", "R1")
    }


# ---- R3: linkages


def test_what_is_developed_links_to_whom_it_benefits():
    assert linkages(store_of("培养[院士](talent develops 人才链)，服务[海洋](industry benefits 产业链)。")) == [
        ("人才链", "产业链")
    ]


def test_within_one_chain_nothing_links():
    assert linkages(store_of("依托[院士](talent drawsOn 人才链)培养[博士后](talent develops 人才链)。")) == []


def test_across_sentences_nothing_links():
    assert linkages(store_of("培养[院士](talent develops 人才链)。服务[海洋](industry benefits 产业链)。")) == []


def test_the_chain_in_which_a_mention_acts_decides_and_not_that_of_the_concept():
    assert linkages(store_of("培养[院士](talent develops 人才链)，服务[海洋](industry benefits 创新链)。")) == [
        ("人才链", "创新链")
    ]


def test_a_means_links_to_whom_it_benefits_only_where_nothing_is_developed():
    with_product = (
        "用[人才贷](program drawsOn 资金链)培养[院士](talent develops 人才链)，服务[海洋](industry benefits 产业链)。"
    )

    assert linkages(store_of("用[人才贷](program drawsOn 资金链)支持[院士](talent benefits 人才链)。")) == [
        ("资金链", "人才链")
    ]
    assert ("资金链", "产业链") not in linkages(store_of(with_product))


# ---- R0, R4, R5


def test_whoever_leads_or_supports_is_responsible():
    store = store_of("服务。（[省财政厅](lead)牵头，[专技处](support)配合）")

    assert store.ask(
        "ASK { ?m skg:leadUnit unit:山东省财政厅 ; skg:responsibleUnit unit:山东省财政厅 , unit:山东省人力资源和社会保障厅-专技处 }"
    )


def test_the_first_listed_leads_where_the_notice_says_so_and_nowhere_else():
    measure = "服务。（责任单位：[人才处](responsible)、[专技处](responsible)）"
    question = "ASK { ?m skg:leadUnit unit:山东省人力资源和社会保障厅-人才处 }"

    assert store_of(measure, first_listed_leads=True).ask(question)
    assert not store_of(measure).ask(question)


def test_units_of_a_clause_for_the_whole_document_carry_it_out():
    store = store_of("服务。（均需[各市人民政府](responsible~document)落实）")

    assert store.ask(
        "ASK { ?m skg:implementingUnit ?g . ?d skg:standingUnit ?g . ?g skos:prefLabel ?name FILTER(CONTAINS(?name, '各市人民政府')) }"
    )


def test_a_word_for_an_instrument_gives_the_instrument_with_its_place():
    notice = marked_notice("加强技能培训，给予补贴。")
    store = Store.memory()
    store.add(notice)
    rows = store.select(
        "SELECT ?tool ?cue ?from ?to { ?c skg:rule 'R6' ; rdf:object/skos:prefLabel ?tool ; skg:cue ?cue ; skg:cueStart ?from ; skg:cueEnd ?to }"
    )

    assert ("人才培养", "培训") in {row[:2] for row in rows.rows}
    assert all(notice.source[row[2] : row[3]] == row[1] for row in rows.rows)


def test_a_notice_of_which_nothing_follows_has_no_derived_graph():
    notice = marked_notice("春天来了。")

    assert derive(notice, to_quads(notice)) == ""
