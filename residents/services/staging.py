"""A register file in a temporary table of the transaction: read, checked, COPYed, never kept.

The file is the client's, so nothing of it is on disk after the transaction but the run's report.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db import connection

from audit.tracking import check_references_at_once
from core.tabular import Table
from residents.columns import Columns
from residents.services.rows import SEPARATOR, STAGED, Reader

BLOCK = 1000
Progress = Callable[[str, int], None]
_TYPES = {"row_number": "integer", "starts_on": "date", "ends_on": "date", "monthly_rent": "numeric(9,2)"}
_TEXT = 'text COLLATE "C" NOT NULL'
_NULLABLE = frozenset(_TYPES)
TABLES = (
    "register_line",
    "register_estate",
    "register_stairwell",
    "register_dwelling",
    "register_household",
    "register_names",
    "register_tenancy",
    "register_absent",
    "register_period",
    "register_resident",
    "register_gone",
    "register_bucket",
)


def silent(step: str, rows: int) -> None:
    """The progress of a request: nobody watches."""


def execute(statement: str, **params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return int(cursor.rowcount)


def fetch(statement: str, **params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall()


def prepare() -> None:
    """Room to sort and hash in, and for the word index to collect before it sorts; this transaction only."""
    for setting, value in (
        ("work_mem", "128MB"),
        ("maintenance_work_mem", "256MB"),
        ("gin_pending_list_limit", "256MB"),
        ("jit", "off"),
        ("default_statistics_target", "10"),
    ):
        execute(f"SET LOCAL {setting} = '{value}'")
    check_references_at_once()
    for table in TABLES:
        execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
    columns = ", ".join(f"{name} {_TYPES.get(name, _TEXT)}" for name in STAGED)
    execute(f"CREATE TEMPORARY TABLE register_line ({columns}) ON COMMIT DROP")


def stage(table: Table, sample: list[tuple[int, list[str]]], columns: Columns, progress: Progress) -> Reader:
    """Read all rows of the file into register_line."""
    reader = Reader(columns, len(table.header))
    texts = ", ".join(name for name in STAGED if name not in _NULLABLE)
    statement = (
        f"COPY register_line ({', '.join(STAGED)}) FROM STDIN WITH "
        f"(FORMAT csv, DELIMITER E'{SEPARATOR}', QUOTE E'\\x01', NULL '', FORCE_NOT_NULL ({texts}))"
    )
    rows = chain(sample, table)
    done = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for lines in _blocks(rows, reader):
            copy.write("\n".join(lines) + "\n")
            done += len(lines)
            progress("reading", done)
    execute("ANALYZE register_line")
    return reader


def _blocks(rows: Iterable[tuple[int, list[str]]], reader: Reader) -> Iterator[list[str]]:
    line, remaining = reader.line, iter(rows)
    while block := [line(number, cells) for number, cells in islice(remaining, BLOCK)]:
        yield block
