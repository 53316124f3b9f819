"""Whether a query runs along an index, whatever the planner knows of a table with a few rows."""

from django.db import connection
from django.db.models import Model


def only_by(model: type[Model], name: str) -> None:
    """For the rest of the test the table is read by the index `name` or a key, never whole or sorted. A table
    without rows costs as little by any of its indexes, so the others are dropped."""
    others = sorted({index.name for index in model._meta.indexes} - {name})
    with connection.cursor() as cursor:
        # An index is not dropped while a deferred check of the table waits.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if others:
            cursor.execute(f"DROP INDEX {', '.join(others)}")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
