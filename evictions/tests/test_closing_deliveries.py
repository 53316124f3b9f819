"""A notice that is over is not told to whoever gets the estate later; the balance stays true."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.services.assignments import hand_over
from core.errors import DomainError
from evictions.choices import CloseReason, NoticeStatus
from evictions.models import ArrearsNotice
from evictions.services.escalation import tell_coordinators
from evictions.services.lists import undo_list
from evictions.services.notices import close_notice
from evictions.tests.intake_files import csv_file, take
from notifications.choices import DeliveryKind, DeliveryStatus
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.reconciling import reconcile
from tests.factories import DwellingFactory, TenancyFactory

REFERENCE, NEIGHBOUR = "1204-0033-02", "1204-0034-01"


def of_notices():
    return next(balance for balance in reconcile() if balance.kind == "arrears_notice")


@pytest.fixture
def notices(dorte, tenancy):
    """Two notices of one list, both pending; nobody has the estate."""
    TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))
    take(dorte, csv_file(*[(reference, "100,00", "01-11-2026") for reference in (REFERENCE, NEIGHBOUR)]))
    return list(ArrearsNotice.objects.order_by("tenancy__reference"))


def deliver_all():
    return deliver(list(Delivery.objects.pending().values_list("pk", flat=True)))


def statuses():
    return dict(Delivery.objects.filter(kind=DeliveryKind.ARREARS_NOTICE).values_list("subject_id", "status"))


def close(dorte, notice):
    return close_notice(actor=dorte, notice=notice, reason=CloseReason.PAID)


@pytest.mark.parametrize("parked", [False, True])
def test_whoever_gets_the_estate_later_hears_only_of_what_is_open(dorte, freja, bo, notices, laerke, parked):
    first, second = notices
    if parked:
        assert deliver_all().parked == 2
    close(dorte, first)
    assert statuses() == {
        first.pk: DeliveryStatus.WITHDRAWN,
        second.pk: DeliveryStatus.PARKED if parked else DeliveryStatus.PENDING,
    }
    hand_over(actor=freja, estate=laerke, membership=bo.membership, starts_on=timezone.localdate())
    assert deliver_all().delivered == 1
    assert list(InboxItem.objects.values_list("subject_id", flat=True)) == [second.pk]
    balance = of_notices()
    assert (balance.owed, balance.delivered, balance.is_balanced) == (1, 1, True)


def test_what_was_delivered_stays_and_says_that_it_is_closed(dorte, anna, notices, login):
    deliver_all()
    close(dorte, notices[0])
    assert statuses()[notices[0].pk] == DeliveryStatus.DELIVERED
    assert "Huslejerestancen er lukket" in login(anna).get("/indbakke/").content.decode()
    assert of_notices().is_balanced


def test_a_refused_closing_withdraws_nothing(dorte, notices):
    ArrearsNotice.objects.filter(pk=notices[0].pk).update(status=NoticeStatus.PROPOSED)
    with pytest.raises(DomainError):
        close(dorte, notices[0])
    assert set(statuses().values()) == {DeliveryStatus.PENDING}


def test_the_coordinators_line_about_it_goes_too(dorte, freja, notices):
    ArrearsNotice.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    assert tell_coordinators(timezone.localdate()) == 2
    close(dorte, notices[0])
    told = Delivery.objects.filter(kind=DeliveryKind.UNTAKEN_NOTICE)
    assert told.get(subject_id=notices[0].pk).status == DeliveryStatus.WITHDRAWN
    assert told.get(subject_id=notices[1].pk).status == DeliveryStatus.PENDING


def test_an_undone_list_leaves_the_coordinators_inbox(dorte, freja, notices, login):
    ArrearsNotice.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    tell_coordinators(timezone.localdate())
    deliver_all()
    assert InboxItem.objects.filter(recipient=freja).count() == 2
    undo_list(actor=dorte, arrears_list=notices[0].first_list)
    assert not InboxItem.objects.exists()
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.WITHDRAWN}


def test_the_receipt_waits_for_it_no_more(dorte, anna, notices, login):
    client, address = login(dorte), f"/restancelister/{notices[0].first_list_id}/"
    close(dorte, notices[0])
    assert "load delay:4s" in client.get(address).content.decode()
    deliver_all()
    page = client.get(address).content.decode()
    assert "Lukket før levering" in page
    assert "load delay:4s" not in page


def test_the_tray_says_that_it_was_closed_before(dorte, notices, login):
    page = login(dorte).get(f"/restancesager/{notices[0].pk}/").content.decode()
    assert "På vej" in page
    close(dorte, notices[0])
    page = login(dorte).get(f"/restancesager/{notices[0].pk}/").content.decode()
    assert "Lukket, før den blev leveret" in page
