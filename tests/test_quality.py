"""The quality gate: no kind of fact may fall by more than 0.01 against the committed figures."""

import importlib.util
import json

import pytest

from conftest import ROOT

_spec = importlib.util.spec_from_file_location("quality", ROOT / "bench" / "quality.py")
quality = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(quality)


def test_a_fall_is_told_and_a_rise_is_not():
    committed = {"dev": {"measure": 0.99, "talent": 0.90}}

    assert quality.fallen(committed, {"dev": {"measure": 0.985, "talent": 0.95}}) == []
    assert quality.fallen(committed, {"dev": {"measure": 0.97, "talent": 0.95}}) == ["dev measure: 0.9900 → 0.9700"]
    assert quality.fallen(committed, {"dev": {"measure": 1.0}}) == ["dev talent: 0.9000 → 0.0000"]


@pytest.mark.slow
def test_no_kind_of_fact_has_fallen(shared):
    committed = json.loads(quality.COMMITTED.read_text(encoding="utf-8"))
    today = quality.measure(shared / "gold")

    assert set(today) == set(quality.SETS)
    assert quality.fallen(committed, today) == []
