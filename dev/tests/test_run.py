"""`make run` whole, in a copy of the project: it starts, answers, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from dev.embedded import PROJECT, EmbeddedServer
from dev.schema import Template, digest, template

from .conftest import wait_until

SECOND_START_SECONDS = 5.0
# A machine that is busy with ten other things is slow, not wrong.
PATIENCE_SECONDS = 300.0
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".local", "staticfiles", "__pycache__", ".*_cache", "test-results"
)


class Run:
    def __init__(self, copy: Path, port: int) -> None:
        self.port = port
        self.log = copy / "run.log"
        self.begun = time.monotonic()
        # DEBUG instead of a demo run: the demo data has tests of its own.
        kept = {"PATH", "HOME", "LANG"}
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

    def wait_for_answer(self) -> float:
        try:
            wait_until(self.answers, PATIENCE_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"no answer:\n{self.said()}") from error
        return time.monotonic() - self.begun

    def end(self, signum: int) -> int:
        self.process.send_signal(signum)
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
    bring_template(copy)
    yield copy
    for kind in ("postgres", "valkey"):
        EmbeddedServer(kind, copy / ".local").release(wait=True)


def bring_template(copy: Path) -> None:
    """What `make test` left on a developer's server: the first run then need not migrate from nothing."""
    server = EmbeddedServer("postgres", copy / ".local")
    with Template(server.ensure(), digest(copy), make=template().load_into).held():
        pass
    server.release(wait=True)


@pytest.fixture
def start(copy: Path) -> Iterator[Callable[[int], Run]]:
    """Starts a run on a port; what a failing test leaves running is killed."""
    runs: list[Run] = []

    def start(port: int) -> Run:
        runs.append(Run(copy, port))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.end(signal.SIGKILL)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Start = Callable[[int], Run]


def left(copy: Path, port: int) -> list[str]:
    """The commands of processes that work in the copy, or have the port in their command."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            folder = (entry / "cwd").readlink()
        except OSError:
            continue
        if folder.is_relative_to(copy) or f"127.0.0.1:{port}" in command:
            found.append(f"{entry.name} {command}")
    return found


def assert_nothing_left(copy: Path, port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while found := left(copy, port):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def test_it_starts_and_stops_whole_and_starts_again_quickly(start: Start, copy: Path, port: int) -> None:
    first = start(port)
    first.wait_for_answer()
    wait_until(lambda: f"http://localhost:{port}" in first.said(), PATIENCE_SECONDS)
    assert first.end(signal.SIGTERM) == 0, first.said()
    assert_nothing_left(copy, port, seconds=1)

    second = start(port)
    seconds = second.wait_for_answer()
    for process in ("web", "worker", "dispatcher", "beat"):
        wait_until(lambda process=process: f"{process} started" in second.said(), PATIENCE_SECONDS)
    assert second.end(signal.SIGINT) == 0, second.said()
    assert_nothing_left(copy, port, seconds=1)
    assert "Migrating" not in second.said()
    assert "Collecting" not in second.said()
    # The promise is for a machine of one's own: what others make us wait for the processors is taken off.
    assert seconds < SECOND_START_SECONDS * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) * 2


def test_killed_outright_it_takes_everything_along(start: Start, copy: Path, port: int) -> None:
    run = start(port)
    run.wait_for_answer()
    run.end(signal.SIGKILL)
    again = start(port)
    again.wait_for_answer()
    again.end(signal.SIGKILL)
    assert_nothing_left(copy, port, PATIENCE_SECONDS)


def test_a_port_in_use_is_said_plainly(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = start(other.getsockname()[1])
        assert run.process.wait(20) == 1
    assert f"Port {run.port} cannot be used" in run.said()
    assert f"make run PORT={run.port + 1}" in run.said()


def test_a_port_that_is_no_number(start: Start) -> None:
    run = start(99999)
    assert run.process.wait(20) == 1
    assert "PORT=99999 is no port number" in run.said()
