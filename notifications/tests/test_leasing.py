"""Leases run by the database clock; what was leased before and is due again was lost on its way."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone

from notifications.choices import DeliveryStatus
from notifications.models import Delivery
from notifications.services.delivering import deliver
from notifications.services.dispatching import sweep
from notifications.services.leasing import DELIVERIES, is_anything_due, lease
from tests.factories import EstateAssignmentFactory

pytestmark = pytest.mark.django_db


def let_leases_run_out():
    """Past, but later than when they were made, as after a real lease."""
    Delivery.objects.update(
        created_at=F("created_at") - dt.timedelta(hours=1),
        leased_until=timezone.now() - dt.timedelta(minutes=1),
    )


def test_nothing_is_due(db, laerke):
    assert not is_anything_due()
    assert not lease(DELIVERIES)


def test_what_is_leased_is_not_leased_again(owe, laerke):
    ids = owe(laerke, 1, 2)
    assert is_anything_due()
    leased = lease(DELIVERIES)
    assert (sorted(leased.fresh), leased.lost) == (ids, [])
    assert not is_anything_due()
    assert not lease(DELIVERIES)


def test_a_lease_that_ran_out_was_lost(owe, laerke):
    ids = owe(laerke, 1)
    lease(DELIVERIES)
    let_leases_run_out()
    assert lease(DELIVERIES).lost == ids


def test_what_is_settled_is_never_due(owe, laerke, anna):
    deliver(owe(laerke, 1))
    let_leases_run_out()
    assert not lease(DELIVERIES)


def test_parked_is_requeued_when_somebody_has_the_estate(owe, moelle, bo):
    """Nobody has to ask: an assignment made for a later day begins by itself."""
    deliver(owe(moelle, 1, 2))
    sweep()
    assert Delivery.objects.parked().count() == 2
    EstateAssignmentFactory(membership=bo.membership, estate=moelle, is_responsible=True)
    sweep()
    assert sorted(lease(DELIVERIES).fresh) == sorted(Delivery.objects.pending().values_list("pk", flat=True))
    assert Delivery.objects.pending().count() == 2


def test_poison_is_not_requeued_by_itself(owe, laerke, anna):
    owe(laerke, 1)
    Delivery.objects.update(status=DeliveryStatus.PARKED, park_reason="poison")
    sweep()
    assert Delivery.objects.parked().count() == 1
