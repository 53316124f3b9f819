"""Doors to the caretaker's work: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.permissions import require_role
from cases.models import Case, FollowUp, Visit
from cases.people import household_array
from cases.querysets import handed_away, opened_by
from residents.models import Tenancy


def get_tenancy_for_caretaker(user: Any, pk: int) -> Tenancy:
    """A household whose contacts the user may log: not one whose case they have handed away."""
    rows = Tenancy.objects.visible_to(user).exclude(pk__in=handed_away(user)).select_related("dwelling")
    tenancy = get_object_or_404(rows.annotate(people=household_array("pk")), pk=pk)
    require_role(user, Role.CARETAKER)
    return tenancy


def get_visit_for_caretaker(user: Any, pk: int) -> Visit:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(Visit.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def get_follow_up_for_caretaker(user: Any, pk: int) -> FollowUp:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(FollowUp.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def get_case_for_user(user: Any, pk: int, *, edit: bool = False) -> Case:
    """A case and what it holds: to caretakers of its estate, and to a coordinator who has opened it with a
    reason (who has not gets 403; the page to state one is another) and only reads."""
    rows = Case.objects.visible_to(user).select_related("tenancy__dwelling", "responsible__user")
    case = get_object_or_404(rows.annotate(household=household_array()), pk=pk)
    if user.role == Role.COORDINATOR and not opened_by(user).filter(tenancy_id=case.tenancy_id).exists():
        raise PermissionDenied
    if edit:
        require_role(user, Role.CARETAKER)
    return case


def require_caretaker_of(actor: Any, tenancy: Tenancy) -> None:
    """PermissionDenied unless `actor` acts as a caretaker who has the tenancy's estate today."""
    require_role(actor, Role.CARETAKER)
    if tenancy.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied
