"""This year beside last year, a line for each name, as bars for an inline SVG; the table has the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 340
LINE, LABEL, BAR, GAP = 44, 14, 8, 3
LEAST = 2
"""Of the bar of a number that is not nought."""


@dataclass(frozen=True)
class Bar:
    """Of a number that is hidden there is no bar; `length` 0 is nought."""

    y: int
    length: int
    is_hidden: bool


@dataclass(frozen=True)
class Line:
    label: str
    label_y: int
    now: Bar
    before: Bar


@dataclass(frozen=True)
class Picture:
    lines: list[Line]
    height: int
    width: int = WIDTH
    bar_height: int = BAR


Row = tuple[str, float | None, float | None]
"""Label, this year, last year; None is hidden."""


def picture_of(rows: Sequence[Row]) -> Picture | None:
    """The highest of all fills the width; a line of noughts is left to the table. None when there is nothing
    to draw."""
    rows = [row for row in rows if row[1] != 0 or row[2] != 0]
    highest = max((number or 0 for row in rows for number in row[1:]), default=0)
    if not highest:
        return None

    def bar(number: float | None, y: int) -> Bar:
        length = round((number or 0) * WIDTH / highest)
        return Bar(y, max(LEAST, length) if number else 0, number is None)

    lines = []
    for place, (label, now, before) in enumerate(rows):
        top = place * LINE
        first = top + LABEL + 6
        lines.append(Line(label, top + LABEL, bar(now, first), bar(before, first + BAR + GAP)))
    return Picture(lines, len(lines) * LINE)
