"""The file of a household in one query, to whoever may read it, and all that is due there in one more."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.choices import CaseStatus, ReferralStatus
from cases.days import NO_DAY
from cases.deadlines import deadlines_of, next_deadline
from cases.household_file import read_file
from cases.models import Case, CaseOpening, Referral
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    ConsentFactory,
    GoalFactory,
    ReferralFactory,
    days_ahead,
    handed_over,
)
from tests.factories import FollowUpFactory


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def full(case, tenancy, anna):
    goal = GoalFactory(case=case)
    ActionFactory(case=case, goal=goal)
    CasePersonFactory(case=case)
    FollowUpFactory(tenancy=tenancy, caretaker=anna)
    return case


def test_it_is_read_in_one_query(anna, full, django_assert_num_queries):
    assert anna.membership.estate_ids
    with django_assert_num_queries(1):
        file = read_file(anna, full.tenancy_id)
    assert file.open_case == full
    assert file.open_case.number == full.number
    assert file.open_case.responsible_name == "Anna Andersen"
    assert [goal.text for goal in file["goals"]] == ["Åbne posten hver uge"]
    assert [(action.goal_id, action.due_on) for action in file["actions"]] == [
        (file["goals"][0].pk, days_ahead(7))
    ]
    assert file["people"][0].name.startswith("Søster")
    assert file["assignments"][0].name == "Anna Andersen"


def test_dates_and_moments_come_back_as_they_were(anna, full):
    promised = read_file(anna, full.tenancy_id).open_follow_up
    promised_then = full.tenancy.followups.get()
    assert promised.due_on == timezone.localdate()
    assert promised.created_at == promised_then.created_at
    assert read_file(anna, full.tenancy_id).open_case.opened_at == full.opened_at


def test_what_was_not_asked_for_is_read_when_it_is_asked_for(anna, full, django_assert_num_queries):
    case = read_file(anna, full.tenancy_id).open_case
    with django_assert_num_queries(1):
        assert case.weight == full.weight


def test_each_closing_is_remembered_once(anna, full):
    rows = Case.objects.filter(pk=full.pk)
    first = timezone.now() - dt.timedelta(days=9)
    for moment in (first, timezone.now()):
        rows.update(status=CaseStatus.CLOSED, closed_at=moment, closed_by=anna, outcome="helped")
        rows.update(attempts=3)
        if moment == first:
            rows.update(status=CaseStatus.ACTIVE, closed_at=None, closed_by=None, outcome="")
    closings = read_file(anna, full.tenancy_id)["closings"]
    assert [closing.outcome for closing in closings] == ["helped", "helped"]
    assert closings[0].closed_at == first
    assert closings[0].closed_name == "Anna Andersen"


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_to_others_it_is_empty(full, who, request):
    file = read_file(request.getfixturevalue(who), full.tenancy_id)
    assert file.open_case is None
    assert not any(file.parts.values())


def test_a_coordinator_reads_it_after_opening_the_case(freja, full):
    CaseOpening.objects.create(
        case=full,
        organisation=full.organisation,
        estate=full.estate,
        tenancy=full.tenancy,
        opened_by=freja,
        reason="Anna er syg",
        ends_at=timezone.now() + dt.timedelta(days=1),
    )
    assert read_file(freja, full.tenancy_id).open_case == full


def test_whoever_has_handed_the_case_away_reads_it_no_longer(anna, bo, full):
    handed_over(full, bo.membership)
    assert read_file(anna, full.tenancy_id).open_case is None
    assert read_file(bo, full.tenancy_id).open_case == full


def test_all_deadlines_in_one_query_the_earliest_first(full, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = deadlines_of([full.tenancy_id])[full.tenancy_id]
    assert [(row.on, row.label, row.text) for row in found] == [
        (timezone.localdate(), "Næste skridt", "Ring igen"),
        (days_ahead(7), "Handling i planen", "Ringe til banken sammen"),
    ]


def test_an_answer_without_an_agreed_time_is_due_on_no_day(case):
    consent = ConsentFactory(case=case)
    ReferralFactory(case=case, consent=consent, status=ReferralStatus.SENT, sent_at=timezone.now())
    assert [row.on for row in deadlines_of([case.tenancy_id])[case.tenancy_id]] == [NO_DAY]
    Referral.objects.update(answer_due_on=days_ahead(3))
    assert [row.on for row in deadlines_of([case.tenancy_id])[case.tenancy_id]] == [days_ahead(3)]


def test_no_households_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert deadlines_of([]) == {}


def test_the_next_deadline_sorts_a_list(full):
    other = CaseFactory()
    found = dict(Case.objects.annotate(next_on=next_deadline()).values_list("pk", "next_on"))
    assert found == {full.pk: timezone.localdate(), other.pk: None}
