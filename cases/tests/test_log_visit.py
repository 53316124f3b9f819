"""Logging a contact: what it writes, who may, and that the same form makes one row."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.choices import VisitResult
from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from cases.services.visits import VisitConflictError, log_visit
from tests.factories import FollowUpFactory, VisitFactory


def log(actor, tenancy, result=VisitResult.REACHED, **options):
    options.setdefault("client_uuid", uuid.uuid4())
    return log_visit(actor=actor, tenancy=tenancy, result=result, **options)


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def test_a_contact_is_written_with_who_what_and_when(anna, tenancy):
    visit = log(anna, tenancy, note="Talte om budget.")
    assert (visit.caretaker, visit.tenancy, visit.result) == (anna, tenancy, VisitResult.REACHED)
    assert visit.note == "Talte om budget."
    assert visit.estate_id == tenancy.estate_id
    assert (timezone.now() - visit.occurred_at).total_seconds() < 10


def test_a_next_step_becomes_the_open_follow_up(anna, tenancy):
    visit = log(anna, tenancy, next_step=NextStep(in_days(2), "Ring om aftalen"))
    planned = FollowUp.objects.open().get(tenancy=tenancy)
    assert (planned.due_on, planned.text, planned.visit) == (in_days(2), "Ring om aftalen", visit)


def test_a_new_next_step_settles_the_old_one(anna, tenancy):
    old = FollowUpFactory(tenancy=tenancy, caretaker=anna)
    visit = log(anna, tenancy, next_step=NextStep(in_days(2), "Ring"))
    old.refresh_from_db()
    assert old.done_at is not None
    assert old.settled_by == visit
    assert FollowUp.objects.open().filter(tenancy=tenancy).count() == 1


def test_a_promise_that_is_due_is_kept_by_the_visit_and_one_ahead_may_stand(anna, tenancy):
    ahead = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    log(anna, tenancy, keep_planned=True)
    assert FollowUp.objects.open().get() == ahead
    log(anna, tenancy)
    assert not FollowUp.objects.open().exists()
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(0))
    log(anna, tenancy, keep_planned=True)
    assert not FollowUp.objects.open().exists()


def test_not_home_proposes_another_day_and_time_of_day(anna, tenancy):
    morning = timezone.make_aware(dt.datetime(2026, 11, 23, 9))
    log(anna, tenancy, VisitResult.NOT_HOME, occurred_at=morning)
    planned = FollowUp.objects.open().get()
    assert planned.due_on == dt.date(2026, 11, 24)
    assert planned.text == "Prøv igen sidst på dagen"


def test_not_home_never_overwrites_an_agreement_ahead(anna, tenancy):
    agreed = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(4), text="Møde på kontoret")
    log(anna, tenancy, VisitResult.NOT_HOME)
    assert FollowUp.objects.open().get() == agreed


def test_the_same_form_twice_makes_one_row_and_answers_the_same(anna, tenancy):
    form = {"client_uuid": uuid.uuid4(), "note": "Talte sammen.", "next_step": NextStep(in_days(2), "Ring")}
    first = log(anna, tenancy, **form)
    second = log(anna, tenancy, **form)
    assert first == second
    assert Visit.objects.count() == FollowUp.objects.count() == 1


def test_not_home_twice_proposes_once(anna, tenancy):
    client_uuid = uuid.uuid4()
    log(anna, tenancy, VisitResult.NOT_HOME, client_uuid=client_uuid)
    log(anna, tenancy, VisitResult.NOT_HOME, client_uuid=client_uuid)
    assert Visit.objects.count() == FollowUp.objects.count() == 1


def test_the_same_form_with_another_body_is_a_conflict(anna, tenancy):
    client_uuid = uuid.uuid4()
    log(anna, tenancy, client_uuid=client_uuid, note="Første")
    with pytest.raises(VisitConflictError, match="andet indhold"):
        log(anna, tenancy, client_uuid=client_uuid, note="Anden")
    assert Visit.objects.get().note == "Første"


def test_another_plan_or_time_is_another_body_too(anna, tenancy):
    form = {"client_uuid": uuid.uuid4(), "next_step": NextStep(in_days(2), "Ring")}
    log(anna, tenancy, **form)
    for change in (
        {"next_step": NextStep(in_days(3), "Ring")},
        {"next_step": None},
        {"occurred_at": timezone.now() - dt.timedelta(hours=2)},
    ):
        with pytest.raises(VisitConflictError):
            log(anna, tenancy, **{**form, **change})
    assert FollowUp.objects.get().due_on == in_days(2)


def test_two_people_may_happen_on_the_same_uuid(anna, bo, tenancy):
    client_uuid = uuid.uuid4()
    log(anna, tenancy, client_uuid=client_uuid)
    log(bo, tenancy, client_uuid=client_uuid, note="En anden")
    assert Visit.objects.count() == 2


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_only_a_caretaker_of_the_estate_logs(who, tenancy, request):
    with pytest.raises(PermissionDenied):
        log(request.getfixturevalue(who), tenancy)
    assert not Visit.objects.exists()


def test_the_database_refuses_a_second_row_of_one_form_and_an_unknown_result(anna, tenancy):
    visit = VisitFactory(tenancy=tenancy, caretaker=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(tenancy=tenancy, caretaker=anna, client_uuid=visit.client_uuid)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(tenancy=tenancy, caretaker=anna, result="danced")


def test_the_database_refuses_two_open_next_steps(anna, tenancy):
    FollowUpFactory(tenancy=tenancy, caretaker=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUpFactory(tenancy=tenancy, caretaker=anna)


def test_logging_costs_a_bounded_number_of_queries(anna, tenancy, django_assert_max_num_queries):
    assert anna.membership.estate_ids
    with django_assert_max_num_queries(14):
        log(anna, tenancy, next_step=NextStep(in_days(2), "Ring"))
