"""The life of a case: one per household, along its transitions, closed with an outcome and nothing due."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import EstateAssignment, Membership, User
from cases.choices import CASE_TRANSITIONS, AssignedBecause, CaseOutcome, CaseStatus
from cases.models import Case, CaseAssignment, FollowUp, Handover, HandoverItem, SupportPlanAction
from cases.services.cases import (
    CaseExistsError,
    CaseHasDeadlinesError,
    close_case,
    describe_case,
    move_case,
    open_case,
    reopen_case,
)
from core.errors import DomainError
from tests.case_factories import ActionFactory, CaseFactory, days_ahead, handed_over
from tests.factories import FollowUpFactory

STRANGERS = ["carla", "dorte", "erik", "freja", "gry"]


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


def opened(anna, tenancy, **known):
    return open_case(
        actor=anna, tenancy=tenancy, **{"origin": "notice", "about": "To måneders husleje", **known}
    )


def closed(case, by):
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(status="closed", outcome="helped", closed_at=now, closed_by=by)
    CaseAssignment.objects.filter(case=case).update(ends_at=now)
    case.refresh_from_db()
    return case


def in_status(case, status, by):
    if status == CaseStatus.CLOSED:
        return closed(case, by)
    Case.objects.filter(pk=case.pk).update(status=status)
    case.refresh_from_db()
    return case


class TestOpening:
    def test_it_is_the_openers_and_has_a_number(self, anna, tenancy):
        case = opened(anna, tenancy)
        assert (case.status, case.origin, case.about) == ("new", "notice", "To måneders husleje")
        assert case.responsible == anna.membership
        assert case.number == f"{timezone.localdate().year}-{case.serial:03d}"
        given = CaseAssignment.objects.get()
        assert (given.case, given.membership, given.given_by) == (case, anna.membership, anna)
        assert (given.because, given.ends_at) == (AssignedBecause.OPENED, None)

    def test_numbers_are_never_given_twice(self, anna, tenancy):
        first = closed(opened(anna, tenancy), anna)
        assert opened(anna, tenancy).serial > first.serial

    def test_a_second_one_leads_to_the_first(self, anna, bo, tenancy):
        case = opened(anna, tenancy)
        with pytest.raises(CaseExistsError) as refused:
            opened(bo, tenancy)
        assert refused.value.case == case
        assert case.number in refused.value.message
        assert Case.objects.count() == CaseAssignment.objects.count() == 1

    @pytest.mark.parametrize("who", STRANGERS)
    def test_only_a_caretaker_of_the_estate(self, who, tenancy, request):
        with pytest.raises(PermissionDenied):
            opened(request.getfixturevalue(who), tenancy)
        assert not Case.objects.exists()


class TestMoving:
    @pytest.mark.parametrize("before", CaseStatus.values)
    @pytest.mark.parametrize("after", CaseStatus.values)
    def test_the_whole_matrix(self, anna, case, before, after):
        in_status(case, before, anna)
        if before == after:
            return
        allowed = after in CASE_TRANSITIONS[before]
        try:
            if after == CaseStatus.CLOSED:
                close_case(actor=anna, case=case, outcome=CaseOutcome.HELPED)
            elif before == CaseStatus.CLOSED and after == CaseStatus.ACTIVE:
                reopen_case(actor=anna, case=case)
            else:
                move_case(actor=anna, case=case, status=after, waits_for="jobcentret")
        except DomainError:
            assert not allowed
        else:
            assert allowed
        assert Case.objects.get().status == (after if allowed else before)

    def test_waiting_says_for_whom_and_forgets_it_afterwards(self, anna, case):
        with pytest.raises(DomainError, match="venter på"):
            move_case(actor=anna, case=case, status="waiting", waits_for=" ")
        move_case(actor=anna, case=case, status="waiting", waits_for="Jobcentret")
        assert Case.objects.get().waits_for == "Jobcentret"
        move_case(actor=anna, case=case, status="waiting", waits_for="Banken")
        assert Case.objects.get().waits_for == "Banken"
        move_case(actor=anna, case=case, status="active", waits_for="Banken")
        assert Case.objects.get().waits_for == ""

    def test_whoever_looks_at_an_old_page_is_told(self, anna, bo, case):
        stale = Case.objects.get()
        move_case(actor=anna, case=case, status="waiting", waits_for="Banken")
        with pytest.raises(DomainError, match="siden du åbnede"):
            move_case(actor=bo, case=stale, status="active")

    def test_what_it_is_about(self, anna, case):
        describe_case(actor=anna, case=case, about="Gæld og post", weight=3)
        case.refresh_from_db()
        assert (case.about, case.weight) == ("Gæld og post", 3)

    def test_a_closed_one_is_not_described_anew(self, anna, case):
        closed(case, anna)
        with pytest.raises(DomainError, match="Genåbn"):
            describe_case(actor=anna, case=case, about="Andet", weight=1)


class TestClosing:
    def test_it_keeps_outcome_words_and_who(self, anna, bo, case):
        close_case(actor=bo, case=case, outcome="helped", note="Gælden er afdraget.")
        case = Case.objects.get()
        assert (case.status, case.outcome, case.closing_note) == ("closed", "helped", "Gælden er afdraget.")
        assert case.closed_by == bo
        assert case.erase_on == timezone.localdate() + dt.timedelta(days=365)
        assert CaseAssignment.objects.get().ends_at == case.closed_at

    @pytest.mark.parametrize("outcome", ["", "nonsense"])
    def test_not_without_an_outcome(self, anna, case, outcome):
        with pytest.raises(DomainError, match="udfald"):
            close_case(actor=anna, case=case, outcome=outcome)
        assert Case.objects.get().is_open

    def test_not_while_something_is_due(self, anna, case):
        FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
        ActionFactory(case=case)
        with pytest.raises(CaseHasDeadlinesError) as refused:
            close_case(actor=anna, case=case, outcome="helped")
        assert [row.label for row in refused.value.deadlines] == ["Næste skridt", "Handling i planen"]
        FollowUp.objects.update(done_at=timezone.now())
        SupportPlanAction.objects.update(dropped_at=timezone.now())
        assert not close_case(actor=anna, case=case, outcome="helped").is_open

    def test_an_action_without_a_date_does_not_hold_it_back(self, anna, case):
        ActionFactory(case=case, due_on=None)
        assert not close_case(actor=anna, case=case, outcome="helped").is_open

    def test_not_while_it_is_being_handed_over(self, anna, bo, case):
        handover = Handover.objects.create(
            organisation=case.organisation, giver=anna.membership, taker=bo.membership, made_by=anna
        )
        item = HandoverItem.objects.create(handover=handover, case=case, summary="Ring først")
        with pytest.raises(DomainError, match="overdraget"):
            close_case(actor=anna, case=case, outcome="helped")
        HandoverItem.objects.filter(pk=item.pk).update(is_pending=False)
        assert not close_case(actor=anna, case=case, outcome="helped").is_open

    def test_once(self, anna, case):
        close_case(actor=anna, case=case, outcome="helped")
        with pytest.raises(DomainError, match="allerede afsluttet"):
            close_case(actor=anna, case=case, outcome="moved")


class TestReopening:
    def test_it_goes_on_with_whoever_had_it(self, anna, bo, case):
        closed(case, anna)
        reopen_case(actor=bo, case=case)
        case = Case.objects.get()
        assert (case.status, case.outcome, case.closed_at, case.closed_by) == ("active", "", None, None)
        assert case.responsible == anna.membership
        given = CaseAssignment.objects.current().get()
        assert (given.membership, given.given_by) == (anna.membership, bo)
        assert given.because == AssignedBecause.REOPENED
        assert Case.objects.visible_to(bo).exists()

    def test_when_she_has_not_the_estate_today_it_is_the_openers(self, anna, bo, case):
        closed(case, anna)
        EstateAssignment.objects.filter(membership=anna.membership).update(ends_on=days_ahead(-1))
        reopen_case(actor=bo, case=case)
        assert Case.objects.get().responsible == bo.membership
        assert CaseAssignment.objects.current().get().membership == bo.membership

    def test_when_she_works_here_no_more_it_is_the_openers(self, anna, bo, case):
        closed(case, anna)
        Membership.objects.filter(pk=anna.membership.pk).update(ended_on=days_ahead(-1))
        reopen_case(actor=bo, case=case)
        assert Case.objects.get().responsible == bo.membership

    def test_who_had_it_is_not_locked_out_by_a_colleague_who_reopens(self, anna, bo, case):
        closed(case, anna)
        had = EstateAssignment.objects.filter(membership=anna.membership)
        had.update(ends_on=days_ahead(-1))
        reopen_case(actor=bo, case=case)
        had.update(ends_on=None)
        anna = User.objects.get(pk=anna.pk)
        assert Case.objects.visible_to(anna).exists()
        describe_case(actor=anna, case=case, about="Gæld og post", weight=2)

    def test_not_beside_another_open_one(self, anna, tenancy, case):
        closed(case, anna)
        other = opened(anna, tenancy)
        with pytest.raises(CaseExistsError) as refused:
            reopen_case(actor=anna, case=case)
        assert refused.value.case == other

    def test_an_open_one_is_open(self, anna, case):
        with pytest.raises(DomainError, match="allerede åben"):
            reopen_case(actor=anna, case=case)


ACTS = {
    "describe": lambda who, case: describe_case(actor=who, case=case, about="Andet", weight=1),
    "move": lambda who, case: move_case(actor=who, case=case, status="active"),
    "close": lambda who, case: close_case(actor=who, case=case, outcome="helped"),
    "reopen": lambda who, case: reopen_case(actor=who, case=case),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_may(case, act, who, request):
    with pytest.raises(PermissionDenied):
        ACTS[act](request.getfixturevalue(who), case)


@pytest.mark.parametrize("act", ACTS)
def test_nor_who_has_handed_it_away(anna, bo, case, act):
    handed_over(case, bo.membership)
    with pytest.raises(PermissionDenied):
        ACTS[act](anna, case)
