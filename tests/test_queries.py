"""The competency questions: each answers as expected on the founding notice, and what it is asked with stays data.

tests/data/queries/<name>.json holds the parameters and the rows. When the extraction has changed for the better, write them anew with
`python tests/test_queries.py` and read the difference before keeping it.
"""

import json
from pathlib import Path

import pytest
from marked import marked_notice

from silian_kg.errors import QueryError
from silian_kg.graph.queries import get_query, labels_of, list_queries, parse, run
from silian_kg.graph.store import Store

EXPECTED = Path(__file__).parent / "data" / "queries"
SEAT = "（责任单位：[专技处](responsible)）"
OCEAN = marked_notice(f"服务[海洋](industry benefits 产业链)。{SEAT}")
GROUP = marked_notice(
    "面向[重点产业领域](field-group benefits 产业链)。（责任单位：[人才处](responsible)）", number="鲁人社字〔2031〕2号"
)
ELSEWHERE = marked_notice(
    f"服务[海洋](industry benefits 产业链)。{SEAT}", issuer="浙江省人力资源和社会保障厅", number="浙人社〔2031〕3号"
)


@pytest.fixture(scope="module")
def store(founding):
    """A store of the founding notice."""
    store = Store.memory()
    store.add(founding)
    return store


def store_of(*notices):
    store = Store.memory()
    store.add_all(notices)
    return store


def levels(rows):
    return {(row["单位"], row["确定程度"]) for row in rows}


# ---- on the founding notice


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_a_question_is_answered_as_expected(name, store):
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    rows = run(store, name, **expected["parameters"])

    assert list(rows.columns) == expected["columns"]
    assert [list(row) for row in rows.rows] == expected["rows"]


def test_there_are_twenty_questions_in_two_languages():
    queries = list_queries()

    assert len(queries) == 20
    assert all(
        query.title and query.title_en and query.question.endswith(("？", "证", "）")) and query.question_en
        for query in queries
    )


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_a_query_file_runs_as_it_stands(name, store):
    assert store.select(get_query(name).text).columns


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_each_parameter_has_its_place_in_the_file(query):
    for parameter in query.parameters:
        assert f"VALUES ?{parameter.name} {{ " in query.text


# ---- who serves an industry


def test_a_named_industry_is_stated_for_the_unit_of_its_measure_alone(store):
    rows = run(store, "units-serving-industry", industry="海洋")

    assert {unit for unit, level in levels(rows) if level == "stated"} == {"专技处"}
    assert {(row["规则"], row["单位"]) for row in rows if row["确定程度"] == "inferred"} == {
        ("R2", "山东省人力资源和社会保障厅")
    }


def test_a_technology_is_stated_for_both_units_of_its_measure(store):
    rows = run(store, "units-serving-industry", industry="集成电路")

    assert {unit for unit, level in levels(rows) if level == "stated"} == {"专技处", "职业能力处"}


def test_an_industry_that_no_measure_names_is_answered_by_reference_alone(store):
    rows = run(store, "units-serving-industry", industry="纺织业")

    assert {row["确定程度"] for row in rows} == {"by-reference"}
    assert ("人才处", "“四链融合”重点产业领域") in {(row["单位"], row["领域"]) for row in rows}


def test_where_no_measure_speaks_of_any_field_there_is_no_row():
    assert len(run(store_of(OCEAN), "units-serving-industry", industry="集成电路")) == 0


def test_each_row_proves_itself(store, founding):
    for row in run(store, "units-serving-industry"):
        assert founding.source[row["起"] : row["止"]] == row["引文"]


def test_stated_comes_before_inferred_before_by_reference():
    order = [row["确定程度"] for row in run(store_of(OCEAN, GROUP), "units-serving-industry", industry="海洋")]

    assert order == ["stated", "inferred", "by-reference"]


def test_an_industry_is_known_by_its_other_labels_too():
    named = marked_notice(f"发展[人工智能](industry benefits 产业链)。{SEAT}")

    assert run(store_of(named), "units-serving-industry", industry="AI") == run(
        store_of(named), "units-serving-industry", industry="人工智能"
    )


def test_a_class_of_a_standard_that_has_the_name_of_a_stated_field_is_not_listed_again():
    named = marked_notice(f"发展[人工智能](industry benefits 产业链)。{SEAT}")
    rows = run(store_of(named), "units-serving-industry", industry="人工智能")

    assert [(row["单位"], row["规则"]) for row in rows] == [("专技处", "R1"), ("山东省人力资源和社会保障厅", "R2")]


