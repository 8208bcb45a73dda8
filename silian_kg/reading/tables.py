"""The rows of a table → lines of text: tasks with who answers for them become numbered measures, other rows one line each.

A table of tasks (任务分工表) names its columns: 序号 | 重点任务 | 责任单位 | 完成时限. A row of it reads as the measure that it is:
1.举办研修班。（责任单位：专技处；完成时限：2025年底）. The words are those of the cells, the order and the punctuation are ours.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from silian_kg.reading.lines import Line, Segment, line_of, plain

WHO = re.compile(
    r".{0,4}(?:责任|牵头|主责|承办|主办|配合|协办|参与|协同|落实|实施|负责|主管|分管)[^，。]{0,6}(?:单位|部门|处室|科室|主体|机构|领导|人)|责任分工|单位|部门|处室"
)
WHEN = re.compile(
    r"(?:完成|办结|实施|推进|工作)?(?:时限|时间|期限|进度|节点)(?:要求|安排|节点)?|备\s*注|联系人|联系方式"
)
WHAT = re.compile(r".{0,8}(?:任务|措施|内容|事项|项目|举措|目标|工作|要点|要求|政策|条款).{0,4}|类别|领域")
NUMBER = re.compile(r"序\s*号|编\s*号|顺序")
# Labels of the table on top of a page of a government site, whose value stands in the next cell.
CATALOGUE = re.compile(
    r"(?:索\s*引\s*号|主\s*题\s*分\s*类|主\s*题\s*词|发\s*[文布]\s*机\s*[关构]|发\s*[文布]\s*单\s*位|成\s*文\s*日\s*期|生\s*成\s*日\s*期|发\s*[文布]\s*日\s*期|公\s*[布开]\s*日\s*期"
    r"|发布时间|标\s*题|名\s*称|文件名称|发\s*文\s*字\s*号|文\s*号|文件编号|统一编号|公开属性|公\s*开\s*方\s*式|有\s*效\s*性|时效性|文\s*种|体裁|来\s*源"
    r"|组配分类|实施日期|失效日期|有效期)\s*[:：]?"
)
NOTHING = re.compile(r"[/／\\—–\-无]?")  # what is written into a cell that says nothing
_KEY = re.compile(r"(?:[^，。：:]{1,8}[：:])?")
LAYOUT_LINES = 4  # paragraphs in one cell from which on a table only places text on the page


@dataclass(slots=True)
class Cell:
    """A cell: its paragraphs, how many columns it spans, and whether it continues the one above it."""

    lines: list[Line] = field(default_factory=list)
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """What the cell shows, on one line."""
        return " ".join(filter(None, (plain(line).strip() for line in self.lines)))


Row = Sequence[Cell]


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The lines that a table reads as, in the order of its rows."""
    rows = [row for row in rows if any(cell.lines for cell in row)]
    if not rows:
        return []
    header = next((at for at, row in enumerate(rows[:3]) if _is_header(row)), None)
    if header is not None and len(rows) > header + 1:
        above = [line for row in rows[:header] for cell in row for line in cell.lines]
        return above + _tasks(rows[header], rows[header + 1 :])
    if max(len(row) for row in rows) == 1 or any(len(cell.lines) >= LAYOUT_LINES for row in rows for cell in row):
        return [line for row in rows for cell in row for line in cell.lines]
    return [line for row in rows for line in _plain_row(row)]


def plain_cells(rows: Iterable[Sequence[str]]) -> list[Row]:
    """Cells of plain text."""
    return [[Cell([line_of(part) for part in text.split("\n") if part.strip()]) for text in row] for row in rows]


def _is_header(row: Row) -> bool:
    texts = [_bare(cell.text) for cell in row]
    short = all(len(text) <= 16 for text in texts)
    return short and any(WHO.fullmatch(text) for text in texts) and any(WHAT.fullmatch(text) for text in texts)


def _bare(text: str) -> str:
    return re.sub(r"[\s　]|（[^）]*）", "", text)


def _columns(row: Row) -> list[Cell]:
    """The cell that stands in each column."""
    return [cell for cell in row for _ in range(cell.span)]


def _tasks(header: Row, rows: Sequence[Row]) -> list[Line]:
    names = [_bare(cell.text) for cell in _columns(header)]
    lines: list[Line] = []
    above: list[Cell] = []
    count = 0
    for row in rows:
        cells = _columns(row)
        if [_bare(cell.text) for cell in cells] == names:  # the header again, on the next page
            continue
        alone = sum(bool(cell.text) for cell in row) == 1 and not any(cell.continued for cell in row)
        if alone or len({id(cell) for cell in cells}) == 1:
            lines.extend(line for cell in row for line in cell.lines)
            continue
        cells = [_standing(cell, above[at] if at < len(above) else None, names, at) for at, cell in enumerate(cells)]
        count += 1
        lines.append(_task(names, cells, row, count))
        above = cells
    return lines


def _standing(cell: Cell, above: Cell | None, names: list[str], at: int) -> Cell:
    """A cell that is merged with the one above it says the same of its row, if it says who or when."""
    told = at < len(names) and (WHO.fullmatch(names[at]) or WHEN.fullmatch(names[at]))
    return above if cell.continued and above is not None and told else cell


def _task(names: list[str], cells: list[Cell], row: Row, count: int) -> Line:
    number = str(count)
    what: list[Cell] = []
    told: list[tuple[str, Cell]] = []
    for at, cell in enumerate(cells):
        name = names[at] if at < len(names) else ""
        if cell in what or any(cell is other for _, other in told) or NOTHING.fullmatch(cell.text.strip()):
            continue
        if NUMBER.fullmatch(name) or (at == 0 and re.fullmatch(r"[\d一二三四五六七八九十]{1,3}[.、．]?", cell.text)):
            number = cell.text.strip()
        elif WHO.fullmatch(name) or WHEN.fullmatch(name):
            told.append((name, cell))
        else:
            what.append(cell)
    line: Line = line_of(_label(number))
    for at, cell in enumerate(what):
        if at:
            line += line_of("：" if not re.search(r"[。；：，]$", what[at - 1].text) else "")
        line += _joined(cell)
    for at, (name, cell) in enumerate(told):
        line += [*line_of(("（" if at == 0 else "；") + name + "："), *_joined(cell)]
    return line + (line_of("）") if told else []) + [segment for cell in row for segment in _hidden(cell)]


def _label(number: str) -> str:
    if re.fullmatch(r"\d+", number):
        return f"{number}."
    return f"{number}、" if re.fullmatch("[一二三四五六七八九十]+", number) else number


def _joined(cell: Cell) -> Line:
    joined: Line = []
    for line in cell.lines:
        if joined and plain(line).strip():
            joined += line_of(" ")
        joined += [segment for segment in line if not segment.hidden]
    return joined


def _hidden(cell: Cell) -> list[Segment]:
    return [segment for line in cell.lines for segment in line if segment.hidden]


def _plain_row(row: Row) -> list[Line]:
    pairs = list(zip(row[0::2], row[1::2], strict=False))
    if (
        len(row) >= 2
        and len(row) % 2 == 0
        and all(CATALOGUE.fullmatch(key.text) or _KEY.fullmatch(key.text) for key, _ in pairs)
    ):
        return [
            [*_joined(key), *line_of("" if key.text.endswith((":", "：")) else "："), *_joined(value)]
            for key, value in pairs
            if value.text
        ]
    line: Line = []
    for at, cell in enumerate(row):
        line += (line_of("\t") if at else []) + _joined(cell) + _hidden(cell)
    return [line]
