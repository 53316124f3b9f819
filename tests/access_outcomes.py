"""Who may open the numbers. How to add a row: tests/access_table.py."""

from typing import Any

from tests.access_rows import Row, page

TOLD: dict[str, Any] = {"caretaker": 200, "administration": 200, "coordinator": 200}

OUTCOMES: dict[str, Row] = {
    "outcomes_overview": page("Concerns, complaints and mediation in numbers", **TOLD),
    "outcome_figure": page("How a number is counted, estate by estate", extra={"which": "klager"}, **TOLD),
    "outcomes_export": page("The numbers as a spreadsheet", **TOLD),
}
