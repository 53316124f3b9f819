"""Log lines that quote no row. PostgreSQL's DETAIL names the values of a row it refuses: a note, a name."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import psycopg
from django import db

from core.secret_paths import hide_secrets

DATABASE_ERRORS = (db.Error, psycopg.Error)
CAUSED = "\nThe above exception was the direct cause of the following exception:\n"
MEANWHILE = "\nDuring handling of the above exception, another exception occurred:\n"


def name_error(error: BaseException) -> str:
    """'django.db.utils.IntegrityError (23505)': enough to know what it was."""
    kind = type(error)
    state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None)
    return f"{kind.__module__}.{kind.__qualname__}" + (f" ({state})" if state else "")


def say_error(error: BaseException) -> str:
    if isinstance(error, DATABASE_ERRORS):
        return name_error(error) + "\n"
    return "".join(traceback.format_exception_only(error))


def chain(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """As Python prints it, but for what the database said."""
    seen |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from chain(before, seen)
        yield f"{CAUSED if error.__cause__ else MEANWHILE}\n"
    if error.__traceback__:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield say_error(error)
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from chain(part, seen)


class QuietFormatter(logging.Formatter):
    """Leaves out the message of database errors, in tracebacks and where one is part of the line, and
    addresses that are a key."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have kept the whole of it there
        if isinstance(record.args, tuple):
            record.args = tuple(quiet(arg) for arg in record.args)
        return hide_secrets(super().format(record))

    def formatException(  # noqa: N802 -- logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "".join(chain(ei[1])).rstrip("\n") if ei[1] is not None else ""


def quiet(arg: Any) -> Any:
    return name_error(arg) if isinstance(arg, DATABASE_ERRORS) else arg
