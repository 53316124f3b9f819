import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.searchkeys import MAX_WORDS, search_key, search_words


def found(query: str, *texts: str) -> bool:
    key = search_key(" ".join(texts))
    return all(word in key for word in search_words(query))


HOME = ("Lærkevej 8, 3. th", "1204-0033", "Søren Østergård-Møller")


@pytest.mark.parametrize(
    "query",
    [
        *(
            "lærke 8 3th",
            "LÆRKEVEJ 8, 3. TH.",
            "laerkevej 8",
            "lærke 8 3. sal th",
            "1204-0033",
            "1204 33",
            "33",
        ),
        *(
            "søren",
            "Soeren østergaard",
            "østergård",
            "oestergaard moeller",
            "møller søren",
            "8 lærke",
            "",
            "  ",
        ),
    ],
)
def test_finds(query: str) -> None:
    assert found(query, *HOME)


@pytest.mark.parametrize(
    "query", ["lærke 3th 9", "lærke 18", "4 th", "204", "120", "søren hansen", "lærke tv"]
)
def test_does_not_find(query: str) -> None:
    assert not found(query, *HOME)


def test_short_numbers_are_whole_words() -> None:
    assert not found("8", "Lærkevej 18, 2800 Kgs. Lyngby")
    assert found("2800", "Lærkevej 18, 2800 Kgs. Lyngby")
    assert found("8a", "Lærkevej 8A")


def test_words_hold_no_wildcards_and_are_few() -> None:
    assert search_words("%_\\'\"") == []
    assert search_words("50%") == [" 50 "]
    assert len(search_words(" ".join(f"ord{chr(97 + i)}" for i in range(26)))) <= MAX_WORDS
    assert search_words("anna Anna ANNA") == ["anna"]


@given(st.text(max_size=60))
def test_every_text_finds_itself(text: str) -> None:
    assert all(word in search_key(text) for word in search_words(text) if word.strip().isascii())


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=40))
def test_keys_are_letters_digits_and_spaces(text: str) -> None:
    key = search_key(text)
    assert all(char == " " or char.isalnum() for char in key)
    assert not key or (key[0] == " " and key[-1] == " ")
