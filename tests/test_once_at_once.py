"""Two sends of one form at the same moment, through the whole server: the second waits for the first, and
leads where it led; when the first comes to nothing, the second does it."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, SentForm, User
from accounts.services.once import claim_form
from cases.models import CasePerson, Handover, Partner, Referral, SupportPlanGoal
from cases.tests.bridge import partner_of
from core.once import digest_of
from evictions.tests.races import others, until_through_or_waiting
from notifications.models import Delivery
from tests.case_factories import CaseFactory
from tests.once_table import handed

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


def at_once(user, url, data):
    """The same form in TIMES browsers' requests of one session, which start together: their answers."""
    client = Client()
    client.force_login(user)
    cookie, start = client.cookies["sessionid"].value, Barrier(TIMES)

    def send(_turn):
        try:
            twin = Client()
            twin.cookies["sessionid"] = cookie
            start.wait(timeout=30)
            answer = twin.post(url, data)
            return answer.status_code, answer.headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(send, range(TIMES)))


def once(data):
    return {**data, "once": str(uuid.uuid4())}


def goal(case, colleague):
    return reverse("goal_add", args=[case.pk]), {"text": "Åbne posten"}, SupportPlanGoal


def person(case, colleague):
    return reverse("person_add", args=[case.pk]), {"kind": "relative", "name": "Søster"}, CasePerson


def partner(case, colleague):
    return reverse("partner_create"), {"kind": "other", "name": "Frivilligcentret"}, Partner


def referral(case, colleague):
    to = partner_of(case.organisation)
    said = {"partner": to.pk, "subject": "Et møde", "data_kinds": ["contact"], "ground": ""}
    return reverse("referral_create", args=[case.pk]), said, Referral


def handover(case, colleague):
    return reverse("handover_create"), handed(case, colleague.membership), Handover


@pytest.mark.parametrize("form", [goal, person, partner, referral, handover])
def test_four_at_once_make_one(form, anna, bo, case):
    url, data, model = form(case, bo)
    answers = at_once(anna, url, once(data))
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 302
    assert model.objects.count() == SentForm.objects.count() == 1
    assert Delivery.objects.count() == (model is Handover)


def test_four_at_once_make_one_key_and_one_person(dorte, gry):
    keys = at_once(dorte, reverse("token_create"), once({"name": "Lejesystem"}))
    assert len(set(keys)) == ApiToken.objects.count() == 1
    new = {"name": "Nina Nybo", "email": "nina@example.dk", "roles": ["caretaker"]}
    people = at_once(gry, reverse("people_create"), once(new))
    nina = User.objects.get(email="nina@example.dk")
    assert set(people) == {(302, reverse("people_detail", args=[nina.pk]))}
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("succeeds", [True, False])
def test_the_second_waits_for_what_becomes_of_the_first(succeeds, rf, anna, case):
    url, data, model = goal(case, None)
    sent = once(data)
    digest = digest_of(rf.post(url, sent))
    client = Client()
    client.force_login(anna)
    with others() as start:
        with transaction.atomic():
            assert claim_form(actor=anna, digest=digest) is None
            SentForm.objects.update(location="/sager/1/")
            second = start(lambda: client.post(url, sent))
            until_through_or_waiting(second)
            assert not second.done()
            transaction.set_rollback(not succeeds)
        answer = second.result(timeout=30)
    assert answer.status_code == 302
    assert (answer["Location"] == "/sager/1/") is succeeds
    assert model.objects.count() == (not succeeds)
