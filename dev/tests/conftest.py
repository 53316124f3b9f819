"""Users of an embedded server in a folder of the test's own, as processes that can be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dev.embedded import PROJECT, EmbeddedServer
from dev.schema import template

LINGER = 0.5
USER = """
import sys
from pathlib import Path
from dev.embedded import EmbeddedServer
server = EmbeddedServer(sys.argv[1], Path(sys.argv[2]), linger=float(sys.argv[3]))
print(server.ensure(), flush=True)
sys.stdin.read()
"""


class User:
    """A process that holds a server until its standard input is closed."""

    def __init__(self, kind: str, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, kind, str(root), str(LINGER)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def url(self) -> str:
        assert self.process.stdout and self.process.stderr
        line = self.process.stdout.readline().strip()
        assert line, self.process.stderr.read()
        return line

    def kill(self) -> None:
        self.process.kill()
        self.leave()

    def leave(self) -> None:
        if self.process.stdout and not self.process.stdout.closed:
            self.process.communicate(timeout=60)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "local"
    yield root
    for kind in ("postgres", "valkey"):
        EmbeddedServer(kind, root).release(wait=True)


@pytest.fixture
def user(root: Path) -> Iterator[Callable[[str], User]]:
    users: list[User] = []

    def start(kind: str) -> User:
        users.append(User(kind, root))
        return users[-1]

    yield start
    for one in users:
        one.leave()


@pytest.fixture
def made_template() -> Iterator[None]:
    """For programs that copy it and have little time."""
    with template().held():
        yield


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Running, and not merely waiting for its parent to notice that it ended."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def pid_of(server: EmbeddedServer, key: str) -> int:
    pid = server.state()[key]
    assert isinstance(pid, int)
    return pid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
