"""Looking again after 3, 6 and 12 months: planned at closing, proposed by lists, answered by a person."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError
from core.months import months_after
from evictions.models import ArrearsRecheck
from evictions.services.eviction_cases import close_eviction, reopen_eviction
from evictions.services.rechecks import confirm_recheck, propose_rechecks
from tests.eviction_factories import ArrearsRecheckFactory, EvictionCaseFactory
from tests.factories import ArrearsNoticeFactory, TenancyFactory

TODAY = timezone.localdate()


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


def close(dorte, case, outcome="instalment_agreement"):
    return close_eviction(actor=dorte, case=case, seen=case.revision, outcome=outcome)


def test_an_averted_case_is_looked_at_three_times(dorte, case):
    close(dorte, case)
    due = ArrearsRecheck.objects.order_by("months").values_list("months", "due_on")
    assert list(due) == [(months, months_after(TODAY, months)) for months in (3, 6, 12)]


@pytest.mark.parametrize("outcome", ["evicted", "tenant_died", "voluntary_move_before_court", "unknown"])
def test_of_the_others_nothing_is_asked(dorte, case, outcome):
    close(dorte, case, outcome)
    assert not ArrearsRecheck.objects.exists()


def test_reopening_takes_back_what_nobody_has_answered(dorte, case):
    case = close(dorte, case)
    answered = ArrearsRecheck.objects.get(months=3)
    ArrearsRecheck.objects.filter(pk=answered.pk).update(due_on=TODAY)
    confirm_recheck(actor=dorte, recheck=answered, result="moved")
    reopen_eviction(actor=dorte, case=case, seen=case.revision)
    assert [recheck.pk for recheck in ArrearsRecheck.objects.all()] == [answered.pk]


def test_the_newest_list_proposes_and_twice_changes_nothing(case):
    in_arrears = ArrearsRecheckFactory(eviction_case=case)
    ArrearsNoticeFactory(tenancy=case.tenancy, amount="4100.00")
    without = ArrearsRecheckFactory()
    gone = ArrearsRecheckFactory(
        eviction_case__tenancy=TenancyFactory(
            starts_on=TODAY - dt.timedelta(days=90), ends_on=TODAY - dt.timedelta(days=9)
        )
    )
    ahead = ArrearsRecheckFactory(due_on=TODAY + dt.timedelta(days=1))
    assert propose_rechecks(TODAY) == 3
    assert propose_rechecks(TODAY) == 0
    for recheck in (in_arrears, without, gone, ahead):
        recheck.refresh_from_db()
    assert (in_arrears.proposed, str(in_arrears.owed)) == ("lives_in_arrears", "4100.00")
    assert (without.proposed, without.owed) == ("lives_without_arrears", None)
    assert (gone.proposed, ahead.proposed) == ("moved", "")


def test_a_person_answers_once(dorte, case):
    recheck = ArrearsRecheckFactory(eviction_case=case)
    confirm_recheck(actor=dorte, recheck=recheck, result="lives_without_arrears")
    recheck.refresh_from_db()
    assert (recheck.result, recheck.made_by) == ("lives_without_arrears", dorte)
    confirm_recheck(actor=dorte, recheck=recheck, result="lives_without_arrears")
    with pytest.raises(DomainError, match="Bor der, uden restance"):
        confirm_recheck(actor=dorte, recheck=recheck, result="moved")


@pytest.mark.parametrize("result", ["", "saved"])
def test_an_unknown_answer_is_refused(dorte, case, result):
    with pytest.raises(DomainError, match="Vælg"):
        confirm_recheck(actor=dorte, recheck=ArrearsRecheckFactory(eviction_case=case), result=result)


def test_it_is_too_early_before_the_day(dorte, case):
    recheck = ArrearsRecheckFactory(eviction_case=case, due_on=TODAY + dt.timedelta(days=1))
    with pytest.raises(DomainError, match="for tidligt"):
        confirm_recheck(actor=dorte, recheck=recheck, result="moved")


def test_the_database_wants_somebody_behind_every_answer(case):
    recheck = ArrearsRecheckFactory(eviction_case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArrearsRecheck.objects.filter(pk=recheck.pk).update(result="moved", confirmed_at=timezone.now())


def test_the_page_asks_and_takes_the_answer(login, dorte, case):
    recheck = ArrearsRecheckFactory(eviction_case=case)
    propose_rechecks(TODAY)
    client = login(dorte)
    page = client.get(reverse("recheck_list")).content.decode()
    assert "Lærkevej 8, 3. th" in page
    assert "Det passer" in page
    client.post(reverse("recheck_confirm", args=[recheck.pk]), {"result": "lives_without_arrears"})
    assert "Ingen efterkontrol venter" in client.get(reverse("recheck_list")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(login, dorte, laerke, rows, django_assert_max_num_queries):
    for _number in range(rows):
        ArrearsRecheckFactory(eviction_case__tenancy=TenancyFactory(dwelling__stairwell__estate=laerke))
    client = login(dorte)
    client.get(reverse("recheck_list"))
    with django_assert_max_num_queries(7):
        client.get(reverse("recheck_list"))
