"""What the page of a mediation knows of each party, in as many queries however many parties there are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from accounts.models import Absence
from disputes.agreement_rows import agreements_of, meetings_of
from disputes.choices import AgreementStatus, MeetingStatus, RoomEntryKind, Willing
from disputes.models import (
    Acceptance,
    Agreement,
    Mediation,
    MediationMeeting,
    MediatorChange,
    Party,
    PreTalk,
    RefusedMediator,
    RoomEntry,
)
from disputes.querysets import employed, refusals


@dataclass(frozen=True)
class PartyState:
    """`willing` is what the newest talk with them said, "" before there was any; `is_unsuitable` what any of
    them said. `contact_at` is when anybody spoke with them last, `has_met` that who mediates today has.
    `refused` are the names of those they would not have as mediator."""

    party: Party
    willing: str
    is_unsuitable: bool
    contact_at: dt.datetime | None
    talked_on: dt.date | None
    has_met: bool = False
    refused: Sequence[str] = ()

    @property
    def is_ready(self) -> bool:
        """They have consented, want to, by this mediator, and nothing speaks against it."""
        yes = self.willing == Willing.YES and self.party.consented_on is not None
        return yes and not self.is_unsuitable and not self.party.refuses_mediator


@dataclass(frozen=True)
class MediationFile:
    mediation: Mediation
    parties: Sequence[PartyState]

    @property
    def standing(self) -> list[PartyState]:
        return [state for state in self.parties if state.party.left_on is None]

    @property
    def may_meet(self) -> bool:
        """All who are in it are ready to meet."""
        return len(self.standing) > 1 and all(state.is_ready for state in self.standing)

    @cached_property
    def change(self) -> MediatorChange | None:
        """The latest change of mediator."""
        rows = self.mediation.mediatorchanges.select_related("former__user")
        return rows.first()

    @property
    def strangers(self) -> list[Party]:
        """Whom a new mediator has not spoken with yet, neither alone nor at a meeting."""
        unmet = [state.party for state in self.standing if not state.has_met]
        if not unmet or self.change is None:
            return []
        since, held = self.change.created_at, MeetingStatus.HELD
        met = any(meeting.status == held and meeting.starts_at > since for meeting in self.meetings)
        return [] if met else unmet

    @cached_property
    def waits(self) -> list[Absence]:
        return waits_of(self.mediation)

    @cached_property
    def meetings(self) -> list[MediationMeeting]:
        """The newest first."""
        return meetings_of(self.mediation)

    @property
    def planned(self) -> MediationMeeting | None:
        return next((meeting for meeting in self.meetings if meeting.status == MeetingStatus.PLANNED), None)

    @cached_property
    def agreements(self) -> list[Agreement]:
        """All versions, the newest first."""
        return agreements_of(self.mediation)

    @property
    def agreement(self) -> Agreement | None:
        """The one that no other has replaced."""
        standing = (each for each in self.agreements if each.status != AgreementStatus.REPLACED)
        return next(standing, None)


def read_mediation_file(mediation: Mediation) -> MediationFile:
    """For whoever came in by get_mediation_for_user."""
    return MediationFile(mediation, list(_states(mediation)))


def _states(mediation: Mediation) -> Iterable[PartyState]:
    talks = PreTalk.objects.filter(party=OuterRef("pk"))
    contact = Max(
        "roomentrys__happened_at",
        filter=Q(roomentrys__kind=RoomEntryKind.CONTACT, roomentrys__struck_at__isnull=True),
    )
    by_mediator = {"made_by_id": OuterRef("mediation__mediator__user_id")}
    spoken = RoomEntry.objects.filter(kind=RoomEntryKind.CONTACT, struck_at__isnull=True)
    contacts = spoken.filter(party=OuterRef("pk"), **by_mediator)
    accepted = Acceptance.objects.filter(party=OuterRef("pk"), **by_mediator)
    refused = RefusedMediator.objects.filter(party=OuterRef("pk")).order_by("membership__user__name")
    rows = mediation.partys.select_related("tenancy__dwelling").order_by("label")
    for party in rows.annotate(
        willing=Subquery(talks.values("willing")[:1]),
        talked_on=Subquery(talks.values("on")[:1]),
        unsuitable_talk=Subquery(talks.filter(unsuitable__len__gt=0).values("pk")[:1]),
        has_met=Exists(talks.filter(**by_mediator)) | Exists(contacts) | Exists(accepted),
        refused=ArraySubquery(refused.values("membership__user__name")),
        contact_at=contact,
    ):
        yield PartyState(
            party,
            party.willing or "",
            party.unsuitable_talk is not None,
            party.contact_at,
            party.talked_on,
            party.has_met,
            party.refused,
        )


def waits_of(mediation: Mediation) -> list[Absence]:
    """When the mediator is away, now or later, and nobody may stand in, as a party has refused who would, or
    they have left: it waits for her."""
    away = Absence.objects.not_over().filter(membership_id=mediation.mediator_id).order_by("starts_on")
    nobody = refusals(OuterRef("stand_in_id"), mediation.pk) | ~employed("stand_in__")
    return list(away.filter(nobody).select_related("stand_in__user"))


def may_meet(mediation: Mediation) -> bool:
    """Whether all who are in it can be brought together by this mediator. One word for all of them: what each
    of them said stays in its room, also when a screen is turned round."""
    return read_mediation_file(mediation).may_meet
