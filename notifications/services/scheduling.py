"""What runs every weekday morning: once, whoever asks, and also when nobody could ask in time.

Beat asks every few minutes and may ask twice; the dispatchers ask too, so it works without a broker. The
row in ScheduledRun is written in the transaction of the work, and its constraint makes the rest wait and
then do nothing.
"""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from core.weekdays import is_weekday
from notifications import registry
from notifications.errors import where
from notifications.models import ScheduledRun
from notifications.sql import execute

logger = logging.getLogger(__name__)

RECORD = """
INSERT INTO notifications_scheduledrun (job, business_date) VALUES (%(job)s, %(day)s) ON CONFLICT DO NOTHING
"""


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Run what is due and has not run today. Returns the names of what this call ran."""
    local = timezone.localtime(now)
    if not is_weekday(local.date()):
        return []
    done = set(ScheduledRun.objects.filter(business_date=local.date()).values_list("job", flat=True))
    due = [job for job in registry.scheduled() if job.at <= local.time() < job.until]
    return [job.name for job in due if job.name not in done and _run_logged(job, local.date())]


def run_once(job: registry.Scheduled, day: dt.date) -> bool:
    """False when it has run for that day."""
    with transaction.atomic():
        if not execute(RECORD, job=job.name, day=day):
            return False
        job.handler(day)
    return True


def _run_logged(job: registry.Scheduled, day: dt.date) -> bool:
    """One that fails does not keep the others from running; it is tried again until its time is over."""
    try:
        return run_once(job, day)
    except Exception as error:
        logger.error("scheduled %s failed: %s", job.name, where(error))
        return False
