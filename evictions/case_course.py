"""What eviction cases show elsewhere: in the caretaker's course and on the page of her case, and on the page
of a household. The rows come with the household's file: no query of their own (decision 0010)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from cases.household_file import File, read_file
from cases.models import Case
from cases.providers import CourseEntry, register
from core.gathering import Part
from evictions.eviction_links import MOST
from evictions.models import EvictionCase, LegalStep
from evictions.next_words import next_reason
from evictions.querysets import SEES_ARREARS
from evictions.step_words import step_entry
from residents.models import Tenancy
from residents.providers import Panel, register_panel

MOST_STEPS = 100
LINK = ("serial", "status", "opened_at", "outcome", "next_on", "next_kind", "hearing_at", "eviction_at")


def register_evictions() -> None:
    register(read_with=("evictions", _evictions), case_panel=eviction_of_case)
    register(read_with=("legal_steps", _steps), of_file=eviction_entries)
    register_panel(eviction_of_household)


def _evictions(user: Any, tenancy_id: int) -> Part:
    rows = EvictionCase.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    return Part(rows.order_by("-opened_at", "-pk")[:MOST], LINK)


def _steps(user: Any, tenancy_id: int) -> Part:
    rows = LegalStep.objects.visible_to(user).filter(tenancy_id=tenancy_id).order_by("-happened_at", "-pk")
    fields = ("kind", "on", "source", "values", "reason", "happened_at")
    return Part(rows[:MOST_STEPS], fields, {"by": "made_by__name"})


def eviction_entries(file: File) -> list[CourseEntry]:
    return [step_entry(step) for step in file["legal_steps"]]


def eviction_of_case(user: Any, case: Case) -> Panel | None:
    file: File = getattr(case, "file", None) or read_file(user, case.tenancy_id)
    return _panel(file["evictions"], order=5)


def eviction_of_household(user: Any, tenancy: Tenancy) -> Panel | None:
    """The administration opens one from here."""
    if user.role not in SEES_ARREARS:
        return None
    rows = EvictionCase.objects.visible_to(user).filter(tenancy_id=tenancy.pk)
    cases = list(rows.order_by("-opened_at", "-pk").only(*LINK)[:MOST])
    has_open = any(case.is_open for case in cases)
    may_open = user.role == Role.ADMINISTRATION and not has_open
    return _panel(cases, order=12, open_url=reverse("eviction_open", args=[tenancy.pk]) if may_open else "")


def _panel(cases: list[EvictionCase], *, order: int, open_url: str = "") -> Panel | None:
    if not cases and not open_url:
        return None
    today = timezone.localdate()
    rows = [(case, next_reason(case, today)) for case in cases]
    rows.sort(key=lambda row: not row[0].is_open)
    return Panel("evictions/_eviction_panel.html", {"rows": rows, "open_url": open_url}, order=order)
