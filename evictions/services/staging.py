"""The rows of one list in a temporary table: out of the file by COPY, or out of the stored rows."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from django.db import connection

from core.errors import DomainError
from evictions.services.parsing import COPY_COLUMNS

CHUNK_ROWS: Final = 5_000
TABLES: Final = ("arrears_told", "arrears_totals", "arrears_matched", "arrears_staged")

DROP: Final = f"DROP TABLE IF EXISTS {', '.join(TABLES)}"
CREATE: Final = """
CREATE TEMP TABLE arrears_staged (
    row_number integer NOT NULL, reference text NOT NULL, key text NOT NULL, amount numeric(11, 2),
    due_date date, line_type text NOT NULL, months numeric(4, 1), stage smallint, demand_received_on date,
    demand_deadline date, phone text NOT NULL, children smallint, confirmed boolean NOT NULL,
    problem text NOT NULL, col text NOT NULL, message text NOT NULL, vals jsonb
)
"""

LOAD: Final = """
INSERT INTO arrears_staged
SELECT r.row_number, coalesce(r."values" ->> 'tenancy', ''), coalesce(t.reference_key, r.reference_key),
       r.amount, r.due_date, r.line_type, r.months,
       array_position(ARRAY['arrears', 'demand', 'termination', 'bailiff_court'], r.stage::text) - 1,
       r.demand_received_on, r.demand_deadline, r.phone,
       array_position(ARRAY['unknown', 'no', 'yes'], r.children::text) - 1, r.confirmed,
       CASE WHEN r.problem = 'invalid' THEN 'invalid' ELSE '' END,
       CASE WHEN r.problem = 'invalid' THEN r."column" ELSE '' END,
       CASE WHEN r.problem = 'invalid' THEN r.message ELSE '' END, r."values"
FROM evictions_arrearsrow r
LEFT JOIN residents_tenancy t ON t.id = r.tenancy_id
WHERE r.run_id = %(run)s AND r.bucket NOT IN ('superseded', 'left_out')
"""
"""Only what cannot be read stays a problem; the other problems are looked at anew (matching.py)."""

RELATED: Final = """
  AND r.row_number <> ALL(%(but)s)
  AND (r.reference_key <> '' AND r.reference_key = ANY(%(keys)s) OR r.tenancy_id = ANY(%(tenancies)s))
"""


@contextmanager
def staging_tables() -> Iterator[Any]:
    """A cursor with an empty staging table; the tables are gone afterwards, whatever happened."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(CREATE)
        try:
            yield cursor
        except DomainError:
            cursor.execute(DROP)
            raise
        cursor.execute(DROP)


def copy_lines(cursor: Any, lines: Iterable[str], on_chunk: Callable[[int], None]) -> int:
    """COPY the lines in chunks; `on_chunk` hears how many rows there are so far. Returns how many."""
    statement = f"COPY arrears_staged ({', '.join(COPY_COLUMNS)}) FROM STDIN"
    remaining, count = iter(lines), 0
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        with cursor.copy(statement) as copy:
            copy.write("".join(chunk))
        count += len(chunk)
        on_chunk(count)
    return count


def load_rows(cursor: Any, run_id: int) -> None:
    """Every stored row of the list."""
    cursor.execute(LOAD, {"run": run_id})


def load_related_rows(
    cursor: Any, run_id: int, *, keys: list[str], tenancies: list[int], but: list[int]
) -> None:
    """The rows of these tenancies, so that their sums are whole, but not the row numbers in `but`."""
    cursor.execute(LOAD + RELATED, {"run": run_id, "keys": keys, "tenancies": tenancies, "but": but})
