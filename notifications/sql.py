"""Running the push's named statements."""

from typing import Any

from django.db import connection


def execute(statement: str, **values: Any) -> int:
    """The number of rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.rowcount


def fetch(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())
