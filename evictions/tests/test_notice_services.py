"""Seen by opening, closed or kept open by the administration."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from core.errors import DomainError
from evictions.choices import NOTICE_TRANSITIONS, CloseReason, NoticeStatus
from evictions.models import ArrearsNotice
from evictions.services.notices import close_notice, keep_notice_open, mark_seen
from notifications.choices import DeliveryKind, DeliveryStatus
from notifications.models import Delivery, InboxItem
from tests.factories import AbsenceFactory, ArrearsNoticeFactory


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


def put_in_inbox(notice, user):
    delivery = Delivery.objects.create(
        kind=DeliveryKind.ARREARS_NOTICE,
        subject_id=notice.pk,
        organisation_id=notice.organisation_id,
        estate_id=notice.estate_id,
        status=DeliveryStatus.DELIVERED,
    )
    return InboxItem.objects.create(
        delivery=delivery,
        recipient=user,
        organisation_id=notice.organisation_id,
        kind=DeliveryKind.ARREARS_NOTICE,
        subject_id=notice.pk,
    )


def test_the_responsible_caretaker_marks_it_seen_and_read(anna, notice):
    item = put_in_inbox(notice, anna)
    assert mark_seen(actor=anna, notice=notice)
    notice.refresh_from_db()
    item.refresh_from_db()
    assert (notice.seen_by, notice.seen_revision) == (anna, 1)
    assert notice.seen_at is not None
    assert item.read_at is not None


def test_seeing_twice_is_new_once_and_the_first_time_stays(anna, notice):
    mark_seen(actor=anna, notice=notice)
    notice.refresh_from_db()
    first = notice.seen_at
    assert not mark_seen(actor=anna, notice=notice)
    ArrearsNotice.objects.update(revision=2)
    notice.refresh_from_db()
    assert mark_seen(actor=anna, notice=notice)
    notice.refresh_from_db()
    assert (notice.seen_at, notice.seen_revision) == (first, 2)


def test_a_colleague_looking_does_not_make_it_seen(bo, notice):
    assert not mark_seen(actor=bo, notice=notice)
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_the_stand_in_makes_it_seen(anna, bo, notice):
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert mark_seen(actor=User.objects.get(pk=bo.pk), notice=notice)
    notice.refresh_from_db()
    assert notice.seen_by == bo


@pytest.mark.parametrize("status", [NoticeStatus.OPEN, NoticeStatus.PROPOSED])
def test_the_administration_closes_with_a_reason(dorte, notice, status):
    ArrearsNotice.objects.update(status=status)
    notice.refresh_from_db()
    close_notice(actor=dorte, notice=notice, reason=CloseReason.PAID)
    assert (notice.status, notice.closed_by, notice.close_reason) == (NoticeStatus.CLOSED, dorte, "paid")
    assert notice.closed_at is not None


def test_a_proposal_is_answered_with_still_in_arrears(dorte, notice):
    ArrearsNotice.objects.update(status=NoticeStatus.PROPOSED, missing_from=notice.last_list)
    notice.refresh_from_db()
    keep_notice_open(actor=dorte, notice=notice)
    assert (notice.status, notice.missing_from) == (NoticeStatus.OPEN, None)


def test_only_what_the_table_of_moves_allows(dorte, notice):
    for status in NoticeStatus.values:
        ArrearsNotice.objects.update(status=status, closed_at="2026-11-01T08:00:00Z")
        notice.refresh_from_db()
        if NoticeStatus.CLOSED in NOTICE_TRANSITIONS[status]:
            continue
        with pytest.raises(DomainError):
            close_notice(actor=dorte, notice=notice, reason=CloseReason.PAID)


def test_refusals_are_sentences(dorte, notice):
    with pytest.raises(DomainError, match="Vælg, hvorfor"):
        close_notice(actor=dorte, notice=notice, reason="bored")
    with pytest.raises(DomainError, match="ikke foreslået"):
        keep_notice_open(actor=dorte, notice=notice)


def test_what_changed_meanwhile_is_looked_at_again(dorte, notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(status=NoticeStatus.PROPOSED)
    with pytest.raises(DomainError, match="ændret, siden"):
        close_notice(actor=dorte, notice=notice, reason=CloseReason.PAID)


@pytest.mark.parametrize("who", ["anna", "carla", "erik", "freja", "gry"])
def test_nobody_else_closes(who, notice, request):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        close_notice(actor=actor, notice=notice, reason=CloseReason.PAID)
    with pytest.raises(PermissionDenied):
        keep_notice_open(actor=actor, notice=notice)
