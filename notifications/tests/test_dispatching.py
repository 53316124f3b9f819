"""One round of the dispatcher: what goes to the workers, in how many messages, and what it does itself."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone

from notifications import registry
from notifications.broker import Broker
from notifications.models import Delivery, InboxItem, Job
from notifications.services.dispatching import AtOnce, dispatch_round, drain, sweep
from notifications.services.jobs import enqueue_job
from notifications.services.leasing import DELIVERIES, lease

pytestmark = pytest.mark.django_db
KIND = "read_register"


@pytest.fixture
def broker(valkey):
    broker = Broker(valkey.url)
    yield broker
    broker.close()


@pytest.fixture
def jobs_done():
    before, done = dict(registry._jobs), []
    registry.register_job(KIND, done.append)
    yield done
    registry._jobs.clear()
    registry._jobs.update(before)


def dispatch_all(send):
    while dispatch_round(send, AtOnce()):
        pass


def away(task, *args):
    return False


def let_leases_run_out(model):
    model.objects.update(
        created_at=F("created_at") - dt.timedelta(hours=1),
        leased_until=timezone.now() - dt.timedelta(minutes=1),
    )


def test_30000_deliveries_are_60_messages(owe, laerke, anna, broker, messages):
    owe(laerke, *range(30_000))
    dispatch_all(broker.send)
    assert messages() == 60
    assert Delivery.objects.pending().count() == 30_000


def test_without_a_broker_it_delivers_itself(owe, laerke, anna):
    owe(laerke, *range(1200))
    dispatch_all(away)
    assert InboxItem.objects.count() == 1200


def test_what_was_lost_is_not_sent_again(owe, laerke, anna, broker, messages):
    """The message was flushed, or its worker died: the second time it is done here."""
    owe(laerke, 1, 2, 3)
    lease(DELIVERIES)
    let_leases_run_out(Delivery)
    dispatch_all(broker.send)
    assert messages() == 0
    assert InboxItem.objects.count() == 3


def test_a_broker_that_fails_half_way(owe, laerke, anna):
    owe(laerke, *range(2000))
    answers = iter([True, True, False])
    dispatch_all(lambda task, *args: next(answers, False))
    assert InboxItem.objects.count() == 1000
    assert Delivery.objects.pending().count() == 1000


def test_jobs_go_to_the_workers_first_and_are_run_here_when_lost(broker, messages, jobs_done):
    enqueue_job(kind=KIND, subject_id=7)
    dispatch_all(broker.send)
    assert (messages(), jobs_done) == (1, [])
    let_leases_run_out(Job)
    dispatch_all(broker.send)
    assert (messages(), jobs_done) == (1, [7])


def test_drain_does_everything_here(owe, laerke, anna, jobs_done):
    owe(laerke, 1)
    enqueue_job(kind=KIND, subject_id=7)
    drain()
    assert (InboxItem.objects.count(), jobs_done) == (1, [7])
    assert not Job.objects.due().exists()


def test_an_idle_round_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not dispatch_round(away, AtOnce())


def test_a_sweep_calls_every_watch_and_one_that_fails_stops_no_other(db, monkeypatch):
    called = []

    def broken():
        raise ValueError

    monkeypatch.setattr(registry, "_watches", [broken, lambda: called.append("looked")])
    sweep()
    assert called == ["looked"]
