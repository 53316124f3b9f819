import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sortkeys import AddressParts, format_address, normalise_floor, normalise_side, parse_address


@pytest.mark.parametrize(
    "text",
    [
        *("Lærkevej 8, 3. th", "Lærkevej 8, 3. th.", "Lærkevej 8 3 th", "Lærkevej 8 3th", "Lærkevej 8, 3.th"),
        *("Lærkevej 8,3.th", "Lærkevej 8, 3. sal th", "Lærkevej  8 , 3. t.h.", "Lærkevej 08, 03. th"),
        *("Lærkevej 8, 3. til højre", "Lærkevej 8, 3. etage, højre", "Lærkevej 8, 3 TH"),
        *("Lærkevej 8, 3. th c/o Hansen",),
    ],
)
def test_one_door_written_many_ways(text: str) -> None:
    assert parse_address(text) == AddressParts("Lærkevej", "8", "3", "th")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("lærkevej 8 3th", ("lærkevej", "8", "3", "th")),
        ("Lærkevej 8A, st. tv.", ("Lærkevej", "8A", "st", "tv")),
        ("Lærkevej 8 A st tv", ("Lærkevej", "8A", "st", "tv")),
        ("Lærkevej 8 stuen", ("Lærkevej", "8", "st", "")),
        ("Lærkevej 8, kld", ("Lærkevej", "8", "kl", "")),
        ("Lærkevej 8, kælder", ("Lærkevej", "8", "kl", "")),
        ("Lærkevej 8, 3. 12", ("Lærkevej", "8", "3", "12")),
        ("Lærkevej 8, 3-12", ("Lærkevej", "8", "3", "12")),
        ("Lærkevej 8, 03. 0012", ("Lærkevej", "8", "3", "12")),
        ("Lærkevej 8, 3. sal, dør 12", ("Lærkevej", "8", "3", "12")),
        ("Lærkevej 8, lejl. 12", ("Lærkevej", "8", "", "12")),
        ("Lærkevej 8, 1. mf", ("Lærkevej", "8", "1", "mf")),
        ("Lærkevej 8, 3.", ("Lærkevej", "8", "3", "")),
        ("Lærkevej 8, tv", ("Lærkevej", "8", "", "tv")),
        ("Lærkevej 8-10, 2. mf.", ("Lærkevej", "8-10", "2", "mf")),
        ("Lærkevej 108 10. 4", ("Lærkevej", "108", "10", "4")),
        ("2. Tværvej 5, 1. mf", ("2. Tværvej", "5", "1", "mf")),
        ("10. Februar Vej 3", ("10. Februar Vej", "3", "", "")),
        ("H.C. Andersens Vej 5B st", ("H.C. Andersens Vej", "5B", "st", "")),
        ("Christian X's Vej 8, 1. th", ("Christian X's Vej", "8", "1", "th")),
        ("Vej 4 12, 1. tv", ("Vej 4", "12", "1", "tv")),
        ("Lærkevej 8, baghuset", ("Lærkevej", "8", "", "baghuset")),
        ("Lærkevej", ("Lærkevej", "", "", "")),
        ("12", ("12", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_reads(text: str, parts: tuple[str, str, str, str]) -> None:
    assert parse_address(text) == AddressParts(*parts)


def test_postal_code_and_city() -> None:
    with_city = AddressParts("Lærkevej", "8", "3", "th", "2800", "Kgs. Lyngby")
    assert parse_address("Lærkevej 8, 3. th, 2800 Kgs. Lyngby") == with_city
    assert parse_address("Lærkevej 8 3. th DK-2800 Kgs. Lyngby") == with_city
    assert parse_address("Lærkevej 8, 2800 Kgs. Lyngby").postal_code == "2800"


@given(
    st.sampled_from(["Lærkevej", "2. Tværvej", "Sankt Jørgens Allé", "Åvej"]),
    st.integers(1, 999),
    st.sampled_from(["", "A", "B"]),
    st.sampled_from(["", "kl", "st", "1", "2", "10"]),
    st.sampled_from(["", "tv", "mf", "th", "1", "12", "104"]),
)
def test_what_is_written_is_read_back(street: str, number: int, letter: str, floor: str, side: str) -> None:
    if side.isdigit() and not floor:
        return
    parts = AddressParts(street, f"{number}{letter}", floor, side)
    assert parse_address(format_address(street, f"{number}{letter}", floor, side)) == parts


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    parse_address(text)


@pytest.mark.parametrize(
    ("text", "floor"),
    [("stuen", "st"), ("St.", "st"), ("0", "st"), ("kld.", "kl"), ("03", "3"), ("3. sal", "3"), ("", "")],
)
def test_floors(text: str, floor: str) -> None:
    assert normalise_floor(text) == floor


@pytest.mark.parametrize(
    ("text", "side"),
    [("TH.", "th"), ("t.v.", "tv"), ("midtfor", "mf"), ("0012", "12"), ("dør 4", "4"), ("", "")],
)
def test_sides(text: str, side: str) -> None:
    assert normalise_side(text) == side


def test_formats() -> None:
    assert format_address("Lærkevej", "8", "3", "th") == "Lærkevej 8, 3. th"
    assert format_address("Lærkevej", "8A", "stuen", "TV.") == "Lærkevej 8A, st. tv"
    assert format_address("Lærkevej", "8", "3", "12") == "Lærkevej 8, 3. 12"
    assert format_address("Lærkevej", "8") == "Lærkevej 8"
    assert format_address("Lærkevej") == "Lærkevej"
