"""Who may open what of concerns about flats. How to add a row: tests/access_table.py."""

from tests.access_rows import Row

CONCERNS: dict[str, Row] = {}
