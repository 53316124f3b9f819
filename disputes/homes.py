"""Picking a household for a complaint: through the register by whoever may know who lives where; by the
estate office as a flat, without being told who lives there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from accounts.choices import Role
from audit.choices import Purpose
from audit.services import record_look_up
from residents.models import Dwelling, Tenancy
from residents.searching import NAMES, find_tenancies

MOST = 12


@dataclass(frozen=True)
class Home:
    """`key` is what a form names it by: the tenancy's, for the office the dwelling's. `tenancy` is None where
    nobody lives."""

    key: int
    address: str
    names: str = ""
    tenancy: Tenancy | None = None

    @property
    def first_name(self) -> str:
        return self.names.split(", ")[0]


@dataclass(frozen=True)
class FoundHomes:
    homes: tuple[Home, ...] = ()
    hint: str = ""
    query: str = ""


def picks_dwellings(user: Any) -> bool:
    return bool(user.role == Role.ESTATE_OFFICE)


def find_homes(user: Any, query: str) -> FoundHomes:
    """Whoever found somebody by name has looked, which is recorded; the words are not."""
    query = " ".join(query.split())
    if not query:
        return FoundHomes()
    if picks_dwellings(user):
        return FoundHomes(tuple(_of_dwellings(_dwellings(user, query)[:MOST])), query=query)
    found = find_tenancies(user, query, shown=MOST)
    if found.rows and user.membership:
        record_look_up(actor=user, subject=user.membership.organisation, purpose=Purpose.SEARCH)
    rows = [row for row in found.rows if not row["is_ended"]]
    homes = (Home(row["id"], row["dwelling__address"], row["names"] or "") for row in rows)
    return FoundHomes(tuple(homes), found.hint, query)


def homes_by_key(user: Any, keys: Iterable[int]) -> list[Home]:
    """Those of them the user may pick, in the order of `keys`; the others are left out."""
    wanted = list(dict.fromkeys(keys))
    if picks_dwellings(user):
        found = _of_dwellings(Dwelling.objects.visible_to(user).filter(pk__in=wanted))
    else:
        found = _of_tenancies(Tenancy.objects.visible_to(user).filter(pk__in=wanted))
    by_key = {home.key: home for home in found}
    return [by_key[key] for key in wanted if key in by_key]


def home_of(dwelling: Dwelling) -> Tenancy | None:
    """Who lives there today."""
    return Tenancy.objects.current().select_related("dwelling").filter(dwelling=dwelling).first()


def _dwellings(user: Any, query: str) -> QuerySet[Any]:
    """The words begin words of the address, in its order, a number is one; or it is the dwelling's number.
    Where a number typed could be that of the house or a floor, those of the house come first."""
    words = re.findall(r"\w+", query)
    begun = ".*".join(rf"\m{re.escape(word)}" + (r"\M" if word.isdigit() else "") for word in words)
    wanted = Q(address__iregex=begun) if words else Q(pk__in=())
    is_house = When(stairwell__house_number__in=words, then=0)
    rows = Dwelling.objects.visible_to(user).filter(wanted | Q(number=query))
    return rows.order_by(Case(is_house, default=1), "sort_key")


def _of_dwellings(rows: QuerySet[Any]) -> list[Home]:
    dwellings = list(rows)
    tenancies = Tenancy.objects.current().select_related("dwelling").filter(dwelling__in=dwellings)
    lives = {tenancy.dwelling_id: tenancy for tenancy in tenancies}
    return [Home(row.pk, row.address, tenancy=lives.get(row.pk)) for row in dwellings]


def _of_tenancies(rows: QuerySet[Any]) -> list[Home]:
    found = rows.select_related("dwelling").annotate(names=NAMES)
    return [Home(row.pk, row.dwelling.address, row.names or "", row) for row in found]
