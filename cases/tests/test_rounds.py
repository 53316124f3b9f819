"""Outreach rounds: which doors, in which order, and what becomes of each."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.choices import DoorState, VisitResult
from cases.models import OutreachDoor, OutreachRound, Visit
from cases.round_page import door_lines
from cases.services.rounds import (
    end_round,
    follow_visit,
    go_on,
    mark_door,
    skip_door,
    start_round,
    take_door_along,
)
from cases.services.visits import log_visit, undo_visit
from core.errors import DomainError
from tests.case_factories import CaseFactory, DoorFactory, handed_over
from tests.factories import DwellingFactory, StairwellFactory, TenancyFactory, VisitFactory


def household(estate, number="8", floor="1", side="th", stairwell=None, **known):
    stairwell = stairwell or StairwellFactory(estate=estate, street="Lærkevej", house_number=number)
    return TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=floor, side=side), **known)


@pytest.fixture
def four(laerke):
    """Two stairwells, made in an order nobody walks in."""
    ten = StairwellFactory(estate=laerke, street="Lærkevej", house_number="10")
    two = StairwellFactory(estate=laerke, street="Lærkevej", house_number="2")
    last, third = household(laerke, stairwell=ten, floor="2"), household(laerke, stairwell=ten, floor="st")
    second, first = household(laerke, stairwell=two, side="tv"), household(laerke, stairwell=two, floor="st")
    return [first, second, third, last]


@pytest.fixture
def walk(anna, laerke, four):
    return start_round(actor=anna, estate=laerke)


def log(actor, tenancy, result=VisitResult.NOT_HOME, **known):
    return log_visit(actor=actor, tenancy=tenancy, result=result, client_uuid=uuid.uuid4(), **known)


def states(walk):
    return [(door.state, door.visit.result if door.visit else "") for door in walk.doors.order_by("position")]


def fresh(walk):
    return OutreachRound.objects.get(pk=walk.pk)


def test_the_doors_are_listed_as_one_walks(walk, four):
    assert [door.tenancy for door in walk.doors.order_by("position")] == four
    assert [door.position for door in walk.doors.order_by("position")] == [1, 2, 3, 4]
    assert walk.name == "Lærkeparken"


def test_one_stairwell_alone(anna, laerke, four):
    stairwell = four[0].dwelling.stairwell
    walk = start_round(actor=anna, estate=laerke, stairwell=stairwell)
    assert [door.tenancy for door in walk.doors.all()] == four[:2]
    assert walk.name == "Lærkevej 2"


def test_who_moved_out_or_has_not_moved_in_is_no_door(anna, laerke, four):
    today = timezone.localdate()
    household(laerke, "12", ends_on=today - dt.timedelta(days=1))
    household(laerke, "14", starts_on=today + dt.timedelta(days=1))
    assert start_round(actor=anna, estate=laerke).doors.count() == 4


def test_only_those_without_an_open_case(anna, laerke, four):
    CaseFactory(tenancy=four[0], responsible=anna.membership)
    walk = start_round(actor=anna, estate=laerke, without_case=True)
    assert [door.tenancy for door in walk.doors.all()] == four[1:]


def test_only_those_not_met_for_some_months(anna, laerke, four):
    ago = timezone.now() - dt.timedelta(days=80)
    VisitFactory(tenancy=four[0], result="reached", occurred_at=ago)
    VisitFactory(tenancy=four[1], result="not_home", occurred_at=ago)
    VisitFactory(tenancy=four[2], result="phone", occurred_at=ago - dt.timedelta(days=30))
    walk = start_round(actor=anna, estate=laerke, months_unmet=3)
    assert [door.tenancy for door in walk.doors.all()] == four[1:]


def test_a_household_whose_case_one_has_handed_away_is_left_to_the_colleague(anna, bo, laerke, four):
    handed_over(CaseFactory(tenancy=four[0], responsible=anna.membership), bo.membership)
    assert start_round(actor=anna, estate=laerke).doors.count() == 3


def test_a_whole_estate_is_listed_in_one_statement(anna, laerke, django_assert_max_num_queries):
    stairwell = StairwellFactory(estate=laerke)
    for number in range(3):
        household(laerke, stairwell=stairwell, floor=str(number))
    with django_assert_max_num_queries(12):
        few = start_round(actor=anna, estate=laerke)
    end_round(actor=anna, walk=few)
    for number in range(3, 60):
        household(laerke, stairwell=stairwell, floor=str(number))
    with django_assert_max_num_queries(12):
        assert start_round(actor=anna, estate=laerke).doors.count() == 60


def test_nobody_to_visit_makes_no_round(anna, laerke):
    with pytest.raises(DomainError, match="ingen døre"):
        start_round(actor=anna, estate=laerke)
    assert not OutreachRound.objects.exists()


def test_one_open_round_per_place(anna, bo, laerke, walk, four):
    with pytest.raises(DomainError, match="allerede en runde"):
        start_round(actor=bo, estate=laerke)
    start_round(actor=bo, estate=laerke, stairwell=four[0].dwelling.stairwell)


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_only_caretakers_of_the_estate(request, laerke, walk, who):
    actor = request.getfixturevalue(who)
    door = walk.doors.first()
    for attempt in (
        lambda: start_round(actor=actor, estate=laerke),
        lambda: end_round(actor=actor, walk=walk),
        lambda: go_on(actor=actor, walk=walk),
        lambda: skip_door(actor=actor, door=door),
        lambda: take_door_along(actor=actor, door=door),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_what_is_logged_settles_the_door_whoever_logs_it(anna, bo, walk, four):
    log(anna, four[0], VisitResult.REACHED)
    log(bo, four[1])
    assert states(walk)[:3] == [("done", "reached"), ("done", "not_home"), ("waiting", "")]


def test_a_call_nobody_answered_or_a_letter_leaves_the_door_waiting(anna, walk, four):
    log(anna, four[0], VisitResult.NO_ANSWER)
    log(anna, four[0], VisitResult.OTHER)
    assert states(walk)[0] == ("waiting", "")


def test_from_the_rounds_own_page_every_result_settles_it(anna, walk, four):
    visit = log(anna, four[0], VisitResult.OTHER)
    mark_door(actor=anna, door_id=walk.doors.first().pk, visit=visit)
    assert states(walk)[0] == ("done", "other")
    undo_visit(actor=anna, visit=visit)
    assert states(walk)[0] == ("waiting", "")


def test_the_door_of_another_household_or_estate_is_passed_over(anna, skov, walk, four):
    foreign = DoorFactory(tenancy=household(skov), round__estate=skov)
    visit = log(anna, four[0], VisitResult.OTHER)
    for door in (walk.doors.last(), foreign):
        mark_door(actor=anna, door_id=door.pk, visit=visit)
        door.refresh_from_db()
        assert door.state == DoorState.WAITING


def test_undo_puts_the_door_back(anna, walk, four):
    undo_visit(actor=anna, visit=log(anna, four[0]))
    assert states(walk)[0] == ("waiting", "")


def test_a_correction_takes_the_visits_place(anna, walk, four):
    wrong = log(anna, four[0])
    now = timezone.now()
    Visit.objects.filter(pk=wrong.pk).update(replaced_at=now)
    right = VisitFactory(tenancy=four[0], caretaker=anna, result="reached", corrects=wrong, occurred_at=now)
    follow_visit(right)
    assert walk.doors.first().visit == right


def test_met_stays_met(anna, walk, four):
    met = log(anna, four[0], VisitResult.REACHED)
    log(anna, four[0])
    assert walk.doors.first().visit == met


def test_what_lay_on_a_phone_counts_from_when_it_was_written(anna, walk, four):
    before = walk.started_at - dt.timedelta(minutes=5)
    log(anna, four[0], noted_at=before)
    assert states(walk)[0] == ("waiting", "")
    moment = timezone.now()
    end_round(actor=anna, walk=walk)
    log(anna, four[1], VisitResult.REACHED, noted_at=moment)
    assert states(walk)[1] == ("done", "reached")
    log(anna, four[2], VisitResult.REACHED)
    assert states(walk)[2] == ("waiting", "")


def test_the_last_door_ends_it_and_undoing_goes_on(anna, walk, four):
    for tenancy in four[:3]:
        log(anna, tenancy, VisitResult.REACHED)
    assert fresh(walk).ended_at is None
    visit = log(anna, four[3], VisitResult.CARD_LEFT)
    assert fresh(walk).ended_at
    undo_visit(actor=anna, visit=visit)
    assert fresh(walk).ended_at is None
    assert states(walk)[3] == ("waiting", "")


def test_undoing_after_it_was_ended_by_hand_does_not_begin_it_again(anna, walk, four):
    visit = log(anna, four[0])
    end_round(actor=anna, walk=walk)
    undo_visit(actor=anna, visit=visit)
    assert fresh(walk).ended_at
    assert states(walk)[0] == ("waiting", "")


def test_skipping_and_taking_along_again(anna, bo, walk, four):
    doors = list(walk.doors.order_by("position"))
    for door in doors:
        skip_door(actor=anna, door=door)
    assert fresh(walk).ended_at
    take_door_along(actor=bo, door=doors[1])
    assert fresh(walk).ended_at is None
    assert [state for state, _result in states(walk)] == ["skipped", "waiting", "skipped", "skipped"]


def test_a_settled_door_is_not_skipped(anna, walk, four):
    log(anna, four[0], VisitResult.REACHED)
    skip_door(actor=anna, door=walk.doors.first())
    assert states(walk)[0] == ("done", "reached")


def test_a_second_lap_to_those_not_home(anna, walk, four):
    log(anna, four[0], VisitResult.REACHED)
    for tenancy in four[1:]:
        log(anna, tenancy)
    go_on(actor=anna, walk=walk)
    assert [door.tenancy for door in walk.doors.to_walk().order_by("position")] == four[1:]
    second = log(anna, four[1])
    log(anna, four[2], VisitResult.REACHED)
    assert [door.tenancy for door in walk.doors.to_walk()] == four[3:]
    assert states(walk)[1:3] == [("done", "not_home"), ("done", "reached")]
    undo_visit(actor=anna, visit=second)
    assert [door.tenancy for door in walk.doors.to_walk().order_by("position")] == [four[1], four[3]]
    assert states(walk)[1] == ("done", "not_home")


def test_the_second_lap_ends_by_itself_too(anna, walk, four):
    for _lap in range(2):
        for tenancy in four:
            log(anna, tenancy)
        assert fresh(walk).ended_at
        go_on(actor=anna, walk=walk)
    assert walk.doors.to_walk().count() == 4


def test_ended_by_hand_it_goes_on_where_one_was(anna, bo, walk, four):
    log(anna, four[0])
    end_round(actor=anna, walk=walk)
    go_on(actor=bo, walk=walk)
    assert fresh(walk).ended_at is None
    assert [door.tenancy for door in walk.doors.to_walk().order_by("position")] == four[1:]


def test_nothing_left_to_go_on_with(anna, walk, four):
    for tenancy in four:
        log(anna, tenancy, VisitResult.REACHED)
    with pytest.raises(DomainError, match="ingen døre tilbage"):
        go_on(actor=anna, walk=walk)


def test_an_old_round_does_not_go_on_beside_a_newer_one(anna, laerke, walk, four):
    end_round(actor=anna, walk=walk)
    start_round(actor=anna, estate=laerke)
    with pytest.raises(DomainError, match="nyere runde"):
        go_on(actor=anna, walk=walk)


def test_undoing_does_not_bring_back_an_old_round_beside_a_newer_one(anna, laerke, walk, four):
    visits = [log(anna, tenancy) for tenancy in four]
    walk.refresh_from_db()
    assert walk.ended_at
    newer = start_round(actor=anna, estate=laerke)
    undo_visit(actor=anna, visit=visits[0])
    walk.refresh_from_db()
    assert walk.ended_at
    assert OutreachRound.objects.open().get() == newer


def test_the_database_holds_one_open_round_per_place(anna, laerke, walk):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutreachRound.objects.create(
            organisation=laerke.organisation, estate=laerke, name="Endnu en", membership=anna.membership
        )


def test_ending_twice_changes_nothing(anna, walk):
    first = end_round(actor=anna, walk=walk).ended_at
    assert end_round(actor=anna, walk=walk).ended_at == first


def test_doors_are_seen_by_the_estates_caretakers_alone(request, anna, bo, walk):
    for who, seen in [("anna", 4), ("bo", 4), ("carla", 0), ("dorte", 0), ("freja", 0), ("gry", 0)]:
        user = request.getfixturevalue(who)
        assert OutreachDoor.objects.visible_to(user).count() == seen
        assert OutreachRound.objects.visible_to(user).count() == bool(seen)


def test_who_moves_out_meanwhile_is_not_rung_at(anna, walk, four):
    four[0].ends_on = timezone.localdate() - dt.timedelta(days=1)
    four[0].save(update_fields=["ends_on"])
    assert [door.tenancy for door in walk.doors.to_walk().order_by("position")] == four[1:]
    assert door_lines(anna, walk, four[0].dwelling.stairwell_id)[0].said == "Fraflyttet"
    for tenancy in four[1:]:
        log(anna, tenancy, VisitResult.REACHED)
    assert fresh(walk).ended_at
