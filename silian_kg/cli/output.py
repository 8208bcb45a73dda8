"""Rows → a table, JSON or CSV on standard output; a SilianError → one line on standard error and an exit code."""

import csv
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from silian_kg.errors import SilianError

FAILED = 1  # the work could not be done, or not all of it
MISUSED = 2  # the command was not understood
WIDE = 160  # columns of a table that goes to a file or a pipe, where $COLUMNS does not say
ALIKE = 3  # with more rows than these, a column that is the same in all is said once
BREAK = re.compile(r"\s*\n\s*")


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format_: Format, *, title: str = "", empty: str = ""
) -> None:
    """Print rows; a table without rows says what that means (`empty`)."""
    if format_ is Format.JSON:
        print_json([dict(row) for row in rows])
    elif format_ is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    else:
        _print_table(rows, columns, title, empty)


def print_json(data: Any) -> None:
    """Print plain data as JSON, Chinese as it is."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def say(line: str = "") -> None:
    """Print a line that is not the answer itself: on standard error, so that answers can be piped."""
    print(line, file=sys.stderr)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn our own errors into one line and an exit code."""
    try:
        yield
    except SilianError as error:
        say("silian: " + " ".join(str(error).split()))
        sys.exit(FAILED)
    except BrokenPipeError:  # the reader has seen enough: `silian … | head`
        sys.stderr.close()
        sys.exit(0)


def count(number: int, thing: str) -> str:
    """A number of things in words.

    >>> count(1, "notice"), count(2, "notice")
    ('1 notice', '2 notices')
    """
    return f"{number} {thing}" + "s" * (number != 1)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "；".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str, empty: str) -> None:
    """Print a table for reading: what is the same in all rows stands once above it, and a line break in a quote shows as ⏎."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", WIDE)), highlight=False)
    if title:
        console.print(escape(title), style="bold")
    if not rows:
        console.print(escape(empty or "文中未写明 (the text does not say)"))
        return
    same = [column for column in columns if len(rows) > ALIKE and len({_cell(row.get(column)) for row in rows}) == 1]
    for column in same:
        if said := _cell(rows[0].get(column)):  # a column that is empty throughout says nothing
            console.print(escape(f"{column}：{said}"), style="dim")
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    shown = [column for column in columns if column not in same]
    for column in shown:
        numeric = all(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(escape(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(BREAK.sub("⏎", _cell(row.get(column)))) for column in shown))
    console.print(table)
