"""The rule list: each rule fires when it should, and time never makes a notice less urgent."""

import datetime as dt
import inspect
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from evictions import urgency, urgency_court
from evictions.choices import Children, Stage
from evictions.management.commands.urgency_rules import render
from evictions.urgency import RULES, Facts, points_of, reasons_for

TODAY = dt.date(2026, 11, 23)


def facts(**known):
    usual = {
        "today": TODAY,
        "due_date": dt.date(2026, 11, 1),
        "created_on": TODAY,
        "amount": Decimal("8412"),
        "taken": True,
        "contact_on": TODAY,
        "last_attempt_on": TODAY,
    }
    return Facts(**{**usual, **known})


def fired(check, **known):
    return check(facts(**known))


def days(number):
    return TODAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("away", "text", "level"),
    [
        (-12, "Påkravsfristen udløb for 12 dage siden", "late"),
        (0, "Påkravsfrist i dag", "late"),
        (1, "Påkravsfrist i morgen", "late"),
        (2, "Påkravsfrist om 2 dage", "late"),
        (7, "Påkravsfrist om 7 dage", "soon"),
        (14, "Påkravsfrist om 14 dage", "soon"),
        (20, "Påkravsfrist om 20 dage", "ok"),
    ],
)
def test_the_deadline_is_named_in_days(away, text, level):
    reason = fired(urgency.demand_deadline, deadline=days(away), stage=Stage.DEMAND)
    assert (reason.text, reason.level) == (text, level)


def test_without_proof_of_receipt_only_the_earliest_estimate_is_shown():
    early = fired(urgency.deadline_unknown, stage=Stage.DEMAND, today=dt.date(2026, 11, 17))
    assert early.text == "Påkravsfrist ukendt, tidligst om 3 dage"
    assert fired(urgency.deadline_unknown, stage=Stage.DEMAND).text == "Påkravsfrist ukendt, kan være udløbet"
    assert fired(urgency.deadline_unknown, stage=Stage.ARREARS) is None
    assert fired(urgency.deadline_unknown, stage=Stage.DEMAND, deadline=days(3)) is None


def test_a_demand_on_its_way_is_named_before_it_can_be_sent():
    on = [dt.date(2026, 11, day) for day in (2, 3, 5, 6, 20)]
    texts = [r and r.text for r in (fired(urgency.demand_may_come, today=day) for day in on)]
    assert texts == [
        None,
        "Påkrav kan sendes om 3 dage",
        "Påkrav kan sendes i morgen",
        "Påkrav kan sendes nu",
        "Påkrav kan sendes nu",
    ]


def test_stages_are_named():
    assert fired(urgency.bailiff_court, stage=Stage.BAILIFF_COURT).text == "Fogedret"
    assert fired(urgency.terminated, stage=Stage.TERMINATION).text == "Lejemålet er ophævet"
    assert fired(urgency.bailiff_court, stage=Stage.DEMAND) is None


@pytest.mark.parametrize(
    ("answer", "fires"), [(Children.YES, True), (Children.NO, False), (Children.UNKNOWN, False)]
)
def test_children_count_only_when_the_list_says_so(answer, fires):
    assert bool(fired(urgency.children, children=answer)) is fires


def test_nobody_has_had_contact():
    assert fired(urgency.nobody_had_contact, contact_on=None).text == "Ingen har haft kontakt"
    tried = fired(urgency.nobody_had_contact, contact_on=None, attempts=2)
    assert tried.text == "Ingen har haft kontakt, 2 forsøg"
    assert fired(urgency.nobody_had_contact) is None


def test_silence_after_fourteen_days():
    assert fired(urgency.silence, contact_on=days(-20), last_attempt_on=days(-14)) is None
    assert (
        fired(urgency.silence, contact_on=days(-20), last_attempt_on=days(-15)).text == "20 dage uden kontakt"
    )
    tried = fired(urgency.silence, contact_on=None, last_attempt_on=days(-16))
    assert tried.text == "16 dage siden sidste forsøg"


