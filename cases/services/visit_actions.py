"""Open actions of the plan that a contact got done.

An action that is open again keeps `done_by_visit` as a mark of the contact that had it done: putting the
contact right, or undoing what put it right, ticks it again.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from cases.models import SupportPlanAction, Visit
from core.compiled import compiled

NOT_DONE = {"done_at": None, "done_by": None}


def open_actions(tenancy_id: int) -> list[SupportPlanAction]:
    """Of the household's open case, by date."""
    return sorted(
        _open(tenancy_id=tenancy_id), key=lambda action: (action.due_on is None, action.due_on, action.pk)
    )


@compiled
def _open(*, tenancy_id: int) -> QuerySet[Any, Any]:
    return SupportPlanAction.objects.open().filter(tenancy_id=tenancy_id, case__closed_at__isnull=True)


def actions_of(visit: Visit) -> set[int]:
    """Done by it, or done by it until it was undone."""
    return set(SupportPlanAction.objects.filter(done_by_visit=visit).values_list("pk", flat=True))


def done_by(visit: Visit) -> dict[int, str]:
    """What it got done, with its words."""
    rows = SupportPlanAction.objects.filter(done_by_visit=visit, done_at__isnull=False)
    return dict(rows.order_by("pk").values_list("pk", "text"))


def tick_off(visit: Visit, action_ids: Iterable[int]) -> None:
    """Those still open; one that a colleague has ticked or dropped meanwhile stays theirs."""
    rows = SupportPlanAction.objects.open().filter(tenancy_id=visit.tenancy_id, pk__in=action_ids)
    rows.update(done_at=Now(), done_by_id=visit.caretaker_id, done_by_visit=visit)


def is_same_ticks(visit: Visit, action_ids: frozenset[int]) -> bool:
    """Whether a form sent again ticks what it ticked then. What had been done by others counts as ticked."""
    done = actions_of(visit)
    others = SupportPlanAction.objects.open().filter(tenancy_id=visit.tenancy_id)
    return done <= action_ids and not others.filter(pk__in=action_ids - done).exists()


def retick(old: Visit, new: Visit, action_ids: frozenset[int]) -> None:
    """`new` corrects `old`: what is still ticked moves to it, what is not is open again."""
    rows = SupportPlanAction.objects.filter(done_by_visit=old, done_at__isnull=False)
    rows.filter(pk__in=action_ids).update(done_by_visit=new)
    rows.exclude(pk__in=action_ids).update(**NOT_DONE)
    tick_off(new, action_ids)


def reopen_actions(visit: Visit) -> None:
    """The contact is undone: what it got done is open again; what it took over from the version it corrects
    goes back there, ticked as it was."""
    if visit.corrects_id is not None:
        before = Q(done_by_visit=visit, done_at__lt=visit.created_at)
        SupportPlanAction.objects.filter(before).update(done_by_visit_id=visit.corrects_id)
        unticked = SupportPlanAction.objects.open().filter(done_by_visit_id=visit.corrects_id)
        unticked.update(done_at=Now(), done_by_id=visit.caretaker_id)
    SupportPlanAction.objects.filter(done_by_visit=visit, done_at__isnull=False).update(**NOT_DONE)
