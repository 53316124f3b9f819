"""The forms of complaints for tests/once_table.py, where it says how to add one."""

from tests.once_forms import Sent

SENT_COMPLAINTS: dict[str, Sent] = {}

NEEDS_NONE_COMPLAINTS: dict[str, str] = {}
