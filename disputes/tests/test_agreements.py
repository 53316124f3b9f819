"""The agreement: who may write it and when, its points, its versions."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from disputes.models import Acceptance, Agreement, AgreementFollowUp, AgreementPoint, MediationMeeting, Party
from disputes.services.agreements import (
    MOST_POINTS,
    AgreementChangedError,
    Point,
    Words,
    new_version,
    words_of,
    write_agreement,
)
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
    points,
    ready,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediation(anna, laerke):
    return met(anna, laerke)


def write(user, mediation, *given, seen=None, **more):
    current = mediation.agreements.exclude(status="replaced").first()
    seen = seen if seen is not None else (current.revision if current else 0)
    words = Words(list(given) or points(mediation), **more)
    return write_agreement(actor=user, mediation=mediation, seen=seen, words=words)


def test_who_does_what_from_when(anna, mediation):
    agreement = drafted(anna, mediation)
    a, b = parties(mediation)
    rows = agreement.points.values_list("number", "party_id", "text", "starts_on")
    assert list(rows) == [
        (1, b.pk, "Ro efter kl. 22", days(3)),
        (2, a.pk, "Banker ikke i rørene", None),
        (3, None, "Hilser på trappen", None),
    ]
    assert (agreement.talk_first, agreement.if_it_fails) == ("Vi banker på først.", "Vi ringer til mægleren.")
    assert (agreement.status, agreement.version, fresh(mediation).phase) == ("draft", 1, "agreement")


def test_put_right_in_another_order_with_one_less_and_one_more(anna, mediation):
    first = drafted(anna, mediation)
    one, two, three = points(mediation)
    again = write(anna, mediation, three, one, Point(None, "Ingen fest uden at sige til"))
    assert again.pk == first.pk
    assert [point.text for point in again.points.all()] == [
        three.text,
        one.text,
        "Ingen fest uden at sige til",
    ]
    assert again.revision == first.revision + 1
    assert two.text not in [point.text for point in again.points.all()]


def test_the_same_again_changes_nothing_whatever_was_seen(anna, mediation):
    first = drafted(anna, mediation)
    words = words_of(first)
    again = write_agreement(actor=anna, mediation=mediation, seen=0, words=words)
    assert (again.pk, again.revision) == (first.pk, first.revision)


def test_two_tabs(anna, mediation):
    drafted(anna, mediation)
    with pytest.raises(AgreementChangedError) as changed:
        write(anna, mediation, Point(None, "Noget andet"), seen=0)
    assert changed.value.row.points.count() == 3


def test_words_are_tidied(anna, mediation):
    agreement = write(anna, mediation, Point(None, "  Ro \n efter  kl. 22 "), talk_first=" Først ")
    assert (agreement.points.get().text, agreement.talk_first) == ("Ro efter kl. 22", "Først")


def test_a_point_without_words_or_too_many(anna, mediation):
    with pytest.raises(DomainError, match="i hvert punkt"):
        write(anna, mediation, Point(None, "  "))
    many = [Point(None, f"Punkt {number}") for number in range(MOST_POINTS + 1)]
    with pytest.raises(DomainError, match="højst være 20"):
        write(anna, mediation, *many)


def test_a_point_for_somebody_who_is_not_in_it(anna, laerke, mediation):
    stranger = party_of(mediation_of(anna, laerke), "A")
    left = party_of(mediation, "C", left_on=days(-1))
    for party in (stranger, left):
        with pytest.raises(DomainError, match="ikke er part i mæglingen"):
            write(anna, mediation, Point(party.pk, "Ro"))
    assert not Agreement.objects.exists()


def test_before_they_have_met_or_said_yes_there_is_none(anna, laerke):
    mediation = mediation_of(anna, laerke)
    party_of(mediation, "A")
    party_of(mediation, "B", consented_on=None)
    with pytest.raises(DomainError, match="ikke skrives en aftale endnu"):
        write(anna, mediation, Point(None, "Ro"))


def test_those_who_are_willing_agree_without_a_meeting(anna, laerke):
    mediation = ready(anna, laerke)
    agreement = drafted(anna, mediation)
    assert fresh(mediation).phase == "agreement"
    for party in parties(mediation):
        accept(anna, agreement, party)
    assert (fresh(mediation).phase, fresh(mediation).fact) == ("follow_up", "held")


def test_once_somebody_has_accepted_the_words_are_locked(anna, mediation):
    agreement = drafted(anna, mediation)
    accept(anna, agreement, parties(mediation)[0])
    with pytest.raises(DomainError, match="Lav en ny udgave"):
        write(anna, mediation, Point(None, "Noget andet"))
    assert agreement.points.count() == 3


def test_a_new_version_asks_everybody_anew(anna, mediation):
    agreement = drafted(anna, mediation)
    accept(anna, agreement, parties(mediation)[0])
    agreement.refresh_from_db()
    newer = new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.acceptances.count()) == ("replaced", 1)
    assert (newer.version, newer.status, newer.acceptances.count()) == (2, "draft", 0)
    assert words_of(newer) == words_of(agreement)
    assert newer.revision > agreement.revision
    changed = write(anna, mediation, Point(None, "Noget andet"))
    assert changed.pk == newer.pk


def test_a_new_version_of_one_that_holds_drops_what_was_to_be_followed_up(anna, laerke):
    agreement = agreed(anna, laerke)
    newer = new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    assert not agreement.follow_ups.exists()
    assert fresh(newer.mediation).phase == "agreement"


def test_a_new_version_leaves_out_the_points_of_who_has_left(anna, mediation):
    agreement = drafted(anna, mediation)
    a, b = parties(mediation)
    accept(anna, agreement, a)
    Party.objects.filter(pk=b.pk).update(left_on=days(0))
    newer = new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    assert [point.party_id for point in newer.points.all()] == [a.pk, None]


def test_what_nobody_has_accepted_needs_no_version(anna, mediation):
    agreement = drafted(anna, mediation)
    with pytest.raises(DomainError, match="kan rettes, som den er"):
        new_version(actor=anna, agreement=agreement, seen=agreement.revision)


def test_a_version_from_a_page_of_before(anna, mediation):
    agreement = drafted(anna, mediation)
    accept(anna, agreement, parties(mediation)[0])
    new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    with pytest.raises(AgreementChangedError):
        new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    assert Agreement.objects.count() == 2


@pytest.mark.parametrize(
    "model", [MediationMeeting, Agreement, AgreementPoint, Acceptance, AgreementFollowUp]
)
def test_no_audit_keeps_what_is_to_be_deleted(model):
    tracked = {
        event.__name__ for event in apps.get_app_config("disputes").get_models(include_auto_created=True)
    }
    assert f"{model.__name__}Event" not in tracked
    assert not [
        trigger
        for trigger in getattr(model._meta, "triggers", [])
        if "insert" in trigger.name and "true_" not in trigger.name
    ]


@pytest.mark.parametrize("who", ["bo", "dorte", "erik", "freja", "gry", "carla"])
def test_nobody_but_the_mediator(request, mediation, who):
    with pytest.raises(PermissionDenied):
        write(request.getfixturevalue(who), mediation)
