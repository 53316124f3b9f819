"""The card that says what is told otherwise than what stands, until somebody has answered."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.phrases import say_day
from evictions.choices import ReceiptProof
from evictions.models import EvictionCase
from evictions.services.eviction_cases import open_eviction
from evictions.services.legal_steps import receive_demand, terminate
from evictions.services.lists import undo_list
from evictions.tests.test_told_by_lists import RECEIVED, line, told

pytestmark = pytest.mark.django_db
OTHER = RECEIVED - dt.timedelta(days=1)
CARD = 'id="listen-siger"'


@pytest.fixture
def show(login):
    def _show(person):
        case = EvictionCase.objects.latest("pk")
        return login(person).get(f"/udsaettelser/{case.pk}/").content.decode()

    return _show


@pytest.fixture
def case(dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    return receive_demand(actor=dorte, case=case, seen=case.revision, on=OTHER, proof=ReceiptProof.POSTAL)


def test_nothing_while_nothing_differs(dorte, case, show):
    assert CARD not in show(dorte)


def test_both_days_and_who_told(dorte, case, show):
    told(dorte, line(received=RECEIVED))
    card = show(dorte).split(CARD, 1)[1]
    assert "Påkrav kommet frem" in card
    assert say_day(RECEIVED) in card and say_day(OTHER) in card
    assert "Restanceliste i dag kl." in card


def test_a_step_back(dorte, tenancy, show):
    told(dorte, line("ophævelse"))
    told(dorte, line("restance"))
    card = show(dorte).split(CARD, 1)[1]
    assert '<td data-label="Fortalt">Restance</td>' in card
    assert '<td data-label="Registreret">Ophævet</td>' in card


def test_a_list_that_was_undone(dorte, tenancy, show):
    arrears_list = told(dorte, line(received=RECEIVED))
    case = EvictionCase.objects.get()
    terminate(actor=dorte, case=case, seen=case.revision, on=timezone.localdate())
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert "Restancelisten er fortrudt" in show(dorte)


def test_what_was_put_right_since_differs_no_more(dorte, case, show):
    told(dorte, line(received=RECEIVED))
    case.refresh_from_db()
    receive_demand(actor=dorte, case=case, seen=case.revision, on=RECEIVED, proof=ReceiptProof.POSTAL)
    assert "Der mangler kun et svar" in show(dorte)


def test_it_is_the_administration_s(dorte, anna, freja, case, show):
    told(dorte, line(received=RECEIVED))
    for person in (anna, freja):
        assert CARD not in show(person)


def test_it_asks_the_database_nothing(dorte, case, login):
    client, address = login(dorte), f"/udsaettelser/{case.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    told(dorte, line(received=RECEIVED))
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)
