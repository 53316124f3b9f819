"""The throw-away database on the embedded server, its copy, and a broker of the bench's own."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg

from dev.embedded import PROJECT, ensure_postgres
from dev.schema import at, create, databases, drop, template
from dev.valkey import Valkey

OWN = re.compile(r"bench_(\d+)(_few)?")
MAIN = f"bench_{os.getpid()}"
FEW = f"{MAIN}_few"
"""The same register with few notices, to see what many of them cost."""


@contextlib.contextmanager
def servers(register: str | None) -> Iterator[Path]:
    """A copy of the database `register`, else one with nothing but tables, and a broker.

    Sets the environment for Django; yields a folder for files. Afterwards nothing of it is left.
    """
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir="/tmp"))
    folder.chmod(0o711)
    embedded = ensure_postgres()
    broker = Valkey(folder)
    try:
        create_database(embedded, register)
        broker.prepare()
        broker.start()
        os.environ |= {
            "DATABASE_URL": at(embedded, MAIN),
            "REDIS_URL": broker.url,
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "socialvicevaert.settings",
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "LOG_LEVEL": "WARNING",
        }
        manage("migrate")
        manage("collectstatic", "--no-input")
        yield folder
    finally:
        broker.stop()
        drop_databases(embedded)
        shutil.rmtree(folder, ignore_errors=True)


def manage(*command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], cwd=PROJECT, check=True)


def create_database(embedded: str, register: str | None) -> None:
    drop_databases(embedded)
    with contextlib.nullcontext(register) if register else template().held() as source:
        copy_database(source, MAIN)


def drop_databases(embedded: str) -> None:
    """Our own, and those of a bench that was killed."""
    with psycopg.connect(embedded, autocommit=True) as connection:
        for name in databases(connection):
            found = OWN.fullmatch(name)
            if found and (int(found[1]) == os.getpid() or not psutil.pid_exists(int(found[1]))):
                drop(connection, name)


def copy_database(source: str = MAIN, target: str = FEW) -> None:
    """Nobody may be connected to it meanwhile."""
    with psycopg.connect(ensure_postgres(), autocommit=True) as connection:
        create(connection, target, source)
