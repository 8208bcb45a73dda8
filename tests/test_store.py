"""The store: what goes in comes out, changes are whole, and the order in which notices arrive leaves no trace."""

import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import permutations

import pyoxigraph as ox
import pytest
from invented import invented_notice
from marked import marked_notice

from silian_kg.errors import ExportError, QueryError, StoreError
from silian_kg.graph.exporting import FORMATS, serialize
from silian_kg.graph.sparql import Iri
from silian_kg.graph.store import Store
from silian_kg.vocabulary import ontology_folder

SEAT = "（责任单位：[人才处](responsible)）"
ONE = marked_notice(
    f"服务[海洋](industry benefits 产业链)。{SEAT}", contact="省人力资源社会保障厅人才开发处", name="one.txt"
)
TWO = marked_notice(
    f"实施[“鲲鹏起飞”行动](program drawsOn 人才链)。{SEAT}", number="鲁人社字〔2031〕2号", name="two.txt"
)
THREE = marked_notice(
    "服务[海洋](industry benefits 产业链)。（[省财政厅](lead)牵头）",
    issuer="浙江省科学技术厅",
    number="浙科〔2031〕3号",
    name="three.txt",
)


def dump(store):
    return serialize(store.oxigraph, ox.RdfFormat.N_QUADS, graphs=True)


def filled(*notices):
    store = Store.memory()
    for notice in notices:
        store.add(notice)
    return store


# ---- notices in and out


def test_a_notice_comes_back_as_it_was(founding):
    store = Store.memory()
    iri = store.add(founding)

    assert store.notice(iri) == founding


def test_an_entry_tells_what_there_is(founding):
    store = filled(founding)
    (entry,) = store.notices()

    assert (entry.key, entry.number) == ("鲁人社字〔2022〕161号", "鲁人社字〔2022〕161号")
    assert entry.title == "关于推进“四链”融合发展工作的若干措施"
    assert entry.sha256 == founding.sha256
    assert len(store) == 1


def test_an_empty_store_holds_no_notice_and_knows_the_vocabularies():
    store = Store.memory()

    assert store.notices() == ()
    assert store.ask("ASK { field:海洋 skos:prefLabel ?label }")


def test_adding_again_changes_nothing():
    store = filled(ONE, TWO)
    before = dump(store)
    store.add(ONE)

    assert dump(store) == before


def test_adding_a_notice_with_other_facts_leaves_nothing_of_the_old_ones():
    changed = replace(ONE, measures=())

    assert dump(filled(ONE, TWO, changed)) == dump(filled(TWO, changed))


def test_removing_a_notice_leaves_what_was_there_without_it():
    store = filled(ONE, TWO, THREE)
    store.remove(next(entry.iri for entry in store.notices() if entry.name == "one.txt"))

    assert dump(store) == dump(filled(TWO, THREE))


def test_removing_the_last_notice_leaves_an_empty_store():
    store = filled(ONE)
    store.remove(store.notices()[0].iri)

    assert dump(store) == dump(Store.memory()) == b""


def test_what_is_not_there_cannot_be_removed():
    with pytest.raises(StoreError, match="no such notice"):
        filled(ONE).remove("https://example.org/none")


@pytest.mark.parametrize("order", list(permutations((ONE, TWO, THREE))))
def test_the_order_of_notices_changes_no_byte(order):
    assert dump(filled(*order)) == dump(filled(ONE, TWO, THREE))


def test_one_at_a_time_and_all_at_once_are_the_same():
    store = Store.memory()
    iris = store.add_all([ONE, TWO, THREE])

    assert dump(store) == dump(filled(ONE, TWO, THREE))
    assert [store.notice(iri).name for iri in iris] == ["one.txt", "two.txt", "three.txt"]


# ---- one number, two texts


def other_text(notice, name):
    source = notice.source + "另一份文本\n"
    return replace(notice, name=name, source=source, sha256=sha256(source.encode()).hexdigest())


def test_two_texts_with_one_number_are_kept_apart():
    store = filled(ONE, other_text(ONE, "other.txt"))

    assert len({entry.key for entry in store.notices()}) == 2
    assert {entry.number for entry in store.notices()} == {"鲁人社字〔2031〕1号"}
    assert sorted(store.notice(entry.iri).name for entry in store.notices()) == ["one.txt", "other.txt"]
    assert store.select("SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a skg:Measure }").rows == ((2,),)


def test_which_of_two_texts_came_first_does_not_matter():
    third = other_text(other_text(ONE, "b.txt"), "c.txt")
    versions = [ONE, other_text(ONE, "b.txt"), third]

    assert len({dump(filled(*order)) for order in permutations(versions)}) == 1


