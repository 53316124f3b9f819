"""Running a background job: at least once, and never two runs of it at the same time.

The run holds a session-level advisory lock. PostgreSQL lets go of it the moment the connection is gone, so
a killed worker frees its job at once, and one that is merely slow keeps it, however long it takes.
"""

import contextlib
import logging
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from core.errors import DomainError
from notifications import registry
from notifications.errors import where
from notifications.sql import execute, fetch

logger = logging.getLogger(__name__)
MAX_FAILURES = 4
MAX_STARTS = 8
LOCK_CLASS = 7_461_903

CLAIM = """
UPDATE notifications_job
SET attempts = attempts + 1, leased_until = now() + interval '20 seconds'
WHERE id = %(id)s AND status = 'pending'
RETURNING kind, subject_id, attempts
"""
"""The start is counted before the work, so that a job that kills its worker is noticed too."""

COMPLETE = """
UPDATE notifications_job SET status = 'done', settled_at = now()
WHERE id = %(id)s AND status = 'pending' AND attempts = %(attempts)s
"""
"""Not when it was enqueued again meanwhile, which puts the attempts back to 0: then it runs once more."""

RETRY = """
UPDATE notifications_job SET leased_until = now() + make_interval(secs => LEAST(300, power(2, attempts)))
WHERE id = %(id)s AND status = 'pending'
"""

PARK = """
UPDATE notifications_job SET status = 'parked', settled_at = now() WHERE id = %(id)s AND status = 'pending'
"""


def run_job(job_id: int) -> bool:
    """Run the job if it waits and nobody runs it. False when there was nothing to do."""
    with _only_runner(job_id) as alone:
        if not alone:
            return False
        ran = False
        while (claimed := fetch(CLAIM, id=job_id)) and _run_once(job_id, *claimed[0]):
            ran = True
        return ran or bool(claimed)


def _run_once(job_id: int, kind: str, subject_id: int, attempts: int) -> bool:
    """True when it was done but has been asked for again meanwhile."""
    if attempts > MAX_STARTS:
        _give_up(job_id, kind, subject_id)
        return False
    try:
        registry.job_runner(kind).handler(subject_id)
    except (OperationalError, InterfaceError):
        raise  # The database is away: tried again when the lease runs out.
    except Exception as error:
        logger.error("job %s (%s) failed: %s", job_id, kind, where(error))
        if attempts >= MAX_FAILURES or isinstance(error, DomainError):
            _give_up(job_id, kind, subject_id)
        else:
            execute(RETRY, id=job_id)
        return False
    return not execute(COMPLETE, id=job_id, attempts=attempts)


def _give_up(job_id: int, kind: str, subject_id: int) -> None:
    execute(PARK, id=job_id)
    if gave_up := registry.job_runner(kind).gave_up:
        gave_up(subject_id)


@contextlib.contextmanager
def _only_runner(job_id: int) -> Iterator[bool]:
    key = {"lock_class": LOCK_CLASS, "job": job_id % 2**31}
    alone = bool(fetch("SELECT pg_try_advisory_lock(%(lock_class)s, %(job)s)", **key)[0][0])
    try:
        yield alone
    finally:
        if alone:
            with contextlib.suppress(DatabaseError, InterfaceError):
                fetch("SELECT pg_advisory_unlock(%(lock_class)s, %(job)s)", **key)
            if not connection.in_atomic_block and connection.errors_occurred:
                connection.close()
