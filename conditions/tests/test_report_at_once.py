"""One form sent several times at the same moment: one report, one delivery, and nobody fails."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from conditions.models import ConcernFlag
from conditions.services.reports import ConcernConflictError
from conditions.tests.reporting import report
from notifications.models import Delivery
from residents.models import Dwelling

pytestmark = pytest.mark.django_db(transaction=True)


def submit(email, dwelling_pk, client_uuid, note=""):
    try:
        actor, dwelling = User.objects.get(email=email), Dwelling.objects.get(pk=dwelling_pk)
        return report(actor, dwelling, client_uuid=client_uuid, note=note)[0].pk
    except ConcernConflictError:
        return "conflict"
    finally:
        connection.close()


def at_once(*calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: submit(*call), calls))


def test_the_same_form_four_times(erik, dwelling):
    form = (erik.email, dwelling.pk, uuid.uuid4())
    assert len(set(at_once(form, form, form, form))) == 1
    assert ConcernFlag.objects.count() == Delivery.objects.count() == 1


def test_one_id_with_two_sets_of_words(erik, dwelling):
    client_uuid = uuid.uuid4()
    answers = at_once(
        (erik.email, dwelling.pk, client_uuid, "Lugt i gangen"),
        (erik.email, dwelling.pk, client_uuid, "Lugt i kælderen"),
    )
    assert answers.count("conflict") == 1
    assert ConcernFlag.objects.count() == Delivery.objects.count() == 1
