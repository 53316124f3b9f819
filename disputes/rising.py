"""Households where complaints and arrears rise together: more complaints in the last 3 months than in the 3
before, and an open notice whose amount rose with the last list. For caretakers alone, of what they may see of
both."""

import datetime as dt
from typing import Any

from django.db.models import Count, DateField, F, Q, QuerySet, Value
from django.utils import timezone

from accounts.choices import Role
from core.words import gettext as _
from disputes.models import Complaint
from disputes.querysets import MonthsBefore
from evictions.models import ArrearsNotice
from residents.models import Tenancy
from residents.providers import Panel

RECENT, BEFORE = 3, 6
"""Months ago."""


def rising_notices(user: Any, today: dt.date) -> QuerySet[Any, Any]:
    """The open notices of those households. One statement, whatever is found: the few complaints of half a
    year, and of each household at most one open notice, by their indexes."""
    if user.role != Role.CARETAKER:
        return ArrearsNotice.objects.none()
    notices = ArrearsNotice.objects.visible_to(user).open().filter(rises__gt=0)
    return notices.filter(tenancy_id__in=more_complaints(user, today))


def more_complaints(user: Any, today: dt.date) -> QuerySet[Any, Any]:
    """The households of which more was complained in the last 3 months than in the 3 before."""
    day = Value(today, output_field=DateField())
    recent, before = MonthsBefore(day, months=RECENT), MonthsBefore(day, months=BEFORE)
    rows = Complaint.objects.visible_to(user).counted().filter(received_on__gt=before)
    counted = (
        rows.order_by()
        .values("respondent_id")
        .annotate(
            now=Count("pk", filter=Q(received_on__gt=recent)),
            then=Count("pk", filter=Q(received_on__lte=recent)),
        )
    )
    return counted.filter(now__gt=F("then")).values("respondent_id")


def rising_words() -> str:
    return _("Flere klager og stigende restance")


def rising_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    """On the page of the household."""
    if user.role != Role.CARETAKER:
        return None
    if not rising_notices(user, timezone.localdate()).filter(tenancy_id=tenancy.pk).exists():
        return None
    return Panel("disputes/_rising_panel.html", {"said": rising_words()}, order=9)