@pytest.mark.parametrize(
    ("amount", "rent", "text"),
    [
        ("7499", "7500", None),
        ("7500", "7500", "1 måneds husleje"),
        ("24000", "7500", "3 måneders husleje"),
        ("999999", None, None),
        ("999999", "0", None),
    ],
)
def test_the_amount_counts_against_the_rent_only(amount, rent, text):
    reason = fired(
        urgency.amount_against_rent, amount=Decimal(amount), rent=Decimal(rent) if rent is not None else None
    )
    assert (reason and reason.text) == text


def test_months_and_rises():
    assert fired(urgency.months_in_arrears, months=Decimal("1.5")) is None
    assert fired(urgency.months_in_arrears, months=Decimal("2.5")).text == "2,5 måneder i restance"
    assert fired(urgency.months_in_arrears, months=Decimal("10.0")).text == "10 måneder i restance"
    assert fired(urgency.rising, rises=1) is None
    assert fired(urgency.rising, rises=2, rising_months=3).text == "Stiger tredje måned i træk"
    assert fired(urgency.rising, rises=2, rising_months=1).text == "Steget 2 lister i træk"


def test_a_promise_is_named_on_its_day_and_when_it_is_late():
    assert fired(urgency.promise, next_step_on=days(1)) is None
    assert fired(urgency.promise, next_step_on=TODAY).text == "Opfølgning i dag"
    assert fired(urgency.promise, next_step_on=days(-1)).text == "Opfølgning 1 dag over tid"
    late = fired(urgency.planned_after_deadline, next_step_on=days(5), deadline=days(4))
    assert late.text == "Næste skridt lør. 28. nov. ligger efter fristen"
    assert fired(urgency.planned_after_deadline, next_step_on=days(4), deadline=days(4)) is None
    assert fired(urgency.planned_after_deadline, next_step_on=days(4), deadline=days(-1)) is None


def test_untaken_changed_and_missing():
    assert fired(urgency.untaken, taken=False).text == "Ny i dag"
    assert fired(urgency.untaken, taken=False, created_on=days(-3)).text == "Ny for 3 dage siden"
    assert fired(urgency.untaken, taken=False, created_on=days(-4)).text == "Ikke taget i 2 hverdage"
    assert fired(urgency.untaken) is None
    assert fired(urgency.changed_since_seen, changed=True).text == "Ændret, siden du så den"
    assert fired(urgency.missing_from_list, proposed=True).points == 0


def test_all_reasons_are_named_the_weightiest_first():
    found = reasons_for(
        facts(
            stage=Stage.BAILIFF_COURT,
            deadline=days(2),
            children=Children.YES,
            contact_on=None,
            last_attempt_on=None,
            amount=Decimal("23000"),
            rent=Decimal("7500"),
            rises=2,
            rising_months=3,
        )
    )
    assert [reason.text for reason in found] == [
        "Fogedret",
        "Påkravsfrist om 2 dage",
        "Børn under 18",
        "Ingen har haft kontakt",
        "3 måneders husleje",
        "Stiger tredje måned i træk",
    ]


DAYS = st.dates(min_value=dt.date(2024, 1, 1), max_value=dt.date(2028, 1, 1))
FACTS = st.builds(
    Facts,
    today=DAYS,
    due_date=DAYS,
    created_on=DAYS,
    amount=st.decimals(min_value=1, max_value=200000, places=2),
    stage=st.sampled_from(Stage.values),
    deadline=st.none() | DAYS,
    rent=st.none() | st.decimals(min_value=0, max_value=20000, places=2),
    months=st.none() | st.decimals(min_value=0, max_value=99, places=1),
    rises=st.integers(0, 8),
    rising_months=st.integers(0, 8),
    children=st.sampled_from(Children.values),
    attempts=st.integers(0, 9),
    contact_on=st.none() | DAYS,
    last_attempt_on=st.none() | DAYS,
    next_step_on=st.none() | DAYS,
    taken=st.booleans(),
    changed=st.booleans(),
    proposed=st.booleans(),
)


