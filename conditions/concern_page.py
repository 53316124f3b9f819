"""What the caretaker's page of a concern shows beside what was reported."""

from dataclasses import dataclass
from typing import Any

from cases.finding import CaseAt, cases_at
from cases.household import Person, household, phone_of
from cases.links import household_link
from cases.providers import Reason, standing_providers
from conditions.models import ConcernFlag
from conditions.words import days_words, kinds_title
from residents.models import Resident

MOST_EARLIER = 10


@dataclass(frozen=True)
class Household:
    """Who had the flat when it was reported. `has_moved`: they have it no more."""

    people: list[Person]
    phone: str
    url: str
    case_at: CaseAt
    standing: list[Reason]
    has_moved: bool


def household_of(user: Any, concern: ConcernFlag) -> Household | None:
    """None of a flat that stood empty."""
    tenancy = concern.tenancy
    if tenancy is None:
        return None
    lives = Resident.objects.filter(tenancy=tenancy, moved_out_on__isnull=True).order_by("pk")
    people = list(lives.values("name", "kind", "phone"))
    standing = [
        reason
        for provider in standing_providers
        for reason in provider(user, [tenancy.pk]).get(tenancy.pk, [])
    ]
    return Household(
        household(people),
        phone_of(people),
        household_link(tenancy.pk),
        cases_at(user, [tenancy.pk])[tenancy.pk],
        standing,
        tenancy.is_over,
    )


def earlier_of(user: Any, concern: ConcernFlag) -> list[dict[str, Any]]:
    """Other concerns about the flat, the newest first; of who lived there before it is said that they did."""
    rows = ConcernFlag.objects.visible_to(user).filter(dwelling_id=concern.dwelling_id)
    rows = rows.exclude(pk=concern.pk).order_by("-created_at", "-pk")
    return [
        {
            "concern": other,
            "kinds": kinds_title(other),
            "days": days_words(other),
            "is_of_others": other.tenancy_id != concern.tenancy_id,
        }
        for other in rows[:MOST_EARLIER]
    ]
