"""What stands around the day's list: absences, handovers to answer, rounds one is in the middle of."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from accounts.compiled import compiled_for_user
from accounts.models import Absence, Membership
from accounts.sentences import say_period
from cases.models import Handover, OutreachRound
from core.gathering import Part, by_part, gathered

MOST_ROUNDS = 3
NEAR = dt.timedelta(days=3)


def today_notes(user: Any, today: dt.date) -> dict[str, list[Any]]:
    """`asked`: handovers one has not answered. `walks`: rounds of all colleagues on the estates, the newest
    first: whoever is there today goes on. `absences`: one's own and those one stands in for, also planned
    ones: whoever is to cover knows it beforehand. One query."""
    found = by_part(_notes(user, day=today)[0])
    return {**found, "absences": [_told(row, user, today) for row in found["absences"]]}


@compiled_for_user
def _notes(user: Any, *, day: dt.date) -> QuerySet[Any, Any]:
    asked = Handover.objects.visible_to(user).proposed().filter(taker=user.membership).counted()
    walks = OutreachRound.objects.visible_to(user).open().with_counts().order_by("-started_at")[:MOST_ROUNDS]
    absences = Absence.objects.visible_to(user).not_over(day).order_by("starts_on", "pk")
    names = {"name": "membership__user__name", "stand_in_name": "stand_in__user__name"}
    parts = {
        "asked": Part(asked.order_by("pk"), (), {"giver_name": "giver__user__name", "cases": "case_count"}),
        "walks": Part(walks, ("name",), {"total_doors": "total", "done_doors": "done"}),
        "absences": Part(absences, ("starts_on", "ends_on", "membership_id"), names),
    }
    return gathered(Membership.objects.filter(pk=user.membership.pk), parts)


def _told(absence: Any, user: Any, today: dt.date) -> dict[str, Any]:
    """One that is further off stands below the day's work."""
    is_planned = absence.starts_on > today
    return {
        "absence": absence,
        "is_own": absence.membership_id == user.membership.pk,
        "planned": say_period(absence.starts_on, absence.ends_on, today) if is_planned else "",
        "is_near": absence.starts_on <= today + NEAR,
    }
