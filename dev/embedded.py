"""The embedded PostgreSQL and Valkey, for development, demo and tests.

A process that needs a server calls `ensure_postgres()` or `ensure_valkey()` and holds a shared lock on a
file in `.local/` for as long as it lives. The first one starts a detached keeper (dev/keeper.py), which runs
the server and stops it when nobody holds the lock any more. The kernel drops the lock however a process
ends, so there is nothing to clean up after a crash.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCAL = PROJECT / ".local"
LINGER_SECONDS = 10.0
START_SECONDS = 120.0
POLL_SECONDS = 0.005
REFUSALS_OF_A_USER = 100


class EmbeddedServerError(RuntimeError):
    """An embedded server could not be started; the message says why and what to do."""


class EmbeddedServer:
    """One embedded server (`kind` is postgres or valkey) as its users see it."""

    def __init__(self, kind: str, root: Path = LOCAL, *, linger: float = LINGER_SECONDS) -> None:
        self.kind = kind
        self.root = root
        self.linger = linger
        self.run = root / "run"
        self.state_file = self.run / f"{kind}.json"
        self._users_fd: int | None = None

    def ensure(self) -> str:
        """The server's url. Starts it when it is not on, and keeps it on while this process lives."""
        deadline = time.monotonic() + START_SECONDS
        try:
            self._hold(deadline)
            if self._is_ready():
                return str(self.state()["url"])
            with self._starting():
                return self._start(deadline)
        except PermissionError as error:
            where = error.filename or self.root
            raise EmbeddedServerError(
                f"{where} belongs to another user. Run as that user, or remove {self.root}."
            ) from error

    def release(self, *, wait: bool = False, timeout: float = 90.0) -> bool:
        """Let go of the server. With `wait`, it stops now unless others use it: True when it is off."""
        if self._users_fd is not None:
            os.close(self._users_fd)
            self._users_fd = None
        if not wait or not self.run.exists():
            return not self.keeper_alive()
        self._ask_to_stop_early()
        in_use, deadline = 0, time.monotonic() + timeout
        while self.keeper_alive() and time.monotonic() < deadline:
            # The keeper tries the lock now and then too: only a row of refusals is a user.
            in_use = in_use + 1 if self.state().get("phase") == "ready" and self._in_use() else 0
            if in_use > REFUSALS_OF_A_USER:
                return False
            time.sleep(0.02)
        return not self.keeper_alive()

    def state(self) -> dict[str, object]:
        try:
            return dict(json.loads(self.state_file.read_text()))
        except (FileNotFoundError, ValueError):
            return {}

    def keeper_alive(self) -> bool:
        """A living keeper holds its lock; a dead one cannot, whatever its files say."""
        if not self.run.exists():
            return False
        fd = self.open_lock("keeper")
        try:
            return not try_lock(fd, fcntl.LOCK_SH)
        finally:
            os.close(fd)

    def open_lock(self, name: str) -> int:
        """Open one of the lock files, making it (and the folder) on the way, in the project owner's name."""
        for folder, mode in ((self.root, 0o711), (self.run, 0o700)):
            if not folder.exists():
                folder.mkdir(mode=mode, parents=True, exist_ok=True)
                give_to_owner_of(self.root.parent, folder)
        path = self.lock_path(name)
        if not path.exists():
            path.touch(mode=0o666)
            give_to_owner_of(self.root.parent, path)
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def lock_path(self, name: str) -> Path:
        return self.run / f"{self.kind}.{name}.lock"

    def _hold(self, deadline: float) -> None:
        if self._users_fd is not None:
            return
        fd = self.open_lock("users")
        while not try_lock(fd, fcntl.LOCK_SH):
            if time.monotonic() > deadline:
                os.close(fd)
                raise EmbeddedServerError(
                    f"The embedded {self.kind} is still stopping; see {self.log_hint()}."
                )
            time.sleep(POLL_SECONDS)
        self._users_fd = fd

    def _in_use(self) -> bool:
        fd = self.open_lock("users")
        try:
            return not try_lock(fd, fcntl.LOCK_EX)
        finally:
            os.close(fd)

    def _is_ready(self) -> bool:
        return self.state().get("phase") == "ready" and self.keeper_alive()

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """Only one process starts a keeper; the others wait here until it is done."""
        fd = self.open_lock("start")
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def _start(self, deadline: float) -> str:
        spawned_at: float | None = None
        while time.monotonic() < deadline:
            state = self.state()
            if not self.keeper_alive():
                if spawned_at is not None and state.get("phase") == "failed":
                    raise EmbeddedServerError(f"{state.get('error')}")
                if spawned_at is None or time.monotonic() - spawned_at > 5.0:
                    self._spawn_keeper()
                    spawned_at = time.monotonic()
            elif state.get("phase") == "ready":
                return str(state["url"])
            time.sleep(POLL_SECONDS)
        raise EmbeddedServerError(f"The embedded {self.kind} did not start; see {self.log_hint()}.")

    def _spawn_keeper(self) -> None:
        self.state_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "dev.keeper", self.kind, str(self.root), str(self.linger)]
        started = subprocess.run(
            command, cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if started.returncode:
            raise EmbeddedServerError(f"The keeper of {self.kind} did not start: {started.stderr.strip()}")

    def _ask_to_stop_early(self) -> None:
        pid = self.state().get("keeper")
        if isinstance(pid, int) and self.keeper_alive():
            try:
                os.kill(pid, signal.SIGUSR1)
            except (ProcessLookupError, PermissionError):
                return

    def log_hint(self) -> str:
        return str(self.root / "logs" / f"{self.kind}.log")


def try_lock(fd: int, how: int) -> bool:
    try:
        fcntl.flock(fd, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def give_to_owner_of(reference: Path, path: Path) -> None:
    """What root makes in somebody's project stays theirs, or their next start could not write it."""
    if os.geteuid() == 0:
        owner = reference.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


_postgres = EmbeddedServer("postgres")
_valkey = EmbeddedServer("valkey")


def ensure_postgres() -> str:
    """DATABASE_URL of the project's embedded PostgreSQL (unix socket), started when needed."""
    return _postgres.ensure()


def ensure_valkey() -> str:
    """REDIS_URL of the project's embedded Valkey (unix socket, as Celery spells it), started when needed."""
    return _valkey.ensure()


def stop_unless_used_by_others() -> bool:
    """Let go of both servers and wait until they are off; False when somebody else still needs one."""
    return all([_postgres.release(wait=True), _valkey.release(wait=True)])
