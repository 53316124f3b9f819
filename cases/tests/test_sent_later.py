"""A contact that was written on one day and sent on another means what it meant when it was written."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.clock import on
from cases.models import FollowUp, Visit
from cases.services.follow_ups import move_follow_up
from core.weekdays import next_weekday
from tests.factories import FollowUpFactory

OUTBOX = {"X-Outbox": "1"}


def moment(day, hour, minute=0):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@pytest.fixture
def monday():
    """One with three business days after it, so that "2 dage" is Wednesday."""
    day = timezone.localdate() + dt.timedelta(days=1)
    while day.weekday() or any(
        next_weekday(day + dt.timedelta(n)) != day + dt.timedelta(n) for n in (1, 2, 3)
    ):
        day += dt.timedelta(days=1)
    return day


@pytest.fixture
def form(monday):
    return {
        "client_uuid": str(uuid.uuid4()),
        "noted_at": moment(monday, 15).isoformat(),
        "result": "reached",
        "plan": "2d",
        "note": "Talte sammen",
    }


@pytest.fixture
def send(login, anna, tenancy):
    """Deliver it on a day; the same phone, logged in anew."""

    def post(form, day, hour):
        with on(day, hour):
            return login(anna).post(reverse("visit_log", args=[tenancy.pk]), form, headers=OUTBOX)

    return post


@pytest.mark.parametrize("hour", [8, 16])
def test_the_clock_and_the_plan_are_of_the_day_it_was_written(send, form, monday, hour):
    tuesday = monday + dt.timedelta(days=1)
    answer = send({**form, "occurred_time": "14:30"}, tuesday, hour)
    assert answer.status_code == 201
    assert Visit.objects.get().occurred_at == moment(monday, 14, 30)
    assert FollowUp.objects.get().due_on == monday + dt.timedelta(days=2)


def test_a_next_step_that_has_passed_on_the_way_is_due(send, form, monday):
    day = (monday + dt.timedelta(days=1)).isoformat()
    answer = send({**form, "plan": "date", "plan_on": day}, monday + dt.timedelta(days=3), 8)
    assert answer.status_code == 201
    assert FollowUp.objects.open().get().due_on.isoformat() == day


def test_a_clock_ahead_of_the_writing_is_in_the_future(send, form, monday):
    answer = send({**form, "occurred_time": "15:30"}, monday + dt.timedelta(days=1), 8)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Klokkeslættet ligger i fremtiden" in page
    assert f'name="noted_at" value="{form["noted_at"]}"' in page


def test_as_agreed_stands_though_the_day_has_come(send, form, monday, anna, tenancy):
    tuesday = monday + dt.timedelta(days=1)
    agreed = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=tuesday)
    assert send({**form, "plan": "keep"}, tuesday, 8).status_code == 201
    assert FollowUp.objects.open().get() == agreed


def test_sent_again_the_next_day_it_is_the_same(send, form, monday):
    for days in (0, 1, 4):
        day = monday + dt.timedelta(days=days)
        assert send({**form, "occurred_time": "14:30"}, day, 16).status_code == 201
    assert Visit.objects.count() == FollowUp.objects.count() == 1


def test_sent_again_after_the_next_step_was_moved_it_is_the_same(send, form, monday, bo):
    send(form, monday, 16)
    moved = monday + dt.timedelta(days=9)
    move_follow_up(actor=bo, follow_up=FollowUp.objects.get(), due_on=moved, text="Ring i stedet")
    assert send(form, monday, 17).status_code == 201
    assert Visit.objects.count() == 1
    assert FollowUp.objects.get().due_on == moved


def test_another_plan_than_at_first_is_a_conflict_also_when_it_was_moved(send, form, monday, anna):
    send(form, monday, 16)
    planned = FollowUp.objects.get()
    day = monday + dt.timedelta(days=9)
    move_follow_up(actor=anna, follow_up=planned, due_on=day, text=planned.text)
    answer = send({**form, "plan": "date", "plan_on": day.isoformat()}, monday, 17)
    assert answer.status_code == 409
    assert Visit.objects.count() == 1
