"""Danish holidays and weekdays: pure functions, no clock, no table.

Three kinds of day, kept apart because the law keeps them apart:
- a public holiday (helligdag): Sundays and the days of `public_holidays`;
- Saturday and Constitution Day (5 June): no holidays, but nothing is decided or delivered on them;
- a business day: everything else. 24 and 31 December are business days here; `quiet_day` names them.
"""

import datetime as dt
from functools import lru_cache
from typing import Final

import holidays
from django.utils.translation import gettext as _

SATURDAY: Final = 5
SUNDAY: Final = 6
ONE_DAY: Final = dt.timedelta(days=1)


@lru_cache(maxsize=128)
def public_holidays(year: int) -> dict[dt.date, str]:
    """The year's holidays that are not just Sundays, with their names, in order. Do not change it.

    From the `holidays` package; core/tests/test_weekdays.py holds them against a computed Easter. Great
    Prayer Day ends with 2023.
    """
    return dict(sorted(holidays.country_holidays("DK", years=year, language="da").items()))


def is_public_holiday(day: dt.date) -> bool:
    """Sundays too."""
    return day.weekday() == SUNDAY or day in public_holidays(day.year)


def is_constitution_day(day: dt.date) -> bool:
    return (day.month, day.day) == (6, 5)


def is_weekday(day: dt.date, *, saturday: bool = False, constitution_day: bool = False) -> bool:
    """Whether `day` is a weekday. Saturday and 5 June count only when the caller says so."""
    if is_public_holiday(day):
        return False
    if day.weekday() == SATURDAY and not saturday:
        return False
    return constitution_day or not is_constitution_day(day)


def next_weekday(day: dt.date) -> dt.date:
    """`day` itself when it is a business day, else the first one after it."""
    while not is_weekday(day):
        day += ONE_DAY
    return day


def add_weekdays(
    day: dt.date, number: int, *, saturday: bool = False, constitution_day: bool = False
) -> dt.date:
    """The `number`th weekday after `day` (before it when negative); `day` itself is not counted."""
    step = ONE_DAY if number >= 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_weekday(day, saturday=saturday, constitution_day=constitution_day)
    return day


def last_late_day(day: dt.date, weekdays: int) -> dt.date:
    """The last day of which what came had all its weekdays, the day itself not counted, before `day` began.

    With 2 weekdays: what came on Monday may be taken until Wednesday night, and is late on Thursday.
    """
    came = day - ONE_DAY
    while add_weekdays(came, weekdays) >= day:
        came -= ONE_DAY
    return came


@lru_cache(maxsize=4096)
def weekdays_between(start: dt.date, end: dt.date) -> int:
    """How many business days lie after `start`, up to and with `end`; negative when `end` is first."""
    if end < start:
        return -weekdays_between(end, start)
    days = (end - start).days
    return sum(is_weekday(start + dt.timedelta(days=offset)) for offset in range(1, days + 1))


def quiet_day(day: dt.date) -> str:
    """The name of a day on which much is closed although the rules do not move it, else ''."""
    return {(12, 24): _("juleaftensdag"), (12, 31): _("nytårsaftensdag")}.get((day.month, day.day), "")
