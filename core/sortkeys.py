"""Stored sort keys: Danish order on a server with any collation, compared byte by byte."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AddressParts:
    street: str = ""
    house_number: str = ""
    floor: str = ""
    side: str = ""


def danish_sort_key(text: str) -> str:
    """Pure ASCII; æ ø å (and aa) after z, case and accents ignored, numbers inside by their value."""
    raise NotImplementedError


def address_sort_key(street: str, house_number: str = "", floor: str = "", side: str = "") -> str:
    """'Lærkevej 2' < 'Lærkevej 10', '8' < '8A'; kl. < st. < 1. < 10.; tv < mf < th < numbered doors."""
    raise NotImplementedError


def parse_address(text: str) -> AddressParts:
    """'lærkevej 8 3th' → AddressParts('lærkevej', '8', '3', 'th'). Never raises."""
    raise NotImplementedError


def normalise_floor(text: str) -> str:
    """'stuen' → 'st', 'kld.' → 'kl', '3.' → '3', '' → ''."""
    raise NotImplementedError


def normalise_side(text: str) -> str:
    """'TH.' → 'th', 'midt' → 'mf', '0012' → '12'."""
    raise NotImplementedError


def format_address(street: str, house_number: str = "", floor: str = "", side: str = "") -> str:
    """→ 'Lærkevej 8, 3. th'."""
    raise NotImplementedError
