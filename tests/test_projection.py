"""Projection: the store as a NetworkX graph whose edges can prove themselves, and its contraction to chains."""

import json

import networkx as nx
import pytest
from marked import marked_notice

from silian_kg.errors import ExportError
from silian_kg.graph.projection import FORMATS, chain_graph, export_projection, project
from silian_kg.graph.store import Store

LINKED = "依托[技工院校](carrier drawsOn 教育链)培养[高技能人才](talent develops 人才链)，服务[海洋](industry benefits 产业链)。（责任单位：[专技处](responsible)）"
OCEAN = "https://w3id.org/silian-kg/vocab/field/海洋"
OFFICE = "https://w3id.org/silian-kg/id/unit/山东省人力资源和社会保障厅-专技处"
MEASURE = "https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕1号/一.1"


def store_of(*notices):
    store = Store.memory()
    store.add_all(notices)
    return store


@pytest.fixture(scope="module")
def founding_graph(founding):
    """The founding notice as a graph."""
    return project(store_of(founding))


def test_an_empty_store_is_an_empty_graph():
    assert project(Store.memory()).number_of_nodes() == 0
    assert chain_graph(project(Store.memory())).number_of_edges() == 0


def test_nodes_have_labels_and_types():
    graph = project(store_of(marked_notice(LINKED)))

    assert (graph.nodes[OCEAN]["label"], graph.nodes[OCEAN]["type"], graph.nodes[OCEAN]["chain"]) == (
        "海洋",
        "industry",
        "产业链",
    )
    assert (graph.nodes[OFFICE]["label"], graph.nodes[OFFICE]["type"]) == ("山东省人力资源和社会保障厅专技处", "unit")
    assert (graph.nodes[MEASURE]["label"], graph.nodes[MEASURE]["notice"]) == ("一.1", "鲁人社字〔2031〕1号")


def test_the_key_of_an_edge_is_its_predicate():
    graph = project(store_of(marked_notice(LINKED)))

    assert set(graph[MEASURE][OCEAN]) == {"benefits"}
    assert set(graph[MEASURE][OFFICE]) == {"responsibleUnit"}
    assert set(graph[OFFICE][OCEAN]) == {"serves"}
    assert set(graph[OFFICE]["https://w3id.org/silian-kg/id/unit/山东省人力资源和社会保障厅"]) == {"unitOf"}


def test_every_edge_proves_itself(founding_graph, founding):
    for source, target, key, data in founding_graph.edges(keys=True, data=True):
        assert data["certainty"] in ("stated", "by-reference", "inferred")
        assert data["evidence"] or key == "unitOf", (source, target, key)
        for start, end, quote in data["evidence"]:
            assert founding.source[start:end] == quote


def test_no_node_of_the_founding_notice_is_of_an_unknown_type(founding_graph):
    assert "other" not in {data["type"] for _, data in founding_graph.nodes(data=True)}
    assert sum(data["type"] == "measure" for _, data in founding_graph.nodes(data=True)) == 27


def test_facts_between_the_same_nodes_are_one_edge_with_all_the_evidence():
    notice = marked_notice(
        "服务[海洋](industry benefits 产业链)，支撑[海洋](industry benefits 产业链)。（责任单位：[专技处](responsible)）"
    )
    graph = project(store_of(notice))

    assert len(graph[MEASURE][OCEAN]["benefits"]["evidence"]) == 2
    assert len(graph[OFFICE][OCEAN]["serves"]["evidence"]) == 3  # two mentions and the seat
    assert graph[OFFICE][OCEAN]["serves"]["measures"] == (MEASURE,)


def test_an_edge_has_the_firmest_certainty_of_its_facts():
    by_office = "服务[海洋](industry benefits 产业链)。（责任单位：[专技处](responsible)）"
    by_hall = "服务[海洋](industry benefits 产业链)。（责任单位：[我厅](responsible)）"
    hall = "https://w3id.org/silian-kg/id/unit/山东省人力资源和社会保障厅"

    assert project(store_of(marked_notice(by_office)))[hall][OCEAN]["serves"]["certainty"] == "inferred"
    assert project(store_of(marked_notice(by_office, by_hall)))[hall][OCEAN]["serves"]["certainty"] == "stated"


def test_one_notice_can_be_shown_alone():
    one, two = (
        marked_notice(LINKED),
        marked_notice("培养[院士](talent develops 人才链)。", number="鲁人社字〔2031〕2号"),
    )
    store = store_of(one, two)
    alone = project(store, notice="https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕2号")

    assert {data["label"] for _, data in alone.nodes(data=True)} == {"一.1", "院士"}
    assert project(store).number_of_nodes() > alone.number_of_nodes()


def test_chains_are_linked_with_the_number_of_measures():
    twice = store_of(marked_notice(LINKED, LINKED))
    chains = chain_graph(project(twice))

    assert {(a, b): data["weight"] for a, b, data in chains.edges(data=True)} == {
        ("教育链", "人才链"): 2,
        ("人才链", "产业链"): 2,
    }
    assert chains["人才链"]["产业链"]["measures"] == (MEASURE, MEASURE[:-1] + "2")


def test_the_chains_of_the_graph_are_those_of_the_query(founding, founding_graph):
    from silian_kg.graph.queries import run

    matrix = {(row["从"], row["到"]): row["措施数"] for row in run(store_of(founding), "linkage-matrix")}

    assert {(a, b): data["weight"] for a, b, data in chain_graph(founding_graph).edges(data=True)} == matrix


@pytest.mark.parametrize("ending", FORMATS)
def test_an_export_reads_back_with_as_many_nodes_and_edges(ending, tmp_path, founding_graph):
    path = tmp_path / f"graph{ending}"
    export_projection(founding_graph, path)
    if ending == ".json":
        back = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    else:
        back = (nx.read_graphml if ending == ".graphml" else nx.read_gexf)(path)

    assert back.number_of_nodes() == founding_graph.number_of_nodes()
    assert back.number_of_edges() == founding_graph.number_of_edges()
    assert back.nodes[OCEAN]["label"] == "海洋"


@pytest.mark.parametrize("ending", FORMATS)
def test_the_order_of_notices_changes_no_byte_of_an_export(ending, tmp_path):
    one, two = marked_notice(LINKED), marked_notice(LINKED, number="鲁人社字〔2031〕2号")
    export_projection(project(store_of(one, two)), tmp_path / f"a{ending}")
    export_projection(project(store_of(two, one)), tmp_path / f"b{ending}")

    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()
    assert b"lastmodified" not in (tmp_path / f"a{ending}").read_bytes()


def test_an_unknown_ending_and_a_place_that_refuses_are_told(tmp_path):
    with pytest.raises(ExportError, match=r"\.graphml"):
        export_projection(nx.MultiDiGraph(), tmp_path / "a.dot")
    with pytest.raises(ExportError, match="cannot be written"):
        export_projection(nx.MultiDiGraph(), tmp_path / "none" / "a.json")
