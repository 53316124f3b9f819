"""Doors to notices: invisible answers 404, visible but another role's page 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.models import ApiToken
from accounts.permissions import require_role
from cases.people import household_array
from cases.querysets import handed_away
from evictions.choices import LETTERS_OF_OFFICE, LetterKind
from evictions.models import ArrearsList, ArrearsNotice, EvictionCase, EvictionLetter, Hearing


def get_notice_for_caretaker(user: Any, pk: int) -> ArrearsNotice:
    """The caretaker's page, with notes. The administration and the coordinator have pages without."""
    rows = ArrearsNotice.objects.visible_to(user).select_related("tenancy__dwelling", "estate")
    notice = get_object_or_404(rows.annotate(people=household_array()), pk=pk)
    require_role(user, Role.CARETAKER)
    return notice


def get_tray_notice_for_user(user: Any, pk: int, *, edit: bool = False) -> ArrearsNotice:
    """The page of a notice without notes: the administration answers (edit), the coordinator reads."""
    notice = get_object_or_404(
        ArrearsNotice.objects.visible_to(user).with_delivery().select_related("tenancy__dwelling", "estate"),
        pk=pk,
    )
    require_role(user, Role.ADMINISTRATION, *([] if edit else [Role.COORDINATOR]))
    return notice


def may_intake(user: Any, organisation_id: int) -> bool:
    """The administration of the organisation, or the program that holds one of its API tokens."""
    if not user.is_active:
        return False
    if user.is_machine:
        return ApiToken.objects.usable().filter(user=user, organisation_id=organisation_id).exists()
    return bool(user.role == Role.ADMINISTRATION and user.organisation_id == organisation_id)


def require_intake(user: Any, organisation_id: int) -> None:
    if not may_intake(user, organisation_id):
        raise PermissionDenied


def get_arrears_list_for_user(user: Any, pk: int, *, edit: bool = False) -> ArrearsList:
    """The coordinator sees how far a list has come; its rows and everything done with it are the
    administration's (edit=True)."""
    lists = ArrearsList.objects.visible_to(user).select_related("organisation", "created_by")
    arrears_list = get_object_or_404(lists, pk=pk)
    if edit:
        require_intake(user, arrears_list.organisation_id)
    return arrears_list


def get_eviction_for_user(user: Any, pk: int, *, edit: bool = False) -> EvictionCase:
    """The same page for caretaker and administration, each with their part; the coordinator reads. `edit`:
    the landlord's side, which is the administration's."""
    rows = EvictionCase.objects.visible_to(user).select_related("tenancy__dwelling__stairwell", "estate")
    case = get_object_or_404(rows.annotate(people=household_array()), pk=pk)
    if edit:
        require_role(user, Role.ADMINISTRATION)
    return case


def get_eviction_for_caretaker(user: Any, pk: int) -> EvictionCase:
    """For the caretaker's side of it: ways out, statement. Not of a household she has handed away."""
    case = get_eviction_for_user(user, pk)
    require_role(user, Role.CARETAKER)
    if handed_away(user).filter(tenancy_id=case.tenancy_id).exists():
        raise PermissionDenied
    return case


def get_hearing_for_user(user: Any, pk: int, *, edit: bool = False) -> Hearing:
    """A day at the bailiff court; to change it (`edit`) is the administration's."""
    rows = Hearing.objects.visible_to(user).select_related(
        "eviction_case__tenancy__dwelling", "eviction_case__estate"
    )
    hearing: Hearing = get_object_or_404(rows, pk=pk)
    if edit:
        require_role(user, Role.ADMINISTRATION)
    return hearing


def get_letter_for_user(user: Any, pk: int, *, edit: bool = False) -> EvictionLetter:
    """A letter; to change it or to register it as sent (`edit`) is its writer's: the administration its own,
    the caretaker those between her and the resident."""
    rows = EvictionLetter.objects.visible_to(user).select_related(
        "eviction_case__tenancy__dwelling__stairwell", "eviction_case__organisation", "made_by"
    )
    letter: EvictionLetter = get_object_or_404(rows, pk=pk)
    if edit:
        require_role(user, writer_of(letter.kind))
    return letter


def writer_of(kind: str) -> Role:
    return Role.ADMINISTRATION if kind in LETTERS_OF_OFFICE else Role.CARETAKER


def get_eviction_to_write(user: Any, pk: int, kind: str) -> EvictionCase:
    """The case of a letter of this kind, to whoever writes those."""
    if kind not in LetterKind.values:
        raise Http404
    if kind in LETTERS_OF_OFFICE:
        return get_eviction_for_user(user, pk, edit=True)
    return get_eviction_for_caretaker(user, pk)
