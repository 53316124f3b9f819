"""The legal course of a notice in steps: computed days name their rule, the unknown says so."""

import datetime as dt

import pytest

from evictions.choices import Stage
from evictions.legal_line import legal_steps
from evictions.models import ArrearsNotice

TODAY = dt.date(2026, 11, 23)


def steps(**known):
    notice = ArrearsNotice(**{"due_date": dt.date(2026, 11, 1), "stage": Stage.ARREARS, **known})
    return {step.title: step for step in legal_steps(notice, TODAY)}


def test_before_a_demand():
    line = steps()
    assert line["Forfald"].text == "søn. 1. nov., sidste rettidige dag man. 2. nov."
    assert line["Påkrav"].text == "Ikke sendt ifølge listen. Kan tidligst sendes fre. 6. nov."
    assert line["Påkravsfrist"].text == "Ingen, før der er sendt påkrav"
    assert line["Fogedret"].text == "Ikke ifølge listen"


def test_both_readings_of_the_saturday_rule_are_shown():
    line = steps(due_date=dt.date(2026, 7, 1))
    assert line["Påkrav"].text.endswith("tidligst sendes man. 6. jul. (sikkert fra tirs. 7. jul.)")


def test_a_known_deadline():
    line = steps(
        stage=Stage.DEMAND,
        demand_received_on=dt.date(2026, 11, 11),
        demand_deadline=dt.date(2026, 11, 25),
    )
    assert line["Påkrav"].text == "Kommet frem ons. 11. nov."
    assert line["Påkravsfrist"].text == "ons. 25. nov. (om 2 dage)"
    assert line["Påkravsfrist"].state == "now"


def test_an_unknown_deadline_is_an_estimate_only():
    line = steps(stage=Stage.DEMAND)
    assert line["Påkrav"].text == "Sendt. Hvornår det kom frem, er ukendt"
    assert (
        line["Påkravsfrist"].text
        == "Ukendt. Den kan tidligst være fre. 20. nov., et skøn ud fra forfaldsdagen"
    )


def test_a_deadline_on_christmas_eve_warns():
    line = steps(
        stage=Stage.DEMAND,
        demand_received_on=dt.date(2026, 12, 10),
        demand_deadline=dt.date(2026, 12, 24),
    )
    assert "juleaftensdag" in line["Påkravsfrist"].warning


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        (Stage.TERMINATION, {"Ophævelse": "now", "Fogedret": ""}),
        (Stage.BAILIFF_COURT, {"Ophævelse": "done", "Fogedret": "now"}),
    ],
)
def test_how_far_the_list_says_it_is(stage, states):
    line = steps(stage=stage)
    assert {title: line[title].state for title in states} == states


def test_every_step_names_its_rule():
    assert all(step.rule.source for step in steps().values())
