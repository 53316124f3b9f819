"""A list that is undone takes back what it told of eviction cases, where nobody has worked on since."""

import pytest
from django.utils import timezone

from evictions.choices import AnswerReason, EvictionOutcome, EvictionStatus, StepSource
from evictions.models import EvictionCase
from evictions.next_dates import next_date
from evictions.services.eviction_cases import put_eviction_right
from evictions.services.legal_steps import terminate
from evictions.services.lists import undo_list
from evictions.tests.test_told_by_lists import NEIGHBOUR, RECEIVED, close, kinds, line, told
from notifications.models import Delivery
from tests.eviction_factories import WayOutFactory
from tests.factories import DwellingFactory, TenancyFactory

pytestmark = pytest.mark.django_db
KEPT = ("status", "demand_received_on", "demand_proof", "demand_deadline", "answer_since", "answer_reasons",
        "next_on", "next_kind")  # fmt: skip


def as_it_is(case):
    return EvictionCase.objects.values(*KEPT).get(pk=case.pk)


def undo(dorte, arrears_list):
    return undo_list(actor=dorte, arrears_list=arrears_list)


def test_a_case_born_of_it_is_closed_and_says_why(dorte, tenancy):
    undo(dorte, told(dorte, line(received=RECEIVED)))
    case = EvictionCase.objects.get()
    assert (case.status, case.closed_from, case.outcome) == ("closed", "demand", EvictionOutcome.OTHER)
    assert (case.next_on, case.next_kind, case.closed_by) == (None, "", dorte)
    last = case.legalsteps.order_by("pk").last()
    assert (last.kind, last.source, last.made_by) == ("closed", StepSource.LIST, dorte)
    assert last.reason == case.outcome_note == "Restancelisten, der fortalte det, er fortrudt."
    assert set(Delivery.objects.values_list("kind", "status")) == {
        ("arrears_notice", "withdrawn"),
        ("legal_step", "withdrawn"),
    }


def test_it_counts_nowhere_unless_somebody_opens_and_closes_it(dorte, tenancy):
    undo(dorte, told(dorte, line(received=RECEIVED)))
    assert not EvictionCase.objects.standing().exists()
    told(dorte, line(received=RECEIVED))
    assert EvictionCase.objects.standing().get().is_open
    close(dorte, EvictionCase.objects.open().get())
    assert EvictionCase.objects.standing().count() == 1


def test_the_list_may_come_again(dorte, tenancy):
    told(dorte, line("restance"))
    for _time in range(2):
        undo(dorte, told(dorte, line(received=RECEIVED)))
    told(dorte, line(received=RECEIVED))
    assert EvictionCase.objects.open().get().status == EvictionStatus.DEMAND
    assert EvictionCase.objects.count() == 3


def test_a_case_it_has_moved_is_as_before(dorte, tenancy):
    told(dorte, line())
    case = EvictionCase.objects.get()
    before = as_it_is(case)
    undo(dorte, told(dorte, line("ophævelse", RECEIVED)))
    case.refresh_from_db()
    assert as_it_is(case) == before
    assert (case.next_on, case.next_kind) == next_date(case)
    assert kinds(case)[-3:] == ["demand_received", "terminated", "put_right"]
    assert Delivery.objects.filter(kind="legal_step", status="withdrawn").count() == 2


def test_list_by_list_back_to_the_beginning(dorte, tenancy):
    lists = [told(dorte, line("restance")), told(dorte, line()), told(dorte, line("fogedret"))]
    for arrears_list in reversed(lists):
        undo(dorte, arrears_list)
    assert EvictionCase.objects.get().closed_from == EvictionStatus.DEMAND


def test_a_difference_is_taken_back(dorte, tenancy):
    told(dorte, line("ophævelse"))
    case = EvictionCase.objects.get()
    second = told(dorte, line("restance"))
    assert as_it_is(case)["answer_reasons"] == [AnswerReason.LIST_DIFFERS]
    undo(dorte, second)
    assert as_it_is(case)["answer_reasons"] == []
    assert as_it_is(case)["answer_since"] is None


def test_what_somebody_has_worked_on_stays_and_is_asked_about(dorte, tenancy):
    arrears_list = told(dorte, line(received=RECEIVED))
    case = EvictionCase.objects.get()
    terminate(actor=dorte, case=case, seen=case.revision, on=timezone.localdate())
    undo(dorte, arrears_list)
    case.refresh_from_db()
    assert (case.status, case.answer_reasons) == (EvictionStatus.TERMINATED, [AnswerReason.LIST_DIFFERS])
    assert case.legalsteps.get(kind="list_differs").values["undone"] is True
    assert not Delivery.objects.filter(kind="legal_step", status="withdrawn").exists()


def test_so_does_what_the_caretaker_has_tried(dorte, tenancy):
    arrears_list = told(dorte, line(received=RECEIVED))
    WayOutFactory(eviction_case=EvictionCase.objects.get())
    undo(dorte, arrears_list)
    assert EvictionCase.objects.get().is_open


def test_what_was_done_before_the_list_does_not_hinder(dorte, tenancy):
    told(dorte, line())
    case = EvictionCase.objects.get()
    put_eviction_right(actor=dorte, case=case, seen=case.revision, children="no")
    undo(dorte, told(dorte, line("ophævelse")))
    case.refresh_from_db()
    assert (case.status, case.children) == (EvictionStatus.DEMAND, "no")


def test_a_case_closed_since_stays_as_it_was_closed(dorte, tenancy):
    arrears_list = told(dorte, line(received=RECEIVED))
    close(dorte, EvictionCase.objects.get())
    undo(dorte, arrears_list)
    assert EvictionCase.objects.get().outcome == EvictionOutcome.PAID_BEFORE_DEADLINE


def test_others_are_left_alone(dorte, tenancy):
    TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))
    told(dorte, line(reference=NEIGHBOUR))
    before = EvictionCase.objects.values().get()
    undo(dorte, told(dorte, line(received=RECEIVED), line(reference=NEIGHBOUR)))
    assert EvictionCase.objects.filter(pk=before["id"]).values().get() == before


def test_undoing_says_what_becomes_of_the_cases(dorte, tenancy, login):
    arrears_list = told(dorte, line(received=RECEIVED))
    page = login(dorte).get(f"/restancelister/{arrears_list.pk}/").content.decode()
    assert "1 udsættelsessag er oprettet" in page
    assert "1 udsættelsessag fra listen afsluttes igen" in page
