from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.danish import DanishValueError, format_kroner, format_kroner_short, parse_kroner

OERE = st.integers(min_value=-9_999_999_999, max_value=9_999_999_999).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.345,50", "12345.50"),
        ("12345,5", "12345.50"),
        ("1.200", "1200.00"),
        ("1200", "1200.00"),
        ("000001200", "1200.00"),
        ("1.200,00-", "-1200.00"),
        ("1.200 -", "-1200.00"),
        ("-1.200,00", "-1200.00"),
        ("- 1.200,00", "-1200.00"),
        ("−1.200,00", "-1200.00"),
        ("–1.200,00", "-1200.00"),
        ("(1.200,00)", "-1200.00"),
        ("+310,00", "310.00"),
        ("kr. 1.200,00", "1200.00"),
        ("kr.1.200,00", "1200.00"),
        ("-kr. 1.200,00", "-1200.00"),
        ("kr. -1.200,00", "-1200.00"),
        ("1.200,00 kr", "1200.00"),
        ("1.200,00 KR.", "1200.00"),
        ("1.200,00- kr.", "-1200.00"),
        ("1.200,00 DKK", "1200.00"),
        ("DKK 1200", "1200.00"),
        ("1200 kroner", "1200.00"),
        ("1\u00a0200,50", "1200.50"),
        ("12\u202f345,50", "12345.50"),
        ("1 234 567,89", "1234567.89"),
        ("1.200,-", "1200.00"),
        ("1.200,--", "1200.00"),
        ("-1.200,-", "-1200.00"),
        ("1200.50", "1200.50"),
        ("1200.5", "1200.50"),
        ("0.50", "0.50"),
        (",50", "0.50"),
        ("-0,00", "0.00"),
        ("0", "0.00"),
        ("  4.310,00\t", "4310.00"),
        ("99.999.999,99", "99999999.99"),
    ],
)
def test_reads(text: str, amount: str) -> None:
    assert parse_kroner(text) == Decimal(amount)
    assert str(parse_kroner(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("1.2OO,00", "1.20.0", "12.34.567", "1.2000", "0.500", "12,345", "1,2,3", "12,345.50", "12,", "12."),
        *("NaN", "Infinity", "-inf", "1e5", "0x10", "1_000", "١٢٣", "１２", "½", "12kr50", "kr", "-", "--5"),
        *(
            "-5-",
            "(-5)",
            "+-5",
            "1 20",
            "12 3456",
            "5 5",
            "lejer",
            "4310,00;",
            "=1+1",
            "1.200,00 EUR",
            "kr 5 kr",
        ),
        *("100.000.000,00", "99999999999999", "1200.505", "1,005"),
    ],
)
def test_refuses_with_a_sentence(text: str) -> None:
    with pytest.raises(DanishValueError) as refusal:
        parse_kroner(text)
    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_missing_is_said_as_missing(text: str) -> None:
    with pytest.raises(DanishValueError, match="mangler"):
        parse_kroner(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("1.2OO,00", "1.200,00"),
        ("l.200,00", "1.200,00"),
        ("12,345.50", "12.345,50"),
        ("OO", ""),
        ("SOLO", ""),
        ("abc", ""),
    ],
)
def test_suggests_only_the_one_probable_meaning(text: str, suggestion: str) -> None:
    with pytest.raises(DanishValueError) as refusal:
        parse_kroner(text)
    assert refusal.value.suggestion == suggestion
    if suggestion:
        parse_kroner(suggestion)


def test_english_notation_is_named() -> None:
    with pytest.raises(DanishValueError, match="engelsk"):
        parse_kroner("12,345.50")


@given(OERE)
def test_what_is_written_is_read_back(amount: Decimal) -> None:
    assert parse_kroner(format_kroner(amount)) == amount


@given(OERE)
def test_every_usual_way_to_write_it_is_the_same_amount(amount: Decimal) -> None:
    text = format_kroner(amount)
    plain = f"{amount:.2f}"
    unsigned = text.removeprefix("-")
    forms = [f"kr. {text}", f"{text} kr.", plain, plain.replace(".", ","), text.replace(".", " ")]
    if amount < 0:
        forms += [f"{unsigned}-", f"({unsigned})", f"−{unsigned}"]
    assert {parse_kroner(form) for form in forms} == {amount}


@given(st.text(max_size=30))
def test_anything_is_an_amount_or_a_sentence(text: str) -> None:
    try:
        amount = parse_kroner(text)
    except DanishValueError as refusal:
        assert refusal.message
    else:
        assert amount == amount.quantize(Decimal("0.01"))


def test_writes_danish() -> None:
    assert format_kroner(Decimal("12345.5")) == "12.345,50"
    assert format_kroner(-7) == "-7,00"
    assert format_kroner(Decimal("-0.001")) == "0,00"
    assert format_kroner(Decimal("0.005")) == "0,01"
    assert format_kroner_short(Decimal("12345.50")) == "12.346\u00a0kr."
    assert format_kroner_short(Decimal("-0.2")) == "0\u00a0kr."
