"""Who may open what of mediation. How to add a row: tests/access_table.py."""

from tests.access_rows import Row

MEDIATIONS: dict[str, Row] = {}
