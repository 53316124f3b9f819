"""The real thing: dispatcher and worker as processes, on a real broker that is on, frozen or away."""

import signal
import time

import pytest
from django.utils import timezone

from notifications.models import Delivery, InboxItem
from tests.factories import ArrearsNoticeFactory, TenancyFactory

NOWHERE = "redis+socket:///tmp/no-such-broker.sock"


def inbox():
    return InboxItem.objects.count()


@pytest.fixture
def owe_many(owe, laerke, anna):
    def _owe(first, number):
        owe(laerke, *range(first, first + number))

    return _owe


def test_dispatcher_and_worker_deliver_together(start, valkey, owe_many, until):
    worker, dispatcher = start("worker", valkey.url), start("dispatcher", valkey.url)
    owe_many(0, 3000)
    until(lambda: inbox() == 3000, 30)
    code, said = dispatcher.stop()
    assert code == 0
    assert "3000 to the workers, 0 here" in said
    assert worker.stop()[0] == 0


def test_two_dispatchers_side_by_side_and_one_is_killed(start, owe_many, until):
    first, second = start("dispatcher", NOWHERE), start("dispatcher", NOWHERE)
    owe_many(0, 4000)
    until(lambda: inbox() > 0, 30)
    first.process.kill()
    Delivery.objects.pending().update(leased_until=timezone.now())  # not to wait for what it had leased
    owe_many(10_000, 1000)
    until(lambda: inbox() == 5000, 30)
    assert InboxItem.objects.values("subject_id").distinct().count() == 5000
    assert second.stop()[0] == 0


def test_with_the_broker_off_throughout_nothing_fails_or_slows(start, owe_many, until, login, anna, laerke):
    """Real pages while the dispatcher works alone; none of them knows that there is a broker."""
    notice = ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling__stairwell__estate=laerke))
    dispatcher, client = start("dispatcher", NOWHERE), login(anna)
    owe_many(notice.pk, 1)
    until(lambda: inbox() == 1)
    item = InboxItem.objects.get()
    for address in ("/indbakke/", f"/indbakke/{item.pk}/", "/sundhed/koe/"):
        began = time.monotonic()
        assert client.get(address).status_code < 400
        assert time.monotonic() - began < 2.0
    assert dispatcher.stop()[0] == 0


def test_a_broker_that_freezes_holds_up_nothing(start, valkey, owe_many, until):
    start("dispatcher", valkey.url)
    owe_many(0, 10)
    until(lambda: inbox() == 0)
    valkey.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    owe_many(100, 2000)
    until(lambda: inbox() >= 2000)
    assert time.monotonic() - began < 10
