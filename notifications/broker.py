"""The way to the workers, which may be away, frozen or slow without anything waiting for it.

A publish to a frozen server costs seconds, so the broker is asked with a short socket timeout first, and
left alone for thirty times as long as its failure took: it costs at most two seconds a minute.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from celery import current_app
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from notifications.errors import where

logger = logging.getLogger(__name__)
PING_SECONDS = 0.5
SLOW_SECONDS = 1.0
REST_FACTOR = 30
SHORTEST_REST = 1.0


class BrokerSlowError(Exception):
    """It answered, but so late that waiting for it would hold everything up."""


class Broker:
    """Sends wake-ups. `send` answers whether it worked; when not, the caller does the work itself."""

    def __init__(self, url: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url or settings.CELERY_BROKER_URL
        self.clock = clock
        self.rests_until = 0.0
        self._connection: Any = None

    def is_well(self) -> bool:
        """False at once while it rests; else it must answer a ping."""
        return self.clock() >= self.rests_until and self._try(self._ping)

    def send(self, task: str, *args: Any) -> bool:
        """Put one message on the queue, unless the broker rests."""
        if self.clock() < self.rests_until:
            return False
        return self._try(lambda: self._publish(task, args))

    def _try(self, act: Callable[[], object]) -> bool:
        """Whether it worked. What worked but took too long is used, and the broker rests afterwards."""
        began = self.clock()
        error: Exception | None = None
        try:
            act()
        except Exception as failure:
            error = failure
        took = self.clock() - began
        if error or took > SLOW_SECONDS:
            self._rest(took, error or BrokerSlowError())
        return error is None

    def _publish(self, task: str, args: tuple[Any, ...]) -> None:
        if self._connection is None:
            self._connection = current_app.connection_for_write(self.url)
        current_app.send_task(task, args=args, connection=self._connection)

    def _rest(self, took: float, why: Exception) -> None:
        rest = max(SHORTEST_REST, REST_FACTOR * took)
        self.rests_until = self.clock() + rest
        self.close()
        logger.warning("broker rests for %.0f s after %.1f s: %s", rest, took, where(why))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.collect()
            self._connection = None

    def _ping(self) -> None:
        client = redis.Redis.from_url(
            self.url.replace("redis+socket://", "unix://", 1),
            socket_timeout=PING_SECONDS,
            socket_connect_timeout=PING_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        try:
            client.ping()
        finally:
            client.close()
