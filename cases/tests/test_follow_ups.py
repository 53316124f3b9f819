"""Moving and dropping a next step."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import FollowUp
from cases.services.follow_ups import drop_follow_up, move_follow_up
from core.errors import DomainError
from tests.factories import FollowUpFactory


@pytest.fixture
def promised(anna, tenancy):
    return FollowUpFactory(tenancy=tenancy, caretaker=anna)


def test_another_day_and_text(anna, promised):
    day = timezone.localdate() + dt.timedelta(days=5)
    move_follow_up(actor=anna, follow_up=promised, due_on=day, text="Ring om aftalen")
    promised.refresh_from_db()
    assert (promised.due_on, promised.text) == (day, "Ring om aftalen")


def test_a_colleague_who_moves_it_takes_it_over(bo, promised):
    move_follow_up(actor=bo, follow_up=promised, due_on=timezone.localdate(), text="Bo ringer")
    promised.refresh_from_db()
    assert promised.caretaker == bo


def test_one_that_was_kept_cannot_be_moved(anna, promised):
    FollowUp.objects.update(done_at=timezone.now())
    with pytest.raises(DomainError, match="allerede afsluttet"):
        move_follow_up(actor=anna, follow_up=promised, due_on=timezone.localdate(), text="Ring")


def test_dropping_twice_changes_nothing(anna, promised):
    first = drop_follow_up(actor=anna, follow_up=promised).cancelled_at
    assert first is not None
    assert drop_follow_up(actor=anna, follow_up=promised).cancelled_at == first


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja"])
def test_others_may_not(who, promised, request):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        move_follow_up(actor=actor, follow_up=promised, due_on=timezone.localdate(), text="Ring")
    with pytest.raises(PermissionDenied):
        drop_follow_up(actor=actor, follow_up=promised)
