"""Who accepts, how and when; and what follows when all have."""

import pytest

from core.errors import DomainError
from disputes.agreement_days import proposed_days
from disputes.models import Acceptance, Party
from disputes.services.acceptances import accept_agreement, undo_acceptance
from disputes.services.agreement_follow_ups import record_follow_up
from disputes.services.agreements import AgreementChangedError, Point, Words, new_version, write_agreement
from disputes.services.parties import party_left
from disputes.tests.agreeing import (
    accept,
    agreed,
    days,
    drafted,
    fresh,
    mediation_of,
    met,
    parties,
    party_of,
    ready,
)
from tests.dispute_factories import AgreementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(anna, laerke):
    return drafted(anna, met(anna, laerke))


def test_one_yes_is_not_enough(anna, agreement):
    a, _b = parties(agreement.mediation)
    accepted = accept(anna, agreement, a, how="phone", on=days(-1))
    agreement.refresh_from_db()
    assert (accepted.how, accepted.on) == ("phone", days(-1))
    assert (agreement.status, fresh(agreement.mediation).phase) == ("draft", "agreement")


def test_when_all_have_it_holds_and_is_followed_up_twice(anna, agreement):
    a, b = parties(agreement.mediation)
    accept(anna, agreement, b, on=days(-1))
    accept(anna, agreement, a, how="phone", on=days(-3))
    agreement.refresh_from_db()
    mediation = fresh(agreement.mediation)
    assert (agreement.status, agreement.agreed_on) == ("accepted", days(-1))
    assert list(agreement.follow_ups.values_list("due_on", flat=True)) == proposed_days(days(-1))
    assert (mediation.phase, mediation.fact, mediation.delete_on) == ("follow_up", "held", None)


def test_not_twice(anna, agreement):
    a, _b = parties(agreement.mediation)
    accept(anna, agreement, a)
    with pytest.raises(DomainError, match="A har allerede godkendt"):
        accept(anna, agreement, a, how="phone")
    assert Acceptance.objects.count() == 1


def test_whoever_left_is_not_waited_for(anna, agreement):
    left = party_of(agreement.mediation, "C", left_on=days(-1))
    for party in parties(agreement.mediation)[:2]:
        accept(anna, agreement, party)
    agreement.refresh_from_db()
    assert agreement.status == "accepted"
    with pytest.raises(DomainError, match="ikke part i mæglingen"):
        accept(anna, agreement, left)


def test_whoever_leaves_last_makes_it_hold(anna, laerke):
    mediation = met(anna, laerke)
    c = party_of(mediation, "C")
    words = Words([Point(None, "Hilser på trappen")])
    agreement = write_agreement(actor=anna, mediation=mediation, seen=0, words=words)
    for party in parties(mediation)[:2]:
        accept(anna, agreement, party)
    agreement.refresh_from_db()
    assert agreement.status == "draft"
    party_left(actor=anna, party=c)
    agreement.refresh_from_db()
    assert (agreement.status, fresh(mediation).phase) == ("accepted", "follow_up")


def test_one_who_is_left_alone_agrees_with_nobody(anna, agreement):
    a, b = parties(agreement.mediation)
    words = Words([Point(None, "Hilser på trappen")])
    said = {"seen": agreement.revision, "words": words}
    agreement = write_agreement(actor=anna, mediation=agreement.mediation, **said)
    accept(anna, agreement, a)
    party_left(actor=anna, party=b)
    agreement.refresh_from_db()
    assert agreement.status == "draft"


def test_a_point_of_somebody_who_left_is_put_right_first(anna, agreement):
    party_of(agreement.mediation, "C")
    a, b, _c = parties(agreement.mediation)
    Party.objects.filter(pk=b.pk).update(left_on=days(0))
    with pytest.raises(DomainError, match="ikke er med længere"):
        accept(anna, agreement, a)


def test_only_the_words_that_were_seen(anna, agreement):
    a, _b = parties(agreement.mediation)
    seen = agreement.revision
    changed = Words([Point(None, "Noget andet")])
    write_agreement(actor=anna, mediation=agreement.mediation, seen=seen, words=changed)
    with pytest.raises(AgreementChangedError):
        accept_agreement(actor=anna, agreement=agreement, party=a, seen=seen, how="signed", on=days(0))


def test_not_a_version_that_was_replaced(anna, agreement):
    a, b = parties(agreement.mediation)
    accept(anna, agreement, a)
    seen = agreement.revision
    new_version(actor=anna, agreement=agreement, seen=seen)
    with pytest.raises(AgreementChangedError):
        accept_agreement(actor=anna, agreement=agreement, party=b, seen=seen, how="signed", on=days(0))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"how": ""}, "Vælg, hvordan"),
        ({"on": days(1)}, "ikke kommet endnu"),
        ({"on": days(-60)}, "før mæglingen begyndte"),
    ],
)
def test_how_and_when(anna, agreement, more, said):
    with pytest.raises(DomainError, match=said):
        accept(anna, agreement, parties(agreement.mediation)[0], **more)


def test_nobody_accepts_an_agreement_without_points(anna, laerke):
    mediation = ready(anna, laerke)
    agreement = AgreementFactory(mediation=mediation)
    agreement.points.all().delete()
    with pytest.raises(DomainError, match="ingen punkter"):
        accept(anna, agreement, parties(mediation)[0])


def test_a_party_of_another_dispute(anna, laerke, agreement):
    other = party_of(mediation_of(anna, laerke), "A")
    with pytest.raises(DomainError, match="ikke part"):
        accept(anna, agreement, other)


def test_written_down_by_mistake(anna, agreement):
    a, b = parties(agreement.mediation)
    first = accept(anna, agreement, a)
    undo_acceptance(actor=anna, acceptance=first)
    assert not Acceptance.objects.exists()
    first, last = accept(anna, agreement, a), accept(anna, agreement, b)
    undo_acceptance(actor=anna, acceptance=last)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.agreed_on, agreement.follow_ups.count()) == ("draft", None, 0)
    assert (fresh(agreement.mediation).phase, fresh(agreement.mediation).fact) == ("agreement", "held")


def test_without_a_meeting_the_organisation_unlearns_it(anna, laerke):
    agreement = drafted(anna, ready(anna, laerke))
    accepted = [accept(anna, agreement, party) for party in parties(agreement.mediation)]
    assert fresh(agreement.mediation).fact == "held"
    undo_acceptance(actor=anna, acceptance=accepted[0])
    assert fresh(agreement.mediation).fact == "offered"


def test_what_was_followed_up_is_not_undone(anna, laerke):
    agreement = agreed(anna, laerke)
    record_follow_up(actor=anna, follow_up=agreement.follow_ups.first(), result="kept")
    with pytest.raises(DomainError, match="gået videre"):
        undo_acceptance(actor=anna, acceptance=agreement.acceptances.first())


def test_undone_twice_the_new_yes_stands(anna, agreement):
    a, b = parties(agreement.mediation)
    first = accept(anna, agreement, a)
    undo_acceptance(actor=anna, acceptance=first)
    accept(anna, agreement, a)
    accept(anna, agreement, b)
    undo_acceptance(actor=anna, acceptance=first)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.follow_ups.count()) == ("accepted", 2)


def test_one_who_has_left_is_not_waited_for_again(anna, agreement):
    party_of(agreement.mediation, "C")
    accepted = [accept(anna, agreement, party) for party in parties(agreement.mediation)]
    party_left(actor=anna, party=accepted[2].party)
    undo_acceptance(actor=anna, acceptance=accepted[2])
    agreement.refresh_from_db()
    assert (agreement.status, agreement.follow_ups.count()) == ("accepted", 2)
