"""What visits and next steps do to the open notice: taken, contact, attempts, next date; and undo."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.choices import VisitResult
from cases.next_try import NextStep
from cases.services.follow_ups import drop_follow_up
from cases.services.visits import log_visit, undo_visit
from evictions.choices import NoticeStatus
from tests.factories import ArrearsNoticeFactory, VisitFactory


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


def log(actor, tenancy, result, **options):
    return log_visit(actor=actor, tenancy=tenancy, result=result, client_uuid=uuid.uuid4(), **options)


def facts(notice):
    notice.refresh_from_db()
    return (notice.attempts, notice.contact_on, notice.taken_by, notice.next_step_on)


def test_the_first_attempt_takes_the_notice(anna, tenancy, notice):
    log(anna, tenancy, VisitResult.NOT_HOME)
    attempts, contact_on, taken_by, next_step_on = facts(notice)
    assert (attempts, contact_on, taken_by) == (1, None, anna)
    assert next_step_on > timezone.localdate()
    assert notice.taken_at is not None
    assert notice.last_attempt_on == timezone.localdate()
    assert notice.next_on == next_step_on


@pytest.mark.parametrize(
    ("result", "is_contact"),
    [
        (VisitResult.REACHED, True),
        (VisitResult.PHONE, True),
        (VisitResult.NOT_HOME, False),
        (VisitResult.CARD_LEFT, False),
        (VisitResult.DECLINED, False),
        (VisitResult.OTHER, False),
    ],
)
def test_contact_is_established_by_reaching_somebody_only(anna, tenancy, notice, result, is_contact):
    log(anna, tenancy, result)
    assert facts(notice)[1] == (timezone.localdate() if is_contact else None)


def test_the_day_of_contact_is_the_day_it_happened(anna, tenancy, notice):
    yesterday = timezone.now() - dt.timedelta(days=1)
    log(anna, tenancy, VisitResult.REACHED, occurred_at=yesterday)
    assert facts(notice)[1] == timezone.localtime(yesterday).date()


def test_who_took_it_first_stays(anna, bo, tenancy, notice):
    log(bo, tenancy, VisitResult.CARD_LEFT)
    log(anna, tenancy, VisitResult.REACHED)
    assert facts(notice)[:3] == (2, timezone.localdate(), bo)


def test_undo_gives_back_every_fact(anna, tenancy, notice):
    before = facts(notice)
    visit = log(
        anna, tenancy, VisitResult.REACHED, next_step=NextStep(timezone.localdate() + dt.timedelta(2), "Ring")
    )
    undo_visit(actor=anna, visit=visit)
    assert facts(notice) == before == (0, None, None, None)
    assert notice.taken_at is None


def test_undo_of_the_second_leaves_the_first(anna, bo, tenancy, notice):
    log(bo, tenancy, VisitResult.NOT_HOME)
    planned = facts(notice)[3]
    second = log(anna, tenancy, VisitResult.REACHED)
    undo_visit(actor=anna, visit=second)
    assert facts(notice) == (1, None, bo, planned)


def test_what_happened_before_the_notice_came_is_not_about_it(anna, tenancy, notice):
    old = VisitFactory(tenancy=tenancy, caretaker=anna, result=VisitResult.REACHED)
    type(old).objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=40))
    log(anna, tenancy, VisitResult.NOT_HOME)
    assert facts(notice)[:2] == (1, None)


def test_dropping_the_next_step_empties_its_day(anna, tenancy, notice):
    log(anna, tenancy, VisitResult.NOT_HOME)
    drop_follow_up(actor=anna, follow_up=tenancy.followups.open().get())
    assert facts(notice)[3] is None


def test_a_closed_notice_is_left_alone(anna, tenancy, notice):
    type(notice).objects.update(status=NoticeStatus.CLOSED, closed_at=timezone.now())
    log(anna, tenancy, VisitResult.REACHED)
    assert facts(notice) == (0, None, None, None)


def test_the_course_of_the_notice_offers_to_undo_and_returns_to_it(login, anna, notice):
    client, page = login(anna), reverse("notice_detail", args=[notice.pk])
    visit = log_visit(
        actor=anna, tenancy=notice.tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4()
    )
    undo = f"{reverse('visit_undo', args=[visit.pk])}?next={page}"
    assert f'action="{undo}"' in client.get(page).content.decode().replace("%2F", "/")
    assert client.post(undo)["Location"] == page
    notice.refresh_from_db()
    assert (notice.attempts, notice.taken_at) == (0, None)
