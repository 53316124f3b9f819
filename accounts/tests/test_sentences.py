"""Danish wording of names and periods."""

import datetime as dt

import pytest

from accounts.sentences import first_name, genitive, say_cover, say_hand_over, say_period

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "said"), [("Anna", "Annas"), ("Mads", "Mads'"), ("Max", "Max'"), ("Moritz", "Moritz'")]
)
def test_genitive(name, said):
    assert genitive(name) == said


@pytest.mark.parametrize(("name", "first"), [("Anna Marie Holm", "Anna"), ("", ""), ("Anna", "Anna")])
def test_first_name(name, first):
    assert first_name(name) == first


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2026, 12, 3), (2026, 12, 14), "fra 3. til 14. december"),
        ((2026, 12, 3), (2026, 12, 3), "den 3. december"),
        ((2026, 11, 28), (2026, 12, 4), "fra 28. november til 4. december"),
        ((2026, 12, 28), (2027, 1, 4), "fra 28. december 2026 til 4. januar 2027"),
        ((2027, 1, 4), (2027, 1, 8), "fra 4. til 8. januar 2027"),
    ],
)
def test_a_period(start, end, said):
    assert say_period(dt.date(*start), dt.date(*end), TODAY) == said


def test_the_sentence_of_the_form():
    assert say_cover("Anna Andersen", "Bo Berg", dt.date(2026, 12, 3), dt.date(2026, 12, 14), TODAY) == (
        "Bo får Annas nye restancer fra 3. til 14. december og kan se Annas afdelinger imens. "
        "Det stopper af sig selv."
    )


@pytest.mark.parametrize(
    ("start", "end", "then", "said"),
    [
        (TODAY, None, None, "Bo er ansvarlig. Det, der ventede, leveres nu."),
        (dt.date(2026, 12, 3), None, None, "Bo er ansvarlig fra 3. december."),
        (
            dt.date(2026, 12, 3),
            dt.date(2026, 12, 31),
            "Anna",
            "Bo er ansvarlig fra 3. december. Fra 1. januar 2027 er Anna ansvarlig.",
        ),
        (
            TODAY,
            dt.date(2026, 12, 3),
            None,
            "Bo er ansvarlig. Det, der ventede, leveres nu. Fra 4. december har afdelingen ingen ansvarlig.",
        ),
    ],
)
def test_what_a_hand_over_has_done(start, end, then, said):
    assert say_hand_over("Bo", start, end, then, TODAY) == said
