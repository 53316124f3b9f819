"""A mediation with two parties who want to, and what is said in their rooms."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from disputes.choices import MeetingStatus
from disputes.models import Mediation, MediationMeeting
from disputes.services.acceptances import accept_agreement
from disputes.services.agreements import Point, Words, write_agreement
from disputes.services.meetings import When
from tests.dispute_factories import (
    ComplaintFactory,
    MediationFactory,
    MediationMeetingFactory,
    PartyFactory,
    PreTalkFactory,
    RoomEntryFactory,
)

IN_ROOM_A, IN_ROOM_B = "kanariefugl", "papegøje"
"""Words that stand in one room each, and may be read nowhere else."""


def mediation_of(user, estate, **more):
    """Of a complaint, opened three weeks ago."""
    if "complaint" not in more:
        with transaction.atomic():
            more["complaint"] = ComplaintFactory(respondent__dwelling__stairwell__estate=estate)
    opened = timezone.now() - dt.timedelta(days=21)
    return MediationFactory(**{"estate": estate, "mediator": user.membership, "opened_at": opened, **more})


def party_of(mediation, label, word="", **more):
    party = PartyFactory(
        mediation=mediation, **{"label": label, "phone": f"2011{word}", "consented_on": days(-14), **more}
    )
    PreTalkFactory(party=party, on=days(-14), note=f"Forsamtale {word}")
    RoomEntryFactory(party=party, text=f"Sagde {word}")
    return party


def ready(user, estate, **more):
    """Both have talked with the mediator, and want to."""
    mediation = mediation_of(user, estate, **more)
    party_of(mediation, "A", IN_ROOM_A, name="Asta Aaen")
    party_of(mediation, "B", IN_ROOM_B, name="Børge Bech")
    return mediation


def parties(mediation):
    return list(mediation.partys.order_by("label"))


def met(user, estate, **more):
    """They have met."""
    mediation = ready(user, estate, phase="meeting", fact="held", **more)
    meeting = MediationMeetingFactory(mediation=mediation, starts_at=hours(-48), status=MeetingStatus.HELD)
    MediationMeeting.objects.filter(pk=meeting.pk).update(created_at=hours(-72))
    return mediation


def points(mediation):
    a, b = parties(mediation)[:2]
    return [
        Point(b.pk, "Ro efter kl. 22", days(3)),
        Point(a.pk, "Banker ikke i rørene"),
        Point(None, "Hilser på trappen"),
    ]


def drafted(user, mediation):
    words = Words(points(mediation), "Vi banker på først.", "Vi ringer til mægleren.")
    return write_agreement(actor=user, mediation=mediation, seen=0, words=words)


def accept(user, agreement, party, **more):
    agreement.refresh_from_db()
    said = {"seen": agreement.revision, "how": "signed", "on": days(0), **more}
    return accept_agreement(actor=user, agreement=agreement, party=party, **said)


def agreed(user, estate, **more):
    """Both have accepted today."""
    agreement = drafted(user, met(user, estate, **more))
    for party in parties(agreement.mediation):
        accept(user, agreement, party)
    agreement.refresh_from_db()
    return agreement


def when(hours_ahead=48, minutes=90, place="Beboerhuset, lokale 2"):
    return When(hours(hours_ahead), minutes, place)


def hours(number):
    return timezone.now() + dt.timedelta(hours=number)


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def fresh(mediation):
    return Mediation.objects.get(pk=mediation.pk)
