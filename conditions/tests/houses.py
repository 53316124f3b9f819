"""Whole estates for tests of the block picture."""

from core.sortkeys import address_sort_key
from residents.models import Dwelling, Stairwell

FLOORS = ("st", "1", "2", "3")


def stairwell_of(estate, street, number, floors=FLOORS, sides=("tv", "th")):
    """A stairwell with a flat behind each door of each floor."""
    stairwell = Stairwell.objects.create(
        organisation=estate.organisation,
        estate=estate,
        street=street,
        house_number=str(number),
        sort_key=address_sort_key(street, str(number)),
    )
    dwellings = [flat_of(stairwell, floor, side) for floor in floors for side in sides]
    Dwelling.objects.bulk_create(dwellings)
    return stairwell


def flat_of(stairwell, floor, side, number=""):
    where = f"{floor}. {side}".strip(". ")
    street, house = stairwell.street, stairwell.house_number
    return Dwelling(
        organisation=stairwell.organisation,
        estate=stairwell.estate,
        stairwell=stairwell,
        number=number or f"{stairwell.pk}-{floor or 0}{side}",
        floor=floor,
        side=side,
        address=f"{street} {house}, {where}" if where else f"{street} {house}",
        sort_key=address_sort_key(street, house, floor, side),
    )


def big_estate(estate, dwellings=699):
    """As Lundtoftegade: one street, stairwells of four floors with two doors each, and what is left over."""
    houses, rest = divmod(dwellings, 8)
    for number in range(1, houses + 1):
        stairwell_of(estate, "Lundevej", number)
    if rest:
        stairwell_of(
            estate, "Lundevej", houses + 1, floors=FLOORS[:1], sides=[str(n) for n in range(1, rest + 1)]
        )
    return estate
