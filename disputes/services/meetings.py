"""Meetings of a mediation: planned, moved, called off, held or not. Where and when, nothing of what was said.

One is planned at a time. Whether it was held is the one thing the organisation learns.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.constraints import explained
from core.errors import DomainError
from disputes.choices import MEETING_TRANSITIONS, MediationFact, MeetingStatus
from disputes.mediation_file import may_meet
from disputes.models import Mediation, MediationMeeting, Party
from disputes.services.mediation_writes import begin, save, was_held
from disputes.services.phases import settle_phase

PLACE_LENGTH = 160
FURTHEST_BACK = dt.timedelta(days=31)
"""A meeting that came about by itself is written down afterwards."""
FURTHEST_AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True)
class When:
    """`minutes` is how long it is meant to last."""

    starts_at: dt.datetime
    minutes: int
    place: str

    def columns(self) -> dict[str, Any]:
        place = " ".join(self.place.split())[:PLACE_LENGTH]
        return {"starts_at": self.starts_at, "minutes": self.minutes, "place": place}


@transaction.atomic
def plan_meeting(
    *, actor: Any, mediation: Mediation, seen: int, when: When, held: bool | None = None
) -> MediationMeeting:
    """DomainError, in the same words whatever the reason is, while a party is not ready. `held` is said of
    one whose hour has passed: it came about by itself and is written down with what became of it."""
    mediation = begin(actor, mediation, seen)
    _check(mediation, when, held)
    with explained(MediationMeeting):
        meeting = MediationMeeting.objects.create(
            organisation_id=mediation.organisation_id,
            estate_id=mediation.estate_id,
            mediation=mediation,
            made_by_id=actor.pk,
            **when.columns(),
        )
    if held is not None:
        _write(meeting, status=_result(held))
    settle_phase(mediation)
    return meeting


@transaction.atomic
def move_meeting(
    *, actor: Any, meeting: MediationMeeting, seen: int, when: When, held: bool | None = None
) -> MediationMeeting:
    """To another hour or place. The very same again changes nothing. `held`: see plan_meeting."""
    mediation = begin(actor, meeting.mediation, seen)
    meeting = _still_planned(meeting)
    columns = when.columns()
    if held is None and all(getattr(meeting, name) == value for name, value in columns.items()):
        return meeting
    _check(mediation, when, held)
    if held is not None:
        columns["status"] = _result(held)
    _write(meeting, **columns)
    settle_phase(mediation)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Any, meeting: MediationMeeting, seen: int) -> Mediation:
    mediation = begin(actor, meeting.mediation, seen)
    _write(_still_planned(meeting), status=MeetingStatus.CANCELLED)
    return settle_phase(mediation)


@transaction.atomic
def hold_meeting(*, actor: Any, meeting: MediationMeeting, seen: int, held: bool) -> Mediation:
    """The hour has come: the meeting was held, or it was not."""
    mediation = begin(actor, meeting.mediation, seen)
    meeting = _still_planned(meeting)
    if not has_passed(meeting.starts_at):
        raise DomainError(_("Tidspunktet er ikke nået endnu. Flyt mødet, eller aflys det."))
    _write(meeting, status=_result(held))
    return settle_phase(mediation)


@transaction.atomic
def unhold_meeting(*, actor: Any, meeting: MediationMeeting) -> Mediation:
    """What was written of it was a mistake: it is asked again, and the organisation unlearns it."""
    mediation = begin(actor, meeting.mediation)
    fresh = MediationMeeting.objects.get(pk=meeting.pk)
    if MeetingStatus.PLANNED not in MEETING_TRANSITIONS[fresh.status]:
        raise DomainError(_("Der er ikke noget at fortryde. Se mæglingen igen."))
    if mediation.mediationmeetings.filter(status=MeetingStatus.PLANNED).exists():
        raise DomainError(_("Der er aftalt et nyt møde siden. Aflys det først."))
    _write(fresh, status=MeetingStatus.PLANNED)
    if not was_held(mediation):
        save(mediation, fact=MediationFact.OFFERED)
    return settle_phase(mediation)


def has_passed(starts_at: dt.datetime) -> bool:
    return starts_at <= timezone.now()


def why_no_day(starts_at: dt.datetime) -> str:
    """What is said of a day that is a slip; "" of one that may be."""
    ahead = starts_at - timezone.now()
    if ahead > FURTHEST_AHEAD:
        return _("Mødet er mere end et år væk. Se efter, om årstallet er rigtigt.")
    if -ahead > FURTHEST_BACK:
        return _("Dagen ligger mere end en måned tilbage. Se efter, om datoen er rigtig.")
    return ""


def _result(held: bool) -> MeetingStatus:
    return MeetingStatus.HELD if held else MeetingStatus.NOT_HELD


def _check(mediation: Mediation, when: When, held: bool | None) -> None:
    if not may_meet(mediation):
        raise DomainError(
            _(
                "Der kan ikke aftales et møde endnu. Alle parter skal have haft en forsamtale og sagt ja til "
                "mæglingen og til dig som mægler, og intet må tale imod at mødes. Se efter i hvert rum."
            )
        )
    if said := why_no_day(when.starts_at):
        raise DomainError(said)
    if has_passed(when.starts_at) and held is None:
        raise DomainError(
            _("Tidspunktet er passeret. Blev mødet holdt? Svar på det, eller ret dagen eller klokkeslættet.")
        )
    if held is not None and not has_passed(when.starts_at):
        raise DomainError(_("Tidspunktet er ikke nået endnu. Skriv bagefter, om mødet blev holdt."))
    _check_place(mediation, when.columns()["place"].casefold())


def _check_place(mediation: Mediation, place: str) -> None:
    """It is shown in calendars outside, and on the other party's paper."""
    if not place:
        raise DomainError(_("Skriv, hvor I mødes, fx Beboerhuset, lokale 2."))
    parties = Party.objects.filter(mediation=mediation).values_list("name", "tenancy__dwelling__address")
    told = {word.casefold() for party in parties for word in party if word}
    if any(word in place for word in told):
        raise DomainError(
            _("Mød hinanden på neutral grund. Stedet ses i kalendere: skriv ingen parts navn eller bolig.")
        )


def _still_planned(meeting: MediationMeeting) -> MediationMeeting:
    """Under the mediation's lock: every write goes through it."""
    fresh: MediationMeeting = MediationMeeting.objects.get(pk=meeting.pk)
    if fresh.status != MeetingStatus.PLANNED:
        raise DomainError(
            _("Mødet er ikke længere aftalt: %(status)s. Se mæglingen.")
            % {"status": fresh.get_status_display().lower()}
        )
    return fresh


def _write(meeting: MediationMeeting, **values: Any) -> None:
    """`changes` tells a calendar that what it has is old."""
    values |= {"changes": meeting.changes + 1, "changed_at": timezone.now()}
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(values))
