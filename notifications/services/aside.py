"""A side thread for what may take minutes: jobs, mails and the morning's runs, one after the other."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from notifications.errors import where

logger = logging.getLogger(__name__)
Call = tuple[Callable[..., object], tuple[Any, ...]]


def guarded(act: Callable[..., object], *args: Any) -> None:
    """What is owed stands in the database: an error is noted, and the lease brings it back."""
    try:
        act(*args)
    except Exception as error:
        logger.error("%s failed: %s", act.__name__, where(error))
        if not connection.in_atomic_block:
            connection.close()


class Aside:
    """A daemon: what it is at when the process ends is rolled back, and done again by another."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._waiting: set[Call] = set()
        self._thread = threading.Thread(target=self._work, name="aside", daemon=True)
        self._thread.start()

    def put(self, act: Callable[..., object], *args: Any) -> None:
        """Not when the same is waiting or being done already."""
        call = (act, args)
        if call not in self._waiting:
            self._waiting.add(call)
            self._calls.put(call)

    def finish(self, seconds: float) -> None:
        """Let what runs come to its end for a while; what waits is left for others."""
        while not self._calls.empty():
            self._calls.get()
        self._calls.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        while call := self._calls.get():
            act, args = call
            guarded(act, *args)
            self._waiting.discard(call)
            if self._calls.empty():
                connection.close()
