"""Who has an estate, from when to when. The database refuses two responsible at once; we say so in Danish."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import ESTATE_BOUND, Role
from accounts.models import EstateAssignment, Membership, User
from accounts.permissions import ASSIGNS, require_role
from accounts.sentences import say_date
from core.constraints import explained
from core.errors import DomainError
from notifications.services.outbox import requeue_parked

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def hand_over(
    *,
    actor: User,
    estate: Any,
    membership: Membership,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    former_stays: bool = False,
) -> EstateAssignment:
    """Make `membership` responsible for `estate` from `starts_on`; the former one ends the day before, and
    has it back after `ends_on`.

    With `former_stays` the former is a colleague meanwhile. What was parked for want of a responsible is
    delivered again in the same transaction.
    """
    guard(actor, estate, membership)
    require_caretaker(membership)
    require_employed(membership, starts_on, ends_on)
    rows = list(EstateAssignment.objects.select_for_update().filter(estate=estate).order_by("starts_on"))
    responsible = [row for row in rows if row.is_responsible]
    refuse_planned(responsible, starts_on, ends_on)
    former = next((row for row in responsible if overlaps(row, starts_on)), None)
    if former and former.membership_id == membership.pk:
        raise DomainError(_("%(name)s er allerede ansvarlig.") % {"name": membership.user.name})
    for row in rows:
        if row.membership_id == membership.pk and meets(row, starts_on, ends_on):
            carve(row, starts_on, ends_on)
    if former:
        relieve(former, starts_on, ends_on, stays=former_stays)
    with explained(EstateAssignment):
        assignment = EstateAssignment.objects.create(
            estate=estate, membership=membership, starts_on=starts_on, ends_on=ends_on, is_responsible=True
        )
    requeue_parked(estate_ids=[estate.pk])
    return assignment


@transaction.atomic
def add_colleague(
    *, actor: User, estate: Any, membership: Membership, starts_on: dt.date, ends_on: dt.date | None = None
) -> EstateAssignment:
    """Let `membership` see the estate without getting its notices: a colleague, or the estate office."""
    guard(actor, estate, membership)
    if membership.role not in ESTATE_BOUND:
        raise DomainError(
            _("Kun sociale viceværter og ejendomskontoret får tildelt afdelinger. De andre ser dem alle.")
        )
    require_employed(membership, starts_on, ends_on)
    with explained(EstateAssignment):
        return EstateAssignment.objects.create(
            estate=estate, membership=membership, starts_on=starts_on, ends_on=ends_on
        )


@transaction.atomic
def end_assignment(
    *, actor: User, assignment: EstateAssignment, last_day: dt.date
) -> EstateAssignment | None:
    """End it after `last_day`; yesterday means from now on. None when it had not begun and was removed."""
    guard(actor, assignment.estate, assignment.membership)
    row = EstateAssignment.objects.select_for_update().get(pk=assignment.pk)
    today = timezone.localdate()
    if not is_open(row):
        raise DomainError(_("Tildelingen er allerede slut."))
    if last_day < today - ONE_DAY:
        raise DomainError(_("Vælg en sidste dag, der ikke ligger før i går."))
    if last_day < row.starts_on:
        row.delete()
        return None
    row.ends_on = last_day
    with explained(EstateAssignment):
        row.save(update_fields=["ends_on"])
    return row


def is_open(row: EstateAssignment) -> bool:
    """Current or planned."""
    return row.ends_on is None or row.ends_on >= timezone.localdate()


def end_open_assignments(*, membership: Membership, last_day: dt.date) -> int:
    """For services that end a role: nothing of it goes on after `last_day`. Returns how many ended."""
    rows = EstateAssignment.objects.select_for_update().filter(membership=membership)
    open_rows = [row for row in rows if row.ends_on is None or row.ends_on > last_day]
    for row in open_rows:
        cut(row, last_day + ONE_DAY)
    return len(open_rows)


def guard(actor: User, estate: Any, membership: Membership) -> None:
    require_role(actor, *ASSIGNS)
    if {estate.organisation_id, membership.organisation_id} != {actor.organisation_id}:
        raise PermissionDenied


def require_caretaker(membership: Membership) -> None:
    if membership.role != Role.CARETAKER:
        raise DomainError(_("Kun en social vicevært kan være ansvarlig for en afdeling."))


def require_employed(membership: Membership, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """The role must last as long as the assignment."""
    if ends_on and ends_on < starts_on:
        raise DomainError(_("Slutdatoen ligger før startdatoen. Ret en af dem."))
    last = membership.ended_on
    if not membership.user.is_active or (last and last < starts_on):
        raise DomainError(_("%(name)s har ikke rollen på den dato.") % {"name": membership.user.name})
    if last and (ends_on is None or ends_on > last):
        raise DomainError(
            _("%(name)s stopper %(day)s. Sæt en slutdato senest den dag.")
            % {"name": membership.user.name, "day": say_date(last, year=True)}
        )


def refuse_planned(responsible: list[EstateAssignment], starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Somebody is planned to take over later on: then this one has to end before that day."""
    for row in responsible:
        if row.starts_on > starts_on and (ends_on is None or row.starts_on <= ends_on):
            raise DomainError(
                _(
                    "%(name)s er allerede sat på fra %(day)s. Skriv en slutdato før den dag, eller fjern den "
                    "tildeling først."
                )
                % {"name": row.membership.user.name, "day": say_date(row.starts_on, year=True)}
            )


def overlaps(row: EstateAssignment, day: dt.date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def meets(row: EstateAssignment, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    """Whether they have a day in common."""
    begins = ends_on is None or row.starts_on <= ends_on
    return begins and (row.ends_on is None or row.ends_on >= starts_on)


def relieve(former: EstateAssignment, starts_on: dt.date, ends_on: dt.date | None, *, stays: bool) -> None:
    """End the former responsible the day before, until `ends_on` is over; whoever began today goes on as a
    colleague today."""
    today = timezone.localdate()
    if starts_on < today:
        raise DomainError(_("Afdelingen har allerede en ansvarlig den dag. Vælg i dag eller senere."))
    last, membership_id = former.ends_on, former.membership_id
    began_today = former.starts_on == starts_on == today
    carve(former, starts_on, ends_on)
    if stays or began_today:
        EstateAssignment.objects.create(
            estate_id=former.estate_id,
            membership_id=membership_id,
            starts_on=starts_on,
            ends_on=earliest(last, ends_on) if stays else today,
        )


def carve(row: EstateAssignment, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Take these days out of `row`; what it has before and after them stays."""
    rest = rest_after(row, ends_on) if ends_on else None
    cut(row, starts_on)
    if rest:
        rest.save()


def rest_after(row: EstateAssignment, day: dt.date) -> EstateAssignment | None:
    """What is left of `row` after `day`, unsaved; None when nothing is, or the person has stopped by then."""
    begins, ends = day + ONE_DAY, earliest(row.ends_on, row.membership.ended_on)
    if not row.membership.user.is_active or (ends and ends < begins):
        return None
    return EstateAssignment(
        estate_id=row.estate_id,
        membership_id=row.membership_id,
        starts_on=begins,
        ends_on=ends,
        is_responsible=row.is_responsible,
    )


def earliest(*days: dt.date | None) -> dt.date | None:
    """None stands for: no end."""
    return min((day for day in days if day), default=None)


def cut(row: EstateAssignment, day: dt.date) -> None:
    """Nothing of `row` from `day` on. One that begins then or later is removed (the history keeps it)."""
    if row.starts_on >= day:
        row.delete()
        return
    row.ends_on = day - ONE_DAY
    row.save(update_fields=["ends_on"])
