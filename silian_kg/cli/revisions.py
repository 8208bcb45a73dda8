"""The command `silian diff --revisions`: which facts the tracked changes of a Word file add and remove, by author."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from silian_kg.cli.output import MISUSED, Format, print_rows, say


class View(StrEnum):
    """The views of a Word file with tracked changes: 原稿, 修订, 定稿."""

    ORIGINAL = "original"
    MARKED = "marked"
    FINAL = "final"


COLUMNS = ("verdict", "kind", "measure", "text", "author", "date")
LONGEST = 60  # characters of a text in the table


def diff(
    file: Annotated[Path, typer.Argument(help="A Word file with tracked changes.", metavar="FILE.docx")],
    revisions: Annotated[
        bool, typer.Option("--revisions", help="Compare its original 原稿 with its final text 定稿.")
    ] = False,
    author: Annotated[str | None, typer.Option(help="Only what this author's revisions touch.", metavar="NAME")] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")] = Format.TABLE,
) -> None:
    """List which facts a draft's tracked changes add and remove, and by whom.

    Example:  silian diff --revisions 若干措施.docx
    """
    from silian_kg.revising import diff_revisions

    if not revisions:
        say("silian: diff compares the revisions of one file; write --revisions")
        raise typer.Exit(MISUSED)
    revised = diff_revisions(file)
    rows = [
        {
            "verdict": change.verdict,
            "kind": change.kind,
            "measure": change.measure,
            "text": change.text if format_ is not Format.TABLE else _short(change.text),
            "author": "、".join(change.authors),
            "date": change.dates[-1][:10] if change.dates else "",
        }
        for change in revised.changes
        if author is None or author in change.authors
    ]
    if not revised.revisions:
        say(f"silian: {file.name} holds no tracked changes")
    print_rows(rows, COLUMNS, format_, empty="no fact is added or removed")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
