"""Notices from before there were eviction cases get the ones a list of today would make."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from evictions.models import ArrearsNotice, EvictionCase, LegalStep
from evictions.next_dates import next_date
from evictions.services.lists import undo_list
from evictions.tests.test_told_by_lists import RECEIVED, line, told
from notifications.models import Delivery
from tests.factories import ArrearsNoticeFactory, DwellingFactory, TenancyFactory

pytestmark = pytest.mark.django_db
FILL = import_module("evictions.migrations.0015_fill_eviction_cases").FILL
STAGES = ("restance", "påkrav", "ophævelse", "fogedret")
OWN = ("id", "serial", "created_at", "opened_at", "opened_by_id")


def fill():
    with connection.cursor() as cursor:
        cursor.execute(FILL)


def forget():
    """As if the notices had come before there were eviction cases."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE evictions_evictioncase CASCADE")


def facts():
    rows = EvictionCase.objects.order_by("tenancy_id").values()
    return [{name: value for name, value in row.items() if name not in OWN} for row in rows]


@pytest.fixture
def told_all(dorte, tenancy):
    """A household at each stage, with and without a day of receipt."""
    stairwell = tenancy.dwelling.stairwell
    lines = []
    for n, (stage, received) in enumerate([(s, r) for s in STAGES for r in (None, RECEIVED)]):
        TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=f"01{n:02d}"))
        due = RECEIVED + dt.timedelta(days=1) if n == 1 else None
        lines.append(line(stage, received, reference=f"1204-01{n:02d}-01", due=due))
    return told(dorte, *lines)


def test_they_are_what_a_list_would_make(told_all):
    made = facts()
    assert len(made) == 6
    forget()
    fill()
    assert facts() == made
    for case in EvictionCase.objects.all():
        assert (case.next_on, case.next_kind) == next_date(case)


def test_nobody_is_told_anew(told_all):
    forget()
    Delivery.objects.all().delete()
    fill()
    assert not Delivery.objects.exists()
    assert set(LegalStep.objects.values_list("kind", "source")) == {("opened", "list")}


def test_twice_is_once(told_all):
    before = facts()
    fill()
    assert facts() == before


def test_closed_and_withdrawn_notices_get_none(dorte, tenancy):
    ArrearsNoticeFactory(
        tenancy=tenancy, stage="demand", status="closed", closed_at=timezone.now(), close_reason="paid"
    )
    ArrearsNoticeFactory(tenancy=tenancy, stage="demand", status="withdrawn")
    fill()
    assert not EvictionCase.objects.exists()


def test_one_proposed_for_closing_gets_one(dorte, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy, stage="demand", status="proposed")
    fill()
    assert EvictionCase.objects.get().notice == ArrearsNotice.objects.get()


def test_undoing_a_later_list_leaves_it_alone(dorte, tenancy):
    first = told(dorte, line())
    second = told(dorte, line(amount="9.000,00"))
    forget()
    fill()
    assert LegalStep.objects.get().values == {"list": first.pk}
    undo_list(actor=dorte, arrears_list=second)
    assert EvictionCase.objects.get().is_open
    undo_list(actor=dorte, arrears_list=first)
    assert not EvictionCase.objects.get().is_open
