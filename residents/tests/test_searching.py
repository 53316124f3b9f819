"""Finding a tenancy, however it was typed."""

import datetime as dt

import pytest

from residents.models import Resident, SearchWord, phone_digits
from residents.searching import distance, find_tenancies
from residents.tests.register_files import row, take
from tests.indexes import only_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(dorte, laerke):
    rows = [
        row(name="Jens Jensen", dwelling="0033", phone="+45 10 18 16 67"),
        row(name="Mette Sørensen", dwelling="0034", side="tv", phone="20304050"),
        row(name="Åse Bæk", dwelling="0035", house_number="18", floor="8"),
        row(name="Fatima Ægidius", dwelling="0136", street="Ågade", house_number="3", floor="10"),
        row(name="Fatima Ægidius", dwelling="0137", street="Ågade", house_number="3", floor="2"),
        row(name="Før Hansen", dwelling="0200", floor="1", tenant="01", ends_on="31-12-2020"),
        row(name="Nu Hansen", dwelling="0200", floor="1", tenant="02", starts_on="01-01-2021"),
        row(
            name="Karla Skovsen",
            estate="1205",
            estate_name="Møllevangen",
            dwelling="0033",
            street="Møllevej",
            phone="31 32 33 34",
        ),
    ]
    take(dorte, *rows)


def names(user, query, **options):
    return [found["names"] for found in find_tenancies(user, query, **options).rows]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("jensen", ["Jens Jensen"]),
        ("JENS jensen", ["Jens Jensen"]),
        ("sørensen", ["Mette Sørensen"]),
        ("soerensen", ["Mette Sørensen"]),
        ("aase", ["Åse Bæk"]),
        ("baek", ["Åse Bæk"]),
        ("lærke 8 3th", ["Jens Jensen"]),
        ("lærkevej 8, 3. th, 8000 Eksempelby", ["Jens Jensen"]),
        ("laerke 8 3 tv", ["Mette Sørensen"]),
        ("1204-0034-02", ["Mette Sørensen"]),
        ("1204-34-2", ["Mette Sørensen"]),
        ("0034", ["Mette Sørensen"]),
        ("34", ["Mette Sørensen"]),
        ("10181667", ["Jens Jensen"]),
        ("10 18 16 67", ["Jens Jensen"]),
        ("+4510181667", ["Jens Jensen"]),
        ("+45 10181667", ["Jens Jensen"]),
        ("0045 1018 1667", ["Jens Jensen"]),
        ("45 20 30 40 50", ["Mette Sørensen"]),
        ("10181668", []),
        ("1018166", []),
        ("mette lærke", ["Mette Sørensen"]),
        ("mette ågade", []),
        ("ægidius", ["Fatima Ægidius", "Fatima Ægidius"]),
        ("hansen", ["Nu Hansen", "Før Hansen"]),
    ],
)
def test_found(people, dorte, query, expected):
    assert names(dorte, query) == expected


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("jensne", "Jens Jensen"),
        ("sørnsen", "Mette Sørensen"),
        ("Fatmia", "Fatima Ægidius"),
        ("skovsem", "Karla Skovsen"),
    ],
)
def test_typing_slips_are_tolerated(people, dorte, typed, meant):
    found = find_tenancies(dorte, typed)
    assert meant in [r["names"] for r in found.rows]
    assert found.is_guess


def test_second_floor_before_tenth(people, dorte):
    found = find_tenancies(dorte, "ågade").rows
    assert [r["dwelling__address"] for r in found] == ["Ågade 3, 2. th", "Ågade 3, 10. th"]


def test_an_address_finds_that_house_only(people, dorte):
    found = {r["dwelling__address"] for r in find_tenancies(dorte, "lærke 8").rows}
    assert found == {"Lærkevej 8, 1. th", "Lærkevej 8, 3. th", "Lærkevej 8, 3. tv"}
    assert names(dorte, "lærke 88") == []


def test_the_house_that_was_meant_comes_first(people, dorte):
    found = [r["dwelling__address"] for r in find_tenancies(dorte, "kevej 8").rows if not r["is_ended"]]
    assert found[-1] == "Lærkevej 18, 8. th"


def test_ended_tenancies_are_marked(people, dorte):
    assert [r["is_ended"] for r in find_tenancies(dorte, "hansen").rows] == [False, True]


def test_only_short_words_give_a_hint(people, dorte):
    assert "Skriv også vejen" in find_tenancies(dorte, "th").hint
    assert "Skriv også vejen" in find_tenancies(dorte, "8 3").hint
    assert "Intet lejemål" in find_tenancies(dorte, "999").hint
    assert find_tenancies(dorte, "").hint == ""


def test_a_number_nobody_has_is_said_as_what_it_is(people, dorte):
    assert "Ingen beboer har det telefonnummer" in find_tenancies(dorte, "10 18 16 68").hint


def test_a_dwelling_with_eight_digits_is_found_too(dorte, laerke):
    take(dorte, row(name="Lang Nummersen", dwelling="12345678", phone=""))
    assert names(dorte, "12345678") == ["Lang Nummersen"]


def test_the_number_of_who_has_moved_is_not_theirs_any_more(people, dorte):
    Resident.objects.filter(name="Jens Jensen").update(moved_out_on=dt.date(2026, 1, 1))
    assert names(dorte, "10181667") == []


def test_a_telephone_number_is_found_by_its_index(people, dorte):
    only_by(Resident, "resident_phone")
    numbers = Resident.objects.alias(digits=phone_digits()).exclude(phone="").filter(digits="10181667")
    assert "resident_phone" in numbers.explain()


def test_everybody_finds_in_their_scope_only(people, anna, laerke, carla, erik, gry):
    assert names(anna, "0033") == ["Jens Jensen"]
    assert names(anna, "skovsen") == []
    assert names(anna, "skovsem") == []
    assert names(anna, "20304050") == ["Mette Sørensen"]
    assert names(anna, "31323334") == []
    for stranger in (carla, erik, gry):
        for query in ("jensen", "jensne", "1204-0034-02", "34", "lærke 8", "10181667"):
            assert find_tenancies(stranger, query).rows == []


def test_more_than_a_page(dorte, people):
    found = find_tenancies(dorte, "lærke", shown=2)
    assert len(found.rows) == 2 and found.has_more
    assert not find_tenancies(dorte, "lærke", shown=25).has_more


def test_few_queries(people, anna, laerke, django_assert_max_num_queries):
    assert anna.membership.estate_ids
    for query in ("jensen", "jensne", "lærke 8 3th", "1204-0034-02", "34", "10181667", "10181668"):
        with django_assert_max_num_queries(3):
            find_tenancies(anna, query)


def test_the_words_follow_the_register(people, dorte, fjordbo):
    assert SearchWord.objects.filter(organisation=fjordbo, word="jensen").exists()
    take(dorte, row(name="Ny Mand", dwelling="0033"), end_many=True)
    assert not SearchWord.objects.filter(word="jensen").exists()


def test_words_are_made_when_there_are_none(tenancy, dorte):
    assert find_tenancies(dorte, "beborsen").rows
    assert SearchWord.objects.filter(word="beboersen").exists()


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("jensne", "jensen", 1),
        ("jensn", "jensen", 1),
        ("abc", "abc", 0),
        ("abcd", "wxyz", 4),
        ("a", "abcd", 3),
    ],
)
def test_distance(one, other, expected):
    assert distance(one, other, 2) == expected
