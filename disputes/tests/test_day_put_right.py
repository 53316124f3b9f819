"""The day the landlord must act by is put right: whoever was told of the old one is told once of the new one,
and the reminders follow it."""

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from disputes.services.complaints import correct_complaint
from disputes.services.reminders import remind_of_complaints
from disputes.services.step_mistakes import take_back_step
from disputes.tests.ladder_play import complaint_about, day, fresh, seen, talk
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.case_factories import CaseFactory

pytestmark = pytest.mark.django_db

LATER, LATER_DUE = day("2026-06-20"), day("2026-08-18")
EARLIER, EARLIER_DUE = day("2026-06-12"), day("2026-08-10")
MUCH_LATER, MUCH_LATER_DUE = day("2026-06-25"), day("2026-08-24")


@pytest.fixture
def complaint(tenancy):
    """Received Monday 15 June 2026, to be acted on by Thursday 13 August."""
    return complaint_about(tenancy)


def remind(on_day):
    with on(day(on_day), 6):
        new = remind_of_complaints(day(on_day))
    deliver_all(on_day)
    return new


def deliver_all(on_day):
    with on(day(on_day)):
        deliver(list(Delivery.objects.values_list("pk", flat=True)), day=day(on_day))


def correct(actor, complaint, on_day, **facts):
    with on(day(on_day), 10):
        correct_complaint(actor=actor, complaint=complaint, seen=seen(complaint), **facts)
    deliver_all(on_day)


def lines():
    """(who, kind) of all inboxes, as they stand."""
    rows = InboxItem.objects.filter(kind__startswith="complaint_").order_by("recipient__name", "pk")
    return [(row.recipient.name.split()[0], row.kind) for row in rows]


def inbox(login, user, on_day):
    with on(day(on_day), 11):
        return login(user).get(reverse("inbox")).content.decode()


def test_a_later_day_is_told_at_once_and_reminded_of_when_it_is_near(complaint, anna, dorte, freja, login):
    remind("2026-08-06")
    InboxItem.objects.update(read_at="2026-08-06T06:00Z")
    correct(anna, complaint, "2026-08-06", received_on=LATER)
    assert fresh(complaint).action_due == LATER_DUE
    assert lines() == [("Anna", "complaint_moved")]
    assert not InboxItem.objects.get().read_at
    page = inbox(login, anna, "2026-08-06")
    assert "Fristen er rettet: Udlejer skal handle senest tirs. 18. aug" in page
    assert [remind(quiet) for quiet in ("2026-08-07", "2026-08-10")] == [0, 0]
    assert remind("2026-08-11") == 1
    assert lines() == [("Anna", "complaint_moved"), ("Anna", "complaint_due")]
    assert [remind("2026-08-17"), remind("2026-08-18"), remind("2026-08-19")] == [2, 0, 2]


def test_an_earlier_day_is_told_once_and_is_its_own_reminder(complaint, anna, dorte, login):
    remind("2026-08-06")
    correct(anna, complaint, "2026-08-06", received_on=EARLIER)
    assert fresh(complaint).action_due == EARLIER_DUE
    assert lines() == [("Anna", "complaint_due")]
    assert "Udlejer skal handle senest man. 10. aug" in inbox(login, anna, "2026-08-06")
    assert remind("2026-08-06") == 0
    assert remind("2026-08-07") == 2
    assert lines() == [
        ("Anna", "complaint_due"),
        ("Anna", "complaint_tomorrow"),
        ("Dorte", "complaint_tomorrow"),
    ]


def test_an_earlier_day_that_has_passed(complaint, anna, dorte, freja):
    remind("2026-08-12")
    correct(anna, complaint, "2026-08-12", received_on=EARLIER)
    assert lines() == [(who, "complaint_overdue") for who in ("Anna", "Dorte", "Freja")]
    assert remind("2026-08-13") == 0


def test_those_told_that_it_had_passed_are_told_that_it_has_not(complaint, anna, dorte, freja, login):
    remind("2026-08-14")
    correct(dorte, complaint, "2026-08-14", received_on=MUCH_LATER)
    assert fresh(complaint).action_due == MUCH_LATER_DUE
    assert lines() == [("Dorte", "complaint_moved"), ("Freja", "complaint_moved")]
    page = inbox(login, freja, "2026-08-14")
    assert fresh(complaint).number in page and "Fristen er rettet" in page
    assert complaint.respondent.dwelling.address not in page
    assert remind("2026-08-17") == 1
    assert remind("2026-08-25") == 2


