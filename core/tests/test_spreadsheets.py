import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheets import csv_response, write_csv, write_xlsx, xlsx_response
from core.tabular import open_table
from core.xlsx import column_letters

HEADER = ["Lejemål", "Beløb", "Forfald", "Modtaget", "Børn", "Antal", "Bemærkning"]
MOMENT = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.UTC)
ROWS = [
    ["1204-0033", Decimal("4310.50"), dt.date(2026, 11, 1), MOMENT, True, 3, "Østergård & søn <3"],
    ["0012", Decimal("-1200"), None, None, None, 0, "to\r\nlinjer"],
]
FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")']


def xlsx(header: list[str], rows: list[list[object]], **kwargs) -> bytes:
    stream = io.BytesIO()
    assert write_xlsx(stream, header, rows, **kwargs) == len(rows)
    return stream.getvalue()


def sheet(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_cells_are_what_they_are() -> None:
    cells = list(sheet(xlsx(HEADER, ROWS)).rows)
    assert [c.value for c in cells[0]] == HEADER
    assert [c.value for c in cells[1]] == [
        *("1204-0033", 4310.5, dt.datetime(2026, 11, 1), dt.datetime(2026, 11, 22, 8, 30), "ja", 3),
        "Østergård & søn <3",
    ]
    assert cells[1][1].number_format == "#,##0.00"
    assert cells[1][2].number_format.replace("\\", "") == "dd-mm-yyyy"
    assert [c.value for c in cells[2]] == ["0012", -1200, None, None, None, 0, "to\nlinjer"]
    assert cells[0][0].font.b


def test_a_lazy_label_is_text() -> None:
    """The labels of choices are translated when they are shown."""
    assert sheet(xlsx(["Trin"], [[gettext_lazy("Påkrav")]]))["A2"].value == "Påkrav"


def test_easy_to_use_in_excel() -> None:
    page = sheet(xlsx(HEADER, ROWS, sheet="Restancer [nov/dec]: afdeling 12 og 14"))
    assert page.title == "Restancer  nov dec   afdeling 12"[:31]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:G3"
    assert page.column_dimensions["G"].width > page.column_dimensions["F"].width


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(text: str) -> None:
    cell = sheet(xlsx(["Navn"], [[text]]))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix
    header = sheet(xlsx([text], [["x"]]))["A1"]
    assert (header.value, header.data_type) == (text, "s")


def test_nothing_in_a_text_breaks_the_workbook() -> None:
    texts = ["a\x00b\x1fc", "\ud800x", "]]>&amp;", "a_x", "  luft  ", "x" * 40_000, "\ufffe", "\"'<>"]
    values = [row[0].value for row in list(sheet(xlsx(["Tekst"], [[text] for text in texts])).rows)[1:]]
    assert values[:5] == ["abc", "x", "]]>&amp;", "a_x", "  luft  "]
    assert len(values[5]) == 32_767
    assert values[7] == "\"'<>"


def test_what_excel_reads_as_a_character_code() -> None:
    data = xlsx(["Tekst", "Nr"], [["_x0041_", "1"]])
    assert b"_x005F_x0041_" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    with open_table(data) as table:
        assert next(iter(table))[1] == ["_x0041_", "1"]


def test_column_letters() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 27, 701, 702, 16383)] == [
        *("A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"),
    ]


def test_long_numbers_keep_all_their_digits() -> None:
    cells = list(sheet(xlsx(["Nr", "Tal", "Intet"], [[1234567890123456789, 0.1, float("nan")]])).rows)[1]
    assert [c.value for c in cells] == ["1234567890123456789", 0.1, None]


def test_no_rows_and_rows_longer_than_the_header() -> None:
    assert list(sheet(xlsx(HEADER, [])).values) == [tuple(HEADER)]
    assert list(sheet(xlsx(["a"], [["1", "2", "3"]])).values)[1] == ("1", "2", "3")


def test_the_same_rows_give_the_same_bytes() -> None:
    assert xlsx(HEADER, ROWS) == xlsx(HEADER, ROWS)
    assert zipfile.ZipFile(io.BytesIO(xlsx(HEADER, ROWS))).testzip() is None


def test_csv_as_a_danish_excel_wants_it() -> None:
    stream = io.BytesIO()
    assert write_csv(stream, HEADER, iter(ROWS)) == 2
    assert stream.getvalue().decode("utf-8") == (
        "\ufeffLejemål;Beløb;Forfald;Modtaget;Børn;Antal;Bemærkning\r\n"
        "1204-0033;4310,50;01-11-2026;22-11-2026 08:30;ja;3;Østergård & søn <3\r\n"
        '0012;-1200;;;;0;"to\r\nlinjer"\r\n'
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_disarms_formulas(text: str) -> None:
    stream = io.BytesIO()
    write_csv(stream, ["a", "b"], [[text, "x"]])
    with open_table(stream.getvalue(), vocabulary=["a", "b"]) as table:
        assert next(iter(table))[1][0] == f"'{text}"


@pytest.mark.parametrize("text", ["+45 20 30 40 50", "-1.200,00", "1204-0033", "-", "(+45) 20"])
def test_csv_leaves_numbers_alone(text: str) -> None:
    stream = io.BytesIO()
    write_csv(stream, ["a", "b"], [[text, "x"]])
    assert f"\r\n{text};x\r\n" in stream.getvalue().decode()


def test_downloads(db: None) -> None:
    response = xlsx_response("restancer æøå.xlsx", HEADER, iter(ROWS))
    assert response["Content-Type"].startswith("application/vnd.openxml")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "no-store"
    assert sheet(b"".join(response))["A2"].value == "1204-0033"
    response.close()
    response = csv_response("liste.csv", HEADER, iter(ROWS))
    assert b"".join(response).startswith(b"\xef\xbb\xbfLejem")
    response.close()


TEXTS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
)


@given(
    st.lists(
        st.tuples(TEXTS, st.decimals(-(10**6), 10**6, places=2), st.dates(dt.date(1990, 1, 1))), min_size=1
    )
)
def test_what_is_exported_can_be_imported(rows: list[tuple[str, Decimal, dt.date]]) -> None:
    rows = [(f"1{text}", amount, day) for text, amount, day in rows]
    for write in (write_xlsx, write_csv):
        stream = io.BytesIO()
        write(stream, ["Lejemål", "Beløb", "Forfald"], rows)
        with open_table(stream.getvalue(), vocabulary=["Lejemål", "Beløb", "Forfald"]) as table:
            read = [cells for _number, cells in table]
        assert [cells[0] for cells in read] == [text.strip() for text, _amount, _day in rows]
        assert [Decimal(cells[1].replace(",", ".")) for cells in read] == [amount for _t, amount, _d in rows]
        assert [cells[2] for cells in read] == [
            f"{day.day:02d}-{day.month:02d}-{day.year}" for *_r, day in rows
        ]
