"""What nobody has come back to is not kept: lists left in the preview, and rows that wait for ever."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from evictions.models import ArrearsFile, ArrearsList, ArrearsRow
from notifications.registry import Scheduled
from residents.choices import ImportStatus

AT: Final = dt.time(5, 30)
UNTIL: Final = dt.time(23, 0)
PREVIEW_DAYS: Final = 14
WAITING_DAYS: Final = 183
LEFT: Final = (ImportStatus.RECEIVED, ImportStatus.COLUMNS, ImportStatus.PREVIEW)


@transaction.atomic
def tidy_lists(day: dt.date) -> int:
    """Cancel lists left lying for two weeks, drop what has waited for half a year. Returns how many lists."""
    old = ArrearsList.objects.filter(
        status__in=LEFT, created_at__date__lt=day - dt.timedelta(days=PREVIEW_DAYS)
    )
    ids = list(old.select_for_update().values_list("pk", flat=True))
    ArrearsFile.objects.filter(run__in=ids).delete()
    ArrearsRow.objects.filter(run__in=ids).delete()
    message = _("Listen lå urørt i 14 dage og er annulleret. Intet er ændret.")
    ArrearsList.objects.filter(pk__in=ids).update(
        status=ImportStatus.CANCELLED, message=message, finished_at=Now()
    )
    since = day - dt.timedelta(days=WAITING_DAYS)
    ArrearsRow.objects.filter(run__status=ImportStatus.DONE, run__finished_at__date__lt=since).delete()
    return len(ids)


def schedule() -> Scheduled:
    return Scheduled("tidy_arrears_lists", AT, UNTIL, tidy_lists)
