"""Days at the bailiff court: set, moved, called off, held. The landlord's side, so the administration's.

A day that is moved is a new row (the old one is `moved_to` it), so that it is reminded of anew. The case
keeps a copy of the day that is set, and its status follows: forward when a day is set, back when it is called
off.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.errors import DomainError
from evictions.choices import EvictionStatus, HearingKind, HearingPlace, HearingStatus
from evictions.court_choices import DAYS, REMINDERS, RESULTS, EvictionDayResult
from evictions.models import EvictionCase, Hearing
from evictions.services.eviction_writes import (
    locked,
    may_move,
    new_step,
    require_open,
    save,
    write_step,
    write_steps,
)
from notifications.services.outbox import withdraw_undelivered
from notifications.sql import fetch
from residents.models import Resident

NEXT_ID = "SELECT nextval(pg_get_serial_sequence('evictions_hearing', 'id'))"
PLACE_LENGTH = 160


@dataclass(frozen=True)
class When:
    """A day, hour and place. At the tenant's address nothing is written as place: it is the dwelling's."""

    at: dt.datetime
    place_kind: str
    place: str = ""

    def columns(self) -> dict[str, Any]:
        at_court = self.place_kind == HearingPlace.COURT
        place = self.place.strip()[:PLACE_LENGTH] if at_court else ""
        return {"at": self.at, "place_kind": self.place_kind, "place": place}


@transaction.atomic
def set_hearing(*, actor: Any, case: EvictionCase, seen: int, kind: str, when: When) -> Hearing:
    """A hearing, or the day of the eviction. There is one of each kind ahead at a time: move that one."""
    case = _begin(actor, case, seen)
    _check_place(case, when)
    if case.hearings.filter(kind=kind, status=HearingStatus.SET).exists():
        raise DomainError(
            _("Der er allerede berammet »%(kind)s« på sagen. Flyt dagen, eller aflys den først.")
            % {"kind": HearingKind(kind).label.lower()}
        )
    hearing = _write(case, actor, kind=kind, **when.columns())
    _went_to(case, actor, hearing)
    return hearing


@transaction.atomic
def move_hearing(*, actor: Any, hearing: Hearing, seen: int, when: When) -> Hearing:
    """To another day, hour or place. The very same again changes nothing."""
    case = _begin(actor, hearing.eviction_case, seen)
    _check_place(case, when)
    hearing = _still_set(hearing)
    columns = when.columns()
    if all(getattr(hearing, name) == value for name, value in columns.items()):
        return hearing
    # One of a kind may be set at a time, and a moved one says where to: the key is known before the row is.
    new_id = fetch(NEXT_ID)[0][0]
    Hearing.objects.filter(pk=hearing.pk).update(status=HearingStatus.MOVED, moved_to_id=new_id)
    moved = _write(case, actor, pk=new_id, kind=hearing.kind, **columns)
    withdraw_undelivered(kinds=REMINDERS, subject_ids=[hearing.pk])
    _went_to(case, actor, moved, was=hearing.at)
    return moved


@transaction.atomic
def call_off_hearing(*, actor: Any, hearing: Hearing, seen: int, reason: str = "") -> EvictionCase:
    """The day is called off; the case goes back to where it was without it."""
    case = _begin(actor, hearing.eviction_case, seen)
    hearing = _still_set(hearing)
    _settle([hearing], HearingStatus.CALLED_OFF)
    day = DAYS[hearing.kind]
    save(case, **{day.column: None}, **_back(case, hearing))
    write_step(
        case, day.called_off_step, actor=actor, on=_day(hearing), values=_values(hearing), reason=reason
    )
    return case


@transaction.atomic
def hold_hearing(*, actor: Any, hearing: Hearing, seen: int, result: str) -> EvictionCase:
    """The day has been, and `result` (a code of RESULTS) is what came of it. The case stays where it is, but
    an eviction that was stopped takes it back."""
    case = _begin(actor, hearing.eviction_case, seen)
    hearing = _still_set(hearing)
    if hearing.at > timezone.now():
        raise DomainError(_("Tidspunktet er ikke nået endnu. Flyt dagen, eller aflys den."))
    if result not in RESULTS[hearing.kind].values:
        raise DomainError(_("Vælg, hvad der kom ud af det."))
    _settle([hearing], HearingStatus.HELD)
    day = DAYS[hearing.kind]
    back = _back(case, hearing) if result == EvictionDayResult.STOPPED else {}
    save(case, **{day.column: None}, **back)
    write_step(
        case, day.held_step, actor=actor, on=_day(hearing), values={**_values(hearing), "result": result}
    )
    return case


def call_off_days(*, actor: Any, cases: Sequence[EvictionCase]) -> None:
    """All days that are set in these locked cases, because a decision takes them back from the bailiff court;
    in the same number of queries however many. Inside the caller's transaction, which empties the copies on
    the cases and whose decision is what is pushed."""
    days = list(Hearing.objects.filter(eviction_case__in=cases, status=HearingStatus.SET).order_by("pk"))
    _settle(days, HearingStatus.CALLED_OFF)
    of = {case.pk: case for case in cases}
    write_steps(
        [
            new_step(
                of[day.eviction_case_id],
                DAYS[day.kind].called_off_step,
                actor=actor,
                on=_day(day),
                values=_values(day),
            )
            for day in days
        ]
    )


def _begin(actor: Any, case: EvictionCase, seen: int) -> EvictionCase:
    require_role(actor, Role.ADMINISTRATION)
    case = locked(case, seen)
    require_open(case)
    return case


def _check_place(case: EvictionCase, when: When) -> None:
    """The place is shown in calendars outside: no name and no address of the household in it."""
    place = when.columns()["place"].casefold()
    if not place:
        return
    home = case.tenancy.dwelling.address.partition(",")[0]
    names = Resident.objects.filter(tenancy_id=case.tenancy_id).values_list("name", flat=True)
    if any(word and word.casefold() in place for word in [home, *names]):
        raise DomainError(
            _("Skriv kun rettens navn og sal som sted. Er det på adressen, så vælg »På adressen«.")
        )


def _still_set(hearing: Hearing) -> Hearing:
    """Under the case's lock: every write goes through it."""
    fresh: Hearing = Hearing.objects.select_related("eviction_case").get(pk=hearing.pk)
    if fresh.status != HearingStatus.SET:
        raise DomainError(
            _("»%(kind)s« er allerede %(status)s. Se sagen igen.")
            % {"kind": fresh.get_kind_display(), "status": fresh.get_status_display().lower()}
        )
    return fresh


