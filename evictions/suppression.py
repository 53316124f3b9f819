"""Small cells of a table are not passed on: who knows the estate would know the household."""

from collections.abc import Sequence

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
