"""Reminders of days at the bailiff court: 7 and 1 weekdays before, once, and a missed morning is made up."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from evictions.models import EvictionCase, Hearing
from evictions.services.eviction_cases import close_eviction
from evictions.services.hearings import When, call_off_hearing, move_hearing
from evictions.services.reminders import JOB, missed_reminders, remind_of_hearings
from notifications.models import Delivery, InboxItem, ScheduledRun
from notifications.services.delivering import deliver
from notifications.services.scheduling import run_due
from tests.case_factories import CaseFactory
from tests.eviction_factories import EvictionCaseFactory, HearingFactory
from tests.factories import AbsenceFactory, TenancyFactory

pytestmark = pytest.mark.django_db
DANISH = ZoneInfo("Europe/Copenhagen")


def day(number, month=12, year=2026):
    return dt.date(year, month, number)


def clock(on_day, hour=9, minute=30):
    return dt.datetime.combine(on_day, dt.time(hour, minute), DANISH)


TUESDAY = day(15)
"""The day at the court; 7 weekdays before is Friday 4 December, 1 before is Monday 14 December."""


@pytest.fixture
def hearing(tenancy):
    case = EvictionCaseFactory(tenancy=tenancy, status="hearing", hearing_at=clock(TUESDAY))
    return HearingFactory(eviction_case=case, at=clock(TUESDAY))


def kinds():
    return sorted(Delivery.objects.exclude(kind="legal_step").values_list("kind", flat=True))


def remind(on_day, hour=6):
    with on(on_day, hour):
        return remind_of_hearings(on_day)


def test_seven_weekdays_before_and_not_earlier(hearing):
    assert remind(day(3)) == 0
    assert remind(day(4)) == 1
    owed = Delivery.objects.get()
    assert (owed.kind, owed.subject_id) == ("hearing_in_a_week", hearing.pk)
    assert owed.estate_id == hearing.estate_id


def test_one_weekday_before(hearing):
    assert remind(day(11)) == 1
    assert kinds() == ["hearing_in_a_week"]
    assert remind(day(14)) == 1
    assert kinds() == ["hearing_in_a_week", "hearing_tomorrow"]


def test_once_however_often_it_runs(hearing):
    assert [remind(day(4)), remind(day(4)), remind(day(7)), remind(day(8))] == [1, 0, 0, 0]
    assert [remind(day(14)), remind(day(14)), remind(day(15))] == [1, 0, 0]


@pytest.mark.parametrize(
    ("hearing_on", "week_before", "day_before"),
    [
        (day(21), day(10), day(18)),  # a Monday: the weekday before is a Friday
        (day(28), day(16), day(24)),  # Christmas lies between
        (day(5, 1, 2027), day(23), day(4, 1, 2027)),  # New Year too
        (day(7, 4), day(24, 3), day(1, 4)),  # Easter 2026: the day before is the Wednesday
        (day(8, 6), day(27, 5), day(4, 6)),  # Constitution Day is a Friday
        (day(29, 10), day(20, 10), day(28, 10)),  # over the night the clock is put back
    ],
)
def test_weekends_and_holidays_are_not_counted(tenancy, hearing_on, week_before, day_before):
    case = EvictionCaseFactory(tenancy=tenancy, status="hearing", hearing_at=clock(hearing_on))
    HearingFactory(eviction_case=case, at=clock(hearing_on))
    assert remind(week_before - dt.timedelta(days=1)) == 0
    assert remind(week_before) == 1
    assert kinds() == ["hearing_in_a_week"]
    assert remind(day_before) == 1
    assert kinds() == ["hearing_in_a_week", "hearing_tomorrow"]


@pytest.mark.parametrize("hour", [0, 23])
def test_the_day_is_danish_at_both_ends_of_it(tenancy, hour):
    case = EvictionCaseFactory(tenancy=tenancy)
    HearingFactory(eviction_case=case, at=clock(TUESDAY, hour, 59))
    assert remind(day(3)) == 0
    assert remind(day(4)) == 1


@pytest.mark.parametrize("made_up", [day(7), day(8), day(9), day(10), day(11)])
def test_a_missed_morning_is_made_up(hearing, made_up):
    assert remind(made_up) == 1
    assert kinds() == ["hearing_in_a_week"]


def test_the_missed_day_before_is_made_up_on_the_day_itself(hearing):
    remind(day(4))
    assert remind(TUESDAY) == 1
    assert kinds() == ["hearing_in_a_week", "hearing_tomorrow"]


def test_when_both_were_missed_only_the_nearer_is_told(hearing):
    assert remind(day(14)) == 1
    assert kinds() == ["hearing_tomorrow"]


def test_not_when_it_is_over(hearing):
    assert remind(TUESDAY, hour=12) == 0
    assert remind(day(16)) == 0


def test_one_that_is_set_late_is_told_the_next_morning(hearing):
    Hearing.objects.update(created_at=clock(day(9)))
    assert remind(day(10)) == 1


def test_a_moved_day_is_reminded_of_anew(hearing, dorte):
    remind(day(4))
    seen = EvictionCase.objects.get().revision
    with on(day(7)):
        when = When(clock(day(17)), "court", "Sal 1")
        new = move_hearing(actor=dorte, hearing=hearing, seen=seen, when=when)
    assert remind(day(8)) == 1
    told = Delivery.objects.filter(kind="hearing_in_a_week").order_by("pk")
    assert [row.subject_id for row in told] == [hearing.pk, new.pk]
    assert [row.status for row in told] == ["withdrawn", "pending"]


def test_what_was_delivered_of_the_old_day_stays_and_says_where_it_moved(hearing, dorte, anna, login):
    remind(day(4))
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    seen = EvictionCase.objects.get().revision
    with on(day(7)):
        move_hearing(
            actor=dorte, hearing=hearing, seen=seen, when=When(clock(day(17), 10, 0), "court", "Sal 1")
        )
        page = login(anna).get(reverse("inbox")).content.decode()
    assert "Fogedmøde er flyttet til tors. 17. dec. kl. 10.00" in page


def test_of_a_day_that_is_called_off_nothing_more_is_delivered(hearing, dorte, anna, login):
    remind(day(4))
    seen = EvictionCase.objects.get().revision
    with on(day(7)):
        call_off_hearing(actor=dorte, hearing=hearing, seen=seen)
    assert Delivery.objects.get(kind="hearing_in_a_week").status == "withdrawn"
    assert remind(day(14)) == 0


def test_of_a_closed_case_nothing_is_told(hearing, dorte):
    with on(day(2)):
        case = EvictionCase.objects.get()
        close_eviction(actor=dorte, case=case, seen=case.revision, outcome="unknown")
    assert remind(day(4)) == 0


def delivered_to(hearing):
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    return InboxItem.objects.get(subject_id=hearing.pk, kind="hearing_in_a_week").recipient


def test_it_goes_to_who_has_the_estate(hearing, anna):
    remind(day(4))
    assert delivered_to(hearing) == anna


def test_it_goes_to_who_has_the_case(hearing, anna, bo):
    CaseFactory(tenancy=hearing.tenancy, responsible=bo.membership)
    remind(day(4))
    assert delivered_to(hearing) == bo


def test_it_goes_to_the_stand_in(hearing, anna, bo):
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    remind(day(4))
    assert delivered_to(hearing) == bo


def inbox_of(login, user, on_day, hour=9):
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    with on(on_day, hour):
        return login(user).get(reverse("inbox")).content.decode()


def test_the_line_says_what_when_and_where(hearing, anna, login):
    remind(day(4))
    page = inbox_of(login, anna, day(4))
    assert "Lærkevej 8, 3. th" in page
    assert "Fogedmøde om 11 dage: tirs. 15. dec. kl. 9.30, i fogedretten · Lærkeparken" in page
    assert "Fogedmøde i morgen kl. 9.30, i fogedretten" in inbox_of(login, anna, day(14))
    assert "Fogedmøde i dag kl. 9.30, i fogedretten" in inbox_of(login, anna, TUESDAY, 8)
    assert "Fogedmøde var tirs. 15. dec." in inbox_of(login, anna, day(16))


def test_the_line_of_an_eviction_at_the_address(hearing, anna, login):
    Hearing.objects.update(kind="eviction", place_kind="address", place="")
    remind(day(14))
    assert "Udsættelse i morgen kl. 9.30, på adressen" in inbox_of(login, anna, day(14))


def test_the_line_opens_the_case(hearing, anna, login):
    remind(day(4))
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    client = login(anna)
    item = InboxItem.objects.get(kind="hearing_in_a_week")
    opened = client.get(reverse("inbox_open", args=[item.pk]))
    assert opened["Location"] == reverse("eviction_detail", args=[hearing.eviction_case_id])


def test_without_the_estate_the_line_is_empty(hearing, anna, bo, carla, login):
    remind(day(4))
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    InboxItem.objects.update(recipient=carla, organisation=carla.membership.organisation)
    assert "Lærkevej" not in login(carla).get(reverse("inbox")).content.decode()


def test_it_runs_by_itself_every_weekday_morning(hearing):
    assert JOB not in run_due(clock(day(4), 5, 59))
    with on(day(4), 6):
        assert JOB in run_due()
        assert JOB not in run_due()
    assert kinds() == ["hearing_in_a_week"]
    with on(day(5)):
        assert run_due() == []


def test_any_number_in_the_same_queries(tenancy, hearing, django_assert_num_queries):
    with django_assert_num_queries(5):
        remind(day(4))
    for _ in range(3):
        case = EvictionCaseFactory(tenancy=TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell))
        HearingFactory(eviction_case=case, at=clock(TUESDAY))
    with django_assert_num_queries(5):
        assert remind(day(4)) == 3


class TestAlarm:
    @pytest.fixture(autouse=True)
    def old_database(self, db):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET applied = %s", [clock(day(1, 6))])

    @staticmethod
    def ran(on_day):
        ScheduledRun.objects.create(job=JOB, business_date=on_day)

    def test_from_eight_the_same_morning(self):
        self.ran(day(3))
        assert missed_reminders(clock(day(4), 7, 59)) is None
        assert missed_reminders(clock(day(4), 8, 0)).day == day(4)

    def test_a_job_that_never_ran(self):
        assert missed_reminders(clock(day(4), 7, 0)).day == day(3)

    def test_the_coordinator_reads_it_and_whom_to_call(self, freja, login):
        self.ran(day(3))
        with on(day(4), 8):
            page = login(freja).get(reverse("overview")).content.decode()
        assert "Påmindelser om fogedmøder er ikke sendt i dag. Ring til driften." in page
        assert 'role="alert"' in page

    def test_of_an_earlier_day_it_says_which(self, freja, login):
        self.ran(day(2))
        with on(day(4), 7):
            page = login(freja).get(reverse("overview")).content.decode()
        assert "er ikke sendt i går. Ring til driften." in page

    def test_the_health_page_and_the_overview_are_well_again_when_it_has_run(
        self, freja, login, client, hearing
    ):
        with on(day(4), 12):
            assert client.get("/sundhed/koe/").status_code == 503
            run_due()
            run_due(clock(day(4), 7))
            ScheduledRun.objects.bulk_create(
                [ScheduledRun(job="digest", business_date=day(4))], ignore_conflicts=True
            )
            assert client.get("/sundhed/koe/").status_code == 200
            assert "Ring til driften" not in login(freja).get(reverse("overview")).content.decode()
        assert kinds() == ["hearing_in_a_week"]
