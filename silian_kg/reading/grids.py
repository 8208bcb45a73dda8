"""Drawn lines → the grids of ruled tables: columns, rows, merged cells."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from silian_kg.reading.glyphs import Glyph, Rule
from silian_kg.reading.lines import Segment

__all__ = ["Grid", "Segment", "grids_of"]

THIN = 3.0  # points; what is thicker is a box and no line
NEAR = 4.0  # points within which two edges are one
SHORTEST = 8.0
MOST_RULES = 3_000  # on one page; a drawing has more


@dataclass(slots=True)
class Grid:
    """A ruled table. `columns` and `lines` are its vertical and horizontal edges; two cells without an edge between them are one."""

    columns: tuple[float, ...]
    lines: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict
    )  # (row, column) → the upper left of its cell

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.lines[0]

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of a glyph is inside."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.lines[0] <= y <= self.lines[-1]

    def cell_of(self, glyph: Glyph) -> tuple[int, int]:
        """The cell that holds a glyph."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.owner[_between(self.lines, y), _between(self.columns, x)]

    def rows(self) -> Iterator[list[tuple[tuple[int, int], int, bool]]]:
        """The cells of each row: the cell, how many columns it spans, and whether it continues from above."""
        for row in range(len(self.lines) - 1):
            cells: list[tuple[tuple[int, int], int, bool]] = []
            for column in range(len(self.columns) - 1):
                place = self.owner[row, column]
                if column and self.owner[row, column - 1] == place:
                    place_, span, continued = cells[-1]
                    cells[-1] = (place_, span + 1, continued)
                else:
                    continued = place[0] < row
                    cells.append(((-1, -1) if continued else place, 1, continued))
            yield cells


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables that lines draw, from top to bottom; a single box or a lone line is none."""
    level = [rule for rule in rules if rule.bottom - rule.top <= THIN and rule.x1 - rule.x0 >= SHORTEST]
    upright = [rule for rule in rules if rule.x1 - rule.x0 <= THIN and rule.bottom - rule.top >= SHORTEST]
    if not level or len(upright) < 2 or len(rules) > MOST_RULES:
        return []
    grids = [grid for group in _touching(level, upright) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: grid.top)


def _touching(level: list[Rule], upright: list[Rule]) -> list[list[Rule]]:
    """The lines in groups that hang together."""
    parent: dict[int, int] = {}
    rules = level + upright

    def root(at: int) -> int:
        while parent.get(at, at) != at:
            parent[at] = parent.get(parent[at], parent[at])
            at = parent[at]
        return at

    by_top = sorted(range(len(rules)), key=lambda at: rules[at].top)
    active: list[int] = []
    for at in by_top:
        rule = rules[at]
        active = [other for other in active if rules[other].bottom >= rule.top - NEAR]
        for other in active:
            if rules[other].x0 <= rule.x1 + NEAR and rule.x0 <= rules[other].x1 + NEAR:
                parent[root(at)] = root(other)
        active.append(at)
    groups: dict[int, list[Rule]] = {}
    for at in range(len(rules)):
        groups.setdefault(root(at), []).append(rules[at])
    return list(groups.values())


def _grid(rules: list[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.bottom - rule.top <= THIN]
    upright = [rule for rule in rules if rule.x1 - rule.x0 <= THIN]
    # where a table is broken by the end of a page, its upright lines end at no level one
    ends = Counter(round(edge) for rule in upright for edge in (rule.top, rule.bottom))
    open_ends = [
        float(edge) for edge, times in sorted(ends.items()) if times + max(ends[edge - 1], ends[edge + 1]) >= 3
    ]
    lines = _edges([(rule.top + rule.bottom) / 2 for rule in level] + open_ends)
    columns = _edges([(rule.x0 + rule.x1) / 2 for rule in upright])
    if len(lines) < 2 or len(columns) < 3 or (len(lines) - 1) * (len(columns) - 1) > 20_000:
        return None
    grid = Grid(columns, lines)
    beside = [[rule for rule in upright if abs((rule.x0 + rule.x1) / 2 - edge) <= NEAR] for edge in columns]
    above = [[rule for rule in level if abs((rule.top + rule.bottom) / 2 - edge) <= NEAR] for edge in lines]
    for row in range(len(lines) - 1):
        y = (lines[row] + lines[row + 1]) / 2
        for column in range(len(columns) - 1):
            x = (columns[column] + columns[column + 1]) / 2
            if column and not any(rule.top <= y <= rule.bottom for rule in beside[column]):
                grid.owner[row, column] = grid.owner[row, column - 1]
            elif row and not any(rule.x0 <= x <= rule.x1 for rule in above[row]):
                grid.owner[row, column] = grid.owner[row - 1, column]
            else:
                grid.owner[row, column] = (row, column)
    return grid


def _edges(places: list[float]) -> tuple[float, ...]:
    """Places without those that are nearly the same."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return tuple(edges)


def _between(edges: tuple[float, ...], place: float) -> int:
    return next((at for at in range(len(edges) - 2) if place < edges[at + 1]), len(edges) - 2)
