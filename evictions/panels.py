"""What arrears show of a household: that it is in arrears, and the way to the notice."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from cases.models import Case
from cases.providers import HEAD
from core.gathering import Part
from evictions.models import ArrearsNotice
from evictions.providers import facts_with
from evictions.urgency import reasons_for
from evictions.urgency_facts import eviction_json
from residents.models import Tenancy
from residents.providers import Panel

CASE_COLUMNS = (
    "status",
    "amount",
    "months",
    "due_date",
    "stage",
    "demand_deadline",
    "children",
    "revision",
    "rises",
    "created_at",
    "changed_at",
    "seen_revision",
    "taken_at",
    "contact_on",
    "last_attempt_on",
    "attempts",
    "next_step_on",
)
"""What the head of a case says, and its rules read."""


def arrears_part(user: Any, tenancy_id: int) -> Part:
    """Read with the household's file, so that the page of a case asks no query more."""
    rows = ArrearsNotice.objects.visible_to(user).open().filter(tenancy_id=tenancy_id)
    return Part(rows, CASE_COLUMNS, {"eviction": eviction_json()})


def case_head(user: Any, case: Case) -> Panel | None:
    """How far the landlord is stands above all else on an open case. Its next step has a line of its own."""
    notice = next(iter(case.file["arrears"]), None) if case.is_open else None  # type: ignore[attr-defined]
    if notice is None:
        return None
    notice.tenancy = case.tenancy
    context = {"notice": notice, "url": notice_link(user, notice), "reasons": []}
    if user.role == Role.CARETAKER:
        facts = replace(facts_with(notice, None, timezone.localdate()), next_step_on=None)
        context["reasons"] = reasons_for(facts)
    return Panel("evictions/_case_head.html", context, order=HEAD)


def notice_link(user: Any, notice: ArrearsNotice) -> str:
    return reverse("notice_detail" if user.role == Role.CARETAKER else "tray_detail", args=[notice.pk])


def arrears_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    """The open notice: the caretaker with the reasons, the administration and coordinator their own page."""
    rows = ArrearsNotice.objects.visible_to(user).open().filter(tenancy_id=tenancy.pk)
    notice = rows.select_related("tenancy").defer("lines").annotate(eviction=eviction_json()).first()
    if notice is None:
        return None
    caretaker = user.role == Role.CARETAKER
    reasons = reasons_for(facts_with(notice, None, timezone.localdate())) if caretaker else []
    context = {"notice": notice, "url": notice_link(user, notice), "reasons": reasons}
    return Panel("evictions/_arrears_panel.html", context, order=10)
