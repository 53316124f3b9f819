"""Correcting a contact: a new version stands, the old one is kept, nothing is lost on the way."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import User
from cases.choices import VisitResult
from cases.models import FollowUp, SupportPlanAction, Visit
from cases.next_try import NextStep
from cases.services.corrections import correct_visit
from cases.services.visits import UNDO_WINDOW, Details, VisitConflictError, log_visit, undo_visit
from core.errors import DomainError
from tests.case_factories import ActionFactory, CaseFactory
from tests.factories import ArrearsNoticeFactory, TenancyFactory


@pytest.fixture
def visit(anna, tenancy):
    return log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        note="Aftalt mandag",
        next_step=NextStep(in_days(3), "Ring"),
    )


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def correct(actor, visit, **changes):
    changes = {"result": VisitResult.REACHED, "note": "Aftalt tirsdag", "client_uuid": uuid.uuid4()} | changes
    return correct_visit(actor=actor, visit=visit, **changes)


def test_a_new_version_stands_and_the_old_one_is_kept_as_it_was(anna, visit):
    new = correct(anna, visit)
    visit.refresh_from_db()
    assert Visit.objects.standing().get() == new
    assert (new.note, new.corrects, new.occurred_at) == ("Aftalt tirsdag", visit, visit.occurred_at)
    assert (visit.note, visit.replaced_at is not None) == ("Aftalt mandag", True)


def test_the_next_step_stands_unless_another_is_given(anna, visit):
    new = correct(anna, visit)
    assert FollowUp.objects.open().get().text == "Ring"
    newest = correct(anna, new, note="Aftalt onsdag", next_step=NextStep(in_days(5), "Skriv"))
    assert FollowUp.objects.open().get().text == "Skriv"
    undo_visit(actor=anna, visit=newest)
    assert FollowUp.objects.open().get().text == "Ring"
    correct(anna, new, note="Ikke mere at gøre", drop_planned=True)
    assert not FollowUp.objects.open().exists()


def test_nothing_changed_makes_no_version(anna, visit):
    assert correct(anna, visit, note=visit.note) == visit
    assert Visit.objects.count() == 1


def test_the_minute_of_the_form_is_the_moment_it_happened(anna, visit):
    minute = visit.occurred_at.replace(second=0, microsecond=0)
    assert correct(anna, visit, note=visit.note, occurred_at=minute) == visit
    earlier = minute - dt.timedelta(hours=2)
    assert correct(anna, visit, note=visit.note, occurred_at=earlier).occurred_at == earlier


def test_undoing_the_correction_brings_the_old_back_and_it_can_be_corrected_again(anna, visit):
    undo_visit(actor=anna, visit=correct(anna, visit))
    assert Visit.objects.standing().get() == visit
    again = correct(anna, visit, note="Aftalt torsdag")
    assert Visit.objects.standing().get() == again
    visit.refresh_from_db()
    with pytest.raises(DomainError, match="rettet siden"):
        undo_visit(actor=anna, visit=visit)


def test_there_is_no_time_limit_to_correct_but_one_to_undo_it(anna, visit):
    Visit.objects.update(created_at=timezone.now() - dt.timedelta(days=40))
    new = correct(anna, visit)
    Visit.objects.filter(pk=new.pk).update(created_at=timezone.now() - UNDO_WINDOW)
    with pytest.raises(DomainError, match="for sent"):
        undo_visit(actor=anna, visit=new)
    assert Visit.objects.standing().get() == new


def test_a_replaced_or_undone_one_is_refused_with_a_sentence(anna, visit):
    new = correct(anna, visit)
    with pytest.raises(DomainError, match="allerede rettet"):
        correct(anna, visit, note="Endnu en")
    undo_visit(actor=anna, visit=new)
    undo_visit(actor=anna, visit=visit)
    with pytest.raises(DomainError, match="fortrudt"):
        correct(anna, visit, note="Endnu en")


def test_only_ones_own(bo, carla, freja, visit):
    with pytest.raises(DomainError, match="Kun den"):
        correct(bo, visit)
    for stranger in (carla, freja):
        with pytest.raises(PermissionDenied):
            correct(stranger, visit)
    assert Visit.objects.count() == 1


def test_the_same_form_again_makes_one_version_and_another_body_is_a_conflict(anna, visit):
    form = {"client_uuid": uuid.uuid4(), "note": "Aftalt tirsdag"}
    assert correct(anna, visit, **form) == correct(anna, visit, **form)
    assert Visit.objects.count() == 2
    with pytest.raises(VisitConflictError):
        correct(anna, visit, **form | {"note": "Noget tredje"})


def test_actions_ticked_and_unticked_and_back_by_undo(anna, visit):
    case = CaseFactory(tenancy=visit.tenancy, responsible=anna.membership)
    bank, post = ActionFactory(case=case, text="Bank"), ActionFactory(case=case, text="Post")
    first = correct(anna, visit, note="Bank", details=Details(actions=frozenset({bank.pk})))
    second = correct(anna, first, note="Post", details=Details(actions=frozenset({post.pk})))
    assert done() == {post.pk: second.pk}
    undo_visit(actor=anna, visit=second)
    assert done() == {bank.pk: first.pk}
    third = correct(anna, first, note="Begge", details=Details(actions=frozenset({bank.pk, post.pk})))
    assert done() == {bank.pk: third.pk, post.pk: third.pk}
    undo_visit(actor=anna, visit=third)
    assert done() == {bank.pk: first.pk}


def done():
    rows = SupportPlanAction.objects.filter(done_at__isnull=False)
    return dict(rows.values_list("pk", "done_by_visit_id"))


def test_the_whole_entry_is_corrected(anna, tenancy):
    neighbour = TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
    visit = log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        note="Mandag",
        details=Details(also=[neighbour]),
    )
    new = correct(anna, visit)
    assert {row.note for row in Visit.objects.standing()} == {"Aftalt tirsdag"}
    undo_visit(actor=anna, visit=new)
    assert [row.note for row in Visit.objects.standing()] == ["Mandag", "Mandag"]


def test_the_notice_counts_a_corrected_contact_once_and_from_when_it_was_logged(anna, bo, tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    visit = log_visit(actor=anna, tenancy=tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4())
    taken = Visit.objects.get().created_at
    log_visit(actor=bo, tenancy=tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4())
    correct(anna, visit, note="Talte i døren")
    notice.refresh_from_db()
    assert (notice.attempts, notice.contact_on) == (2, timezone.localdate())
    assert (notice.taken_at, notice.taken_by) == (taken, anna)


def test_what_was_logged_before_the_notice_is_not_about_it_when_corrected(anna, tenancy):
    visit = log_visit(actor=anna, tenancy=tenancy, result=VisitResult.REACHED, client_uuid=uuid.uuid4())
    Visit.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    correct(anna, correct(anna, visit), note="Igen")
    notice.refresh_from_db()
    assert (notice.attempts, notice.taken_at) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_version(anna, visit):
    def submit(note):
        try:
            mine = Visit.objects.select_related("tenancy").get(pk=visit.pk)
            return correct(User.objects.get(email=anna.email), mine, note=note).pk
        except DomainError as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(submit, ["a", "b", "c", "d"]))
    assert sorted(isinstance(answer, int) for answer in answers) == [False, False, False, True]
    assert Visit.objects.standing().count() == 1 and Visit.objects.count() == 2
