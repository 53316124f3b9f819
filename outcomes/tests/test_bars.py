"""The bars beside the table."""

from outcomes.bars import LEAST, WIDTH, picture_of


def test_the_highest_fills_the_width_and_the_others_their_part():
    [line] = picture_of([("Klager", 5, 10)]).lines
    assert (line.now.length, line.before.length) == (WIDTH // 2, WIDTH)


def test_what_is_hidden_has_no_bar_and_says_so():
    [_much, line] = picture_of([("Klager", 500, 500), ("Lugt", None, 1)]).lines
    assert (line.now.length, line.now.is_hidden) == (0, True)
    assert (line.before.length, line.before.is_hidden) == (LEAST, False)


def test_a_line_of_noughts_is_left_to_the_table():
    assert [line.label for line in picture_of([("A", 0, 0), ("B", 0, 5)]).lines] == ["B"]


def test_nothing_to_draw():
    assert picture_of([]) is picture_of([("A", 0, 0)]) is picture_of([("A", None, None)]) is None
