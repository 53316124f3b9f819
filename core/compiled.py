"""Queries whose SQL is built once in a process; afterwards only values are bound to it.

Django builds the SQL of a query anew for every request, which for a query of several scopes costs more than
the database needs to answer it. A statement here is built once, from marks: numbers, days, moments and lists
that stand for a value and occur nowhere else. Each later call puts its own values in their places. The rows
come from the database every time, and nothing of what a person may see is kept: who asks, their estates and
the clock are values, too (docs/decisions/0012-sql-is-built-once.md).

Whoever writes such a query takes the day from core.clock, and lists of ids by the lookup `any`:
`filter(estate_id__any=ids)`. A day, a moment or a list that came in another way is refused with
StatementError the first time it runs.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import wraps
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from psycopg.types.numeric import Int8

from core import clock
from core.prepared import preparing, with_constants

MOST_KEPT = 200
FIRST_NUMBER = 2_147_400_000
FIRST_DAY = dt.date(1801, 1, 1)
FIRST_MOMENT = dt.datetime(1801, 1, 1, tzinfo=dt.UTC)
Values = Mapping[str, Any]
"""By name: int, date, datetime, UUID, or a sequence of ints."""
Build = Callable[[Values], QuerySet[Any, Any]]
compiled_queries: list[Callable[..., Any]] = []
"""Every one of them: a test holds each against the query it is made of."""


class StatementError(Exception):
    """A query that cannot be kept, since it holds a value that was true only once."""


@dataclass(frozen=True)
class Slot:
    """The place of a value among the parameters; `wrap` is the integer type Django gave its mark."""

    name: str
    wrap: Callable[[Any], Any]


@dataclass(frozen=True)
class Statement:
    """SQL with its slots, and what Django needs to make rows of the answer."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    slots: tuple[Slot, ...]

    def fetch(self, values: Values) -> list[Any]:
        bound = tuple(slot.wrap(values[slot.name]) for slot in self.slots)
        compiler, query = copy(self.compiler), copy(self.rows.query)
        compiler.connection = preparing(connections[self.rows.db], self.sql)
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, bound)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        source: Any = SimpleNamespace(
            db=self.rows.db,
            query=query,
            model=self.rows.model,
            _known_related_objects={},
            _fields=self.rows._fields,  # type: ignore[attr-defined]
        )
        return list(self.rows._iterable_class(source))  # type: ignore[call-overload]


class Limit(int):
    """How many rows at most: a number that stands in the SQL and is no value."""


def is_value(argument: Any) -> bool:
    if isinstance(argument, bool | Limit):
        return False
    return isinstance(argument, int | dt.date | UUID | list | tuple)


def compiled(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """Of a query of values alone; where it depends on who asks, accounts.compiled.compiled_for_user."""
    statements = Statements()

    @wraps(build)
    def rows(**values: Any) -> list[Any]:
        return statements.rows((), values, lambda known: build(**{name: known[name] for name in values}))

    compiled_queries.append(rows)
    return rows


def first_or_404(rows: list[Any]) -> Any:
    if not rows:
        raise Http404
    return rows[0]


class Statements:
    """Those of one function: one for each `kind` of call (a role, a constant) and language."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, Statement] = {}

    def rows(self, kind: Hashable, values: Values, build: Build) -> list[Any]:
        """`build` gives the query of values by name, be they real or marks."""
        key = (kind, get_language())
        statement = self.kept.get(key)
        if statement is None:
            try:
                statement = built(build, values)
            except EmptyResultSet:  # Nothing can be found, and Django does not ask.
                return list(build(values))
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = statement
        return statement.fetch({**values, "_today": timezone.localdate(), "_now": timezone.now()})


def built(build: Build, values: Values) -> Statement:
    every = {**values, "_today": dt.date.min, "_now": FIRST_MOMENT}
    marks = {name: mark_for(number, value) for number, (name, value) in enumerate(every.items())}
    with clock.standing_at(marks["_today"], marks["_now"]):
        rows = build(marks)
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise StatementError("What is prefetched is another query.")
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
    found = [slot_or_constant(param, marks) for param in params]
    if str(FIRST_NUMBER)[:6] in sql:
        raise StatementError(f"A value stands in the SQL itself: {sql}")
    is_constant = [not isinstance(each, Slot) for each in found]
    sql = with_constants(sql, list(params), is_constant, connections[rows.db])
    return Statement(rows, compiler, sql, tuple(each for each in found if isinstance(each, Slot)))


def mark_for(number: int, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return FIRST_MOMENT + dt.timedelta(days=number)
    if isinstance(value, dt.date):
        return FIRST_DAY + dt.timedelta(days=number)
    if isinstance(value, int) and not isinstance(value, bool):
        return FIRST_NUMBER + number
    if isinstance(value, UUID):
        return UUID(int=FIRST_NUMBER + number)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [FIRST_NUMBER + number]
    raise StatementError(f"{value!r} is no value that a statement takes.")


def slot_or_constant(param: Any, marks: Values) -> Any:
    for name, mark in marks.items():
        both_numbers = isinstance(mark, int) and isinstance(param, int)
        if mark == param and (both_numbers or type(mark) is type(param)):
            # psycopg's Int8 and the like are integers of their own type.
            wrap = type(param) if both_numbers else keys if isinstance(mark, list) else _same
            return Slot(name, wrap)
    is_number = isinstance(param, int) and param >= FIRST_NUMBER
    passes = isinstance(param, dt.date | UUID | list) and param not in (dt.date.min, dt.date.max)
    if is_number or passes:
        raise StatementError(f"{param!r} was true only once: take it as a value (core.compiled).")
    return param


def keys(values: Sequence[int]) -> list[Int8]:
    """All of one type: psycopg would choose another for every size of number."""
    return [Int8(value) for value in values]


def _same(value: Any) -> Any:
    return value
