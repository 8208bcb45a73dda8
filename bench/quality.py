"""Quality on annotated notices → bench/quality.json, the figures that no change may fall below by more than 0.01.

    python bench/quality.py GOLD_ROOT            # compare with the committed figures
    python bench/quality.py GOLD_ROOT --update   # commit to the figures of today

GOLD_ROOT holds the sets `train` and `dev`, each with NAME.json beside NAME.txt; the founding notice of `corpus/` is a set of its own.
"""

import json
import sys
from pathlib import Path
from typing import Any

from silian_kg.building import extract_file
from silian_kg.evaluation import SINGLE, evaluate
from silian_kg.graph.record import record

HERE = Path(__file__).parent
COMMITTED = HERE / "quality.json"
SETS = ("train", "dev")
TOLERANCE = 0.01

Figures = dict[str, dict[str, float]]


def measure(gold_root: Path) -> Figures:
    """The main figure of each kind in each set: accuracy for title, number and date, else F1."""
    return {name: _figures(gold_root / name) for name in SETS if (gold_root / name).is_dir()}


def _figures(folder: Path) -> dict[str, float]:
    counts = evaluate(folder, lambda path: record(extract_file(path))).counts()
    return {kind: round(count.recall if kind in SINGLE else count.f1, 4) for kind, count in counts.items()}


def fallen(committed: Figures, today: Figures) -> list[str]:
    """What has fallen by more than the tolerance, a line each."""
    return [
        f"{name} {kind}: {figure:.4f} → {today[name].get(kind, 0.0):.4f}"
        for name, figures in committed.items()
        if name in today
        for kind, figure in figures.items()
        if today[name].get(kind, 0.0) < figure - TOLERANCE
    ]


def main(arguments: list[str]) -> int:
    """Compare, or update; 1 where a kind has fallen."""
    today = measure(Path(arguments[0]))
    committed: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    for name, figures in today.items():
        for kind, figure in figures.items():
            print(f"{name:8}{kind:14}{figure:8.4f}  committed {committed.get(name, {}).get(kind, 0.0):.4f}")
    if "--update" in arguments:
        COMMITTED.write_text(json.dumps(today, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0
    for line in (lines := fallen(committed, today)):
        print("FALLEN", line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
