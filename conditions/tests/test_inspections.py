"""Inspections: agreed on, moved, held or not; what the services allow and what they refuse."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from conditions.choices import INSPECTION_TRANSITIONS, Condition, InspectionStatus
from conditions.models import Inspection
from conditions.services.inspections import (
    Appointment,
    InspectionChangedError,
    inspection_seen,
    move_inspection,
    plan_inspection,
    settle_inspection,
)
from core.errors import DomainError
from core.moments import local_moment
from tests.case_factories import CaseFactory, handed_over
from tests.condition_factories import ConcernFlagFactory, InspectionFactory
from tests.factories import DwellingFactory, TenancyFactory

SOON = {"agreed_with": "Prøve Beboersen"}


def at(days, hour=10):
    return local_moment(timezone.localdate() + dt.timedelta(days=days), dt.time(hour))


def appointment(days=3, **more):
    return Appointment(at(days), **{**SOON, **more})


def inspection_of(tenancy, days=0, **more):
    return InspectionFactory(dwelling=tenancy.dwelling, tenancy=tenancy, planned_at=at(days), **SOON, **more)


def held(actor, inspection, condition=Condition.GOOD, result=""):
    return settle_inspection(
        actor=actor, inspection=inspection, status="done", condition=condition, result=result
    )


def test_it_is_agreed_with_whoever_lives_there_and_may_come_of_a_concern(anna, tenancy):
    concern = ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy)
    wanted = appointment(with_office=True)
    made = plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=wanted, concern=concern)
    made.refresh_from_db()
    assert (made.tenancy, made.concern, made.made_by) == (tenancy, concern, anna)
    assert (made.status, made.with_office, made.planned_at) == ("planned", True, at(3))


def test_nobody_has_a_right_to_enter(anna, tenancy):
    """Not without an appointment with a person; of a vacant flat there is nobody to ask."""
    with pytest.raises(DomainError, match="hvem synet er aftalt med"):
        plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment(agreed_with="  "))
    vacant = DwellingFactory(stairwell=tenancy.dwelling.stairwell)
    made = plan_inspection(actor=anna, dwelling=vacant, appointment=appointment(agreed_with=""))
    assert made.tenancy is None


def test_who_has_the_flat_that_day_is_asked(anna, tenancy):
    """Moving in next week: the inspection the week after is with them."""
    tenancy.starts_on = timezone.localdate() + dt.timedelta(days=5)
    tenancy.save()
    before = plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment(2))
    assert before.tenancy is None
    moved = move_inspection(
        actor=anna, inspection=before, was_seen=inspection_seen(before), appointment=appointment(9)
    )
    assert moved.tenancy == tenancy


@pytest.mark.parametrize(("days", "said"), [(-1, "passeret"), (400, "mere end et år")])
def test_a_day_that_makes_no_sense_is_refused(anna, tenancy, days, said):
    with pytest.raises(DomainError, match=said):
        plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment(days))


def test_one_ahead_at_a_time(anna, bo, tenancy):
    plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment())
    with pytest.raises(DomainError, match="allerede aftalt"):
        plan_inspection(actor=bo, dwelling=tenancy.dwelling, appointment=appointment(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        inspection_of(tenancy, 7)


def test_a_concern_of_another_flat_is_refused(anna, tenancy):
    concern = ConcernFlagFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell))
    with pytest.raises(DomainError, match="anden lejlighed"):
        plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment(), concern=concern)


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_only_the_caretakers_of_the_estate(request, tenancy, who):
    actor, inspection = request.getfixturevalue(who), inspection_of(tenancy)
    flat = DwellingFactory(stairwell=tenancy.dwelling.stairwell)
    for attempt in (
        lambda: plan_inspection(actor=actor, dwelling=flat, appointment=appointment()),
        lambda: move_inspection(actor=actor, inspection=inspection, was_seen="", appointment=appointment()),
        lambda: held(actor, inspection),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Inspection.objects.get().status == "planned"


def test_a_household_handed_away_is_not_theirs_any_more(anna, bo, tenancy):
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    with pytest.raises(PermissionDenied):
        plan_inspection(actor=anna, dwelling=tenancy.dwelling, appointment=appointment())
    assert plan_inspection(actor=bo, dwelling=tenancy.dwelling, appointment=appointment())


def test_moved_to_another_day_and_the_same_twice_is_one(anna, tenancy):
    inspection = inspection_of(tenancy, 2)
    seen = inspection_seen(inspection)
    for _twice in range(2):
        moved = move_inspection(actor=anna, inspection=inspection, was_seen=seen, appointment=appointment(5))
    assert moved.planned_at == at(5)


def test_what_a_colleague_moved_meanwhile_is_told(anna, bo, tenancy):
    inspection = inspection_of(tenancy, 2)
    seen = inspection_seen(inspection)
    move_inspection(actor=bo, inspection=inspection, was_seen=seen, appointment=appointment(4))
    with pytest.raises(InspectionChangedError) as changed:
        move_inspection(actor=anna, inspection=inspection, was_seen=seen, appointment=appointment(6))
    assert "ændret, siden du åbnede siden" in changed.value.message
    assert Inspection.objects.get().planned_at == at(4)


def test_held_says_the_condition_and_who_wrote_it(anna, tenancy):
    done = held(anna, inspection_of(tenancy), Condition.NEGLECTED, " Affald i køkkenet. ")
    done.refresh_from_db()
    assert (done.status, done.condition, done.result) == ("done", 3, "Affald i køkkenet.")
    assert (done.settled_by, done.settled_at is not None) == (anna, True)


@pytest.mark.parametrize("condition", [None, 0, 6])
def test_held_has_a_condition(anna, tenancy, condition):
    with pytest.raises(DomainError, match="hvilken stand"):
        held(anna, inspection_of(tenancy), condition, "Set")


@pytest.mark.parametrize("condition", Condition.values)
def test_from_neglected_on_it_says_what_was_seen(anna, tenancy, condition):
    inspection = inspection_of(tenancy)
    if condition < Condition.NEGLECTED:
        assert held(anna, inspection, condition).condition == condition
    else:
        with pytest.raises(DomainError, match="hvad I så"):
            held(anna, inspection, condition)


@pytest.mark.parametrize("status", ["missed", "cancelled"])
def test_not_held_has_no_condition(anna, tenancy, status):
    done = settle_inspection(
        actor=anna, inspection=inspection_of(tenancy), status=status, condition=4, result="Ikke hjemme"
    )
    assert (done.status, done.condition, done.result) == (status, None, "Ikke hjemme")


def test_what_has_not_been_can_only_be_called_off(anna, tenancy):
    inspection = inspection_of(tenancy, 1)
    for status in ("done", "missed"):
        with pytest.raises(DomainError, match="ikke kommet"):
            settle_inspection(actor=anna, inspection=inspection, status=status, condition=1)
    assert settle_inspection(actor=anna, inspection=inspection, status="cancelled").status == "cancelled"


@pytest.mark.parametrize("before", InspectionStatus.values)
@pytest.mark.parametrize("after", InspectionStatus.values)
def test_every_move_of_the_table_and_no_other(anna, tenancy, before, after):
    settled = {} if before == "planned" else {"settled_at": timezone.now(), "settled_by": anna}
    condition = {"condition": 2} if before == "done" else {}
    inspection = inspection_of(tenancy, status=before, **settled, **condition)

    def settle():
        return settle_inspection(
            actor=anna, inspection=inspection, status=after, condition=1 if after == "done" else None
        )

    if after in INSPECTION_TRANSITIONS[before]:
        assert settle().status == after
    else:
        with pytest.raises(DomainError):
            settle()
        assert Inspection.objects.get().status == before


def test_settled_is_not_moved(anna, tenancy):
    inspection = inspection_of(tenancy)
    held(anna, inspection)
    with pytest.raises(DomainError, match="skrevet ned"):
        move_inspection(actor=anna, inspection=inspection, was_seen="", appointment=appointment())


def test_the_audit_has_every_change(anna, tenancy):
    inspection = inspection_of(tenancy)
    held(anna, inspection)
    assert inspection.events.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"condition": 2},
        {"status": "done", "settled_at": timezone.now()},
        {"status": "missed"},
        {"status": "done", "settled_at": timezone.now(), "condition": 6},
        {"status": "lost"},
    ],
)
def test_the_database_says_it_too(tenancy, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        inspection_of(tenancy, **wrong)


def test_an_inspection_is_of_its_households_flat(tenancy):
    other = TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionFactory(dwelling=other.dwelling, tenancy=tenancy)
