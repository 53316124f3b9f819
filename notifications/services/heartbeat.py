"""Whether what runs every weekday morning has run. A job that never started raises no error by itself, so its
silence is looked for: the row in ScheduledRun is its heartbeat.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from core.weekdays import add_weekdays, is_weekday
from notifications import registry
from notifications.sql import fetch

LAST_RUNS = """
SELECT system.migrated_at, run.job, max(run.business_date)
FROM (SELECT max(applied) AS migrated_at FROM django_migrations) AS system
LEFT JOIN notifications_scheduledrun run ON true
GROUP BY system.migrated_at, run.job
"""


@dataclass(frozen=True)
class MissedRun:
    """`day` is the last business day the job should have run for, and nothing has run since."""

    job: str
    day: dt.date


def missed_runs(now: dt.datetime | None = None) -> list[MissedRun]:
    """What has missed its day and not been made up. Nothing is expected of a day before the database was
    brought up to date the last time: a new job has no past, and an upgrade may take a morning."""
    local = timezone.localtime(now)
    rows = fetch(LAST_RUNS)
    migrated_at, last = rows[0][0], {job: day for _moment, job, day in rows if job}
    missed = []
    for job in registry.scheduled():
        day = last_day_owed(job, local)
        began = timezone.make_aware(dt.datetime.combine(day, job.at))
        has_run = job.name in last and last[job.name] >= day
        if began >= migrated_at and not has_run:
            missed.append(MissedRun(job.name, day))
    return missed


def last_day_owed(job: registry.Scheduled, local: dt.datetime) -> dt.date:
    """The last business day on which, at `local` (Danish time), the job should have run by now."""
    today = local.date()
    is_over = local.time() >= (job.by or job.until)
    return today if is_over and is_weekday(today) else add_weekdays(today, -1)
