"""Danish numbers, dates and yes/no as people and rent ledgers write them. Pure functions, fast."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


class DanishValueError(ValueError):
    """`.message` is a Danish sentence that says what to write instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def parse_kroner(text: str) -> Decimal:
    """'12.345,50' → Decimal('12345.50'), always two places; raises DanishValueError."""
    raise NotImplementedError


def format_kroner(amount: Decimal | int) -> str:
    """Decimal('12345.5') → '12.345,50'."""
    raise NotImplementedError


def format_kroner_short(amount: Decimal | int) -> str:
    """Decimal('12345.50') → '12.346 kr.' (with a non-breaking space)."""
    raise NotImplementedError


def parse_date(text: str) -> date:
    """'22-11-2026', '22/11/2026', '22.11.26', '2026-11-22', '2026-11-22T00:00:00' → date."""
    raise NotImplementedError


def format_date(day: date) -> str:
    """→ '22-11-2026', for tables and files."""
    raise NotImplementedError


def format_date_long(day: date) -> str:
    """→ '22. november 2026'."""
    raise NotImplementedError


def format_date_short(day: date) -> str:
    """→ '22. nov. 2026'."""
    raise NotImplementedError


def format_weekday(day: date) -> str:
    """→ 'man. 23. nov.'."""
    raise NotImplementedError


def week_number(day: date) -> int:
    """The ISO week, as Danish calendars number it."""
    raise NotImplementedError


def parse_yes_no_unknown(text: str) -> bool | None:
    """'ja', 'x', '1' → True; 'nej', '0' → False; '', 'ukendt', '?' → None; else DanishValueError."""
    raise NotImplementedError
