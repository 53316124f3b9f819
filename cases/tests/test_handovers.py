"""Giving cases to a colleague: asked, answered, and moved at once or not at all."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.choices import HANDOVER_TRANSITIONS, HandoverStatus
from cases.models import Case, CaseAssignment, FollowUp, Handover, HandoverItem, Visit
from cases.services.handovers import (
    cancel_handover,
    confirm_handover,
    decline_handover,
    give_at_once,
    propose_handover,
)
from core.errors import DomainError
from notifications.models import Delivery
from residents.models import Tenancy
from tests.case_factories import ActionFactory, CaseFactory
from tests.factories import EstateAssignmentFactory, FollowUpFactory, TenancyFactory, VisitFactory

WORDS = "Ring efter kl. 16."


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def handover(anna, bo, case):
    return propose(anna, bo, case)


def propose(giver, taker, *cases, actor=None):
    return propose_handover(
        actor=actor or giver,
        giver=giver.membership,
        taker=taker.membership,
        summaries={case.pk: WORDS for case in cases},
    )


def told(handover):
    return set(
        Delivery.objects.filter(kind="handover", subject_id=handover.pk).values_list("recipient", "status")
    )


def test_proposing_moves_nothing_and_asks_the_taker(anna, bo, case, handover):
    case.refresh_from_db()
    assert case.responsible == anna.membership
    assert handover.status == HandoverStatus.PROPOSED
    assert told(handover) == {(bo.pk, "pending")}


def test_the_open_deadlines_are_kept_for_the_receipt(anna, bo, case, tenancy):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=dt.date(2030, 1, 2), text="Ring igen")
    ActionFactory(case=case, due_on=dt.date(2030, 1, 1), text="Ringe til banken")
    item = propose(anna, bo, case).items.get()
    assert [(row["on"], row["text"]) for row in item.deadlines] == [
        ("2030-01-01", "Ringe til banken"),
        ("2030-01-02", "Ring igen"),
    ]


def test_confirming_moves_the_case_its_history_and_its_next_step(anna, bo, case, tenancy, handover):
    step = FollowUpFactory(tenancy=tenancy, caretaker=anna)
    done = FollowUpFactory(tenancy=tenancy, caretaker=anna, done_at=timezone.now())
    confirm_handover(actor=bo, handover=handover)
    case.refresh_from_db()
    assert case.responsible == bo.membership
    rows = case.assignments.order_by("starts_at").values_list("membership", "because", "ends_at")
    assert list(rows) == [
        (anna.membership.pk, "opened", handover.answered_at),
        (bo.membership.pk, "handed_over", None),
    ]
    assert FollowUp.objects.get(pk=step.pk).caretaker == bo
    assert FollowUp.objects.get(pk=done.pk).caretaker == anna
    assert told(handover) == {(bo.pk, "pending"), (anna.pk, "pending")}


def test_the_giver_loses_the_file_at_once_and_the_taker_has_it(anna, bo, case, tenancy, handover):
    VisitFactory(tenancy=tenancy, caretaker=anna)
    confirm_handover(actor=bo, handover=handover)
    for model in (Case, Visit):
        assert not model.objects.visible_to(anna).exists()
        assert model.objects.visible_to(bo).exists()


def test_declining_needs_a_reason_and_moves_nothing(anna, bo, case, handover):
    with pytest.raises(DomainError, match="hvorfor"):
        decline_handover(actor=bo, handover=handover, answer="  ")
    decline_handover(actor=bo, handover=handover, answer="Jeg har for mange")
    case.refresh_from_db()
    assert case.responsible == anna.membership
    assert (handover.status, handover.answer) == (HandoverStatus.DECLINED, "Jeg har for mange")
    assert (anna.pk, "pending") in told(handover)
    propose(anna, bo, case)


def test_cancelling_takes_back_what_is_not_delivered(anna, bo, case, handover):
    cancel_handover(actor=anna, handover=handover)
    assert told(handover) == {(bo.pk, "withdrawn")}
    propose(anna, bo, case)


def test_a_case_is_in_one_open_handover_at_a_time(anna, bo, case, handover):
    with pytest.raises(DomainError, match="allerede ved at blive overdraget"):
        propose(anna, bo, case)
    assert Handover.objects.count() == 1


def test_a_summary_is_required(anna, bo, case):
    with pytest.raises(DomainError, match="sammenfatning"):
        propose_handover(actor=anna, giver=anna.membership, taker=bo.membership, summaries={case.pk: " "})


def test_the_taker_must_have_the_estate(anna, moelle, fjordbo, case):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle, responsible=True)
    with pytest.raises(DomainError, match="Ib Iversen har ikke Lærkeparken i dag"):
        propose(anna, ib, case)
    EstateAssignmentFactory(membership=ib.membership, estate=case.estate)
    assert propose(anna, ib, case).status == HandoverStatus.PROPOSED


def test_looking_after_an_estate_is_not_having_it(anna, moelle, fjordbo, case):
    from conftest import person
    from tests.factories import AbsenceFactory

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle)
    today = timezone.localdate()
    AbsenceFactory(membership=anna.membership, stand_in=ib.membership, starts_on=today, ends_on=today)
    with pytest.raises(DomainError, match="har ikke Lærkeparken"):
        propose(anna, ib, case)


def test_nobody_gives_to_herself(anna, case):
    with pytest.raises(DomainError, match="Vælg en anden"):
        propose(anna, anna, case)


def test_a_case_closed_in_between_is_left_out(anna, bo, case, laerke):
    other = CaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
    )
    handover = propose(anna, bo, case, other)
    close(case, anna)
    confirm_handover(actor=bo, handover=handover)
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.responsible, other.responsible) == (anna.membership, bo.membership)
    assert not HandoverItem.objects.filter(is_pending=True).exists()


def test_when_all_are_closed_there_is_nothing_to_confirm(anna, bo, case, handover):
    close(case, anna)
    with pytest.raises(DomainError, match="Ingen af sagerne"):
        confirm_handover(actor=bo, handover=handover)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.PROPOSED


def close(case, by):
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_at=timezone.now(), closed_by=by, outcome="helped"
    )


def test_a_closed_case_is_not_proposed(anna, bo, case):
    close(case, anna)
    with pytest.raises(DomainError, match="afsluttet imens"):
        propose(anna, bo, case)


def test_a_taker_who_lost_the_estate_in_between_cannot_confirm(bo, case, handover):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    bo.membership.estate_assignments.update(starts_on=yesterday, ends_on=yesterday)
    with pytest.raises(DomainError, match="har ikke Lærkeparken"):
        confirm_handover(actor=bo, handover=handover)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.PROPOSED


def test_a_taker_who_has_stopped_cannot_confirm(bo, handover):
    bo.membership.ended_on = timezone.localdate() - dt.timedelta(days=1)
    bo.membership.save()
    handover.refresh_from_db()
    with pytest.raises(DomainError, match="ikke social vicevært her længere"):
        confirm_handover(actor=bo, handover=handover)


def test_a_giver_who_has_stopped_in_between_hinders_nobody(anna, bo, case, handover):
    anna.membership.ended_on = timezone.localdate() - dt.timedelta(days=1)
    anna.membership.save()
    confirm_handover(actor=bo, handover=handover)
    case.refresh_from_db()
    assert case.responsible == bo.membership


def test_a_coordinator_proposes_for_a_caretaker_and_hears_the_answer(anna, bo, freja, case):
    handover = propose(anna, bo, case, actor=freja)
    confirm_handover(actor=bo, handover=handover)
    assert {recipient for recipient, _status in told(handover)} == {anna.pk, bo.pk, freja.pk}


ACTS = {
    HandoverStatus.CONFIRMED: lambda anna, bo, handover: confirm_handover(actor=bo, handover=handover),
    HandoverStatus.DECLINED: lambda anna, bo, handover: decline_handover(
        actor=bo, handover=handover, answer="Nej tak, ikke nu"
    ),
    HandoverStatus.CANCELLED: lambda anna, bo, handover: cancel_handover(actor=anna, handover=handover),
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(HandoverStatus, ACTS)))
def test_every_transition(before, after, anna, bo, handover):
    if before != HandoverStatus.PROPOSED:
        Handover.objects.filter(pk=handover.pk).update(status=before, answered_at=timezone.now())
    if after in HANDOVER_TRANSITIONS[before]:
        assert ACTS[after](anna, bo, handover).status == after
        return
    with pytest.raises(DomainError, match="allerede besvaret"):
        ACTS[after](anna, bo, handover)
    assert Handover.objects.get(pk=handover.pk).status == before


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "gry"])
def test_others_neither_propose_nor_answer(who, request, anna, bo, case):
    stranger = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        propose(anna, bo, case, actor=stranger)
    handover = propose(anna, bo, case)
    for act in (
        lambda: confirm_handover(actor=stranger, handover=handover),
        lambda: decline_handover(actor=stranger, handover=handover, answer="Nej"),
        lambda: cancel_handover(actor=stranger, handover=handover),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_giver_does_not_confirm_and_the_taker_does_not_cancel(anna, bo, handover):
    with pytest.raises(PermissionDenied):
        confirm_handover(actor=anna, handover=handover)
    with pytest.raises(PermissionDenied):
        cancel_handover(actor=bo, handover=handover)


def test_a_case_nobody_has_is_given_at_once(anna, bo, freja, case):
    anna.membership.estate_assignments.all().delete()
    handover = give_at_once(
        actor=freja, giver=anna.membership, taker=bo.membership, summaries={case.pk: "Anna er stoppet."}
    )
    case.refresh_from_db()
    assert case.responsible == bo.membership
    assert CaseAssignment.objects.current().get(case=case).because == "redistributed"
    assert handover.status == HandoverStatus.CONFIRMED
    assert told(handover) == {(bo.pk, "pending")}


def test_a_case_that_never_had_anybody_is_given_too(bo, freja, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=None)
    handover = give_at_once(actor=freja, giver=None, taker=bo.membership, summaries={case.pk: WORDS})
    case.refresh_from_db()
    assert (case.responsible, handover.giver) == (bo.membership, freja.membership)


def test_a_case_somebody_has_is_not_taken_from_her(anna, bo, freja, case):
    with pytest.raises(DomainError, match="fået en ansvarlig imens"):
        give_at_once(actor=freja, giver=anna.membership, taker=bo.membership, summaries={case.pk: WORDS})


def test_only_a_coordinator_gives_at_once(anna, bo, case):
    with pytest.raises(PermissionDenied):
        give_at_once(actor=bo, giver=anna.membership, taker=bo.membership, summaries={case.pk: WORDS})


def test_forty_cases_take_as_many_statements_as_three(anna, bo, laerke, django_assert_max_num_queries):
    for number in (1, 3):
        cases = [
            CaseFactory(
                tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
            )
            for _ in range(number)
        ]
        with django_assert_max_num_queries(22):
            handover = propose(anna, bo, *cases)
        with django_assert_max_num_queries(24):
            confirm_handover(actor=bo, handover=handover)
    assert Tenancy.objects.count() == 4
