"""The steps of a flat's condition."""

import datetime as dt
import itertools
from types import SimpleNamespace

from conditions.flat_course import LAST, LEFT, RIGHT, TOP, say_kinds, steps_of

TODAY = dt.date(2026, 11, 28)


def found(day, condition):
    return SimpleNamespace(day=day, condition=condition)


def test_nothing_to_draw():
    assert steps_of([], [], TODAY) is None
    assert steps_of([found(TODAY, 3)], [], TODAY) is None


def test_the_condition_stays_until_the_next_look_and_to_today():
    first = TODAY - dt.timedelta(days=100)
    half = TODAY - dt.timedelta(days=50)
    steps = steps_of([found(first, 5), found(half, 1)], [], TODAY)
    middle = LEFT + (RIGHT - LEFT) // 2
    assert steps.line == f"M{LEFT} {LAST}H{middle}V{TOP}H{RIGHT}"
    assert [(point.x, point.y) for point in steps.points] == [(LEFT, LAST), (middle, TOP)]


def test_the_best_condition_is_on_top_and_each_has_its_name():
    steps = steps_of([found(TODAY - dt.timedelta(days=9), 2)], [], TODAY)
    assert [level.y for level in steps.levels] == sorted(level.y for level in steps.levels)
    assert (steps.levels[0].label, steps.levels[-1].label) == ("I orden", "Ikke til at bo i")


def test_a_new_household_is_marked_and_the_first_one_is_not():
    first = TODAY - dt.timedelta(days=100)
    moves = [first - dt.timedelta(days=900), first + dt.timedelta(days=50)]
    assert len(steps_of([found(first, 2)], moves, TODAY).moves) == 1


def test_new_years_have_a_mark_where_there_is_room():
    steps = steps_of([found(dt.date(2023, 6, 1), 2)], [], TODAY)
    assert [mark.label for mark in steps.marks] == ["06.2023", "2025", "2026", "11.2026"]


def test_kinds_in_words():
    assert say_kinds(["smell"]) == "Lugt"
    assert say_kinds(["rubbish", "vermin", "water"]) == "Affald, ophobning · Skadedyr · Vand, skimmel"


def test_years_do_not_run_into_each_other():
    marks = steps_of([found(dt.date(2005, 6, 1), 2)], [], TODAY).marks
    places = [mark.x for mark in marks[1:-1]]
    assert len(places) > 1
    assert min(after - before for before, after in itertools.pairwise(places)) >= 40
