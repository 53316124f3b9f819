"""Finding a tenancy by name, address, telephone, dwelling number or reference, however it was typed.

1. A whole reference is looked up by its key, an address with a house number by its sort key, and a number
   alone is a dwelling number: one look into an index. Eight digits are a telephone number first.
2. Every word (core.searchkeys) is a part of the tenancy's key: one look into a trigram index.
3. Few found: for each longer word the organisation's nearest words (SearchWord) are tried as well, so
   "Jensne" finds Jensen.
The scope is the user's (`visible_to`) in all of it. Nothing that was typed is kept here or logged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import Case, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from core.searchkeys import search_words
from core.sortkeys import address_sort_key, danish_sort_key, parse_address
from residents.models import PHONE_DIGITS, Dwelling, Resident, Tenancy, phone_digits, without_zeros
from residents.references import number_key, split_reference
from residents.services.keys import refresh_search_words

PAGE = 25
CANDIDATES = 500
"""Of a word as common as "anna" so many are put in order, not all."""
FEW = 5
NEAREST = 12
LONG_WORD = 4


@dataclass
class Found:
    """`hint`: why there is nothing, or what to do about too much. `is_guess`: typing slips were tolerated."""

    rows: list[Any] = field(default_factory=list)
    has_more: bool = False
    is_guess: bool = False
    hint: str = ""


def find_tenancies(user: Any, query: str, *, shown: int = PAGE) -> Found:
    visible = Tenancy.objects.visible_to(user)
    if (exactly := _whole(query)) and (rows := _ordered(visible.filter(exactly), [], shown)):
        return _found(rows, shown)
    if phone := _phone(query):
        return _by_phone(user, visible, phone, query, shown)
    words = _words(query)
    if not words:
        return Found(hint=_("Skriv et navn, en adresse eller et nummer.") if query.strip() else "")
    if not any(len(word.strip()) > 2 and not word.strip().isdigit() for word in words):
        return _by_number(user, visible, words, shown)
    rows = _ordered(visible.filter(_all_of([[word] for word in words])), words, shown)
    if len(rows) >= FEW or not (variants := _with_slips(user.organisation_id, words)):
        return _found(rows, shown)
    guessed = _ordered(visible.filter(_all_of(variants)), words, shown)
    return _found(guessed, shown, is_guess=not rows) if len(guessed) > len(rows) else _found(rows, shown)


def _whole(query: str) -> Q | None:
    """A reference, or an address with a house number, was typed: who lives there, if it exists.

    Of the street the beginning is enough: 'lærke 8 3th'.
    """
    reference = split_reference(query)
    if reference and all(any(char.isdigit() for char in part) for part in reference):
        return Q(reference_key=reference.key)
    parts = parse_address(query)
    if not parts.house_number:
        return None
    home = address_sort_key("", parts.house_number, parts.floor, parts.side)
    on_the_street = Q(sort_key__startswith=danish_sort_key(parts.street))
    return on_the_street & (Q(sort_key__endswith=home) | Q(sort_key__contains=f"{home}  "))


PHONE = re.compile(rf"(?:(?:\+|00)? ?45)?((?:[ .-]*[0-9]){{{PHONE_DIGITS}}})")


def _phone(query: str) -> str:
    """'+45 10 18 16 67' → '10181667'; "" for what is no Danish telephone number."""
    found = PHONE.fullmatch(query.strip())
    return "".join(char for char in found[1] if char.isdigit()) if found else ""


def _by_phone(user: Any, visible: QuerySet[Any], phone: str, query: str, shown: int) -> Found:
    """Of those who live there. A dwelling may have eight digits, too, and is then looked for as well."""
    residents = Resident.objects.visible_to(user).filter(moved_out_on__isnull=True).exclude(phone="")
    theirs = residents.alias(digits=phone_digits()).filter(digits=phone).order_by().values("tenancy_id")
    if rows := _ordered(visible.filter(pk__in=theirs), [], shown):
        return _found(rows, shown)
    words = _words(query)
    if len(words) == 1 and (rows := _by_number(user, visible, words, shown).rows):
        return _found(rows, shown)
    return Found(hint=_("Ingen beboer har det telefonnummer i registret. Prøv med et navn eller en adresse."))


def _words(query: str) -> list[str]:
    """Words as search_words gives them; a postal code with its city is left out, as keys hold neither."""
    parts = parse_address(query)
    if parts.postal_code and parts.street:
        query = f"{parts.street} {parts.house_number} {parts.floor} {parts.side}"
    return [_without_zeros(word) for word in search_words(query)]


def _without_zeros(word: str) -> str:
    number = word.strip()
    return f" {number_key(number)} " if number.isdigit() and number.startswith("0") else word


def _all_of(words: Sequence[Sequence[str]]) -> Q:
    """Every word must be in the key, in one of its variants."""
    wanted = Q()
    for variants in words:
        either = Q()
        for variant in variants:
            either |= Q(search_key__contains=variant)
        wanted &= either
    return wanted


def _by_number(user: Any, visible: QuerySet[Any], words: list[str], shown: int) -> Found:
    numbers = [word.strip() for word in words if word.strip().isdigit()]
    if len(numbers) != 1:
        return Found(hint=_("Skriv også vejen eller et navn, så er der noget at søge på."))
    dwellings = Dwelling.objects.visible_to(user).alias(key=without_zeros("number"))
    pks = dwellings.filter(key=numbers[0].lstrip("0")).order_by().values_list("pk", flat=True)
    rows = _ordered(visible.filter(dwelling_id__in=list(pks[:CANDIDATES])), [], shown)
    hint = "" if rows else _("Intet lejemål har det nummer. Skriv også vejen eller et navn.")
    return _found(rows, shown, hint=hint)


def _found(rows: list[Any], shown: int, **options: Any) -> Found:
    return Found(rows=rows[:shown], has_more=len(rows) > shown, **options)


COLUMNS = ("id", "reference", "is_ended", "ends_on", "names", "dwelling__address", "estate__name")
NAMES = (
    Resident.objects.filter(tenancy_id=OuterRef("pk"), moved_out_on__isnull=True)
    .order_by()
    .values("tenancy_id")
    .annotate(names=StringAgg("name", delimiter=", ", order_by="pk"))
    .values("names")
)


def _ordered(found: QuerySet[Any], words: Sequence[str], shown: int) -> list[Any]:
    """Who lives there now first, then the house that was meant, then in Danish order of addresses."""
    today = timezone.localdate()
    candidates = Tenancy.objects.filter(pk__in=found.order_by().values("pk")[:CANDIDATES])
    ended = Case(When(ends_on__lt=today, then=Value(True)), default=Value(False))
    elsewhere = Case(When(_house(words), then=Value(False)), default=Value(True))
    rows = candidates.annotate(is_ended=ended, is_elsewhere=elsewhere, names=NAMES)
    columns = (
        "id",
        "reference",
        "is_ended",
        "ends_on",
        "starts_on",
        "names",
        "dwelling__address",
        "estate__name",
    )
    return list(
        rows.order_by("is_ended", "is_elsewhere", "sort_key", "-starts_on").values(*columns)[: shown + 1]
    )


def _house(words: Sequence[str]) -> Q:
    """'lærke 8 3th': the first number of a key is the house, so house 8 comes before an 8th floor."""
    start = next((i for i, word in enumerate(words) if word.strip().isdigit()), None)
    if start is None:
        return Q(pk__isnull=False)
    tail = " ".join(word.strip() for word in words[start:])
    return Q(search_key__regex=f"^[^0-9]* {re.escape(tail)} ")


NEAR = """
SELECT typed.word, near.word
FROM unnest(%s::text[]) AS typed (word), LATERAL (
    SELECT word FROM residents_searchword WHERE organisation_id = %s
    ORDER BY word <-> typed.word LIMIT %s) near
"""


def _with_slips(organisation_id: int, words: list[str]) -> list[list[str]] | None:
    """For every word itself and the words it may have been meant for. None when there is none such."""
    long_words = [word for word in words if word.isalpha() and len(word) >= LONG_WORD]
    if not long_words:
        return None
    near = _near(organisation_id, long_words)
    if not near:
        refresh_search_words(organisation_id)
        near = _near(organisation_id, long_words)
    variants = [[word, *(w for typed, w in near if typed == word and is_slip(word, w))] for word in words]
    return variants if any(len(each) > 1 for each in variants) else None


def _near(organisation_id: int, words: list[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [words, organisation_id, NEAREST])
        return cursor.fetchall()


def is_slip(typed: str, meant: str) -> bool:
    """One letter too many, too few, wrong or swapped; two in a word of eight or more."""
    most = 2 if len(typed) >= 8 else 1
    return typed != meant and distance(typed, meant, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with their neighbour; more than `most` is not counted out."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
