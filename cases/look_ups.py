"""Who has looked at a household's file: the card on the page of a case, and what the resident may be told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from audit.choices import Purpose
from audit.file_parts import look_ups_of
from cases.file import File, read_file
from cases.models import Case
from cases.permissions import has_in_hand
from core.compiled import compiled
from residents.providers import Panel

NEWEST = 10
PURPOSES = dict(Purpose.choices)


@dataclass(frozen=True)
class DayOfLookUps:
    """What the resident is told: that day, for that purpose, so many times. No names (Datatilsynet 2024)."""

    day: dt.date
    purpose: str
    times: int


def looked_panel(user: Any, case: Case) -> Panel:
    """To whoever may read the case: the newest look-ups. Who is responsible also sees which coordinator has
    the case open now, and can print the list for the resident."""
    mine = user.role == Role.COORDINATOR or has_in_hand(user, case)
    file: File = getattr(case, "file", None) or read_file(user, case.tenancy_id)
    now = timezone.now()
    context = {
        "rows": _newest(tenancy_id=case.tenancy_id),
        "openings": [row for row in file["openings"] if row.ends_at > now] if mine else [],
        "all_url": reverse("case_look_ups", args=[case.pk]),
        "extract_url": reverse("case_look_up_extract", args=[case.pk]) if mine else "",
    }
    return Panel("cases/_looked_panel.html", context, order=90)


@compiled
def _newest(*, tenancy_id: int) -> QuerySet[Any, Any]:
    rows = look_ups_of(tenancy_id).select_related("actor").order_by("-created_at", "-pk")
    return rows[:NEWEST]


def extract_of(tenancy_id: int) -> list[DayOfLookUps]:
    """The newest day first."""
    rows = look_ups_of(tenancy_id).annotate(day=TruncDate("created_at")).values("day", "purpose")
    counted = rows.annotate(times=Count("pk")).order_by("-day", "purpose")
    return [DayOfLookUps(row["day"], str(PURPOSES[row["purpose"]]), row["times"]) for row in counted]
