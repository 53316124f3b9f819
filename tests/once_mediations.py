"""The forms of mediation for tests/once_table.py, where it says how to add one."""

from tests.once_forms import Sent

SENT_MEDIATIONS: dict[str, Sent] = {}

NEEDS_NONE_MEDIATIONS: dict[str, str] = {}
