import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tabular import Limits, TableError, open_table
from core.tabular.strings import SharedStrings
from core.tests import workbooks

HEADER = ["Lejemål", "Beløb", "Forfaldsdato", "Type"]


def read(data: bytes, **kwargs):
    with open_table(data, **kwargs) as table:
        return table.header, list(table)


def cell(value: object, code: str = "General") -> str:
    """The text of one cell with that number format."""
    data = workbooks.workbook([["Lejemål", "Beløb"], ["a1", value]], B2=code)
    return read(data)[1][0][1][1]


def test_rows_of_a_sheet() -> None:
    data = workbooks.workbook(
        [
            ["Restanceliste", None, None, None],
            [],
            HEADER,
            ["1204-0033", 4310.5, dt.date(2026, 11, 1), "Husleje"],
            [],
            ["1204-0034", "4.310,00", dt.datetime(2026, 11, 1), None],
            ["I alt", 8620.5, None, None],
        ]
    )
    with open_table(data) as table:
        assert (table.kind, table.sheet_name, table.header_row_number) == ("xlsx", "Sheet", 3)
        assert table.header == HEADER
        assert list(table) == [
            (4, ["1204-0033", "4310,5", "01-11-2026", "Husleje"]),
            (6, ["1204-0034", "4.310,00", "01-11-2026", ""]),
        ]
        assert table.skipped.totals_rows == [7]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (4310, "General", "4310"),
        (4310.0, "General", "4310"),
        (-4310.5, "#,##0.00", "-4310,5"),
        (234.567, "General", "234,567"),
        (0.1 + 0.2, "General", "0,3"),
        (1034.3333333, "#,##0.00", "1034,33"),
        (1034.335, '#,##0.00 "kr."', "1034,34"),
        (Decimal("99999999.99"), "General", "99999999,99"),
        (1e20, "General", "100000000000000000000"),
        (0.000001, "General", "0,000001"),
        (33, "0000", "0033"),
        (12040033, "0000-0000", "1204-0033"),
        (12040033, '0000"-"0000', "1204-0033"),
        (12040033, "0000\\-0000", "1204-0033"),
        (120400331, "0000-0000", "120400331"),
        (dt.date(2026, 11, 22), "dd-mm-yyyy", "22-11-2026"),
        (dt.date(2026, 11, 22), "d. mmmm yyyy", "22-11-2026"),
        (dt.date(2026, 11, 22), "[$-406]d. mmm yyyy;@", "22-11-2026"),
        (dt.date(2026, 11, 22), "m/d/yy", "22-11-2026"),
        (dt.date(2026, 11, 22), "dd\\-mm\\-yyyy", "22-11-2026"),
        (dt.date(2026, 11, 22), "dd-mm-åååå", "22-11-2026"),
        (dt.datetime(2026, 11, 22, 8, 30), "dd-mm-yyyy hh:mm", "22-11-2026 08:30"),
        (dt.time(8, 30), "hh:mm", "08:30"),
        (46348, "General", "46348"),
        (46348, '"dage" 0', "46348"),
        (46348, "[Red]0", "46348"),
        ("0012", "General", "0012"),
        ("  4.310,00 ", "@", "4.310,00"),
        (True, "General", "SAND"),
        (False, "General", "FALSK"),
        ("#N/A", "General", "#N/A"),
        ("Østergård & søn <3", "General", "Østergård & søn <3"),
        ("to\nlinjer", "General", "to\nlinjer"),
    ],
)
def test_cells_as_people_see_them(value: object, code: str, text: str) -> None:
    assert cell(value, code) == text


def test_the_clock_of_old_macs() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Lejemål", "Forfald"])
    book.active.append(["1", dt.date(2026, 11, 22)])
    assert read(workbooks.saved(book))[1] == [(2, ["1", "22-11-2026"])]


def test_the_sheet_with_the_table_is_found() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Vejledning"
    book.active.append(["Læs dette først"])
    book.create_sheet("Tom")
    book.create_chartsheet("Graf")
    hidden = book.create_sheet("Gamle")
    hidden.sheet_state = "hidden"
    hidden.append(HEADER)
    hidden.append(["gammel", 1, 2, 3])
    sheet = book.create_sheet("Restancer")
    sheet.append(HEADER)
    sheet.append(["1204", 1, 2, 3])
    with open_table(workbooks.saved(book), vocabulary=HEADER) as table:
        assert table.sheet_name == "Restancer"
        assert list(table) == [(2, ["1204", "1", "2", "3"])]


def test_other_sheets_with_a_table_are_named_and_not_read() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("Afd. 12", "Afd. 14", "Noter", "Afd. 15"):
        sheet = book.create_sheet(name)
        sheet.append(HEADER if name != "Noter" else ["Husk", "ferie"])
        sheet.append([name, 1, 2, 3])
    book["Afd. 15"].sheet_state = "hidden"
    with open_table(workbooks.saved(book), vocabulary=HEADER) as table:
        assert (table.sheet_name, table.other_sheets) == ("Afd. 12", ["Afd. 14"])
        assert len(list(table)) == 1


def test_only_a_hidden_sheet() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["1204", 1, 2, 3])
    book.create_sheet("Tom")
    book.active.sheet_state = "hidden"
    with open_table(workbooks.saved(book), vocabulary=HEADER) as table:
        assert len(list(table)) == 1


