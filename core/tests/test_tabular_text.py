import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from core.tabular import TableError, open_table
from core.tests import workbooks

LIST = (
    "Lejemål;Beløb;Forfaldsdato;Bemærkning\r\n"
    "1204-0033;4.310,00;01-11-2026;Østergård\r\n"
    "\r\n"
    '1204-0034;310,50;01-11-2026;"Vand; varme"\r\n'
)
HEADER = ["Lejemål", "Beløb", "Forfaldsdato", "Bemærkning"]
ROWS = [
    (2, ["1204-0033", "4.310,00", "01-11-2026", "Østergård"]),
    (4, ["1204-0034", "310,50", "01-11-2026", "Vand; varme"]),
]


def read(data: bytes | str, **kwargs) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with open_table(data.encode() if isinstance(data, str) else data, **kwargs) as table:
        return table.header, list(table)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp850", "DOS (850)"),
        ("mac_roman", "Macintosh"),
    ],
)
def test_encodings(codec: str, name: str) -> None:
    with open_table(LIST.encode(codec)) as table:
        assert (table.encoding, table.delimiter, table.kind) == (name, ";", "csv")
        assert table.header == HEADER
        assert table.header_row_number == 1
        assert list(table) == ROWS
        assert table.skipped.blank == 1


def test_big_endian_with_mark() -> None:
    assert read(b"\xfe\xff" + LIST.encode("utf-16-be")) == (HEADER, ROWS)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_encoded_twice(mark: bytes) -> None:
    assert read(mark + LIST.encode().decode("cp1252").encode()) == (HEADER, ROWS)
    once = "Nr;Navn;Antal\n1;Østergård;2\n2;Ã¥;3\n"
    assert read(mark + once.encode())[1][1] == (3, ["2", "Ã¥", "3"])


@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_the_first_danish_letter_far_down(codec: str) -> None:
    body = "Nr;Navn;Antal\n" + "1;Jensen;2\n" * 60_000 + "2;Østergård €;3\n"
    with open_table(body.encode(codec)) as table:
        assert list(table)[-1] == (60_002, ["2", "Østergård €", "3"])


