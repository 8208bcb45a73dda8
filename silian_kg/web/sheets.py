"""Rows → CSV that Excel opens, or an XLSX workbook; the same bytes for the same rows."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

__all__ = ["CSV", "XLSX", "csv_bytes", "matrix_rows", "notice_table", "xlsx_bytes"]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = re.compile(r"^[=+\-@\t\r](?!\d)")  # a spreadsheet would reckon with it: =HYPERLINK(…)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_000  # characters of a cell in a workbook
MADE = datetime(2022, 12, 16)  # no clock goes into a workbook

MATRIX_COLUMNS = (
    "单位",
    "单位全称",
    "产业与领域",
    "确定程度",
    "规则",
    "措施",
    "单位引文",
    "领域引文",
    "起",
    "止",
    "文件",
)
NOTICE_COLUMNS = ("标题", "发文字号", "发文机关", "日期", "地区", "措施数", "文件名", "节点")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV in UTF-8 with a mark that tells Excel so; what a spreadsheet would take for a formula is quoted with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """A table as a workbook: no text in it is a formula or a link."""
    import xlsxwriter

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "silian")
        head = book.add_format({"bold": True})
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, 8 + 2 * min(len(name), 12))
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(line, column, value)
                elif value not in (None, ""):
                    sheet.write_string(line, column, NOT_IN_XML.sub("", str(value))[:LONGEST])
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def matrix_rows(model: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    """A model of the matrix with evidence, one row an item; columns as MATRIX_COLUMNS."""
    facts, passages, notices = model["facts"], model["passages"], model["notices"]
    for cell in model["cells"]:
        unit, field = model["units"][cell["unit"]], model["fields"][cell["field"]]
        for item in cell["items"]:
            named = [facts[place] for place in item["facts"]]
            seat = next((fact for fact in named if fact["type"] == "unit"), None)
            thing = next((fact for fact in named if fact["type"] != "unit"), named[0])
            passage = passages[thing["passage"]]
            measure = passages[thing["at"]]
            card = notices[passage["notice"]]
            yield (
                unit["label"], unit["owner"], field["label"], item["certainty"], item["rule"], measure["measure"], _quote(passages, seat),
                _quote(passages, thing), passage["start"] + thing["start"], passage["start"] + thing["end"], card["number"] or card["title"],
            )  # fmt: skip


def notice_table(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """The list of notices; columns as NOTICE_COLUMNS."""
    for row in rows:
        yield (
            row["title"], row["number"], "、".join(row["issuers"]), row["date"], row["region"], row["measures"], row["name"], row["iri"],
        )  # fmt: skip


def _quote(passages: list[dict[str, Any]], fact: dict[str, Any] | None) -> str:
    return passages[fact["passage"]]["text"][fact["start"] : fact["end"]] if fact else ""


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and FORMULA.match(value):
        return "'" + value
    return value