def test_a_table_that_begins_in_the_middle_of_the_sheet() -> None:
    book = openpyxl.Workbook()
    book.active["C4"], book.active["D4"] = "Lejemål", "Beløb"
    book.active["C5"], book.active["D5"] = "1204", 10
    header, rows = read(workbooks.saved(book), vocabulary=HEADER)
    assert header == ["", "", "Lejemål", "Beløb"]
    assert rows == [(5, ["", "", "1204", "10"])]


def test_formulas_give_their_stored_value_and_nothing_is_calculated() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Lejemål</t></is></c><c r="B1" t="str"><f>T("x")</f>'
        '<v>Beløb</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>NOW()</f></c></row>'
        '<row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3"><v>1.5E3</v></c></row>'
    )
    assert read(workbooks.by_hand(rows)) == (["Lejemål", "Beløb"], [(2, ["2", ""]), (3, ["#DIV/0!", "1500"])])


def test_what_other_programs_leave_out_or_add() -> None:
    """No cell references, no row numbers, prefixed elements, rich text, phonetic guides, ISO dates."""
    plain = (
        '<row><c t="inlineStr"><is><t>Lejemål</t></is></c>'
        '<c t="inlineStr"><is><r><t>Be</t></r><r><t>løb</t></r>'
        '<rPh sb="0" eb="1"><t>ikke med</t></rPh></is></c></row>\n  <row>\n<c><v>1</v></c>'
        '<c t="d"><v>2026-11-22T00:00:00</v></c></row>'
    )
    expected = (["Lejemål", "Beløb"], [(2, ["1", "22-11-2026"])])
    assert read(workbooks.by_hand(plain)) == expected
    files = workbooks.parts(plain)
    sheet = files["xl/worksheets/sheet1.xml"]
    for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "r", "rPh"):
        for old, new in (
            (f"<{tag}>", f"<x:{tag}>"),
            (f"<{tag} ", f"<x:{tag} "),
            (f"</{tag}>", f"</x:{tag}>"),
        ):
            sheet = sheet.replace(old, new)
    files["xl/worksheets/sheet1.xml"] = sheet.replace("xmlns=", "xmlns:x=")
    assert read(workbooks.packed(files)) == expected


def test_shared_strings() -> None:
    strings = (
        f'<sst xmlns="{workbooks.MAIN}"><si><t>Lejemål</t></si>'
        '<si><r><t>Be</t></r><r><t xml:space="preserve">løb </t></r>'
        "<rPh><t>nej</t></rPh></si><si/><si><t>x</t></si></sst>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>2</v></c><c r="C2"><v>5</v></c></row>'
    )
    assert read(workbooks.by_hand(rows, strings=strings)) == (["Lejemål", "Beløb"], [(2, ["x", "", "5"])])


def test_many_shared_strings_go_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.tabular.strings.IN_MEMORY_CHARS", 500)
    strings = SharedStrings()
    texts = [f"Østergård {i}" * (i % 3) for i in range(200)]
    for text in texts:
        strings.append(text)
    strings.flush()
    assert len(strings) == 200
    assert [strings[i] for i in range(199, -1, -1)] == texts[::-1]
    for wrong in (200, -1):
        with pytest.raises(IndexError):
            strings[wrong]
    strings.close()


def test_columns_far_out_are_surplus_and_cost_nothing() -> None:
    rows = workbooks.HEADER_AND_ROW + '<row r="3"><c r="A3"><v>7</v></c><c r="XFD3"><v>9</v></c></row>'
    (_, cells) = read(workbooks.by_hand(rows))[1][1]
    assert len(cells) == Limits().columns + 1


def test_formatted_empty_rows_below_the_table_are_no_rows() -> None:
    empty = "".join(f'<row r="{i}"><c r="A{i}" s="1"/><c r="B{i}" s="1"/></row>' for i in range(3, 5000))
    assert len(read(workbooks.by_hand(workbooks.HEADER_AND_ROW + empty))[1]) == 1


def test_macros_are_not_looked_at() -> None:
    files: dict[str, str | bytes] = {**workbooks.parts(), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
    assert read(workbooks.packed(files), filename="liste.xlsm")[1] == [(2, ["1204", "4310,5"])]


def test_more_columns_or_rows_than_a_list_has() -> None:
    wide = workbooks.workbook([[f"Kolonne {i}" for i in range(201)], list(range(201))])
    with pytest.raises(TableError, match="200 kolonner"):
        open_table(wide)
    long = workbooks.workbook([["a", "b"], *([i, "x"] for i in range(9000))])
    with (
        open_table(long, limits=Limits(rows=8000)) as table,
        pytest.raises(TableError, match=r"8\.000 rækker"),
    ):
        list(table)


SCALARS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"), max_size=12
    ).filter(
        lambda text: not text.startswith("=")
    ),  # openpyxl writes it as a formula, and reads it back as one
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(SCALARS, min_size=2, max_size=4), min_size=1, max_size=8))
def test_the_same_cells_as_openpyxl(rows: list[list[object]]) -> None:
    data = workbooks.workbook(
        [["Lejemål", "Beløb", "Forfald", "Type", "Navn"], *[["1", *row] for row in rows]]
    )
    theirs = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(
        min_row=2, values_only=True
    )
    expected = [[_shown(value) for value in row] for row in theirs]
    with open_table(data, vocabulary=["Lejemål", "Beløb", "Forfald"]) as table:
        ours = [cells[: len(table.header)] for _number, cells in table]
    assert ours == [(row + [""] * 5)[:5] for row in expected]


def _shown(value: object) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    return "" if value is None else str(value).strip()
