"""Two tabs at a mediation at the same moment: one wins, the other is told."""

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.errors import DomainError
from disputes.models import Acceptance, Agreement, AgreementFollowUp, Mediation, MediationMeeting
from disputes.services.acceptances import accept_agreement
from disputes.services.agreements import Point, Words, new_version, write_agreement
from disputes.services.meetings import plan_meeting
from disputes.tests.agreeing import accept, days, drafted, met, parties, ready, when
from evictions.tests.races import others, until_through_or_waiting

pytestmark = pytest.mark.django_db(transaction=True)


def as_(user):
    return User.objects.get(pk=user.pk)


def told(work):
    """What it gave, or the DomainError it raised."""

    def run():
        try:
            return work()
        except DomainError as refused:
            return refused

    return run


def both(mediation, first, second):
    """Both wait for the lock of the mediation, and go on when it is free."""
    with others() as start:
        with transaction.atomic():
            Mediation.objects.select_for_update().get(pk=mediation.pk)
            futures = [start(told(first)), start(told(second))]
            until_through_or_waiting(*futures)
        answers = [future.result(timeout=30) for future in futures]
    connection.close()
    return answers


def refused(answers):
    return [answer for answer in answers if isinstance(answer, DomainError)]


def test_two_plan_a_meeting(anna, laerke):
    mediation = ready(anna, laerke)

    def plan():
        return plan_meeting(actor=as_(anna), mediation=mediation, seen=mediation.revision, when=when())

    assert len(refused(both(mediation, plan, plan))) == 1
    assert MediationMeeting.objects.count() == 1


def test_two_begin_an_agreement(anna, laerke):
    mediation = met(anna, laerke)

    def write(text):
        words = Words([Point(None, text)])
        return lambda: write_agreement(actor=as_(anna), mediation=mediation, seen=0, words=words)

    assert len(refused(both(mediation, write("Ro"), write("Orden")))) == 1
    assert Agreement.objects.get().points.count() == 1


def test_one_accepts_while_the_words_are_changed(anna, laerke):
    """Whoever comes second is refused: nobody has accepted what they did not see."""
    agreement = drafted(anna, met(anna, laerke))
    a, _b = parties(agreement.mediation)
    seen = agreement.revision
    words = Words([Point(None, "Noget andet")])

    def change():
        return write_agreement(actor=as_(anna), mediation=agreement.mediation, seen=seen, words=words)

    def accepts():
        said = {"party": a, "seen": seen, "how": "signed", "on": days(0)}
        return accept_agreement(actor=as_(anna), agreement=agreement, **said)

    assert len(refused(both(agreement.mediation, change, accepts))) == 1


def test_the_last_two_accept_together(anna, laerke):
    agreement = drafted(anna, met(anna, laerke))

    def accepts(party):
        said = {"party": party, "seen": agreement.revision, "how": "signed", "on": days(0)}
        return lambda: accept_agreement(actor=as_(anna), agreement=agreement, **said)

    answers = both(agreement.mediation, *[accepts(party) for party in parties(agreement.mediation)])
    assert refused(answers) == []
    assert Agreement.objects.get().status == "accepted"
    assert AgreementFollowUp.objects.count() == 2


def test_the_same_party_twice(anna, laerke):
    agreement = drafted(anna, met(anna, laerke))
    a, _b = parties(agreement.mediation)

    def accepts():
        said = {"party": a, "seen": agreement.revision, "how": "signed", "on": days(0)}
        return accept_agreement(actor=as_(anna), agreement=agreement, **said)

    assert len(refused(both(agreement.mediation, accepts, accepts))) == 1
    assert Acceptance.objects.count() == 1


def test_two_make_a_new_version(anna, laerke):
    agreement = drafted(anna, met(anna, laerke))
    accept(anna, agreement, parties(agreement.mediation)[0])

    def make():
        return new_version(actor=as_(anna), agreement=agreement, seen=agreement.revision)

    assert len(refused(both(agreement.mediation, make, make))) == 1
    assert list(Agreement.objects.values_list("version", "status")) == [(2, "draft"), (1, "replaced")]
