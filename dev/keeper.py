"""The keeper of one embedded server: `python -m dev.keeper KIND ROOT LINGER`, started by dev/embedded.py.

It runs apart from the process that started it, restarts the server when it crashes, and stops it cleanly
when no user has held the lock for LINGER seconds. When the keeper itself is killed, the kernel stops the
server.
"""

import fcntl
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from dev.embedded import EmbeddedServer, try_lock
from dev.postgres import Postgres
from dev.privileges import account_of, become
from dev.servers import Server, ServerFailedError
from dev.valkey import Valkey

TICK_SECONDS = 0.25
# How long a request to stop without lingering counts: those who are leaving may need a moment.
EARLY_SECONDS = 30.0
EARLY_TICK_SECONDS = 0.02
CRASHES_ALLOWED = 20
CRASH_WINDOW_SECONDS = 60.0
SERVERS: dict[str, type[Server]] = {"postgres": Postgres, "valkey": Valkey}


class Keeper:
    def __init__(self, place: EmbeddedServer, server: Server) -> None:
        self.place = place
        self.server = server
        self.early_until = 0.0
        self.stopping = False
        self.crashes: list[float] = []
        self.users_fd = place.open_lock("users")
        self.keeper_fd = place.open_lock("keeper")

    def run(self) -> int:
        if not self._become_the_only_one():
            return 0
        self._listen()
        self._tell("starting")
        try:
            self.server.prepare()
            self.server.start()
            self._tell("ready")
            self._watch()
        except (ServerFailedError, OSError) as error:
            self._tell("failed", error=str(error))
            self.server.stop()
            return 1
        self._tell("stopping")
        self.server.stop()
        self._tell("stopped")
        return 0

    def _become_the_only_one(self) -> bool:
        """Tries for a moment, because others test the lock for an instant to see whether we live."""
        deadline = time.monotonic() + 3.0
        while not try_lock(self.keeper_fd, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def _listen(self) -> None:
        def stop(signum: int, frame: FrameType | None) -> None:
            self.stopping = True

        def stop_early(signum: int, frame: FrameType | None) -> None:
            self.early_until = time.monotonic() + EARLY_SECONDS

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGUSR1, stop_early)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def _watch(self) -> None:
        """Until told to stop, or nobody has used the server for the linger time. Then nobody new gets in."""
        idle_since: float | None = None
        while not self.stopping and self._is_in_place():
            if self.server.stopped():
                self._restart()
            if try_lock(self.users_fd, fcntl.LOCK_EX):
                idle_since = idle_since or time.monotonic()
                if self._is_early() or time.monotonic() - idle_since >= self.place.linger:
                    return
                fcntl.flock(self.users_fd, fcntl.LOCK_UN)
            else:
                idle_since = None
            time.sleep(EARLY_TICK_SECONDS if self._is_early() else TICK_SECONDS)

    def _is_early(self) -> bool:
        return time.monotonic() < self.early_until

    def _restart(self) -> None:
        now = time.monotonic()
        self.crashes = [at for at in self.crashes if now - at < CRASH_WINDOW_SECONDS] + [now]
        if len(self.crashes) > CRASHES_ALLOWED:
            raise ServerFailedError(f"The embedded {self.server.kind} keeps crashing; see {self.server.log}.")
        self._tell("starting")
        self.server.start()
        self._tell("ready")

    def _is_in_place(self) -> bool:
        """False when somebody removed the folder under us; what stands there now is not ours to touch."""
        try:
            there = self.place.lock_path("keeper").stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self.keeper_fd))

    def _tell(self, phase: str, error: str = "") -> None:
        if not self._is_in_place():
            return
        state: dict[str, object] = {"phase": phase, "keeper": os.getpid()}
        if phase == "ready" and self.server.process:
            state |= {"url": self.server.url, "server": self.server.process.pid}
        if error:
            state["error"] = error
        new = self.place.state_file.with_suffix(".new")
        new.write_text(json.dumps(state))
        new.replace(self.place.state_file)


def detach() -> None:
    """Leave the process, session and terminal of whoever started us."""
    if os.fork():
        os._exit(0)
    os.setsid()


def main(kind: str, root: str, linger: str) -> int:
    place = EmbeddedServer(kind, Path(root), linger=float(linger))
    os.close(place.open_lock("keeper"))
    if os.geteuid() == 0 and (owner := account_of(place.root.parent)):
        become(owner)
        os.environ["HOME"] = "/"
    try:
        server = SERVERS[kind](place.root)
        logs = place.root / "logs"
        logs.mkdir(mode=0o700, exist_ok=True)
        log = os.open(logs / "keeper.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except (ServerFailedError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    detach()
    for stream in (1, 2):
        os.dup2(log, stream)
    return Keeper(place, server).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
