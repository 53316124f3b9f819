"""The morning's runs: once a weekday, however often beat fires and whoever else asks."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from notifications import registry
from notifications.models import ScheduledRun
from notifications.registry import Scheduled
from notifications.services.scheduling import run_due, run_once

DANISH = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.date(2026, 12, 7)


def at(hour, minute=0, day=MONDAY):
    return dt.datetime.combine(day, dt.time(hour, minute), DANISH)


@pytest.fixture
def runs():
    """The days on which the only scheduled job, due from 7 to 10, has run."""
    before = dict(registry._scheduled)
    registry._scheduled.clear()
    days = []
    registry.register_scheduled(Scheduled("morning", dt.time(7), dt.time(10), days.append))
    yield days
    registry._scheduled.clear()
    registry._scheduled.update(before)


@pytest.mark.django_db
class TestWhen:
    def test_not_before_its_time_and_not_when_the_morning_is_over(self, runs):
        assert [run_due(at(6, 59)), run_due(at(10))] == [[], []]
        assert run_due(at(7)) == ["morning"]
        assert runs == [MONDAY]

    def test_beat_fires_twice(self, runs):
        assert [run_due(at(7)), run_due(at(7)), run_due(at(7, 5))] == [["morning"], [], []]
        assert runs == [MONDAY]

    def test_the_clock_is_danish_also_in_summer(self, runs):
        assert run_due(dt.datetime(2026, 7, 6, 5, 0, tzinfo=dt.UTC)) == ["morning"]

    @pytest.mark.parametrize(
        "day", [dt.date(2026, 12, 5), dt.date(2026, 12, 6), dt.date(2026, 12, 25), dt.date(2026, 4, 2)]
    )
    def test_not_on_weekends_and_holidays(self, runs, day):
        assert run_due(at(8, day=day)) == []

    def test_a_failure_leaves_it_to_be_tried_again(self, runs):
        def fail(day):
            raise ValueError

        registry.register_scheduled(Scheduled("broken", dt.time(7), dt.time(10), fail))
        assert run_due(at(7)) == ["morning"]
        assert list(ScheduledRun.objects.values_list("job", flat=True)) == ["morning"]
        registry.register_scheduled(Scheduled("broken", dt.time(7), dt.time(10), lambda day: None))
        assert run_due(at(7, 5)) == ["broken"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_run_it_once(runs):
    job, start = registry.scheduled()[0], threading.Barrier(8)

    def race(number):
        start.wait()
        try:
            return run_once(job, MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(race, range(8))) == [False] * 7 + [True]
    assert runs == [MONDAY]
