"""The workers and dispatchers under attack, each started again a moment after it died."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from dev.chaos.servers import kill_tree, tree_of
from dev.embedded import PROJECT
from dev.lifeline import tied_to

RESTART_SECONDS = 0.5
UP_SECONDS = 8.0
SETTLE_SECONDS = 60.0
WORKER = ["-m", "celery", "--quiet", "-A", "socialvicevaert", "worker", "--concurrency", "2"]
WORKER += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
DISPATCHER = ["manage.py", "dispatch"]


class Process:
    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.environment = os.environ | environment
        self.log = log
        self.running: subprocess.Popen[bytes] | None = None
        self.starts = 0
        self.started_at = 0.0

    def start(self) -> None:
        parent = os.getpid()
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=tied_to(parent, signal.SIGKILL),
            )
        self.starts += 1
        self.started_at = time.monotonic()

    def is_up(self) -> bool:
        """Running, and for long enough to have loaded the program and to heed a signal."""
        return not self.ended() and time.monotonic() - self.started_at > UP_SECONDS

    def ended(self) -> bool:
        return self.running is None or self.running.poll() is not None

    def kill(self) -> None:
        """kill -9, with its children."""
        if self.running:
            kill_tree(self.running.pid)
            self.running.wait()

    def kill_child(self) -> None:
        """kill -9 of one child only: the parent lives and notices."""
        children = list(tree_of(self.running.pid))[1:] if self.running else []
        for child in children[:1]:
            with contextlib.suppress(psutil.Error):
                child.kill()

    def signal_all(self, signum: signal.Signals) -> None:
        for process in tree_of(self.running.pid) if self.running else ():
            with contextlib.suppress(psutil.Error):
                process.send_signal(signum)

    def stop(self) -> int | None:
        """SIGTERM, as at a deployment. Returns the exit code, or None when it had to be killed."""
        if self.running is None:
            return None
        self.signal_all(signal.SIGCONT)
        self.running.terminate()
        try:
            return self.running.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            return None


class Supervisor:
    """Two workers and two dispatchers, kept running until `stop`."""

    def __init__(self, environment: dict[str, str], logs: Path) -> None:
        def group(name: str, command: list[str]) -> list[Process]:
            names = [f"{name}-{number}" for number in (1, 2)]
            return [Process(each, command, environment, logs / f"{each}.log") for each in names]

        self.workers = [
            Process(p.name, [*WORKER, "-n", f"{p.name}@chaos"], environment, p.log)
            for p in group("worker", WORKER)
        ]
        self.dispatchers = group("dispatcher", DISPATCHER)
        self._resting = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def processes(self) -> list[Process]:
        return [*self.workers, *self.dispatchers]

    def start(self) -> None:
        for process in self.processes:
            process.start()
        self._thread.start()

    def settle(self) -> None:
        """Wait until what the last faults killed is running again: how a process stops can only be asked of
        one that is up. The faults themselves end some with another code, and that is what they are for."""
        until = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until and not all(process.is_up() for process in self.processes):
            time.sleep(0.1)

    def stop(self) -> dict[str, int | None]:
        """The exit codes. The watching thread ends last: what it started is tied to it."""
        self._resting.set()
        codes = {process.name: process.stop() for process in self.processes}
        self._stopping.set()
        self._thread.join()
        return codes

    def _watch(self) -> None:
        dead_since: dict[str, float] = {}
        while not self._stopping.wait(0.1):
            for process in [] if self._resting.is_set() else self.processes:
                if not process.ended():
                    dead_since.pop(process.name, None)
                elif (
                    time.monotonic() - dead_since.setdefault(process.name, time.monotonic()) > RESTART_SECONDS
                ):
                    process.start()
