"""The founding notice as a draft with tracked changes and as a print with balloons; which facts revisions add and remove."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from silian_kg.building import extract_file
from silian_kg.facts import Notice
from silian_kg.graph.record import record
from silian_kg.graph.store import Store
from silian_kg.revising import diff_revisions

FIXTURES = Path(__file__).parent / "fixtures"
FOUNDING = FIXTURES / "founding"
sys.path.insert(0, str(FIXTURES))

from word import dele, document, ins, p  # noqa: E402

PLACES = {"start", "end", "page", "notes", "cue_start", "cue_end", "file", "sha256", "encoding"}


def facts(notice: Notice) -> Any:
    """Everything that a notice says, without where it stands in which file."""

    def told(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: told(value) for key, value in data.items() if key not in PLACES}
        if isinstance(data, str):  # a quote shows the line breaks of its file
            return re.sub(r"\s", "", data)
        return [told(each) for each in data] if isinstance(data, list) else data

    return told(record(notice))


@pytest.mark.parametrize("form", ["draft.docx", "print.pdf"])
def test_the_founding_notice_gives_the_same_facts_in_every_form(form: str, founding_path: Path) -> None:
    assert facts(extract_file(FOUNDING / form)) == facts(extract_file(founding_path))


def test_the_evidence_of_each_form_is_in_its_own_text() -> None:
    for form in ("draft.docx", "print.pdf"):
        notice = extract_file(FOUNDING / form)

        assert all(notice.source[each.start : each.end] == each.quote for each in notice.evidence())


def test_a_draft_tells_what_its_revisions_change_and_whose_they_are() -> None:
    revised = diff_revisions(FOUNDING / "draft.docx")
    units = {
        (change.verdict, change.text): change.authors for change in revised.changes if change.kind == "responsible"
    }
    measures = [
        (change.verdict, change.text[:12], change.authors) for change in revised.changes if change.kind == "measure"
    ]

    assert units["removed", "responsible 规划财务处"] == ("唐",)
    assert ("removed", "组织开展优秀人才休假疗养", ("唐",)) in measures
    assert ("added", "以培养引进战略科学家、领", ("秦",)) in measures
    assert not any("因需设岗" in text for _, text, _ in measures)  # 9 has moved, and is what it was
    assert all(change.authors for change in revised.changes)


def test_a_file_without_revisions_has_no_changes(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(
        document(p("各市：") + p("一、举办研修班。（责任单位：专技处）") + p("二、发布目录。（责任单位：规划处）"))
    )

    assert diff_revisions(file).changes == ()


def test_the_command_lists_changes_by_author(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    changed = p("二、发布目录。（责任单位：", dele("规划处", "秦"), ins("人才处", "唐"), "）")
    file.write_bytes(document(p("各市：") + p("一、举办研修班。（责任单位：专技处）") + changed))
    command = [sys.executable, "-m", "silian_kg.cli", "diff", "--revisions", str(file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True)
    rows = [
        (row["verdict"], row["text"], row["author"]) for row in json.loads(done.stdout) if row["kind"] == "responsible"
    ]

    assert rows == [("removed", "responsible 规划处", "秦"), ("added", "responsible 人才处", "唐")]


def test_evidence_of_a_print_tells_its_page_and_the_graph_keeps_it() -> None:
    notice = extract_file(FOUNDING / "print.pdf")
    pages = [notice.page_of(measure.evidence) for measure in notice.measures]
    store = Store.memory()

    assert pages == sorted(pages)  # type: ignore[type-var]
    assert (pages[0], pages[-1]) == (1, len(notice.pages))
    assert store.notice(store.add(notice)) == notice
    assert record(notice)["measures"][-1]["page"] == len(notice.pages)


def test_evidence_of_a_file_without_pages_has_none(founding_path: Path) -> None:
    notice = extract_file(founding_path)

    assert notice.pages == ()
    assert notice.page_of(notice.measures[0].evidence) is None
