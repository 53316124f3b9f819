"""How tables are recorded: by database triggers, so update(), bulk and raw SQL are caught too."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.db import connection


def track_changes(**options: Any) -> Callable[[type], type]:
    """Keep the row as it was before every update and delete.

    For tables that are filled in bulk: the row itself shows what was inserted (created_at, and its list
    or import who did it), so an insert costs nothing extra.
    """
    return pghistory.track(pghistory.UpdateEvent(row="OLD"), pghistory.DeleteEvent(row="OLD"), **options)


def check_references_at_once() -> None:
    """For a transaction that writes in bulk: foreign keys are checked after each statement, not at the end.

    Every call of an audit trigger walks through the checks that wait for the end (it opens and rolls back a
    subtransaction). A million of them make each changed row cost milliseconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
