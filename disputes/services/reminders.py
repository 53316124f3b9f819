"""The landlord's 4 weeks are pushed like a legal deadline: to whoever has the household a week before and on
the last weekday before, then to the administration too, whose decision it is; when the day has passed, to the
coordinators and the administration.

Of all that lies between, not only of what is exactly so far ahead: a morning that was missed is made up the
next. Once each: a delivery is unique by kind, complaint and recipient. When the day is put right it all
begins anew (tell_new_day).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.choices import Role
from core.weekdays import add_weekdays
from disputes.models import Complaint
from disputes.services.steps import REMINDERS
from notifications.choices import DeliveryKind, DeliveryStatus
from notifications.models import Delivery
from notifications.registry import Scheduled
from notifications.services.outbox import OR_OWE_AGAIN, withdraw_deliveries
from notifications.sql import execute

JOB = "complaint_reminders"
AT, BY, UNTIL = dt.time(6, 5), dt.time(8, 0), dt.time(23, 0)
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)
FIRST = dt.date(1900, 1, 1)
LAST_DAY_ROLES = [str(Role.ADMINISTRATION)]
OVERDUE_ROLES = [str(Role.ADMINISTRATION), str(Role.COORDINATOR)]

TELL_HOUSEHOLD = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id)
SELECT %(kind)s, complaint.id, complaint.organisation_id, complaint.estate_id
FROM disputes_complaint complaint
WHERE complaint.id = ANY(%(ids)s::bigint[])
ORDER BY complaint.id
"""

TELL_ROLES = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, complaint.id, complaint.organisation_id, complaint.estate_id, member.user_id
FROM disputes_complaint complaint
JOIN (
    SELECT DISTINCT membership.organisation_id, membership.user_id
    FROM accounts_membership membership JOIN accounts_user person ON person.id = membership.user_id
    WHERE membership.role = ANY(%(roles)s) AND person.is_active
      AND COALESCE(membership.ended_on, %(day)s::date) >= %(day)s::date
) member ON member.organisation_id = complaint.organisation_id
WHERE complaint.id = ANY(%(ids)s::bigint[])
  AND NOT EXISTS (
    SELECT FROM notifications_delivery told
    WHERE told.subject_id = complaint.id AND told.kind = %(kind)s AND told.recipient_id = member.user_id
      AND told.status <> 'withdrawn'
  )
ORDER BY complaint.id, member.user_id
"""

TELL_THESE = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, complaint.id, complaint.organisation_id, complaint.estate_id, person.id
FROM disputes_complaint complaint CROSS JOIN unnest(%(recipient_ids)s::bigint[]) AS person (id)
WHERE complaint.id = %(complaint_id)s
ORDER BY person.id
"""
"""A recipient of NULL is whoever has the household."""


@transaction.atomic
def remind_of_complaints(day: dt.date) -> int:
    """Owe what is to be told on the business day `day`. Returns how many reminders are new."""
    return _remind(day, Complaint.objects.open())


def remind_again(complaint: Complaint) -> int:
    """Its clock runs once more, or to another day: owe what is told of that day today. In the transaction
    that says so."""
    return _remind(timezone.localdate(), Complaint.objects.open().filter(pk=complaint.pk))


def tell_new_day(complaint: Complaint) -> None:
    """Its day was put right, in this transaction. Whoever was told of the old one gets one line that says the
    new; that line is the reminder, too, when the new day is as near. The lines about the old one are gone,
    and the reminders of the new one come as if nothing had been told: those of today at once. The lock waits
    for whoever is delivering."""
    rows = Delivery.objects.select_for_update().filter(subject_id=complaint.pk, kind__in=REMINDERS)
    told = {row.recipient_id for row in rows.order_by("pk") if row.status != DeliveryStatus.WITHDRAWN}
    for kind in REMINDERS:
        withdraw_deliveries(kind=kind, subject_ids=[complaint.pk])
    if told and complaint.is_open and complaint.acted_on is None:
        kind = _kind_of(complaint.action_due, timezone.localdate())
        owed = {"complaint_id": complaint.pk, "recipient_ids": list(told)}
        execute(TELL_THESE + OR_OWE_AGAIN, kind=kind.value, **owed)
    remind_again(complaint)


def running(first: dt.date, last: dt.date) -> QuerySet[Complaint, Complaint]:
    """Those whose clock still runs and ends from `first` to `last`: by the index complaint_clock."""
    return _running(Complaint.objects.open(), first, last)


def _running(
    rows: QuerySet[Complaint, Complaint], first: dt.date, last: dt.date
) -> QuerySet[Complaint, Complaint]:
    rows = rows.filter(acted_on__isnull=True, action_due__isnull=False)
    return rows.filter(action_due__gte=first, action_due__lte=last).order_by("pk")


def _windows(day: dt.date) -> dict[DeliveryKind, tuple[dt.date, dt.date]]:
    """From when to when the day is of which each kind is told on the business day `day`."""
    next_weekday = add_weekdays(day, 1)
    return {
        DeliveryKind.COMPLAINT_DUE: (next_weekday + ONE_DAY, next_weekday - ONE_DAY + WEEK),
        DeliveryKind.COMPLAINT_TOMORROW: (day, next_weekday),
        DeliveryKind.COMPLAINT_OVERDUE: (FIRST, day - ONE_DAY),
    }


def _kind_of(due: dt.date | None, day: dt.date) -> DeliveryKind:
    for kind, (first, last) in _windows(day).items():
        if due and first <= due <= last:
            return kind
    return DeliveryKind.COMPLAINT_MOVED


def _remind(day: dt.date, rows: QuerySet[Complaint, Complaint]) -> int:
    """Locked, so that nobody puts a day right between the look at it and the line about it."""
    rows = rows.select_for_update(no_key=True)
    in_a_week, last, over = (
        list(_running(rows, *window).values_list("pk", flat=True)) for window in _windows(day).values()
    )
    return (
        _tell(TELL_HOUSEHOLD, DeliveryKind.COMPLAINT_DUE, in_a_week)
        + _tell(TELL_HOUSEHOLD, DeliveryKind.COMPLAINT_TOMORROW, last)
        + _tell(TELL_ROLES, DeliveryKind.COMPLAINT_TOMORROW, last, roles=LAST_DAY_ROLES, day=day)
        + _tell(TELL_ROLES, DeliveryKind.COMPLAINT_OVERDUE, over, roles=OVERDUE_ROLES, day=day)
    )


def _tell(statement: str, kind: DeliveryKind, ids: Sequence[int], **values: Any) -> int:
    return execute(statement + OR_OWE_AGAIN, kind=kind.value, ids=list(ids), **values) if ids else 0


def schedule() -> Scheduled:
    """Before the work of the day; later the same day when the system was down."""
    return Scheduled(JOB, at=AT, until=UNTIL, handler=remind_of_complaints, by=BY)
