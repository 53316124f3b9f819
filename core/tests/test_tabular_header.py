import pytest

from core.tabular import FieldSpec, TableError, open_table, vocabulary

FIELDS = (
    FieldSpec("tenancy", "Lejemål", ("lejemålsnr", "lejernummer"), required=True),
    FieldSpec("amount", "Beløb", ("saldo", "restance"), required=True),
    FieldSpec("due_date", "Forfaldsdato", ("forfald",), required=True),
)
WORDS = vocabulary(FIELDS)


def opened(text: str):
    return open_table(text.encode(), vocabulary=WORDS)


def test_header_below_titles() -> None:
    text = (
        "Fjordbo Boligforening;;;\n"
        "Restanceliste pr. 1. november 2026;;;\n"
        "Udskrevet: 01-11-2026 08:12;;Side: 1;\n"
        ";;;\n"
        "Lejemåls-nr.;Lejer;Saldo i kr.;Forfald\n"
        "1204-0033;Anna Berg;4.310,00;01-11-2026\n"
    )
    with opened(text) as table:
        assert table.header == ["Lejemåls-nr.", "Lejer", "Saldo i kr.", "Forfald"]
        assert table.header_row_number == 5
        assert list(table) == [(6, ["1204-0033", "Anna Berg", "4.310,00", "01-11-2026"])]


def test_titles_without_delimiters() -> None:
    text = "Restanceliste, afd. 12, november\n\nLejemål;Beløb;Forfald\n1;4,00;01-11-2026\n"
    with opened(text) as table:
        assert table.header == ["Lejemål", "Beløb", "Forfald"]
        assert table.header_row_number == 3


def test_a_title_with_the_same_words_is_not_the_header() -> None:
    text = "Restance;Lejemål i alt 405;;\nLejemål;Navn;Beløb;Forfald\n1;Bo;4,00;01-11-2026\n"
    with opened(text) as table:
        assert table.header_row_number == 2


def test_facts_above_the_table_are_not_the_header() -> None:
    text = "Lejemål;405;Beløb;1.204.310,00;Forfald;01-11-2026\nLejemål;Beløb;Dato\n1;4,00;01-11-2026\n"
    with opened(text) as table:
        assert table.header_row_number == 2


def test_unknown_words_still_make_a_header() -> None:
    with open_table(b"Rapport\n\nUnit;Balance;When\nA1;4,00;01-11-2026\nA2;5,00;01-11-2026\n") as table:
        assert table.header == ["Unit", "Balance", "When"]
        assert table.header_row_number == 3


def test_line_breaks_in_headers_become_spaces() -> None:
    with opened('"Lejemål\nnr.";Beløb;Forfald\n1;2,00;01-11-2026\n') as table:
        assert table.header == ["Lejemål nr.", "Beløb", "Forfald"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "tom"),
        ("\n\n  \n", "tom"),
        (";;;\n;;;\n", "tom"),
        ("Lejemål;Beløb;Forfald\n", "ingen rækker"),
        ("Lejemål;Beløb;Forfald\n\n;;\n", "ingen rækker"),
        ("Lejemål;Beløb;Forfald\nI alt;0,00;\n", "ingen rækker"),
        ("1204-0033;4.310,00;01-11-2026\n1204-0034;310,00;01-11-2026\n", "kolonnernes navne"),
        ("1204\n1205\n1206\n", "én kolonne"),
    ],
)
def test_no_table(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kære Dorte\n\nHer er listen, som du bad om.\nHilsen Erik\n",
        "Hej Anna, her er listen, som du bad om.\nDen er vedhæftet.\nHilsen Bo, Dorte\n",
        "Referat af møde.\nVi talte om huslejen, restancerne og beboerne i opgang 3, og om vaskeriet.\n" * 5,
        '{"rows": [{"tenancy": "1", "amount": "2"}]}\n',
        "x" * 5000,
    ],
)
def test_prose_is_no_table(text: str) -> None:
    with pytest.raises(TableError):
        opened(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kære Dorte, her er restancen, som du bad om. Hilsen Erik\n",
        "Kære Dorte; her er listen; hilsen Erik",
        "\n\nHej Anna\ther er den\n",
    ],
)
def test_one_line_without_a_known_word_is_no_header(text: str) -> None:
    with pytest.raises(TableError, match="ikke en tabel"):
        opened(text)
