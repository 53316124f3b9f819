"""The estate office picks a flat by its address."""

import pytest

from disputes.homes import find_homes
from tests.factories import DwellingFactory, StairwellFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def flats(laerke):
    for house_number in ("3", "8"):
        stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number=house_number)
        for floor in ("3", "8"):
            DwellingFactory(stairwell=stairwell, floor=floor, side="th", number=f"7{house_number}{floor}0")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lærkevej 8 3 th", ["Lærkevej 8, 3. th"]),
        ("Lærkevej 3, 8. th", ["Lærkevej 3, 8. th"]),
        ("lærk 8", ["Lærkevej 8, 3. th", "Lærkevej 8, 8. th", "Lærkevej 3, 8. th"]),
        ("7830", ["Lærkevej 8, 3. th"]),
        ("lærkevej 80", []),
        ("?", []),
        (" ", []),
    ],
)
def test_the_words_in_the_order_of_the_address(erik, flats, typed, found):
    assert [home.address for home in find_homes(erik, typed).homes] == found
