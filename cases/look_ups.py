"""Who has looked at a household's file: the card on the page of a case, and what the resident may be told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from audit.choices import Purpose
from audit.look_up_subjects import look_ups_of
from cases.household_file import file_of
from cases.models import Case
from cases.permissions import has_in_hand
from core.compiled import compiled
from residents.providers import Panel

NEWEST = 5
PURPOSES = dict(Purpose.choices)


@dataclass(frozen=True)
class Looker:
    """One person's look-ups of a day for one purpose: a caretaker's own morning is one line, and does not
    push out of sight who else was there."""

    name: str
    last: dt.datetime
    purpose: str
    times: int


@dataclass(frozen=True)
class DayOfLookUps:
    """What the resident is told: that day, for that purpose, so many times. No names (Datatilsynet 2024)."""

    day: dt.date
    purpose: str
    times: int


def look_ups_panel(user: Any, case: Case) -> Panel:
    """To whoever may read the case: who looked last. Who is responsible also sees which coordinator has
    the case open now, and can print the list for the resident."""
    mine = user.role == Role.COORDINATOR or has_in_hand(user, case)
    file = file_of(user, case)
    now = timezone.now()
    context = {
        "rows": lookers_of(case.tenancy_id),
        "openings": [row for row in file["openings"] if row.ends_at > now] if mine else [],
        "all_url": reverse("case_look_ups", args=[case.pk]),
        "extract_url": reverse("case_look_up_extract", args=[case.pk]) if mine else "",
    }
    return Panel("cases/_look_ups_panel.html", context, order=90)


def lookers_of(tenancy_id: int) -> list[Looker]:
    """Who looked last comes first."""
    return [
        Looker(row["actor__name"], row["last"], str(PURPOSES[row["purpose"]]), row["times"])
        for row in _lookers(tenancy_id=tenancy_id)
    ]


@compiled
def _lookers(*, tenancy_id: int) -> QuerySet[Any, Any]:
    rows = look_ups_of(tenancy_id).annotate(day=TruncDate("created_at"))
    counted = rows.values("actor_id", "actor__name", "day", "purpose").annotate(
        last=Max("created_at"), times=Count("pk")
    )
    return counted.order_by("-last")[:NEWEST]


def extract_of(tenancy_id: int) -> list[DayOfLookUps]:
    """The newest day first."""
    rows = look_ups_of(tenancy_id).annotate(day=TruncDate("created_at")).values("day", "purpose")
    counted = rows.annotate(times=Count("pk")).order_by("-day", "purpose")
    return [DayOfLookUps(row["day"], str(PURPOSES[row["purpose"]]), row["times"]) for row in counted]