def test_a_class_of_a_standard_is_answered_by_inference():
    rows = run(store_of(OCEAN), "units-serving-industry", industry="现代海洋")

    assert {(row["单位"], row["确定程度"]) for row in rows} == {
        ("专技处", "inferred"),
        ("山东省人力资源和社会保障厅", "inferred"),
    }


# ---- several notices


def test_a_short_name_asks_for_every_unit_that_has_it():
    rows = run(store_of(OCEAN, ELSEWHERE), "measures-of-unit", unit="专技处")

    assert [row["文件"] for row in rows] == ["浙人社〔2031〕3号", "鲁人社字〔2031〕1号"]


def test_a_full_name_asks_for_one_unit():
    rows = run(store_of(OCEAN, ELSEWHERE), "measures-of-unit", unit="浙江省人力资源和社会保障厅专技处")

    assert [row["文件"] for row in rows] == ["浙人社〔2031〕3号"]


def test_a_measure_can_be_asked_for_in_one_notice():
    both = store_of(OCEAN, ELSEWHERE)

    assert len(run(both, "units-of-measure", measure="一.1")) == 2
    assert [row["文件"] for row in run(both, "units-of-measure", measure="1", notice="浙人社〔2031〕3号")] == [
        "浙人社〔2031〕3号"
    ]


def test_a_node_is_as_good_as_a_label():
    by_label = run(store_of(OCEAN), "units-serving-industry", industry="海洋")

    assert (
        run(store_of(OCEAN), "units-serving-industry", industry="https://w3id.org/silian-kg/vocab/field/海洋")
        == by_label
    )


# ---- what is refused, and how


def test_an_unknown_question_is_answered_with_those_like_it():
    with pytest.raises(QueryError, match="units-serving-industry"):
        get_query("unit-serving-industries")


def test_an_unknown_label_is_answered_with_those_like_it(store):
    with pytest.raises(QueryError, match=r"no field is called '集成电路板'.*集成电路"):
        run(store, "units-serving-industry", industry="集成电路板")
    with pytest.raises(QueryError, match="职业能力处"):
        run(store, "measures-of-unit", unit="职业能力建设处")


def test_an_unknown_parameter_is_told_with_those_there_are(store):
    with pytest.raises(QueryError, match="it takes industry"):
        run(store, "units-serving-industry", industries="海洋")
    with pytest.raises(QueryError, match="it takes none"):
        run(store, "linkage-matrix", chain="人才链")


def test_a_parameter_that_is_wanting_is_told_with_an_example(store):
    with pytest.raises(QueryError, match="for example 专技处"):
        run(store, "measures-of-unit")


@pytest.mark.parametrize(
    "hostile",
    [
        "海洋 } ; DROP ALL",
        '海洋" }',
        "\\",
        "海洋\n}",
        "https://x> } UNION { ?s ?p ?o } #",
        "https://example.org/ }",
        "?industry",
        "UNDEF",
        "{{}}",
    ],
)
def test_what_is_given_never_becomes_part_of_the_query(hostile, store):
    with pytest.raises(QueryError):
        run(store, "units-serving-industry", industry=hostile)


def test_a_label_is_taken_with_or_without_quotation_marks(store):
    assert len(run(store, "units-serving-industry", industry="“海洋”")) == len(
        run(store, "units-serving-industry", industry="海洋")
    )


def test_the_labels_that_a_parameter_may_be_given_are_told(store):
    assert {"人才处", "人才开发处", "山东省人力资源和社会保障厅人才开发处"} <= set(labels_of(store, "unit"))
    assert "海洋" in labels_of(store, "field")


@pytest.mark.parametrize(
    "head",
    [
        "SELECT * {}",
        "# title: 一 | one\nSELECT * {}",
        "# title: 一 | one\n# question: 一 | one\n# parameter: a | field\nSELECT * {}",
    ],
)
def test_a_file_without_its_head_is_refused_with_what_it_wants(head):
    with pytest.raises(QueryError, match="# question: zh"):
        parse("mine", head)


def record():
    """Write the expected rows anew."""
    from silian_kg import annotate, extract, read

    store = Store.memory()
    (notice,) = (Path(__file__).parent.parent / "corpus" / "notices").glob("*161号.txt")
    store.add(extract(annotate(read(notice))))
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for query in list_queries():
        given = {
            parameter.name: parameter.example
            for parameter in query.parameters
            if parameter.required or parameter.type == "field"
        }
        rows = run(store, query.name, **given)
        lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows.rows)
        about = f'"parameters": {json.dumps(given, ensure_ascii=False)},\n "columns": {json.dumps(rows.columns, ensure_ascii=False)}'
        (EXPECTED / f"{query.name}.json").write_text(f'{{{about},\n "rows": [\n  {lines}\n ]}}\n', encoding="utf-8")


if __name__ == "__main__":
    record()
