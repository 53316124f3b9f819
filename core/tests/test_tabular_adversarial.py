"""Files made to break the reader. Each is refused with a sentence, quickly, and with little memory."""

import io
import random
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tabular import Limits, TableError, open_table
from core.tests import workbooks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(data: bytes, **kwargs) -> str:
    """The sentence, from opening the file or from reading on."""
    with pytest.raises(TableError) as refused, open_table(data, **kwargs) as table:
        for _row in table:
            pass
    assert refused.value.message.endswith(".")
    return refused.value.message


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\n\n%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "billede"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "billede"),
        (b"GIF89a" + bytes(100), "billede"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "billede"),
        (rb"{\rtf1\ansi hej}", "tekstdokument"),
        (OLE + utf16("WordDocument"), "Word"),
        (OLE + utf16("Workbook"), "xls"),
        (OLE + bytes(300_000) + utf16("EncryptedPackage"), "adgangskode"),
        (b"\x1f\x8b\x08" + bytes(100), "pakket"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "pakket"),
        (b"Rar!\x1a\x07" + bytes(100), "pakket"),
        (b"<!DOCTYPE html><table><tr><td>Lejem&aring;l</td></tr></table>", "webside"),
        (b"\xef\xbb\xbf  <html><body>", "webside"),
        ("<html>".encode("utf-16"), "webside"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "webside"),
        (bytes(range(256)) * 50, "ikke en tabel"),
        (b"\x00" * 5000, "ikke en tabel"),
        (b"a;b;c\n" + b"\x01\x02;\x03;\x04\n" * 500, "ikke en tabel"),
        (b"a;b\n" + b"x" * 3_000_000, "ikke en tabel"),
        (b"PK\x03\x04" + bytes(200), "beskadiget"),
        (b"PK\x05\x06" + bytes(18), "pakket"),
        (b"\x0b", "tom"),
        (b"\xff\xfe", "tom"),
        (b"\xef\xbb\xbf", "tom"),
    ],
)
def test_what_is_no_table(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "Word"),
        ({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "præsentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "ods"),
        ({"xl/workbook.bin": "x", "[Content_Types].xml": "<x/>"}, "xlsb"),
        ({"liste.csv": "a;b\n1;2\n"}, "Pak den ud"),
        ({"liste.xlsx": workbooks.by_hand()}, "Pak den ud"),
        ({"[Content_Types].xml": "<x/>"}, "Pak den ud"),
    ],
)
def test_other_archives(files: dict[str, str | bytes], says: str) -> None:
    assert says in refusal(workbooks.packed(files))


def test_larger_than_allowed_is_not_read() -> None:
    assert "større end 50 MB" in refusal(b"a;b\n" + bytes(50 * 1024 * 1024))

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a;b;c\n" * (size // 6 + 1)

    endless = Endless()
    with pytest.raises(TableError, match="større end 1 MB"):
        open_table(endless, limits=Limits(file_bytes=1024 * 1024))
    assert endless.given < 3 * 1024 * 1024


