"""Two submits at the same moment: one row, one next step, nobody fails."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from cases.choices import VisitResult
from cases.models import FollowUp, Visit
from cases.services.visits import log_visit
from residents.models import Tenancy
from tests.factories import ArrearsNoticeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def submit(email, tenancy_pk, client_uuid):
    try:
        return log_visit(
            actor=User.objects.get(email=email),
            tenancy=Tenancy.objects.get(pk=tenancy_pk),
            result=VisitResult.NOT_HOME,
            client_uuid=client_uuid,
        ).pk
    finally:
        connection.close()


def at_once(*calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: submit(*call), calls))


def test_one_form_sent_four_times_at_once_makes_one_row(anna, tenancy):
    form = (anna.email, tenancy.pk, uuid.uuid4())
    assert len(set(at_once(form, form, form, form))) == 1
    assert Visit.objects.count() == FollowUp.objects.count() == 1


def test_two_people_at_one_door_leave_one_next_step(anna, bo, tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    at_once((anna.email, tenancy.pk, uuid.uuid4()), (bo.email, tenancy.pk, uuid.uuid4()))
    assert Visit.objects.count() == 2
    assert FollowUp.objects.open().count() == 1
    notice.refresh_from_db()
    assert notice.attempts == 2
