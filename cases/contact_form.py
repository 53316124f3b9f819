"""What the contact form offers of one household: its people, the neighbours, the open plan, the tries."""

import re
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.compiled import compiled_for_user
from cases.household import household_choices
from cases.models import Case, Consent
from cases.next_try import advice
from cases.providers import Reason, reason_providers
from cases.querysets import handed_away
from cases.services.tries import rules_of, tries_since_contact
from cases.services.visit_actions import open_actions
from residents.models import Tenancy


def offered(user: Any, tenancy: Tenancy) -> dict[str, Any]:
    """For VisitForm; `tenancy` comes through its door, with `people`."""
    return {
        "household": household_choices(tenancy.people),  # type: ignore[attr-defined]
        "actions": [(action.pk, action.text) for action in open_actions(tenancy.pk)],
        "neighbours": neighbours(user, tenancy),
    }


def within_reach(user: Any) -> QuerySet[Tenancy]:
    """Households of today whose contacts the user may log."""
    rows = Tenancy.objects.visible_to(user).current().exclude(pk__in=handed_away(user))
    return rows.filter(estate_id__any=user.membership.estate_ids)


def neighbours(user: Any, tenancy: Tenancy) -> list[tuple[int, str]]:
    """The other doors of the stairwell: floor and side, no names."""
    rows = _doors(user, stairwell_id=tenancy.dwelling.stairwell_id)
    return [(pk, door(floor, side) or address) for pk, floor, side, address in rows if pk != tenancy.pk]


@compiled_for_user
def _doors(user: Any, *, stairwell_id: int) -> QuerySet[Any, Any]:
    rows = within_reach(user).filter(dwelling__stairwell_id=stairwell_id).order_by("sort_key", "pk")
    return rows.values_list("pk", "dwelling__floor", "dwelling__side", "dwelling__address")


def door(floor: str, side: str) -> str:
    """'3. th', 'st. tv'."""
    return " ".join(part for part in (f"{floor}." if floor else "", side) if part)


def homes_named(
    user: Any, tenancy: Tenancy, ids: Collection[int], address: str
) -> tuple[list[Tenancy], bool]:
    """The other households of an entry, and whether the typed address names one of them."""
    wanted = set(ids) - {tenancy.pk}
    found = not address
    if address:
        asked = {plain(address), plain(f"{tenancy.dwelling.stairwell}{address}")}
        rows = within_reach(user).values_list("pk", "dwelling__address")
        named = {pk for pk, written in rows if plain(written) in asked}
        found = len(named) == 1
        wanted |= named - {tenancy.pk}
    homes = within_reach(user).filter(pk__in=wanted).order_by("pk") if wanted else []
    return list(homes), found


def plain(address: str) -> str:
    """'Lærkevej 8, 3. th' and 'lærkevej 8 3 th' are one address."""
    return re.sub(r"[\W_]+", "", address.casefold())


def reasons_at_the_door(user: Any, tenancy: Tenancy) -> list[Reason]:
    """Why this household is worked with now, and what the tries so far say."""
    reasons = [reason for provider in reason_providers for reason in provider(user, tenancy.pk)]
    tries = tries_since_contact(tenancy.pk)
    if not tries:
        return reasons
    return reasons + [
        Reason(text, 0, level) for level, text in advice(tries, rules_of(tenancy.organisation_id))
    ]


def case_for_notes(user: Any, tenancy: Tenancy) -> Case | None:
    """The open case the user is responsible for, with `has_consent`: to keep notes on sensitive facts."""
    return next(iter(_case_for_notes(user, tenancy_id=tenancy.pk)), None)


@compiled_for_user
def _case_for_notes(user: Any, *, tenancy_id: int) -> QuerySet[Any, Any]:
    consents = Consent.objects.valid().filter(case=OuterRef("pk"), for_own_notes=True)
    rows = Case.objects.visible_to(user).open().filter(tenancy_id=tenancy_id, responsible=user.membership)
    return rows.annotate(has_consent=Exists(consents)).order_by("pk")[:1]
