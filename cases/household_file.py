"""The file of a household: its cases, plans, people and promises, read in one query.

Who may read the household reads all of it (the same rule as CaretakerQuerySet); for everybody else it is
empty. What a part narrows further, that part says.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from cases.choices import CaseStatus
from cases.models import Case, CaseAssignment, CasePerson, FollowUp, SupportPlanAction, SupportPlanGoal
from cases.providers import read_along
from cases.querysets import handed_away, opened_by
from core.gathering import Part, by_part, gathered
from residents.models import Tenancy

MOST_PROMISES = 100
READERS = frozenset({Role.CARETAKER, Role.COORDINATOR})


@dataclass(frozen=True)
class File:
    """`is_readable`: whether this person may read the household at all."""

    parts: dict[str, list[Any]] = field(default_factory=dict)
    is_readable: bool = False

    def __getitem__(self, name: str) -> list[Any]:
        return self.parts.get(name, [])

    @property
    def open_case(self) -> Case | None:
        return next((case for case in self["cases"] if case.is_open), None)

    @property
    def open_follow_up(self) -> FollowUp | None:
        return next((promised for promised in self["promises"] if promised.is_open), None)


def read_file(user: Any, tenancy_id: int) -> File:
    if user.role not in READERS:
        return File()
    found = _file(user, tenancy_id=tenancy_id)
    return File(by_part(found[0]), is_readable=True) if found else File()


@compiled_for_user
def _file(user: Any, *, tenancy_id: int) -> QuerySet[Any, Any]:
    parts = {name: part(tenancy_id) for name, part in OWN_PARTS.items()}
    parts |= {name: part(user, tenancy_id) for name, part in read_along.items()}
    return gathered(_readable(user).filter(pk=tenancy_id), parts)


def file_of(user: Any, case: Case) -> File:
    """The file a page of the case has read already, else read now."""
    return getattr(case, "file", None) or read_file(user, case.tenancy_id)


def _readable(user: Any) -> QuerySet[Any]:
    rows = Tenancy.objects.visible_to(user)
    if user.role == Role.COORDINATOR:
        return rows.filter(pk__in=opened_by(user))
    return rows.exclude(pk__in=handed_away(user))


def _cases(tenancy_id: int) -> Part:
    """`opened_about` is what was written when it was opened, from its audit; `about` what it says now."""
    events = apps.get_model("cases", "CaseEvent")._default_manager
    first = events.filter(pgh_obj=OuterRef("pk"), pgh_label="insert").order_by("pk").values("about")[:1]
    rows = Case.objects.filter(tenancy_id=tenancy_id).annotate(first_about=Subquery(first))
    return Part(
        rows.order_by("-opened_at"),
        ("serial", "status", "origin", "about", "opened_at", "closed_at", "outcome", "responsible_id"),
        {
            "opened_name": "opened_by__name",
            "responsible_name": "responsible__user__name",
            "opened_about": "first_about",
        },
    )


def _assignments(tenancy_id: int) -> Part:
    return Part(
        CaseAssignment.objects.filter(case__tenancy_id=tenancy_id).order_by("starts_at", "pk"),
        ("case_id", "because", "starts_at", "ends_at", "membership_id"),
        {"name": "membership__user__name", "given_name": "given_by__name"},
    )


def _closings(tenancy_id: int) -> Part:
    """Every time a case was closed: what reopening took off the case stands in its audit."""
    events = apps.get_model("cases", "CaseEvent")._default_manager
    rows = events.filter(pgh_obj__tenancy_id=tenancy_id, status=CaseStatus.CLOSED)
    return Part(
        rows.order_by("pgh_obj_id", "closed_at", "pk").distinct("pgh_obj_id", "closed_at"),
        ("pgh_obj_id", "closed_at", "outcome", "closing_note"),
        {"closed_name": "closed_by__name"},
    )


def _goals(tenancy_id: int) -> Part:
    return Part(
        SupportPlanGoal.objects.filter(case__tenancy_id=tenancy_id).order_by("pk"),
        ("case_id", "text", "status", "settled_at", "created_at"),
    )


def _actions(tenancy_id: int) -> Part:
    rows = SupportPlanAction.objects.filter(case__tenancy_id=tenancy_id)
    return Part(
        rows.order_by(F("due_on").asc(nulls_last=True), "pk"),
        ("case_id", "goal_id", "text", "owner", "due_on", "done_at", "dropped_at", "done_by_visit_id"),
        {"done_name": "done_by__name"},
    )


def _people(tenancy_id: int) -> Part:
    rows = CasePerson.objects.current().filter(case__tenancy_id=tenancy_id)
    return Part(
        rows.order_by("kind", "name"), ("case_id", "kind", "name", "workplace", "phone", "email", "note")
    )


def _promises(tenancy_id: int) -> Part:
    """Promises still open, and those given up. One that was kept shows as the contact that kept it."""
    rows = FollowUp.objects.filter(tenancy_id=tenancy_id, done_at__isnull=True)
    rows = rows.exclude(visit__undone_at__isnull=False)
    return Part(
        rows.order_by("-pk")[:MOST_PROMISES],
        ("due_on", "text", "done_at", "cancelled_at", "created_at", "caretaker_id", "tenancy_id"),
        {"by": "caretaker__name"},
    )


OWN_PARTS = {
    "cases": _cases,
    "assignments": _assignments,
    "closings": _closings,
    "goals": _goals,
    "actions": _actions,
    "people": _people,
    "promises": _promises,
}
