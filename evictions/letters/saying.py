"""Days, clocks and kroner as a letter says them in each language."""

import datetime as dt
from decimal import Decimal

from core.danish import NBSP, format_date_long, format_kroner

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say_date(day: dt.date, language: str) -> str:
    """'8. december 2026', '8 December 2026'."""
    if language == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return format_date_long(day)


def say_weekday(day: dt.date, language: str) -> str:
    """'tirsdag den 8. december 2026', 'Tuesday 8 December 2026'."""
    if language == "en":
        return f"{ENGLISH_WEEKDAYS[day.weekday()]} {say_date(day, language)}"
    return f"{WEEKDAYS[day.weekday()]} den {say_date(day, language)}"


def say_clock(clock: dt.time, language: str) -> str:
    """'kl. 9.30', '9:30'."""
    return f"{clock.hour}:{clock.minute:02d}" if language == "en" else f"kl. {clock.hour}.{clock.minute:02d}"


def say_kroner(amount: Decimal, language: str) -> str:
    """'3.000,00 kr.', 'DKK 3,000.00'."""
    if language == "en":
        return f"DKK{NBSP}{amount:,.2f}"
    return f"{format_kroner(amount)}{NBSP}kr."


def say_names(names: list[str], language: str) -> str:
    """'Anna, Bo og Carla', 'Anna, Bo and Carla'."""
    *first, last = names
    joint = " and " if language == "en" else " og "
    return f"{', '.join(first)}{joint}{last}" if first else last
