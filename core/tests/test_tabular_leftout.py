"""What was passed over is said in sentences, with row numbers and what to do."""

from __future__ import annotations

import json

import openpyxl
import pytest

from core.tabular import left_out, notes, open_table
from core.tabular.leftout import listed
from core.tests import workbooks

HEADER = ["Lejemål", "Beløb", "Forfald", "Trin"]
ROW = "1204;100;01-11-2026;restance\n"


def told(content: bytes) -> list[str]:
    with open_table(content, vocabulary=HEADER) as table:
        for _row in table:
            pass
        facts = left_out(table)
    return [str(note) for note in notes(json.loads(json.dumps(facts)))]


def text(body: str) -> bytes:
    return (";".join(HEADER) + "\n" + body).encode()


def book(*names: str) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in names:
        sheet = made.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([name, 1, "01-11-2026", "restance"])
    return workbooks.saved(made)


def test_a_plain_list_says_nothing() -> None:
    assert told(text(ROW)) == []


def test_rows_with_sums_are_named() -> None:
    assert told(text(ROW + "I alt;100;;\n")) == [
        "1 række med summer er sprunget over (række 3). "
        "Det tælles ikke med. Er det forkert, så ret det i filen, og vælg filen igen."
    ]
    (said,) = told(text(ROW + "I alt;100;;\n" + ROW + "I alt;100;;\n"))
    assert said.startswith("2 rækker med summer er sprunget over (række 3 og 5).")


def test_many_rows_with_sums_are_counted() -> None:
    (said,) = told(text((ROW + "I alt;100;;\n") * 40))
    assert said.startswith("40 rækker med summer er sprunget over (række 3, 5, 7, 9, 11 og 35 andre).")


def test_what_is_printed_around_the_table() -> None:
    (said,) = told(text(ROW + "Udskrevet 01-11-2026;;;\n"))
    assert "1 række uden data" in said
    assert "(række 3)" in said


def test_sheets_that_were_not_read() -> None:
    (said,) = told(book("Januar", "Februar", "Marts"))
    assert said == (
        "Kun arket »Januar« er læst. Der er også data i: »Februar« og »Marts«. "
        "Skal de med, så saml rækkerne på ét ark, gem filen, og vælg den igen."
    )


def test_only_an_unread_sheet_is_serious() -> None:
    assert [note.is_serious for note in notes({"sheet": "A", "other_sheets": ["B"]})] == [True]
    assert [note.is_serious for note in notes({"totals": 1, "totals_rows": [3]})] == [False]


def test_a_sheet_named_by_a_cpr_number_is_masked() -> None:
    (said,) = told(book("Januar", "010190-1234"))
    assert "010190-1234" not in said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1"),
        (2, "1 og 2"),
        (5, "1, 2, 3, 4 og 5"),
        (6, "1, 2, 3, 4, 5 og 1 anden"),
        (12, "1, 2, 3, 4, 5 og 7 andre"),
    ],
)
def test_a_list_in_words(count: int, said: str) -> None:
    assert listed(range(1, 7)[:count], count) == said
