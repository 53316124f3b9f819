"""The block picture: where each flat lies, and what is open there, for whoever looks."""

import datetime as dt

import pytest
from django.utils import timezone

from conditions.block import block_of, mark_of
from conditions.tests.houses import flat_of, stairwell_of
from core.weekdays import last_late_day
from residents.models import HousingOrganisation
from tests.case_factories import CaseFactory, handed_over
from tests.condition_factories import ConcernFlagFactory
from tests.factories import DwellingFactory, StairwellFactory, TenancyFactory


def drawn(user, estate):
    """{'Lærkevej 8': [('3.', ['tv', 'th']), …]} from the top floor down; '·' where there is no door."""
    return {
        entrance.name: [
            (floor.label, [cell.label if cell else "·" for cell in floor.cells]) for floor in entrance.floors
        ]
        for street in block_of(user, estate_id=estate.pk).streets
        for entrance in street.entrances
    }


def marks(user, estate):
    """{address: (words, level, sign)} of the flats with something open."""
    return {
        cell.name: (cell.mark.words, cell.mark.level, cell.mark.sign)
        for street in block_of(user, estate_id=estate.pk).streets
        for entrance in street.entrances
        for floor in entrance.floors
        for cell in floor.cells
        if cell and cell.mark
    }


def days_ago(number):
    return timezone.now() - dt.timedelta(days=number)


def flag(dwelling, *, at=None, **known):
    concern = ConcernFlagFactory(dwelling=dwelling, **known)
    if at:
        type(concern).objects.filter(pk=concern.pk).update(created_at=at)
    return concern


def take(concern, by):
    type(concern).objects.filter(pk=concern.pk).update(status="in_hand", taken_at=timezone.now(), taken_by=by)


def test_floors_stand_as_the_house_does(erik, laerke):
    stairwell_of(laerke, "Lærkevej", 10, floors=("kl", "st", "1"))
    stairwell_of(laerke, "Lærkevej", 2, floors=("1", "st"))
    assert drawn(erik, laerke) == {
        "Lærkevej 2": [("1.", ["tv", "th"]), ("st.", ["tv", "th"])],
        "Lærkevej 10": [("1.", ["tv", "th"]), ("st.", ["tv", "th"]), ("kl.", ["tv", "th"])],
    }


def test_a_door_that_is_not_there_leaves_its_place_open(erik, laerke):
    stairwell = stairwell_of(laerke, "Lærkevej", 2, floors=("1",), sides=("tv", "mf", "th"))
    flat_of(stairwell, "st", "th").save()
    assert drawn(erik, laerke)["Lærkevej 2"] == [("1.", ["tv", "mf", "th"]), ("st.", ["·", "·", "th"])]


def test_a_gallery_of_many_doors_goes_on_below(erik, laerke):
    stairwell_of(laerke, "Lærkevej", 2, floors=("1",), sides=[str(number) for number in range(1, 13)])
    assert drawn(erik, laerke)["Lærkevej 2"] == [("1.", [str(number) for number in range(1, 13)])]


def test_houses_without_floors_and_registers_without_sides(erik, laerke):
    house = stairwell_of(laerke, "Anemonevej", 1, floors=(), sides=())
    flat_of(house, "", "").save()
    block = stairwell_of(laerke, "Birkevej", 2, floors=(), sides=())
    for number in ("0101", "0102"):
        flat_of(block, "", "", number).save()
    odd = StairwellFactory(estate=laerke, street="Cedervej", house_number="")
    flat_of(odd, "7 1/2", "bag", "0900").save()
    assert drawn(erik, laerke) == {
        "Anemonevej 1": [("", ["hus"])],
        "Birkevej 2": [("", ["0101", "0102"])],
        "Cedervej": [("7 1/2", ["bag"])],
    }


def test_the_same_door_twice_in_a_register_is_shown_twice(erik, laerke):
    stairwell = stairwell_of(laerke, "Lærkevej", 2, floors=("1",))
    flat_of(stairwell, "1", "th", "0999").save()
    assert drawn(erik, laerke)["Lærkevej 2"] == [("1.", ["tv", "th", "th"])]


def test_streets_in_order_each_with_its_count(erik, laerke):
    for street in ("Åvej", "Bøgevej"):
        stairwell_of(laerke, street, 1)
    flag(laerke.dwellings.filter(stairwell__street="Åvej").first(), reported_by=erik)
    streets = block_of(erik, estate_id=laerke.pk).streets
    assert [(street.name, street.anchor, street.open) for street in streets] == [
        ("Bøgevej", "vej-1", 0),
        ("Åvej", "vej-2", 1),
    ]


