"""Two caretakers open a case for one household at the same moment: one case, and the other is led to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, CaseAssignment
from cases.services.cases import CaseExistsError, open_case, reopen_case
from residents.models import Tenancy
from tests.case_factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_database_decides(anna, bo, tenancy):
    together = Barrier(4)

    def try_it(email):
        try:
            actor = User.objects.get(email=email)
            household = Tenancy.objects.get(pk=tenancy.pk)
            assert actor.membership.estate_ids
            together.wait(timeout=30)
            return open_case(actor=actor, tenancy=household, origin="notice", about="Husleje").pk
        except CaseExistsError as refused:
            return -refused.case.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(try_it, [anna.email, bo.email, anna.email, bo.email]))
    case = Case.objects.get()
    assert sorted(answers) == [-case.pk] * 3 + [case.pk]
    assert CaseAssignment.objects.count() == 1


@pytest.fixture
def shut(anna, tenancy):
    return CaseFactory(
        tenancy=tenancy,
        responsible=anna.membership,
        assigned=False,
        status="closed",
        outcome="helped",
        closed_at=timezone.now(),
        closed_by=anna,
    )


def test_reopening_and_opening_at_once_leave_one(anna, bo, tenancy, shut):
    together = Barrier(2)

    def try_it(act):
        try:
            together.wait(timeout=30)
            return act().pk
        except CaseExistsError as refused:
            return -refused.case.pk
        finally:
            connection.close()

    def reopen():
        case = Case.objects.select_related("tenancy").get(pk=shut.pk)
        return reopen_case(actor=User.objects.get(email=anna.email), case=case)

    def begin():
        household = Tenancy.objects.get(pk=tenancy.pk)
        return open_case(
            actor=User.objects.get(email=bo.email), tenancy=household, origin="notice", about="Husleje"
        )

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(try_it, [reopen, begin]))
    case = Case.objects.open().get()
    assert sorted(answers) == [-case.pk, case.pk]


def test_one_that_was_written_without_waiting_is_named_too(anna, tenancy, shut):
    """The index decides where the lock does not."""
    written = Event()

    def write():
        try:
            with transaction.atomic():
                case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
                written.set()
                connection.cursor().execute("SELECT pg_sleep(1)")
                return case.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(write)
        assert written.wait(timeout=30)
        with pytest.raises(CaseExistsError) as refused:
            reopen_case(actor=anna, case=shut)
        assert refused.value.case.pk == other.result()
