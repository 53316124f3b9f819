"""Who has handed the case of a household away writes no more in its course: each service asks itself."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.choices import VisitResult
from cases.models import Draft, FollowUp, LoneWorkCheck, Visit
from cases.permissions import require_course_of
from cases.services.corrections import correct_visit
from cases.services.drafts import keep_draft
from cases.services.follow_ups import drop_follow_up, move_follow_up, plan_follow_up
from cases.services.lone_work import check_in
from cases.services.visits import Details, log_visit, undo_visit
from tests.case_factories import CaseFactory, days_ahead, handed_over
from tests.factories import FollowUpFactory, TenancyFactory


@pytest.fixture
def neighbour(laerke):
    return TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Nabovej")


def log(actor, home, *also):
    return log_visit(
        actor=actor,
        tenancy=home,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        details=Details(also=also),
    )


def correct(actor, visit):
    return correct_visit(
        actor=actor, visit=visit, result=VisitResult.REACHED, client_uuid=uuid.uuid4(), note="Rettet"
    )


def give_away(anna, bo, home):
    handed_over(CaseFactory(tenancy=home, responsible=anna.membership), bo.membership)


ACTS = {
    "log": lambda who, home, step: log(who, home),
    "plan": lambda who, home, step: plan_follow_up(actor=who, tenancy=home, due_on=days_ahead(1), text="x"),
    "move": lambda who, home, step: move_follow_up(actor=who, follow_up=step, due_on=days_ahead(1), text="x"),
    "drop": lambda who, home, step: drop_follow_up(actor=who, follow_up=step),
    "draft": lambda who, home, step: keep_draft(actor=who, tenancy=home, body={"note": "Ord"}),
    "alone": lambda who, home, step: check_in(
        actor=who, tenancy=home, until=timezone.now() + dt.timedelta(hours=1)
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_written_about_a_household_handed_away(anna, bo, freja, tenancy, act):
    step = FollowUpFactory(tenancy=tenancy, caretaker=anna, text="Som aftalt")
    give_away(anna, bo, tenancy)
    with pytest.raises(PermissionDenied):
        ACTS[act](anna, tenancy, step)
    assert FollowUp.objects.open().get().text == "Som aftalt"
    assert not any(model.objects.exists() for model in (Visit, Draft, LoneWorkCheck))


@pytest.mark.parametrize("given", ["tenancy", "neighbour"])
@pytest.mark.parametrize("change", [correct, lambda actor, visit: undo_visit(actor=actor, visit=visit)])
def test_an_entry_of_several_is_changed_with_all_of_them_or_not(
    anna, bo, tenancy, neighbour, given, change, request
):
    visit = log(anna, tenancy, neighbour)
    give_away(anna, bo, request.getfixturevalue(given))
    with pytest.raises(PermissionDenied):
        change(anna, visit)
    assert Visit.objects.standing().count() == Visit.objects.count() == 2


def test_a_neighbour_handed_away_cannot_be_taken_along(anna, bo, tenancy, neighbour):
    give_away(anna, bo, neighbour)
    with pytest.raises(PermissionDenied):
        log(anna, tenancy, neighbour)
    assert not Visit.objects.exists()


def test_it_is_asked_of_all_households_at_once(anna, laerke, django_assert_num_queries):
    homes = [
        TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Nabovej")
        for _ in range(3)
    ]
    assert anna.membership.estate_ids
    for some in (homes[:1], homes):
        with django_assert_num_queries(1):
            require_course_of(anna, *some)
