"""Whether an agreement holds: recorded, taken back, moved within its bounds."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from core.months import months_after
from disputes.services.agreement_follow_ups import move_follow_up, record_follow_up, undo_follow_up
from disputes.services.agreements import new_version
from disputes.services.mediations import close_mediation
from disputes.tests.agreeing import agreed, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(anna, laerke):
    return agreed(anna, laerke)


def record(user, follow_up, result="kept", note=""):
    return record_follow_up(actor=user, follow_up=follow_up, result=result, note=note)


def test_kept(anna, agreement):
    done = record(anna, agreement.follow_ups.first(), note=" Begge er tilfredse ")
    assert (done.done_on, done.result, done.note) == (timezone.localdate(), "kept", "Begge er tilfredse")
    assert fresh(agreement.mediation).delete_on is None


@pytest.mark.parametrize("result", ["kept", "partly", "broken"])
def test_after_the_last_its_content_is_deleted_in_three_months(anna, agreement, result):
    for follow_up in agreement.follow_ups.all():
        record(anna, follow_up, result)
    mediation = fresh(agreement.mediation)
    today = timezone.localdate()
    assert today < mediation.delete_on <= months_after(today, 3)
    assert mediation.phase == "follow_up"


def test_undone_there_is_more_to_follow_up(anna, agreement):
    rows = [record(anna, follow_up) for follow_up in agreement.follow_ups.all()]
    undo_follow_up(actor=anna, follow_up=rows[-1])
    rows[-1].refresh_from_db()
    assert (rows[-1].done_on, rows[-1].result, rows[-1].note) == (None, "", "")
    assert fresh(agreement.mediation).delete_on is None


def test_not_twice_and_not_without_an_answer(anna, agreement):
    follow_up = agreement.follow_ups.first()
    with pytest.raises(DomainError, match="Vælg, om aftalen holder"):
        record(anna, follow_up, "")
    record(anna, follow_up)
    with pytest.raises(DomainError, match="allerede fulgt op"):
        record(anna, follow_up, "broken")
    follow_up.refresh_from_db()
    assert follow_up.result == "kept"


def test_of_a_version_that_was_replaced_it_stands(anna, agreement):
    follow_up = record(anna, agreement.follow_ups.first(), "broken")
    new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    with pytest.raises(DomainError, match="afløst af en ny udgave"):
        undo_follow_up(actor=anna, follow_up=follow_up)


def test_moved_within_two_to_four_weeks(anna, agreement):
    first = agreement.follow_ups.first()
    for days_on in (14, 28):
        day = agreement.agreed_on + dt.timedelta(days=days_on)
        assert move_follow_up(actor=anna, follow_up=first, due_on=day).due_on == day
    for days_on in (13, 29):
        with pytest.raises(DomainError, match="skal ligge mellem"):
            move_follow_up(
                actor=anna, follow_up=first, due_on=agreement.agreed_on + dt.timedelta(days=days_on)
            )


def test_the_second_stays_about_three_months(anna, agreement):
    second = agreement.follow_ups.last()
    middle = months_after(agreement.agreed_on, 3)
    for days_off in (-14, 14):
        day = middle + dt.timedelta(days=days_off)
        assert move_follow_up(actor=anna, follow_up=second, due_on=day).due_on == day
    with pytest.raises(DomainError, match="skal ligge mellem"):
        move_follow_up(actor=anna, follow_up=second, due_on=middle + dt.timedelta(days=15))


def test_not_into_the_past_and_not_when_it_is_done(anna, agreement):
    first = agreement.follow_ups.first()
    with pytest.raises(DomainError, match="Datoen er passeret"):
        move_follow_up(actor=anna, follow_up=first, due_on=timezone.localdate() - dt.timedelta(days=1))
    record(anna, first)
    with pytest.raises(DomainError, match="allerede fulgt op"):
        move_follow_up(actor=anna, follow_up=first, due_on=first.due_on + dt.timedelta(days=1))


def test_a_closed_one_is_left_alone(anna, agreement):
    record(anna, agreement.follow_ups.first())
    close_mediation(actor=anna, mediation=agreement.mediation, seen=None, ended="agreed")
    with pytest.raises(DomainError, match="afsluttet"):
        record(anna, agreement.follow_ups.last())


@pytest.mark.parametrize("who", ["bo", "dorte", "erik", "freja", "gry", "carla"])
def test_nobody_but_the_mediator(request, agreement, who):
    with pytest.raises(PermissionDenied):
        record(request.getfixturevalue(who), agreement.follow_ups.first())
