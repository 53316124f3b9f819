"""What of a register file is not kept: files nobody came back to, and rows that may hold names."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.registry import Scheduled
from residents.choices import ImportStatus
from residents.models import RegisterFilePart, RegisterImport, RegisterRow

AT: Final = dt.time(5, 30)
UNTIL: Final = dt.time(23, 0)
PREVIEW_DAYS: Final = 14
ROWS_DAYS: Final = 90
"""Refused rows are there to be corrected where they come from; the next file brings them again."""
LEFT: Final = (ImportStatus.RECEIVED, ImportStatus.COLUMNS, ImportStatus.PREVIEW)


def rows_kept_until(run: RegisterImport) -> dt.date | None:
    """The last day the rows of a run that has ended can be seen. None while it has not."""
    if run.finished_at is None:
        return None
    return timezone.localdate(run.finished_at) + dt.timedelta(days=ROWS_DAYS)


def rows_are_deleted(run: RegisterImport) -> bool:
    """True when the time is up and the job, which rests at the weekend, has been there."""
    until = rows_kept_until(run)
    return until is not None and until < timezone.localdate() and not run.rows.exists()


@transaction.atomic
def tidy_registers(day: dt.date) -> int:
    """Cancel files left lying for two weeks, and delete the rows of runs that ended long ago. The counts of
    a run stay. Idempotent. Returns how many rows are gone."""
    left = RegisterImport.objects.filter(
        status__in=LEFT, created_at__date__lt=day - dt.timedelta(days=PREVIEW_DAYS)
    )
    ids = list(left.select_for_update().values_list("pk", flat=True))
    RegisterFilePart.objects.filter(run__in=ids).delete()
    RegisterImport.objects.filter(pk__in=ids).update(
        status=ImportStatus.CANCELLED,
        message=_("Filen lå urørt i 14 dage og er slettet. Registret er ikke ændret."),
        finished_at=Now(),
    )
    dropped, _per_model = RegisterRow.objects.filter(run__in=ids).delete()
    since = day - dt.timedelta(days=ROWS_DAYS)
    old, _per_model = RegisterRow.objects.filter(run__finished_at__date__lt=since).delete()
    return dropped + old


def schedule() -> Scheduled:
    return Scheduled("tidy_registers", AT, UNTIL, tidy_registers)
