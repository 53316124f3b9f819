"""Single cells of a register file, checked and made ready to stage. Cached: files repeat themselves."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from core.cpr import find_cpr_like
from core.danish import DanishValueError, parse_kroner, parse_optional_date
from residents.choices import ResidentKind

_KINDS = {
    "lejer": ResidentKind.TENANT,
    "hovedlejer": ResidentKind.TENANT,
    "kontraktholder": ResidentKind.TENANT,
    "tenant": ResidentKind.TENANT,
    "medlejer": ResidentKind.CO_TENANT,
    "co_tenant": ResidentKind.CO_TENANT,
    "beboer": ResidentKind.RESIDENT,
    "medbeboer": ResidentKind.RESIDENT,
    "ægtefælle": ResidentKind.RESIDENT,
    "samlever": ResidentKind.RESIDENT,
    "barn": ResidentKind.RESIDENT,
    "resident": ResidentKind.RESIDENT,
}
_NO_PHONE = frozenset(
    {"-", "hemmelig", "hemmeligt", "hemmeligt nr", "ukendt", "ingen", "udeladt", "0", "n/a"}
)
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](19\d\d)", re.ASCII).fullmatch
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+").fullmatch
_USUAL_RENT = re.compile(r"([0-9]{1,7}),([0-9]{2})").fullmatch
_TEN_DIGITS = re.compile(r"[0-9](?:\W{0,3}[0-9]){9}").search
_PHONE = re.compile(r"[0-9+() ./\-]{5,30}").fullmatch
YEARS_AHEAD = 3
MAX_RENT = Decimal("9999999.99")


class RowError(Exception):
    """One row cannot be taken: which field, and a Danish sentence that never repeats the value."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field)
        self.field = field
        self.message = message


def too_long(field: str, most: int) -> RowError:
    return RowError(field, _("Teksten er for lang. Der er plads til %(most)s tegn.") % {"most": most})


def refuse_cpr(field: str, text: str) -> None:
    if _TEN_DIGITS(text) and find_cpr_like(text):
        raise RowError(
            field, _("Feltet indeholder noget, der ligner et CPR-nummer. Fjern det, og indlæs filen igen.")
        )


@lru_cache(maxsize=65536)
def iso_date(field: str, text: str) -> str:
    """'01-05-1974' → '1974-05-01', '' for none. Tenancies are older than the dates of core.danish."""
    if old := _DMY(text):
        try:
            return dt.date(int(old[3]), int(old[2]), int(old[1])).isoformat()
        except ValueError:
            raise RowError(field, _("Datoen findes ikke. Skriv den som 22-11-2026.")) from None
    try:
        day = parse_optional_date(text)
    except DanishValueError as error:
        raise RowError(field, error.message) from None
    if day and field == "starts_on" and day.year > dt.date.today().year + YEARS_AHEAD:
        raise RowError(field, _("Indflytningen ligger for langt ude i fremtiden. Se efter årstallet."))
    return day.isoformat() if day else ""


def rent(text: str) -> str:
    if usual := _USUAL_RENT(text):
        return f"{usual[1]}.{usual[2]}"
    return _unusual_rent(text)


@lru_cache(maxsize=16384)
def _unusual_rent(text: str) -> str:
    if not text or text == "-":
        return ""
    try:
        amount = parse_kroner(text)
    except DanishValueError as error:
        raise RowError("rent", error.message) from None
    if not 0 <= amount <= MAX_RENT:
        raise RowError("rent", _("Huslejen skal være mellem 0 og 9.999.999,99 kr."))
    return str(amount)


@lru_cache(maxsize=256)
def resident_kind(text: str) -> str:
    if not text:
        return ""
    kind = _KINDS.get(text.casefold().strip(" ."))
    if kind is None:
        raise RowError("kind", _("Rollen skal være lejer, medlejer eller beboer."))
    return str(kind)


def phone(text: str) -> str:
    if _PHONE(text):
        if len(text) > 9:
            refuse_cpr("phone", text)
        return text
    if text.casefold().strip(" .") in _NO_PHONE:
        return ""
    raise RowError("phone", _("Telefonnummeret kan ikke læses. Skriv kun cifre, mellemrum og +."))


def email(text: str) -> str:
    if len(text) > 254 or not _EMAIL(text):
        raise RowError("email", _("E-mailadressen kan ikke passe. Skriv den som navn@eksempel.dk."))
    refuse_cpr("email", text)
    return text
