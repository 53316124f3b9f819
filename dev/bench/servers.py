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
from psycopg import sql

from dev.embedded import PROJECT, ensure_postgres
from dev.valkey import Valkey

OWN = re.compile(r"bench_(\d+)(_few)?")
MAIN = f"bench_{os.getpid()}"
FEW = f"{MAIN}_few"
"""The same register with few notices, to see what many of them cost."""


@contextlib.contextmanager
def servers(template: str) -> Iterator[Path]:
    """Sets the environment for Django; yields a folder for files. Afterwards nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir="/tmp"))
    folder.chmod(0o711)
    embedded = ensure_postgres()
    broker = Valkey(folder)
    try:
        create_database(embedded, template)
        broker.prepare()
        broker.start()
        os.environ |= {
            "DATABASE_URL": embedded.replace("/socialvicevaert?", f"/{MAIN}?"),
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


def create_database(embedded: str, template: str) -> None:
    drop_databases(embedded)
    with psycopg.connect(embedded, autocommit=True) as connection:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(MAIN), sql.Identifier(template)))


def drop_databases(embedded: str) -> None:
    """Our own, and those of a bench that was killed."""
    with psycopg.connect(embedded, autocommit=True) as connection:
        names = [row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()]
        for name in names:
            found = OWN.fullmatch(name)
            if found and (int(found[1]) == os.getpid() or not psutil.pid_exists(int(found[1]))):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))


def copy_database() -> None:
    """Nobody may be connected to it meanwhile."""
    with psycopg.connect(ensure_postgres(), autocommit=True) as connection:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copy.format(sql.Identifier(FEW), sql.Identifier(MAIN)))
