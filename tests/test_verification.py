"""Verification: every quote against its source, and exactly what no longer stands."""

import shutil

import pytest

from silian_kg.building import build
from silian_kg.graph.store import Store
from silian_kg.verification import verify, verify_store


@pytest.fixture
def source(tmp_path, founding_path):
    """A copy of the founding notice that a test may change."""
    return shutil.copy(founding_path, tmp_path / "notice.txt")


def statements(verdict):
    return {(fault.where, fault.evidence.quote) for fault in verdict.faults}


def test_an_untouched_source_bears_out_every_statement(source, founding):
    verdict = verify(founding, source)

    assert verdict.holds
    assert verdict.checked == sum(1 for _ in founding.evidence())
    assert verdict.checked > 400


def test_a_changed_character_names_exactly_the_statements_that_used_it(source, founding):
    text = source.read_text(encoding="utf-8")
    at = text.index("海洋、先进制造")
    source.write_text(text[: at + 1] + "滩" + text[at + 2 :], encoding="utf-8")
    expected = {evidence.quote for evidence in founding.evidence() if evidence.start <= at + 1 < evidence.end}

    verdict = verify(founding, source)

    assert {quote for _, quote in statements(verdict)} == expected
    assert ("measure 一.4 › mention 海洋", "海洋") in statements(verdict)
    assert not any("一.3" in where for where, _ in statements(verdict))
    assert verdict.moved == 0


def test_what_stands_behind_an_insertion_has_moved_and_is_no_fault(source, founding):
    text = source.read_text(encoding="utf-8")
    at = text.index("27.强化")
    source.write_text(text[:at] + "（新）" + text[at:], encoding="utf-8")

    verdict = verify(founding, source)

    assert not any("一.1" in where for where, _ in statements(verdict))
    assert verdict.moved > 0
    assert not verdict.holds


def test_a_missing_source_is_told(source, founding):
    source.unlink()

    verdict = verify(founding, source)

    assert not verdict.holds
    assert "no such file" in verdict.reason


def test_a_store_is_verified_notice_by_notice(source, tmp_path):
    build([source], tmp_path / "store")
    with Store.open(tmp_path / "store", read_only=True) as store:
        verdicts = list(verify_store(store))
    (tmp_path / "store" / "sources.json").unlink()
    with Store.open(tmp_path / "store", read_only=True) as store:
        without_record = list(verify_store(store))

    assert [verdict.holds for verdict in verdicts] == [True]
    assert "not recorded" in without_record[0].reason
