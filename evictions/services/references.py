"""What a rent ledger calls a tenancy, made comparable with Tenancy.reference_key. Pure functions.

A key is estate-dwelling-tenant number without leading zeros ("1204-33-2"); without the tenant number
("1204-33") it is the tenancy of that dwelling which covers the due date (found in matching.py).
"""

import re
from typing import Final

from django.utils.translation import gettext as _

from core.cpr import find_cpr_like
from core.danish import DanishValueError
from residents.references import number_key

_SEPARATORS: Final = re.compile(r"[\s\-\u2010-\u2015\u2212/._:]+")
# The usual cell, straight to its key.
USUAL: Final = re.compile(r"0*([0-9]{1,5})-0*([0-9]{1,8})-0*([0-9]{1,8})").fullmatch
_EXAMPLE: Final = "1204-0033-02"


def split_reference(text: str) -> list[str]:
    return [number_key(part) for part in _SEPARATORS.split(text.strip()) if part]


def join_reference(
    tenancy: str, estate: str = "", dwelling: str = "", tenant_number: str = "", organisation: str = ""
) -> str:
    """The reference as one text, from whichever columns the list has."""
    estate = _estate_number(estate)
    parts = len(split_reference(tenancy))
    if parts >= 3:
        return tenancy
    if not parts:
        own = [estate, dwelling]
    elif estate and (parts == 1 or number_key(estate) != split_reference(tenancy)[0]):
        own = [estate, tenancy]
    else:
        own = [tenancy]
    if organisation and tenant_number:
        own.insert(0, organisation)
    return "-".join(filter(None, [*own, tenant_number]))


def _estate_number(text: str) -> str:
    """'1204 Lærkeparken' and '1204-Lærkeparken' → '1204'; a name alone says nothing."""
    first = next(iter(split_reference(text)), "")
    return first if any(char.isdigit() for char in first) else ""


def list_key(reference: str, organisation_number: str = "") -> str:
    """The key of '1204-0033-02', '12-1204-0033-02' or '1204-0033'. Raises DanishValueError."""
    if usual := USUAL(reference):
        return "-".join(usual.groups())
    if find_cpr_like(reference):
        raise DanishValueError(
            _("Ligner et CPR-nummer og er ikke gemt. Vælg den kolonne, hvor lejeforholdet står.")
        )
    parts = split_reference(reference)
    if len(parts) == 4:
        if organisation_number and parts[0] != number_key(organisation_number):
            raise DanishValueError(
                _("Lejeforholdet hører til selskab %(theirs)s. Listen er for selskab %(ours)s.")
                % {"theirs": parts[0], "ours": organisation_number}
            )
        parts = parts[1:]
    if not parts:
        raise DanishValueError(_("Lejeforholdet mangler. Skriv det som %(example)s.") % {"example": _EXAMPLE})
    key = "-".join(parts)
    if not 2 <= len(parts) <= 3 or len(key) > 60:
        raise DanishValueError(
            _("Ikke et lejeforhold. Skriv afdeling, lejemål og lejer som %(example)s.")
            % {"example": _EXAMPLE}
        )
    return key
