"""Evaluation: the same figures as the scorer beside the gold, and what a change gained and lost."""

import json
import subprocess
import sys

import pytest

from silian_kg.errors import ReadingError
from silian_kg.evaluation import Count, Judged, align, evaluate, normal, readings

GOLD = {
    "doc": {
        "title": "某市若干措施|关于某市若干措施的通知",
        "number": "",
        "issuers": ["某市人民政府"],
        "date": "2024-01-02",
        "addressees": [],
        "cites": [],
    },
    "measures": [
        {
            "id": "一.1",
            "start": "实施“雁归计划”，引进领军人",
            "responsible": [{"unit": "市人社局", "role": "lead"}, {"unit": "市财政局", "role": "support"}],
            "industry": [],
            "program": ["雁归计划"],
            "talent": ["领军人才|产业领军人才", "?返乡人员"],
            "platform": [],
            "policy": [],
            "chains": ["人才链"],
        },
        {
            "id": "一.2",
            "start": "建设实训基地，服务新能源汽车",
            "responsible": [],
            "industry": ["新能源汽车"],
            "program": [],
            "talent": [],
            "platform": ["实训基地"],
            "policy": [],
            "chains": ["教育链", "产业链"],
        },
    ],
}
FOUND = {
    "notice": {"title": "某市若干措施", "number": None, "issuers": ["某市人民政府"], "date": "2024-01-03", "addressees": ["各区"], "cites": []},
    "measures": [
        {
            "id": "一.1",
            "text": "实施“雁归计划”，引进领军人才。",
            "responsible": [{"unit": "市人社局", "role": "lead"}, {"unit": "市财政局", "role": "responsible"}],
            "mentions": [{"type": "program", "text": "“雁归计划”"}, {"type": "talent", "text": "产业领军人才"}, {"type": "talent", "text": "返乡人员"}],
            "chains": ["人才链", "产业链"],
        },
        {"id": "一.3", "text": "（二）建设实训基地，服务新能源汽车产业。", "responsible": [], "mentions": [{"type": "platform", "text": "实训基地"}], "chains": ["教育链"]},
        {"id": "二.1", "text": "没有的措施", "responsible": [], "mentions": [{"type": "industry", "text": "海洋"}], "chains": []},
    ],
}  # fmt: skip


@pytest.fixture
def gold_folder(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    return tmp_path


def test_each_kind_counts_what_was_found_missed_and_spurious(gold_folder):
    counts = evaluate(gold_folder, lambda path: FOUND).counts()

    assert counts["measure"] == Count(tp=2, fp=1, fn=0)
    assert counts["measure id"] == Count(tp=1, fp=1, fn=1)
    assert counts["responsible"] == Count(tp=1, fp=1, fn=1)
    assert counts["unit"] == Count(tp=2, fp=0, fn=0)
    assert counts["program"] == Count(tp=1, fp=0, fn=0)
    assert counts["industry"] == Count(tp=0, fp=1, fn=1)
    assert counts["chains"] == Count(tp=2, fp=1, fn=1)
    assert counts["addressees"] == Count(tp=0, fp=1, fn=0)
    assert (counts["title"].recall, counts["number"].recall, counts["date"].recall) == (1.0, 1.0, 0.0)


def test_a_fact_open_to_judgement_costs_nothing(gold_folder):
    talents = [j for j in evaluate(gold_folder, lambda path: FOUND).judged if j.kind == "talent"]

    assert talents == [Judged("a", "一.1", "talent", "found", "领军人才|产业领军人才")]


def test_a_change_shows_the_facts_that_it_gained_and_lost(gold_folder):
    better = json.loads(json.dumps(FOUND))
    better["measures"][1]["mentions"].append({"type": "industry", "text": "新能源汽车"})
    better["measures"][0]["mentions"].pop(0)
    before = json.loads(json.dumps(evaluate(gold_folder, lambda path: FOUND).as_json()))

    gained, lost = evaluate(gold_folder, lambda path: better).against(before)

    assert gained == [Judged("a", "一.2", "industry", "found", "新能源汽车")]
    assert lost == [Judged("a", "一.1", "program", "found", "雁归计划")]


def test_the_interval_holds_the_figure_and_is_the_same_each_time(gold_folder):
    for copy in "bcdef":
        (gold_folder / f"{copy}.json").write_text(
            (gold_folder / "a.json").read_text(encoding="utf-8"), encoding="utf-8"
        )
        (gold_folder / f"{copy}.txt").write_text("正文", encoding="utf-8")
    empty = {
        "notice": {"title": "", "number": "", "issuers": [], "date": "", "addressees": [], "cites": []},
        "measures": [],
    }
    evaluation = evaluate(gold_folder, lambda path: FOUND if path.stem < "d" else empty)

    low, high = evaluation.interval("entities")

    assert low < evaluation.counts()["entities"].f1 < high
    assert evaluation.interval("entities") == (low, high)


def test_a_notice_may_lie_in_the_folder_notices_beside_its_gold(tmp_path):
    for folder in ("gold", "notices", "elsewhere"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "notices" / "a.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "elsewhere" / "b.txt").write_text("正文", encoding="utf-8")
    asked = []

    evaluation = evaluate(tmp_path / "gold", lambda path: asked.append(path) or FOUND)

    assert list(evaluation.notices) == ["a"]
    assert [path.resolve() for path in asked] == [(tmp_path / "notices" / "a.txt").resolve()]


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(ReadingError, match="no gold here"):
        evaluate(tmp_path, lambda path: FOUND)


def test_strings_are_compared_without_quotes_and_with_their_alternatives():
    assert normal("《“四链”办法》，") == "四链办法"
    assert readings("两院院士|国内两院院士") == {"两院院士", "国内两院院士"}


def test_a_measure_is_aligned_by_its_opening_words_and_not_by_its_id():
    wanted = [{"id": "1", "start": "推进技能培训工作落地见效"}, {"id": "2", "start": "健全评价体系和使用机制"}]
    got = [{"id": "1", "text": "健全评价体系和使用机制。"}, {"id": "9", "text": "1.推进技能培训工作落地见效。"}]

    pairs, left = align(wanted, got)

    assert [(gold["id"], found["id"]) for gold, found in pairs] == [("1", "9"), ("2", "1")]
    assert left == []


def test_of_measures_that_open_alike_the_one_with_the_right_id_is_taken():
    wanted = [{"id": "2", "start": "各区政府要加强组织领导工作"}]
    got = [{"id": "1", "text": "各区政府要加强组织领导工作。"}, {"id": "2", "text": "各区政府要加强组织领导工作！"}]

    pairs, left = align(wanted, got)

    assert pairs == [(wanted[0], got[1])]
    assert left == [got[0]]


def test_the_figures_equal_those_of_the_scorer_beside_the_gold(shared, gold_folder, tmp_path_factory):
    predictions = tmp_path_factory.mktemp("predictions")
    (predictions / "a.json").write_text(json.dumps(FOUND, ensure_ascii=False), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(shared / "gold" / "score.py"), str(gold_folder), str(predictions), "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    theirs = json.loads(printed.stdout)["overall"]
    ours = evaluate(gold_folder, lambda path: FOUND).as_json()["figures"]

    assert ours == {kind: theirs[kind] for kind in ours}
