"""The record: the JSON contract of `silian extract`."""

import json

import pytest
from marked import marked_notice

from silian_kg.graph.record import record

MEASURE_KEYS = {"id", "text", "start", "end", "truncated", "responsible", "mentions", "chains", "linkages"}
MENTION_KEYS = {"type", "text", "concept", "flow", "certainty", "start", "end", "quote", "rule"}


@pytest.fixture(scope="module")
def founding_record(founding):
    return record(founding)


def test_the_keys_of_the_contract_are_there(founding_record):
    assert {"title", "number", "issuers", "date", "addressees", "cites"} <= set(founding_record["notice"])
    for measure in founding_record["measures"]:
        assert set(measure) >= MEASURE_KEYS
        assert all(set(mention) >= MENTION_KEYS for mention in measure["mentions"])
        assert all(set(seat) >= {"unit", "role", "iri", "start", "end"} for seat in measure["responsible"])
        assert all(set(link) >= {"from", "to", "from_text", "to_text"} for link in measure["linkages"])


def test_it_is_plain_json_that_comes_back_the_same(founding_record):
    assert json.loads(json.dumps(founding_record, ensure_ascii=False)) == founding_record


def test_the_title_is_that_of_what_the_notice_issues(founding_record):
    assert founding_record["notice"]["title"] == "关于推进“四链”融合发展工作的若干措施"
    assert founding_record["notice"]["carrier_title"].endswith("的通知")


def test_offsets_lead_to_the_quotes(founding, founding_record):
    for measure in founding_record["measures"]:
        for fact in (*measure["mentions"], *measure["responsible"]):
            assert founding.source[fact["start"] : fact["end"]] == fact["quote"]


def test_what_the_text_does_not_say_is_null_or_empty():
    notice = marked_notice("加强领导。", number=None, issuer=None)
    head = record(notice)["notice"]
    (measure,) = record(notice)["measures"]

    assert (head["number"], head["issuers"], head["date"], head["addressees"], head["cites"]) == (
        None,
        [],
        None,
        [],
        [],
    )
    assert (measure["responsible"], measure["mentions"], measure["chains"], measure["linkages"]) == ([], [], [], [])


def test_a_linkage_names_its_chains_and_the_words_at_both_ends():
    notice = marked_notice("培养[院士](talent develops 人才链)，服务[海洋](industry benefits 产业链)。")

    assert record(notice)["measures"][0]["linkages"] == [
        {"from": "人才链", "to": "产业链", "from_text": "院士", "to_text": "海洋", "kind": "育成服务"}
    ]


def test_nodes_are_those_of_the_graph():
    notice = marked_notice("服务[海洋](industry benefits 产业链)。（责任单位：[专技处](responsible)）")
    (measure,) = record(notice)["measures"]

    assert measure["iri"].endswith("/id/doc/鲁人社字〔2031〕1号/一.1")
    assert (
        measure["mentions"][0]["concept"]
        == measure["mentions"][0]["iri"]
        == "https://w3id.org/silian-kg/vocab/field/海洋"
    )
    assert measure["responsible"][0]["iri"].endswith("/id/unit/山东省人力资源和社会保障厅-专技处")