def test_when_one_of_two_texts_goes_the_other_has_the_plain_name():
    other = other_text(ONE, "other.txt")
    store = filled(ONE, other)
    store.remove(next(entry.iri for entry in store.notices() if entry.key == "鲁人社字〔2031〕1号"))

    assert [entry.key for entry in store.notices()] == ["鲁人社字〔2031〕1号"]


def test_one_text_in_two_files_is_one_notice_under_the_first_name():
    again = replace(ONE, name="a.txt")

    assert [entry.name for entry in filled(ONE, again).notices()] == ["a.txt"]
    assert dump(filled(ONE, again)) == dump(filled(again, ONE))


def test_a_text_whose_number_is_read_better_does_not_stay_under_the_old_one():
    better = replace(ONE, number=replace(ONE.number, value="鲁人社字〔2031〕11号"))

    assert dump(filled(ONE, better)) == dump(filled(better))


# ---- a folder


def test_a_store_in_a_folder_is_there_when_it_is_opened_again(tmp_path):
    with Store.open(tmp_path / "store") as store:
        store.add(ONE)
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert [entry.name for entry in store.notices()] == ["one.txt"]
        assert dump(store) == dump(filled(ONE))


def test_a_reader_cannot_write(tmp_path):
    Store.open(tmp_path / "store").close()
    with Store.open(tmp_path / "store", read_only=True) as store, pytest.raises(StoreError, match="read only"):
        store.add(ONE)


def test_there_is_nothing_to_read_where_no_store_is(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "none", read_only=True)


def test_a_folder_with_other_things_is_no_store(tmp_path):
    (tmp_path / "letter.txt").write_text("x")

    with pytest.raises(StoreError, match="other things"):
        Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(StoreError, match="is a file"):
        Store.open(tmp_path / "file")


def test_a_store_of_a_newer_format_is_refused_and_left_alone(tmp_path):
    Store.open(tmp_path / "store").close()
    mark = tmp_path / "store" / "silian.json"
    mark.write_text(json.dumps({"format": 99}))

    with pytest.raises(StoreError, match="newer silian-kg"):
        Store.open(tmp_path / "store")
    assert json.loads(mark.read_text()) == {"format": 99}


def test_a_damaged_mark_is_told(tmp_path):
    Store.open(tmp_path / "store").close()
    (tmp_path / "store" / "silian.json").write_text("{")

    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path / "store")


def test_two_cannot_write_at_once(tmp_path):
    code = "import sys; from silian_kg.graph.store import Store; Store.open(sys.argv[1])"
    with Store.open(tmp_path / "store"):
        second = subprocess.run([sys.executable, "-c", code, tmp_path / "store"], capture_output=True, text=True)

    assert "StoreError" in second.stderr
    assert "another process" in second.stderr


def test_when_the_vocabularies_have_changed_they_are_brought_in_again(tmp_path):
    with Store.open(tmp_path / "store") as store:
        store.add(ONE)
        before = dump(store)
        store.oxigraph.update("DELETE WHERE { GRAPH ?g { <https://w3id.org/silian-kg/vocab/field/海洋> ?p ?o } }")
    mark = tmp_path / "store" / "silian.json"
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"vocabularies": "old"}))
    with Store.open(tmp_path / "store") as store:
        assert dump(store) == before


def test_a_snapshot_can_be_read_beside_the_writer(tmp_path):
    with Store.open(tmp_path / "store") as store:
        store.add(ONE)
        store.snapshot(tmp_path / "published")
        store.add(TWO)
        with Store.open(tmp_path / "published", read_only=True) as reader:
            assert dump(reader) == dump(filled(ONE))


def test_a_snapshot_overwrites_nothing(tmp_path):
    with Store.open(tmp_path / "store") as store, pytest.raises(StoreError, match="something already"):
        store.snapshot(tmp_path / "store")
    with pytest.raises(StoreError, match="in memory"):
        Store.memory().snapshot(tmp_path / "new")


# ---- questions


def test_select_gives_columns_and_plain_values():
    rows = filled(ONE).select(
        "SELECT ?m ?n ?none { ?m a skg:Measure ; skg:position ?n OPTIONAL { ?m skg:truncated ?none } }"
    )

    assert rows.columns == ("m", "n", "none")
    assert list(rows) == [{"m": "https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕1号/一.1", "n": 1, "none": None}]
    assert isinstance(rows.rows[0][0], Iri)


