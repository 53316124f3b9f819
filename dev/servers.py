"""How the keeper starts, watches and stops one server process."""

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from dev.lifeline import tied_to

SOCKET_PATH_LIMIT = 100
LOG_LIMIT_BYTES = 5_000_000
Signals = list[tuple[signal.Signals, float]]


class ServerFailedError(RuntimeError):
    """The server did not come up; the message holds what it said."""


class Server:
    """What the two servers have in common. `root` is the project's ignored folder, `.local`."""

    kind = ""
    stop_signals: Signals = [(signal.SIGTERM, 20.0), (signal.SIGKILL, 5.0)]
    start_seconds = 60.0

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / self.kind
        self.log = root / "logs" / f"{self.kind}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        raise NotImplementedError

    def prepare(self) -> None:
        """Make the data folder. Called once, before the first start."""
        if not self.data.exists():
            self.end_orphans()
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.data.chmod(0o700)

    def end_orphans(self) -> None:
        """Somebody removed the folder while a server ran in it: that one would take our socket along."""
        for pid in working_in(self.data, self.kind):
            end_leftover(pid, self.data, self.kind, self.stop_signals)

    def clear_leftovers(self) -> None:
        """Remove what a killed server left behind. Called before every start, while nothing runs."""

    def launch(self) -> subprocess.Popen[bytes]:
        raise NotImplementedError

    def is_ready(self) -> bool:
        raise NotImplementedError

    def may_try_again(self, said: str) -> bool:
        """Whether a start that failed with these words can work a moment later."""
        return False

    def start(self) -> None:
        deadline = time.monotonic() + self.start_seconds
        while True:
            self.clear_leftovers()
            log_size = self.log.stat().st_size if self.log.exists() else 0
            self.process = self.launch()
            while self.process.poll() is None:
                if self.is_ready():
                    return
                if time.monotonic() > deadline:
                    self.stop()
                    raise ServerFailedError(f"The embedded {self.kind} did not become ready; see {self.log}.")
                time.sleep(0.01)
            said = self.log.read_text(errors="replace")[log_size:].strip()
            if not self.may_try_again(said) or time.monotonic() > deadline:
                raise ServerFailedError(f"The embedded {self.kind} stopped while starting:\n{_end_of(said)}")
            time.sleep(0.2)

    def stopped(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """Ask politely first, then less so."""
        for signum, seconds in self.stop_signals:
            if self.process is None or self.process.poll() is not None:
                return
            self.process.send_signal(signum)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)

    def spawn(self, command: list[str], become: object = None) -> subprocess.Popen[bytes]:
        keeper = os.getpid()

        def prepare_child() -> None:
            if callable(become):
                become()
            tied_to(keeper, self.stop_signals[0][0])()

        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.data,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=prepare_child,
            )

    def socket_folder(self) -> Path:
        """A private folder for the socket: ours, or a short one in /tmp where ours cannot hold a socket."""
        folder = self.root / "sockets" / self.kind
        folder.parent.mkdir(mode=0o711, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if _can_hold_socket(folder):
            return folder
        key = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        folder = Path("/tmp") / f"embedded-{os.getuid()}-{key}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in self.socket_owners():
            raise ServerFailedError(
                f"{folder} belongs to somebody else. Remove it, or use a shorter project path."
            )
        return folder

    def socket_owners(self) -> set[int]:
        return {os.getuid()}


def package_folder(name: str) -> Path:
    """Where a package is installed, without importing it (both import more than a keeper needs)."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailedError(f"The package {name} is not installed. Run: make setup")
    return Path(spec.submodule_search_locations[0])


def end_leftover(pid: int, folder: Path, program: str, signals: Signals) -> bool:
    """Stop `pid` if it is a left-over `program` working in `folder`. True when no such process remains."""
    import psutil  # type: ignore[import-untyped]

    try:
        process = psutil.Process(pid)
        ours = program in process.name() and Path(process.cwd()) == folder
    except psutil.Error:
        return True
    if not ours:
        return True
    for signum, seconds in signals:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signum)
            process.wait(seconds)
        if not process.is_running():
            return True
    return False


def working_in(folder: Path, program: str) -> list[int]:
    """The processes of `program` that work in `folder`, also when the folder has been removed meanwhile."""
    import psutil

    return [
        process.pid
        for process in psutil.process_iter(["name", "cwd"])
        if program in (process.info["name"] or "") and process.info["cwd"] == str(folder)
    ]


def folder_size_of_shared_memory() -> int:
    try:
        return shutil.disk_usage("/dev/shm").total
    except OSError:
        return 0


def _end_of(said: str) -> str:
    return "\n".join(said.splitlines()[-5:])


def _can_hold_socket(folder: Path) -> bool:
    if len(str(folder / ".s.PGSQL.5432")) > SOCKET_PATH_LIMIT:
        return False
    trial = folder / ".trial"
    trial.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(str(trial))
        except OSError:
            return False
        finally:
            trial.unlink(missing_ok=True)
    return True
