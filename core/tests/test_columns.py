import pytest

from core.tabular import (
    FieldSpec,
    header_fingerprint,
    missing_required,
    normalise_header,
    recognise,
    vocabulary,
)

FIELDS = (
    FieldSpec(
        "tenancy", "Lejemål", ("lejemålsnr", "lejemålsnummer", "lejernummer", "kontraktnr"), required=True
    ),
    FieldSpec("tenant_name", "Lejers navn", ("navn", "lejer", "lejernavn")),
    FieldSpec(
        "amount", "Beløb", ("saldo", "restance", "skyldigt beløb"), required=True, avoid=("måned", "gebyr")
    ),
    FieldSpec("fee", "Gebyr", ("påkravsgebyr", "rykkergebyr")),
    FieldSpec("due_date", "Forfaldsdato", ("forfald", "forfaldsdag"), required=True),
    FieldSpec("months", "Antal måneder", ("måneder", "restancemåneder")),
    FieldSpec("phone", "Telefon", ("tlf", "mobil", "telefonnummer")),
)


def columns(*header: str) -> dict[str, str]:
    return {name: header[index] for name, index in recognise(header, FIELDS).items()}


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("Beløb i kr.", "beloeb i kr"),
        ("BELØB", "beloeb"),
        ("Beloeb", "beloeb"),
        ("Lejemål  nr.", "lejemaal nr"),
        ("Forfaldsdato:", "forfaldsdato"),
        ("Lejemålsnummer", "lejemaalsnummer"),
        ("Lejemål nummer", "lejemaal nr"),
        ("Påkrav\nmodtaget", "paakrav modtaget"),
        ("Créance", "creance"),
        ("", ""),
        ("—", ""),
    ],
)
def test_normalises(text: str, normalised: str) -> None:
    assert normalise_header(text) == normalised


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Beløb", "amount"),
        ("BELØB I KR.", "amount"),
        ("Beloeb", "amount"),
        ("Belob", "amount"),
        ("Bel?b", "amount"),
        ("Bel\ufffdb i kr.", "amount"),
        ("Lejem?lsnr.", "tenancy"),
        ("Skyldigt beløb (kr.)", "amount"),
        ("Saldo pr. dato", "amount"),
        ("Restancebeløb", "amount"),
        ("Restance i alt", "amount"),
        ("Lejemål nr.", "tenancy"),
        ("Lejemåls-nr", "tenancy"),
        ("LEJEMÅLSNUMMER", "tenancy"),
        ("Lejemal", "tenancy"),
        ("Lejemåll", "tenancy"),
        ("Forfaldsdag", "due_date"),
        ("Tlf.", "phone"),
        ("Tlf. nr.", "phone"),
        ("Lejer", "tenant_name"),
        ("Restancemåneder", "months"),
        ("Beløb gebyr", "fee"),
    ],
)
def test_recognises(header: str, field: str) -> None:
    assert recognise([header], FIELDS) == {field: 0}


def test_ledgers_that_name_things_differently() -> None:
    assert columns("Lejernummer", "Navn", "Restance", "Påkravsgebyr", "Forfald", "Mdr", "Mobil") == {
        "tenancy": "Lejernummer",
        "tenant_name": "Navn",
        "amount": "Restance",
        "fee": "Påkravsgebyr",
        "due_date": "Forfald",
        "phone": "Mobil",
    }
    assert columns("Lejemålsnr.", "Lejer", "Saldo", "Forfaldsdato", "Antal måneder") == {
        "tenancy": "Lejemålsnr.",
        "tenant_name": "Lejer",
        "amount": "Saldo",
        "due_date": "Forfaldsdato",
        "months": "Antal måneder",
    }


def test_never_two_headers_for_a_field_nor_two_fields_for_a_header() -> None:
    mapping = recognise(["Beløb", "Beløb", "Saldo", "Restance", "Lejemål", "Lejer"], FIELDS)
    assert mapping == {"tenancy": 4, "tenant_name": 5, "amount": 0}
    assert len(set(mapping.values())) == len(mapping)


def test_the_exact_name_beats_the_one_that_contains_it() -> None:
    assert columns("Beløb sidste måned", "Restancebeløb", "Beløb")["amount"] == "Beløb"


@pytest.mark.parametrize("header", ["", " ", "Bemærkning", "Adresse", "xyz", "Nr", "Dato", "12"])
def test_leaves_the_others_alone(header: str) -> None:
    assert recognise([header], FIELDS) == {}


def test_missing_required() -> None:
    assert [spec.name for spec in missing_required({"amount": 0}, FIELDS)] == ["tenancy", "due_date"]


def test_vocabulary_is_normalised() -> None:
    assert {"beloeb", "lejemaal", "skyldigt beloeb"} <= vocabulary(FIELDS)


def test_fingerprint() -> None:
    one = header_fingerprint(["Lejemål", "Beløb", ""])
    assert one == header_fingerprint(["LEJEMÅL ", "Beloeb"])
    assert len(one) == 64
    assert one != header_fingerprint(["Beløb", "Lejemål"])
    assert one != header_fingerprint(["Lejemål", "", "Beløb"])
