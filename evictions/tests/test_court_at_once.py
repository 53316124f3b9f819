"""Two people at once at the same day or letter: one wins, the other is told, and nothing is there twice."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from evictions.models import EvictionCase, EvictionLetter, Hearing, LegalStep
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.hearings import When, call_off_hearing, move_hearing, set_hearing
from evictions.services.letters import send_letter, write_letter
from evictions.services.reminders import remind_of_hearings
from evictions.tests.races import others, until_through_or_waiting
from evictions.tests.test_letters import ASKED
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory, HearingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def when(days):
    moment = timezone.localtime() + dt.timedelta(days=days)
    return When(moment.replace(hour=9, minute=30, second=0, microsecond=0), "court", "Retten i Fjordby")


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="filed")


def test_a_day_is_set_twice_at_once(dorte, case):
    seen = case.revision
    with others() as start:
        with transaction.atomic():
            set_hearing(actor=dorte, case=case, seen=seen, kind="hearing", when=when(10))
            second = start(
                lambda: set_hearing(actor=dorte, case=case, seen=seen, kind="hearing", when=when(11))
            )
            until_through_or_waiting(second)
        assert isinstance(second.exception(), EvictionChangedError)
    assert Hearing.objects.count() == 1


def test_moved_by_one_while_another_calls_it_off(dorte, case):
    hearing = HearingFactory(eviction_case=case)
    seen = case.revision
    with others() as start:
        with transaction.atomic():
            move_hearing(actor=dorte, hearing=hearing, seen=seen, when=when(12))
            second = start(lambda: call_off_hearing(actor=dorte, hearing=hearing, seen=seen))
            until_through_or_waiting(second)
        assert isinstance(second.exception(), EvictionChangedError)
    assert sorted(Hearing.objects.values_list("status", flat=True)) == ["moved", "set"]
    assert EvictionCase.objects.get().hearing_at == Hearing.objects.get(status="set").at


def test_a_letter_is_written_and_sent_twice_at_once(anna, case):
    def write():
        return write_letter(actor=anna, case=case, kind="help", language="da", asked=ASKED["help"])

    with others() as start:
        with transaction.atomic():
            letter = write()
            second = start(write)
            until_through_or_waiting(second)
        assert second.result().pk == letter.pk
        said = {"letter": letter, "seen": case.revision, "on": timezone.localdate(), "proof": "I postkassen"}
        with transaction.atomic():
            send_letter(actor=anna, **said)
            second = start(lambda: send_letter(actor=anna, **said))
            until_through_or_waiting(second)
        assert isinstance(second.exception(), DomainError)
    assert EvictionLetter.objects.count() == 1
    assert LegalStep.objects.count() == 1


def test_the_reminders_run_twice_at_once(case):
    HearingFactory(
        eviction_case=case, at=dt.datetime(2126, 12, 15, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    )
    day = dt.date(2126, 12, 6)
    with others() as start:
        with transaction.atomic():
            assert remind_of_hearings(day) == 1
            second = start(lambda: remind_of_hearings(day))
            until_through_or_waiting(second)
        assert second.result() == 0
    assert Delivery.objects.count() == 1
