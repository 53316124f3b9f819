"""Danish numbers, dates and yes/no as people and rent ledgers write them. Pure functions, fast.

Every refusal is a DanishValueError: `.message` is a Danish sentence for the person who typed the
value or sent the file, `.suggestion` the probable meaning when there is exactly one ("1.2OO,00" →
"1.200,00"), else "". The refused value itself is never in the message, so messages may be kept.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

MAX_KRONER: Final = Decimal("99999999.99")
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
NBSP: Final = "\u00a0"

MONTHS: Final = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MONTHS_SHORT: Final = (
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "maj",
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)
WEEKDAYS_SHORT: Final = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")


class DanishValueError(ValueError):
    """`.message` is a Danish sentence that says what to write instead."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


# -- kroner --------------------------------------------------------------------------------------

_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
# The usual cell, straight to its digits: "12.345,50", "-310", "1200,5".
_USUAL = re.compile(rf"(-?)({_GROUPED}|[0-9]{{1,12}})(?:,([0-9]{{1,2}}))?").fullmatch
_UNSIGNED = re.compile(rf"({_GROUPED}|[0-9]{{1,12}})(?:,([0-9]{{1,2}}))?").fullmatch
# A dot with one or two digits behind it is a decimal point, with three a thousand separator.
_ENGLISH_POINT = re.compile(r"([0-9]{0,12})\.([0-9]{1,2})").fullmatch
_ONLY_OERE = re.compile(r",([0-9]{1,2})").fullmatch
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?=[,.]|$)").match
_NO_OERE = re.compile(r"[.,] ?[-\u2013\u2014]{1,2}$")
_CURRENCY = re.compile(
    r"^([-+(]?) ?(?:kroner|kr\.?|dkk) ?(?=[-+0-9,.])| ?(?:kroner|kr\.?|dkk)([-)]?)$", re.IGNORECASE
)
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"})
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})


@lru_cache(maxsize=65536)
def parse_kroner(text: str) -> Decimal:
    """'12.345,50' → Decimal('12345.50'), always two places; raises DanishValueError.

    '1.200' is twelve hundred and '1200.50' has a decimal point; a minus may stand in front or
    behind; 'kr.', 'DKK', spaces and '1.200,-' are understood.
    """
    found = _USUAL(text)
    if found is None:
        return _parse_unusual_kroner(text)
    sign, whole, oere = found.groups()
    return _kroner(sign == "-", whole, oere or "")


def _kroner(negative: bool, whole: str, oere: str) -> Decimal:
    amount = Decimal(f"{whole.replace('.', '') or '0'}.{oere:0<2}")
    if amount > MAX_KRONER:
        raise DanishValueError(
            _("Beløbet er større end 99.999.999,99 kr. Se efter, om der er et tal eller et komma for meget.")
        )
    return -amount if negative and amount else amount


def _parse_unusual_kroner(text: str) -> Decimal:
    plain = " ".join(text.translate(_MINUS).split())
    if not plain:
        raise DanishValueError(_("Beløbet mangler. Skriv det som 1.200,50."))
    body, negative = _take_sign(_NO_OERE.sub("", _CURRENCY.sub(r"\1\2", plain, count=1)))
    if spaced := _SPACED(body):
        body = spaced[0].replace(" ", "") + body[spaced.end() :]
    if found := _UNSIGNED(body):
        return _kroner(negative, found[1], found[2] or "")
    if found := _ENGLISH_POINT(body):
        return _kroner(negative, found[1], found[2])
    if found := _ONLY_OERE(body):
        return _kroner(negative, "", found[1])
    raise _not_kroner(plain)


def _take_sign(body: str) -> tuple[str, bool]:
    """The number without its one sign; a second sign stays in it and is refused further on."""
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1].strip(), True
    if body.startswith("-"):
        return body[1:].lstrip(), True
    if body.endswith("-"):
        return body[:-1].rstrip(), True
    return body.removeprefix("+").lstrip(), False


_ENGLISH = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?-?").fullmatch
_MANY_DECIMALS = re.compile(r"-?[0-9.]*,[0-9]{3,}-?|-?[0-9]+\.[0-9]{3,}-?").fullmatch


