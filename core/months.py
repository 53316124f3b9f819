"""Months are not all of a length. Pure functions, no clock."""

import datetime as dt


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months on (or back), or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
