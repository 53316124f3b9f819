"""Which column is which: the headers differ per rent ledger, the fields do not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final


@dataclass(frozen=True)
class FieldSpec:
    name: str
    label_da: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    avoid: tuple[str, ...] = ()
    """Words that rule a header out, unless the whole header is a synonym."""


_FOLDS: Final = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ð": "d", "þ": "th", "№": " nr ", "§": " "}
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER_WORDS: Final = {"nummer": "nr", "num": "nr", "no": "nr", "id": "nr", "kroner": "kr", "dkk": "kr"}
# Words that say nothing about which column it is.
_NOISE: Final = frozenset({"i", "kr", "den", "pr", "dato", "nr", "af", "for", "paa", "til", "ialt", "total"})


@lru_cache(maxsize=2048)
def normalise_header(text: str) -> str:
    """'Beløb i kr.' → 'beloeb i kr', 'LejemålsNr' → 'lejemaalsnr', 'Forfaldsdato:' → 'forfaldsdato'."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLDS)
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", folded).split()
    return " ".join(_NUMBER_WORDS.get(word, word) for word in words)


def _compact(normalised: str) -> str:
    """One word, however it was divided: 'lejemål nr.', 'lejemåls-nr' and 'Lejemålsnummer' are one."""
    word = normalised.replace(" ", "")
    if word.endswith("nummer"):
        word = word.removesuffix("nummer") + "nr"
    return word.removesuffix("snr") + "nr" if word.endswith("snr") else word


def _bare(normalised: str) -> str:
    """Without the words that say nothing: 'beloeb i kr' → 'beloeb'. Empty when nothing is left."""
    return "".join(word for word in normalised.split() if word not in _NOISE)


def _without_mutation(compact: str) -> str:
    """'beloeb' and 'belob' alike, for systems that print ø as o and æ as a."""
    return compact.replace("ae", "a").replace("oe", "o").replace("aa", "a")


def _without_danish(compact: str) -> str:
    """'belb', for systems that print ø as a question mark or not at all."""
    return compact.replace("ae", "").replace("oe", "").replace("aa", "")


def recognise(header: Sequence[str], fields: Sequence[FieldSpec]) -> dict[str, int]:
    """Field name → column index. A field gets the header that fits it best, and no header twice.

    An exact synonym beats one that is contained, which beats a likeness; of equals the first column.
    """
    fits = [
        (-score, not spec.required, column, order, spec.name)
        for column, text in enumerate(header)
        for order, spec in enumerate(fields)
        if (score := fit(text, spec)) > 0
    ]
    mapping: dict[str, int] = {}
    taken: set[int] = set()
    for _score, _optional, column, _order, name in sorted(fits):
        if name not in mapping and column not in taken:
            mapping[name] = column
            taken.add(column)
    return {spec.name: mapping[spec.name] for spec in fields if spec.name in mapping}


def fit(header: str, spec: FieldSpec) -> float:
    """0 = not at all, 100 = exactly. The synonyms of a spec are all worth the same."""
    normalised = normalise_header(header)
    if not normalised:
        return 0
    avoided = any(normalise_header(word) in normalised for word in spec.avoid)
    best = max(
        _fit(normalised, normalise_header(text)) for text in (spec.label_da, spec.name, *spec.synonyms)
    )
    return best if best >= 90 or not avoided else 0


@lru_cache(maxsize=16384)
def _fit(header: str, synonym: str) -> float:
    one, other = _compact(header), _compact(synonym)
    if not other:
        return 0
    if one == other:
        return 100
    if _without_mutation(one) == _without_mutation(other):
        return 95
    if _bare(header) and _bare(header) == _bare(synonym):
        return 90
    if _without_danish(other) in {one, _bare(header)}:
        return 85
    if f" {synonym} " in f" {header} ":
        return 60 + min(len(synonym), 25)
    if len(other) >= 5 and other in one:
        return 35 + min(len(other), 25)
    likeness = (
        SequenceMatcher(None, one, other, autojunk=False).ratio() if min(len(one), len(other)) > 4 else 0
    )
    return 20 + 10 * likeness if likeness >= 0.84 else 0


def missing_required(mapping: Mapping[str, int], fields: Sequence[FieldSpec]) -> list[FieldSpec]:
    return [spec for spec in fields if spec.required and spec.name not in mapping]


def vocabulary(fields: Sequence[FieldSpec]) -> frozenset[str]:
    """Every known header word, normalised, for finding the header row."""
    return frozenset(
        normalise_header(text) for spec in fields for text in (spec.label_da, spec.name, *spec.synonyms)
    )


def header_fingerprint(header: Sequence[str]) -> str:
    """64 hex digits, the same for the same layout; case and trailing empty columns do not matter."""
    names = [normalise_header(text) for text in header]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()
