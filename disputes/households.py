"""Finding the household a form names by its address, and what it is called."""

from collections.abc import Iterable
from typing import Any

from cases.contact_form import plain, within_reach
from cases.household import household, household_array, phone_of
from core.phrases import say_list
from disputes.services.mediations import NewParty
from residents.models import Tenancy

NAME_LENGTH = 160


def household_at(user: Any, address: str) -> Tenancy | None:
    """The one household of today at a typed address within the caretaker's estates, with `people`."""
    rows = within_reach(user).values_list("pk", "dwelling__address")
    found = [pk for pk, written in rows if plain(written) == plain(address)]
    return with_people(user, found).get(found[0]) if len(found) == 1 else None


def with_people(user: Any, ids: Iterable[int]) -> dict[int, Tenancy]:
    """Those of these households that are within reach, each with `people`."""
    rows = within_reach(user).filter(pk__in=list(ids)).select_related("dwelling", "estate")
    return {tenancy.pk: tenancy for tenancy in rows.annotate(people=household_array("pk"))}


def party_of(tenancy: Tenancy, name: str = "") -> NewParty:
    """Called what was typed, else by the names in the register."""
    people = tenancy.people  # type: ignore[attr-defined]
    names = say_list([person.name for person in household(people)]) or tenancy.dwelling.address
    return NewParty(tenancy, (name.strip() or names)[:NAME_LENGTH], phone_of(people))
