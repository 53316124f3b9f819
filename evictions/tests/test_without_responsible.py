"""What is nobody's is told in one way: in the tile, on its page, in the morning mail and on the board."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.board import waiting_for
from accounts.models import Absence, Membership
from accounts.services.assignments import end_assignment
from evictions.push import tasks_of_office
from notifications.models import Delivery
from notifications.services.delivering import deliver
from notifications.services.outbox import owe_deliveries
from tests.factories import ArrearsNoticeFactory

ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def notice(tenancy, anna):
    """Delivered to Anna, and taken by her."""
    notice = ArrearsNoticeFactory(tenancy=tenancy, taken_at=timezone.now())
    owe_deliveries(
        kind="arrears_notice",
        organisation_id=notice.organisation_id,
        subjects=[(notice.pk, notice.estate_id)],
    )
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    return notice


@pytest.fixture
def told(login, freja, laerke):
    """told() → what each of the four says of how many are nobody's."""

    def _told():
        client = login(freja)
        tiles = client.get(reverse("overview")).context["tiles"]
        page = client.get(reverse("unassigned")).context["estates"]
        return {
            "tile": tiles[0]["value"],
            "page": sum(row["count"] for row in page),
            "mail": tasks_of_office(freja),
            "board": waiting_for(laerke.organisation_id)[laerke.pk],
        }

    return _told


def all_say(number):
    return dict.fromkeys(("tile", "page", "mail", "board"), number)


def test_what_somebody_has_is_not_there(notice, told):
    assert told() == all_say(0)


def test_what_was_delivered_before_the_responsible_left(notice, anna, freja, told):
    row = anna.memberships.get().estate_assignments.get()
    end_assignment(actor=freja, assignment=row, last_day=timezone.localdate() - ONE_DAY)
    assert told() == all_say(1)


def test_what_waits_while_the_stand_in_has_left(notice, anna, bo, told):
    today = timezone.localdate()
    Absence.objects.create(
        membership=anna.memberships.get(), stand_in=bo.memberships.get(), starts_on=today, ends_on=today
    )
    assert told() == all_say(0)
    Membership.objects.filter(user=bo).update(ended_on=today - ONE_DAY)
    assert told() == all_say(1)


def test_what_could_not_be_delivered(notice, told):
    Delivery.objects.update(status="parked", park_reason="poison")
    assert told() == all_say(1)


def test_what_is_closed_is_nobodys_task(notice, anna, freja, told):
    Delivery.objects.update(status="parked", park_reason="poison")
    type(notice).objects.update(status="closed", closed_at=timezone.now(), close_reason="paid")
    assert told() == all_say(0)
