"""Outreach rounds: the list of doors is made in one statement, and follows what is logged at each of them."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.choices import CONTACT_ESTABLISHED, DoorState, VisitResult
from cases.models import Case, OutreachDoor, OutreachRound, Visit
from cases.querysets import handed_away
from core.compiled import compiled
from core.errors import DomainError
from residents.models import Estate, Stairwell, Tenancy

MOST_MONTHS = 36
DAYS_OF_A_MONTH = 30
AT_THE_DOOR = frozenset(
    {*CONTACT_ESTABLISHED, VisitResult.NOT_HOME, VisitResult.CARD_LEFT, VisitResult.DECLINED}
)
"""Results that settle a door whoever logs them and wherever; the others only from the round's own page."""
INSERT_DOORS = "INSERT INTO cases_outreachdoor (round_id, tenancy_id, position, state) "


def require_caretaker_on(actor: Any, estate_id: int) -> None:
    """PermissionDenied unless `actor` acts as a caretaker who has the estate today."""
    require_role(actor, Role.CARETAKER)
    if estate_id not in actor.membership.estate_ids:
        raise PermissionDenied


@transaction.atomic
def start_round(
    *,
    actor: Any,
    estate: Estate,
    stairwell: Stairwell | None = None,
    name: str = "",
    without_case: bool = False,
    months_unmet: int = 0,
) -> OutreachRound:
    """Every household of the estate (or the stairwell), in walking order; `without_case` leaves out those
    with an open case, `months_unmet` those met within so many months. One open round per place."""
    require_caretaker_on(actor, estate.pk)
    Estate.objects.select_for_update(no_key=True).get(pk=estate.pk)
    if OutreachRound.objects.open().filter(estate=estate, stairwell=stairwell).exists():
        raise DomainError(
            _("Der er allerede en runde i gang her. Gå videre med den, eller afslut den først.")
        )
    walk = OutreachRound.objects.create(
        organisation_id=estate.organisation_id,
        estate=estate,
        stairwell=stairwell,
        name=name or str(stairwell or estate),
        membership=actor.membership,
    )
    households = Tenancy.objects.visible_to(actor).current().filter(estate=estate)
    if stairwell:
        households = households.filter(dwelling__stairwell=stairwell)
    if not list_doors(walk, chosen(households, actor, without_case, months_unmet)):
        raise DomainError(_("Der er ingen døre at gå til med det valg. Vælg flere, eller en anden opgang."))
    return walk


def chosen(
    households: QuerySet[Tenancy], actor: Any, without_case: bool, months_unmet: int
) -> QuerySet[Tenancy]:
    rows = households.exclude(pk__in=handed_away(actor))
    if without_case:
        rows = rows.exclude(pk__in=Case.objects.open().values("tenancy_id"))
    if months_unmet:
        since = timezone.now() - dt.timedelta(days=DAYS_OF_A_MONTH * months_unmet)
        met = Visit.objects.standing().filter(result__in=CONTACT_ESTABLISHED, occurred_at__gte=since)
        rows = rows.exclude(pk__in=met.values("tenancy_id"))
    return rows


def list_doors(walk: OutreachRound, households: QuerySet[Tenancy]) -> int:
    """One statement, however many doors. Stairwell by stairwell, floor by floor. Returns how many."""
    order = [
        F("dwelling__stairwell__sort_key"),
        F("dwelling__stairwell_id"),
        F("dwelling__sort_key"),
        F("pk"),
    ]
    rows = households.order_by().values_list(
        Value(walk.pk), "pk", Window(RowNumber(), order_by=order), Value(str(DoorState.WAITING))
    )
    select, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(INSERT_DOORS + select, parameters)
        return int(cursor.rowcount)


@transaction.atomic
def skip_door(*, actor: Any, door: OutreachDoor) -> OutreachDoor:
    """Not now. Twice changes nothing; a door that was settled meanwhile stays settled."""
    walk = lock_round(actor, door.round_id)
    OutreachDoor.objects.to_walk().filter(pk=door.pk).update(state=DoorState.SKIPPED, visit=None)
    end_when_walked(walk)
    door.refresh_from_db()
    return door


@transaction.atomic
def take_door_along(*, actor: Any, door: OutreachDoor) -> OutreachDoor:
    """A door that was skipped is to be walked after all: an ended round goes on with it."""
    walk = lock_round(actor, door.round_id)
    if OutreachDoor.objects.filter(pk=door.pk, state=DoorState.SKIPPED).update(state=DoorState.WAITING):
        reopen(walk)
    door.refresh_from_db()
    return door


@transaction.atomic
def end_round(*, actor: Any, walk: OutreachRound) -> OutreachRound:
    """Enough for now: what is left stays as it is. Twice changes nothing."""
    locked = lock_round(actor, walk.pk)
    OutreachRound.objects.open().filter(pk=walk.pk).update(ended_at=timezone.now())
    locked.refresh_from_db()
    return locked


