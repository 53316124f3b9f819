"""What a rent ledger calls a tenancy: estate – dwelling – tenant number, written in several ways.

split_reference("1204-0033-02")              → Reference("1204", "0033", "02")
split_reference("12-1204-0033-02")           → the same; the organisation's number in front is dropped
reference_key("1204-0033-02")                → "1204-33-2", what Tenancy.reference_key holds
"""

import re
from typing import NamedTuple

_DIVIDERS = re.compile(r"\s*[-–—./_ ]\s*")


class Reference(NamedTuple):
    estate: str
    dwelling: str
    tenant: str

    def __str__(self) -> str:
        return "-".join(self)

    @property
    def key(self) -> str:
        return "-".join(number_key(part) for part in self)


def number_key(number: str) -> str:
    """'0033' → '33': spreadsheets drop leading zeros, so they tell nothing apart."""
    return number.strip().lstrip("0") or "0"


def split_reference(text: str) -> Reference | None:
    """None when the text is no combined reference (a bare dwelling number, for instance)."""
    parts = [part for part in _DIVIDERS.split(text.strip()) if part]
    if len(parts) not in {3, 4} or not any(char.isdigit() for char in text):
        return None
    return Reference(*parts[-3:])


def reference_key(text: str) -> str:
    """The key of a combined reference; text that is none keeps its parts, without leading zeros."""
    return "-".join(number_key(part) for part in _DIVIDERS.split(text.strip()) if part)
