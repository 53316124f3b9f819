"""The support plan: goals and actions of an open case, done, dropped, taken back; and people around."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import Case, CasePerson, SupportPlanAction, SupportPlanGoal
from cases.services.people import add_person, bring_person_back, edit_person, end_person
from cases.services.plan import (
    add_action,
    add_goal,
    drop_action,
    edit_action,
    edit_goal,
    finish_action,
    reopen_action,
    settle_goal,
)
from core.errors import DomainError
from tests.case_factories import ActionFactory, CaseFactory, CasePersonFactory, GoalFactory, days_ahead


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def goal(case):
    return GoalFactory(case=case)


@pytest.fixture
def action(case):
    return ActionFactory(case=case)


def test_a_goal_belongs_to_the_household(anna, case):
    goal = add_goal(actor=anna, case=case, text="Sove om natten")
    assert (goal.case, goal.tenancy, goal.estate) == (case, case.tenancy, case.estate)
    assert edit_goal(actor=anna, goal=goal, text="Sove i ro").text == "Sove i ro"


@pytest.mark.parametrize("status", ["reached", "given_up"])
def test_a_goal_is_settled_and_a_mistake_taken_back(anna, goal, status):
    settled = settle_goal(actor=anna, goal=goal, status=status)
    assert settled.status == status
    first = settled.settled_at
    assert settle_goal(actor=anna, goal=goal, status=status).settled_at == first
    assert settle_goal(actor=anna, goal=goal, status="open").settled_at is None


def test_an_action_has_an_owner_and_a_day(anna, case, goal):
    action = add_action(
        actor=anna, case=case, text="Ringe", owner="resident", due_on=days_ahead(2), goal=goal
    )
    assert (action.owner, action.due_on, action.goal, action.tenancy_id) == (
        "resident",
        days_ahead(2),
        goal,
        case.tenancy_id,
    )
    edit_action(actor=anna, action=action, text="Skrive", owner="partner", due_on=None, goal=None)
    action.refresh_from_db()
    assert (action.text, action.owner, action.due_on, action.goal) == ("Skrive", "partner", None, None)


def test_a_goal_of_another_case_is_refused(anna, case, action):
    foreign = GoalFactory()
    with pytest.raises(DomainError, match="egne mål"):
        add_action(actor=anna, case=case, text="Ringe", goal=foreign)
    with pytest.raises(DomainError, match="egne mål"):
        edit_action(actor=anna, action=action, text="x", owner="resident", due_on=None, goal=foreign)


def test_done_says_who_and_keeps_who_was_first(anna, bo, action):
    finish_action(actor=anna, action=action)
    finish_action(actor=bo, action=action)
    action.refresh_from_db()
    assert action.done_by == anna
    assert not action.is_open


def test_dropped(anna, action):
    assert not drop_action(actor=anna, action=action).is_open
    finish_action(actor=anna, action=action)
    assert action.done_at is None


@pytest.mark.parametrize("end", [finish_action, drop_action])
def test_a_mistake_is_taken_back(anna, action, end):
    end(actor=anna, action=action)
    reopened = reopen_action(actor=anna, action=action)
    assert reopened.is_open
    assert reopened.done_by is None


def test_one_that_is_done_is_not_rewritten(anna, action):
    finish_action(actor=anna, action=action)
    with pytest.raises(DomainError, match="Åbn den igen"):
        edit_action(actor=anna, action=action, text="Andet", owner="resident", due_on=None, goal=None)


ACTS = {
    "add_goal": lambda who, case, goal, action: add_goal(actor=who, case=case, text="x"),
    "edit_goal": lambda who, case, goal, action: edit_goal(actor=who, goal=goal, text="x"),
    "settle_goal": lambda who, case, goal, action: settle_goal(actor=who, goal=goal, status="reached"),
    "add_action": lambda who, case, goal, action: add_action(actor=who, case=case, text="x"),
    "finish": lambda who, case, goal, action: finish_action(actor=who, action=action),
    "drop": lambda who, case, goal, action: drop_action(actor=who, action=action),
    "reopen": lambda who, case, goal, action: reopen_action(actor=who, action=action),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_plan_of_a_closed_case_stands_still(anna, case, goal, action, act):
    Case.objects.update(status="closed", outcome="helped", closed_at=timezone.now(), closed_by=anna)
    with pytest.raises(DomainError, match="Genåbn"):
        ACTS[act](anna, case, goal, action)
    assert SupportPlanGoal.objects.get().status == "open"
    assert SupportPlanAction.objects.get().is_open


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["carla", "dorte", "freja"])
def test_nobody_else_may(case, goal, action, act, who, request):
    with pytest.raises(PermissionDenied):
        ACTS[act](request.getfixturevalue(who), case, goal, action)


def test_a_person_is_added_corrected_ended_and_brought_back(anna, case):
    person = add_person(actor=anna, case=case, kind="relative", name="Søster Prøvesen", phone="20 11 11 11")
    assert person.tenancy == case.tenancy
    assert edit_person(actor=anna, person=person, name="Søster Olsen").name == "Søster Olsen"
    ended = end_person(actor=anna, person=person)
    assert ended.ended_at
    assert not CasePerson.objects.current().exists()
    assert bring_person_back(actor=anna, person=person).ended_at is None


def test_ending_twice_keeps_the_first_time(anna, case):
    person = CasePersonFactory(case=case)
    first = end_person(actor=anna, person=person).ended_at
    assert end_person(actor=anna, person=person).ended_at == first
    assert timezone.now() - first < dt.timedelta(minutes=1)


@pytest.mark.parametrize("who", ["carla", "dorte", "freja"])
def test_strangers_touch_no_person(case, who, request):
    person = CasePersonFactory(case=case)
    stranger = request.getfixturevalue(who)
    for act in (
        lambda: add_person(actor=stranger, case=case, kind="relative", name="x"),
        lambda: edit_person(actor=stranger, person=person, name="x"),
        lambda: end_person(actor=stranger, person=person),
        lambda: bring_person_back(actor=stranger, person=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
