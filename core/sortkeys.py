"""Stored sort keys: Danish order on a server with any locale.

Keys compare byte by byte, so the column (or the ORDER BY) needs collation "C". They are ASCII for
Latin text: æ ø å become { | }, which follow z; a number is preceded by its length, so 2 < 10.
"""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# -- Danish order --------------------------------------------------------------------------------

_AE, _OE, _AA = "{", "|", "}"
_DIVIDERS: Final = string.punctuation + "".join(map(chr, range(32))) + "\x7f"
_ASCII: Final = str.maketrans(
    dict.fromkeys(_DIVIDERS, " ") | {"'": "", "`": ""},
)
# The Danish spelling rules file ä with æ, ö with ø and ü with y.
_LETTERS: Final = (
    {ord(char): " " for char in _DIVIDERS + "–—−«»“”„…·"}
    | {ord(char): "" for char in "'`´’‘"}
    | {ord("æ"): _AE, ord("ä"): _AE, ord("ø"): _OE, ord("ö"): _OE, ord("ő"): _OE, ord("å"): _AA}
    | {ord("œ"): _OE, ord("ü"): "y", ord("ű"): "y", ord("ð"): "d", ord("đ"): "d", ord("þ"): "th"}
    | {ord("ł"): "l", ord("ı"): "i"}
)
_NUMBER = re.compile(r"[0-9]+")


@lru_cache(maxsize=4096)
def danish_sort_key(text: str) -> str:
    """æ ø å (and aa) after z, case and accents ignored, numbers inside by their value."""
    folded = text.casefold()
    if folded.isascii():
        folded = folded.translate(_ASCII).replace("aa", _AA)
    else:
        folded = unicodedata.normalize("NFC", folded).replace("aa", "å").translate(_LETTERS)
        if not folded.isascii():
            folded = _without_accents(folded)
    return _NUMBER.sub(_by_value, " ".join(folded.split()))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _by_value(found: re.Match[str]) -> str:
    """'2' → '12', '10' → '210': the length first. Ten digits and more: '9' and a two-digit length."""
    digits = found[0].lstrip("0") or "0"
    size = len(digits)
    return f"{size}{digits}" if size < 9 else f"9{min(size, 99):02d}{digits}"


# -- addresses -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddressParts:
    street: str = ""
    house_number: str = ""
    floor: str = ""
    side: str = ""
    postal_code: str = ""
    city: str = ""


def address_sort_key(street: str, house_number: str = "", floor: str = "", side: str = "") -> str:
    """'Lærkevej 2' < 'Lærkevej 10', '8' < '8A'; kl. < st. < 1. < 10.; tv < mf < th < numbered doors.

    Parts are divided by two spaces, which occur nowhere else and sort before everything.
    """
    return (
        f"{danish_sort_key(street)}  {danish_sort_key(house_number).replace(' ', '')}"
        f"  {_floor_rank(floor)}  {_side_rank(side)}"
    ).rstrip()


@lru_cache(maxsize=1024)
def _floor_rank(text: str) -> str:
    floor = normalise_floor(text)
    if not floor:
        return ""
    if floor.startswith("k"):
        return f"0{9 - int(floor[1])}" if floor[1:].isdecimal() else "09"
    if floor == "st":
        return "1"
    return f"2{danish_sort_key(floor)}" if floor.isdigit() else f"3{danish_sort_key(floor)}"


_SIDE_ORDER: Final = {"": "", "tv": "1", "mf": "2", "th": "3"}


@lru_cache(maxsize=4096)
def _side_rank(text: str) -> str:
    side = normalise_side(text)
    if side in _SIDE_ORDER:
        return _SIDE_ORDER[side]
    return f"4{danish_sort_key(side)}" if side[0].isdigit() else f"5{danish_sort_key(side)}"


_GROUND: Final = frozenset({"st", "stue", "stuen", "s", "p", "parterre", "0", "00"})
_BASEMENT: Final = frozenset({"kl", "kld", "k", "kælder", "kælderen", "-1"})


@lru_cache(maxsize=1024)
def normalise_floor(text: str) -> str:
    """'stuen' → 'st', 'kld.' → 'kl', '03.' → '3', '3. sal' → '3', '' → ''."""
    word = text.strip().casefold().removesuffix("etage").removesuffix("sal").strip(" .,")
    if word in _GROUND:
        return "st"
    if word in _BASEMENT:
        return "kl"
    if len(word) == 2 and word[0] == "k" and word[1] in "123456789":
        return word
    return word.lstrip("0") if word.isdigit() else word


