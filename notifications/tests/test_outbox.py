"""What is owed is written once, with its cause, and can be taken back."""

import pytest
from django.db import transaction

from notifications.choices import DeliveryKind, DeliveryStatus, ParkReason
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.outbox import owe_deliveries, owe_to, requeue_parked, withdraw_deliveries

pytestmark = pytest.mark.django_db
KIND = DeliveryKind.ARREARS_NOTICE


def owe(estate, *subject_ids):
    subjects = [(subject_id, estate.pk) for subject_id in subject_ids]
    return owe_deliveries(kind=KIND, organisation_id=estate.organisation_id, subjects=subjects)


def test_owing_writes_one_pending_delivery_per_subject(laerke, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert owe(laerke, 1, 2, 3) == 3
    assert Delivery.objects.pending().count() == 3
    delivery = Delivery.objects.first()
    assert (delivery.estate, delivery.organisation, delivery.recipient) == (laerke, laerke.organisation, None)
    assert delivery.leased_until == delivery.created_at


def test_owing_again_changes_nothing(laerke):
    owe(laerke, 1, 2)
    Delivery.objects.filter(subject_id=1).update(status=DeliveryStatus.DELIVERED)
    assert owe(laerke, 1, 2, 3) == 1
    assert Delivery.objects.filter(status=DeliveryStatus.DELIVERED).count() == 1


def test_owing_to_people_reaches_them_and_nobody_else(fjordbo, anna, bo):
    """Whoever has the estate: what is owed to somebody by name is theirs."""
    said = {"kind": DeliveryKind.HANDOVER, "subject_id": 7, "organisation_id": fjordbo.pk}
    assert owe_to(**said, recipient_ids=[anna.pk, bo.pk]) == 2
    assert owe_to(**said, recipient_ids=[anna.pk]) == 0
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    reached = InboxItem.objects.filter(kind=DeliveryKind.HANDOVER, subject_id=7)
    assert set(reached.values_list("recipient_id", flat=True)) == {anna.pk, bo.pk}


def test_owing_nothing_asks_nothing(fjordbo, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert owe_deliveries(kind=KIND, organisation_id=fjordbo.pk, subjects=[]) == 0


def test_owing_goes_with_its_transaction(laerke):
    class ChangedMindError(Exception):
        pass

    with pytest.raises(ChangedMindError), transaction.atomic():
        owe(laerke, 1)
        raise ChangedMindError
    assert not Delivery.objects.exists()


def test_withdrawing_takes_it_out_of_the_inbox(laerke, anna):
    owe(laerke, 1, 2)
    delivery = Delivery.objects.get(subject_id=1)
    Delivery.objects.filter(pk=delivery.pk).update(status=DeliveryStatus.DELIVERED)
    InboxItem.objects.create(
        delivery=delivery, recipient=anna, organisation=laerke.organisation, kind=KIND, subject_id=1
    )
    assert withdraw_deliveries(kind=KIND, subject_ids=[1, 2, 99]) == 2
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.WITHDRAWN}
    assert not InboxItem.objects.exists()
    assert withdraw_deliveries(kind=KIND, subject_ids=[1, 2]) == 0


def test_withdrawing_leaves_other_subjects(laerke):
    owe(laerke, 1, 2)
    withdraw_deliveries(kind=KIND, subject_ids=[1])
    assert Delivery.objects.get(subject_id=2).status == DeliveryStatus.PENDING


def test_requeueing_only_what_is_parked_on_these_estates(laerke, moelle):
    owe(laerke, 1)
    owe(moelle, 2, 3)
    Delivery.objects.filter(subject_id__in=[1, 2]).update(
        status=DeliveryStatus.PARKED, park_reason=ParkReason.NOBODY, attempts=4
    )
    assert requeue_parked(estate_ids=[moelle.pk]) == 1
    requeued = Delivery.objects.get(subject_id=2)
    assert (requeued.status, requeued.park_reason, requeued.attempts) == (DeliveryStatus.PENDING, "", 0)
    assert Delivery.objects.get(subject_id=1).status == DeliveryStatus.PARKED
