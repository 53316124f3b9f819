"""The how manieth complaint about a household within half a year."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disputes.models import Complaint
from disputes.repeats import months_before, number_of, repeats_of
from tests.dispute_factories import ComplaintFactory
from tests.factories import TenancyFactory
from tests.indexes import only_by

pytestmark = pytest.mark.django_db
day = dt.date.fromisoformat


def about(tenancy, received, **options):
    """By a neighbour of the same stairwell."""
    neighbour = TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
    return ComplaintFactory(respondent=tenancy, received_on=day(received), by=[neighbour], **options)


def closed(tenancy, received, outcome):
    over = {"status": "closed", "closed_from": "received", "closed_at": timezone.now(), "outcome": outcome}
    complaint = about(tenancy, received)
    Complaint.objects.filter(pk=complaint.pk).update(closed_by=complaint.reported_by, **over)
    return complaint


def counts():
    rows = Complaint.objects.order_by("received_on", "pk").with_repeats()
    return list(rows.values_list("repeats", flat=True))


def test_each_complaint_is_counted_with_those_of_the_half_year_before_it(tenancy):
    for received in ("2026-01-10", "2026-03-01", "2026-07-10", "2026-09-02"):
        about(tenancy, received)
    # 10 July: exactly half a year after 10 January, so only 1 March is within. 2 September: only 10 July.
    assert counts() == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("first", "second", "within"),
    [
        ("2026-01-31", "2026-07-30", True),  # half a year before 30 July is 30 January
        ("2026-01-31", "2026-07-31", False),  # exactly half a year
        ("2025-08-30", "2026-02-28", True),  # half a year before 28 February is 28 August
        ("2026-02-28", "2026-08-31", False),  # half a year before 31 August is 28 February
        ("2026-03-01", "2026-08-31", True),
        ("2026-05-05", "2026-05-05", True),  # the same day
    ],
)
def test_the_edge_of_half_a_year(tenancy, anna, first, second, within):
    one, two = about(tenancy, first), about(tenancy, second)
    assert (number_of(two) == 2) is within
    assert ([each.pk for each in repeats_of(anna, two)] == [one.pk]) is within
    assert ([each.pk for each in repeats_of(anna, one)] == [two.pk]) is within


def test_what_had_no_ground_or_was_taken_back_is_not_held_against_the_household(tenancy):
    closed(tenancy, "2026-01-10", "rejected")
    closed(tenancy, "2026-01-11", "withdrawn")
    closed(tenancy, "2026-01-12", "dialogue")
    about(tenancy, "2026-01-13")
    assert counts() == [1, 1, 1, 2]


def test_other_households_are_not_counted(tenancy):
    neighbour = TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
    about(tenancy, "2026-01-10")
    about(neighbour, "2026-01-11")
    assert counts() == [1, 1]


def test_only_what_one_may_see_is_listed(tenancy, anna, carla, gry):
    one = about(tenancy, "2026-01-10")
    about(tenancy, "2026-01-11")
    assert len(repeats_of(anna, one)) == 1
    assert repeats_of(carla, one) == repeats_of(gry, one) == []


def test_one_query_however_many_and_by_the_index(tenancy):
    for number in range(1, 4):
        about(tenancy, f"2026-01-{number:02}")
        with CaptureQueriesContext(connection) as queries:
            counts()
        assert len(queries) == 1
    only_by(Complaint, "complaint_repeats")
    plan = Complaint.objects.with_repeats().explain()
    by_household = r"Index Cond: \(\(?respondent_id = disputes_complaint\.respondent_id\)"
    assert re.search(by_household, plan), plan


def test_months_are_taken_off_as_the_database_does(db):
    with connection.cursor() as cursor:
        for number in range(0, 800, 7):
            on = dt.date(2027, 12, 31) - dt.timedelta(days=number)
            cursor.execute("SELECT (%s::date - make_interval(months => 6))::date", [on])
            assert cursor.fetchone()[0] == months_before(on, 6)
