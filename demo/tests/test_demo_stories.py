"""The demo's courses of work and of law: whole, in order, and as if they had happened when they say."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.choices import CaseStatus, DataKind, HandoverStatus, ReferralStatus
from cases.course import course_of
from cases.models import Case, Disclosure, Handover, OutreachDoor, Referral, SafetyFlag
from conditions.models import ConcernFlag, ConcernMessage, ConcernPhoto, Inspection
from core.danish import format_date_long, format_kroner
from demo.build import build
from disputes.models import Complaint, Mediation
from evictions.choices import EvictionStatus
from evictions.models import EvictionCase, LegalStep, NoticeRevision
from evictions.next_dates import next_date
from evictions.rules import demand_deadline, earliest_demand
from notifications.models import Delivery, InboxItem
from notifications.services.reconciling import reconcile
from outcomes.counts import counts_of
from outcomes.figures import FIGURES
from outcomes.shown import ALL, Shown
from residents.models import Estate

pytestmark = pytest.mark.django_db


def two_disputes_are_mediated(anna):
    """Anna asks her two alone; Bo's have agreed, and the follow-up has come."""
    asked, agreed = Mediation.objects.order_by("-opened_at")
    assert (asked.phase, asked.mediator.user, agreed.phase) == ("dialogue", anna, "follow_up")
    bo = User.objects.get(email="bo@demo.example")
    assert list(Mediation.objects.visible_to(anna)) == [asked]
    assert list(Mediation.objects.visible_to(bo)) == [agreed]
    agreement = agreed.agreements.get()
    assert {each.how for each in agreement.acceptances.all()} == {"signed", "phone"}
    first, last = agreement.follow_ups.all()
    assert first.due_on <= timezone.localdate() + dt.timedelta(days=4) < last.due_on
    assert agreed.opened_at < agreed.mediationmeetings.get().created_at < timezone.now()


@pytest.fixture
def anna(db, monkeypatch, tmp_path):
    monkeypatch.setattr("demo.build.SAMPLE", tmp_path / "liste.csv")
    build(timezone.localdate())
    return User.objects.get(email="anna@demo.example")


def test_the_stories(anna):
    three_end_with_an_outcome_each(anna)
    each_course_is_in_order_and_closes_once(anna)
    letters_left_when_they_say()
    something_is_under_way_in_every_part()
    lists_have_made_eviction_cases()
    one_is_on_its_way_to_the_court_and_the_municipality_was_not_told(anna)
    two_have_ended()
    every_step_happened_when_it_says_and_has_reached_somebody()
    two_disputes_are_mediated(anna)
    what_the_office_reported_is_told_when_it_happened()
    a_flats_condition_is_seen_over_time(anna)
    photos_are_small_and_clean()
    last_year_has_numbers(anna)


def what_the_office_reported_is_told_when_it_happened():
    concerns = {concern.pk: concern for concern in ConcernFlag.objects.all()}
    about = {
        "concern": ("created_at", concerns),
        "concern_taken": ("taken_at", concerns),
        "concern_closed": ("closed_at", concerns),
        "concern_message": ("created_at", {message.pk: message for message in ConcernMessage.objects.all()}),
        "mediation": ("opened_at", {each.pk: each for each in Mediation.objects.all()}),
    }
    for kind, (when, rows) in about.items():
        items = InboxItem.objects.filter(kind=kind)
        assert items.exists(), kind
        for item in items:
            late = item.created_at - getattr(rows[item.subject_id], when)
            assert dt.timedelta(0) <= late <= dt.timedelta(minutes=1), kind
            assert item.created_at <= timezone.now()
    assert InboxItem.objects.filter(kind="concern", read_at=None).count() == 1
    assert all(balance.is_balanced for balance in reconcile())


def a_flats_condition_is_seen_over_time(anna):
    done = Inspection.objects.filter(status="done")
    flats = [
        list(done.filter(dwelling=pk).order_by("planned_at")) for pk in {row.dwelling_id for row in done}
    ]
    assert sorted([look.condition for look in looks] for looks in flats) == [[2, 3, 4], [3, 1]]
    assert set(Inspection.objects.values_list("status", flat=True)) == {"done", "missed", "planned"}
    for look in Inspection.objects.exclude(status="planned"):
        assert look.created_at < look.planned_at < look.settled_at < timezone.now()
        assert look.concern is None or look.concern.created_at < look.created_at
    assert Inspection.objects.get(status="planned").day > timezone.localdate()
    assert Inspection.objects.visible_to(anna).count() == Inspection.objects.count()


def photos_are_small_and_clean():
    photos = ConcernPhoto.objects.all()
    assert photos.count() == 3
    assert len({bytes(photo.content) for photo in photos}) == 3
    assert all(len(photo.content) + len(photo.thumbnail) < 80_000 for photo in photos)


def last_year_has_numbers(anna):
    """For one estate and for the organisation; the coordinator is told the same."""
    today = timezone.localdate()
    year = today.year - 1
    for user in (anna, User.objects.get(email="freja@demo.example")):
        estates = list(Estate.objects.visible_to(user).order_by("sort_key"))
        shown = Shown(counts_of(user, (year,), today)[year], [estate.pk for estate in estates])
        laerke = next(estate.pk for estate in estates if estate.number == "1204")
        for key in ("meldinger", "taget-i-tide", "dage-til-handling", "klager", "inden-4-uger", "om-noise"):
            for place in (laerke, ALL):
                assert (shown.value(FIGURES[key], place).number or 0) > 0, (key, place)
    assert not ConcernFlag.objects.filter(closed_at__gt=timezone.now()).exists()
    assert not Complaint.objects.filter(closed_at__gt=timezone.now()).exists()