def test_one_stairwell_alone(erik, laerke):
    one = stairwell_of(laerke, "Lærkevej", 2)
    stairwell_of(laerke, "Lærkevej", 4)
    block = block_of(erik, stairwell_id=one.pk)
    assert (block.entrances, block.dwellings) == (1, 8)


def test_an_empty_estate(erik, laerke):
    block = block_of(erik, estate_id=laerke.pk)
    assert (block.streets, block.dwellings, block.open) == ([], 0, 0)


def test_the_cell_says_what_is_open_in_words_and_signs(erik, anna, dwelling, laerke):
    take(flag(dwelling, reported_by=erik, at=days_ago(1)), anna)
    assert marks(erik, laerke) == {"Lærkevej 8, 3. th": ("1 åben melding, 1 dag", "ok", "")}
    flag(dwelling, reported_by=erik, urgency="soon")
    assert marks(erik, laerke) == {"Lærkevej 8, 3. th": ("2 åbne meldinger, 1 dag", "soon", "!")}
    flag(dwelling, reported_by=erik, urgency="acute")
    assert marks(erik, laerke) == {"Lærkevej 8, 3. th": ("3 åbne meldinger, 1 dag, akut fare", "late", "!!")}


@pytest.mark.parametrize(("weekdays", "level", "sign"), [(2, "soon", "!"), (10, "ok", "")])
def test_what_nobody_has_taken_in_the_organisations_weekdays_stands_out(
    erik, dwelling, laerke, weekdays, level, sign
):
    HousingOrganisation.objects.update(untaken_after_weekdays=weekdays)
    flag(dwelling, reported_by=erik, at=days_ago(7))
    assert marks(erik, laerke) == {"Lærkevej 8, 3. th": ("1 åben melding, 7 dage", level, sign)}


@pytest.mark.parametrize(("today", "level"), [(dt.date(2026, 12, 9), "ok"), (dt.date(2026, 12, 10), "soon")])
def test_by_the_clock_that_tells_the_coordinator(today, level):
    """Of Monday with 2 weekdays: not on Wednesday, on Thursday."""
    monday = timezone.make_aware(dt.datetime(2026, 12, 7, 8))
    assert mark_of([(monday, "received", "normal")], today, last_late_day(today, 2)).level == level


def test_what_came_today_is_new(erik, dwelling, laerke):
    flag(dwelling, reported_by=erik)
    mark = block_of(erik, estate_id=laerke.pk).marks[0]
    assert (mark.words, mark.since) == ("1 åben melding, i dag", "ny")


def test_what_is_closed_is_not_marked(erik, anna, dwelling, laerke):
    over = {"status": "closed", "outcome": "resolved", "closed_at": timezone.now(), "closed_by": anna}
    flag(dwelling, reported_by=erik, **over)
    assert marks(erik, laerke) == {}


def test_the_office_sees_its_own_and_the_caretaker_all(erik, anna, bo, dwelling, laerke):
    neighbour = DwellingFactory(stairwell=dwelling.stairwell, side="tv")
    flag(dwelling, reported_by=erik)
    flag(neighbour, reported_by=bo)
    assert set(marks(erik, laerke)) == {"Lærkevej 8, 3. th"}
    assert set(marks(anna, laerke)) == {"Lærkevej 8, 3. th", "Lærkevej 8, 3. tv"}


def test_what_a_household_took_along_with_its_case_is_not_marked(anna, bo, tenancy, laerke):
    flag(tenancy.dwelling, tenancy=tenancy)
    assert len(marks(anna, laerke)) == 1
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    assert marks(anna, laerke) == {}


@pytest.mark.parametrize(
    ("reader", "start"), [("erik", "/meld/lejemaal/"), ("anna", "/meldinger/?lejemaal=")]
)
def test_every_cell_leads_on(request, reader, start, dwelling, laerke):
    TenancyFactory(dwelling=dwelling)
    block = block_of(request.getfixturevalue(reader), estate_id=laerke.pk)
    cell = block.streets[0].entrances[0].floors[0].cells[0]
    assert cell.url.startswith(start)
    assert str(dwelling.pk) in cell.url