def _not_kroner(plain: str) -> DanishValueError:
    if _ENGLISH(plain) and "." in plain:
        return DanishValueError(
            _("Beløbet står på engelsk. Skriv punktum ved tusinder og komma før ører: 12.345,50."),
            plain.translate(str.maketrans(",.", ".,")),
        )
    if _MANY_DECIMALS(plain):
        return DanishValueError(
            _("Beløbet har mere end to cifre efter kommaet. Skriv det som 1.200,50, tusinder med punktum.")
        )
    suggestion = _probable_kroner(plain)
    if suggestion:
        return DanishValueError(
            _("Ikke et tal: der står et bogstav, hvor der skal stå et ciffer. Skriv det som 1.200,50."),
            suggestion,
        )
    return DanishValueError(_("Ikke et beløb. Skriv det som 1.200,50, kun cifre, punktum og komma."))


def _probable_kroner(plain: str) -> str:
    """'1.2OO,00' → '1.200,00'; only when digits outnumber the letters mistaken for them."""
    swapped = plain.translate(_LOOKALIKES)
    changed = sum(a != b for a, b in zip(plain, swapped, strict=True))
    digits = sum(c.isdigit() for c in swapped)
    if not changed or changed * 2 > digits:
        return ""
    found = _USUAL(swapped)
    return swapped if found else ""


def format_kroner(amount: Decimal | int) -> str:
    """Decimal('12345.5') → '12.345,50'."""
    rounded = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _danish_separators(f"{rounded or Decimal('0.00'):,.2f}")


def format_kroner_short(amount: Decimal | int) -> str:
    """Decimal('12345.50') → '12.346 kr.' (with a non-breaking space), for lists and tiles."""
    rounded = int(Decimal(amount).quantize(Decimal("1"), ROUND_HALF_UP))
    return f"{rounded:,}".replace(",", ".") + f"{NBSP}kr."


def _danish_separators(english: str) -> str:
    return english.translate({44: ".", 46: ","})


# -- dates ---------------------------------------------------------------------------------------

