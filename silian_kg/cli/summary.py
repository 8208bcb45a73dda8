"""What `silian build` ends with: what was found, who serves which industry, and what to do next."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from silian_kg.cli.output import Format, count, print_rows, say
from silian_kg.facts import Notice

SHOWN = 20  # rows of the answer; the rest is one command away
NAMES = {
    "industry": "产业与领域 fields",
    "field-group": "集合性领域 collective fields",
    "program": "项目计划 programs",
    "talent": "人才类型 talent types",
    "platform": "平台 platforms",
    "carrier": "载体 carriers",
    "activity": "活动 activities",
    "policy": "引用文件 cited policies",
}


def print_summary(notices: Sequence[Notice], store: Path) -> None:
    """Print the summary of a build."""
    for notice in notices if len(notices) <= 5 else ():
        title = notice.issued_title or notice.title
        say(f"{notice.name}: {title.value if title else '（无标题）'}")
    counts = _counts(notices)
    print_rows(
        counts, ("found", "distinct", "mentions"), Format.TABLE, title=f"{count(len(notices), 'notice')} → {store}"
    )
    _print_answer(store)
    say("Next:  silian query                            the questions that can be asked")
    say("       silian view network -o network.html     look at it (also: chains, matrix, notice)")
    say("       silian verify                           every quote against its source")


def _counts(notices: Sequence[Notice]) -> list[dict[str, Any]]:
    measures = [measure for notice in notices for measure in notice.measures]
    seats = [seat for measure in measures for seat in measure.responsible]
    mentions = Counter(mention.type for measure in measures for mention in measure.mentions)
    distinct = Counter(
        kind for kind, _ in {(mention.type, mention.text) for measure in measures for mention in measure.mentions}
    )
    rows: list[dict[str, Any]] = [
        {"found": "措施 measures", "distinct": len(measures), "mentions": len(measures)},
        {"found": "责任单位 responsible units", "distinct": len({seat.name for seat in seats}), "mentions": len(seats)},
    ]
    return rows + [
        {"found": name, "distinct": distinct[kind], "mentions": mentions[kind]}
        for kind, name in NAMES.items()
        if mentions[kind]
    ]


def _print_answer(store: Path) -> None:
    from silian_kg.graph.queries import run
    from silian_kg.graph.store import Store

    with Store.open(store, read_only=True) as opened:
        rows = run(opened, "units-serving-industry")
    answer = _by_unit(list(rows))
    columns = ("单位 unit", "确定程度 certainty", "产业与领域 fields", "措施 measures")
    print_rows(answer[:SHOWN], columns, Format.TABLE, title="谁服务什么产业 who serves which industry")
    if len(answer) > SHOWN:
        say(
            f"… and {len(answer) - SHOWN} more; each with its sentence: silian query units-serving-industry [--industry 集成电路]"
        )


def _by_unit(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a unit and certainty, with its fields and measures in the order of the notice."""
    grouped: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for row in rows:
        fields, measures = grouped.setdefault((row["单位"], row["确定程度"]), ({}, {}))
        fields[row["领域"]] = None
        measures[row["措施"]] = None
    return [
        {
            "单位 unit": unit,
            "确定程度 certainty": certainty,
            "产业与领域 fields": list(fields),
            "措施 measures": list(measures),
        }
        for (unit, certainty), (fields, measures) in grouped.items()
    ]