# -- workbooks -----------------------------------------------------------------------------------

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize("prolog", [ENTITIES, EXTERNAL, PARAMETER, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels"],
)
def test_document_types_are_refused_everywhere(prolog: str, part: str) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>'
    strings = f'<sst xmlns="{workbooks.MAIN}"><si><t>x</t></si></sst>'
    files = workbooks.parts(rows, strings=strings)
    files[part] = prolog + files[part]
    assert "regneark ikke bruger" in refusal(workbooks.packed(files))


def test_document_types_in_another_encoding() -> None:
    files: dict[str, str | bytes] = {**workbooks.parts()}
    sheet = workbooks.parts(prolog=ENTITIES)["xl/worksheets/sheet1.xml"]
    files["xl/worksheets/sheet1.xml"] = ('<?xml version="1.0" encoding="utf-16"?>' + sheet).encode("utf-16")
    assert "regneark ikke bruger" in refusal(workbooks.packed(files))


def bomb(size: int, content: bytes = b" ") -> bytes:
    """A sheet of `size` bytes that packs to almost nothing."""
    files = workbooks.parts()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            member.write(files["xl/worksheets/sheet1.xml"].removesuffix("</sheetData></worksheet>").encode())
            block = content * (1024 * 1024 // len(content))
            for _block in range(size // len(block)):
                member.write(block)
            member.write(b"</sheetData></worksheet>")
    return stream.getvalue()


def test_zip_bomb_by_its_own_account() -> None:
    data = bomb(60 * 1024 * 1024)
    assert len(data) < 200 * 1024
    tracemalloc.start()
    assert "regneark ikke bruger" in refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def lying(data: bytes) -> bytes:
    """The same archive, whose directory says the sheet is 100 bytes long."""
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + struct.pack("<L", 100) + data[at + 28 :]


def test_zip_bomb_that_lies_about_its_size() -> None:
    tracemalloc.start()
    assert refusal(lying(bomb(30 * 1024 * 1024)))
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_unpacking_stops_at_the_limit_whatever_was_promised() -> None:
    noise = random.Random(7)
    rows = "".join(
        f'<row r="{i}"><c r="A{i}"><v>{noise.random()}</v></c><c r="B{i}"><v>{noise.random()}</v></c></row>'
        for i in range(3, 20_000)
    )
    data = workbooks.by_hand(workbooks.HEADER_AND_ROW + rows)
    assert "Del den i flere filer" in refusal(data, limits=Limits(unpacked_bytes=500_000))
    with open_table(data) as table:
        assert len(list(table)) == 19_998


@pytest.mark.parametrize(
    "content",
    [
        b"<a>",
        b'<row><c><v>1</v></c></row><row r="1"/>',
        b"<row>",
        b"<c>",
        b"<is>",
        b'<a b="' + b"x" * 1000,
        b"<!--" + b"x" * 1000,
    ],
)
def test_markup_bombs(content: bytes) -> None:
    data = bomb(12 * 1024 * 1024, content)
    tracemalloc.start()
    assert refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 25 * 1024 * 1024
    tracemalloc.stop()


def test_one_cell_with_all_the_text() -> None:
    rows = (
        workbooks.HEADER_AND_ROW
        + f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"x" * 9_000_000}</t></is></c></row>'
    )
    assert "Række 3" in refusal(workbooks.by_hand(rows))
    strings = f'<sst xmlns="{workbooks.MAIN}"><si><t>{"x" * 9_000_000}</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert refusal(workbooks.by_hand(rows, strings=strings))


def test_many_shared_strings_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.tabular.strings.IN_MEMORY_CHARS", 500_000)
    entries = "".join(f"<si><t>Østergård nummer {i}</t></si>" for i in range(60_000))
    strings = f'<sst xmlns="{workbooks.MAIN}"><si><t>Lejemål</t></si><si><t>Beløb</t></si>{entries}</sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    rows += "".join(
        f'<row r="{i}"><c r="A{i}" t="s"><v>{i}</v></c><c r="B{i}"><v>1</v></c></row>' for i in range(2, 3000)
    )
    data = workbooks.by_hand(rows, strings=strings)
    tracemalloc.start()
    with open_table(data) as table:
        last = [cells for _number, cells in table][-1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert last == ["Østergård nummer 2997", "1"]
    assert peak < 12 * 1024 * 1024


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A2"', 'r="2"'),
        ('r="A2"', 'r="ABCDEFG2"'),
        ('r="A2"', 'r="Æ2"'),
        ('r="2"', 'r="x"'),
        ('r="2"', 'r="-5"'),
        ('r="2"', 'r="1"'),
        ('r="2"', 'r="99999999"'),
        ("<v>1204</v>", "<v><v>1204</v></v>"),
        ('<c r="A2">', '<c r="A2" t="s">'),
        ("</sheetData>", ""),
        ("<sheetData>", "<sheetData>\x01"),
    ],
)
def test_damaged_sheets(old: str, new: str) -> None:
    files = workbooks.parts()
    sheet = files["xl/worksheets/sheet1.xml"]
    assert old in sheet
    files["xl/worksheets/sheet1.xml"] = sheet.replace(old, new, 1)
    refusal(workbooks.packed(files))


def test_relations_that_point_outside() -> None:
    files = workbooks.parts()
    rels = files["xl/_rels/workbook.xml.rels"]
    files["xl/_rels/workbook.xml.rels"] = rels.replace("worksheets/sheet1.xml", "../../../etc/passwd")
    refusal(workbooks.packed(files))
    files["xl/_rels/workbook.xml.rels"] = rels.replace('Target="work', 'TargetMode="External" Target="work')
    refusal(workbooks.packed(files))


def test_protected_members() -> None:
    data = bytearray(workbooks.by_hand())
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 8] |= 1
    assert "adgangskode" in refusal(bytes(data))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(1, 40))
def test_a_workbook_with_bytes_changed(place: int, value: int, count: int) -> None:
    data = bytearray(workbooks.workbook([["Lejemål", "Beløb"], ["a", 1.5], ["b", 2]]))
    for step in range(count):
        data[(place + step * 131) % len(data)] = (value + step) % 256
    read_or_refuse(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6000))
def test_a_workbook_cut_off(length: int) -> None:
    read_or_refuse(workbooks.workbook([["Lejemål", "Beløb"], ["a", 1.5]])[:length])


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_or_refuse(data)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='ab1;,\t|"\n\r=\x00æ ', min_size=1, max_size=200))
def test_any_text(text: str) -> None:
    for codec in ("utf-8", "cp1252", "utf-16"):
        read_or_refuse(text.encode(codec))


def read_or_refuse(data: bytes) -> None:
    try:
        with open_table(data) as table:
            width = len(table.header)
            for number, cells in table:
                assert number > table.header_row_number
                assert len(cells) >= width
                assert "\0" not in "".join(cells)
    except TableError as refused:
        assert refused.message
