"""What `silian evaluate` prints: the figures of each kind of fact, and what a change gained and lost."""

import json
from pathlib import Path
from typing import Any

from silian_kg.cli.output import Format, count, print_json, print_rows, say
from silian_kg.errors import ReadingError
from silian_kg.evaluation import SINGLE, Evaluation, Judged, evaluate
from silian_kg.files import write_whole


def print_evaluation(gold: Path, *, against: Path | None, save: Path | None, errors: bool, format_: Format) -> None:
    """Evaluate the notices of a gold folder and print the figures."""
    from silian_kg.building import extract_file
    from silian_kg.graph.record import record

    earlier = _load(against) if against else None
    evaluation = evaluate(gold, lambda path: record(extract_file(path)))
    if save:
        write_whole(save, (json.dumps(evaluation.as_json(), ensure_ascii=False, indent=0) + "\n").encode("utf-8"))
    gained, lost = evaluation.against(earlier) if earlier else ([], [])
    if format_ is Format.JSON:
        print_json(evaluation.as_json() | ({"gained": _plain(gained), "lost": _plain(lost)} if earlier else {}))
        return
    print_rows(
        _figures(evaluation),
        ("fact", "P", "R", "F1", "95 %", "gold"),
        format_,
        title=f"{count(len(evaluation.notices), 'notice')} of {gold}",
    )
    if errors:
        wrong = [judged for judged in evaluation.judged if judged.verdict != "found"]
        print_rows(
            _plain(wrong),
            ("notice", "measure", "kind", "verdict", "text"),
            format_,
            empty="no fact missed, none spurious",
        )
    if earlier:
        say(f"gained {len(gained)}, lost {len(lost)} against {against}")
        for sign, facts in (("+", gained), ("-", lost)):
            for fact in facts:
                say(f"{sign} {fact.notice} {fact.measure} {fact.kind}: {fact.text} ({fact.verdict})")


def _figures(evaluation: Evaluation) -> list[dict[str, Any]]:
    rows = []
    for kind, counted in evaluation.counts().items():
        if kind in SINGLE:
            rows.append({"fact": kind, "F1": f"{counted.recall:.3f}", "gold": counted.gold})
            continue
        if not counted.gold and not counted.fp:  # nothing to find and nothing found: no figure says that
            rows.append({"fact": kind, "gold": 0})
            continue
        low, high = evaluation.interval(kind)
        rows.append({
            "fact": kind, "P": f"{counted.precision:.3f}", "R": f"{counted.recall:.3f}", "F1": f"{counted.f1:.3f}",
            # one notice has no spread
            "95 %": f"{low:.3f}–{high:.3f}" if len(evaluation.notices) > 1 else "", "gold": counted.gold,
        })  # fmt: skip
    return rows


def _plain(facts: list[Judged]) -> list[dict[str, str]]:
    return [
        {"notice": f.notice, "measure": f.measure, "kind": f.kind, "verdict": f.verdict, "text": f.text} for f in facts
    ]


def _load(path: Path) -> dict[str, Any]:
    try:
        run: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror}); save a run with --save first") from error
    except ValueError as error:
        raise ReadingError(f"{path}: not a saved run ({error}); save one with --save") from error
    if "judged" not in run:
        raise ReadingError(f"{path}: not a saved run; save one with --save")
    return run
