"""Amounts as bars for an inline SVG, per list or per month; the table beside it has the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HEIGHT = 80
STEP = 28
WIDTH = 18
MOST = 12


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    height: int
    is_last: bool


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    width: int
    height: int = HEIGHT
    bar_width: int = WIDTH


def bars_of(amounts: Sequence[Decimal]) -> Bars:
    """The latest MOST amounts, oldest first, the highest filling the picture."""
    shown = list(amounts)[-MOST:]
    highest = max(shown, default=Decimal(1)) or Decimal(1)
    heights = [max(2, int(amount * HEIGHT / highest)) for amount in shown]
    bars = [
        Bar(number * STEP, HEIGHT - height, height, number == len(heights) - 1)
        for number, height in enumerate(heights)
    ]
    return Bars(bars, max(len(bars) * STEP, STEP))


PAIR_STEP = 56
PAIR_WIDTH = 20
LABELS = 18
"""Room for the months under the bars."""


@dataclass(frozen=True)
class Pair:
    """What was expected (None: nobody knows) beside what was owed; `label` stands under them."""

    expected: Bar | None
    actual: Bar
    label: str
    label_x: int


@dataclass(frozen=True)
class Pairs:
    pairs: list[Pair]
    width: int
    height: int = HEIGHT + LABELS
    bar_width: int = PAIR_WIDTH
    label_y: int = HEIGHT + LABELS - 4


def pairs_of(rows: Sequence[tuple[Decimal | None, Decimal, str]]) -> Pairs:
    """(expected, actual, label) side by side, the highest of all filling the picture."""
    shown = list(rows)[-MOST:]
    highest = max(
        (amount or Decimal(0) for row in shown for amount in row[:2]), default=Decimal(1)
    ) or Decimal(1)

    def bar(amount: Decimal, x: int, is_last: bool) -> Bar:
        height = max(2, int(amount * HEIGHT / highest))
        return Bar(x, HEIGHT - height, height, is_last)

    pairs = []
    for number, (expected, actual, label) in enumerate(shown):
        x, is_last = number * PAIR_STEP, number == len(shown) - 1
        planned = None if expected is None else bar(expected, x, is_last)
        owed = bar(actual, x + PAIR_WIDTH + 2, is_last)
        pairs.append(Pair(planned, owed, label, x + PAIR_WIDTH + 1))
    return Pairs(pairs, max(len(pairs) * PAIR_STEP, PAIR_STEP))
