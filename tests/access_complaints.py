"""Who may open what of complaints. How to add a row: tests/access_table.py."""

from tests.access_rows import Row

COMPLAINTS: dict[str, Row] = {}
