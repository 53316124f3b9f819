"""Exactly once, whoever delivers: threads that all deliver the same, and one that holds some of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from notifications.models import Delivery, InboxItem
from notifications.services.delivering import Outcome, deliver
from notifications.services.outbox import withdraw_deliveries

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "arrears_notice"


def in_own_connection(act, *args):
    try:
        return act(*args)
    finally:
        connection.close()


def test_eight_threads_deliver_the_same_300(owe, laerke, anna):
    ids = owe(laerke, *range(300))
    start = threading.Barrier(8)

    def race(number):
        start.wait()
        shuffled = ids[number * 37 :] + ids[: number * 37]
        return [deliver(shuffled[i : i + 50]) for i in range(0, 300, 50)]

    with ThreadPoolExecutor(8) as pool:
        runs = [pool.submit(in_own_connection, race, number) for number in range(8)]
        outcomes = [outcome for run in runs for outcome in run.result()]
    assert sum(outcome.delivered for outcome in outcomes) == 300
    assert InboxItem.objects.count() == 300
    assert InboxItem.objects.values("subject_id").distinct().count() == 300
    assert not Delivery.objects.pending().exists()


def test_what_somebody_else_has_in_hand_is_left_to_them(owe, laerke, anna):
    ids = owe(laerke, 1, 2)
    with transaction.atomic():
        Delivery.objects.select_for_update().get(pk=ids[0])
        with ThreadPoolExecutor(1) as pool:
            outcome = pool.submit(in_own_connection, deliver, ids).result(timeout=5)
    assert outcome == Outcome(delivered=1)
    assert deliver(ids) == Outcome(delivered=1)


def test_withdrawn_while_it_is_being_delivered(owe, laerke, anna):
    """Whoever comes second sees what the first did: it is never in the inbox and withdrawn."""
    ids = owe(laerke, *range(200))
    with ThreadPoolExecutor(2) as pool:
        delivering = pool.submit(in_own_connection, deliver, ids)
        withdrawing = pool.submit(
            in_own_connection, lambda: withdraw_deliveries(kind=KIND, subject_ids=range(200))
        )
        delivering.result(), withdrawing.result()
    assert set(Delivery.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert not InboxItem.objects.exists()


def test_a_connection_that_breaks_is_not_the_rows_fault(owe, laerke, anna):
    ids = owe(laerke, 1)
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(OperationalError):
        deliver(ids)
    connection.close()
    assert Delivery.objects.get().attempts == 0
    assert deliver(ids) == Outcome(delivered=1)
