"""Two disputes between neighbours: one where both are asked alone, and one with an agreement that is to be
followed up, which Bo mediates since Anna has the estate."""

import datetime as dt
from typing import Any

from demo.clock import backdate, moment
from demo.inbox import reached
from disputes.choices import AcceptedHow, RoomEntryKind, Willing
from disputes.models import Acceptance, Agreement, Mediation, MediationMeeting, Party
from disputes.services.acceptances import accept_agreement
from disputes.services.agreements import NONE_YET, Point, Words, write_agreement
from disputes.services.mediations import NewParty, open_mediation
from disputes.services.meetings import When, plan_meeting
from disputes.services.parties import record_pre_talk
from disputes.services.rooms import write_entry
from notifications.choices import DeliveryKind
from residents.models import Tenancy


class Mediating:
    """Every step names how many days `ago` it was."""

    def __init__(self, opener: Any, mediator: Any, today: dt.date) -> None:
        self.opener, self.mediator, self.today = opener, mediator, today
        self.mediation: Mediation

    def open(self, ago: int, about: str, *homes: Tenancy) -> None:
        parties = [NewParty(home, name_of(home)) for home in homes]
        mediation = open_mediation(
            actor=self.opener,
            estate=homes[0].estate,
            parties=parties,
            about=about,
            mediator=self.mediator.membership,
        )
        at = moment(self.today, ago, 9)
        backdate(mediation, opened_at=at, created_at=at)
        reached(DeliveryKind.MEDIATION, [mediation.pk], at)
        self.mediation = Mediation.objects.get(pk=mediation.pk)

    def party(self, label: str) -> Party:
        party: Party = self.mediation.partys.select_related("mediation").get(label=label)
        return party

    def talk(self, ago: int, label: str, willing: str, note: str) -> None:
        """A yes is a consent, too."""
        talk = record_pre_talk(
            actor=self.mediator,
            party=self.party(label),
            on=self._day(ago),
            willing=willing,
            note=note,
            consents=willing == Willing.YES,
        )
        backdate(talk, created_at=moment(self.today, ago, 15))

    def note(self, ago: int, label: str, kind: str, text: str) -> None:
        at = moment(self.today, ago, 11)
        entry = write_entry(self.party(label), self.mediator, kind=kind, text=text, happened_at=at)
        backdate(entry, created_at=at)

    def meet(self, told_ago: int, ago: int, place: str) -> None:
        when = When(moment(self.today, ago, 16, 30), 90, place)
        meeting = plan_meeting(
            actor=self.mediator, mediation=self.mediation, seen=self._revision(), when=when, held=True
        )
        told = moment(self.today, told_ago, 10)
        backdate(MediationMeeting.objects.get(pk=meeting.pk), created_at=told, changed_at=told)

    def agree(self, ago: int, words: Words) -> Agreement:
        agreement = write_agreement(actor=self.mediator, mediation=self.mediation, seen=NONE_YET, words=words)
        backdate(agreement, created_at=moment(self.today, ago, 17, 40))
        return Agreement.objects.get(pk=agreement.pk)

    def accept(self, ago: int, label: str, how: str) -> Acceptance:
        agreement = self.mediation.agreements.get()
        acceptance = accept_agreement(
            actor=self.mediator,
            agreement=agreement,
            party=self.party(label),
            seen=agreement.revision,
            how=how,
            on=self._day(ago),
        )
        backdate(acceptance, created_at=moment(self.today, ago, 18))
        return acceptance

    def _day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def _revision(self) -> int:
        return Mediation.objects.get(pk=self.mediation.pk).revision


def footsteps_at_night(told: Mediating, below: Tenancy, above: Tenancy) -> None:
    """A wants to talk, B thinks it over."""
    told.open(9, "Skridt og flyttede møbler om natten", below, above)
    told.talk(7, "A", Willing.YES, "Sover dårligt, men kan godt lide naboen. Vil helst mødes om dagen.")
    told.note(7, "A", RoomEntryKind.WISH, "At der lægges tæpper under stolene.")
    told.note(
        4, "B", RoomEntryKind.CONTACT, "Ringede på. Arbejder i skiftehold, så det er sent, når de er hjemme."
    )
    told.talk(2, "B", Willing.LATER, "Vil tænke over det til på mandag. Er ked af at være klaget over.")


def washing_in_the_yard(told: Mediating, one: Tenancy, other: Tenancy) -> None:
    """Both have accepted, and the first follow-up has come."""
    told.open(38, "Børn, vasketøj og gården", one, other)
    told.talk(36, "A", Willing.YES, "Er træt af at skulle sige det igen og igen.")
    told.talk(34, "B", Willing.YES, "Vidste ikke, at det fyldte så meget. Vil gerne finde ud af det.")
    told.note(34, "B", RoomEntryKind.WISH, "At blive talt til direkte, og ikke gennem ejendomskontoret.")
    told.meet(32, 23, "Beboerhuset, lokale 2")
    a, b = told.party("A"), told.party("B")
    told.agree(
        23,
        Words(
            [
                Point(b.pk, "Børnene leger på legepladsen efter kl. 19, ikke under vinduerne"),
                Point(a.pk, "Tager vasketøjet ind samme dag"),
                Point(None, "Siger godmorgen på trappen"),
            ],
            talk_first="Vi banker på hos hinanden mellem kl. 16 og 18.",
            if_it_fails="Vi ringer til Bo og mødes igen, før nogen klager.",
        ),
    )
    told.accept(23, "A", AcceptedHow.SIGNED)
    told.accept(22, "B", AcceptedHow.PHONE)


def name_of(home: Tenancy) -> str:
    return str(
        home.residents.filter(moved_out_on__isnull=True).order_by("pk").values_list("name", flat=True)[0]
    )
