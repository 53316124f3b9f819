"""Whole lists as rent ledgers print them, from bytes to amounts and dates. Invented people and numbers."""

from datetime import date
from decimal import Decimal

import pytest

from core.danish import parse_date, parse_kroner
from core.tabular import FieldSpec, missing_required, open_table, recognise, vocabulary
from core.tests import workbooks

FIELDS = (
    FieldSpec("tenancy", "Lejemål", ("lejemålsnr", "lejernummer", "lejekontrakt", "kontrakt"), required=True),
    FieldSpec("name", "Navn", ("lejer", "lejernavn"), avoid=("nummer", "nr")),
    FieldSpec("amount", "Beløb", ("saldo", "restance", "skyldig"), required=True, avoid=("gebyr",)),
    FieldSpec("due_date", "Forfaldsdato", ("forfald", "forf dato", "forfaldsdag"), required=True),
    FieldSpec("line_type", "Type", ("linjetype", "posttype", "tekst", "opkrævningstype")),
)

SEMICOLONS_WITH_TITLES = (
    "Restanceliste pr. 05-11-2026;;;;;\r\n"
    "Selskab:;12;Fjordbo;;;\r\n"
    "Afdeling:;1204 - 1207;;Udskrevet:;05-11-2026 07:02;\r\n"
    ";;;;;\r\n"
    "Lejemålsnr.;Lejer;Tekst;Forf. dato;Saldo i kr.;Bem.\r\n"
    "1204-0033-02;Ida Prøve;Husleje;02-11-2026;4.310,00;\r\n"
    "1204-0033-02;Ida Prøve;Vand;02-11-2026;310,50;\r\n"
    "1204-0033-02;Ida Prøve;Boligstøtte;02-11-2026;1.200,00-;\r\n"
    "I alt afd. 1204;;;;3.420,50;\r\n"
    ";;;;;\r\n"
    "Side 2;;;;;\r\n"
    "Lejemålsnr.;Lejer;Tekst;Forf. dato;Saldo i kr.;Bem.\r\n"
    "1207-0001-01;Ole Øvelse;Husleje;02-11-2026;6.000,00;ringer; måske\r\n"
    "I alt afd. 1207;;;;6.000,00;\r\n"
    "I alt;;;;9.420,50;\r\n"
    "Antal lejemål: 2;;;;;\r\n"
)
EVERYTHING_QUOTED = (
    '"Lejernummer","Navn","Forfald","Restance","Opkrævningstype"\n'
    '"12-1204-0033-02","Prøve, Ida ""Mor""","2026-11-02","3.420,50","Husleje"\n'
    '"12-1207-0001-01","Øvelse, Ole","2026-11-02","6.000,00","Husleje"\n'
)
TABS_FROM_EXCEL = (
    "Kontrakt\tLejernavn\tBeløb\tForfaldsdag\n"
    "1204-0033-02\tIda Prøve\t 3.420,50 kr. \t2. november 2026\n"
    "1207-0001-01\tOle Øvelse\t kr. 6.000,- \t02/11/2026\n"
    "\t\t 9.420,50 kr. \t\n"
)


def totals(data: bytes) -> dict[str, Decimal]:
    """Tenancy → amount, in reading order, as an import would sum them."""
    sums: dict[str, Decimal] = {}
    with open_table(data, vocabulary=vocabulary(FIELDS)) as table:
        mapping = recognise(table.header, FIELDS)
        assert missing_required(mapping, FIELDS) == []
        for _number, cells in table:
            if len(cells) > len(table.header):
                continue
            key = cells[mapping["tenancy"]][-12:]
            assert parse_date(cells[mapping["due_date"]]) == date(2026, 11, 2)
            sums[key] = sums.get(key, Decimal(0)) + parse_kroner(cells[mapping["amount"]])
    return sums


EXPECTED = {"1204-0033-02": Decimal("3420.50"), "1207-0001-01": Decimal("6000.00")}


@pytest.mark.parametrize("codec", ["cp1252", "utf-8-sig", "utf-16", "cp850"])
@pytest.mark.parametrize("text", [EVERYTHING_QUOTED, TABS_FROM_EXCEL])
def test_text(text: str, codec: str) -> None:
    assert totals(text.encode(codec)) == EXPECTED


def test_a_printed_list_with_pages_and_subtotals() -> None:
    with open_table(SEMICOLONS_WITH_TITLES.encode("cp1252"), vocabulary=vocabulary(FIELDS)) as table:
        rows = list(table)
    assert [number for number, _cells in rows] == [6, 7, 8, 13]
    # A semicolon in the remark: one cell too many, and only that row says so.
    assert [len(cells) > len(table.header) for _number, cells in rows] == [False, False, False, True]
    assert (table.skipped.totals, table.skipped.headers, table.skipped.footers) == (3, 1, 2)
    assert totals(SEMICOLONS_WITH_TITLES.encode("cp1252")) == {"1204-0033-02": Decimal("3420.50")}


def test_a_workbook_with_numbers_as_text_and_as_numbers() -> None:
    data = workbooks.workbook(
        [
            ["Fjordbo"],
            [],
            ["Lejemål nr.", "Lejer", "Restance", "Forfald"],
            ["1204-0033-02", "Ida Prøve", 3420.5, date(2026, 11, 2)],
            ["1207-0001-01", "Ole Øvelse", "6.000,00", "02-11-2026"],
            [None, None, 9420.5, None],
        ],
        C4="#,##0.00",
    )
    assert totals(data) == EXPECTED
