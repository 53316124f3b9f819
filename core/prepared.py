"""Statements whose plan PostgreSQL keeps: to plan a query of many scopes takes longer than to run it.

Only for SQL that is the same each time (core/compiled.py), and only where the connection allows it
(`prepare_threshold`, DATABASE_PREPARED): behind a pooler in transaction mode a prepared statement would be on
another connection the next time.
"""

from typing import Any

from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import sql as composed


class PreparingConnection:
    """Django's connection, but its cursors send values beside the SQL, so that psycopg can prepare it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        return self._connection._prepare_cursor(ServerBindingCursor(self._connection.connection))  # type: ignore[call-arg]


def preparing(connection: Any, sql: str) -> Any:
    """`connection` itself where it may not. What does not begin with SELECT can get the context of the audit
    put before it (pghistory), and two statements cannot be prepared as one."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    may = connection.connection.prepare_threshold is not None and sql.startswith("SELECT ")
    return PreparingConnection(connection) if may else connection


def with_constants(sql: str, params: list[Any], is_constant: list[bool], connection: Any) -> str:
    """`sql` with its constants written into it: sent beside it, not every one would have a type."""
    connection.ensure_connection()
    first, *rest = sql.split("%s")
    parts = [first]
    for param, constant, after in zip(params, is_constant, rest, strict=True):
        literal = composed.Literal(param).as_string(connection.connection).replace("%", "%%")
        parts += [literal if constant else "%s", after]
    return "".join(parts)
