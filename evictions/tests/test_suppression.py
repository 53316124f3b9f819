"""No hidden cell can be found from what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from evictions.suppression import FEWEST, HIDDEN, suppressed


def rows_of(width):
    cells = st.lists(st.integers(0, 12), min_size=width, max_size=width)
    return st.lists(cells, min_size=1, max_size=6)


TABLES = st.integers(1, 5).flatmap(rows_of)


def test_one_to_four_are_hidden_and_nought_is_not():
    cells, totals = suppressed([[0, 1, 4, 5], [0, 9, 9, 9]])
    assert cells == [[0, HIDDEN, HIDDEN, 5], [0, 9, 9, 9]]
    assert totals == [0, HIDDEN, HIDDEN, 14]


@given(table=TABLES)
def test_no_small_number_is_shown_anywhere(table):
    cells, totals = suppressed(table)
    assert not [
        value for row in [*cells, totals] for value in row if value is not HIDDEN and 0 < value < FEWEST
    ]


@given(table=TABLES)
def test_what_is_shown_is_true(table):
    cells, totals = suppressed(table)
    for row, shown in zip(table, cells, strict=True):
        assert all(value in (HIDDEN, true) for value, true in zip(shown, row, strict=True))
    for number, total in enumerate(totals):
        assert total in (HIDDEN, sum(row[number] for row in table))


@given(table=TABLES)
def test_a_column_with_a_hidden_cell_has_no_total_to_subtract_from(table):
    cells, totals = suppressed(table)
    for number, total in enumerate(totals):
        if any(row[number] is HIDDEN for row in cells):
            assert total is HIDDEN


def test_nothing_at_all():
    assert suppressed([]) == ([], [])
