from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.danish import (
    DanishValueError,
    format_date,
    format_date_long,
    format_date_short,
    format_weekday,
    parse_date,
    parse_optional_date,
    parse_yes_no_unknown,
    week_number,
)

DAY = date(2026, 11, 22)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("22-11-2026", "22/11/2026", "22.11.2026", "2026-11-22", "2026/11/22", "22-11-26", "22.11.26"),
        *("2026-11-22 00:00:00", "2026-11-22T00:00:00", "2026-11-22T00:00", "2026-11-22 00:00:00.000"),
        *(
            "22-11-2026 08:30",
            "22-11-2026 kl. 8.30",
            " 22-11-2026 ",
            "22\u201111\u20112026",
            "20261122",
            "22112026",
        ),
        *("22. november 2026", "22. nov. 2026", "22 nov 2026", "22-nov-2026", "22. NOVEMBER 2026"),
        *("2026-11-22T10:00:00Z", "2026-11-21T23:30:00Z", "2026-11-22T00:30:00+01:00"),
    ],
)
def test_reads(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31-02-2026", "februar 2026 har 28 dage"),
        ("29-02-2023", "februar 2023 har 28 dage"),
        ("31.04.2026", "april 2026 har 30 dage"),
        ("00-11-2026", "november"),
        ("11/22/2026", "ingen måned 22"),
        ("22-00-2026", "ingen måned 0"),
        ("22-11-1026", "1026"),
        ("22-11-1989", "1989"),
        ("22-11-2101", "2101"),
        ("9999-12-31", "9999"),
        ("46348", "Excel"),
        ("", "mangler"),
        ("  ", "mangler"),
        ("22-11/2026", "Ikke en dato"),
        ("221126", "Ikke en dato"),
        ("i morgen", "Ikke en dato"),
        ("22. marmelade 2026", "Ikke en dato"),
        ("2026-11-22T25:00:00Z", "Ikke en dato"),
        ("٢٢-11-2026", "Ikke en dato"),
    ],
)
def test_refuses_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(DanishValueError, match=says):
        parse_date(text)


def test_suggests_day_before_month() -> None:
    with pytest.raises(DanishValueError) as refusal:
        parse_date("11/22/2026")
    assert refusal.value.suggestion == "22-11-2026"


@pytest.mark.parametrize("text", ["", " ", "-", "00-00-0000", "0000-00-00", "31-12-9999", "9999-12-31"])
def test_no_date_and_open_end(text: str) -> None:
    assert parse_optional_date(text) is None


def test_an_optional_date_is_still_checked() -> None:
    assert parse_optional_date(" 22-11-2026 ") == DAY
    with pytest.raises(DanishValueError):
        parse_optional_date("31-02-2026")


@given(DAYS)
def test_what_is_written_is_read_back(day: date) -> None:
    iso = day.isoformat()
    forms = [format_date(day), format_date_long(day), format_date_short(day), iso, iso.replace("-", "")]
    forms += [f"{day.day}/{day.month}/{day.year}", f"{iso}T00:00:00", f"{day:%d%m%Y}"]
    assert {parse_date(form) for form in forms} == {day}


@given(st.text(max_size=30))
def test_anything_is_a_date_or_a_sentence(text: str) -> None:
    try:
        day = parse_date(text)
    except DanishValueError as refusal:
        assert refusal.message
    else:
        assert date(1990, 1, 1) - timedelta(1) <= day <= date(2101, 1, 1)


def test_writes_danish() -> None:
    monday = date(2026, 11, 23)
    assert format_date(monday) == "23-11-2026"
    assert format_date_long(monday) == "23. november 2026"
    assert format_date_short(monday) == "23. nov. 2026"
    assert format_weekday(monday) == "man. 23. nov."
    assert week_number(monday) == 48
    assert week_number(date(2027, 1, 1)) == 53


@pytest.mark.parametrize("text", ["ja", "Ja", "JA ", "j", "x", "X", "1", "true", "sand", "SAND"])
def test_yes(text: str) -> None:
    assert parse_yes_no_unknown(text) is True


@pytest.mark.parametrize("text", ["nej", "Nej.", "n", "0", "false", "FALSK"])
def test_no(text: str) -> None:
    assert parse_yes_no_unknown(text) is False


@pytest.mark.parametrize("text", ["", "  ", "ukendt", "?", "-", "ved ikke", "NULL"])
def test_unknown(text: str) -> None:
    assert parse_yes_no_unknown(text) is None


@pytest.mark.parametrize("text", ["måske", "2", "husleje"])
def test_neither(text: str) -> None:
    with pytest.raises(DanishValueError, match="ja, nej eller ukendt"):
        parse_yes_no_unknown(text)
