"""Undoing a list: as if it had never come, until somebody has acted on it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import NoticeStatus
from evictions.models import ArrearsList, ArrearsNotice, ArrearsRow, NoticeRevision
from evictions.services import waiting
from evictions.services.list_retention import tidy_lists
from evictions.services.lists import undo_list
from evictions.tests.intake_files import counted, csv_file, take
from notifications.models import Delivery
from residents.choices import ImportStatus
from tests.factories import DwellingFactory, TenancyFactory

REFERENCE = "1204-0033-02"
LATER = ("status", "first_list_id", "seen_at", "seen_by_id")


def line(amount="8.412,00", due="01-11-2026", reference=REFERENCE):
    return (reference, amount, due)


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


def state():
    return {row.pop("id"): row for row in ArrearsNotice.objects.exclude(status="withdrawn").values()}


def test_new_notices_are_withdrawn_with_their_deliveries(dorte, tenancy):
    arrears_list = undo_list(actor=dorte, arrears_list=take(dorte, csv_file(line())))
    assert (arrears_list.status, arrears_list.undone_by) == (ImportStatus.UNDONE, dorte)
    assert ArrearsNotice.objects.get().status == NoticeStatus.WITHDRAWN
    assert Delivery.objects.get().status == "withdrawn"


def test_it_can_come_again_afterwards(dorte, tenancy):
    undo_list(actor=dorte, arrears_list=take(dorte, csv_file(line())))
    assert counted(take(dorte, csv_file(line()))) == {"rows": 1, "new": 1}


def test_changed_missing_and_reopened_ones_are_as_they_were(dorte, tenancy, neighbour):
    take(dorte, csv_file(line(), line("100,00", reference="1204-0034-01")))
    before = state()
    revisions = list(NoticeRevision.objects.order_by("pk").values())
    second = take(dorte, csv_file(line("9.000,00")))
    assert counted(second) == {"rows": 1, "changed": 1, "missing": 1}
    between = state()
    third = take(dorte, csv_file(line("9.000,00"), line("100,00", reference="1204-0034-01")))
    assert counted(third) == {"rows": 2, "unchanged": 2, "reopened": 1}
    undo_list(actor=dorte, arrears_list=third)
    assert state() == between
    undo_list(actor=dorte, arrears_list=second)
    assert state() == before
    assert list(NoticeRevision.objects.order_by("pk").values()) == revisions


def test_the_next_revision_has_the_next_number(dorte, tenancy):
    take(dorte, csv_file(line("100")))
    undo_list(actor=dorte, arrears_list=take(dorte, csv_file(line("200"))))
    take(dorte, csv_file(line("300")))
    assert list(NoticeRevision.objects.order_by("pk").values_list("number", "amount")) == [(1, 100), (2, 300)]


def test_having_seen_it_is_not_acting(dorte, anna, tenancy):
    take(dorte, csv_file(line("100")))
    second = take(dorte, csv_file(line("200")))
    ArrearsNotice.objects.update(seen_at=timezone.now(), seen_by=anna, seen_revision=2)
    undo_list(actor=dorte, arrears_list=second)
    notice = ArrearsNotice.objects.get()
    assert (notice.amount, notice.seen_revision) == (100, 1)


@pytest.mark.parametrize("first", [True, False])
def test_not_after_a_caretaker_has_acted(dorte, anna, tenancy, first):
    if not first:
        take(dorte, csv_file(line("100")))
    arrears_list = take(dorte, csv_file(line("200")))
    ArrearsNotice.objects.update(taken_at=timezone.now(), taken_by=anna, attempts=1)
    with pytest.raises(DomainError, match="handlet på 1"):
        undo_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.get().amount == 200


def test_what_a_caretaker_did_before_does_not_hinder(dorte, anna, tenancy):
    take(dorte, csv_file(line("100")))
    ArrearsNotice.objects.update(taken_at=timezone.now(), taken_by=anna, attempts=1)
    undo_list(actor=dorte, arrears_list=take(dorte, csv_file(line("200"))))
    assert ArrearsNotice.objects.get().attempts == 1


def test_not_after_one_is_closed(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line()))
    ArrearsNotice.objects.update(status="closed", closed_at=timezone.now())
    with pytest.raises(DomainError, match="lukket"):
        undo_list(actor=dorte, arrears_list=arrears_list)


def test_not_before_the_list_that_builds_on_it(dorte, tenancy):
    first = take(dorte, csv_file(line("100")))
    second = take(dorte, csv_file(line("200")))
    with pytest.raises(DomainError, match="bygger på"):
        undo_list(actor=dorte, arrears_list=first)
    undo_list(actor=dorte, arrears_list=second)
    undo_list(actor=dorte, arrears_list=first)
    assert not state()


def test_twice_is_once(dorte, tenancy):
    arrears_list = undo_list(actor=dorte, arrears_list=take(dorte, csv_file(line())))
    assert undo_list(actor=dorte, arrears_list=arrears_list).status == ImportStatus.UNDONE


def test_only_the_administration(dorte, anna, freja, carla, tenancy):
    arrears_list = take(dorte, csv_file(line()))
    for other in (anna, freja, carla):
        with pytest.raises(PermissionDenied):
            undo_list(actor=other, arrears_list=arrears_list)


def quarantine(arrears_list):
    names = ("row_number", "bucket", "problem", "message", "tenancy_id", "reference_key", "amount", "values")
    return list(arrears_list.rows.order_by("row_number").values(*names))


def waiting_counts():
    return list(ArrearsList.objects.order_by("pk").with_waiting().values_list("waiting_count", flat=True))


def test_what_waited_before_it_waits_again(dorte, tenancy):
    """Spoken of by tenancy, by a number nobody knows, and not at all; with a line that waits for another."""
    first = take(
        dorte,
        csv_file(
            line("100,00"),
            line("5OO,00", due="01-10-2026"),
            line("60,00", reference="1204-0099-01"),
            line("70,00", reference="1204-0098-01"),
        ),
    )
    before = quarantine(first)
    assert [row["bucket"] for row in before].count("error") == 3
    second = take(dorte, csv_file(line("300,00"), line("60,00", reference="1204-0099-01")))
    assert waiting_counts() == [1, 1]
    assert not first.rows.filter(bucket="error", reference_key="1204-99-1").exists()
    undo_list(actor=dorte, arrears_list=second)
    assert waiting_counts() == [3, 0]
    assert [row | {"bucket": ""} for row in quarantine(first)] == [row | {"bucket": ""} for row in before]
    fix = {"actor": dorte, "arrears_list": first, "row_number": 3, "values": {"amount": "500,00"}}
    assert waiting.fix_row(**fix) is None
    assert ArrearsNotice.objects.get(status="open").amount == 600
    undo_list(actor=dorte, arrears_list=first)
    assert not ArrearsRow.objects.exists()


def test_the_same_file_again_and_undone_leaves_the_quarantine_of_the_first(dorte, tenancy):
    content = csv_file(line("x"), line("60,00", reference="1204-0099-01"))
    take(dorte, content)
    for _time in range(2):
        again = take(dorte, content)
        assert waiting_counts()[0] == 0
        undo_list(actor=dorte, arrears_list=again)
    assert waiting_counts() == [2, 0, 0]


def test_what_a_newer_list_has_dropped_is_out_of_reach(dorte, tenancy):
    first = take(dorte, csv_file(line("60,00", reference="1204-0099-01")))
    take(dorte, csv_file(line("80,00", reference="1204-0099-01")))
    with pytest.raises(DomainError, match="venter ikke mere"):
        waiting.match_row(actor=dorte, arrears_list=first, row_number=2, tenancy=tenancy)
    known = TenancyFactory(
        dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0099"), tenant_number="01"
    )
    assert waiting.rematch_waiting(actor=dorte, organisation=tenancy.organisation) == 1
    assert ArrearsNotice.objects.get(tenancy=known).amount == 80


def test_what_a_newer_list_has_dropped_is_erased_in_its_time(dorte, tenancy):
    take(dorte, csv_file(line("60,00", reference="1204-0099-01")))
    take(dorte, csv_file(line("60,00", reference="1204-0099-01")))
    today = timezone.localdate()
    tidy_lists(today + dt.timedelta(days=180))
    assert ArrearsRow.objects.count() == 2
    tidy_lists(today + dt.timedelta(days=190))
    assert not ArrearsRow.objects.exists()
