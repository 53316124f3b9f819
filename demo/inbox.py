"""What reached the inboxes at the time of its event, and was read when it is some days ago."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver

ARRIVES = dt.timedelta(seconds=40)
READ = dt.timedelta(hours=1)
READ_AFTER = dt.timedelta(days=2)
"""What is older has been read."""


def reached(kind: DeliveryKind, subject_ids: Iterable[int], at: dt.datetime) -> None:
    """What is owed of these is delivered as if it had been owed at `at`, to who was there that day."""
    owed = Delivery.objects.filter(kind=kind, subject_id__in=list(subject_ids))
    deliver(list(owed.pending().values_list("pk", flat=True)), day=timezone.localdate(at))
    arrived = min(at + ARRIVES, timezone.now())
    owed.update(created_at=at, settled_at=arrived)
    read = arrived + READ if at < timezone.now() - READ_AFTER else None
    InboxItem.objects.filter(delivery__in=owed).update(created_at=arrived, read_at=read)
