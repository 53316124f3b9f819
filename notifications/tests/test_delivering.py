"""From the outbox to the inbox: to whom, exactly once, and what happens when it cannot be."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import EstateAssignment
from notifications.choices import DeliveryKind, DeliveryStatus, ParkReason
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import MAX_TRIES, Outcome, deliver
from notifications.services.outbox import requeue_parked
from tests.factories import AbsenceFactory, EstateAssignmentFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 12, 7)


def recipients():
    return list(InboxItem.objects.order_by("subject_id").values_list("recipient__email", flat=True))


def test_it_reaches_the_responsible_caretaker(owe, laerke, skov, anna, bo, carla):
    assert deliver([*owe(laerke, 1), *owe(skov, 2)]) == Outcome(delivered=2)
    assert recipients() == [anna.email, carla.email]
    item = InboxItem.objects.visible_to(anna).get()
    assert (item.kind, item.subject_id, item.read_at) == (DeliveryKind.ARREARS_NOTICE, 1, None)
    assert Delivery.objects.get(subject_id=1).settled_at is not None


def test_delivering_again_changes_nothing(owe, laerke, anna):
    ids = owe(laerke, 1, 2)
    assert deliver(ids) == Outcome(delivered=2)
    assert deliver(ids) == Outcome()
    assert InboxItem.objects.count() == 2


def test_any_number_is_one_statement(owe, laerke, anna, django_assert_num_queries):
    for ids in (owe(laerke, 1), owe(laerke, *range(2, 50))):
        with django_assert_num_queries(3):  # the savepoint of the test's transaction, and the statement
            deliver(ids)


def test_while_she_is_away_the_stand_in_gets_it_and_then_she_again(owe, laerke, anna, bo):
    AbsenceFactory(
        membership=anna.membership,
        stand_in=bo.membership,
        starts_on=dt.date(2026, 12, 3),
        ends_on=dt.date(2026, 12, 14),
    )
    days = [dt.date(2026, 12, 2), dt.date(2026, 12, 3), dt.date(2026, 12, 14), dt.date(2026, 12, 15)]
    for subject_id, day in enumerate(days):
        deliver(owe(laerke, subject_id), day=day)
    assert recipients() == [anna.email, bo.email, bo.email, anna.email]


def test_a_stand_in_who_has_left_gets_nothing(owe, laerke, anna, bo):
    """Nobody looks at it, so the coordinator must know."""
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    bo.is_active = False
    bo.save()
    assert deliver(owe(laerke, 1)) == Outcome(parked=1)


def test_with_nobody_assigned_it_is_parked_never_delivered(owe, moelle):
    assert deliver(owe(moelle, 1)) == Outcome(parked=1)
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.park_reason) == (DeliveryStatus.PARKED, ParkReason.NOBODY)
    assert not InboxItem.objects.exists()


def test_the_responsible_has_left(owe, laerke, anna):
    anna.is_active = False
    anna.save()
    assert deliver(owe(laerke, 1)) == Outcome(parked=1)


def test_assigned_later_it_is_requeued_and_delivered(owe, moelle, bo):
    deliver(owe(moelle, 1))
    EstateAssignmentFactory(membership=bo.membership, estate=moelle, is_responsible=True)
    requeue_parked(estate_ids=[moelle.pk])
    assert deliver(Delivery.objects.pending().values_list("pk", flat=True)) == Outcome(delivered=1)
    assert recipients() == [bo.email]


def test_a_named_recipient_gets_it_whatever_the_estate(owe, laerke, anna, freja):
    Delivery.objects.create(
        kind=DeliveryKind.UNTAKEN_NOTICE,
        subject_id=1,
        organisation=laerke.organisation,
        estate=laerke,
        recipient=freja,
    )
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    assert recipients() == [freja.email]


def test_an_assignment_that_ended_yesterday_counts_no_more(owe, laerke, anna):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EstateAssignment.objects.update(ends_on=yesterday)
    assert deliver(owe(laerke, 1)) == Outcome(parked=1)


@pytest.fixture
def poison():
    """Subject 13 cannot be put into any inbox."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_13() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF NEW.subject_id = 13 THEN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER refuse_13 BEFORE INSERT ON notifications_inboxitem "
            "FOR EACH ROW EXECUTE FUNCTION refuse_13()"
        )


def test_a_poison_row_does_not_block_the_others(owe, laerke, anna, poison):
    assert deliver(owe(laerke, 12, 13, 14)) == Outcome(delivered=2, failed=1)
    left = Delivery.objects.pending().get()
    assert (left.subject_id, left.attempts) == (13, 1)
    assert left.leased_until > timezone.now()


def test_a_poison_row_parks_after_eight_tries(owe, laerke, anna, poison):
    ids = owe(laerke, 13)
    for _ in range(MAX_TRIES - 1):
        deliver(ids)
    assert Delivery.objects.get().status == DeliveryStatus.PENDING
    deliver(ids)
    parked = Delivery.objects.get()
    assert (parked.status, parked.park_reason) == (DeliveryStatus.PARKED, ParkReason.POISON)
    assert parked.attempts == MAX_TRIES
    assert deliver(ids) == Outcome()


def test_the_log_names_the_row_and_not_what_is_in_it(owe, laerke, anna, poison, caplog):
    (delivery_id,) = owe(laerke, 13)
    deliver([delivery_id])
    assert f"delivery {delivery_id} failed: IntegrityError (23514)" in caplog.text
    assert "Failing row" not in caplog.text