_SIDE_WORDS: Final = {
    "venstre": "tv",
    "tilvenstre": "tv",
    "v": "tv",
    "højre": "th",
    "tilhøjre": "th",
    "h": "th",
    "midt": "mf",
    "midtfor": "mf",
    "m": "mf",
}
_DOOR = re.compile(r"^(?:dør|lejlighed|lejl|værelse|vær|nr)[. ]*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def normalise_side(text: str) -> str:
    """'TH.' → 'th', 't.v.' → 'tv', 'midt' → 'mf', '0012' → '12', 'dør 4' → '4'."""
    typed = _DOOR.sub("", text.strip(" ,."))
    word = typed.casefold().replace(".", "").replace(" ", "")
    word = _SIDE_WORDS.get(word, word)
    if word in _SIDE_ORDER:
        return word
    return word.lstrip("0") or "0" if word[:1].isdigit() and len(word) <= 5 else typed


def normalise_house_number(text: str) -> str:
    """'008 a' → '8A', '8 - 10' → '8-10'."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", "".join(text.split()).replace("–", "-")).upper()


_POSTAL = re.compile(r"[\s,]+(?:DK-?)?([1-9][0-9]{3}|0[89][0-9]{2})\s+([^\W\d_][^\d,]*)$", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?<=[\s,.])([0-9]{1,3}(?: ?[a-zæøå](?![\w.]))?(?: ?[-–] ?[0-9]{1,3}[a-z]?(?![\w.]))?)(?=[\s,.]|$)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"""[\s,.]*
    (?: (?P<floor> -1 | [0-9]{1,2}(?![0-9]) | k[1-9](?!\w) | kld?(?!\w) | kælder(?:en)?(?!\w)
                   | st(?!\w) | stuen?(?!\w) | parterre(?!\w) )
        [\s.]* (?: (?:sal|etage)(?!\w) )? )?
    [\s.,/-]*
    (?: (?:dør|lejlighed|lejl|værelse|vær|nr)(?![a-zæøå])[\s.]* )?
    (?P<side> t\.?\s?[vh](?!\w) | m\.?\s?f(?!\w) | midt(?:for)?(?!\w) | til\s(?:venstre|højre) | venstre
              | højre | [0-9]{1,4}[a-z]? | [a-z](?!\w) )?
    [\s.,]*""",
    re.IGNORECASE | re.VERBOSE,
)


_CARE_OF = re.compile(r"[\s,]*\bc/o\b", re.IGNORECASE)


def parse_address(text: str) -> AddressParts:
    """'lærkevej 8 3th' → AddressParts('lærkevej', '8', '3', 'th'). Never raises.

    What cannot be divided stays whole: in `side` when street and number were found, else in `street`.
    """
    line = _CARE_OF.split(" ".join(text.split()), maxsplit=1)[0].strip(" ,")
    postal_code = city = ""
    candidates = _house_candidates(line)
    if candidates and (found := _POSTAL.search(line, candidates[0].end())):
        line, postal_code, city = line[: found.start()].rstrip(" ,"), found[1], found[2].strip()
    parts = AddressParts(street=line)
    for house in _house_candidates(line):
        rest = line[house.end() :]
        level = _LEVEL.fullmatch(rest)
        if level is None and parts.house_number:
            continue
        parts = AddressParts(
            street=line[: house.start()].rstrip(" ,"),
            house_number=normalise_house_number(house[1]),
            floor=normalise_floor(level["floor"] or "") if level else "",
            side=normalise_side((level["side"] or "") if level else rest),
        )
        if level:
            break
    return AddressParts(parts.street, parts.house_number, parts.floor, parts.side, postal_code, city)


_LETTER = re.compile(r"[^\W\d_]")


def _house_candidates(line: str) -> list[re.Match[str]]:
    """Numbers that can be a house number: a street with at least one letter stands before them."""
    return [found for found in _HOUSE.finditer(line) if _LETTER.search(line, 0, found.start())]


def format_address(street: str, house_number: str = "", floor: str = "", side: str = "") -> str:
    """→ 'Lærkevej 8, 3. th'."""
    floor, side = normalise_floor(floor), normalise_side(side)
    house = f"{street} {house_number}".strip()
    level = f"{floor}." if floor.isdigit() or floor in {"st", "kl"} else floor
    home = f"{level} {side}".strip()
    return f"{house}, {home}" if house and home else house or home
