"""Doors to the caretaker's work: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.permissions import require_role
from cases.models import FollowUp, Visit
from cases.people import household_array
from residents.models import Tenancy


def get_tenancy_for_caretaker(user: Any, pk: int) -> Tenancy:
    """A household whose contacts the user may log."""
    rows = Tenancy.objects.visible_to(user).select_related("dwelling")
    tenancy = get_object_or_404(rows.annotate(people=household_array("pk")), pk=pk)
    require_role(user, Role.CARETAKER)
    return tenancy


def get_visit_for_caretaker(user: Any, pk: int) -> Visit:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(Visit.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def get_follow_up_for_caretaker(user: Any, pk: int) -> FollowUp:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(FollowUp.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def require_caretaker_of(actor: Any, tenancy: Tenancy) -> None:
    """PermissionDenied unless `actor` acts as a caretaker who has the tenancy's estate today."""
    require_role(actor, Role.CARETAKER)
    if tenancy.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied
