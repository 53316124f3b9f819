"""The 4 weeks are pushed: a week before, on the last weekday before, and when the day has passed."""

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from disputes.services.reminders import JOB, remind_of_complaints
from disputes.tests.ladder_play import close, complaint_about, day, fresh, talk
from notifications.models import Delivery, InboxItem, ScheduledRun
from notifications.services.delivering import deliver
from notifications.services.reconciling import reconcile
from notifications.services.scheduling import run_due
from tests.case_factories import CaseFactory
from tests.factories import AbsenceFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def remind(on_day, hour=6):
    with on(day(on_day), hour):
        return remind_of_complaints(day(on_day))


def told():
    rows = Delivery.objects.filter(kind__startswith="complaint").order_by("pk")
    return [(row.kind, row.recipient.name.split()[0] if row.recipient else "") for row in rows]


def deliver_all(on_day):
    with on(day(on_day)):
        deliver(list(Delivery.objects.values_list("pk", flat=True)), day=day(on_day))


@pytest.fixture
def complaint(tenancy):
    """Received Monday 15 June 2026: across July, to be acted on by Thursday 13 August."""
    return complaint_about(tenancy)


def test_a_week_before_across_july_and_not_earlier(complaint, anna, dorte, freja):
    for quiet in ("2026-06-22", "2026-07-06", "2026-07-13", "2026-08-05"):
        assert remind(quiet) == 0
    assert remind("2026-08-06") == 1
    assert told() == [("complaint_due", "")]
    assert remind("2026-08-07") == 0


def test_the_last_weekday_before_the_administration_is_told_too(complaint, anna, dorte, freja):
    assert remind("2026-08-12") == 2
    assert told() == [("complaint_tomorrow", ""), ("complaint_tomorrow", "Dorte")]


def test_when_it_has_passed_the_coordinator_and_the_administration(complaint, anna, dorte, freja, erik, gry):
    assert remind("2026-08-13") == 2
    assert remind("2026-08-14") == 2
    assert sorted(told()[2:]) == [("complaint_overdue", "Dorte"), ("complaint_overdue", "Freja")]
    assert remind("2026-08-17") == 0


def test_once_however_often_it_runs(complaint, anna, dorte, freja):
    assert [remind("2026-08-06"), remind("2026-08-06"), remind("2026-08-10")] == [1, 0, 0]
    assert [remind("2026-08-12"), remind("2026-08-12"), remind("2026-08-13")] == [2, 0, 0]
    assert [remind("2026-08-14"), remind("2026-08-14")] == [2, 0]


@pytest.mark.parametrize(
    ("received", "quiet", "week", "last", "over"),
    [
        # Due New Year's Eve, a Thursday; the next morning anything runs after is Monday 4 January.
        ("2026-12-03", "2026-12-23", "2026-12-24", "2026-12-30", "2027-01-04"),
        # Due Monday 4 January: a week before is Monday the 28th, the last weekday before is New Year's Eve.
        ("2026-12-04", "2026-12-24", "2026-12-28", "2026-12-31", "2027-01-05"),
        # Due Christmas Eve.
        ("2026-11-26", "2026-12-16", "2026-12-17", "2026-12-23", "2026-12-28"),
        # Due Monday the 28th: Christmas and a weekend lie before it.
        ("2026-11-27", "2026-12-18", "2026-12-21", "2026-12-24", "2026-12-29"),
        # Received in July: due Friday 28 August, told of on the Friday before.
        ("2026-07-10", "2026-08-20", "2026-08-21", "2026-08-27", "2026-08-31"),
    ],
)
def test_over_christmas_new_year_and_july(tenancy, freja, received, quiet, week, last, over):
    complaint_about(tenancy, received_on=day(received))
    assert [remind(morning) for morning in (quiet, week, last, over)] == [0, 1, 1, 1]
    assert [kind for kind, _who in told()] == ["complaint_due", "complaint_tomorrow", "complaint_overdue"]


@pytest.mark.parametrize("made_up", ["2026-08-07", "2026-08-10", "2026-08-11"])
def test_a_missed_morning_is_made_up(complaint, made_up):
    assert remind(made_up) == 1
    assert told() == [("complaint_due", "")]


def test_an_oral_complaint_has_no_clock_and_neither_one_acted_on_nor_a_closed_one(tenancy, anna, complaint):
    with on(day("2026-06-20")):
        complaint_about(tenancy, channel="phone")
        talk(anna, complaint)
        closed = complaint_about(tenancy)
        close(anna, closed)
    for morning in ("2026-08-06", "2026-08-12", "2026-08-14"):
        assert remind(morning) == 0


def test_what_was_acted_on_is_not_delivered_any_more(complaint, anna):
    remind("2026-08-06")
    with on(day("2026-08-06")):
        talk(anna, complaint, day("2026-08-06"))
    assert Delivery.objects.get().status == "withdrawn"


def test_it_goes_to_who_has_the_estate_and_says_what_is_true_today(complaint, anna, client, login):
    remind("2026-08-06")
    deliver_all("2026-08-06")
    assert InboxItem.objects.get().recipient == anna
    with on(day("2026-08-06")):
        page = login(anna).get(reverse("inbox")).content.decode()
    assert "Udlejer skal handle senest tors. 13. aug" in page
    assert "om 7 dage" in page
    assert complaint.complainants.get().name not in page
    with on(day("2026-08-10")):
        talk(anna, complaint, day("2026-08-10"))
        assert "Der er handlet på klagen" in login(anna).get(reverse("inbox")).content.decode()


def test_a_household_with_a_case_is_told_to_whoever_works_with_it(complaint, anna, bo, tenancy):
    CaseFactory(tenancy=tenancy, responsible=bo.membership)
    remind("2026-08-06")
    deliver_all("2026-08-06")
    assert InboxItem.objects.get().recipient == bo


def test_a_stand_in_gets_it(complaint, anna, bo):
    AbsenceFactory(
        membership=anna.membership,
        stand_in=bo.membership,
        starts_on=day("2026-08-01"),
        ends_on=day("2026-08-31"),
    )
    remind("2026-08-06")
    deliver_all("2026-08-06")
    assert InboxItem.objects.get().recipient == bo


def test_the_coordinator_is_told_a_number_and_no_household(complaint, anna, freja, login, tenancy):
    remind("2026-08-14")
    deliver_all("2026-08-14")
    with on(day("2026-08-14")):
        page = login(freja).get(reverse("inbox")).content.decode()
    assert fresh(complaint).number in page
    assert tenancy.dwelling.address not in page
    assert "Udlejer skulle have handlet senest" in page


def test_one_who_has_left_or_is_of_another_organisation_is_not_told(complaint, carla, skovbo, fjordbo):
    MembershipFactory(organisation=skovbo, role="administration")
    MembershipFactory(organisation=fjordbo, role="administration", ended_on=day("2026-08-01"))
    assert remind("2026-08-12") == 1
    assert told() == [("complaint_tomorrow", "")]


def test_it_is_scheduled_every_weekday_and_runs_once(complaint, anna):
    with on(day("2026-08-06"), 7):
        run_due()
        run_due()
    assert ScheduledRun.objects.filter(job=JOB).count() == 1
    assert told() == [("complaint_due", "")]


def test_a_complaint_nobody_was_told_of_is_found(complaint):
    (found,) = [balance for balance in reconcile() if balance.kind == "complaint"]
    assert found.missing == 1
