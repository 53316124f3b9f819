"""A decision to go on can be taken back for ten minutes, while nobody has built on it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.models import ReviewDecision
from evictions.review.effects import Resolution
from evictions.services.legal_steps import notify_municipality
from evictions.services.reviews import decide
from evictions.services.undoing_reviews import UNDO_WINDOW, may_undo, undo_decision
from evictions.tests.review_cases import asks, eviction
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.eviction_factories import LegalStepFactory, StandstillReasonFactory, StatementFactory, days_ahead
from tests.factories import MembershipFactory

GO_ON = Resolution("go_on", "Ingen aftale")


@pytest.fixture
def case(laerke):
    return eviction(laerke, **asks("statement"))


def decided(actor, case, resolution=GO_ON):
    decision = decide(actor=actor, case=case, seen=case.revision, resolution=resolution)
    case.refresh_from_db()
    return decision


def newest(case):
    return case.legalsteps.order_by("-pk").first()


def test_it_stands_as_before_and_the_caretaker_never_hears_of_it(dorte, anna, case):
    statement, since = StatementFactory(eviction_case=case), case.answer_since
    decision = decided(dorte, case)
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    assert InboxItem.objects.filter(recipient=anna).count() == 1
    undo_decision(actor=dorte, case=case)
    case.refresh_from_db()
    statement.refresh_from_db()
    assert (case.answer_since, case.answer_reasons, case.reviewed_at) == (since, ["statement"], None)
    assert (statement.status, statement.answered_at) == ("sent", None)
    assert not InboxItem.objects.filter(recipient=anna).exists()
    assert ReviewDecision.objects.get() == decision
    step = newest(case)
    assert (step.kind, step.values) == ("put_right", {"undone": decision.pk})
    assert step.reason == "Beslutningen »Fortsæt« er fortrudt."


def test_it_is_taken_back_once(dorte, case):
    decided(dorte, case)
    undo_decision(actor=dorte, case=case)
    with pytest.raises(DomainError, match="kan ikke fortrydes"):
        undo_decision(actor=dorte, case=case)


def test_what_was_reviewed_before_is_so_again(dorte, case):
    decided(dorte, case)
    first = case.reviewed_at
    decided(dorte, case, Resolution("go_on", "Stadig ingen aftale"))
    undo_decision(actor=dorte, case=case)
    case.refresh_from_db()
    assert case.reviewed_at == first


def test_not_once_somebody_has_built_on_it(dorte, case):
    decided(dorte, case)
    notify_municipality(
        actor=dorte, case=case, seen=case.revision, on=timezone.localdate(), proof="Kvittering 7"
    )
    with pytest.raises(DomainError):
        undo_decision(actor=dorte, case=case)


def test_a_letter_is_nothing_built_on_it(dorte, case):
    decided(dorte, case)
    LegalStepFactory(eviction_case=case, kind="letter_sent", on=None)
    undo_decision(actor=dorte, case=case)
    case.refresh_from_db()
    assert case.reviewed_at is None


def test_not_after_ten_minutes_nor_by_another(dorte, case, fjordbo):
    decided(dorte, case)
    step = newest(case)
    assert may_undo(dorte, case, step)
    other = MembershipFactory(organisation=fjordbo, role="administration").user
    assert not may_undo(other, case, step)
    step.happened_at -= UNDO_WINDOW + dt.timedelta(seconds=1)
    assert not may_undo(dorte, case, step)


def test_not_what_has_effects_of_its_own(dorte, case, fjordbo):
    reason = StandstillReasonFactory(organisation=fjordbo)
    decided(dorte, case, Resolution("pause", "Venter", days_ahead(9), reason))
    with pytest.raises(DomainError):
        undo_decision(actor=dorte, case=case)


@pytest.mark.parametrize("who", ["anna", "freja", "erik"])
def test_only_the_administration(request, who, dorte, case):
    decided(dorte, case)
    with pytest.raises(PermissionDenied):
        undo_decision(actor=request.getfixturevalue(who), case=case)
