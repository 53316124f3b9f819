"""What was promised to a household before its notice came stands on the notice."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.services.follow_ups import drop_follow_up
from evictions.models import ArrearsNotice
from evictions.services.lists import undo_list
from evictions.tests.intake_files import csv_file, take
from tests.factories import DwellingFactory, FollowUpFactory, TenancyFactory

HEADER = ("Lejemål", "Saldo", "Forfald", "Påkrav modtaget")
DUE = "01-11-2026"


@pytest.fixture
def day():
    return timezone.localdate() + dt.timedelta(days=3)


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


def steps():
    rows = ArrearsNotice.objects.open().order_by("tenancy__reference")
    return list(rows.values_list("next_step_on", "next_on"))


def test_the_open_follow_up_is_the_next_step_of_a_new_notice(dorte, anna, tenancy, neighbour, day):
    follow_up = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=day)
    for settled in ("done_at", "cancelled_at"):
        FollowUpFactory(tenancy=neighbour, due_on=day, **{settled: timezone.now()})
        FollowUpFactory(tenancy=tenancy, due_on=day - dt.timedelta(days=1), **{settled: timezone.now()})
    arrears_list = take(dorte, csv_file(("1204-0033-02", "100", DUE), ("1204-0034-01", "100", DUE)))
    assert arrears_list.counts["new"] == 2
    assert steps() == [(day, day), (None, None)]
    drop_follow_up(actor=anna, follow_up=follow_up)
    assert steps() == [(None, None), (None, None)]


def test_the_demand_deadline_comes_first_when_it_does(dorte, tenancy, day):
    FollowUpFactory(tenancy=tenancy, due_on=day)
    received = timezone.localdate() - dt.timedelta(days=20)
    take(dorte, csv_file(("1204-0033-02", "100", DUE, f"{received:%d-%m-%Y}"), header=HEADER))
    notice = ArrearsNotice.objects.get()
    assert notice.demand_deadline < day
    assert steps() == [(day, notice.demand_deadline)]


def test_it_stays_while_the_list_changes_the_notice(dorte, tenancy, day):
    take(dorte, csv_file(("1204-0033-02", "100", DUE)))
    ArrearsNotice.objects.update(next_step_on=day)
    second = take(dorte, csv_file(("1204-0033-02", "200", DUE)))
    assert steps() == [(day, day)]
    undo_list(actor=dorte, arrears_list=second)
    assert steps() == [(day, day)]