@transaction.atomic
def go_on(*, actor: Any, walk: OutreachRound) -> OutreachRound:
    """An ended round goes on: with the doors that are left, else a second time to those not home."""
    locked = lock_round(actor, walk.pk)
    if not locked.doors.to_walk().exists():
        if not locked.doors.filter(visit__result=VisitResult.NOT_HOME).exists():
            raise DomainError(_("Der er ingen døre tilbage i runden. Start en ny."))
        locked.again_from = timezone.now()
        locked.save(update_fields=["again_from"])
    reopen(locked)
    return locked


def lock_round(actor: Any, pk: int) -> OutreachRound:
    """Two people in one round take turns, so that whoever settles the last door ends it."""
    walk = OutreachRound.objects.select_for_update(no_key=True).get(pk=pk)
    require_caretaker_on(actor, walk.estate_id)
    return walk


def reopen(walk: OutreachRound) -> None:
    if walk.ended_at is None:
        return
    if another_is_open(walk):
        raise DomainError(_("Der er en nyere runde i gang her. Gå videre med den, eller afslut den først."))
    walk.ended_at = None
    walk.save(update_fields=["ended_at"])


def another_is_open(walk: OutreachRound) -> bool:
    """In the same place: there is one at a time."""
    there = OutreachRound.objects.open().filter(estate_id=walk.estate_id, stairwell_id=walk.stairwell_id)
    return there.exclude(pk=walk.pk).exists()


def end_when_walked(walk: OutreachRound) -> None:
    if walk.ended_at is None and not walk.doors.to_walk().exists():
        walk.ended_at = timezone.now()
        walk.save(update_fields=["ended_at"])


@transaction.atomic
def mark_door(*, actor: Any, door_id: int, visit: Visit) -> None:
    """What came of the door, whatever the result: logged from the round's own page. A door one may not see,
    or of another household, is passed over: the contact is kept all the same."""
    door = OutreachDoor.objects.visible_to(actor).filter(pk=door_id, tenancy_id=visit.tenancy_id).first()
    if door is None or visit.undone_at or visit.replaced_at:
        return
    walk = lock_round(actor, door.round_id)
    OutreachDoor.objects.filter(pk=door.pk).update(state=DoorState.DONE, visit=visit)
    end_when_walked(walk)


def follow_visit(visit: Visit) -> None:
    """After a contact was logged, corrected or undone, by whomever: the doors of its household say so."""
    told = [pk for pk in (visit.pk, visit.corrects_id) if pk]
    doors = _doors_about(tenancy_id=visit.tenancy_id, at=visit.occurred_at, visit_ids=told)
    for round_id in sorted(set(doors)):
        walk = OutreachRound.objects.select_for_update(no_key=True).get(pk=round_id)
        settle(walk, walk.doors.select_related("visit").get(tenancy_id=visit.tenancy_id))


@compiled
def _doors_about(*, tenancy_id: int, at: dt.datetime, visit_ids: list[int]) -> QuerySet[Any, Any]:
    during = Q(round__ended_at__isnull=True) | Q(round__ended_at__gte=at)
    about = Q(round__started_at__lte=at) & during | Q(visit_id__any=visit_ids)
    return OutreachDoor.objects.filter(about, tenancy_id=tenancy_id).values_list("round_id", flat=True)


def settle(walk: OutreachRound, door: OutreachDoor) -> None:
    """The door holds the contact with its household since the round began, else the last try; else it waits
    again, and a round that was walked to the end goes on, unless a newer one has begun there."""
    was_walked = not walk.doors.to_walk().exists()
    came_of_it = best_visit(walk, door)
    if came_of_it:
        door.state, door.visit = DoorState.DONE, came_of_it
    elif door.state == DoorState.DONE:
        door.state, door.visit = DoorState.WAITING, None
    door.save(update_fields=["state", "visit"])
    if was_walked and walk.ended_at and walk.doors.to_walk().exists() and not another_is_open(walk):
        walk.ended_at = None
        walk.save(update_fields=["ended_at"])
    end_when_walked(walk)


def best_visit(walk: OutreachRound, door: OutreachDoor) -> Visit | None:
    since = Visit.objects.standing().filter(tenancy_id=door.tenancy_id, occurred_at__gte=walk.started_at)
    if walk.ended_at:
        since = since.filter(occurred_at__lte=walk.ended_at)
    found = since.filter(result__in=AT_THE_DOOR)
    best = max(
        found, key=lambda visit: (visit.result in CONTACT_ESTABLISHED, visit.occurred_at), default=None
    )
    return best or newest_version(door.visit)


def newest_version(visit: Visit | None) -> Visit | None:
    """What a contact says now: its last correction; None when it was undone."""
    while visit is not None and visit.replaced_at is not None:
        visit = Visit.objects.filter(corrects=visit).first()
    return None if visit is None or visit.undone_at else visit