def test_a_column_can_be_given_its_node():
    rows = filled(ONE).select(
        "SELECT ?field ?label { ?field skos:prefLabel ?label }", field="https://w3id.org/silian-kg/vocab/field/海洋"
    )

    assert [row["label"] for row in rows] == ["海洋"]
    with pytest.raises(QueryError, match=r"\?field"):
        filled(ONE).select("SELECT ?label { ?field skos:prefLabel ?label }", field="https://example.org/x")


def test_ask_and_construct():
    store = filled(ONE)

    assert store.ask("ASK { ?m skg:benefits field:海洋 }")
    assert not store.ask("ASK { ?m skg:benefits field:人工智能 }")
    assert len(store.construct("CONSTRUCT { ?m a skg:Measure } WHERE { ?m a skg:Measure }")) == 1


@pytest.mark.parametrize(
    "wrong",
    ["SELEKT", "SELECT ?x { ?x nosuch:prefix ?y }", "", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"],
)
def test_what_is_not_sparql_or_calls_out_is_refused(wrong):
    with pytest.raises(QueryError):
        Store.memory().select(wrong)


def test_a_word_that_only_looks_like_a_call_is_none():
    store = filled(ONE)

    assert store.select(
        "SELECT ?service { ?service a skg:Measure ; skg:text ?t FILTER(?t != 'SERVICE <x>') } # SERVICE"
    ).rows


def test_the_wrong_kind_of_question_is_told():
    store = Store.memory()

    with pytest.raises(QueryError, match="no SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="no ASK"):
        store.ask("SELECT * {}")
    with pytest.raises(QueryError, match="no CONSTRUCT"):
        store.construct("SELECT * {}")


def test_the_same_data_answers_through_rdflib():
    store = filled(ONE)
    found = store.dataset.query("SELECT ?m WHERE { ?m <https://w3id.org/silian-kg/ns#benefits> ?f }")

    assert [str(row.m) for row in found] == ["https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕1号/一.1"]


# ---- export


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_is_the_same_bytes_whatever_the_order(ending, tmp_path):
    filled(ONE, TWO).export(tmp_path / f"a{ending}")
    filled(TWO, ONE).export(tmp_path / f"b{ending}")

    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes() != b""


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_reads_back_as_the_same_triples(ending, tmp_path, founding):
    store = filled(founding, invented_notice())
    store.export(tmp_path / f"a{ending}")
    read = {quad.triple for quad in ox.parse(path=str(tmp_path / f"a{ending}"))}

    assert read == {quad.triple for quad in ox.parse(dump(store), format=ox.RdfFormat.N_QUADS)}


def test_rdflib_reads_what_we_write(tmp_path):
    from rdflib import Graph

    filled(ONE).export(tmp_path / "a.ttl")
    graph = Graph().parse(tmp_path / "a.ttl")

    assert len(graph) == len({quad.triple for quad in ox.parse(path=str(tmp_path / "a.ttl"))})


def test_an_export_holds_the_concepts_in_use_unless_told_otherwise(tmp_path):
    store = filled(ONE)
    sizes = {}
    for choice in ("none", "used", "all"):
        store.export(tmp_path / "a.nt", vocabularies=choice)
        sizes[choice] = text = (tmp_path / "a.nt").read_text(encoding="utf-8")
        assert (
            '<https://w3id.org/silian-kg/vocab/field/海洋> <http://www.w3.org/2004/02/skos/core#prefLabel> "海洋"@zh'
            in text
        ) is (choice != "none")

    assert len(sizes["none"]) < len(sizes["used"]) < len(sizes["all"])


def test_an_unknown_ending_is_told_with_those_that_are_known(tmp_path):
    with pytest.raises(ExportError, match=r"\.trig"):
        Store.memory().export(tmp_path / "a.xlsx")
    with pytest.raises(ExportError, match="cannot be written"):
        Store.memory().export(tmp_path / "none" / "a.nq")
    assert list(tmp_path.iterdir()) == []


def test_spans_expand_to_standard_web_annotations(founding):
    store = filled(founding)
    query = (ontology_folder() / "exports" / "web-annotations.rq").read_text(encoding="utf-8")
    said = {}
    for triple in store.construct(query):
        said.setdefault(triple.predicate.value, {})[triple.subject.value] = triple.object.value
    mentions = store.select("SELECT DISTINCT ?x { ?x a skg:Mention }")
    oa = "http://www.w3.org/ns/oa#"

    assert set(said[oa + "hasTarget"]) == {row["x"] for row in mentions}
    for node, quote in said[oa + "exact"].items():
        start = int(said[oa + "start"][node.replace("#quote", "#position")])
        before, after = said[oa + "prefix"][node], said[oa + "suffix"][node]
        assert founding.source[start - len(before) : start + len(quote) + len(after)] == before + quote + after
