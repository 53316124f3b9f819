"""Doors to the caretaker's work: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.choices import Role
from accounts.compiled import compiled_for_user
from accounts.models import Absence, Membership
from accounts.permissions import require_role
from cases.household import household_array
from cases.models import (
    Case,
    CasePerson,
    Consent,
    Disclosure,
    FollowUp,
    Handover,
    LoneWorkCheck,
    OutreachDoor,
    OutreachRound,
    Partner,
    Referral,
    RestrictedNote,
    SafetyFlag,
    SupportPlanAction,
    SupportPlanGoal,
    Visit,
)
from cases.querysets import handed_away, opened_by
from core.compiled import first_or_404
from residents.models import Estate, Tenancy
from residents.permissions import get_estate_for_user


def get_tenancy_for_caretaker(user: Any, pk: int) -> Tenancy:
    """A household whose contacts the user may log: not one whose case they have handed away."""
    tenancy: Tenancy = first_or_404(_tenancy(user, pk=pk))
    require_role(user, Role.CARETAKER)
    return tenancy


@compiled_for_user
def _tenancy(user: Any, *, pk: int) -> QuerySet[Any, Any]:
    rows = Tenancy.objects.visible_to(user).exclude(pk__in=handed_away(user)).select_related("dwelling")
    return rows.filter(pk=pk).annotate(people=household_array("pk"))


def get_visit_for_caretaker(user: Any, pk: int) -> Visit:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(Visit.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def get_follow_up_for_caretaker(user: Any, pk: int) -> FollowUp:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(FollowUp.objects.visible_to(user).select_related("tenancy__dwelling"), pk=pk)


def get_case_for_user(user: Any, pk: int, *, edit: bool = False) -> Case:
    """A case and what it holds: to caretakers of its estate, and to a coordinator who has opened it with a
    reason (who has not gets 403; the page to state one is another) and only reads."""
    case: Case = first_or_404(_case(user, pk=pk))
    if user.role == Role.COORDINATOR and not opened_by(user).filter(tenancy_id=case.tenancy_id).exists():
        raise PermissionDenied
    if edit:
        require_role(user, Role.CARETAKER)
    return case


@compiled_for_user
def _case(user: Any, *, pk: int) -> QuerySet[Any, Any]:
    rows = Case.objects.visible_to(user).select_related("tenancy__dwelling", "responsible__user")
    if user.role == Role.CARETAKER:
        in_hand = ExpressionWrapper(Case.objects.in_hand_of(user.membership), output_field=BooleanField())
        rows = rows.annotate(is_in_hand=in_hand)
    return rows.filter(pk=pk).annotate(household=household_array())


def get_case_to_open(user: Any, pk: int) -> Case:
    """A case for the page where a coordinator says why they need to read it. Nothing of its content."""
    require_role(user, Role.COORDINATOR)
    rows = Case.objects.visible_to(user).select_related("tenancy__dwelling", "responsible__user")
    return get_object_or_404(rows.defer("about", "waits_for", "closing_note"), pk=pk)


def has_in_hand(user: Any, case: Case) -> bool:
    """Whether the user is responsible for the case, or stands in for who is."""
    if user.role != Role.CARETAKER:
        return False
    if case.responsible_id == user.membership.pk:
        return True
    if hasattr(case, "is_in_hand"):
        return bool(case.is_in_hand)
    return Case.objects.filter(Case.objects.in_hand_of(user.membership), pk=case.pk).exists()


def get_case_for_resident(user: Any, pk: int) -> Case:
    """A case, to whoever answers the resident for it: who has it in hand, or a coordinator who opened it."""
    case = get_case_for_user(user, pk)
    if user.role == Role.CARETAKER and not has_in_hand(user, case):
        raise Http404
    return case


def get_handover_for_user(user: Any, pk: int, *, taker: bool | None = None) -> Handover:
    """A handover; with `taker` to answer it, without (False) to take it back: the other side gets 403."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    rows = Handover.objects.visible_to(user).select_related("giver__user", "taker__user", "made_by")
    handover = get_object_or_404(rows, pk=pk)
    is_taker = user.role == Role.CARETAKER and handover.taker_id == user.membership.pk
    if taker is not None and taker != is_taker:
        raise PermissionDenied
    return handover


def get_caretaker_for_coordinator(user: Any, membership_pk: int) -> Membership:
    """A caretaker of the organisation, also one who has stopped, to whoever distributes the cases."""
    require_role(user, Role.COORDINATOR)
    rows = Membership.objects.visible_to(user).filter(role=Role.CARETAKER).select_related("user")
    return get_object_or_404(rows, pk=membership_pk)


def get_absence_for_card(user: Any, pk: int, *, edit: bool = False) -> Absence:
    """An absence, to who is away (until it is over) and to the stand-in on its days; 404 before and after."""
    require_role(user, Role.CARETAKER)
    own = Q(membership=user.membership)
    now = Q(stand_in=user.membership, starts_on__lte=timezone.localdate())
    rows = Absence.objects.visible_to(user).not_over().filter(own | now)
    absence = get_object_or_404(rows.select_related("membership__user", "stand_in__user"), pk=pk)
    if edit and absence.membership != user.membership:
        raise PermissionDenied
    return absence


def require_caretaker_of(actor: Any, tenancy: Tenancy) -> None:
    """PermissionDenied unless `actor` acts as a caretaker who has the tenancy's estate today."""
    require_role(actor, Role.CARETAKER)
    if tenancy.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied


