"""The landlord's 4 weeks are pushed like a legal deadline: to whoever has the household a week before and on
the last weekday before, then to the administration too, whose decision it is; when the day has passed, to the
coordinators and the administration.

Of all that lies between, not only of what is exactly so far ahead: a morning that was missed is made up the
next. Once each: a delivery is unique by kind, complaint and recipient.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from accounts.choices import Role
from core.weekdays import add_weekdays
from disputes.models import Complaint
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.services.outbox import owe_deliveries
from notifications.sql import execute

JOB = "complaint_reminders"
AT, BY, UNTIL = dt.time(6, 5), dt.time(8, 0), dt.time(23, 0)
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)
FIRST = dt.date(1900, 1, 1)

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
  )
ORDER BY complaint.id, member.user_id
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def remind_of_complaints(day: dt.date) -> int:
    """Owe what is to be told on the business day `day`. Returns how many reminders are new."""
    next_weekday = add_weekdays(day, 1)
    in_a_week = running(next_weekday + ONE_DAY, next_weekday - ONE_DAY + WEEK)
    last = running(day, next_weekday)
    over = running(FIRST, day - ONE_DAY)
    return (
        _owe(DeliveryKind.COMPLAINT_DUE, in_a_week)
        + _owe(DeliveryKind.COMPLAINT_TOMORROW, last)
        + _tell(DeliveryKind.COMPLAINT_TOMORROW, last, [Role.ADMINISTRATION], day)
        + _tell(DeliveryKind.COMPLAINT_OVERDUE, over, [Role.ADMINISTRATION, Role.COORDINATOR], day)
    )


def running(first: dt.date, last: dt.date) -> QuerySet[Complaint, Complaint]:
    """Those whose clock still runs and ends from `first` to `last`: by the index complaint_clock."""
    rows = Complaint.objects.open().filter(acted_on__isnull=True, action_due__isnull=False)
    return rows.filter(action_due__gte=first, action_due__lte=last).order_by("pk")


def _owe(kind: DeliveryKind, rows: QuerySet[Complaint, Complaint]) -> int:
    by_organisation: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, organisation_id, estate_id in rows.values_list("pk", "organisation_id", "estate_id"):
        by_organisation[organisation_id].append((pk, estate_id))
    return sum(
        owe_deliveries(kind=kind, organisation_id=organisation_id, subjects=subjects)
        for organisation_id, subjects in by_organisation.items()
    )


def _tell(
    kind: DeliveryKind, rows: QuerySet[Complaint, Complaint], roles: Sequence[str], day: dt.date
) -> int:
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return 0
    return execute(TELL_ROLES, kind=kind.value, ids=ids, roles=[str(role) for role in roles], day=day)


def schedule() -> Scheduled:
    """Before the work of the day; later the same day when the system was down."""
    return Scheduled(JOB, at=AT, until=UNTIL, handler=remind_of_complaints, by=BY)
