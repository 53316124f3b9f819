"""A job that never ran is noticed: by the health page, by the reconciliation, and until it has run again."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.tests.clock import on
from notifications import registry
from notifications.models import ScheduledRun
from notifications.registry import Scheduled
from notifications.services.heartbeat import MissedRun, missed_runs
from notifications.services.scheduling import run_due, run_once

pytestmark = pytest.mark.django_db
DANISH = ZoneInfo("Europe/Copenhagen")
FRIDAY, SATURDAY, MONDAY, TUESDAY = (dt.date(2026, 12, day) for day in (4, 5, 7, 8))
HEALTH = "/sundhed/koe/"


def at(hour, minute=0, day=MONDAY):
    return dt.datetime.combine(day, dt.time(hour, minute), DANISH)


def migrated(moment):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [moment])


@pytest.fixture
def morning():
    """The only job: from 6, expected by 8, made up until 23. The database is old."""
    before = dict(registry._scheduled)
    registry._scheduled.clear()
    registry.register_scheduled(
        Scheduled("morning", dt.time(6), dt.time(23), lambda day: None, by=dt.time(8))
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, applied FROM django_migrations")
        applied = cursor.fetchall()
    migrated(at(12, day=dt.date(2026, 1, 5)))
    yield registry.scheduled()[0]
    registry._scheduled.clear()
    registry._scheduled.update(before)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE django_migrations SET applied = %s WHERE id = %s", [(when, pk) for pk, when in applied]
        )


def missed(moment):
    return [run.day for run in missed_runs(moment)]


def test_a_job_that_never_ran(morning):
    assert missed_runs(at(8)) == [MissedRun("morning", MONDAY)]
    assert missed_runs(at(7, 59)) == [MissedRun("morning", FRIDAY)]


def test_it_is_expected_by_its_hour_and_not_before(morning):
    run_once(morning, FRIDAY)
    assert missed(at(7, 59)) == []
    assert missed(at(8)) == [MONDAY]


def test_without_an_hour_of_its_own_it_is_expected_by_its_end(morning):
    registry.register_scheduled(Scheduled("morning", dt.time(6), dt.time(23), lambda day: None))
    run_once(morning, FRIDAY)
    assert missed(at(22, 59)) == []
    assert missed(at(23)) == [MONDAY]


def test_made_up_later_the_same_day_the_alarm_is_over(morning):
    run_once(morning, FRIDAY)
    assert missed(at(9)) == [MONDAY]
    assert run_due(at(9)) == ["morning"]
    assert missed(at(9)) == []


def test_a_whole_day_that_was_missed_is_made_good_by_the_next(morning):
    run_once(morning, FRIDAY)
    assert missed(at(5, day=TUESDAY)) == [MONDAY]
    assert run_due(at(6, day=TUESDAY)) == ["morning"]
    assert missed(at(6, day=TUESDAY)) == []


def test_a_weekend_and_a_holiday_are_no_days_to_run(morning):
    run_once(morning, FRIDAY)
    assert missed(at(12, day=SATURDAY)) == []
    run_once(morning, dt.date(2026, 12, 24))
    assert missed(at(12, day=dt.date(2026, 12, 25))) == []
    assert missed(at(7, day=dt.date(2026, 12, 28))) == []
    assert missed(at(8, day=dt.date(2026, 12, 28))) == [dt.date(2026, 12, 28)]


def test_what_was_missed_on_a_friday_is_told_all_weekend(morning):
    assert missed(at(12, day=SATURDAY)) == [FRIDAY]


def test_nothing_is_expected_of_a_day_before_the_last_upgrade(morning):
    migrated(at(7, 30))
    assert missed(at(12)) == []
    assert missed(at(8, day=TUESDAY)) == [TUESDAY]


def test_the_clock_is_danish_also_in_summer(morning):
    monday = dt.date(2026, 7, 6)
    run_once(morning, dt.date(2026, 7, 3))
    assert missed(dt.datetime(2026, 7, 6, 5, 59, tzinfo=dt.UTC)) == []
    assert missed(dt.datetime(2026, 7, 6, 6, 0, tzinfo=dt.UTC)) == [monday]


def test_one_that_fails_has_not_run(morning):
    def fail(day):
        raise ValueError

    registry.register_scheduled(Scheduled("morning", dt.time(6), dt.time(23), fail, by=dt.time(8)))
    assert run_due(at(8)) == []
    assert missed(at(8)) == [MONDAY]


def test_the_health_page_raises_the_alarm_and_lets_go_of_it(client, morning):
    with on(MONDAY, 12):
        response = client.get(HEALTH)
        assert (response.status_code, response.json()["status"]) == (503, "late")
        assert response.json()["missed_jobs"] == 1
        assert "morning" not in response.content.decode()
        run_due()
        assert client.get(HEALTH).json()["status"] == "ok"


def test_the_reconciliation_names_it(morning, capsys):
    with on(MONDAY, 12):
        with pytest.raises(SystemExit):
            call_command("reconcile", "--json")
        report = json.loads(capsys.readouterr().out)
        assert report["missed"] == [{"job": "morning", "day": "2026-12-07"}]
        with pytest.raises(SystemExit):
            call_command("reconcile")
        assert "missed=morning  day=2026-12-07" in capsys.readouterr().out
        run_due()
        call_command("reconcile")


def test_it_asks_once_however_many_jobs_and_days(morning, django_assert_num_queries):
    for day in range(1, 5):
        run_once(morning, dt.date(2026, 12, day))
    registry.register_scheduled(Scheduled("other", dt.time(6), dt.time(23), lambda day: None))
    with django_assert_num_queries(1):
        assert missed_runs(at(12)) == [MissedRun("morning", MONDAY), MissedRun("other", FRIDAY)]


@pytest.mark.django_db(transaction=True)
def test_one_that_is_killed_on_its_way_has_not_run(morning):
    """The row of the run is of the same transaction as its work: when the process dies both are gone."""

    def killed(day):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    registry.register_scheduled(Scheduled("morning", dt.time(6), dt.time(23), killed, by=dt.time(8)))
    assert run_due(at(7)) == []
    connection.close()
    assert not ScheduledRun.objects.exists()
    assert missed(at(8)) == [MONDAY]
    registry.register_scheduled(morning)
    assert run_due(at(9)) == ["morning"]
    assert missed(at(9)) == []
