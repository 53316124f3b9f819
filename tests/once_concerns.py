"""The forms of concerns about flats for tests/once_table.py, where it says how to add one."""

from tests.once_forms import UUID, Sent

SENT_CONCERNS: dict[str, Sent] = {}

NEEDS_NONE_CONCERNS: dict[str, str] = {
    "concern_report": UUID,
}
