import pytest

from core.tabular import open_table

HEAD = "Lejemål;Navn;Beløb;Forfald;Type\n"
ROW = "1204-0033;Ida Total;4.310,00;01-11-2026;Husleje\n"


def read(body: str):
    with open_table((HEAD + body).encode(), vocabulary=["Lejemål", "Navn", "Beløb", "Forfald"]) as table:
        rows = list(table)
    return [number for number, _cells in rows], table.skipped


@pytest.mark.parametrize(
    "total",
    [
        *(
            "I alt;;4.310,00;;",
            "Ialt;;4.310,00;;",
            "I ALT:;;4.310,00;;",
            "Total;;4.310,00;;",
            ";I alt;4.310,00;;",
        ),
        *("Sum;;4.310,00;;", "Total restance;;4.310,00;;", "I alt 2 lejemål;;8.620,00;;", ";;8.620,00;;"),
        *("I alt;405 lejemål;4.310,00;;", "Total;Afd. 12 Lundgården;4.310,00;;"),
        *("SAMLET;;8.620,00 kr.;;", "Hovedtotal;2;8.620,00-;;", "*** I alt ***;;8.620,00;;", ";;8.620,00;;;"),
    ],
)
def test_a_totals_row_at_the_bottom(total: str) -> None:
    numbers, skipped = read(ROW + ROW + total + "\n")
    assert numbers == [2, 3]
    assert skipped.totals == 1
    assert skipped.totals_rows == [4]


def test_subtotals_on_the_way() -> None:
    numbers, skipped = read(
        ROW + "I alt afd. 12;;4.310,00;;\n" + ROW + "I alt afd. 14;;4.310,00;;\nTotal;;8.620,00;;\n"
    )
    assert numbers == [2, 4]
    assert skipped.totals_rows == [3, 5, 6]


@pytest.mark.parametrize(
    "row",
    [
        "Total Byg ApS;;4.310,00;01-11-2026;Husleje",
        "Sumatra;Ida;4.310,00;01-11-2026;Husleje",
        "I alt;Ida Berg;4.310,00;01-11-2026;Husleje",
        ";;4.310,00;01-11-2026;Husleje",
        "Side 4;;4.310,00;01-11-2026;Husleje",
        ";Ida Berg;4.310,00;;",
        "1204-0034;;;;",
    ],
)
def test_rows_that_only_look_like_it_stay(row: str) -> None:
    numbers, skipped = read(ROW + row + "\n")
    assert numbers == [2, 3]
    assert skipped.totals == 0


def test_amounts_alone_in_the_middle_are_a_row_to_look_at() -> None:
    numbers, skipped = read(ROW + ";;4.310,00;;\n" + ROW)
    assert numbers == [2, 3, 4]
    assert skipped.totals == 0


def test_footers_and_page_breaks() -> None:
    body = (
        ROW
        + "Side 1 af 2;;;;\n"
        + HEAD
        + ROW
        + "-----;-----;-----;-----;-----\nUdskrevet 01-11-2026;;;;\nSlut på liste\n"
    )
    numbers, skipped = read(body)
    assert numbers == [2, 5]
    assert (skipped.headers, skipped.footers) == (1, 4)


def test_single_cells_in_the_middle_stay() -> None:
    numbers, _skipped = read(ROW + "Afdeling Lundgården;;;;\n" + ROW)
    assert numbers == [2, 3, 4]


def test_blank_rows_between_the_last_row_and_the_total() -> None:
    numbers, skipped = read(ROW + "\n;;;;\n;;4.310,00;;\n\n")
    assert numbers == [2]
    assert (skipped.totals, skipped.blank) == (1, 3)


def test_a_long_tail_of_amounts_is_not_swallowed() -> None:
    numbers, skipped = read(ROW + ";;4.310,00;;\n" * 20)
    assert len(numbers) + skipped.totals == 21
    assert skipped.totals <= 6
