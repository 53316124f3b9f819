"""Who may open what of concerns about flats. How to add a row: tests/access_table.py."""

from tests.access_rows import Row, page

REPORTING: dict[str, Row] = {
    "concern_report": page("Report a flat", on={"dwelling_pk": "dwelling"}, estate_office=200),
    "concern_own": page("One's own report", on="concern", estate_office=200),
}

CONCERNS: dict[str, Row] = {**REPORTING}
