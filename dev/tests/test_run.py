"""`make run` whole, in a copy of the project: it starts, answers, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from dev.embedded import PROJECT, EmbeddedServer

from .conftest import wait_until

SECOND_START_SECONDS = 5.0
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".local", "staticfiles", "__pycache__", ".*_cache", "test-results"
)


class Run:
    def __init__(self, copy: Path, port: int) -> None:
        self.port = port
        self.log = copy / "run.log"
        self.begun = time.monotonic()
        # DEBUG instead of a demo run: the demo data has tests of its own.
        kept = {"PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE"}
        environment = {name: value for name, value in os.environ.items() if name in kept}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dev.run"],
                cwd=copy,
                env=environment | {"PORT": str(port), "DEBUG": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def answers(self) -> bool:
        assert self.process.poll() is None, self.said()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sundhed/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def wait_for_answer(self, seconds: float = 60) -> float:
        wait_until(self.answers, seconds)
        return time.monotonic() - self.begun

    def end(self, signum: int) -> int:
        self.process.send_signal(signum)
        return self.process.wait(40)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
    yield copy
    for kind in ("postgres", "valkey"):
        EmbeddedServer(kind, copy / ".local").release(wait=True)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nothing_left(copy: Path, port: int) -> bool:
    """No process has the copy as its working directory or the port in its command."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace")
            folder = (entry / "cwd").readlink()
        except OSError:
            continue
        if folder.is_relative_to(copy) or f"127.0.0.1:{port}" in command:
            return False
    return True


def test_it_starts_and_stops_whole_and_starts_again_quickly(copy: Path, port: int) -> None:
    first = Run(copy, port)
    first.wait_for_answer(120)
    wait_until(lambda: f"http://localhost:{port}" in first.said())
    assert first.end(signal.SIGTERM) == 0, first.said()
    assert nothing_left(copy, port)

    second = Run(copy, port)
    seconds = second.wait_for_answer()
    for process in ("web", "worker", "dispatcher", "beat"):
        wait_until(lambda process=process: f"{process} started" in second.said())
    assert second.end(signal.SIGINT) == 0, second.said()
    assert nothing_left(copy, port)
    assert "Migrating" not in second.said()
    assert "Collecting" not in second.said()
    # Other tests share the processors: the promise is 5 seconds on a machine of one's own.
    assert seconds < SECOND_START_SECONDS * 3


def test_killed_outright_it_takes_everything_along(copy: Path, port: int) -> None:
    run = Run(copy, port)
    run.wait_for_answer(120)
    run.end(signal.SIGKILL)
    again = Run(copy, port)
    again.wait_for_answer()
    again.end(signal.SIGKILL)
    wait_until(lambda: nothing_left(copy, port), 40)


def test_a_port_in_use_is_said_plainly(copy: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = Run(copy, other.getsockname()[1])
        assert run.process.wait(20) == 1
    assert f"Port {run.port} cannot be used" in run.said()
    assert f"make run PORT={run.port + 1}" in run.said()


def test_a_port_that_is_no_number(copy: Path) -> None:
    run = Run(copy, 99999)
    assert run.process.wait(20) == 1
    assert "PORT=99999 is no port number" in run.said()
