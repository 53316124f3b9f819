"""A statement leaves the file on a consent that lets it, or not at all; taken back, answered, withdrawn."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Disclosure
from cases.services.consents import withdraw_consent
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind, StatementStatus
from evictions.models import EvictionCase, LegalStep, Statement
from evictions.services.eviction_cases import close_eviction
from evictions.services.statements import (
    Said,
    answer_statement,
    send_statement,
    take_back_statement,
)
from evictions.statement_words import name_contents, say_facts, say_requests
from notifications.models import Delivery
from tests.case_factories import CaseFactory, ConsentFactory, handed_over
from tests.eviction_factories import (
    EvictionCaseFactory,
    ReviewDecisionFactory,
    StatementFactory,
    days_ahead,
)
from tests.factories import ResidentFactory, TenancyFactory

SAID = Said(contact_established=True, applied_on=days_ahead(-2), pause_until=days_ahead(20))


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


@pytest.fixture
def own_case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def consent(own_case, tenancy):
    return ConsentFactory(case=own_case, resident=tenancy.residents.get(), to_landlord=True)


def send(actor, case, consent, said=SAID):
    return send_statement(actor=actor, case=case, consent=consent, said=said)


def test_sent_with_its_record_and_the_question(anna, case, consent):
    statement = send(anna, case, consent)
    assert (statement.status, statement.made_by, statement.case) == ("sent", anna, consent.case)
    disclosure = statement.disclosure
    assert (disclosure.consent, disclosure.made_by, disclosure.referral) == (consent, anna, None)
    assert disclosure.recipient == "Boligorganisationens administration"
    assert disclosure.what == (
        "Indstilling: kontakt er etableret, ansøgning sendt til kommunen, ønske om henstand"
    )
    assert disclosure.data_kinds == ["support"]
    before = case.revision
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.STATEMENT]
    assert case.answer_since and case.revision == before + 1
    step = LegalStep.objects.get()
    assert (step.kind, step.made_by) == (LegalStepKind.STATEMENT_SENT, anna)
    assert step.values == {"statement": str(statement.pk)}
    assert not Delivery.objects.exists()


def test_the_record_does_not_say_what_was_said():
    whole = Statement(
        plan_amount=Decimal("1500"), plan_count=6, plan_from=days_ahead(9), contact_established=True
    )
    assert name_contents(whole) == "Indstilling: kontakt er etableret, forslag om afdragsordning"


def test_in_words():
    statement = Statement(
        contact_established=True,
        applied_on=dt.date(2026, 12, 3),
        pause_until=dt.date(2026, 12, 21),
        plan_amount=Decimal("1500"),
        plan_count=6,
        plan_from=dt.date(2027, 1, 1),
    )
    assert say_facts(statement) == [
        "Der er kontakt med husstanden.",
        "En ansøgning er sendt til kommunen 3. december 2026.",
    ]
    assert say_requests(statement) == [
        "Henstand til og med 21. december 2026.",
        "6 afdrag på 1.500,00 kr. om måneden, det første den 1. januar 2027.",
    ]
    statement.plan_count = 1
    assert "Ét afdrag på 1.500,00 kr., den 1. januar 2027" in say_requests(statement)[1]
    assert say_facts(Statement()) == say_requests(Statement()) == []


def nothing_left(case):
    case.refresh_from_db()
    assert not Statement.objects.exists() and not Disclosure.objects.exists()
    assert not LegalStep.objects.exists() and case.answer_reasons == []


@pytest.mark.parametrize(
    ("consent_says", "says"),
    [
        ({"to_landlord": False}, "nævner ikke administrationen"),
        ({"withdrawn_at": timezone.now()}, "trukket tilbage"),
        (
            {"given_on": days_ahead(-90), "starts_on": days_ahead(-90), "ends_on": days_ahead(-1)},
            "Bed beboeren om et nyt",
        ),
        ({"starts_on": days_ahead(1)}, "Bed beboeren om et nyt"),
    ],
)
def test_a_consent_that_does_not_let_it(anna, case, consent, consent_says, says):
    type(consent).objects.filter(pk=consent.pk).update(**consent_says)
    with pytest.raises(DomainError, match=says):
        send(anna, case, consent)
    nothing_left(case)


def test_a_consent_of_another_household(anna, case, consent):
    tenancy = TenancyFactory(dwelling__stairwell=case.tenancy.dwelling.stairwell)
    other = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    theirs = ConsentFactory(case=other, resident=ResidentFactory(tenancy=tenancy), to_landlord=True)
    with pytest.raises(DomainError, match="en anden husstand"):
        send(anna, case, theirs)
    nothing_left(case)


def test_a_consent_of_a_case_that_is_closed(anna, case, consent):
    closed = {"status": "closed", "closed_at": timezone.now(), "closed_by": anna, "outcome": "helped"}
    type(consent.case).objects.filter(pk=consent.case_id).update(**closed)
    with pytest.raises(DomainError, match="Genåbn den"):
        send(anna, case, consent)
    nothing_left(case)


@pytest.mark.parametrize("broken", [{"to_landlord": False}, {"withdrawn_at": timezone.now()}])
def test_the_database_says_so_too(case, consent, broken):
    statement = StatementFactory.build(
        eviction_case=case,
        case=consent.case,
        consent=consent,
        disclosure=None,
        made_by=consent.recorded_by,
    )
    statement.disclosure = Disclosure.objects.create(
        organisation=case.organisation,
        estate=case.estate,
        tenancy=case.tenancy,
        case=consent.case,
        recipient="x",
        what="x",
        data_kinds=[],
        consent=consent,
        made_by=consent.recorded_by,
    )
    type(consent).objects.filter(pk=consent.pk).update(**broken)
    with pytest.raises(IntegrityError, match="does not let it go"), transaction.atomic():
        statement.save(force_insert=True)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Said(), "Vælg mindst én ting"),
        (Said(plan_amount=Decimal(500)), "både beløb, antal afdrag"),
        (Said(applied_on=days_ahead(1)), "ikke er kommet endnu"),
        (Said(pause_until=days_ahead(-1)), "i dag eller senere"),
        (Said(plan_amount=Decimal(500), plan_count=2, plan_from=days_ahead(-1)), "ikke ligge bag os"),
    ],
)
def test_what_it_says_makes_sense(anna, case, consent, said, says):
    with pytest.raises(DomainError, match=says):
        send(anna, case, consent, said)
    nothing_left(case)


def test_pressed_twice_it_is_sent_once(anna, case, consent):
    first = send(anna, case, consent)
    assert send(anna, case, consent) == first
    with pytest.raises(DomainError, match="ikke svaret på den forrige"):
        send(anna, case, consent, Said(contact_established=True))
    assert Statement.objects.count() == Disclosure.objects.count() == LegalStep.objects.count() == 1


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry", "carla"])
def test_only_caretakers_of_the_estate(who, request, anna, case, consent):
    actor, statement = request.getfixturevalue(who), send(anna, case, consent)
    with pytest.raises(PermissionDenied):
        send(actor, case, consent)
    with pytest.raises(PermissionDenied):
        take_back_statement(actor=actor, statement=statement)


def test_not_of_a_household_that_was_handed_away(anna, bo, case, consent):
    statement = send(anna, case, consent)
    handed_over(consent.case, bo.membership)
    with pytest.raises(PermissionDenied):
        send(anna, case, consent)
    with pytest.raises(PermissionDenied):
        take_back_statement(actor=anna, statement=statement)
    assert take_back_statement(actor=bo, statement=statement).status == StatementStatus.WITHDRAWN


def test_not_in_a_closed_eviction_case(anna, dorte, case, consent):
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other")
    with pytest.raises(DomainError, match="afsluttet"):
        send(anna, case, consent)


def test_taken_back_nobody_is_asked_any_more(anna, case, consent):
    statement = take_back_statement(actor=anna, statement=send(anna, case, consent))
    assert statement.status == StatementStatus.WITHDRAWN and statement.answered_at
    case.refresh_from_db()
    assert (case.answer_since, case.answer_reasons) == (None, [])
    assert Disclosure.objects.count() == 1  # that it was told stays on record
    with pytest.raises(DomainError, match="allerede besvaret eller trukket tilbage"):
        take_back_statement(actor=anna, statement=statement)
    send(anna, case, consent)


def test_what_else_waits_goes_on_waiting(anna, case, consent):
    EvictionCase.objects.filter(pk=case.pk).update(
        answer_since=case.opened_at, answer_reasons=[AnswerReason.PLAN_BROKEN]
    )
    take_back_statement(actor=anna, statement=send(anna, case, consent))
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.PLAN_BROKEN]


def test_withdrawing_the_consent_takes_it_back(anna, case, consent):
    statement = send(anna, case, consent)
    withdraw_consent(actor=anna, consent=consent)
    statement.refresh_from_db()
    case.refresh_from_db()
    assert statement.status == StatementStatus.WITHDRAWN
    assert case.answer_reasons == []
    withdraw_consent(actor=anna, consent=consent)


def test_withdrawing_another_consent_does_not(anna, case, consent):
    statement = send(anna, case, consent)
    other = ConsentFactory(
        case=consent.case, resident=consent.resident, purpose="Noget andet", to_landlord=True
    )
    withdraw_consent(actor=anna, consent=other)
    statement.refresh_from_db()
    assert statement.status == StatementStatus.SENT


def test_what_was_answered_is_not_taken_back(anna, dorte, case, consent):
    statement = send(anna, case, consent)
    decision = ReviewDecisionFactory(eviction_case=case, statement=statement, made_by=dorte)
    answer_statement(statement, decision)
    assert statement.status == StatementStatus.ANSWERED and statement.answered_at
    withdraw_consent(actor=anna, consent=consent)
    statement.refresh_from_db()
    assert statement.status == StatementStatus.ANSWERED
    with pytest.raises(DomainError, match="trukket tilbage eller besvaret"):
        answer_statement(statement, decision)


def test_a_decision_about_another_case_answers_nothing(anna, case, consent):
    statement = send(anna, case, consent)
    with pytest.raises(DomainError, match="trukket tilbage eller besvaret"):
        answer_statement(statement, ReviewDecisionFactory())
