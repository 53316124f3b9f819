"""People, lists and programs at the same case at once: nobody's word is lost, and nothing is there twice."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from evictions.choices import LegalStepKind
from evictions.models import EvictionCase, LegalStep
from evictions.services.eviction_cases import open_eviction
from evictions.services.legal_steps import terminate
from evictions.services.told_steps import take_step
from evictions.tests.races import others, until_through_or_waiting
from evictions.tests.test_list_concurrency import TIMES, at_once
from evictions.tests.test_told_by_lists import RECEIVED, line, told
from evictions.told_rules import ToldStep
from notifications.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
TERMINATED = ToldStep(LegalStepKind.TERMINATED, TODAY, {"terminated_on": TODAY})


def again(user):
    return User.objects.get(pk=user.pk)


def test_the_same_list_ten_times(dorte, tenancy):
    at_once(lambda number: told(again(dorte), line(received=RECEIVED)).status)
    assert EvictionCase.objects.count() == 1
    assert sorted(LegalStep.objects.values_list("kind", flat=True)) == ["demand_received", "opened"]
    assert Delivery.objects.filter(kind="legal_step").count() == 2


def test_the_same_step_ten_times(dorte, tenancy):
    def work(number):
        return str(take_step(actor=again(dorte), tenancy=tenancy, told=TERMINATED, key="api:1").result)

    assert sorted(at_once(work)) == ["known"] * (TIMES - 1) + ["taken"]
    assert (EvictionCase.objects.count(), LegalStep.objects.count()) == (1, 2)


def test_a_case_opened_by_hand_meanwhile_is_the_one_the_list_takes_forward(dorte, tenancy):
    with others() as start:
        with transaction.atomic():
            case = open_eviction(actor=dorte, tenancy=tenancy)
            listed = start(lambda: told(again(dorte), line(received=RECEIVED)))
            until_through_or_waiting(listed)
        counts = listed.result().counts
    case.refresh_from_db()
    assert (EvictionCase.objects.count(), case.origin, case.status) == (1, "hand", "demand")
    assert (counts["evictions"], counts["advanced"]) == (0, 1)


def test_or_the_program(dorte, tenancy):
    with others() as start:
        with transaction.atomic():
            case = open_eviction(actor=dorte, tenancy=tenancy)
            step = start(lambda: take_step(actor=again(dorte), tenancy=tenancy, told=TERMINATED))
            until_through_or_waiting(step)
        assert step.result().case == case
    case.refresh_from_db()
    assert (EvictionCase.objects.count(), case.status, case.terminated_on) == (1, "terminated", TODAY)


def test_a_list_judges_what_a_person_has_just_written(dorte, tenancy):
    told(dorte, line())
    case = EvictionCase.objects.get()
    on = TODAY - dt.timedelta(days=1)
    with others() as start:
        with transaction.atomic():
            terminate(actor=dorte, case=case, seen=case.revision, on=on)
            listed = start(lambda: told(again(dorte), line("ophævelse")))
            until_through_or_waiting(listed)
        listed.result()
    case.refresh_from_db()
    assert (case.status, case.terminated_on, case.revision) == ("terminated", on, 2)
    assert case.legalsteps.filter(kind="terminated").count() == 1
