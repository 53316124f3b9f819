"""The dispatcher: leases what is due, wakes the workers, and does it itself when they cannot be reached.

What was sent once and is due again was lost (a killed worker, a flushed or frozen broker): then it is done
here. Deliveries are done in the loop itself, they take milliseconds; jobs and mails, which may take
minutes, in a side thread, so that they never hold up a delivery.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from notifications import registry
from notifications.broker import Broker
from notifications.errors import where
from notifications.services import leasing
from notifications.services.aside import Aside, guarded
from notifications.services.delivering import deliver
from notifications.services.digest import send_digests
from notifications.services.running import run_job
from notifications.services.scheduling import run_due

logger = logging.getLogger(__name__)
BATCH = 500
MAIL_BATCH = 20
POLL_SECONDS = 0.3
SWEEP_SECONDS = 10.0
GRACE_SECONDS = 10.0
Send = Callable[..., bool]


class Side(Protocol):
    def put(self, act: Callable[..., object], /, *args: object) -> None: ...


class AtOnce:
    """Does at once what the dispatcher does aside: for a single round."""

    put = staticmethod(guarded)


def batches(ids: list[int], size: int) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(ids), size):
        yield tuple(ids[start : start + size])


def dispatch_round(send: Send, aside: Side) -> bool:
    """Take once what is due. True when there was anything, so that more may wait."""
    if not leasing.is_anything_due():
        return False
    deliveries = leasing.lease(leasing.DELIVERIES)
    jobs = leasing.lease(leasing.JOBS)
    digests = leasing.lease(leasing.DIGESTS)
    dispatch_deliveries(deliveries, send)
    for job_id in jobs.fresh:
        if not send("notifications.run_job", job_id):
            aside.put(run_job, job_id)
    for job_id in jobs.lost:
        aside.put(run_job, job_id)
    for mails in batches(digests.fresh, MAIL_BATCH):
        if not send("notifications.send_digests", mails):
            aside.put(send_digests, mails)
    for mails in batches(digests.lost, MAIL_BATCH):
        aside.put(send_digests, mails)
    return bool(deliveries or jobs or digests)


def dispatch_deliveries(leased: leasing.Leased, send: Send) -> None:
    unsent = [
        batch for batch in batches(leased.fresh, BATCH) if not send("notifications.deliver_batch", batch)
    ]
    inline = [*unsent, *batches(leased.lost, BATCH)]
    for batch in inline:
        deliver(batch)
    if leased:
        here = sum(map(len, inline))
        total = len(leased.fresh) + len(leased.lost)
        logger.info("deliveries: %s to the workers, %s here", total - here, here)


def sweep() -> None:
    """What no event tells: an assignment that begins today, a colleague who did not come back."""
    leasing.requeue_routable(day=timezone.localdate(), routing=registry.routing().sql)
    for watch in registry.watches():
        guarded(watch)


def drain() -> None:
    """Do everything that is due, here and now, without the broker. For commands, demo data and tests."""
    while dispatch_round(lambda task, *args: False, AtOnce()):
        pass


class Dispatcher:
    """Runs until it is stopped, also while the database comes and goes."""

    def __init__(self, broker: Broker | None = None) -> None:
        self.broker = broker or Broker()
        self.stopping = threading.Event()
        self.aside = Aside()
        self.swept_at = float("-inf")

    def stop(self) -> None:
        self.stopping.set()

    def run(self) -> None:
        while not self.stopping.is_set():
            if not self._round():
                self.stopping.wait(POLL_SECONDS)
        self.aside.finish(GRACE_SECONDS)

    def _round(self) -> bool:
        try:
            if time.monotonic() - self.swept_at >= SWEEP_SECONDS:
                self.swept_at = time.monotonic()
                sweep()
                self.aside.put(run_due)
            return dispatch_round(self._sender(), self.aside)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("the database is away: %s", where(error))
            connection.close()
            return False

    def _sender(self) -> Send:
        """The broker is asked once a round, before the first message, whether it is there."""
        asked: list[bool] = []

        def send(task: str, *args: object) -> bool:
            if not asked:
                asked.append(self.broker.is_well())
            return asked[0] and self.broker.send(task, *args)

        return send
