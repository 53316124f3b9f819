"""Search keys: what is stored beside a name or an address, and what a query is turned into.

The contract: a row matches when EVERY word of `search_words(query)` is a substring of its stored
`search_key(text)` (or trigram-similar to it; that part is SQL's). Both sides are normalised the
same way, so the SQL needs neither lower() nor unaccent(), only LIKE '%' || word || '%'; words hold
no % or _ (the sole characters are letters, digits and spaces).

Spaces are part of both and must not be stripped: a key begins and ends with one, and a word may
carry them to say "a whole token". '8' would be found in 18, 2800 and every phone number; ' 8 ' is
only the house or floor 8.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_WORDS: Final = 10
MAX_QUERY: Final = 200

_FOLDS: Final = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "œ": "oe", "ð": "d", "đ": "d", "þ": "th"}
    | {"ł": "l", "ı": "i", "'": "", "’": "", "‘": "", "`": "", "´": ""}
)
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_LEVELS: Final = frozenset({"th", "tv", "mf", "st", "kl"})
_LEVEL_WORDS: Final = {
    "stuen": "st",
    "stue": "st",
    "kld": "kl",
    "kaelder": "kl",
    "midtfor": "mf",
    "venstre": "tv",
    "hoejre": "th",
}
_FILLERS: Final = frozenset({"sal", "etage", "doer", "nr", "lejl", "lejlighed"})


def _tokens(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text.casefold()) if not text.isascii() else text.lower()
    folded = folded.translate(_FOLDS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _TOKEN.findall(folded)


def search_key(text: str) -> str:
    """'Lærkevej 8, 3. th' → ' laerkevej 8 3 th '. Join several texts with a space first.

    A zero-padded number is there without its zeros too: '1204-0033' → ' 1204 0033 33 '.
    """
    tokens = _tokens(text)
    if not tokens:
        return ""
    return f" {' '.join(_with_value(token) if token[0] == '0' else token for token in tokens)} "


def _with_value(token: str) -> str:
    value = token.lstrip("0")
    return f"{token} {value}" if value else token


def search_words(query: str) -> list[str]:
    """'lærke 8 3th' → ['laerke', ' 8 ', ' 3 ', ' th ']; at most 10 words, no duplicates, maybe none."""
    words: list[str] = []
    after_number = False
    for token in _tokens(query[:MAX_QUERY]):
        if after_number and token in _FILLERS:
            continue
        token = _LEVEL_WORDS.get(token, token) if after_number else token
        after_number = after_number or token.isdigit()
        words.append(_word(token))
    return list(dict.fromkeys(words))[:MAX_WORDS]


def _word(token: str) -> str:
    if token.isdigit():
        return f" {token.lstrip('0') or token} " if len(token) <= 3 else token
    if token in _LEVELS:
        return f" {token} "
    return f" {token}" if len(token) == 1 else token