def three_end_with_an_outcome_each(anna):
    closed = Case.objects.filter(status=CaseStatus.CLOSED).order_by("closed_at")
    assert [case.outcome for case in closed] == ["passed_on", "helped", "helped"]
    assert {case.origin for case in closed} == {"notice", "outreach", "request"}
    for case in closed:
        assert case.opened_at < case.closed_at < timezone.now() - dt.timedelta(days=5)
        assert not case.actions.filter(done_at=None).exists()
        assert not case.goals.filter(status="open").exists()
        assert not case.tenancy.followups.filter(done_at=None, cancelled_at=None).exists()


def each_course_is_in_order_and_closes_once(anna):
    for case in Case.objects.filter(status=CaseStatus.CLOSED):
        entries = course_of(anna, case.tenancy_id).entries
        kinds = [entry.kind for entry in entries]
        assert kinds.count("case_opened") == kinds.count("case_closed") == 1
        assert kinds[0] == "case_closed"
        assert {"reached", "goal", "goal_reached", "action_done"} <= set(kinds)
        assert all(entry.at < timezone.now() - dt.timedelta(days=5) for entry in entries)


def assert_amounts_of_the_day(referral):
    """None the lists had not said by then, and what the newest of them had."""
    said = NoticeRevision.objects.filter(notice__tenancy_id=referral.tenancy_id)
    last = said.filter(arrears_list__created_at__lte=referral.sent_at).order_by("number").last()
    for part in referral.letter["parts"]:
        if part["kind"] == DataKind.ARREARS and last:
            facts = dict(map(tuple, part["facts"]))
            assert facts["Huslejerestance"].startswith(format_kroner(last.amount))
            assert facts["Opgjort"] == format_date_long(timezone.localdate(last.arrears_list.created_at))


def letters_left_when_they_say():
    referrals = Referral.objects.filter(status=ReferralStatus.DONE)
    assert referrals.count() == 4
    for referral in Referral.objects.exclude(sent_at=None):
        assert referral.disclosures.get().created_at == referral.sent_at
        assert referral.consent.given_on <= timezone.localdate(referral.sent_at)
        assert referral.letter["on"] == format_date_long(timezone.localdate(referral.sent_at))
        assert_amounts_of_the_day(referral)
    assert Disclosure.objects.filter(consent=None).count() == 0


def something_is_under_way_in_every_part():
    assert Referral.objects.silent().count() == 1
    assert SafetyFlag.objects.in_force().count() == 1
    assert Handover.objects.filter(status=HandoverStatus.PROPOSED).count() == 1
    assert set(OutreachDoor.objects.values_list("state", flat=True)) == {"done", "waiting"}
    assert Case.objects.open().count() == 3


def lists_have_made_eviction_cases():
    cases = EvictionCase.objects.filter(origin="list")
    assert set(cases.values_list("status", flat=True)) == {"demand", "terminated", "filed", "hearing"}
    assert not cases.exclude(notice__stage__in=["demand", "termination", "bailiff_court"]).exists()
    for case in EvictionCase.objects.all():
        assert (case.next_on, case.next_kind) == next_date(case)
        assert not case.answer_reasons
    by_hand = EvictionCase.objects.open().get(origin="hand")
    assert by_hand.status == EvictionStatus.ARREARS


def one_is_on_its_way_to_the_court_and_the_municipality_was_not_told(anna):
    case = EvictionCase.objects.get(status=EvictionStatus.HEARING)
    assert Case.objects.open().filter(tenancy=case.tenancy, responsible__user=anna).exists()
    assert 7 <= (timezone.localdate(case.hearing_at) - timezone.localdate()).days <= 14
    assert case.court_number and case.municipal_notice_on is None
    assert demand_deadline(case.demand_received_on).date < case.terminated_on < case.filed_on


def two_have_ended():
    ended = EvictionCase.objects.filter(status=EvictionStatus.CLOSED).order_by("opened_at")
    assert [case.outcome for case in ended] == ["evicted", "instalment_agreement"]
    for case in ended:
        assert earliest_demand(case.due_date).safe <= case.demand_issued_on < case.demand_received_on
    evicted, averted = ended
    assert evicted.demand_deadline < evicted.terminated_on < evicted.filed_on
    assert evicted.municipal_notice_on <= evicted.filed_on
    assert timezone.localdate(evicted.eviction_at) == evicted.tenancy.ends_on
    assert timezone.localdate(averted.closed_at) < averted.demand_deadline
    assert averted.closed_at < timezone.now() - dt.timedelta(days=95)


def every_step_happened_when_it_says_and_has_reached_somebody():
    for step in LegalStep.objects.select_related("eviction_case"):
        assert step.eviction_case.opened_at <= step.happened_at <= timezone.now()
        is_ahead = step.kind in {"hearing_set", "eviction_set"}
        assert step.on is None or is_ahead or step.on <= timezone.localdate(step.happened_at)
    owed = Delivery.objects.filter(kind="legal_step")
    assert owed.count() == LegalStep.objects.count()
    assert set(owed.values_list("status", flat=True)) == {"delivered", "parked"}
    assert InboxItem.objects.filter(kind="legal_step", read_at=None).exists()
    assert InboxItem.objects.filter(kind="legal_step").exclude(read_at=None).exists()
