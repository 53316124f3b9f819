"""What a decision does: to the case, the statement, the timeline and the caretaker's inbox."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import AnswerReason
from evictions.models import EvictionCase, LegalStep, ReviewDecision, Standstill
from evictions.review.effects import Resolution
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.reviews import decide
from evictions.tests.review_cases import asks, at, eviction, filed, terminated
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from notifications.services.outbox import owe_deliveries
from tests.eviction_factories import (
    HearingFactory,
    StandstillFactory,
    StandstillReasonFactory,
    StatementFactory,
    days_ahead,
)

GO_ON = Resolution("go_on", "Ingen aftale om betaling")


@pytest.fixture
def case(laerke):
    return eviction(laerke, **asks(AnswerReason.STATEMENT, AnswerReason.LIST_DIFFERS))


@pytest.fixture
def reason(fjordbo):
    return StandstillReasonFactory(organisation=fjordbo, name="Kommunen behandler en ansøgning")


def decided(actor, case, resolution=GO_ON):
    decision = decide(actor=actor, case=case, seen=case.revision, resolution=resolution)
    case.refresh_from_db()
    return decision


def kinds(case):
    return list(case.legalsteps.order_by("pk").values_list("kind", flat=True))


def test_going_on_answers_what_was_asked(dorte, case):
    statement = StatementFactory(eviction_case=case)
    decision = decided(dorte, case)
    statement.refresh_from_db()
    assert (case.status, case.answer_since, case.answer_reasons) == ("demand", None, [])
    assert case.reviewed_at and case.revision == 2
    assert (statement.status, decision.statement_id) == ("answered", statement.pk)
    assert statement.answered_at
    assert (decision.verdict, decision.reason, decision.made_by) == ("go_on", GO_ON.reason, dorte)


def test_a_proposed_deadline_goes_on_waiting(dorte, laerke):
    case = eviction(laerke, **asks(AnswerReason.STATEMENT, AnswerReason.DEADLINE_ASKED))
    decided(dorte, case)
    assert case.answer_reasons == [AnswerReason.DEADLINE_ASKED]
    assert case.answer_since


def test_the_decision_reaches_the_caretakers_inbox(dorte, anna, case):
    decided(dorte, case)
    step = LegalStep.objects.get(kind="decided")
    assert (step.reason, step.values["verdict"]) == (GO_ON.reason, "go_on")
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    item = InboxItem.objects.get()
    assert (item.recipient, item.subject_id, item.kind) == (anna, step.pk, "legal_step")


def test_a_pause_makes_a_standstill(dorte, case, reason):
    until = days_ahead(21)
    decided(dorte, case, Resolution("pause", "Venter på kommunen", until, reason))
    standstill = Standstill.objects.get()
    assert (standstill.starts_on, standstill.ends_on) == (timezone.localdate(), until)
    assert (standstill.reason, standstill.comment, standstill.made_by) == (
        reason,
        "Venter på kommunen",
        dorte,
    )
    assert (case.standstill_until, case.next_on, case.next_kind) == (until, until, "standstill_end")
    assert kinds(case) == ["standstill_begun", "decided"]
    assert Delivery.objects.filter(kind="legal_step").count() == 1


@pytest.mark.parametrize("starts", [-5, 5], ids=["now", "later"])
def test_a_case_that_rests_is_not_paused(dorte, case, reason, starts):
    StandstillFactory(eviction_case=case, reason=reason, starts_on=days_ahead(starts), ends_on=days_ahead(30))
    with pytest.raises(DomainError, match="allerede henstand"):
        decided(dorte, case, Resolution("pause", "Venter", days_ahead(10), reason))
    assert not ReviewDecision.objects.exists()


def test_a_pause_ends_the_one_that_ran_out_since_the_job_last_ran(dorte, case, reason):
    past = StandstillFactory(
        eviction_case=case, reason=reason, starts_on=days_ahead(-9), ends_on=days_ahead(-1)
    )
    decided(dorte, case, Resolution("pause", "Venter", days_ahead(10), reason))
    past.refresh_from_db()
    assert past.ended_at is not None
    assert list(case.standstills.in_force().values_list("ends_on", flat=True)) == [days_ahead(10)]


def test_a_pause_needs_a_reason_of_ones_own_list_and_a_day_to_come(dorte, case, reason, skovbo):
    theirs = StandstillReasonFactory(organisation=skovbo)
    reason.is_active = False
    reason.save()
    for pause_reason, until in (
        (None, days_ahead(3)),
        (theirs, days_ahead(3)),
        (reason, days_ahead(3)),
        (StandstillReasonFactory(organisation=case.organisation), days_ahead(-1)),
        (StandstillReasonFactory(organisation=case.organisation), None),
    ):
        with pytest.raises(DomainError):
            decided(dorte, case, Resolution("pause", "Venter", until, pause_reason))


def test_a_recalled_demand_begins_anew_and_its_dates_stay_on_the_timeline(dorte, laerke):
    case = eviction(
        laerke,
        demand_issued_on=days_ahead(-20),
        demand_channel="letter",
        demand_received_on=days_ahead(-18),
        demand_proof="signed",
        demand_deadline=days_ahead(-4),
    )
    decided(dorte, case, Resolution("withdraw", "Beløbet var forkert"))
    assert (case.status, case.demand_issued_on, case.demand_channel) == ("arrears", None, "")
    assert (case.demand_received_on, case.demand_proof, case.demand_deadline) == (None, "", None)
    assert kinds(case) == ["demand_recalled", "decided"]
    values = case.legalsteps.get(kind="demand_recalled").values
    assert values["demand_received_on"] == str(days_ahead(-18))
    assert values["demand_deadline"] == str(days_ahead(-4))


@pytest.mark.parametrize("status", ["filed", "hearing", "eviction"])
def test_a_withdrawn_filing_goes_back_to_terminated_and_calls_the_court_days_off(dorte, laerke, status):
    case = eviction(laerke, **filed(status, hearing_at=at(10), eviction_at=at(20)))
    days = [
        HearingFactory(eviction_case=case, at=at(10)),
        HearingFactory(eviction_case=case, kind="eviction", at=at(20)),
        HearingFactory(eviction_case=case, at=at(-3), status="held"),
    ]
    reminded = {"kind": "hearing_in_a_week", "organisation_id": case.organisation_id}
    owe_deliveries(**reminded, subjects=[(day.pk, case.estate_id) for day in days])
    decided(dorte, case, Resolution("withdraw", "Beboeren har betalt"))
    reminders = Delivery.objects.filter(kind="hearing_in_a_week").order_by("subject_id")
    assert [each.status for each in reminders] == ["withdrawn", "withdrawn", "pending"]
    assert (case.status, case.hearing_at, case.eviction_at) == ("terminated", None, None)
    assert (case.filed_on, case.court, case.court_number, case.municipal_notice_on) == (None, "", "", None)
    assert case.terminated_on and case.demand_deadline and case.next_kind == "move_out"
    for day, after in zip(days, ["called_off", "called_off", "held"], strict=True):
        day.refresh_from_db()
        assert day.status == after
    assert sorted(kinds(case)) == sorted(
        ["filing_withdrawn", "hearing_called_off", "eviction_called_off", "decided"]
    )
    assert kinds(case)[-1] == "decided"
    assert Delivery.objects.filter(kind="legal_step").count() == 1


def test_a_waived_termination_goes_back_to_arrears(dorte, laerke):
    case = eviction(laerke, **terminated())
    decided(dorte, case, Resolution("waive", "Restancen er betalt"))
    assert (case.status, case.terminated_on, case.move_out_on) == ("arrears", None, None)
    assert (case.demand_received_on, case.demand_deadline) == (None, None)
    assert kinds(case) == ["termination_waived", "decided"]
    assert case.legalsteps.get(kind="termination_waived").values["terminated_on"] == str(days_ahead(-20))


def test_waiving_at_court_takes_the_filing_back_too(dorte, laerke):
    case = eviction(laerke, **filed())
    decided(dorte, case, Resolution("waive", "Restancen er betalt"))
    assert case.status == "arrears"
    assert kinds(case) == ["filing_withdrawn", "termination_waived", "decided"]


def test_the_same_filing_can_be_registered_again_afterwards(dorte, laerke):
    from evictions.services.legal_steps import file_request

    case = eviction(laerke, **filed())
    facts = {"on": case.filed_on, "court": case.court, "court_number": case.court_number}
    decided(dorte, case, Resolution("withdraw", "Ny frist"))
    file_request(actor=dorte, case=case, seen=case.revision, **facts)
    case.refresh_from_db()
    assert case.status == "filed"


@pytest.mark.parametrize(
    ("columns", "resolution"),
    [
        ({"status": "arrears"}, Resolution("withdraw", "Nej")),
        ({"status": "demand"}, Resolution("waive", "Nej")),
        ({"status": "terminated"}, Resolution("withdraw", "Nej")),
        ({}, Resolution("go_on", "  ")),
    ],
)
def test_what_cannot_be_decided_changes_nothing(dorte, laerke, columns, resolution):
    case = eviction(laerke, **columns)
    with pytest.raises(DomainError):
        decided(dorte, case, resolution)
    case.refresh_from_db()
    assert case.revision == 1 and not LegalStep.objects.exists() and not ReviewDecision.objects.exists()


def test_of_a_closed_case_nothing_is_decided(dorte, laerke):
    case = eviction(laerke, status="closed", closed_from="demand", outcome="other", closed_at=timezone.now())
    with pytest.raises(DomainError, match="afsluttet"):
        decided(dorte, case)


@pytest.mark.parametrize("who", ["anna", "freja", "erik", "gry"])
def test_only_the_administration_decides(request, who, case):
    with pytest.raises(PermissionDenied):
        decided(request.getfixturevalue(who), case)


def test_who_was_slower_is_told_who_decided_what(dorte, case, fjordbo):
    from tests.factories import MembershipFactory

    other = MembershipFactory(organisation=fjordbo, role="administration", user__name="Bente Bech").user
    decide(actor=other, case=case, seen=1, resolution=GO_ON)
    with pytest.raises(EvictionChangedError, match="besluttet: Fortsæt« af Bente Bech i dag kl"):
        decide(actor=dorte, case=case, seen=1, resolution=Resolution("withdraw", "Betalt"))
    assert ReviewDecision.objects.count() == 1


def test_the_very_same_decision_sent_twice_is_one(dorte, case):
    first = decided(dorte, case)
    assert decide(actor=dorte, case=case, seen=1, resolution=GO_ON) == first
    with pytest.raises(EvictionChangedError):
        decide(actor=dorte, case=case, seen=1, resolution=Resolution("go_on", "Noget andet"))
    assert ReviewDecision.objects.count() == 1


def test_a_decision_is_never_changed(dorte, case):
    decision = decided(dorte, case)
    for change in (
        lambda: ReviewDecision.objects.filter(pk=decision.pk).update(reason="Andet"),
        lambda: ReviewDecision.objects.filter(pk=decision.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


@pytest.mark.parametrize("columns", [{"verdict": "pause"}, {"reason": ""}, {"until": dt.date(2026, 12, 1)}])
def test_the_database_refuses_half_a_decision(dorte, case, columns):
    from tests.eviction_factories import ReviewDecisionFactory

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewDecisionFactory(eviction_case=case, made_by=dorte, **columns)
    assert EvictionCase.objects.get().revision == 1
