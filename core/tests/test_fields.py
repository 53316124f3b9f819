from datetime import date
from decimal import Decimal

from django import forms

from core.fields import DanishDateField, KronerField


class ExampleForm(forms.Form):
    amount = KronerField(min_value=Decimal("0.01"))
    limit = KronerField(required=False)
    day = DanishDateField()


def test_reads_danish() -> None:
    form = ExampleForm({"amount": "1.200,50", "limit": "", "day": "22-11-2026"})
    assert form.is_valid()
    assert form.cleaned_data == {"amount": Decimal("1200.50"), "limit": None, "day": date(2026, 11, 22)}


def test_twelve_hundred_is_not_one_point_two() -> None:
    form = ExampleForm({"amount": "1.200", "day": "2026-11-22"})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == 1200


def test_says_what_to_write() -> None:
    form = ExampleForm({"amount": "1.2OO", "day": "31-02-2026", "limit": "x"})
    assert not form.is_valid()
    assert "Skriv det som" in form.errors["amount"][0]
    assert "februar 2026 har 28 dage" in form.errors["day"][0]
    assert "Ikke et beløb" in form.errors["limit"][0]


def test_limits_and_required() -> None:
    form = ExampleForm({"amount": "0", "day": ""})
    assert not form.is_valid()
    assert form.errors["day"] == ["Vælg en dato."]
    assert "amount" in form.errors


def test_shows_danish() -> None:
    form = ExampleForm(initial={"amount": Decimal("12345.5"), "day": date(2026, 11, 22)})
    html = str(form["amount"])
    assert 'value="12.345,50"' in html
    assert 'inputmode="decimal"' in html
    assert 'type="text"' in html
    assert 'type="date"' in str(form["day"])
    assert 'value="2026-11-22"' in str(form["day"])


def test_what_was_typed_is_shown_again() -> None:
    form = ExampleForm({"amount": "1.2OO", "day": ""})
    form.is_valid()
    assert 'value="1.2OO"' in str(form["amount"])


def test_unchanged_is_unchanged() -> None:
    form = ExampleForm(
        {"amount": "12.345,50", "day": "2026-11-22"},
        initial={"amount": Decimal("12345.50"), "day": date(2026, 11, 22)},
    )
    assert not form.has_changed()
