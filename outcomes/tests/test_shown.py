"""What of the numbers is shown: the sums on the page give no hidden one away."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.suppression import FEWEST
from outcomes.counts import Counts
from outcomes.figures import FIGURES
from outcomes.shown import ALL, CATEGORIES, SHARES, Shown

ESTATES = [7, 8, 9]


def shown_of(**by_estate):
    """by_estate: e7={"om-noise": 3}"""
    counts = Counts()
    for name, columns in by_estate.items():
        counts.by_estate[int(name[1:])] = Counter(columns)
    return Shown(counts, ESTATES)


def number(shown, key, place=ALL):
    value = shown.value(FIGURES[key], place)
    return "skjult" if value.is_hidden else value.number


def test_nothing_at_all_is_nought_and_no_share():
    shown = shown_of()
    assert number(shown, "klager") == number(shown, "klager", 7) == 0
    assert shown.value(FIGURES["inden-4-uger"]).is_empty


def test_a_small_category_takes_another_along_and_the_sum_stays():
    shown = shown_of(e7={"om-noise": 20, "om-pets": 2, "om-neglect": 7})
    assert number(shown, "om-pets", 7) == "skjult"
    assert number(shown, "klager", 7) == 29
    hidden = [key for key in CATEGORIES if number(shown, key, 7) == "skjult"]
    assert len(hidden) >= 2


def test_what_is_hidden_in_one_estate_cannot_be_found_from_the_total():
    shown = shown_of(e7={"art-smell": 2, "meldinger": 9}, e8={"art-smell": 9, "meldinger": 9})
    assert number(shown, "art-smell", 7) == "skjult"
    assert "skjult" in (number(shown, "art-smell", 8), number(shown, "art-smell", ALL))


def test_a_share_says_its_whole():
    value = shown_of(e7={"frist-holdt": 15, "frist-brudt": 5}).value(FIGURES["inden-4-uger"], 7)
    assert (value.number, value.of) == (75, 20)


def test_a_share_that_would_tell_of_a_few_is_hidden():
    """19 of 20: one was not."""
    shown = shown_of(e7={"frist-holdt": 19, "frist-brudt": 1})
    assert number(shown, "inden-4-uger", 7) == "skjult"
    assert number(shown_of(e7={"frist-holdt": 20}), "inden-4-uger", 7) == 100


def test_agreements_are_told_of_the_whole_alone():
    shown = shown_of(e7={"aftaler": 9, "uden-aftale": 9}, e8={"aftaler": 1})
    assert number(shown, "aftaler") == 10
    assert number(shown, "aftaler", 7) == "skjult"


def test_neither_all_nor_none_of_the_mediations_ended_so():
    """Else one would know of each how it ended."""
    for agreed, not_agreed in ((9, 0), (0, 9), (9, 4), (4, 9)):
        shown = shown_of(e7={"aftaler": agreed, "uden-aftale": not_agreed})
        assert number(shown, "aftaler") == "skjult"


def test_a_hidden_number_is_hidden_beside_whichever_year():
    """An estate that has nothing this year does not change what is hidden."""
    one, other = {"om-noise": 20, "om-pets": 2, "om-neglect": 7}, {"om-noise": 6, "om-danger": 3}
    alone, beside = Counts(), Counts()
    for counts in (alone, beside):
        counts.by_estate[7], counts.by_estate[8] = Counter(one), Counter(other)
    beside.by_estate[9] = Counter()
    first, second = Shown(alone, [7, 8]).cells, Shown(beside, ESTATES).cells
    assert {place: second[place] for place in first} == first


ROWS = st.lists(st.integers(0, 12), min_size=len(CATEGORIES), max_size=len(CATEGORIES))


@given(st.lists(ROWS, min_size=1, max_size=3))
def test_no_small_number_is_shown_and_what_is_shown_is_true(rows):
    counts = Counts()
    for estate, row in zip(ESTATES, rows, strict=False):
        counts.by_estate[estate] = Counter(dict(zip(CATEGORIES, row, strict=True)))
    shown = Shown(counts, ESTATES)
    for place in (*ESTATES, ALL):
        told = [number(shown, key, place) for key in (*CATEGORIES, "klager")]
        assert not [value for value in told if value != "skjult" and 0 < value < FEWEST]
        assert told.count("skjult") != 1
    for estate, row in zip(ESTATES, rows, strict=False):
        for key, true in zip(CATEGORIES, row, strict=True):
            assert number(shown, key, estate) in ("skjult", true)


def test_every_share_has_a_figure():
    assert set(SHARES) < set(FIGURES)
