"""A concern that was taken or closed while nobody got the estate's deliveries is not told of weeks later."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from accounts.services.assignments import hand_over
from conditions.models import ConcernFlag
from conditions.services.closing import close_concern, reopen_concern
from conditions.tests.handling import take
from conditions.tests.reporting import report
from conditions.tests.test_thread import write
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.dispatching import drain, sweep
from notifications.services.reconciling import reconcile

OF_OFFICE = (DeliveryKind.CONCERN, DeliveryKind.CONCERN_MESSAGE)


def go_round():
    drain()
    sweep()
    drain()


def give(coordinator, estate, person):
    today = timezone.localdate()
    hand_over(actor=coordinator, estate=estate, membership=person.membership, starts_on=today)


def close(person, concern):
    fresh = ConcernFlag.objects.get(pk=concern.pk)
    return close_concern(actor=person, concern=fresh, seen=fresh.revision, outcome="resolved")


def statuses():
    rows = Delivery.objects.filter(kind__in=OF_OFFICE, recipient=None).order_by("pk")
    return list(rows.values_list("kind", "status"))


def balanced():
    return all(balance.is_balanced for balance in reconcile() if balance.kind in OF_OFFICE)


@pytest.fixture
def concern(bo, erik, dwelling, tenancy):
    """On an estate that is nobody's to answer for; Bo is a colleague there."""
    return report(erik, dwelling)[0]


@pytest.mark.parametrize("is_parked", [True, False])
@pytest.mark.parametrize("act", [take, close])
def test_who_gets_the_estate_afterwards_is_not_told(freja, laerke, bo, concern, act, is_parked):
    if is_parked:
        go_round()
    act(bo, concern)
    give(freja, laerke, bo)
    go_round()
    assert statuses() == [("concern", "withdrawn")]
    assert not InboxItem.objects.filter(kind=DeliveryKind.CONCERN).exists()
    assert balanced()


def test_who_has_it_already_keeps_the_line(anna, bo, concern):
    go_round()
    close(bo, concern)
    assert statuses() == [("concern", "delivered")]
    assert InboxItem.objects.filter(kind=DeliveryKind.CONCERN, recipient=anna).exists()
    assert balanced()


def test_what_still_waits_is_delivered(freja, laerke, bo, concern):
    go_round()
    give(freja, laerke, bo)
    go_round()
    assert statuses() == [("concern", "delivered")]
    assert balanced()


def test_nor_of_what_the_office_wrote_about_it(freja, laerke, bo, erik, concern):
    write(erik, concern)
    go_round()
    close(bo, concern)
    assert statuses() == [("concern", "withdrawn"), ("concern_message", "withdrawn")]
    assert balanced()


def test_opened_again_what_the_office_wrote_reaches_whoever_opened_it(bo, erik, concern):
    write(erik, concern)
    go_round()
    closed = close(bo, concern)
    reopen_concern(actor=bo, concern=closed, seen=closed.revision)
    go_round()
    assert statuses() == [("concern", "withdrawn"), ("concern_message", "delivered")]
    item = InboxItem.objects.get(kind=DeliveryKind.CONCERN_MESSAGE)
    assert item.recipient == bo
    assert balanced()


def test_those_of_before_are_withdrawn_by_a_migration(bo, erik, dwelling, concern):
    write(bo, concern, "Nøglen er hos mig")
    write(erik, concern, "Nøglen ligger hos os")
    waiting = report(erik, dwelling)[0]
    close(bo, concern)
    parked = {"status": "parked", "park_reason": "nobody", "settled_at": timezone.now()}
    Delivery.objects.filter(kind__in=OF_OFFICE, recipient=None).update(**parked)
    migration = import_module("conditions.migrations.0003_withdraw_deliveries_of_handled_concerns")
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.WITHDRAW)
        assert statuses() == [
            ("concern", "withdrawn"),
            ("concern_message", "withdrawn"),
            ("concern", "parked"),
        ]
    assert Delivery.objects.get(kind="concern", subject_id=waiting.pk).park_reason == "nobody"
