"""What goes wrong, in an order that the seed decides; each kind happens before any happens again."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

from dev.chaos.processes import Process, Supervisor
from dev.chaos.servers import Servers

PAUSE_SECONDS = (0.1, 0.8)
FREEZE_SECONDS = (0.5, 3.0)


class Faults:
    def __init__(self, servers: Servers, supervisor: Supervisor, seed: int) -> None:
        self.servers = servers
        self.supervisor = supervisor
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.kinds: dict[str, Callable[[], None]] = {
            "worker killed": lambda: self._worker().kill(),
            "worker child killed": lambda: self._worker().kill_child(),
            "worker frozen": self._freeze_worker,
            "dispatcher killed": lambda: self._dispatcher().kill(),
            "dispatcher frozen": self._freeze_dispatcher,
            "broker killed": self._kill_broker,
            "broker frozen": self._freeze_broker,
            "broker flushed": servers.flush_broker,
            "database crashed": servers.crash_database,
        }

    def run(self, seconds: float) -> float:
        """Until the time is over, and each kind at least once. Returns when the last one was over."""
        deadline = time.monotonic() + seconds
        for number, kind in enumerate(self._order(), start=1):
            self.kinds[kind]()
            self.done[kind] += 1
            if time.monotonic() >= deadline and number >= len(self.kinds):
                return time.monotonic()
            self._wait(PAUSE_SECONDS)
        raise AssertionError("the order of faults has no end")

    def _order(self) -> Iterator[str]:
        while True:
            yield from self.random.sample(sorted(self.kinds), len(self.kinds))

    def _wait(self, span: tuple[float, float]) -> None:
        time.sleep(self.random.uniform(*span))

    def _worker(self) -> Process:
        return self.random.choice(self.supervisor.workers)

    def _dispatcher(self) -> Process:
        return self.random.choice(self.supervisor.dispatchers)

    def _freeze_worker(self) -> None:
        self._freeze(self._worker())

    def _freeze_dispatcher(self) -> None:
        self._freeze(self._dispatcher())

    def _freeze(self, process: Process) -> None:
        process.signal_all(signal.SIGSTOP)
        self._wait(FREEZE_SECONDS)
        process.signal_all(signal.SIGCONT)

    def _kill_broker(self) -> None:
        self.servers.kill_broker()
        self._wait(FREEZE_SECONDS)
        self.servers.start_broker()

    def _freeze_broker(self) -> None:
        self.servers.freeze_broker()
        self._wait(FREEZE_SECONDS)
        self.servers.thaw_broker()
