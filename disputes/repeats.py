"""Complaints about the same household: within half a year of each other, and rising beside its arrears."""

import calendar
import datetime as dt
from typing import Any

from disputes.models import Complaint
from disputes.querysets import HALF_A_YEAR, ComplaintQuerySet

COLUMNS = ("serial", "received_on", "category", "status", "outcome")


def repeats_of(user: Any, complaint: Complaint) -> list[Complaint]:
    """The household's other complaints that lie less than half a year from this one, before or after it, the
    newest first; those that are not counted too."""
    first = months_before(complaint.received_on, HALF_A_YEAR)
    rows = Complaint.objects.visible_to(user).filter(
        respondent_id=complaint.respondent_id, received_on__gt=first
    )
    others = rows.exclude(pk=complaint.pk).order_by("-received_on", "-pk").only(*COLUMNS)
    return [each for each in others if lies_within(each.received_on, complaint.received_on)]


def lies_within(one: dt.date, other: dt.date) -> bool:
    """Whether the two days lie less than half a year apart."""
    earlier, later = sorted([one, other])
    return months_before(later, HALF_A_YEAR) < earlier


def number_of(complaint: Complaint) -> int:
    """The how manieth within half a year it is, as `with_repeats` counts."""
    rows: ComplaintQuerySet = Complaint.objects.filter(pk=complaint.pk)
    return int(rows.with_repeats().values_list("repeats", flat=True)[0])


def months_before(day: dt.date, months: int) -> dt.date:
    """As PostgreSQL takes months off a date: the same day, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
