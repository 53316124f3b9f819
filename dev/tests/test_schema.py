"""The template: made once whatever happens on the way, whole when it is there, and dropped when it is old."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dev.embedded import PROJECT
from dev.schema import Template, at, create, databases, digest, template

from .conftest import User, wait_until

DIGEST, OTHER = "0" * 14 + "1", "0" * 14 + "2"
# Dies of a signal only, in the middle of making.
MAKER = """
import sys, time
from dev.schema import Template
def make(url):
    print("making", flush=True)
    time.sleep(600)
with Template(sys.argv[1], sys.argv[2], make).held():
    pass
"""


@pytest.fixture
def url(user: Callable[[str], User]) -> str:
    return user("postgres").url()


class Making:
    """Fills a database with one table, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, url: str) -> None:
        self.times += 1
        run(url, "CREATE TABLE made AS SELECT 42 AS answer")


def run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def answer(url: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT answer FROM made").fetchone()
    assert row
    return row[0]


def templates(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return sorted(name for name in databases(connection) if name.startswith("schema_"))


def make(url: str, digest: str = DIGEST) -> None:
    with Template(url, digest, Making()).held():
        pass


def copy(url: str, source: str, name: str) -> str:
    with psycopg.connect(at(url, "postgres"), autocommit=True) as connection:
        create(connection, name, source)
    return at(url, name)


def start_maker(url: str, digest: str = DIGEST) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", MAKER, url, digest]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "making\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=60)


def test_it_is_made_once_and_copied_often(url: str) -> None:
    making = Making()
    for number in range(3):
        with Template(url, DIGEST, making).held() as name:
            assert answer(copy(url, name, f"copy_{number}")) == 42
    assert making.times == 1


def test_of_several_at_once_one_makes_it_and_the_others_wait(url: str) -> None:
    making = Making()

    def use(number: int) -> object:
        with Template(url, DIGEST, making).held() as name:
            return answer(copy(url, name, f"copy_{number}"))

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(use, range(5))) == [42] * 5
    assert making.times == 1


def test_nobody_can_write_in_it(url: str) -> None:
    with (
        Template(url, DIGEST, Making()).held() as name,
        pytest.raises(psycopg.OperationalError, match="not currently accepting connections"),
    ):
        psycopg.connect(at(url, name))


def test_one_whose_maker_was_killed_is_made_by_the_next(url: str) -> None:
    maker = start_maker(url)
    making = Making()

    def use() -> object:
        with Template(url, DIGEST, making).held() as name:
            return answer(copy(url, name, "copy"))

    with ThreadPoolExecutor() as pool:
        used = pool.submit(use)
        wait_until(lambda: locks(url, granted=False) == 1)
        assert making.times == 0
        end(maker)
        assert used.result(timeout=60) == 42
    assert templates(url) == [f"schema_{DIGEST}"]


def locks(url: str, granted: bool) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted = %s", [granted]
        ).fetchone()
    assert row
    return int(row[0])


def test_one_that_could_not_be_made_leaves_nothing(url: str) -> None:
    def fail(url: str) -> None:
        run(url, "CREATE TABLE half ()")
        raise RuntimeError("no migration")

    with pytest.raises(RuntimeError, match="no migration"), Template(url, DIGEST, fail).held():
        pass
    assert templates(url) == []
    make(url)
    assert templates(url) == [f"schema_{DIGEST}"]


def test_one_of_other_migrations_is_dropped_unless_somebody_copies_it(url: str) -> None:
    with Template(url, OTHER, Making()).held() as old:
        make(url)
        assert old in templates(url)
        assert answer(copy(url, old, "copy")) == 42
    make(url, "0" * 14 + "3")
    assert templates(url) == ["schema_" + "0" * 14 + "3"]


def test_one_that_another_process_is_making_is_left_alone(url: str) -> None:
    maker = start_maker(url, OTHER)
    make(url)
    assert f"schema_{OTHER}_{maker.pid}" in templates(url)
    end(maker)
    wait_until(lambda: locks(url, granted=True) == 0)
    make(url, "0" * 14 + "3")
    assert templates(url) == ["schema_" + "0" * 14 + "3"]


def test_it_is_loaded_into_an_empty_database_whole_or_not_at_all(url: str) -> None:
    one = Template(url, DIGEST, Making())
    one.load_into(url)
    assert answer(url) == 42
    assert templates(url) == [one.name]

    target = copy(url, "template1", "in_use")
    run(target, "CREATE TABLE later (); CREATE SEQUENCE made")
    with pytest.raises(subprocess.CalledProcessError):
        one.load_into(target)
    with psycopg.connect(target) as connection:
        found = connection.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        assert {row[0] for row in found} == {"later", "made"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the digest reads, and a module that no migration imports."""
    copied = tmp_path / "project"
    for path in [
        *PROJECT.glob("*/migrations/*.py"),
        *PROJECT.glob("*/models.py"),
        *PROJECT.glob("*/apps.py"),
    ]:
        target = copied / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for name in ("constraints.txt", "socialvicevaert/settings.py"):
        (copied / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, copied / name)
    return copied


@pytest.mark.parametrize(
    "name",
    [
        "accounts/migrations/0001_initial.py",
        "accounts/models.py",
        "constraints.txt",
        "socialvicevaert/settings.py",
    ],
)
def test_the_digest_is_another_when_what_decides_the_tables_is(project: Path, name: str) -> None:
    before = digest(project)
    with (project / name).open("a") as file:
        file.write("\n# changed\n")
    assert digest(project) != before


def test_the_digest_is_another_with_a_migration_more(project: Path) -> None:
    before = digest(project)
    (project / "accounts" / "migrations" / "9999_more.py").write_text("")
    assert digest(project) != before


def test_the_digest_stays_when_other_code_changes(project: Path) -> None:
    assert digest(project) == digest()
    (project / "accounts" / "apps.py").write_text("# changed")
    (project / "dev").mkdir()
    assert digest(project) == digest()


@pytest.mark.django_db
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="another server is migrated from nothing")
def test_the_tests_have_a_copy_of_it() -> None:
    assert settings.DATABASES["default"]["TEST"].get("TEMPLATE") in (None, template().name)
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())
