"""Doors to complaints and mediations: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.permissions import require_role
from disputes.models import Complaint, Mediation, Party, RoomEntry
from disputes.querysets import READS_FILE


def get_complaint_for_user(user: Any, pk: int) -> Complaint:
    """The file of a complaint. Of a mediation it holds one word."""
    require_role(user, *READS_FILE)
    rows = Complaint.objects.visible_to(user).select_related("respondent__dwelling", "estate")
    return get_object_or_404(rows, pk=pk)


def get_complaint_for_reporter(user: Any, pk: int) -> Complaint:
    """What the estate office took in itself: that it came, and how far it is."""
    require_role(user, Role.ESTATE_OFFICE)
    rows = Complaint.objects.visible_to(user).select_related("respondent__dwelling", "estate")
    return get_object_or_404(rows, pk=pk)


def get_mediation_for_user(user: Any, pk: int) -> Mediation:
    """To whoever mediates it, while its content is there."""
    require_role(user, Role.CARETAKER)
    rows = Mediation.objects.visible_to(user).standing().select_related("estate", "mediator__user")
    return get_object_or_404(rows, pk=pk)


def get_room_for_user(user: Any, pk: int) -> Party:
    """One party's room. What it holds is reached through `pk` of this party only."""
    require_role(user, Role.CARETAKER)
    rows = Party.objects.visible_to(user).filter(mediation__erased_at__isnull=True)
    return get_object_or_404(rows.select_related("mediation", "tenancy__dwelling"), pk=pk)


def get_entry_for_user(user: Any, pk: int) -> RoomEntry:
    """A note in a room, by way of whoever mediates."""
    require_role(user, Role.CARETAKER)
    rows = RoomEntry.objects.visible_to(user).filter(mediation__erased_at__isnull=True)
    return get_object_or_404(rows.select_related("mediation"), pk=pk)
