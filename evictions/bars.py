"""Amount per list as bars for an inline SVG; the table beside it has the figures."""

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
