"""A list is applied while somebody closes a case: one comes after the other, and nothing is lost."""

import pytest
from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from evictions.choices import CloseReason, NoticeStatus, Source
from evictions.models import ArrearsList, ArrearsNotice, ArrearsRow
from evictions.services.lists import apply_queued_list, confirm_list, read_list, receive_list
from evictions.services.notices import close_notice, keep_notice_open
from evictions.tests.intake_files import csv_file, take
from evictions.tests.races import others, until_through_or_waiting
from notifications.models import Delivery
from notifications.services.reconciling import reconcile
from tests.factories import DwellingFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "1204-0033-02", "1204-0034-01"
DUE = "01-11-2026"


@pytest.fixture
def notice(dorte, tenancy):
    TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))
    take(dorte, csv_file((FIRST, "100,00", DUE), (SECOND, "100,00", DUE)))
    return ArrearsNotice.objects.get(tenancy=tenancy)


def confirmed(dorte, *rows):
    """A list that has been looked at and is about to be applied."""
    arrears_list = receive_list(
        actor=dorte,
        organisation=dorte.membership.organisation,
        source=Source.WEB,
        file_name="x.csv",
        content=csv_file(*rows),
    )
    return confirm_list(actor=dorte, arrears_list=read_list(arrears_list.pk)).pk


def close(dorte, notice):
    """As the page does it: the notice is read, then closed."""
    seen = ArrearsNotice.objects.get(pk=notice.pk)
    return close_notice(actor=User.objects.get(pk=dorte.pk), notice=seen, reason=CloseReason.PAID)


def assert_balanced():
    assert all(balance.is_balanced and not balance.missing for balance in reconcile())
    for row in ArrearsNotice.objects.all():
        assert (row.status == NoticeStatus.CLOSED) == (row.closed_at is not None) == bool(row.close_reason)


@pytest.mark.parametrize("amount", ["200,00", "100,00"])
def test_a_closing_waits_for_the_list_and_is_asked_again(dorte, notice, amount):
    """The list has judged the notice open (or proposed, and back: the same amount) and is about to write."""
    if amount == "100,00":
        take(dorte, csv_file((SECOND, "100,00", DUE)))
    list_id = confirmed(dorte, (FIRST, amount, DUE), (SECOND, "100,00", DUE))
    with others() as start:
        with transaction.atomic():
            list(ArrearsRow.objects.select_for_update().filter(run_id=list_id))
            applying = start(lambda: apply_queued_list(list_id).status)
            until_through_or_waiting(applying)
            closing = start(lambda: close(dorte, notice))
            until_through_or_waiting(applying, closing)
        assert applying.result() == "done"
        with pytest.raises(DomainError, match="ændret"):
            closing.result()
    notice.refresh_from_db()
    assert (notice.status, str(notice.amount)) == (NoticeStatus.OPEN, amount.replace(",", "."))
    assert set(Delivery.objects.values_list("status", flat=True)) == {"pending"}
    assert_balanced()


@pytest.mark.parametrize(("amount", "proposed"), [("200,00", False), ("100,00", True), ("100,00", False)])
def test_a_tenancy_closed_before_the_list_is_a_new_notice(dorte, notice, amount, proposed):
    """Closed, but still on the list: it is in arrears again, and its caretaker hears of it again."""
    if proposed:
        take(dorte, csv_file((SECOND, "100,00", DUE)))
    with others() as start:
        with transaction.atomic():
            close(dorte, notice)
            applying = start(
                lambda: take(
                    User.objects.get(pk=dorte.pk), csv_file((FIRST, amount, DUE), (SECOND, "100,00", DUE))
                )
            )
            until_through_or_waiting(applying)
        assert applying.result().counts["new"] == 1
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.CLOSED
    again = ArrearsNotice.objects.get(tenancy_id=notice.tenancy_id, status=NoticeStatus.OPEN)
    assert (again.revision, str(again.amount)) == (1, amount.replace(",", "."))
    assert Delivery.objects.get(subject_id=again.pk).status == "pending"
    assert_balanced()


def test_kept_open_while_a_list_leaves_it_out_again(dorte, notice):
    take(dorte, csv_file((SECOND, "100,00", DUE)))
    notice.refresh_from_db()
    with others() as start:
        with transaction.atomic():
            keep_notice_open(actor=dorte, notice=notice)
            applying = start(lambda: take(User.objects.get(pk=dorte.pk), csv_file((SECOND, "90,00", DUE))).pk)
            until_through_or_waiting(applying)
        last = applying.result()
    notice.refresh_from_db()
    assert (notice.status, notice.missing_from_id) == (NoticeStatus.PROPOSED, last)
    assert ArrearsList.objects.get(pk=last).counts["missing"] == 1
