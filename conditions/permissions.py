"""Doors to concerns: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from accounts.permissions import require_role
from cases.querysets import handed_away
from conditions.models import ConcernFlag, ConcernPhoto, Inspection
from conditions.querysets import HANDLES, REPORTS
from residents.models import Dwelling, Estate, Stairwell, Tenancy


def get_concern_for_caretaker(user: Any, pk: int) -> ConcernFlag:
    """A concern of an estate the user has today."""
    require_role(user, *HANDLES)
    rows = ConcernFlag.objects.visible_to(user).select_related("dwelling", "estate", "case", "reported_by")
    return get_object_or_404(rows.select_related("tenancy", "taken_by", "closed_by"), pk=pk)


def get_concern_for_reporter(user: Any, pk: int) -> ConcernFlag:
    """One's own report: what was reported and how far it is. Nothing of the case, nor why it was closed."""
    require_role(user, *REPORTS)
    rows = ConcernFlag.objects.visible_to(user).select_related("dwelling", "estate")
    return get_object_or_404(rows.defer("closing_note", "case"), pk=pk)


def get_concern_for_either(user: Any, pk: int) -> ConcernFlag:
    """To the two sides of its thread, each through its own door."""
    if getattr(user, "role", "") in REPORTS:
        return get_concern_for_reporter(user, pk)
    return get_concern_for_caretaker(user, pk)


def get_dwelling_for_reporter(user: Any, pk: int) -> Dwelling:
    """A flat of an estate the office has today; who lives there is not among what it sees."""
    require_role(user, *REPORTS)
    rows = Dwelling.objects.visible_to(user).select_related("estate", "stairwell")
    return get_object_or_404(rows, pk=pk)


def flats_for_reporter(user: Any) -> QuerySet[Any, Any]:
    """(id, address) of the flats of the estates the office has today."""
    require_role(user, *REPORTS)
    rows = Dwelling.objects.visible_to(user).filter(estate_id__in=user.membership.estate_ids)
    return rows.order_by("sort_key", "pk").values_list("pk", "address")


def get_photo_for_user(user: Any, pk: int, *read: str) -> ConcernPhoto:
    """A photo of a concern that is the user's to work with or their own report; with those of its pictures
    (`content`, `thumbnail`) that are asked for: it may be deleted the next moment."""
    require_role(user, *(HANDLES | REPORTS))
    rows = ConcernPhoto.objects.visible_to(user).select_related("concern__dwelling")
    unread = {"content", "thumbnail", "concern__closing_note", "concern__case"} - set(read)
    return get_object_or_404(rows.defer(*unread), pk=pk)


def flats_of(user: Any) -> QuerySet[Dwelling]:
    """Flats whose condition is the user's to follow: of the estates they have today, without those of a
    household whose case was handed away."""
    require_role(user, *HANDLES)
    lives = Tenancy.objects.current().filter(dwelling_id=OuterRef("pk"), pk__in=handed_away(user))
    return Dwelling.objects.visible_to(user).exclude(Exists(lives))


def inspections_of(user: Any) -> QuerySet[Inspection]:
    require_role(user, *HANDLES)
    return Inspection.objects.visible_to(user)


def get_flat_for_caretaker(user: Any, pk: int) -> Dwelling:
    return get_object_or_404(flats_of(user).select_related("estate", "stairwell"), pk=pk)


def get_inspection_for_caretaker(user: Any, pk: int) -> Inspection:
    """Planned or settled: an inspection that is settled is only read."""
    rows = inspections_of(user).select_related("dwelling", "tenancy", "concern")
    return get_object_or_404(rows, pk=pk)


def get_estate_for_picture(user: Any, pk: int) -> Estate:
    """To both sides of a concern; which of them they see there, the queryset says."""
    require_role(user, *REPORTS, *HANDLES)
    return get_object_or_404(Estate.objects.visible_to(user), pk=pk)


def get_stairwell_for_picture(user: Any, pk: int) -> Stairwell:
    require_role(user, *REPORTS, *HANDLES)
    return get_object_or_404(Stairwell.objects.visible_to(user).select_related("estate"), pk=pk)
