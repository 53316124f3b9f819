"""Find what looks like a CPR number in free text, to warn and offer to mask it. Never log either."""

from __future__ import annotations

import re
from calendar import monthrange

_TOGETHER = r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{2})(?: ?[-\u2010-\u2015\u2212] ?| )?[0-9]{4}"
# With the date divided, only a hyphen counts: "12.11.26 1400" is a date and a time of day.
_DIVIDED = r"(?P<d>[0-9]{2})[.\-/ ](?P<m>[0-9]{2})[.\-/ ](?P<y>[0-9]{2})-[0-9]{4}"
_CPR_LIKE = re.compile(rf"(?<![0-9])(?:{_TOGETHER}|{_DIVIDED})(?![0-9])", re.ASCII)


def find_cpr_like(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of ddmmyy-nnnn, ddmmyynnnn or ddmmyy nnnn with a possible date.

    Replacement numbers, whose day is 60 too high, are found as well. No checksum: numbers given
    out since 2007 do not have one.
    """
    return [found.span() for found in _CPR_LIKE.finditer(text) if _is_possible(found)]


def _is_possible(found: re.Match[str]) -> bool:
    day, month, year = (int(found[a] or found[b]) for a, b in (("day", "d"), ("month", "m"), ("year", "y")))
    if day > 60:
        day -= 60
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]


def mask_cpr(text: str) -> str:
    """'010190-1234' → 'xxxxxx-xxxx': the birth date is personal too. The length stays the same."""
    for start, end in find_cpr_like(text):
        text = text[:start] + re.sub(r"[0-9]", "x", text[start:end]) + text[end:]
    return text
