"""Two caretakers open a case for one household at the same moment: one case, and the other is led to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from cases.models import Case, CaseAssignment
from cases.services.cases import CaseExistsError, open_case
from residents.models import Tenancy

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
