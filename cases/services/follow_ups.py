"""The next step of a household: one at a time, each kept, replaced or dropped by somebody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from cases.permissions import require_course_of
from cases.providers import follow_up_hooks
from core.compiled import compiled
from core.constraints import explained
from core.errors import DomainError
from core.phrases import say_day
from core.seen import seen
from residents.models import Tenancy


def lock_course(tenancy: Tenancy) -> None:
    lock_courses([tenancy.pk])


def lock_courses(tenancy_ids: Iterable[int]) -> None:
    """Two people at one door: the second waits, and then sees what the first has written. Always in the same
    order, so that two entries about the same households do not wait for each other."""
    rows = Tenancy.objects.select_for_update(no_key=True).filter(pk__in=set(tenancy_ids))
    list(rows.order_by("pk").values_list("pk"))


def open_follow_up(tenancy_id: int) -> FollowUp | None:
    return next(iter(_open(tenancy_id=tenancy_id)), None)


@compiled
def _open(*, tenancy_id: int) -> QuerySet[Any, Any]:
    return FollowUp.objects.open().filter(tenancy_id=tenancy_id)


def tell(tenancy_id: int, follow_up: FollowUp | None) -> None:
    for hook in follow_up_hooks:
        hook(tenancy_id, follow_up)


def plan_after_visit(
    visit: Visit, next_step: NextStep | None, *, keep_planned: bool = False
) -> FollowUp | None:
    """Settle the open follow-up by `visit` and open the next one; returns the one that is open now.

    Runs inside log_visit's transaction. Without a next step a promise that is due is kept by the visit; one
    that lies ahead stands when `keep_planned`.
    """
    current = open_follow_up(visit.tenancy_id)
    happened_on = timezone.localdate(visit.occurred_at)
    if current and next_step is None and keep_planned and current.due_on > happened_on:
        return current
    if current:
        current.done_at, current.settled_by = timezone.now(), visit
        current.save(update_fields=["done_at", "settled_by"])
    planned = None
    if next_step:
        planned = FollowUp.objects.create(
            organisation_id=visit.organisation_id,
            estate_id=visit.estate_id,
            tenancy_id=visit.tenancy_id,
            caretaker_id=visit.caretaker_id,
            visit=visit,
            due_on=next_step.due_on,
            text=next_step.text,
        )
    if current or planned:
        tell(visit.tenancy_id, planned)
    return planned


def unplan_after_visit(visit: Visit) -> None:
    """Undo plan_after_visit: drop what the visit promised, open again what it settled."""
    now = timezone.now()
    dropped = FollowUp.objects.open().filter(visit=visit).update(cancelled_at=now)
    current = open_follow_up(visit.tenancy_id)
    settled = FollowUp.objects.filter(tenancy_id=visit.tenancy_id, settled_by=visit)
    reopened = settled.update(done_at=None, settled_by=None) if current is None else 0
    if dropped or reopened:
        tell(visit.tenancy_id, open_follow_up(visit.tenancy_id))


@transaction.atomic
def plan_follow_up(*, actor: Any, tenancy: Tenancy, due_on: dt.date, text: str) -> FollowUp:
    """The next step of a household that has none, without a contact."""
    lock_course(tenancy)
    require_course_of(actor, tenancy)
    with explained(FollowUp):
        planned = FollowUp.objects.create(
            organisation_id=tenancy.organisation_id,
            estate_id=tenancy.estate_id,
            tenancy=tenancy,
            caretaker_id=actor.pk,
            due_on=due_on,
            text=text,
        )
    tell(tenancy.pk, planned)
    return planned


class FollowUpChangedError(DomainError):
    """Somebody has written another next step since it was read."""

    def __init__(self, follow_up: FollowUp) -> None:
        super().__init__(
            _(
                "Det næste skridt er ændret, siden du åbnede siden: %(day)s, »%(text)s«. Gem igen, hvis dit "
                "skal gælde."
            )
            % {"day": say_day(follow_up.due_on), "text": follow_up.text}
        )


def follow_up_seen(follow_up: FollowUp) -> str:
    return seen(follow_up.due_on, follow_up.text)


def _check_seen(follow_up: FollowUp, was_seen: str, *wanted: object) -> None:
    """It stands as it was read, or already as it is wanted. The course is locked."""
    follow_up.refresh_from_db()
    stands = follow_up_seen(follow_up) in (was_seen, seen(*wanted))
    if was_seen and follow_up.is_open and not stands:
        raise FollowUpChangedError(follow_up)


@transaction.atomic
def move_follow_up(
    *, actor: Any, follow_up: FollowUp, due_on: dt.date, text: str, was_seen: str = ""
) -> FollowUp:
    """Another day or another text for a next step that is still open. It becomes the actor's promise.
    FollowUpChangedError when it is not as it `was_seen`; the same move twice is one."""
    lock_course(follow_up.tenancy)
    require_course_of(actor, follow_up.tenancy)
    _check_seen(follow_up, was_seen, due_on, text)
    changed = (
        FollowUp.objects.open()
        .filter(pk=follow_up.pk)
        .update(due_on=due_on, text=text, caretaker_id=actor.pk)
    )
    if not changed:
        raise DomainError(
            _("Det næste skridt er allerede afsluttet. Log en kontakt for at planlægge et nyt.")
        )
    follow_up.refresh_from_db()
    tell(follow_up.tenancy_id, follow_up)
    return follow_up


@transaction.atomic
def drop_follow_up(*, actor: Any, follow_up: FollowUp, was_seen: str = "") -> FollowUp:
    """It is no longer needed. Doing so twice changes nothing."""
    lock_course(follow_up.tenancy)
    require_course_of(actor, follow_up.tenancy)
    _check_seen(follow_up, was_seen)
    if FollowUp.objects.open().filter(pk=follow_up.pk).update(cancelled_at=timezone.now()):
        tell(follow_up.tenancy_id, None)
    follow_up.refresh_from_db()
    return follow_up
