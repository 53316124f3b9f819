"""A list that tells of a demand or later makes an eviction case, and takes an open one forward."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evictions.choices import (
    AnswerReason,
    EvictionOutcome,
    EvictionStatus,
    LegalDate,
    LegalStepKind,
    ReceiptProof,
    StepSource,
)
from evictions.models import ArrearsNotice, EvictionCase, LegalStep
from evictions.next_dates import next_date
from evictions.services import waiting
from evictions.services.eviction_cases import close_eviction, open_eviction
from evictions.services.legal_steps import receive_demand, terminate
from evictions.tests.intake_files import csv_file, take
from notifications.models import Delivery
from tests.factories import DwellingFactory, TenancyFactory

HEADER = ("Lejemål", "Saldo", "Forfald", "Status", "Påkrav modtaget", "Børn u. 18")
REFERENCE, NEIGHBOUR = "1204-0033-02", "1204-0034-01"
RECEIVED = timezone.localdate() - dt.timedelta(days=5)
pytestmark = pytest.mark.django_db


def line(stage="påkrav", received=None, amount="8.412,00", reference=REFERENCE, children="ja", due=None):
    due = due or (RECEIVED - dt.timedelta(days=20))
    day = received.strftime("%d-%m-%Y") if received else ""
    return (reference, amount, due.strftime("%d-%m-%Y"), stage, day, children)


def told(dorte, *lines, **options):
    return take(dorte, csv_file(*lines, header=HEADER), **options)


def kinds(case):
    return [str(step.kind) for step in case.legalsteps.order_by("pk")]


def close(dorte, case, outcome=EvictionOutcome.PAID_BEFORE_DEADLINE):
    case.refresh_from_db()
    return close_eviction(actor=dorte, case=case, seen=case.revision, outcome=outcome)


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


@pytest.fixture
def case(dorte, tenancy):
    told(dorte, line(received=RECEIVED))
    return EvictionCase.objects.get()


def test_a_demand_makes_a_case_of_what_the_notice_knows(dorte, tenancy, case):
    notice = ArrearsNotice.objects.get()
    assert (case.tenancy, case.notice, case.origin, case.status) == (tenancy, notice, "list", "demand")
    assert (case.due_date, case.claim, case.claim_amount) == (notice.due_date, notice.lines, notice.amount)
    assert (case.demand_received_on, case.demand_proof) == (RECEIVED, ReceiptProof.LEDGER)
    assert case.demand_deadline == notice.demand_deadline
    assert (case.next_on, case.next_kind) == (case.demand_deadline, LegalDate.DEADLINE)
    assert (case.children, case.opened_by) == ("yes", dorte)


def test_its_steps_are_owed_to_the_caretaker(dorte, case):
    steps = list(case.legalsteps.order_by("pk"))
    assert [step.kind for step in steps] == ["opened", "demand_received"]
    assert {(step.source, step.made_by, step.tenancy_id) for step in steps} == {
        (StepSource.LIST, dorte, case.tenancy_id)
    }
    assert steps[1].on == RECEIVED
    assert steps[1].values["deadline"] == str(case.demand_deadline)
    owed = Delivery.objects.filter(kind="legal_step")
    assert sorted(owed.values_list("subject_id", "estate_id")) == [(s.pk, case.estate_id) for s in steps]


@pytest.mark.parametrize(
    ("stage", "received", "status", "step"),
    [
        ("påkrav", None, EvictionStatus.DEMAND, LegalStepKind.DEMAND_ISSUED),
        ("ophævelse", None, EvictionStatus.TERMINATED, LegalStepKind.TERMINATED),
        ("fogedret", None, EvictionStatus.FILED, LegalStepKind.FILED),
    ],
)
def test_each_stage_is_a_step_without_a_day(dorte, tenancy, stage, received, status, step):
    told(dorte, line(stage, received))
    case = EvictionCase.objects.get()
    assert (case.status, kinds(case)) == (status, ["opened", step])
    assert (case.demand_received_on, case.demand_proof, case.demand_deadline) == (None, "", None)
    assert (case.next_on, case.next_kind) == next_date(case)
    assert case.legalsteps.get(kind=step).on is None


def test_plain_arrears_are_no_eviction_case(dorte, tenancy):
    told(dorte, line("restance"))
    told(dorte, line("rykker", amount="9.000,00"))
    assert not EvictionCase.objects.exists()
    assert not LegalStep.objects.exists()


def test_a_day_of_receipt_is_a_demand_also_without_a_stage(dorte, tenancy):
    header = ("Lejemål", "Saldo", "Forfald", "Påkrav modtaget")
    due, received = RECEIVED - dt.timedelta(days=20), f"{RECEIVED:%d-%m-%Y}"
    take(dorte, csv_file((REFERENCE, "100,00", f"{due:%d-%m-%Y}", received), header=header))
    assert EvictionCase.objects.get().status == EvictionStatus.DEMAND


def test_a_demand_older_than_the_arrears_beside_it_is_none(dorte, tenancy):
    told(dorte, line("restance", RECEIVED, due=RECEIVED + dt.timedelta(days=1)))
    assert not EvictionCase.objects.exists()


def test_the_same_list_again_changes_nothing(dorte, tenancy, case):
    before = EvictionCase.objects.values().get()
    told(dorte, line(received=RECEIVED))
    told(dorte, line(received=RECEIVED, amount="9.000,00"))
    assert EvictionCase.objects.values().get() == before
    assert LegalStep.objects.count() == 2


def test_an_open_case_goes_forward(dorte, tenancy, case):
    told(dorte, line("ophævelse", RECEIVED))
    told(dorte, line("fogedret", RECEIVED))
    case.refresh_from_db()
    assert (case.status, case.revision) == (EvictionStatus.FILED, 3)
    assert kinds(case)[2:] == ["terminated", "filed"]
    assert (case.next_on, case.next_kind) == next_date(case)
    assert Delivery.objects.filter(kind="legal_step").count() == 4


def test_a_day_told_later_gives_the_deadline(dorte, tenancy):
    told(dorte, line())
    told(dorte, line(received=RECEIVED))
    case = EvictionCase.objects.get()
    assert (case.demand_received_on, case.next_kind) == (RECEIVED, LegalDate.DEADLINE)
    assert case.next_on == case.demand_deadline == ArrearsNotice.objects.get().demand_deadline
    assert kinds(case) == ["opened", "demand_issued", "demand_received"]


def test_a_case_opened_by_hand_is_taken_forward(dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    told(dorte, line(received=RECEIVED))
    case.refresh_from_db()
    assert (case.status, case.demand_received_on) == (EvictionStatus.DEMAND, RECEIVED)
    assert EvictionCase.objects.count() == 1


def test_no_number_is_used_up_in_vain(dorte, tenancy, neighbour, case):
    told(dorte, line("ophævelse", RECEIVED))
    told(dorte, line("ophævelse", RECEIVED), line(reference=NEIGHBOUR))
    assert EvictionCase.objects.latest("pk").serial == case.serial + 1


def test_never_back(dorte, tenancy, case):
    case = terminate(actor=dorte, case=case, seen=case.revision, on=timezone.localdate())
    told(dorte, line(received=RECEIVED, amount="9.000,00"))
    case.refresh_from_db()
    assert (case.status, case.answer_reasons) == (EvictionStatus.TERMINATED, [])


def test_a_list_that_takes_a_step_back_is_asked_about(dorte, tenancy, case):
    told(dorte, line("ophævelse", RECEIVED))
    told(dorte, line("restance"))
    case.refresh_from_db()
    assert (case.status, case.demand_received_on) == (EvictionStatus.TERMINATED, RECEIVED)
    assert case.answer_reasons == [AnswerReason.LIST_DIFFERS]
    assert case.answer_since
    assert case.legalsteps.get(kind="list_differs").values["told"] == {"status": "arrears"}


def test_another_day_than_a_person_has_registered_changes_nothing_but_is_asked_about(dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    other = RECEIVED - dt.timedelta(days=1)
    receive_demand(actor=dorte, case=case, seen=case.revision, on=other, proof=ReceiptProof.POSTAL)
    told(dorte, line(received=RECEIVED))
    case.refresh_from_db()
    assert (case.demand_received_on, case.demand_proof) == (other, ReceiptProof.POSTAL)
    assert case.answer_reasons == [AnswerReason.LIST_DIFFERS]
    differs = case.legalsteps.get(kind="list_differs")
    assert differs.values["told"] == {"demand_received_on": str(RECEIVED)}
    assert not Delivery.objects.filter(kind="legal_step", subject_id=differs.pk).exists()


def test_the_same_day_as_a_person_has_registered_is_known(dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    receive_demand(actor=dorte, case=case, seen=case.revision, on=RECEIVED, proof=ReceiptProof.POSTAL)
    told(dorte, line(received=RECEIVED))
    case.refresh_from_db()
    assert (case.demand_proof, case.answer_reasons) == (ReceiptProof.POSTAL, [])
    assert "list_differs" not in kinds(case)


def test_what_a_list_told_a_list_may_correct_while_the_demand_runs(dorte, tenancy, case):
    other = RECEIVED + dt.timedelta(days=2)
    told(dorte, line(received=other))
    case.refresh_from_db()
    assert (case.demand_received_on, case.answer_reasons) == (other, [])
    assert case.next_on == case.demand_deadline == ArrearsNotice.objects.get().demand_deadline


def test_but_not_once_the_lease_is_terminated(dorte, tenancy, case):
    told(dorte, line("ophævelse", RECEIVED))
    told(dorte, line("ophævelse", RECEIVED + dt.timedelta(days=1)))
    case.refresh_from_db()
    assert (case.demand_received_on, case.answer_reasons) == (RECEIVED, [AnswerReason.LIST_DIFFERS])


def test_a_deadline_two_people_have_set_stays(dorte, tenancy, case):
    EvictionCase.objects.update(is_overridden=True)
    told(dorte, line(received=RECEIVED + dt.timedelta(days=1)))
    case.refresh_from_db()
    assert (case.demand_received_on, case.answer_reasons) == (RECEIVED, [AnswerReason.LIST_DIFFERS])


def test_a_decision_stands_until_something_new_is_told(dorte, tenancy, case):
    """Waived: the list, which lags behind, says the same with another amount."""
    told(dorte, line("ophævelse", RECEIVED))
    EvictionCase.objects.update(status=EvictionStatus.ARREARS)
    told(dorte, line("ophævelse", RECEIVED, amount="9.000,00"))
    case.refresh_from_db()
    assert case.status == EvictionStatus.ARREARS
    told(dorte, line("fogedret", RECEIVED, amount="9.000,00"))
    case.refresh_from_db()
    assert case.status == EvictionStatus.FILED


def test_not_again_for_the_same_demand_after_it_was_closed(dorte, tenancy, case):
    close(dorte, case)
    told(dorte, line(received=RECEIVED, amount="9.000,00"))
    assert EvictionCase.objects.count() == 1


def test_again_for_a_newer_demand(dorte, tenancy, case):
    close(dorte, case)
    told(dorte, line(received=RECEIVED + dt.timedelta(days=1)))
    assert EvictionCase.objects.open().get().demand_received_on == RECEIVED + dt.timedelta(days=1)


def test_again_for_a_step_further_than_where_it_was_closed(dorte, tenancy, case):
    """Closed as paid, and then the lease is terminated all the same: somebody must know."""
    close(dorte, case)
    told(dorte, line("ophævelse", RECEIVED))
    assert EvictionCase.objects.open().get().status == EvictionStatus.TERMINATED


def test_again_when_a_demand_without_a_day_comes_after_lists_without_one(dorte, tenancy):
    told(dorte, line())
    close(dorte, EvictionCase.objects.get())
    told(dorte, line(amount="9.000,00"))
    assert not EvictionCase.objects.open().exists()
    told(dorte, line("restance"))
    told(dorte, line())
    assert EvictionCase.objects.open().count() == 1


def test_a_jump_that_waits_tells_nothing_until_it_is_confirmed(dorte, tenancy):
    told(dorte, line("restance", amount="100,00"))
    second = told(dorte, line(received=RECEIVED, amount="50.000,00"))
    assert not EvictionCase.objects.exists()
    waiting.confirm_row(actor=dorte, arrears_list=second, row_number=2)
    assert EvictionCase.objects.get().claim_amount == 50000
    second.refresh_from_db()
    assert second.counts["evictions"] == 1


def test_an_older_list_settled_late_tells_nothing(dorte, tenancy, neighbour):
    october = told(dorte, line("ophævelse", reference="1204-0099-01"), line("restance", reference=NEIGHBOUR))
    told(dorte, line(received=RECEIVED), line("restance", reference=NEIGHBOUR))
    waiting.match_row(actor=dorte, arrears_list=october, row_number=2, tenancy=tenancy)
    assert EvictionCase.objects.get().status == EvictionStatus.DEMAND


def test_one_list_does_both_to_many(dorte, tenancy, neighbour, case):
    done = told(
        dorte,
        line("ophævelse", RECEIVED),
        line(received=RECEIVED, reference=NEIGHBOUR),
        line("restance", amount="10,00", reference="1204-0035-01"),
    )
    assert (done.counts["evictions"], done.counts["advanced"], done.counts["differing"]) == (1, 1, 0)
    assert set(EvictionCase.objects.values_list("status", flat=True)) == {"terminated", "demand"}


def about_cases(asked, *more):
    """But not what asks about instalment plans (services/plans_broken.py)."""
    names = ("evictions_evictioncase", *more)
    found = [query["sql"] for query in asked if any(name in query["sql"] for name in names)]
    return [sql for sql in found if "instalmentplan" not in sql]


def test_a_list_of_plain_arrears_asks_once_and_does_nothing(dorte, tenancy):
    with CaptureQueriesContext(connection) as asked:
        told(dorte, line("restance"))
    assert len(about_cases(asked)) == 1
    with CaptureQueriesContext(connection) as asked:
        told(dorte, line("restance"))
    assert not about_cases(asked)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_follow_the_number_of_cases(dorte, tenancy, number):
    stairwell = tenancy.dwelling.stairwell
    for n in range(number):
        TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=f"01{n:02d}"))
    lines = [line(reference=f"1204-01{n:02d}-01") for n in range(number)]
    told(dorte, *lines)
    moved = [line("ophævelse", reference=f"1204-01{n:02d}-01") for n in range(number)]
    with CaptureQueriesContext(connection) as asked:
        told(dorte, *moved)
    assert EvictionCase.objects.filter(status="terminated").count() == number
    assert len(about_cases(asked, "legalstep")) == 10


@pytest.mark.parametrize("stage", ["ophævelse", "fogedret"])
def test_a_termination_a_list_tells_of_without_contact_is_told_to_the_coordinator(
    dorte, freja, tenancy, stage
):
    told(dorte, line(stage))
    told(dorte, line(stage, amount="9.000,00"))
    lines = Delivery.objects.filter(kind="terminated_unseen")
    assert [row.recipient for row in lines] == [freja]


def test_with_contact_the_coordinator_hears_nothing_of_it(dorte, freja, case):
    EvictionCase.objects.update(contact_on=timezone.localdate())
    told(dorte, line("ophævelse", received=RECEIVED))
    assert not Delivery.objects.filter(kind="terminated_unseen").exists()
