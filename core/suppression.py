"""Small cells of a table are not passed on: who knows the estate would know the household."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

FEWEST = 5
HIDDEN = None
Row = Sequence[int | None]


def is_small(value: int) -> bool:
    """0 tells of nobody; 1 to 4 may tell of somebody."""
    return 0 < value < FEWEST


def suppressed(table: Sequence[Sequence[int]]) -> tuple[list[list[int | None]], list[int | None]]:
    """(cells, totals of the columns) with small cells HIDDEN. A total over a hidden cell is hidden too, so
    that none can be found by subtracting."""
    cells = [[HIDDEN if is_small(value) else value for value in row] for row in table]
    columns = list(zip(*cells, strict=True)) if cells else []
    totals = [HIDDEN if HIDDEN in column else sum(value or 0 for value in column) for column in columns]
    return cells, [HIDDEN if total is not HIDDEN and is_small(total) else total for total in totals]


# -- tables with more than one sum --------------------------------------------------------------------
#
# Row and column of a table are nodes, each hidden cell a line between its row and its column. What is hidden
# can be computed exactly when its line is a bridge (Gusfield 1988): so every hidden cell is given a way round
# over other hidden cells. A side whose sums nobody is told is one node for all: it gives nothing away.

Cell = tuple[int, int]
Node = tuple[str, int]
Lines = dict[Node, list[tuple[Cell, Node]]]
NOBODY = -1


def protected(table: Sequence[Sequence[int]], *, row_sums: bool, column_sums: bool) -> list[list[int | None]]:
    """`table` with the small cells HIDDEN, and as many others (the smallest) as it takes that no hidden one
    can be found by subtracting. Sums stand in the table as any other cell: with `row_sums` the last column is
    the sum of the others, with `column_sums` the last row."""
    cells = {(r, c): value for r, row in enumerate(table) for c, value in enumerate(row)}
    hidden = {cell for cell, value in cells.items() if is_small(value)}

    def ends(cell: Cell) -> tuple[Node, Node]:
        return ("row", cell[0] if row_sums else NOBODY), ("column", cell[1] if column_sums else NOBODY)

    if not row_sums and not column_sums:
        return _shown(table, hidden)
    lines: Lines = {}
    for cell in cells:
        row, column = ends(cell)
        lines.setdefault(row, []).append((cell, column))
        lines.setdefault(column, []).append((cell, row))
    settled: set[Cell] = set()
    while waiting := hidden - settled:
        first = min(waiting)
        around = _way_round(first, ends(first), lines, cells, hidden)
        hidden |= around
        settled |= {first, *around}
    return _shown(table, hidden)


def _shown(table: Sequence[Sequence[int]], hidden: Iterable[Cell]) -> list[list[int | None]]:
    kept = set(hidden)
    return [
        [HIDDEN if (r, c) in kept else value for c, value in enumerate(row)] for r, row in enumerate(table)
    ]


def _way_round(
    cell: Cell, ends: tuple[Node, Node], lines: Lines, cells: Mapping[Cell, int], hidden: set[Cell]
) -> set[Cell]:
    """The cells of the cheapest way from the cell's row to its column without the cell itself: hidden ones
    cost nothing, others what would be lost. Empty when there is none: then the table is that cell."""
    start, goal = ends
    queue: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, ())]
    seen: set[Node] = set()
    while queue:
        cost, node, way = heapq.heappop(queue)
        if node == goal:
            return set(way)
        if node in seen:
            continue
        seen.add(node)
        for other, far in lines[node]:
            if other == cell:
                continue
            price = 0 if other in hidden else cells[other] + 1
            heapq.heappush(queue, (cost + price, far, (*way, other)))
    return set()