def require_course_of(actor: Any, *tenancies: Tenancy) -> None:
    """PermissionDenied unless `actor` may write in the course of every one of these households: has the
    estate today, and has not handed the case away. To be asked after the lock, since a handover may have
    been confirmed while one waited for it."""
    for tenancy in tenancies:
        require_caretaker_of(actor, tenancy)
    if _given_away(actor, tenancy_ids=[tenancy.pk for tenancy in tenancies]):
        raise PermissionDenied


@compiled_for_user
def _given_away(actor: Any, *, tenancy_ids: list[int]) -> QuerySet[Any, Any]:
    return handed_away(actor).filter(tenancy_id__any=tenancy_ids)[:1]


def get_safety_flag_for_caretaker(user: Any, pk: int) -> SafetyFlag:
    require_role(user, Role.CARETAKER)
    rows = SafetyFlag.objects.visible_to(user).select_related("dwelling", "resident", "decided_by")
    return get_object_or_404(rows, pk=pk)


def get_lone_work_for_user(user: Any, pk: int) -> LoneWorkCheck:
    """One's own; and those of which one was told, while one may see that they were alarmed."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    rows = LoneWorkCheck.objects.visible_to(user)
    rows = rows.select_related("tenancy__dwelling", "estate", "membership__user", "checked_out_by")
    return get_object_or_404(rows, pk=pk)


def require_caseworker(actor: Any, case: Case) -> None:
    """PermissionDenied unless `actor` is a caretaker of its estate who has not handed the case away."""
    require_course_of(actor, case.tenancy)


def get_estate_for_caretaker(user: Any, pk: int) -> Estate:
    """An estate whose doors the user may walk to."""
    estate = get_estate_for_user(user, pk)
    require_role(user, Role.CARETAKER)
    return estate


def get_round_for_caretaker(user: Any, pk: int) -> OutreachRound:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(OutreachRound.objects.visible_to(user).select_related("estate"), pk=pk)


def get_door_for_caretaker(user: Any, pk: int) -> OutreachDoor:
    require_role(user, Role.CARETAKER)
    return get_object_or_404(OutreachDoor.objects.visible_to(user), pk=pk)


def get_case_for_caretaker(user: Any, pk: int) -> Case:
    """A case to do something with, however it stands: what may be done the service says."""
    require_role(user, Role.CARETAKER)
    return get_case_for_user(user, pk, edit=True)


def get_goal_for_caretaker(user: Any, pk: int) -> SupportPlanGoal:
    require_role(user, Role.CARETAKER)
    rows = SupportPlanGoal.objects.visible_to(user).select_related("case__tenancy__dwelling")
    return get_object_or_404(rows, pk=pk)


def get_action_for_caretaker(user: Any, pk: int) -> SupportPlanAction:
    require_role(user, Role.CARETAKER)
    rows = SupportPlanAction.objects.visible_to(user).select_related("case__tenancy__dwelling")
    return get_object_or_404(rows, pk=pk)


def get_person_for_caretaker(user: Any, pk: int) -> CasePerson:
    require_role(user, Role.CARETAKER)
    rows = CasePerson.objects.visible_to(user).select_related("case__tenancy__dwelling")
    return get_object_or_404(rows, pk=pk)


def get_partner_for_user(user: Any, pk: int) -> Partner:
    """Caretakers and coordinators read and keep the directory."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    return get_object_or_404(Partner.objects.visible_to(user), pk=pk)


def get_consent_for_user(user: Any, pk: int, *, edit: bool = False) -> Consent:
    """To caretakers of the household, and to a coordinator who has opened its case, who only reads."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    rows = Consent.objects.visible_to(user).select_related("case__tenancy__dwelling", "resident", "tenancy")
    consent = get_object_or_404(rows.select_related("organisation", "recorded_by", "withdrawn_by"), pk=pk)
    if edit:
        require_role(user, Role.CARETAKER)
    return consent


def get_referral_for_user(user: Any, pk: int, *, edit: bool = False) -> Referral:
    """As a consent."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    rows = Referral.objects.visible_to(user).select_related(
        "case__tenancy__dwelling__stairwell", "case__organisation", "partner", "agreement", "caretaker"
    )
    referral = get_object_or_404(rows.select_related("consent__resident", "tenancy"), pk=pk)
    if edit:
        require_role(user, Role.CARETAKER)
    return referral


def get_disclosure_for_user(user: Any, pk: int) -> Disclosure:
    """To caretakers of the household; to coordinators those made without consent."""
    require_role(user, Role.CARETAKER, Role.COORDINATOR)
    rows = Disclosure.objects.visible_to(user).select_related("case", "estate", "made_by", "partner")
    return get_object_or_404(rows, pk=pk)


def get_own_visit(user: Any, pk: int) -> Visit:
    """A contact one logged oneself: who may put it right."""
    require_role(user, Role.CARETAKER)
    rows = Visit.objects.visible_to(user).filter(caretaker_id=user.pk, undone_at__isnull=True)
    return get_object_or_404(rows.select_related("tenancy").prefetch_related("residents"), pk=pk)


def get_case_for_notes(user: Any, pk: int) -> Case:
    """A case whose sensitive facts the user may keep: the responsible caretaker's, and nobody else's."""
    require_role(user, Role.CARETAKER)
    rows = Case.objects.visible_to(user).filter(responsible=user.membership)
    return get_object_or_404(rows.select_related("tenancy__dwelling"), pk=pk)


def get_restricted_note(user: Any, pk: int) -> RestrictedNote:
    require_role(user, Role.CARETAKER)
    rows = RestrictedNote.objects.visible_to(user).select_related("case__tenancy__dwelling")
    return get_object_or_404(rows, pk=pk)
