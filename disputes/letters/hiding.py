"""Who may not be recognised in what the respondent is sent: the complainants that are hidden, with everybody
of their households and where they live."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from disputes.models import Complaint
from residents.models import Resident

SHORTEST: Final = 2
FIRST_NAME: Final = 4
"""So long a first name is known in small letters too; a shorter one is too often a word."""
GENITIVE: Final = r"(?:['’]?s)?"
WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Hidden:
    patterns: tuple[re.Pattern[str], ...] = ()

    def found_in(self, *texts: str) -> list[str]:
        """The words that tell of somebody, as they were written; each once."""
        found = [
            match.group(0).strip()
            for text in texts
            for each in self.patterns
            for match in each.finditer(text)
        ]
        return list(dict.fromkeys(found))

    def tells(self, *texts: str) -> bool:
        return any(each.search(text) for each in self.patterns for text in texts)


def hidden_of(complaint: Complaint, *, witnesses: Iterable[str] = ()) -> Hidden:
    """Also those who do not stand behind it any more. `witnesses`: free text; whoever is named there is
    hidden too."""
    rows = complaint.complainants.filter(is_shown=False).select_related("tenancy__dwelling__stairwell")
    hidden = list(rows)
    own = complaint.respondent
    people = dict.fromkeys([own.pk, *(row.tenancy_id for row in hidden)], ())
    names: dict[int, list[str]] = {pk: [] for pk in people}
    for tenancy_id, name in Resident.objects.filter(tenancy_id__in=list(people)).values_list(
        "tenancy_id", "name"
    ):
        names[tenancy_id].append(name)
    theirs = [name for row in hidden for name in [row.name, *names[row.tenancy_id]]]
    known = _known_words(complaint, names[own.pk])
    return Hidden(
        (
            *_of_names(theirs, known),
            *_of_witnesses(witnesses, known),
            *(pattern for row in hidden for pattern in _of_home(row.tenancy.dwelling, own.dwelling)),
        )
    )


def _known_words(complaint: Complaint, names: Sequence[str]) -> frozenset[str]:
    """What the respondent's own letter says anyway: their names and address, and who writes."""
    dwelling = complaint.respondent.dwelling
    said = [
        *names,
        dwelling.address,
        dwelling.stairwell.city,
        complaint.organisation.name,
        complaint.estate.name,
    ]
    return frozenset(word.casefold() for text in said for word in WORD.findall(text))


def _of_names(names: Iterable[str], known: frozenset[str]) -> list[re.Pattern[str]]:
    patterns = []
    for name in dict.fromkeys(names):
        words = WORD.findall(name)
        if len(words) > 1 and not all(word.casefold() in known for word in words):
            patterns.append(_pattern(r"\s+".join(map(re.escape, words)), re.IGNORECASE))
        for place, word in enumerate(words):
            if len(word) < SHORTEST or word.casefold() in known:
                continue
            loose = place == 0 and len(word) >= FIRST_NAME
            patterns.append(
                _pattern(re.escape(word) if loose else _capital(word), re.IGNORECASE if loose else 0)
            )
    return patterns


def _of_witnesses(texts: Iterable[str], known: frozenset[str]) -> list[re.Pattern[str]]:
    words = {word for text in texts for word in WORD.findall(text)}
    names = sorted(word for word in words if word[:1].isupper() and word.casefold() not in known)
    return [_pattern(_capital(word)) for word in names if len(word) >= SHORTEST]


def _of_home(theirs: Any, own: Any) -> list[re.Pattern[str]]:
    """The street with the number when it is another stairwell, and the door: "3. th", "3.th", "3 th"."""
    patterns = []
    house, own_house = (f"{each.stairwell.street} {each.stairwell.house_number}" for each in (theirs, own))
    if house.casefold() != own_house.casefold():
        patterns.append(_pattern(r"\s+".join(map(re.escape, house.split())), re.IGNORECASE))
    door, own_door = ((str(each.floor), str(each.side)) for each in (theirs, own))
    if all(door) and door != own_door:
        patterns.append(_pattern(rf"{re.escape(door[0])}\s*\.?\s*{re.escape(door[1])}\.?", re.IGNORECASE))
    return patterns


def _capital(word: str) -> str:
    return f"(?:{re.escape(word[:1].upper() + word[1:])}|{re.escape(word.upper())})"


def _pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words}){GENITIVE}(?!\w)", flags)
