"""How far a register import is, for the page that waits for it: told while its transaction is open."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, connection

from residents.services.staging import Progress, silent

EVERY_SECONDS = 1.0

TELL = """
UPDATE residents_registerimport
SET rows_read = GREATEST(%s, CASE WHEN %s = 'reading' THEN 0 ELSE rows_read END),
    report = jsonb_set(report, '{step}', to_jsonb(%s::text))
WHERE id = %s
"""


@contextlib.contextmanager
def told_aside(run_id: int) -> Iterator[Progress]:
    """A second connection, because what the first one writes is not seen before it commits."""
    aside: Any = connection.copy()
    try:
        aside.set_autocommit(True)
    except DatabaseError:  # No connection to spare: the work goes on, untold.
        yield silent
        return
    last_told, last_step = 0.0, ""

    def tell(step: str, rows: int) -> None:
        nonlocal last_told, last_step
        now = time.monotonic()
        if step == last_step and now - last_told < EVERY_SECONDS:
            return
        last_told, last_step = now, step
        with contextlib.suppress(DatabaseError), aside.cursor() as cursor:
            cursor.execute("SET lock_timeout = '500ms'")
            cursor.execute(TELL, [rows, step, step, run_id])

    try:
        yield tell
    finally:
        aside.close()
