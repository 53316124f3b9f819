"""Rows of several tables without models: for lists that read many columns of many rows and write none.

    nested(Case.objects.open(), "pk", "tenancy__dwelling__address")[0].tenancy.dwelling.address

A model per table and row is a fifth of what I dag costs; what a line reads of them is a handful of values.
What was not asked for is an AttributeError, never a query.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ValuesIterable

Shape = dict[str, Any]


def nested(rows: QuerySet[Any, Any], *columns: str, **expressions: Any) -> QuerySet[Any, Any]:
    """`columns` and `expressions` as values() takes them, each row with them as attributes."""
    found = rows.values(*columns, **expressions)
    found._iterable_class = NestedIterable
    return found


class NestedIterable(ValuesIterable):
    def __iter__(self) -> Iterator[Any]:
        shape: Shape | None = None
        for values in super().__iter__():
            shape = shape or shape_of(values)
            yield branch(shape, values)


def shape_of(names: Iterable[str]) -> Shape:
    """{"tenancy": {"sort_key": "tenancy__sort_key"}}"""
    shape: Shape = {}
    for name in names:
        *above, last = name.split("__")
        level = shape
        for part in above:
            level = level.setdefault(part, {})
        level[last] = name
    return shape


def branch(shape: Shape, values: Mapping[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            name: branch(below, values) if isinstance(below, dict) else values[below]
            for name, below in shape.items()
        }
    )
