"""PostgreSQL and Valkey for one run, owned by this process: nobody restarts them but the faults."""

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from dev.postgres import Postgres
from dev.schema import template
from dev.valkey import Valkey


class Servers:
    def __init__(self, root: Path) -> None:
        self.postgres = Postgres(root)
        self.valkey = Valkey(root)

    def start(self) -> None:
        for server in (self.postgres, self.valkey):
            server.prepare()
            server.start()

    def stop(self) -> None:
        self.thaw_broker()
        self.valkey.stop()
        self.postgres.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "socialvicevaert.settings",
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "LOG_LEVEL": "WARNING",
        }

    def make_tables(self) -> None:
        template().load_into(self.postgres.url)

    def crash_database(self) -> None:
        """kill -9 of the postmaster and all its children, then a start with recovery."""
        assert self.postgres.process
        kill_tree(self.postgres.process.pid)
        self.postgres.process.wait()
        self.postgres.start()

    def freeze_broker(self) -> None:
        self._signal_broker(signal.SIGSTOP)

    def thaw_broker(self) -> None:
        self._signal_broker(signal.SIGCONT)

    def kill_broker(self) -> None:
        self._signal_broker(signal.SIGKILL)

    def start_broker(self) -> None:
        if self.valkey.stopped():
            self.valkey.start()

    def flush_broker(self) -> None:
        import redis

        client = redis.Redis(unix_socket_path=str(self.valkey.socket), socket_timeout=2)
        with contextlib.suppress(redis.RedisError):
            client.flushall()
        client.close()

    def _signal_broker(self, signum: signal.Signals) -> None:
        if self.valkey.process and not self.valkey.stopped():
            self.valkey.process.send_signal(signum)
            if signum == signal.SIGKILL:
                self.valkey.process.wait()


def tree_of(pid: int) -> Iterator[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        yield from [process, *process.children(recursive=True)]


def kill_tree(pid: int) -> None:
    """All at once, parent first, so that it cannot tidy up."""
    for process in list(tree_of(pid)):
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
