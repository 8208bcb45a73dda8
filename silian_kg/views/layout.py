"""Where the nodes of the network stand: units in the middle, the elements of each chain in a block of their own on either side.

A force layout of such a graph is a hairball, and its figures differ from machine to machine. Here a place follows from the order alone:
whole numbers, no chance, the same on every machine. Rows and columns leave each label its own room.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

__all__ = ["Block", "Layout", "lay_out"]

CELL, ROW, MIDDLE, GAP, HEADER, MARGIN = 176, 29, 172, 96, 40, 26  # pixels at scale 1
SHAPE = 1.4  # width to height that the whole should have
MOST_COLUMNS = 8  # of elements on either side
MOST_ROWS = 42  # of units in one column
Chain = tuple[str, int, Sequence[int]]  # name, node of the chain, nodes of its elements


@dataclass(frozen=True, slots=True)
class Block:
    """The frame around the elements of a chain; `x` and `y` are its upper left corner."""

    chain: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of nodes by id, and the frames of the chains."""

    places: Mapping[int, tuple[int, int]]
    blocks: tuple[Block, ...]


def lay_out(units: Sequence[int], chains: Sequence[Chain]) -> Layout:
    """Give each node its place.

    Args:
        units: ids, in the order in which they shall stand from top to bottom.
        chains: name, id of the node of the chain, ids of its elements in order; they are dealt to the two sides, each to the emptier one.
    """
    sides: tuple[list[Chain], list[Chain]] = ([], [])
    load = [0, 0]
    for chain in chains:
        side = 0 if load[0] <= load[1] else 1
        sides[side].append(chain)
        load[side] += len(chain[2]) + 2
    counts = range(1, MOST_COLUMNS + 1)
    columns = min(product(counts, counts), key=lambda counts: (_size(sides, len(units), counts), counts))
    places: dict[int, tuple[int, int]] = {}
    blocks: list[Block] = []
    heights = [_stack(sides[side], columns[side]) for side in (0, 1)]
    middle = _middle(len(units))
    for side in (0, 1):
        width = columns[side] * CELL + 24
        left = middle // 2 + GAP if side else -middle // 2 - GAP - width
        top = -heights[side] // 2
        for name, node, elements in sides[side]:
            height = _height(len(elements), columns[side])
            blocks.append(Block(name, left, top, width, height))
            places[node] = (left + width // 2, top + HEADER // 2)
            rows = -(-len(elements) // columns[side]) or 1
            for order, element in enumerate(elements):
                column, row = divmod(order, rows)
                nearness = column if side else columns[0] - 1 - column  # the busiest elements stand next to the units
                places[element] = (left + 12 + CELL // 2 + nearness * CELL, top + HEADER + ROW // 2 + row * ROW)
            top += height + MARGIN
    rows = min(len(units), MOST_ROWS) or 1
    step = max(ROW + 11, min(64, max(heights) // rows))
    for order, unit in enumerate(units):
        column, row = divmod(order, rows)
        places[unit] = (round((2 * column - middle // MIDDLE + 1) * MIDDLE / 2), round((2 * row - rows + 1) * step / 2))
    return Layout(places, tuple(blocks))


def _middle(units: int) -> int:
    """The width that units need."""
    return MIDDLE * max(1, -(-units // MOST_ROWS))


def _height(elements: int, columns: int) -> int:
    return HEADER + (-(-elements // columns) or 1) * ROW + 10


def _stack(side: Sequence[Chain], columns: int) -> int:
    return sum(_height(len(chain[2]), columns) + MARGIN for chain in side) - MARGIN if side else 0


def _size(sides: Sequence[Sequence[Chain]], units: int, columns: tuple[int, int]) -> float:
    """How large the whole is when it is fitted into a window of SHAPE."""
    height = max(_stack(sides[0], columns[0]), _stack(sides[1], columns[1]), min(units, MOST_ROWS) * (ROW + 11))
    width = sum(columns) * CELL + 2 * (24 + GAP) + _middle(units)
    return max(width / SHAPE, height)
