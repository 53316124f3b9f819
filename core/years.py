"""The year of a page of figures: from New Year to New Year, Danish time."""

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone

FIRST = 2000


def year_bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_default_timezone()
    return dt.datetime(year, 1, 1, tzinfo=zone), dt.datetime(year + 1, 1, 1, tzinfo=zone)


def read_year(request: HttpRequest) -> int:
    """The year asked for (`aar`), when there can be something in it; else this one."""
    asked, this = request.GET.get("aar", ""), timezone.localdate().year
    return int(asked) if asked.isdecimal() and FIRST <= int(asked) <= this else this