def test_stray_single_bytes_in_a_utf8_file() -> None:
    body = ("Nr;Navn;Antal\n" + "1;Østergård;2\n" * 50).encode() + "2;Ærø;3\n".encode("cp1252")
    assert read(body)[1][-1] == (52, ["2", "Ærø", "3"])
    assert read(b"\xef\xbb\xbf" + body)[1][-1] == (52, ["2", "Ærø", "3"])


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_delimiters(delimiter: str) -> None:
    body = f"Nr{delimiter}Beløb{delimiter}Tekst\n" + f'1{delimiter}"4.310,00"{delimiter}a\n' * 3
    header, rows = read(body)
    assert header == ["Nr", "Beløb", "Tekst"]
    assert rows[0] == (2, ["1", "4.310,00", "a"])


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    assert read("Nr;Beløb\n" + "1;4.310,00\n" * 5)[0] == ["Nr", "Beløb"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    assert read(LIST.replace("\r\n", line_end)) == (HEADER, ROWS)


def test_curly_quotes_are_not_danish_letters() -> None:
    rows = read("Nr;Navn;Antal\n1;O’Neil;2\n2;‘Villa Ro’ – “A”;3\n".encode("cp1252"))[1]
    assert [cells[1] for _number, cells in rows] == ["O’Neil", "‘Villa Ro’ – “A”"]


def test_line_ends_across_blocks() -> None:
    body = "Nr;Tekst;Antal\r\n" + "".join(f"{i};{'x' * (i % 97)};3\r\n" for i in range(30_000))
    rows = read(body)[1]
    assert len(rows) == 30_000
    assert [number for number, _cells in rows] == list(range(2, 30_002))


def test_sep_line_names_the_delimiter_and_is_not_counted() -> None:
    assert read("sep=|\nNr|Beløb\n1|4,00\n") == (["Nr", "Beløb"], [(2, ["1", "4,00"])])
    assert read('"sep=,"\nNr,Beløb\n1,"4,00"\n') == (["Nr", "Beløb"], [(2, ["1", "4,00"])])


def test_a_quoted_cell_with_line_breaks_is_one_row() -> None:
    rows = read('Nr;Tekst;Antal\n1;"første\nanden ""linje""";2\n2;b;3\n')[1]
    assert rows == [(2, ["1", 'første\nanden "linje"', "2"]), (3, ["2", "b", "3"])]


def test_quotes_inside_a_cell_are_text() -> None:
    assert read('Nr;Tekst;Antal\n1;3" rør;2\n2;b "c" d;3\n')[1] == [
        (2, ["1", '3" rør', "2"]),
        (3, ["2", 'b "c" d', "3"]),
    ]


def test_a_quote_never_closed_costs_its_own_row_only() -> None:
    body = "Nr;Tekst;Antal\n" + "1;a;2\n" * 5 + '2;"åben;3\n' + "3;c;4\n" * 100
    rows = read(body)[1]
    assert len(rows) == 106
    assert rows[5] == (7, ["2", '"åben', "3"])
    assert rows[6] == (8, ["3", "c", "4"])


def test_many_quotes_never_closed() -> None:
    body = "Nr;Tekst;Antal\n" + '2;"åben;3\n' + "3;c;4\n" * 50 + '2;"åben;3\n' + "3;c;4\n" * 3
    assert [number for number, _cells in read(body)[1]] == list(range(2, 57))


def test_nul_bytes_and_end_of_file_mark_are_dropped() -> None:
    assert read(b"Nr;Tekst;Antal\r\n1;a\x00b;2\r\n\x1a")[1] == [(2, ["1", "ab", "2"])]


def test_zeros_kept_from_excel_with_a_formula() -> None:
    assert read('Nr;Tekst;Antal\n="0012";a;2\n"=""0034""";b;3\n')[1] == [
        (2, ["0012", "a", "2"]),
        (3, ["0034", "b", "3"]),
    ]


def test_cells_are_trimmed_and_rows_made_equally_long() -> None:
    header, rows = read("Nr ; Tekst;Antal;\n 1 ;\u00a0a ;2;\n2\n3;c;4;;\n4;d;5;overskud\n")
    assert header == ["Nr", "Tekst", "Antal"]
    assert rows == [
        (2, ["1", "a", "2"]),
        (3, ["2", "", ""]),
        (4, ["3", "c", "4"]),
        (5, ["4", "d", "5", "overskud"]),
    ]


def test_a_nameless_last_column_is_a_column() -> None:
    header, rows = read("Nr;Tekst;Antal;\n1;a;2;x\n2;b;3;y\n")
    assert header == ["Nr", "Tekst", "Antal", ""]
    assert rows[0] == (2, ["1", "a", "2", "x"])


@pytest.mark.parametrize("kind", [SimpleUploadedFile, None])
def test_uploads(kind: type | None) -> None:
    data = workbooks.workbook([["Nr", "Beløb"], ["a1", 5]])
    if kind:
        upload = kind("liste.xlsx", data)
    else:
        upload = TemporaryUploadedFile("liste.xlsx", "application/octet-stream", len(data), None)
        upload.write(data)
    for _again in range(2):
        with open_table(upload, upload.name, vocabulary=["Nr"]) as table:
            assert list(table) == [(2, ["a1", "5"])]
    assert not upload.closed
    upload.close()


def test_sources(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))

    class Pipe(io.RawIOBase):
        """Can neither seek nor tell, as the standard input."""

        def __init__(self) -> None:
            self.inner = io.BytesIO(LIST.encode())

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self.inner.read(size)

    upload = io.BytesIO(LIST.encode("utf-16"))
    upload.read(3)
    for source in (path, str(path), LIST.encode(), upload, Pipe()):
        with open_table(source, "liste.csv") as table:
            assert list(table) == ROWS
    assert not upload.closed


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=8),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_the_csv_module_writes_is_read_back(cells: list[list[str]]) -> None:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(["Lejemål", "Beløb", "Tekst"])
    writer.writerows([["x" + a, b, c] for a, b, c in cells])
    for codec in ("cp1252", "utf-8", "utf-16"):
        rows = read(stream.getvalue().encode(codec), vocabulary=["Lejemål", "Beløb", "Tekst"])[1]
        expected = [[("x" + a).strip(), b.strip(), c.strip()] for a, b, c in cells]
        assert [row for _number, row in rows] == expected


@pytest.mark.parametrize("name", ["liste.csv", "liste.txt", "liste.xlsx", ""])
def test_the_content_decides_not_the_name(name: str) -> None:
    assert read(LIST, filename=name) == (HEADER, ROWS)


def test_the_error_is_a_domain_error() -> None:
    with pytest.raises(TableError) as refusal:
        open_table(b"")
    assert refusal.value.message.startswith("Filen er tom")
