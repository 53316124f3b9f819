"""Not taken in time: every coordinator is told once, on a weekday, and nobody else."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.choices import Role
from core.weekdays import last_late_day
from evictions.models import ArrearsNotice
from evictions.services.escalation import tell_coordinators
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.scheduling import run_due
from tests.factories import ArrearsNoticeFactory, MembershipFactory, UserFactory

DANISH = ZoneInfo("Europe/Copenhagen")
MONDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 12, day) for day in (7, 9, 10))


@pytest.mark.parametrize(
    ("day", "weekdays", "late"),
    [
        (THURSDAY, 2, MONDAY),
        (MONDAY, 2, dt.date(2026, 12, 2)),
        (dt.date(2026, 12, 11), 2, dt.date(2026, 12, 8)),
        (dt.date(2026, 12, 28), 2, dt.date(2026, 12, 22)),
        (dt.date(2026, 12, 29), 2, dt.date(2026, 12, 23)),
        (THURSDAY, 0, WEDNESDAY),
    ],
)
def test_the_last_day_that_has_had_its_weekdays(day, weekdays, late):
    assert last_late_day(day, weekdays) == late


@pytest.fixture
def notice(tenancy, freja):
    """Came on Monday at 08.00; nobody has taken it."""
    return came(ArrearsNoticeFactory(tenancy=tenancy), dt.datetime(2026, 12, 7, 8, 0, tzinfo=DANISH))


def came(notice, moment):
    ArrearsNotice.objects.filter(pk=notice.pk).update(created_at=moment)
    return notice


@pytest.mark.django_db
class TestTelling:
    def test_the_coordinator_is_told_once(self, notice, freja, anna, dorte):
        assert tell_coordinators(WEDNESDAY) == 0
        assert tell_coordinators(THURSDAY) == 1
        assert tell_coordinators(THURSDAY) == 0
        assert tell_coordinators(dt.date(2026, 12, 11)) == 0
        told = Delivery.objects.get()
        assert (told.kind, told.subject_id) == (DeliveryKind.UNTAKEN_NOTICE, notice.pk)
        assert told.recipient == freja

    def test_she_finds_it_in_her_inbox(self, notice, freja, login):
        tell_coordinators(THURSDAY)
        deliver(list(Delivery.objects.values_list("pk", flat=True)))
        assert InboxItem.objects.visible_to(freja).get().subject_id == notice.pk
        page = login(freja).get("/indbakke/").content.decode()
        assert "Ingen har taget restancen endnu" in page

    def test_her_line_says_what_is_true_now(self, notice, freja, login):
        tell_coordinators(THURSDAY)
        deliver(list(Delivery.objects.values_list("pk", flat=True)))
        ArrearsNotice.objects.update(taken_at=dt.datetime(2026, 12, 10, 9, 0, tzinfo=DANISH))
        assert "Restancen er taget" in login(freja).get("/indbakke/").content.decode()
        ArrearsNotice.objects.update(status="closed", closed_at=dt.datetime(2026, 12, 11, tzinfo=DANISH))
        assert "Huslejerestancen er lukket" in login(freja).get("/indbakke/").content.decode()

    def test_late_on_monday_evening_is_still_monday(self, notice):
        came(notice, dt.datetime(2026, 12, 7, 23, 59, tzinfo=DANISH))
        assert tell_coordinators(THURSDAY) == 1

    def test_just_after_midnight_is_tuesday(self, notice):
        came(notice, dt.datetime(2026, 12, 8, 0, 1, tzinfo=DANISH))
        assert tell_coordinators(THURSDAY) == 0

    @pytest.mark.parametrize(
        "change", [{"taken_at": dt.datetime(2026, 12, 8, tzinfo=DANISH)}, {"status": "withdrawn"}]
    )
    def test_not_when_taken_or_withdrawn(self, notice, change):
        ArrearsNotice.objects.update(**change)
        assert tell_coordinators(THURSDAY) == 0

    def test_the_organisation_decides_how_long(self, notice, fjordbo):
        fjordbo.untaken_after_weekdays = 3
        fjordbo.save()
        assert tell_coordinators(THURSDAY) == 0
        assert tell_coordinators(dt.date(2026, 12, 11)) == 1

    def test_every_coordinator_of_this_organisation_only(self, notice, fjordbo, skovbo):
        MembershipFactory(organisation=fjordbo, role=Role.COORDINATOR)
        MembershipFactory(organisation=skovbo, role=Role.COORDINATOR)
        MembershipFactory(organisation=fjordbo, role=Role.COORDINATOR, user=UserFactory(is_active=False))
        MembershipFactory(organisation=fjordbo, role=Role.COORDINATOR, ended_on=MONDAY)
        assert tell_coordinators(THURSDAY) == 2

    def test_any_number_in_the_same_queries(self, notice, laerke, django_assert_num_queries):
        for _ in range(3):
            other = ArrearsNoticeFactory(tenancy__dwelling__stairwell__estate=laerke)
            came(other, dt.datetime(2026, 12, 7, tzinfo=DANISH))
        with django_assert_num_queries(4):
            assert tell_coordinators(THURSDAY) == 4

    def test_it_runs_by_itself_on_a_weekday_morning(self, notice):
        assert "untaken" not in run_due(dt.datetime(2026, 12, 10, 6, 29, tzinfo=DANISH))
        assert "untaken" in run_due(dt.datetime(2026, 12, 10, 6, 30, tzinfo=DANISH))
        assert "untaken" not in run_due(dt.datetime(2026, 12, 10, 6, 30, tzinfo=DANISH))
        assert Delivery.objects.count() == 1
