"""Every way a rent ledger writes the same list gives the same notice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from evictions.models import ArrearsNotice
from evictions.services import waiting
from evictions.tests.intake_files import counted, csv_file, csv_text, take, xlsx_file
from residents.choices import ImportStatus

ROW = ("1204-0033-02", "8.412,50", "01-11-2026")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_encodings_and_delimiters(dorte, tenancy, encoding, delimiter):
    arrears_list = take(dorte, csv_file(ROW, encoding=encoding, delimiter=delimiter))
    assert counted(arrears_list) == {"rows": 1, "new": 1}
    notice = ArrearsNotice.objects.get()
    assert (notice.tenancy, notice.amount, notice.due_date) == (
        tenancy,
        Decimal("8412.50"),
        dt.date(2026, 11, 1),
    )


def test_commas_between_the_columns(dorte, tenancy):
    content = b'Lejekontrakt,Restance,Forfaldsdato\r\n1204-0033-02,"8.412,50",2026-11-01\r\n'
    assert counted(take(dorte, content)) == {"rows": 1, "new": 1}


@pytest.mark.parametrize(
    ("amount", "kroner"),
    [
        ("12.345,50", "12345.50"),
        ("kr. 8.412,00", "8412"),
        ("8412", "8412"),
        ("8.412", "8412"),
        ("1 200,5", "1200.5"),
    ],
)
def test_amounts(dorte, tenancy, amount, kroner):
    take(dorte, csv_file(("1204-0033-02", amount, "01-11-2026")))
    assert ArrearsNotice.objects.get().amount == Decimal(kroner)


@pytest.mark.parametrize("due", ["01-11-2026", "01/11/2026", "1.11.26", "2026-11-01"])
def test_dates(dorte, tenancy, due):
    take(dorte, csv_file(("1204-0033-02", "8412", due)))
    assert ArrearsNotice.objects.get().due_date == dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    "reference", ["1204-0033-02", "12-1204-0033-02", "1204-0033", "1204/33/2", "1204 0033 02"]
)
def test_references(dorte, tenancy, reference):
    take(dorte, csv_file((reference, "8412", "01-11-2026")))
    assert ArrearsNotice.objects.get().tenancy == tenancy


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (("Afdeling", "Bolignr", "Lejernr", "Saldo", "Forfald"),
         ("1204", "0033", "02", "8412", "01-11-2026")),
        (("Selskab", "Afd.", "Lejemål", "Lejernr.", "Beløb", "Forfald"),
         ("12", "1204 Lærkeparken", "33", "2", "8412", "01-11-2026")),
        (("Afdeling", "Lejemål", "Saldo", "Forfald"), ("1204", "0033", "8412", "01-11-2026")),
        (("Lejekontrakt", "Afdeling", "Saldo", "Forfald"),
         ("1204-0033", "Lærkeparken", "8412", "01-11-2026")),
        (("Afdelingsnr", "Lejemålsnummer", "Lejernummer", "Saldo", "Forfald"),
         ("1204-Lærkeparken", "0033", "02", "8412", "01-11-2026")),
        (("Lejemålsnr", "Lejer", "Lejeforhold", "Saldo", "Forfald"),
         ("0033", "Prøve Beboersen", "1204-0033-02", "8412", "01-11-2026")),
        (("Afd", "Lejemål", "Lejer", "Saldo", "Forfald"),
         ("1204", "0033", "Prøve Beboersen", "8412", "01-11-2026")),
        (("Lejernr.", "Skyldigt beløb", "Forfaldsdag"), ("1204-0033-02", "8412", "01-11-2026")),
    ],
)  # fmt: skip
def test_the_tenancy_in_several_columns(dorte, tenancy, header, cells):
    take(dorte, csv_file(cells, header=header))
    assert ArrearsNotice.objects.get().tenancy == tenancy


def test_a_workbook_with_numbers_as_text_and_as_numbers(dorte, tenancy):
    content = xlsx_file(
        ("1204-0033-02", "8.412,50", dt.date(2026, 11, 1)), ("1204-0033-02", 100.5, "02-11-2026")
    )
    take(dorte, content, name="restancer.xlsx")
    assert ArrearsNotice.objects.get().amount == Decimal("8513")


def test_titles_above_and_totals_below(dorte, tenancy):
    text = "Restanceliste;;\r\nUdskrevet 22-11-2026;;\r\n\r\n" + csv_text(ROW) + "I alt;8.412,50;\r\n"
    arrears_list = take(dorte, text.encode("cp1252"))
    assert counted(arrears_list) == {"rows": 1, "new": 1}
    assert arrears_list.counts["left_out"] == {"totals": 1, "totals_rows": [6]}


def test_everything_optional(dorte, tenancy):
    header = (
        "Lejemål",
        "Saldo",
        "Forfald",
        "Posttype",
        "Mdr.",
        "Status",
        "Påkrav modtaget",
        "Tlf",
        "Børn u. 18",
    )
    row = ("1204-0033-02", "8412", "01-11-2026", "Varme", "2,5", "Påkrav", "12-11-2025", "20 11 22 33", "ja")
    take(dorte, csv_file(row, header=header))
    notice = ArrearsNotice.objects.get()
    assert (notice.months, notice.stage, notice.children, notice.phone) == (
        Decimal("2.5"),
        "demand",
        "yes",
        "20 11 22 33",
    )
    assert (notice.demand_received_on, notice.demand_deadline) == (
        dt.date(2025, 11, 12),
        dt.date(2025, 11, 26),
    )
    assert notice.lines == [{"type": "heating", "amount": "8412.00", "due_date": "2026-11-01"}]


def test_a_status_that_is_no_stage_is_not_read(dorte, tenancy):
    header = ("Lejemål", "Saldo", "Forfald", "Status")
    arrears_list = take(dorte, csv_file(("1204-0033-02", "8412", "01-11-2026", "Aktiv"), header=header))
    assert counted(arrears_list) == {"rows": 1, "new": 1}
    assert "stage" not in arrears_list.mapping


def test_a_cpr_column_is_never_read(dorte, tenancy):
    header = ("Lejemål", "Saldo", "Forfald", "Telefon", "CPR-nr")
    row = ("1204-0033-02", "x", "01-11-2026", "0101901234", "010190-1234")
    arrears_list = take(dorte, csv_file(row, header=header))
    assert "010190" not in str(list(arrears_list.rows.values()))
    assert "phone" not in arrears_list.mapping


def test_a_cpr_number_in_place_of_the_tenancy_is_not_kept(dorte, tenancy):
    rows = [("010190-1234", "100", "01-11-2026"), *[("1204-0033-02", "1", "01-11-2026")] * 3]
    arrears_list = take(dorte, csv_file(*rows))
    row = arrears_list.rows.get(row_number=2)
    assert (row.problem, row.column, row.reference_key) == ("invalid", "tenancy", "")
    assert "010190" not in str(row.values)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tom"),
        (b"%PDF-1.7 hej", "ikke en tabel"),
        (b"Navn;Adresse\r\nA;B\r\n", "Kolonnen mangler: Lejeforhold, Bel"),
        (b"Lejem\xe5l;Saldo\r\n1204-0033-02;1\r\n", "Kolonnen mangler: Forfaldsdato"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(dorte, content, sentence):
    arrears_list = take(dorte, content)
    assert arrears_list.status == ImportStatus.FAILED
    assert sentence in arrears_list.message
    assert not ArrearsNotice.objects.exists()


def days_from_now(days):
    return f"{timezone.localdate() + dt.timedelta(days=days):%d-%m-%Y}"


@pytest.mark.parametrize("days", [1, 370, 13_000])
def test_a_demand_that_is_yet_to_come_forward_is_a_slip(dorte, tenancy, days):
    """It would hide a deadline that runs."""
    header = ("Lejemål", "Saldo", "Forfald", "Påkrav modtaget")
    rows = [
        ("1204-0033-02", "8412", "01-11-2026", days_from_now(days)),
        ("1204-0033-02", "1.000", "01-10-2026", days_from_now(0)),
    ]
    arrears_list = take(dorte, csv_file(*rows, header=header))
    (row,) = arrears_list.rows.filter(bucket="error")
    assert (row.row_number, row.problem, row.column) == (2, "invalid", "demand_received_on")
    assert "fremtiden" in row.message
    assert row.values["demand_received_on"] == days_from_now(days)
    notice = ArrearsNotice.objects.get()
    assert (notice.amount, notice.demand_received_on) == (Decimal(1000), timezone.localdate())
    fixed = {"actor": dorte, "arrears_list": arrears_list, "row_number": 2}
    assert waiting.fix_row(**fixed, values={"demand_received_on": days_from_now(2)}).message == row.message
    assert waiting.fix_row(**fixed, values={"demand_received_on": ""}) is None
    assert ArrearsNotice.objects.get().amount == Decimal(9412)
