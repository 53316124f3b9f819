"""The legal line of an eviction case: what each station says, and where today's mark stands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evictions.case_facts import CaseFacts
from evictions.choices import EvictionStatus
from evictions.eviction_line import line_of, mark_at

TODAY = dt.date(2026, 11, 23)
day = dt.date.fromisoformat
TITLES = ["Forfald", "Påkrav", "Påkravsfrist", "Ophævelse", "Fogedret", "Udsættelse"]


def line(**known):
    facts = CaseFacts(**{"due_date": day("2026-10-01"), **known})
    return {station.title: station for station in line_of(facts, TODAY, ["kl. 9.30"]).stations}


WHOLE = {
    "reached": EvictionStatus.HEARING,
    "demand_issued_on": day("2026-10-07"),
    "demand_channel": "letter",
    "demand_received_on": day("2026-10-08"),
    "demand_deadline": day("2026-10-22"),
    "terminated_on": day("2026-10-23"),
    "move_out_on": day("2026-10-28"),
    "filed_on": day("2026-11-03"),
    "municipal_notice_on": day("2026-11-03"),
    "hearing_on": day("2026-11-24"),
}


def test_the_stations_in_their_order():
    assert list(line()) == TITLES


def test_a_whole_course():
    said = line(**WHOLE)
    assert said["Forfald"].text == "tors. 1. okt."
    assert said["Påkrav"].text == "Sendt ons. 7. okt."
    assert said["Påkrav"].more == ("Brev på papir", "Kommet frem tors. 8. okt.")
    assert said["Påkravsfrist"].text.startswith("tors. 22. okt.")
    assert said["Ophævelse"].text == "Ophævet fre. 23. okt."
    assert said["Fogedret"].text == "Fogedmøde tirs. 24. nov. (i morgen)"
    assert said["Fogedret"].more == ("kl. 9.30", "Sendt tirs. 3. nov.", "Kommunen underrettet tirs. 3. nov.")
    assert said["Udsættelse"].text == "Ikke berammet"
    assert [station.state for station in said.values()] == ["done", "done", "done", "done", "now", ""]


def test_before_a_demand_it_says_when_one_may_be_sent():
    said = line(due_date=day("2026-12-01"))
    assert "Kan tidligst sendes" in said["Påkrav"].text
    assert said["Påkrav"].state == ""
    assert line()["Påkrav"].state == "now"


def test_an_unknown_deadline_is_an_estimate_only():
    said = line(reached=EvictionStatus.DEMAND)
    assert said["Påkrav"].text == "Sendt. Dagen er ukendt"
    assert said["Påkrav"].more == ("Hvornår det kom frem, er ukendt",)
    assert "et skøn ud fra forfaldsdagen" in said["Påkravsfrist"].text
    assert said["Påkravsfrist"].on is None


def test_a_deadline_set_by_two_people_says_so_and_a_quiet_day_warns():
    known = {"reached": EvictionStatus.DEMAND, "demand_deadline": day("2026-12-24"), "is_overridden": True}
    said = line(**known)["Påkravsfrist"]
    assert said.more == ("Sat i hånden af to personer",)
    assert "juleaftensdag" in said.warning


def test_before_the_termination_it_says_when_it_may_come():
    known = {"reached": EvictionStatus.DEMAND, "demand_deadline": day("2026-11-27")}
    assert line(**known)["Ophævelse"].more == ("Kan tidligst ophæves man. 30. nov.",)


def test_what_was_taken_back_is_not_shown_as_having_happened():
    """A waived termination leaves its day on the case, but the case is in arrears again."""
    said = line(**{**WHOLE, "reached": EvictionStatus.ARREARS, "hearing_on": None})
    assert said["Påkrav"].text.startswith("Ikke sendt.")
    assert said["Påkravsfrist"].text == "Ingen, før der er sendt påkrav"
    assert said["Ophævelse"].text == "Ikke ophævet"
    assert said["Fogedret"].text == "Ikke sendt til fogedretten"
    assert said["Fogedret"].on is None
    assert said["Ophævelse"].on is None


def test_every_station_names_its_rule():
    assert all(station.rule.source for station in line().values())


def test_a_case_without_any_day_has_a_line_too():
    empty = line_of(CaseFacts(), TODAY)
    assert 0 <= empty.mark <= 100


@pytest.mark.parametrize(
    ("days", "place"),
    [
        (["2026-11-01", "2026-11-23", None], 1),
        (["2026-11-13", "2026-12-03", None], 0.5),
        (["2026-11-18", None, "2026-12-03"], 2 / 3),
        (["2026-11-01", None, None], 0.5),
        (["2026-12-01", None, None], -0.4),
        ([None, "2026-12-01", None], 0.5),
        ([None, None, None], -0.4),
        (["2026-11-01", "2026-11-02", "2026-11-03"], 2.4),
    ],
)
def test_where_today_is(days, place):
    assert mark_at([day(d) if d else None for d in days], TODAY) == pytest.approx(place)


DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2030, 1, 1))


@given(days=st.lists(st.none() | DAYS, min_size=6, max_size=6), today=DAYS)
def test_the_mark_is_always_on_the_line_and_never_before_what_has_passed(days, today):
    place = mark_at(days, today)
    assert -0.5 < place < 6
    assert all(place >= number for number, on in enumerate(days) if on and on <= today)


@given(first=DAYS, second=DAYS)
def test_the_mark_moves_on_with_the_days(first, second):
    days = [dt.date(2021, 1, 1), None, dt.date(2022, 6, 1), None, None, dt.date(2026, 1, 1)]
    first, second = sorted([first, second])
    assert mark_at(days, first) <= mark_at(days, second)
