"""Background jobs: written with what makes them necessary, run at least once, one run at a time."""

from notifications.choices import JobKind
from notifications.sql import fetch

ENQUEUE = """
INSERT INTO notifications_job (kind, subject_id)
VALUES (%(kind)s, %(subject_id)s)
ON CONFLICT (kind, subject_id) WHERE status = 'pending'
DO UPDATE SET attempts = 0, leased_until = notifications_job.created_at
RETURNING id
"""
"""A job that waits already is made due. One that is being run is run once more: it may have read too early,
and notices it by the attempts that are back at 0 (COMPLETE in running.py)."""


def enqueue_job(*, kind: JobKind | str, subject_id: int) -> int:
    """The id of the job that will call the registered handler of `kind` with `subject_id`."""
    return int(fetch(ENQUEUE, kind=str(kind), subject_id=subject_id)[0][0])
