"""DELIVERY_TRANSITIONS is what the statements do: every one of them from every status, and nothing else."""

import pytest
from django.utils import timezone

from notifications import registry
from notifications.choices import DELIVERY_TRANSITIONS, DeliveryKind, DeliveryStatus, ParkReason
from notifications.models import Delivery, InboxItem
from notifications.services import delivering, leasing, outbox
from notifications.services.delivering import FAILED, MAX_TRIES, deliver
from notifications.sql import execute
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KIND = DeliveryKind.ARREARS_NOTICE
SUBJECT = 1


def nothing(delivery):
    pass


def fail(delivery):
    execute(FAILED, id=delivery.pk, max_tries=MAX_TRIES)


def fail_for_the_last_time(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(attempts=MAX_TRIES - 1)
    fail(delivery)


def withdraw_from_others(delivery):
    execute(outbox.WITHDRAW_FROM_OTHERS, kind=KIND, subject_id=SUBJECT, recipient_ids=[])


def owe_again_to(delivery):
    """Somebody by name who had it once."""
    reader = UserFactory()
    Delivery.objects.filter(pk=delivery.pk).update(recipient=reader)
    execute(outbox.OWE_AGAIN_TO, kind=KIND, subject_id=SUBJECT, recipient_ids=[reader.pk])


def or_owe_again(delivery):
    insert = """
    INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id)
    SELECT kind, subject_id, organisation_id, estate_id FROM notifications_delivery WHERE id = %(id)s
    """
    execute(insert + outbox.OR_OWE_AGAIN, id=delivery.pk)
    assert Delivery.objects.count() == 1


ACTIONS = {
    "nothing": nothing,
    "deliver": lambda delivery: deliver([delivery.pk]),
    "fail": fail,
    "fail_for_the_last_time": fail_for_the_last_time,
    "withdraw": lambda delivery: outbox.withdraw_deliveries(kind=KIND, subject_ids=[SUBJECT]),
    "withdraw_undelivered": lambda d: outbox.withdraw_undelivered(kinds=[KIND], subject_ids=[SUBJECT]),
    "withdraw_from_others": withdraw_from_others,
    "owe_again_to": owe_again_to,
    "requeue_parked": lambda delivery: outbox.requeue_parked(estate_ids=[delivery.estate_id]),
    "requeue_routable": lambda delivery: leasing.requeue_routable(
        day=timezone.localdate(), routing=registry.routing().sql
    ),
    "lease": lambda delivery: leasing.lease(leasing.DELIVERIES),
    "or_owe_again": or_owe_again,
    "owe_again": lambda delivery: outbox.owe_again(kinds=[KIND], subject_ids=[SUBJECT]),
    "owe": lambda delivery: outbox.owe_deliveries(
        kind=KIND, organisation_id=delivery.organisation_id, subjects=[(SUBJECT, delivery.estate_id)]
    ),
}
REACHED = {
    (DeliveryStatus.PENDING, "deliver"): {DeliveryStatus.DELIVERED, DeliveryStatus.PARKED},
    (DeliveryStatus.PENDING, "fail_for_the_last_time"): {DeliveryStatus.PARKED},
    (DeliveryStatus.PENDING, "withdraw"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.PENDING, "withdraw_undelivered"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.PENDING, "withdraw_from_others"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.PARKED, "withdraw_from_others"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.DELIVERED, "withdraw_from_others"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.WITHDRAWN, "owe_again_to"): {DeliveryStatus.PENDING},
    (DeliveryStatus.PARKED, "withdraw"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.PARKED, "withdraw_undelivered"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.PARKED, "requeue_parked"): {DeliveryStatus.PENDING},
    (DeliveryStatus.PARKED, "requeue_routable"): {DeliveryStatus.PENDING},
    (DeliveryStatus.DELIVERED, "withdraw"): {DeliveryStatus.WITHDRAWN},
    (DeliveryStatus.WITHDRAWN, "owe_again"): {DeliveryStatus.PENDING},
    (DeliveryStatus.WITHDRAWN, "or_owe_again"): {DeliveryStatus.PENDING},
}
"""Where each statement leads from each status; where it is not named, it changes nothing."""


def put(owe, estate, status):
    """A delivery as it is in that status."""
    (pk,) = owe(estate, SUBJECT)
    parked = status == DeliveryStatus.PARKED
    Delivery.objects.filter(pk=pk).update(
        status=status,
        park_reason=ParkReason.NOBODY if parked else "",
        settled_at=None if status == DeliveryStatus.PENDING else timezone.now(),
    )
    return Delivery.objects.get(pk=pk)


@pytest.mark.parametrize("has_caretaker", [True, False])
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("status", DeliveryStatus.values)
def test_every_statement_from_every_status(owe, laerke, moelle, anna, status, action, has_caretaker):
    delivery = put(owe, laerke if has_caretaker else moelle, status)
    ACTIONS[action](delivery)
    delivery.refresh_from_db()
    expected = REACHED.get((DeliveryStatus(status), action), {status})
    if action == "requeue_routable" and not has_caretaker:
        expected = {status}
    assert delivery.status in expected
    assert delivery.status == status or delivery.status in DELIVERY_TRANSITIONS[status]
    assert InboxItem.objects.exists() == (delivery.status == DeliveryStatus.DELIVERED != status)


def test_the_table_holds_every_move_and_no_other():
    moves = {(start, end) for (start, _action), ends in REACHED.items() for end in ends}
    assert moves == {(start, end) for start, ends in DELIVERY_TRANSITIONS.items() for end in ends}
    assert set(DELIVERY_TRANSITIONS) == set(DeliveryStatus.values)


def test_no_statement_is_forgotten():
    """Whoever writes a statement that sets a status adds it here."""
    texts = [
        text
        for module in (delivering, leasing, outbox)
        for text in vars(module).values()
        if isinstance(text, str)
        and "notifications_delivery" in text
        and "status = " in text
        and "SET" in text
    ]
    assert len(texts) == 10
