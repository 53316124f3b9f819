"""Two who decide at once, for real: one wins, the other is told."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import User
from evictions.models import EvictionCase, ReviewDecision
from evictions.review.effects import Resolution
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.reviews import NotDecided, decide, decide_many
from evictions.services.undoing_reviews import undo_decision
from evictions.tests.races import others, until_through_or_waiting
from evictions.tests.review_cases import eviction
from notifications.models import Delivery
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
GO_ON, RECALL = Resolution("go_on", "Ingen aftale"), Resolution("withdraw", "Beløbet var forkert")


@pytest.fixture
def bente(fjordbo):
    return MembershipFactory(organisation=fjordbo, role="administration", user__name="Bente Bech").user


def user(person):
    return User.objects.get(pk=person.pk)


def test_of_two_people_one_wins_and_the_other_is_told_who_decided_what(dorte, bente, laerke):
    case = eviction(laerke)

    def slower():
        return decide(actor=user(bente), case=case, seen=1, resolution=RECALL)

    with others() as start:
        with transaction.atomic():
            decide(actor=dorte, case=case, seen=1, resolution=GO_ON)
            future = start(slower)
            until_through_or_waiting(future)
        with pytest.raises(EvictionChangedError, match="besluttet: Fortsæt« af Dorte Dahl"):
            future.result()
    case.refresh_from_db()
    assert (case.status, case.revision, ReviewDecision.objects.get().made_by) == ("demand", 2, dorte)


def test_a_batch_that_is_slower_decides_the_others(dorte, bente, laerke):
    cases = [eviction(laerke, number) for number in range(1, 4)]

    def slower():
        seen = {case.pk: 1 for case in cases}
        return decide_many(actor=user(bente), seen=seen, resolution=RECALL, batch=uuid.uuid4())

    with others() as start:
        with transaction.atomic():
            decide(actor=dorte, case=cases[1], seen=1, resolution=GO_ON)
            future = start(slower)
            until_through_or_waiting(future)
        assert future.result() == {cases[1].pk: NotDecided.CHANGED}
    assert list(EvictionCase.objects.order_by("pk").values_list("status", flat=True)) == [
        "arrears",
        "demand",
        "arrears",
    ]


def at_once(*work):
    def closed(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(closed, work))


def test_the_same_batch_sent_many_times_at_once_decides_once(dorte, laerke):
    cases = [eviction(laerke, number) for number in range(1, 6)]
    seen, batch = {case.pk: 1 for case in cases}, uuid.uuid4()

    def send():
        return decide_many(actor=user(dorte), seen=seen, resolution=GO_ON, batch=batch)

    assert at_once(*[send] * 6) == [{}] * 6
    assert ReviewDecision.objects.count() == 5
    assert Delivery.objects.filter(kind="legal_step").count() == 5


def test_batches_that_overlap_in_any_order_never_wait_for_each_other_for_ever(dorte, bente, laerke):
    cases = [eviction(laerke, number) for number in range(1, 9)]
    forward = {case.pk: 1 for case in cases}
    backward = dict(reversed(forward.items()))

    def send(person, seen):
        return lambda: decide_many(actor=user(person), seen=seen, resolution=GO_ON, batch=uuid.uuid4())

    refused = at_once(*[send(person, seen) for person in (dorte, bente) for seen in (forward, backward)])
    assert sum(len(each) for each in refused) == 3 * len(cases)
    assert ReviewDecision.objects.count() == len(cases)


def test_undoing_waits_for_who_is_building_on_it(dorte, bente, laerke):
    case = eviction(laerke)
    decide(actor=dorte, case=case, seen=1, resolution=GO_ON)

    with others() as start:
        with transaction.atomic():
            decide(actor=bente, case=case, seen=2, resolution=RECALL)
            future = start(lambda: undo_decision(actor=user(dorte), case=case))
            until_through_or_waiting(future)
        with pytest.raises(Exception, match="kan ikke fortrydes"):
            future.result()
