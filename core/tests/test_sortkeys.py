import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sortkeys import address_sort_key, danish_sort_key


def test_danish_order() -> None:
    names = ["Zacho", "Ærø", "Østergaard", "Aaby", "Århus", "Abel", "Bo Zeuthen", "Bodil"]
    assert sorted(names, key=danish_sort_key) == [
        *("Abel", "Bo Zeuthen", "Bodil", "Zacho", "Ærø", "Østergaard", "Aaby", "Århus"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aaby", "Åby"),
        ("ANDRÉ", "andre"),
        ("Müller", "Myller"),
        ("Anne-Marie", "anne  marie"),
        ("A\u030aby", "Åby"),
    ],
)
def test_the_same_place(one: str, other: str) -> None:
    assert danish_sort_key(one) == danish_sort_key(other)


def test_numbers_by_their_value() -> None:
    names = ["Afdeling 10", "Afdeling 2", "Afdeling 002 A", "Afdeling 1234567890123", "Afdeling 99"]
    assert sorted(names, key=danish_sort_key) == [
        *("Afdeling 2", "Afdeling 002 A", "Afdeling 10", "Afdeling 99", "Afdeling 1234567890123"),
    ]


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40))
def test_keys_of_latin_text_are_printable_ascii(text: str) -> None:
    key = danish_sort_key(text)
    assert all(" " <= char <= "~" or ord(char) > 0x7F for char in key)
    assert "  " not in key
    assert key == key.strip()
    assert danish_sort_key(text.upper()) == danish_sort_key(text.upper().lower())


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_any_two_numbers(one: int, other: int) -> None:
    assert (danish_sort_key(f"nr {one}") < danish_sort_key(f"nr {other}")) == (one < other)


def test_addresses_in_the_order_of_the_staircase() -> None:
    addresses = [
        ("Lærkevej", "2", "", ""),
        ("Lærkevej", "8", "k2", ""),
        ("Lærkevej", "8", "kl", ""),
        ("Lærkevej", "8", "st", ""),
        ("Lærkevej", "8", "st", "tv"),
        ("Lærkevej", "8", "st", "mf"),
        ("Lærkevej", "8", "st", "th"),
        ("Lærkevej", "8", "st", "2"),
        ("Lærkevej", "8", "st", "10"),
        ("Lærkevej", "8", "1", "tv"),
        ("Lærkevej", "8", "2", "th"),
        ("Lærkevej", "8", "10", "th"),
        ("Lærkevej", "8A", "", ""),
        ("Lærkevej", "8B", "", ""),
        ("Lærkevej", "10", "st", "tv"),
        ("Lærkevej Nord", "1", "", ""),
        ("Lærkevænget", "1", "", ""),
        ("Ørnevej", "1", "", ""),
        ("Aagade", "1", "", ""),
    ]
    shuffled = addresses[7:] + addresses[:7]
    assert sorted(shuffled, key=lambda parts: address_sort_key(*parts)) == addresses


@pytest.mark.parametrize(
    "parts",
    [
        ("lærkevej", "8 a", "ST.", "T.V."),
        ("LÆRKEVEJ", "8A", "stuen", "tv."),
        ("Lærkevej", "08A", "0", "venstre"),
    ],
)
def test_however_it_is_written(parts: tuple[str, str, str, str]) -> None:
    assert address_sort_key(*parts) == address_sort_key("Lærkevej", "8A", "st", "tv")


def test_a_raised_digit_is_no_number() -> None:
    assert address_sort_key("Lærkevej", "8", "k²", "") > address_sort_key("Lærkevej", "8", "k2", "")
