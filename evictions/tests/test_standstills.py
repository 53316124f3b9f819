"""Giving a case rest: who may, from when until when, prolonged and ended, and what follows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.errors import DomainError
from evictions.choices import AnswerReason, EvictionStatus, LegalDate, LegalStepKind
from evictions.models import LegalStep, Standstill
from evictions.services.eviction_cases import close_eviction
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.standstills import begin_standstill, end_standstill, prolong_standstill
from notifications.models import Delivery
from tests.eviction_factories import (
    EvictionCaseFactory,
    StandstillFactory,
    StandstillReasonFactory,
    days_ahead,
)


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status=EvictionStatus.ARREARS)


@pytest.fixture
def reason(fjordbo):
    return StandstillReasonFactory(organisation=fjordbo, name="Kommunen behandler en ansøgning")


def begin(actor, case, reason, *, starts=0, ends=21, **options):
    days = {"starts_on": days_ahead(starts), "ends_on": days_ahead(ends)}
    case.refresh_from_db()
    return begin_standstill(actor=actor, case=case, seen=case.revision, reason=reason, **days, **options)


def last_step(case):
    return LegalStep.objects.filter(eviction_case=case).order_by("-pk").first()


def test_it_rests_until_that_day(dorte, case, reason):
    standstill = begin(dorte, case, reason, comment="  Ansøgning af 1. december ")
    case.refresh_from_db()
    assert (case.standstill_until, case.next_on) == (days_ahead(21), days_ahead(21))
    assert case.next_kind == LegalDate.STANDSTILL_END
    assert (standstill.made_by, standstill.comment) == (dorte, "Ansøgning af 1. december")
    step = last_step(case)
    assert (step.kind, step.on, step.made_by) == (LegalStepKind.STANDSTILL_BEGUN, days_ahead(0), dorte)
    assert step.reason == reason.name
    assert Delivery.objects.get(kind="legal_step", subject_id=step.pk).estate_id == case.estate_id


def test_it_may_have_begun_before_it_was_written_down(dorte, case, reason):
    standstill = begin(dorte, case, reason, starts=-10, ends=0)
    assert standstill.starts_on == last_step(case).on == days_ahead(-10)
    assert Standstill.objects.in_force().get() == standstill


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        (1, 21, "i dag eller tidligere"),
        (-10, -1, "i dag eller senere"),
        (-400, 10, "mere end et år"),
        (0, 400, "mere end et år"),
    ],
)
def test_its_days_make_sense(dorte, case, reason, starts, ends, says):
    with pytest.raises(DomainError, match=says):
        begin(dorte, case, reason, starts=starts, ends=ends)
    assert not Standstill.objects.exists()


def test_only_for_a_reason_that_can_be_chosen(dorte, case, reason, skovbo):
    reason.is_active = False
    reason.save()
    with pytest.raises(DomainError, match="Vælg en anden"):
        begin(dorte, case, reason)
    with pytest.raises(DomainError, match="Vælg en anden"):
        begin(dorte, case, StandstillReasonFactory(organisation=skovbo))


def test_two_never_hold_at_the_same_time(dorte, case, reason):
    begin(dorte, case, reason, ends=10)
    with pytest.raises(DomainError, match="allerede henstand i den periode"):
        begin(dorte, case, reason, ends=30)


def test_the_database_says_so_too(case):
    StandstillFactory(eviction_case=case, starts_on=days_ahead(0), ends_on=days_ahead(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        StandstillFactory(eviction_case=case, starts_on=days_ahead(5), ends_on=days_ahead(9))
    with pytest.raises(IntegrityError), transaction.atomic():
        StandstillFactory(eviction_case=case, starts_on=days_ahead(20), ends_on=days_ahead(19))
    StandstillFactory(starts_on=days_ahead(0), ends_on=days_ahead(5))


def test_one_that_ran_out_yesterday_is_not_in_the_way(dorte, case, reason):
    """The job runs on weekdays only: on a Sunday nobody has ended Saturday's yet."""
    past = StandstillFactory(eviction_case=case, starts_on=days_ahead(-9), ends_on=days_ahead(-1))
    begin(dorte, case, reason, starts=-3)
    past.refresh_from_db()
    assert past.ended_at and past.ended_by is None


