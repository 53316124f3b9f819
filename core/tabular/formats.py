"""How a number in a workbook looks to the person who made it: the style decides what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

Render = Callable[[str], str]

_BUILT_IN_DATES: Final = {*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58}
_BUILT_IN_MOMENTS: Final = {22}
_BUILT_IN_TIMES: Final = {*range(18, 22), *range(32, 36), 45, 46, 47, 55, 56}
_BUILT_IN_TWO_DECIMALS: Final = {2, 4, 39, 40, 43, 44}
_EXCEL_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_EPOCH_1900: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)
_LAST_SERIAL: Final = 2_958_465

_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ZERO_PATTERN = re.compile(r"0+(?:-0+)+|00+").fullmatch
_DECIMALS = re.compile(r"[0#]\.(0+)")


def renderer(format_id: int, code: str, *, base_1904: bool) -> Render:
    """What turns the raw number of a cell with this number format into Danish text."""
    if not code and format_id in _BUILT_IN_DATES | _BUILT_IN_MOMENTS | _BUILT_IN_TIMES:
        return _as_moment_1904 if base_1904 else _as_moment
    if not code:
        return _with_two_decimals if format_id in _BUILT_IN_TWO_DECIMALS else plain_number
    section = code.split(";")[0]
    pattern = section.replace('"', "").replace("\\", "")
    if _ZERO_PATTERN(pattern):
        return _zero_padded(pattern)
    bare = _LITERALS.sub("", section).lower()
    if re.search(r"[dy]|m+[^a-z]*h|h[^a-z]*m|m[^a-z]*s|^m+$|å", bare) and "general" not in bare:
        return _as_moment_1904 if base_1904 else _as_moment
    decimals = _DECIMALS.search(bare)
    return _with_two_decimals if decimals and len(decimals[1]) <= 2 and "%" not in bare else plain_number


@lru_cache(maxsize=65536)
def plain_number(raw: str) -> str:
    """'4310' → '4310', '4310.5' → '4310,5', '0.30000000000000004' → '0,3': as Excel shows it."""
    if raw.isdigit() and len(raw) <= 15:
        return raw
    number = _decimal(raw)
    return raw if number is None else _danish(number)


@lru_cache(maxsize=65536)
def _with_two_decimals(raw: str) -> str:
    """A cell that shows two decimals is worth what it shows: 333.3333 under '#,##0.00' is 333,33."""
    number = _decimal(raw)
    if number is None:
        return raw
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        number = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _danish(number)


def _decimal(raw: str) -> Decimal | None:
    try:
        number = _EXCEL_DIGITS.create_decimal(raw)
    except InvalidOperation:
        return None
    return number if number.is_finite() and -30 < number.adjusted() < 30 else None


def _danish(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text == "-0" else text


def _zero_padded(pattern: str) -> Render:
    """The custom format '0000-0000' makes 12040033 the tenancy 1204-0033."""
    width = pattern.count("0")

    @lru_cache(maxsize=65536)
    def render(raw: str) -> str:
        digits = plain_number(raw)
        if not digits.isdigit() or len(digits) > width:
            return digits
        left = iter(digits.zfill(width))
        return "".join(next(left) if char == "0" else char for char in pattern)

    return render


@lru_cache(maxsize=16384)
def _as_moment(raw: str) -> str:
    return _moment(raw, _EPOCH_1900)


@lru_cache(maxsize=16384)
def _as_moment_1904(raw: str) -> str:
    return _moment(raw, _EPOCH_1904)


def _moment(raw: str, epoch: datetime) -> str:
    """A serial day number → '22-11-2026', with the clock only when it is not midnight."""
    number = _decimal(raw)
    if number is None or not 0 <= number <= _LAST_SERIAL:
        return raw if number is None else _danish(number)
    moment = epoch + timedelta(seconds=int((number * 86400).to_integral_value(ROUND_HALF_UP)))
    if number < 1:
        return f"{moment:%H:%M}"
    # 1900 was no leap year, but the first spreadsheet thought so.
    if epoch is _EPOCH_1900 and number < 60:
        moment += timedelta(days=1)
    return written_moment(moment)


def written_moment(moment: datetime) -> str:
    day = f"{moment.day:02d}-{moment.month:02d}-{moment.year:04d}"
    return day if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else f"{day} {moment:%H:%M}"
