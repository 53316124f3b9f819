"""Emptying tables and settling the server between measurements."""

from pathlib import Path

from django.db import connection


def execute(statement: str, *params: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def scalar(statement: str, *params: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return int(cursor.fetchone()[0])


def empty(*prefixes: str) -> None:
    """Truncate every table whose name begins so, the audit's tables of them too."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if t.startswith(prefixes)]
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


def empty_notices() -> None:
    """And the casework about them."""
    empty("evictions_", "notifications_", "cases_")


def empty_everything() -> None:
    empty("evictions_", "notifications_", "cases_", "residents_", "accounts_", "audit_")


def settle() -> None:
    """Nobody pays for what was written before."""
    execute("CHECKPOINT")


def copy_file(statement: str, path: Path) -> None:
    with path.open("rb") as file, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while block := file.read(1 << 18):
            copy.write(block)
