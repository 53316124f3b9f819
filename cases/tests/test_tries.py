"""What a case knows of the tries at its door, and when it is under way."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.choices import AttemptReason, CaseStatus, VisitKind, VisitResult
from cases.models import FollowUp
from cases.next_try import NextStep
from cases.services.corrections import correct_visit
from cases.services.tries import note_tries, tries_since_contact
from cases.services.visits import Details, log_visit, undo_visit
from tests.case_factories import CaseFactory
from tests.factories import VisitFactory


def days_ago(number, hour=9):
    day = timezone.localdate() - dt.timedelta(days=number)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership, opened_at=days_ago(30))


def log(actor, tenancy, result, **options):
    return log_visit(actor=actor, tenancy=tenancy, result=result, client_uuid=uuid.uuid4(), **options)


def read(case):
    case.refresh_from_db()
    return case.status, case.contact_on, case.attempt_on, case.attempts


def test_tries_are_counted_until_there_is_contact(anna, tenancy, case):
    log(anna, tenancy, VisitResult.NOT_HOME, occurred_at=days_ago(5))
    log(anna, tenancy, VisitResult.NO_ANSWER, occurred_at=days_ago(4))
    assert read(case) == (CaseStatus.NEW, None, days_ago(4).date(), 2)
    log(anna, tenancy, VisitResult.PHONE, occurred_at=days_ago(3))
    assert read(case) == (CaseStatus.ACTIVE, days_ago(3).date(), days_ago(4).date(), 0)
    log(anna, tenancy, VisitResult.DECLINED, occurred_at=days_ago(2))
    assert read(case) == (CaseStatus.ACTIVE, days_ago(3).date(), days_ago(2).date(), 1)


def test_a_letter_is_a_try_and_work_without_the_resident_is_not(anna, tenancy, case):
    log(anna, tenancy, VisitResult.OTHER, details=Details(kind=VisitKind.LETTER))
    log(anna, tenancy, VisitResult.OTHER, details=Details(kind=VisitKind.WORK))
    assert read(case)[3] == 1
    assert [each.means for each in tries_since_contact(tenancy.pk)] == ["letter"]


def test_undoing_the_first_contact_makes_the_case_new_again(anna, tenancy, case):
    visit = log(anna, tenancy, VisitResult.REACHED)
    assert read(case)[0] == CaseStatus.ACTIVE
    undo_visit(actor=anna, visit=visit)
    assert read(case) == (CaseStatus.NEW, None, None, 0)


def test_undoing_a_later_contact_leaves_it_under_way(anna, tenancy, case):
    log(anna, tenancy, VisitResult.REACHED)
    undo_visit(actor=anna, visit=log(anna, tenancy, VisitResult.REACHED))
    assert read(case)[:2] == (CaseStatus.ACTIVE, timezone.localdate())


def test_what_was_under_way_before_stays_so(anna, tenancy, case):
    case.status = CaseStatus.ACTIVE
    case.save(update_fields=["status"])
    VisitFactory(tenancy=tenancy, caretaker=anna, result="reached", occurred_at=days_ago(40))
    log(anna, tenancy, VisitResult.NOT_HOME)
    assert read(case)[0] == CaseStatus.ACTIVE


def test_a_contact_corrected_to_not_home_is_a_try(anna, tenancy, case):
    visit = log(anna, tenancy, VisitResult.REACHED)
    new = correct_visit(actor=anna, visit=visit, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4())
    assert read(case) == (CaseStatus.NEW, None, timezone.localdate(), 1)
    undo_visit(actor=anna, visit=new)
    assert read(case) == (CaseStatus.ACTIVE, timezone.localdate(), None, 0)


def test_waiting_stays_waiting(anna, tenancy, case):
    case.status = CaseStatus.WAITING
    case.save(update_fields=["status"])
    log(anna, tenancy, VisitResult.REACHED)
    assert read(case)[0] == CaseStatus.WAITING


def test_a_case_opened_later_reads_the_tries_before_it(anna, tenancy):
    log(anna, tenancy, VisitResult.NOT_HOME)
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    note_tries(tenancy.pk)
    assert read(case)[3] == 1


def test_without_a_case_nothing_is_kept_but_the_ladder_is_known(anna, tenancy):
    log(anna, tenancy, VisitResult.NOT_HOME)
    assert len(tries_since_contact(tenancy.pk)) == 1


def test_the_organisation_decides_when_other_means_come_and_after_how_many_days(anna, tenancy, fjordbo):
    fjordbo.tries_before_other_means, fjordbo.days_between_tries = 2, 3
    fjordbo.save()
    log(anna, tenancy, VisitResult.NOT_HOME, occurred_at=days_ago(1))
    FollowUp.objects.all().update(due_on=timezone.localdate())
    log(anna, tenancy, VisitResult.NOT_HOME)
    planned = FollowUp.objects.open().get()
    assert planned.text == "Læg et kort i døren med dit telefonnummer"
    assert planned.due_on > timezone.localdate() + dt.timedelta(days=2)


def test_the_next_means_follows_the_one_that_was_used(anna, tenancy, fjordbo):
    fjordbo.tries_before_other_means = 1
    fjordbo.save()
    for result, text in (
        (VisitResult.CARD_LEFT, "Send et brev med forslag til en tid"),
        (VisitResult.NOT_HOME, "Send et brev med forslag til en tid"),
        (VisitResult.NOT_HOME, "Gå derhen sammen med ejendomskontoret"),
    ):
        log(anna, tenancy, result)
        planned = FollowUp.objects.open().get()
        assert planned.text == text
        FollowUp.objects.filter(pk=planned.pk).update(due_on=timezone.localdate())


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (AttemptReason.UNSAFE, "Kom to. Prøv igen"),
        (AttemptReason.ABANDONED, "Spørg ejendomskontoret"),
        (AttemptReason.REFUSES, "Skriv et kort brev"),
    ],
)
def test_what_was_found_at_the_door_decides(anna, tenancy, reason, text):
    log(anna, tenancy, VisitResult.NOT_HOME, details=Details(reason=reason))
    assert FollowUp.objects.open().get().text.startswith(text)


def test_a_plan_of_ones_own_is_not_overruled(anna, tenancy):
    step = NextStep(timezone.localdate() + dt.timedelta(days=4), "Ring søsteren op")
    log(anna, tenancy, VisitResult.NOT_HOME, next_step=step)
    assert FollowUp.objects.open().get().text == "Ring søsteren op"


def test_what_is_logged_late_before_a_contact_proposes_nothing(anna, tenancy):
    log(anna, tenancy, VisitResult.REACHED, occurred_at=days_ago(1))
    log(anna, tenancy, VisitResult.NOT_HOME, occurred_at=days_ago(3))
    assert not FollowUp.objects.open().exists()
