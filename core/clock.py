"""The day and the moment, for queries: what a scope takes from here can be kept as SQL (core/compiled.py)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_marks: ContextVar[tuple[dt.date, dt.datetime] | None] = ContextVar("clock", default=None)


def today() -> dt.date:
    """The Danish day; while the SQL of a query is built, the mark in its place."""
    marks = _marks.get()
    return marks[0] if marks else timezone.localdate()


def now() -> dt.datetime:
    marks = _marks.get()
    return marks[1] if marks else timezone.now()


@contextmanager
def standing_at(day: dt.date, moment: dt.datetime) -> Iterator[None]:
    token = _marks.set((day, moment))
    try:
        yield
    finally:
        _marks.reset(token)