def test_a_new_one_answers_that_the_last_is_over(dorte, case, reason):
    type(case).objects.filter(pk=case.pk).update(
        answer_since=case.opened_at, answer_reasons=[AnswerReason.STANDSTILL_OVER, AnswerReason.PLAN_BROKEN]
    )
    begin(dorte, case, reason)
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.PLAN_BROKEN]
    assert case.answer_since


def test_prolonged(dorte, case, reason):
    standstill = begin(dorte, case, reason, ends=10)
    case.refresh_from_db()
    prolong_standstill(actor=dorte, standstill=standstill, seen=case.revision, ends_on=days_ahead(30))
    case.refresh_from_db()
    standstill.refresh_from_db()
    assert case.standstill_until == standstill.ends_on == days_ahead(30)
    assert last_step(case).values == {
        "standstill": str(standstill.pk),
        "until": str(days_ahead(30)),
        "before": str(days_ahead(10)),
    }
    assert Delivery.objects.filter(kind="legal_step").count() == 2
    assert list(standstill.events.order_by("pk").values_list("ends_on", flat=True)) == [
        days_ahead(10),
        days_ahead(30),
    ]


@pytest.mark.parametrize("ends", [5, 10])
def test_prolonging_goes_forward_only(dorte, case, reason, ends):
    standstill = begin(dorte, case, reason, ends=10)
    case.refresh_from_db()
    with pytest.raises(DomainError, match="Vælg en dag efter"):
        prolong_standstill(actor=dorte, standstill=standstill, seen=case.revision, ends_on=days_ahead(ends))


def test_ended_before_its_time(dorte, case, reason):
    standstill = begin(dorte, case, reason)
    case.refresh_from_db()
    end_standstill(actor=dorte, standstill=standstill, seen=case.revision)
    case.refresh_from_db()
    standstill.refresh_from_db()
    assert (case.standstill_until, standstill.ended_by) == (None, dorte)
    assert case.next_kind == LegalDate.DEMAND_POSSIBLE
    assert last_step(case).kind == LegalStepKind.STANDSTILL_ENDED
    assert not case.answer_reasons
    with pytest.raises(DomainError, match="Henstanden er slut"):
        end_standstill(actor=dorte, standstill=standstill, seen=case.revision)
    with pytest.raises(DomainError, match="Henstanden er slut"):
        prolong_standstill(actor=dorte, standstill=standstill, seen=case.revision, ends_on=days_ahead(60))
    begin(dorte, case, reason, ends=3)


def test_who_saw_an_older_page_is_told(dorte, case, reason):
    seen = case.revision
    begin(dorte, case, reason)
    with pytest.raises(EvictionChangedError, match="Henstand"):
        begin_standstill(
            actor=dorte,
            case=case,
            seen=seen,
            reason=reason,
            starts_on=days_ahead(0),
            ends_on=days_ahead(3),
        )
    assert Standstill.objects.count() == 1


def test_not_on_a_closed_case(dorte, case, reason):
    standstill = begin(dorte, case, reason)
    case.refresh_from_db()
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other")
    case.refresh_from_db()
    with pytest.raises(DomainError, match="afsluttet"):
        end_standstill(actor=dorte, standstill=standstill, seen=case.revision)
    with pytest.raises(DomainError, match="afsluttet"):
        begin(dorte, case, reason)


@pytest.mark.parametrize("who", ["anna", "erik", "freja", "gry", "carla"])
def test_only_the_administration(who, request, dorte, case, reason):
    standstill = begin(dorte, case, reason)
    actor = request.getfixturevalue(who)
    case.refresh_from_db()
    with pytest.raises(PermissionDenied):
        begin(actor, case, reason)
    with pytest.raises(PermissionDenied):
        end_standstill(actor=actor, standstill=standstill, seen=case.revision)
    with pytest.raises(PermissionDenied):
        prolong_standstill(actor=actor, standstill=standstill, seen=case.revision, ends_on=days_ahead(60))


def test_a_day_at_the_court_comes_first_all_the_same(dorte, case, reason):
    hearing = dt.datetime.combine(days_ahead(5), dt.time(9, 30), dt.UTC)
    type(case).objects.filter(pk=case.pk).update(hearing_at=hearing, status=EvictionStatus.HEARING)
    begin(dorte, case, reason)
    case.refresh_from_db()
    assert (case.next_on, case.next_kind) == (days_ahead(5), LegalDate.HEARING)