def test_nobody_was_told_so_nobody_is(complaint, anna):
    correct(anna, complaint, "2026-07-20", received_on=LATER)
    assert lines() == [] and not Delivery.objects.exists()


def test_a_day_that_turns_out_to_be_today_is_told_at_once(complaint, anna, dorte, freja):
    """Tomorrow's round would call it overdue, and the caretaker is not told of that."""
    correct(anna, complaint, "2026-07-31", received_on=MUCH_LATER)
    assert lines() == []
    correct(anna, complaint, "2026-08-10", received_on=EARLIER)
    assert lines() == [("Anna", "complaint_tomorrow"), ("Dorte", "complaint_tomorrow")]
    assert remind("2026-08-10") == 0


def test_the_administration_is_told_beside_whoever_was(complaint, anna, dorte):
    remind("2026-08-06")
    correct(anna, complaint, "2026-08-10", received_on=EARLIER)
    assert lines() == [("Anna", "complaint_tomorrow"), ("Dorte", "complaint_tomorrow")]


def test_put_right_twice_it_is_one_line(complaint, anna):
    remind("2026-08-06")
    for received_on in (LATER, EARLIER, LATER, LATER):
        correct(anna, complaint, "2026-08-06", received_on=received_on)
    assert lines() == [("Anna", "complaint_moved")]


def test_also_before_the_first_line_is_delivered(complaint, anna):
    remind("2026-08-06")
    with on(day("2026-08-06"), 10):
        for received_on in (LATER, MUCH_LATER):
            said = {"seen": seen(complaint), "received_on": received_on}
            correct_complaint(actor=anna, complaint=complaint, **said)
    deliver_all("2026-08-06")
    assert lines() == [("Anna", "complaint_moved")]


def test_the_same_day_after_all_tells_nothing(complaint, anna):
    remind("2026-08-06")
    correct(anna, complaint, "2026-08-06", category="pets")
    assert lines() == [("Anna", "complaint_due")]


def test_one_that_turns_out_to_have_no_clock(complaint, anna, login):
    remind("2026-08-06")
    correct(anna, complaint, "2026-08-06", is_reasoned=False)
    assert lines() == [("Anna", "complaint_moved")]
    assert "Fristen er rettet: Ingen lovfrist" in inbox(login, anna, "2026-08-06")
    assert [remind(morning) for morning in ("2026-08-12", "2026-08-14")] == [0, 0]


def test_it_goes_to_whoever_works_with_the_household_by_now(complaint, anna, bo, tenancy):
    remind("2026-08-06")
    CaseFactory(tenancy=tenancy, responsible=bo.membership)
    correct(anna, complaint, "2026-08-06", received_on=LATER)
    assert lines() == [("Bo", "complaint_moved")]


def test_of_one_that_was_acted_on_nothing_is_told_until_that_was_a_mistake(complaint, anna, dorte, freja):
    remind("2026-08-14")
    with on(day("2026-08-14")):
        talk(anna, complaint, day("2026-08-14"))
    correct(anna, complaint, "2026-08-14", received_on=LATER)
    assert lines() == []
    with on(day("2026-08-14")):
        take_back_step(actor=anna, complaint=complaint, seen=seen(complaint), reason="Forkert sag")
    deliver_all("2026-08-14")
    assert lines() == [("Anna", "complaint_due")]


def test_a_mistake_is_reminded_of_again_as_the_day_stands(complaint, anna, dorte):
    with on(day("2026-08-06"), 6):
        remind_of_complaints(day("2026-08-06"))
        talk(anna, complaint, day("2026-08-06"))
    deliver_all("2026-08-06")
    assert lines() == []
    with on(day("2026-08-12")):
        take_back_step(actor=anna, complaint=complaint, seen=seen(complaint), reason="Forkert sag")
    deliver_all("2026-08-12")
    assert lines() == [("Anna", "complaint_tomorrow"), ("Dorte", "complaint_tomorrow")]
    assert remind("2026-08-12") == 0
