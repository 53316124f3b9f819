"""A step of an eviction case as a line of the timeline: what, when, who, whence, and what stood before."""

import datetime as dt

import pytest
from django.utils import timezone

from core.phrases import say_day, say_moment
from evictions.choices import LegalStepKind
from evictions.models import LegalStep
from evictions.step_words import GROUPS, group_of, step_entry

SEVENTH, EIGHTH = dt.date(2026, 10, 7), dt.date(2026, 10, 8)


def entry(kind, by="Dorte Dahl", **known):
    step = LegalStep(kind=kind, happened_at=timezone.now(), **known)
    step.by = by
    return step_entry(step)


@pytest.mark.parametrize("kind", list(LegalStepKind))
def test_every_kind_has_a_title_an_icon_and_a_group(kind):
    said = entry(kind, values={})
    assert said.title == kind.label
    assert said.kind.startswith("legal_")
    assert group_of(kind) in GROUPS


def test_a_receipt():
    said = entry(
        "demand_received",
        on=EIGHTH,
        values={"proof": "postal", "deadline": "2026-10-22"},
    )
    assert said.title == f"Påkrav kommet frem {say_day(EIGHTH)}"
    assert said.text == f"Bevis: Kvittering fra postvæsenet\nFrist {say_day(dt.date(2026, 10, 22))}"
    assert said.by == "Dorte Dahl"


def test_put_right():
    said = entry(
        "demand_issued",
        on=EIGHTH,
        values={"channel": "letter", "before": {"demand_issued_on": "2026-10-07", "demand_channel": "email"}},
    )
    assert said.title == f"Påkrav sendt {say_day(EIGHTH)} (rettet)"
    assert f"Før: påkrav sendt {say_day(SEVENTH)}, sendt med E-mail (gælder ikke)" in said.text


def test_facts():
    said = entry(
        "put_right", values={"changed": ["claim", "children"], "before": {"claim_amount": "8412.00"}}
    )
    assert said.text.replace("\xa0", " ") == "Rettet: kravet, børn under 18\nFør: kravet i alt 8.412 kr."


def test_a_program_and_the_clock_say_where_it_comes_from():
    assert entry("filed", by=None, source="list").by == "Restanceliste"
    assert entry("standstill_ended", by=None, source="clock").by == "Dagen kom"
    assert entry("filed", source="api").details == ("lejesystem",)
    assert entry("filed").details == ()


def test_a_day_at_the_court_and_an_agreement():
    at = timezone.make_aware(dt.datetime(2026, 12, 1, 9, 30))
    said = entry("hearing_set", values={"hearing": 7, "at": at.isoformat(), "place_kind": "court"})
    assert said.text == f"{say_moment(at)}\nI fogedretten"
    plan = entry("plan_agreed", values={"balance": "9000.00", "count": "3", "first": "2026-10-07"})
    first = say_day(SEVENTH)
    assert plan.text.replace("\xa0", " ") == (
        f"Restance ved aftalen 9.000 kr.\n3 afdrag\nFørste afdrag {first}"
    )


def test_a_day_that_stood_before():
    said = entry("standstill_begun", values={"until": "2026-10-08", "before": "2026-10-07"})
    assert said.text == f"Til og med {say_day(EIGHTH)}\nFør: {say_day(SEVENTH)}"


def test_a_reason():
    assert entry("decided", values={"verdict": "pause"}, reason="Ansøgning").text == (
        "Sæt på pause\nBegrundelse: Ansøgning"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"deadline": "soon"},
        {"amount": "x"},
        {"at": "soon"},
        {"count": "soon"},
        {"unheard": "of"},
        {"before": {"gone": ""}},
        {"before": {}},
        {"before": "soon"},
        {"before": {"answer_reasons": ["soon"], "statement": 7, "reviewed_at": None}},
    ],
)
def test_values_of_another_shape_break_nothing(values):
    assert "soon" not in entry("deadline_set", values=values).text
