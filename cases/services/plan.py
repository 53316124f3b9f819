"""The support plan: goals, and the actions that lead there. Of an open case only; nothing is deleted."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import ActionOwner, GoalStatus
from cases.models import Case, SupportPlanAction, SupportPlanGoal
from cases.permissions import require_caseworker
from cases.services.changes import refuse_changed
from cases.services.follow_ups import lock_course
from core.errors import DomainError


def _begin(actor: Any, case: Case) -> None:
    """Guard, and wait for whoever is closing the case: a plan must not get a deadline behind their back."""
    require_caseworker(actor, case)
    lock_course(case.tenancy)
    if not Case.objects.open().filter(pk=case.pk).exists():
        raise DomainError(_("Sagen er afsluttet. Genåbn den for at ændre planen."))


def _keys(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "organisation_id": case.organisation_id,
        "estate_id": case.estate_id,
        "tenancy_id": case.tenancy_id,
    }


@transaction.atomic
def add_goal(*, actor: Any, case: Case, text: str) -> SupportPlanGoal:
    _begin(actor, case)
    return SupportPlanGoal.objects.create(**_keys(case), text=text)


@transaction.atomic
def edit_goal(*, actor: Any, goal: SupportPlanGoal, text: str, was_seen: str = "") -> SupportPlanGoal:
    """Other words. ChangedError when they are not as they `was_seen`."""
    _begin(actor, goal.case)
    refuse_changed(goal, was_seen, {"text": text})
    SupportPlanGoal.objects.filter(pk=goal.pk).update(text=text)
    goal.refresh_from_db()
    return goal


@transaction.atomic
def settle_goal(*, actor: Any, goal: SupportPlanGoal, status: str) -> SupportPlanGoal:
    """Reached or given up; OPEN takes a mistake back. Doing so twice changes nothing."""
    _begin(actor, goal.case)
    at = None if status == GoalStatus.OPEN else timezone.now()
    rows = SupportPlanGoal.objects.filter(pk=goal.pk).exclude(status=status)
    rows.update(status=GoalStatus(status), settled_at=at)
    goal.refresh_from_db()
    return goal


@transaction.atomic
def add_action(
    *,
    actor: Any,
    case: Case,
    text: str,
    owner: str = ActionOwner.CARETAKER,
    due_on: dt.date | None = None,
    goal: SupportPlanGoal | None = None,
) -> SupportPlanAction:
    _begin(actor, case)
    _same_case(case, goal)
    return SupportPlanAction.objects.create(**_keys(case), text=text, owner=owner, due_on=due_on, goal=goal)


@transaction.atomic
def edit_action(
    *,
    actor: Any,
    action: SupportPlanAction,
    text: str,
    owner: str,
    due_on: dt.date | None,
    goal: SupportPlanGoal | None,
    was_seen: str = "",
) -> SupportPlanAction:
    """ChangedError when it is not as it `was_seen`."""
    _begin(actor, action.case)
    _same_case(action.case, goal)
    wanted = {"text": text, "owner": owner, "due_on": due_on, "goal_id": goal.pk if goal else None}
    refuse_changed(action, was_seen, wanted)
    if not SupportPlanAction.objects.open().filter(pk=action.pk).update(**wanted):
        raise DomainError(_("Handlingen er afsluttet. Åbn den igen, før du retter den."))
    action.refresh_from_db()
    return action


def _same_case(case: Case, goal: SupportPlanGoal | None) -> None:
    if goal is not None and goal.case_id != case.pk:
        raise DomainError(_("Vælg et af sagens egne mål."))


@transaction.atomic
def finish_action(*, actor: Any, action: SupportPlanAction) -> SupportPlanAction:
    """It is done. Doing so twice changes nothing, nor does it take the honour from who did it first."""
    _begin(actor, action.case)
    rows = SupportPlanAction.objects.open().filter(pk=action.pk)
    rows.update(done_at=timezone.now(), done_by_id=actor.pk)
    action.refresh_from_db()
    return action


@transaction.atomic
def drop_action(*, actor: Any, action: SupportPlanAction) -> SupportPlanAction:
    """It is no longer needed."""
    _begin(actor, action.case)
    SupportPlanAction.objects.open().filter(pk=action.pk).update(dropped_at=timezone.now())
    action.refresh_from_db()
    return action


@transaction.atomic
def reopen_action(*, actor: Any, action: SupportPlanAction) -> SupportPlanAction:
    """Done or dropped by mistake."""
    _begin(actor, action.case)
    SupportPlanAction.objects.filter(pk=action.pk).update(
        done_at=None, done_by=None, done_by_visit=None, dropped_at=None
    )
    action.refresh_from_db()
    return action
