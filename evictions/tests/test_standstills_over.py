"""The morning job: what has run out is ended once, told and asked about, also after a weekend."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.tests.clock import on
from evictions.choices import AnswerReason, EvictionOutcome, EvictionStatus, LegalDate, LegalStepKind
from evictions.models import EvictionCase, LegalStep, Standstill
from evictions.services import standstills_over
from evictions.services.standstills_over import end_past_standstills, schedule
from notifications.models import Delivery, ScheduledRun
from notifications.registry import scheduled
from notifications.services.scheduling import run_due, run_once
from tests.eviction_factories import EvictionCaseFactory, StandstillFactory, days_ahead
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db


def resting(until, **fields):
    case = EvictionCaseFactory(tenancy=fields.pop("tenancy", None) or TenancyFactory(), **fields)
    EvictionCase.objects.filter(pk=case.pk).update(standstill_until=until)
    StandstillFactory(eviction_case=case, starts_on=until - dt.timedelta(days=14), ends_on=until)
    case.refresh_from_db()
    return case


def end(day=0):
    return end_past_standstills(days_ahead(day))


def test_its_last_day_is_still_rest():
    case = resting(days_ahead(0))
    assert end(0) == 0
    case.refresh_from_db()
    assert case.standstill_until == days_ahead(0)
    assert end(1) == 1


def test_the_case_goes_on_and_the_administration_is_asked(tenancy):
    case = resting(days_ahead(-1), tenancy=tenancy, status=EvictionStatus.ARREARS)
    before = case.revision
    assert end() == 1
    case.refresh_from_db()
    assert case.standstill_until is None
    assert case.next_kind == LegalDate.DEMAND_POSSIBLE
    assert case.answer_reasons == [AnswerReason.STANDSTILL_OVER]
    assert case.answer_since and case.revision == before + 1
    assert case in EvictionCase.objects.in_tab("answer")
    standstill = case.standstills.get()
    assert standstill.ended_at and standstill.ended_by is None
    step = LegalStep.objects.get(eviction_case=case)
    assert (step.kind, step.source) == (LegalStepKind.STANDSTILL_ENDED, "clock")
    assert (step.on, step.made_by) == (days_ahead(-1), None)
    assert Delivery.objects.get(kind="legal_step", subject_id=step.pk).estate_id == case.estate_id


def test_twice_is_once():
    resting(days_ahead(-1))
    assert (end(), end()) == (1, 0)
    assert LegalStep.objects.count() == Delivery.objects.count() == 1


def test_what_waits_already_waits_since_then():
    case = resting(days_ahead(-1))
    since = timezone.now() - dt.timedelta(days=3)
    EvictionCase.objects.filter(pk=case.pk).update(
        answer_since=since, answer_reasons=[AnswerReason.PLAN_BROKEN]
    )
    end()
    case.refresh_from_db()
    assert case.answer_since == since
    assert case.answer_reasons == [AnswerReason.PLAN_BROKEN, AnswerReason.STANDSTILL_OVER]


def test_of_a_closed_case_nobody_is_asked():
    case = resting(days_ahead(-1))
    EvictionCase.objects.filter(pk=case.pk).update(
        status=EvictionStatus.CLOSED,
        closed_from=EvictionStatus.DEMAND,
        closed_at=timezone.now(),
        outcome=EvictionOutcome.OTHER,
    )
    assert end() == 0
    case.refresh_from_db()
    assert (case.standstill_until, case.answer_reasons) == (None, [])
    assert Standstill.objects.get().ended_at
    assert not LegalStep.objects.exists() and not Delivery.objects.exists()


def test_one_that_was_ended_by_hand_is_left_alone(dorte):
    case = resting(days_ahead(-1))
    ended = timezone.now() - dt.timedelta(days=2)
    Standstill.objects.update(ended_at=ended, ended_by=dorte)
    EvictionCase.objects.filter(pk=case.pk).update(standstill_until=None)
    assert end() == 0
    assert Standstill.objects.get().ended_at == ended


def test_in_batches_and_of_several_organisations(monkeypatch):
    monkeypatch.setattr(standstills_over, "BATCH", 2)
    for ago in range(1, 6):
        resting(days_ahead(-ago))
    rests_on = resting(days_ahead(3))
    assert end() == 5
    assert LegalStep.objects.count() == Delivery.objects.count() == 5
    organisations = EvictionCase.objects.values_list("organisation_id", flat=True).distinct()
    assert organisations.count() == 6
    rests_on.refresh_from_db()
    assert rests_on.standstill_until == days_ahead(3)


def test_queries_do_not_grow_with_the_cases(django_assert_num_queries):
    tenancy = TenancyFactory()
    resting(days_ahead(-1), tenancy=tenancy)
    with django_assert_num_queries(7):
        end()
    for _number in range(3):
        resting(days_ahead(-1), tenancy=TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell))
    with django_assert_num_queries(7):
        end()


SATURDAY, MONDAY = dt.date(2026, 12, 5), dt.date(2026, 12, 7)


def test_what_ends_on_a_friday_is_noticed_on_monday():
    resting(SATURDAY - dt.timedelta(days=1))
    with on(SATURDAY):
        assert schedule().name not in run_due()
    with on(MONDAY):
        assert schedule().name in run_due()
        assert schedule().name not in run_due()
    assert LegalStep.objects.get().on == SATURDAY - dt.timedelta(days=1)


def test_a_second_firing_of_beat_does_nothing():
    resting(days_ahead(-1))
    job = next(job for job in scheduled() if job.name == schedule().name)
    assert run_once(job, timezone.localdate())
    assert not run_once(job, timezone.localdate())
    assert ScheduledRun.objects.filter(job=job.name).count() == LegalStep.objects.count() == 1
