"""No hidden cell can be found from what is shown."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.suppression import FEWEST, HIDDEN, protected, suppressed


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


# -- tables with more than one sum ----------------------------------------------------------------------


def summed(table, *, row_sums, column_sums):
    rows = [[*row, sum(row)] if row_sums else list(row) for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if column_sums else rows


def can_be_found(shown, *, row_sums, column_sums):
    """The hidden cells that the sums alone determine: those that are nought in every solution of the
    homogeneous equations (Gauss, exactly)."""
    height, width = len(shown), len(shown[0])
    unknown = [(r, c) for r in range(height) for c in range(width) if shown[r][c] is HIDDEN]
    lines = []
    if row_sums:
        lines += [[(r, c) for c in range(width)] for r in range(height)]
    if column_sums:
        lines += [[(r, c) for r in range(height)] for c in range(width)]

    def sign(line, cell):
        return -1 if cell == line[-1] else 1

    rows = [
        [Fraction(sign(line, cell)) if cell in line else Fraction(0) for cell in unknown] for line in lines
    ]
    reduced = reduce(rows)
    alone = {next(place for place, value in enumerate(row) if value) for row in reduced if nonzero(row) == 1}
    return [unknown[place] for place in alone]


def nonzero(row):
    return sum(value != 0 for value in row)


def reduce(rows):
    """To reduced echelon form."""
    rows, done = [row[:] for row in rows], 0
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(done, len(rows)) if rows[n][place]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        first = rows[done][place]
        rows[done] = [value / first for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[place]:
                factor = row[place]
                rows[n] = [value - factor * own for value, own in zip(row, rows[done], strict=True)]
        done += 1
    return rows


@given(table=TABLES, row_sums=st.booleans(), column_sums=st.booleans())
def test_no_hidden_cell_can_be_computed(table, row_sums, column_sums):
    sums = {"row_sums": row_sums, "column_sums": column_sums and len(table) > 1}
    whole = summed(table, **sums)
    shown = protected(whole, **sums)
    if len(whole) * len(whole[0]) > 2:
        assert can_be_found(shown, **sums) == []
    for row, true in zip(shown, whole, strict=True):
        for value, real in zip(row, true, strict=True):
            assert value in (HIDDEN, real)
            assert value is HIDDEN or not 0 < value < FEWEST


def test_the_check_itself_can_fail():
    assert can_be_found([[HIDDEN, 7, 9]], row_sums=True, column_sums=False) == [(0, 0)]


def test_one_small_category_takes_the_smallest_along_and_the_sum_stays():
    assert protected([[9, 2, 6, 30, 47]], row_sums=True, column_sums=False) == [[9, HIDDEN, HIDDEN, 30, 47]]


def test_two_small_ones_hide_each_other():
    assert protected([[9, 2, 3, 30, 44]], row_sums=True, column_sums=False) == [[9, HIDDEN, HIDDEN, 30, 44]]


def test_an_empty_table():
    assert protected([], row_sums=True, column_sums=True) == []
