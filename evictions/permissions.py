"""Doors to notices, lists and eviction cases: invisible answers 404, visible but another role's page 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from accounts.models import ApiToken
from accounts.permissions import require_role
from cases.household import household_array
from cases.querysets import handed_away
from core.compiled import first_or_404
from evictions.choices import LETTERS_OF_OFFICE, LetterKind
from evictions.eviction_links import evictions_array
from evictions.models import (
    ArrearsList,
    ArrearsNotice,
    ArrearsRecheck,
    EvictionCase,
    EvictionLetter,
    Hearing,
    InstalmentPlan,
    Standstill,
    StandstillReason,
    Statement,
)
from evictions.urgency_facts import eviction_json
from residents.models import Tenancy


def get_notice_for_caretaker(user: Any, pk: int) -> ArrearsNotice:
    """The caretaker's page, with notes. The administration and the coordinator have pages without."""
    notice: ArrearsNotice = first_or_404(_notice(user, pk=pk))
    require_role(user, Role.CARETAKER)
    return notice


@compiled_for_user
def _notice(user: Any, *, pk: int) -> QuerySet[Any, Any]:
    rows = ArrearsNotice.objects.visible_to(user).select_related("tenancy__dwelling", "estate")
    shown = {"people": household_array(), "eviction": eviction_json(), "evictions": evictions_array()}
    return rows.filter(pk=pk).annotate(**shown)


def get_tray_notice_for_user(user: Any, pk: int, *, edit: bool = False) -> ArrearsNotice:
    """The page of a notice without notes: the administration answers (edit), the coordinator reads."""
    rows = ArrearsNotice.objects.visible_to(user).with_delivery().annotate(evictions=evictions_array())
    notice = get_object_or_404(rows.select_related("tenancy__dwelling", "estate"), pk=pk)
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
    the landlord's side, which is the administration's. `is_handed_away`: the caretaker has given the
    household's case to a colleague, so that only the landlord's side is left to her."""
    rows = EvictionCase.objects.visible_to(user).select_related("tenancy__dwelling__stairwell", "estate")
    away: Any = Value(False)
    if user.role == Role.CARETAKER:
        away = Exists(handed_away(user).filter(tenancy_id=OuterRef("tenancy_id")))
    case = get_object_or_404(rows.annotate(people=household_array(), is_handed_away=away), pk=pk)
    if edit:
        require_role(user, Role.ADMINISTRATION)
    return case


def get_recheck_for_user(user: Any, pk: int) -> ArrearsRecheck:
    """A recheck to answer: the administration's."""
    recheck = get_object_or_404(ArrearsRecheck.objects.visible_to(user), pk=pk)
    require_role(user, Role.ADMINISTRATION)
    return recheck


def get_eviction_for_caretaker(user: Any, pk: int) -> EvictionCase:
    """For the caretaker's side of it: ways out, statement. Not of a household she has handed away."""
    case = get_eviction_for_user(user, pk)
    require_role(user, Role.CARETAKER)
    if case.is_handed_away:  # type: ignore[attr-defined]
        raise PermissionDenied
    return case


def get_eviction_to_put_right(user: Any, pk: int) -> EvictionCase:
    """Its facts: the administration all of them, the caretaker what she knows of the household."""
    if user.role == Role.CARETAKER:
        return get_eviction_for_caretaker(user, pk)
    return get_eviction_for_user(user, pk, edit=True)


def get_tenancy_for_eviction(user: Any, pk: int) -> Tenancy:
    """A household the administration opens an eviction case for."""
    rows = Tenancy.objects.visible_to(user).select_related("dwelling", "estate")
    tenancy = get_object_or_404(rows.annotate(people=household_array("pk")), pk=pk)
    require_role(user, Role.ADMINISTRATION)
    return tenancy


def require_administration_of(actor: Any, case: EvictionCase) -> None:
    """PermissionDenied unless `actor` acts for the administration of the case's organisation."""
    require_role(actor, Role.ADMINISTRATION)
    if actor.organisation_id != case.organisation_id:
        raise PermissionDenied


OF_CASE = ("eviction_case__tenancy__dwelling", "eviction_case__estate")


def get_standstill_for_office(user: Any, pk: int) -> Standstill:
    """To whoever gives them: the administration."""
    rows = Standstill.objects.visible_to(user).select_related(*OF_CASE, "reason")
    standstill = get_object_or_404(rows, pk=pk)
    require_role(user, Role.ADMINISTRATION)
    return standstill


def get_plan_for_office(user: Any, pk: int) -> InstalmentPlan:
    """To whoever agrees them: the administration."""
    plan = get_object_or_404(InstalmentPlan.objects.visible_to(user).select_related(*OF_CASE), pk=pk)
    require_role(user, Role.ADMINISTRATION)
    return plan


def get_standstill_reason(user: Any, pk: int) -> StandstillReason:
    """To whoever keeps the organisation's list."""
    require_role(user, Role.SYSTEM_ADMINISTRATOR)
    return get_object_or_404(StandstillReason.objects.visible_to(user), pk=pk)


def get_statement_for_caretaker(user: Any, pk: int) -> Statement:
    """To take it back. Not of a household she has handed away."""
    rows = Statement.objects.visible_to(user).select_related(*OF_CASE, "tenancy")
    statement = get_object_or_404(rows, pk=pk)
    require_role(user, Role.CARETAKER)
    if handed_away(user).filter(tenancy_id=statement.tenancy_id).exists():
        raise PermissionDenied
    return statement


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
