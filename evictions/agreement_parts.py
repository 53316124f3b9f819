"""What the cards about standstill, plan, ways out and statement read with the file of an eviction case: each
part narrowed by its own `visible_to`."""

from typing import Any

from django.apps import apps

from accounts.choices import Role
from cases.choices import CONTACT_ESTABLISHED
from cases.models import Case, Consent, Visit
from cases.querysets import handed_away
from core.gathering import Part
from evictions.models import (
    ArrearsNotice,
    Instalment,
    InstalmentPlan,
    Standstill,
    Statement,
    WayOut,
)
from residents.models import Tenancy

BY = {"by": "made_by__name"}
ENDED = {"ended_name": "ended_by__name"}


def agreement_parts(user: Any, pk: int, tenancy_id: int) -> dict[str, Part]:
    """Of the eviction case `pk`, and the household it is about."""
    return {**_landlords(user, pk, tenancy_id), **_caretakers(user, pk, tenancy_id)}


def _landlords(user: Any, pk: int, tenancy_id: int) -> dict[str, Part]:
    own = {"eviction_case_id": pk}
    plans = InstalmentPlan.objects.visible_to(user).filter(**own)
    notices = ArrearsNotice.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    days = ("agreed_on", "broken_on", "ended_at", "created_at")
    terms = ("start_balance", "tolerance_days", "status", "comment", "broken_by_amount")
    return {
        "standstills": Part(
            Standstill.objects.visible_to(user).filter(**own).order_by("-starts_on", "-pk"),
            ("starts_on", "ends_on", "comment", "ended_at", "created_at"),
            {**BY, **ENDED, "reason_name": "reason__name"},
        ),
        "plans": Part(plans.order_by("-pk"), (*days, *terms), {**BY, **ENDED}),
        "instalments": Part(
            Instalment.objects.filter(plan__in=plans).order_by("plan_id", "number"),
            ("plan_id", "number", "due_on", "amount"),
        ),
        "latest_notice": Part(
            notices.order_by("-pk")[:1], ("status", "amount", "close_reason", "closed_at", "changed_at")
        ),
        "statements": Part(
            Statement.objects.visible_to(user).filter(**own).order_by("-pk"),
            (
                *("contact_established", "applied_on", "pause_until"),
                *("plan_amount", "plan_count", "plan_from"),
                *("status", "answered_at", "created_at"),
            ),
            BY,
        ),
    }


def _caretakers(user: Any, pk: int, tenancy_id: int) -> dict[str, Part]:
    """Casework: empty for the landlord's side, and for who has handed the household away. `works_here` is not
    empty for a caretaker who may write here."""
    own, here = {"eviction_case_id": pk}, {"tenancy_id": tenancy_id}
    ways_out = WayOut.objects.visible_to(user).filter(**own)
    history = apps.get_model("evictions", "WayOutEvent")._default_manager.filter(pgh_obj__in=ways_out)
    mine = Tenancy.objects.visible_to(user).filter(pk=tenancy_id)
    mine = mine.exclude(pk__in=handed_away(user)) if user.role == Role.CARETAKER else mine.none()
    consents = Consent.objects.visible_to(user).valid().filter(**here, to_landlord=True)
    contacts = Visit.objects.visible_to(user).standing().filter(**here, result__in=CONTACT_ESTABLISHED)
    return {
        "works_here": Part(mine, ()),
        "ways_out": Part(ways_out.order_by("pk"), ("kind", "state", "on", "note"), BY),
        "ways_out_history": Part(history.order_by("pk"), ("kind", "state", "on")),
        "open_cases": Part(
            Case.objects.visible_to(user).open().filter(**here), ("status", "serial", "opened_at")
        ),
        "landlord_consents": Part(
            consents.order_by("-given_on", "-pk"), ("case_id", "purpose", "given_on", "ends_on")
        ),
        "contacts": Part(contacts.order_by("-occurred_at", "-pk")[:1], ("occurred_at", "result")),
    }
