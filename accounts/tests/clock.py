"""The clock of a test, put to a Danish day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from zoneinfo import ZoneInfo


@contextmanager
def on(day: dt.date, hour: int = 9) -> Iterator[dt.date]:
    moment = dt.datetime.combine(day, dt.time(hour), ZoneInfo("Europe/Copenhagen"))
    with patch("django.utils.timezone.now", return_value=moment.astimezone(dt.UTC)):
        yield day
