"""How tables are recorded: by database triggers, so update(), bulk and raw SQL are caught too."""

from collections.abc import Callable
from typing import Any

import pghistory


def track_changes(**options: Any) -> Callable[[type], type]:
    """Keep the row as it was before every update and delete.

    For tables that are filled in bulk: the row itself shows what was inserted (created_at, and its list
    or import who did it), so an insert costs nothing extra.
    """
    return pghistory.track(pghistory.UpdateEvent(row="OLD"), pghistory.DeleteEvent(row="OLD"), **options)