_DMY = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})").fullmatch
_YMD = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})").fullmatch
_EIGHT_DIGITS = re.compile(r"[0-9]{8}").fullmatch
_DATE_AND_TIME = re.compile(
    r"([0-9./-]{8,10})(?:T| +(?:kl\.? *)?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r"( ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
).fullmatch
_WITH_MONTH_NAME = re.compile(r"([0-9]{1,2})[. -]*([a-zæøå]{3,9})[. -]*([0-9]{4})", re.IGNORECASE).fullmatch
_MONTH_NUMBER: Final = {
    name[:length]: number for number, name in enumerate(MONTHS, 1) for length in range(3, len(name) + 1)
} | {"may": 5, "oct": 10}
_NO_DATE: Final = frozenset(
    {"", "-", "--", "0", "ingen", "00-00-0000", "0000-00-00", "00.00.0000", "00/00/0000", "00000000"}
)
_OPEN_END: Final = frozenset({"31-12-9999", "9999-12-31", "31.12.9999", "31/12/9999", "99991231", "31129999"})


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date:
    """'22-11-2026', '22/11/2026', '22.11.26', '2026-11-22', '2026-11-22T00:00:00' → date.

    Day before month, always. A clock is ignored; with an offset (…T23:00:00Z) the date is the one
    in Copenhagen. Also '22. nov. 2026' and '20261122'. Raises DanishValueError.
    """
    if found := _DMY(text):
        day, _separator, month, year = found.groups()
        return _date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    if found := _YMD(text):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    return _parse_unusual_date(text)


def _parse_unusual_date(text: str) -> date:
    plain = " ".join(text.translate(_MINUS).split())
    if plain in _NO_DATE:
        raise DanishValueError(_("Datoen mangler. Skriv den som 22-11-2026."))
    if plain != text and (_DMY(plain) or _YMD(plain)):
        return parse_date(plain)
    if found := _DATE_AND_TIME(plain):
        return _in_copenhagen(plain) if found[2] else parse_date(found[1])
    if _EIGHT_DIGITS(plain):
        return _parse_eight_digits(plain)
    if (found := _WITH_MONTH_NAME(plain)) and (month := _MONTH_NUMBER.get(found[2].lower())):
        return _date(int(found[3]), month, int(found[1]))
    if plain.isascii() and plain.isdigit() and len(plain) == 5:
        raise DanishValueError(
            _("Et helt tal i stedet for en dato. Formatér kolonnen som dato i Excel, og gem filen igen.")
        )
    raise DanishValueError(_("Ikke en dato. Skriv den som dag-måned-år: 22-11-2026."))


def _in_copenhagen(plain: str) -> date:
    try:
        moment = datetime.fromisoformat(plain.replace(" Z", "Z").replace(" +", "+").upper())
    except ValueError:
        raise DanishValueError(_("Ikke en dato. Skriv den som 22-11-2026 eller 2026-11-22.")) from None
    _date(moment.year, moment.month, moment.day)
    return moment.astimezone(COPENHAGEN).date()


def _parse_eight_digits(plain: str) -> date:
    """yyyymmdd or ddmmyyyy: never both, because no month and day read as a year from 1990 to 2100."""
    if FIRST_YEAR <= int(plain[:4]) <= LAST_YEAR:
        year, month, day = int(plain[:4]), int(plain[4:6]), int(plain[6:])
        if 1 <= month <= 12:
            return _date(year, month, day)
    return _date(int(plain[4:]), int(plain[2:4]), int(plain[:2]))


def _date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DanishValueError(
            _("Årstallet %(year)s kan ikke passe. Skriv datoen som dag-måned-år: 22-11-2026.")
            % {"year": f"{year:04d}"}
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_date(year, month, day) from None


def _no_such_date(year: int, month: int, day: int) -> DanishValueError:
    if not 1 <= month <= 12:
        swapped = 12 < month <= 31 and 1 <= day <= 12 and month <= monthrange(year, day)[1]
        return DanishValueError(
            _("Der er ingen måned %(month)s. Skriv dagen før måneden: 22-11-2026.") % {"month": month},
            f"{month:02d}-{day:02d}-{year}" if swapped else "",
        )
    return DanishValueError(
        _("Datoen findes ikke: %(month)s %(year)s har %(days)s dage.")
        % {"month": MONTHS[month - 1], "year": year, "days": monthrange(year, month)[1]}
    )


def parse_optional_date(text: str) -> date | None:
    """As parse_date, but '', '-', '00-00-0000' and the open end '31-12-9999' are None."""
    plain = text.strip()
    if plain in _NO_DATE or plain in _OPEN_END:
        return None
    return parse_date(plain)


def format_date(day: date) -> str:
    """→ '22-11-2026', for tables and files."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def format_date_long(day: date) -> str:
    """→ '22. november 2026'."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_date_short(day: date) -> str:
    """→ '22. nov. 2026'."""
    return f"{day.day}. {MONTHS_SHORT[day.month - 1]} {day.year}"


def format_weekday(day: date) -> str:
    """→ 'man. 23. nov.'."""
    return f"{WEEKDAYS_SHORT[day.weekday()]} {day.day}. {MONTHS_SHORT[day.month - 1]}"


def week_number(day: date) -> int:
    """The ISO week, as Danish calendars number it."""
    return day.isocalendar().week


# -- yes, no, unknown ----------------------------------------------------------------------------

_YES: Final = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "sand", "sandt", "t", "✓", "✔", "har børn"})
_NO: Final = frozenset({"nej", "n", "no", "0", "false", "falsk", "f", "ingen", "ingen børn"})
_UNKNOWN: Final = frozenset(
    {"", "ukendt", "uvist", "ved ikke", "?", "-", "u", "unknown", "null", "none", "n/a", "i/t", "ikke oplyst"}
)


@lru_cache(maxsize=1024)
def parse_yes_no_unknown(text: str) -> bool | None:
    """'ja', 'x', '1' → True; 'nej', '0' → False; '', 'ukendt', '?' → None; else DanishValueError."""
    word = text.strip().rstrip(".").casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    if word in _UNKNOWN:
        return None
    raise DanishValueError(_("Skriv ja, nej eller ukendt."))