def _write(case: EvictionCase, actor: Any, **columns: Any) -> Hearing:
    return Hearing.objects.create(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by_id=actor.pk,
        **columns,
    )


def _went_to(case: EvictionCase, actor: Any, hearing: Hearing, was: dt.datetime | None = None) -> None:
    day = DAYS[hearing.kind]
    values = _values(hearing) | ({"was": _local(was)} if was else {})
    forward = {"status": day.status} if may_move(case.status, day.status) else {}
    save(case, **{day.column: hearing.at}, **forward)
    write_step(case, day.set_step, actor=actor, on=_day(hearing), values=values)


def _back(case: EvictionCase, hearing: Hearing) -> dict[str, Any]:
    """Where the case stands without `hearing`: at another day that is set or was held, else at the filing."""
    if case.status != DAYS[hearing.kind].status:
        return {}
    others = case.hearings.exclude(pk=hearing.pk).filter(status__in=[HearingStatus.SET, HearingStatus.HELD])
    if hearing.kind == HearingKind.HEARING:
        stays = others.filter(kind=HearingKind.HEARING).exists()
        return {} if stays else {"status": EvictionStatus.FILED}
    had_hearing = others.filter(kind=HearingKind.HEARING).exists()
    return {"status": EvictionStatus.HEARING if had_hearing else EvictionStatus.FILED}


def _settle(days: Sequence[Hearing], status: HearingStatus) -> None:
    ids = [day.pk for day in days]
    if ids:
        Hearing.objects.filter(pk__in=ids).update(status=status)
        withdraw_undelivered(kinds=REMINDERS, subject_ids=ids)


def _values(hearing: Hearing) -> dict[str, Any]:
    """Codes and moments alone: the place stands in the hearing."""
    return {"hearing": hearing.pk, "at": _local(hearing.at), "place_kind": hearing.place_kind}


def _day(hearing: Hearing) -> dt.date:
    return timezone.localdate(hearing.at)


def _local(moment: dt.datetime) -> str:
    """With its offset: 9.30 in winter is another moment than 9.30 in summer."""
    return timezone.localtime(moment).isoformat(timespec="minutes")
