"""The embedded PostgreSQL: fit for the product, and not stopped by what a crash leaves behind."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from dev.embedded import EmbeddedServer, EmbeddedServerError

from .conftest import User, alive, kill, pid_of, wait_until

StartUser = Callable[[str], User]


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()  # type: ignore[arg-type]
    assert row
    return row[0]


def run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def test_it_knows_danish_letters_and_has_the_extensions(user: StartUser) -> None:
    url = user("postgres").url()
    for extension in ("pg_trgm", "btree_gist"):
        run(url, f"CREATE EXTENSION {extension}")
    assert ask(url, "SELECT upper('æøå')") == "ÆØÅ"
    assert ask(url, "SELECT similarity('LÆRKEVEJ ØST', 'lærkevej øst')") == 1.0
    assert ask(url, "SELECT similarity('ærø', 'xyz')") == 0.0


def test_it_is_as_durable_and_as_strict_as_a_real_one(user: StartUser) -> None:
    url = user("postgres").url()
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        assert ask(url, f"SHOW {setting}") == "on"
    assert ask(url, "SHOW listen_addresses") == ""
    assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_nobody_else_on_the_machine_reaches_the_socket(user: StartUser) -> None:
    folder = Path(parse_qs(urlsplit(user("postgres").url()).query)["host"][0])
    assert folder.stat().st_mode & 0o077 == 0


def test_the_log_holds_no_values(root: Path, user: StartUser) -> None:
    url = user("postgres").url()
    run(url, "CREATE TABLE resident (name text UNIQUE)")
    run(url, "INSERT INTO resident VALUES ('Anna Andersen')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        run(url, "INSERT INTO resident VALUES ('Anna Andersen')")
    log = (root / "logs" / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "Anna" not in log


def test_data_is_kept_between_runs(root: Path, user: StartUser) -> None:
    first = user("postgres")
    run(first.url(), "CREATE TABLE kept AS SELECT 42 AS answer")
    first.leave()
    wait_until(lambda: not EmbeddedServer("postgres", root).keeper_alive())
    assert ask(user("postgres").url(), "SELECT answer FROM kept") == 42


def test_after_a_kill_it_recovers_by_itself(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("postgres", root)
    url = user("postgres").url()
    run(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    pid = pid_of(server, "server")
    with psycopg.connect(url):
        kill(pid)
    wait_until(lambda: server.state().get("server") not in (None, pid))
    assert ask(url, "SELECT answer FROM kept") == 42


def test_everything_killed_at_once_leaves_nothing_in_the_way(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("postgres", root)
    victim = user("postgres")
    run(victim.url(), "CREATE TABLE kept AS SELECT 42 AS answer")
    pid = pid_of(server, "server")
    kill(pid_of(server, "keeper"))
    kill(pid)
    victim.kill()
    wait_until(lambda: not alive(pid))
    assert (root / "postgres" / "postmaster.pid").exists()
    assert ask(user("postgres").url(), "SELECT answer FROM kept") == 42


def test_a_stale_pid_file_whose_number_was_given_to_another_program(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("postgres", root)
    victim = user("postgres")
    sockets = Path(parse_qs(urlsplit(victim.url()).query)["host"][0])
    pid = pid_of(server, "server")
    kill(pid_of(server, "keeper"))
    kill(pid)
    victim.kill()
    time.sleep(0.2)
    for path in (root / "postgres" / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        lines = path.read_text().splitlines()
        path.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert ask(user("postgres").url(), "SELECT 1") == 1


def test_a_half_made_folder_is_begun_again(root: Path, user: StartUser) -> None:
    (root / "postgres" / "new" / "base").mkdir(parents=True)
    (root / "postgres" / "base").mkdir()
    assert ask(user("postgres").url(), "SELECT 1") == 1


def test_data_of_another_version_is_refused_with_a_sentence(root: Path) -> None:
    (root / "postgres").mkdir(parents=True)
    (root / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedServerError, match="was made by PostgreSQL 17"):
        EmbeddedServer("postgres", root).ensure()


def test_a_project_path_too_long_for_a_socket(tmp_path: Path) -> None:
    root = tmp_path / ("a-very-long-folder-name-" * 5) / "local"
    server = EmbeddedServer("postgres", root, linger=0.1)
    try:
        url = server.ensure()
        assert parse_qs(urlsplit(url).query)["host"][0].startswith("/tmp/embedded-")
        assert ask(url, "SELECT 1") == 1
    finally:
        server.release(wait=True)