def replace(known, **changes):
    return Facts(**{**vars(known), **changes})


@given(known=FACTS, later=st.integers(1, 60))
def test_nothing_gets_quieter_as_days_pass(known, later):
    after = replace(known, today=known.today + dt.timedelta(days=later))
    assert points_of(after) >= points_of(known)
    late = {reason.level for reason in reasons_for(known)} & {"late"}
    assert late <= {reason.level for reason in reasons_for(after)}


@given(known=FACTS.filter(lambda known: known.deadline), nearer=st.integers(1, 60))
def test_a_nearer_deadline_is_never_quieter(known, nearer):
    closer = replace(known, deadline=known.deadline - dt.timedelta(days=nearer))
    assert points_of(closer) >= points_of(known)


@given(known=FACTS)
def test_no_rule_gives_more_than_it_says_or_less_than_nothing(known):
    for rule in RULES:
        reason = rule.check(known)
        assert reason is None or (0 <= reason.points <= rule.most and reason.text)


@given(known=FACTS, more=st.decimals(min_value=0, max_value=200000, places=2))
def test_kroner_alone_never_count(known, more):
    unknown_rent = replace(known, rent=None)
    assert points_of(replace(unknown_rent, amount=known.amount + more)) == points_of(unknown_rent)


def test_every_rule_is_small():
    assert all(len(inspect.getsource(rule.check).splitlines()) <= 30 for rule in RULES)


def test_the_document_is_up_to_date():
    page = (settings.BASE_DIR / "docs" / "urgency.md").read_text(encoding="utf-8")
    assert page == render(), "docs/urgency.md is stale: run manage.py urgency_rules --write"


def moment(away):
    return dt.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen")) + dt.timedelta(days=away)


@pytest.mark.parametrize(
    ("away", "text", "level"),
    [
        (-2, "Fogedmødet var for 2 dage siden kl. 9.30", "late"),
        (0, "Fogedmøde i dag kl. 9.30", "late"),
        (1, "Fogedmøde i morgen kl. 9.30", "late"),
        (7, "Fogedmøde om 7 dage kl. 9.30", "late"),
        (8, "Fogedmøde om 8 dage kl. 9.30", "soon"),
    ],
)
def test_a_hearing_is_named_with_its_hour(away, text, level):
    reason = fired(urgency_court.hearing, hearing_at=moment(away))
    assert (reason.text, reason.level) == (text, level)


def test_an_eviction_weighs_more_than_a_hearing_the_same_day():
    court = fired(urgency_court.hearing, hearing_at=moment(3))
    assert fired(urgency_court.eviction, eviction_at=moment(3)).points > court.points


def test_a_known_day_takes_the_place_of_the_bare_stage():
    known = {"stage": Stage.BAILIFF_COURT, "hearing_at": moment(30)}
    assert fired(urgency.bailiff_court, **known) is None
    assert points_of(facts(**known)) > points_of(facts(stage=Stage.BAILIFF_COURT))


@given(first=st.integers(-40, 60), second=st.integers(-40, 60))
def test_nothing_gets_quieter_as_a_court_day_nears(first, second):
    near, far = sorted([first, second])
    for name in ("hearing_at", "eviction_at"):
        assert points_of(facts(**{name: moment(near)})) >= points_of(facts(**{name: moment(far)}))


@pytest.mark.parametrize(
    ("away", "text"),
    [
        (20, "Henstand til søn. 13. dec."),
        (2, "Henstanden slutter om 2 dage"),
        (0, "Henstanden slutter i dag"),
        (-1, "Henstanden sluttede i går"),
    ],
)
def test_a_standstill_is_named_until_somebody_answers(away, text):
    assert fired(urgency_court.standstill, standstill_until=days(away)).text == text
