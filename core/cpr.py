"""Find what looks like a CPR number in free text, to warn and offer to mask it. Never log either."""

from __future__ import annotations


def find_cpr_like(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of ddmmyy-nnnn, ddmmyynnnn or ddmmyy nnnn with a possible date."""
    raise NotImplementedError


def mask_cpr(text: str) -> str:
    """'010190-1234' → '××××××-××××': the birth date is personal too."""
    raise NotImplementedError
