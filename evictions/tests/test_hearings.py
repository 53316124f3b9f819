"""Days at the bailiff court: set, moved, called off, held, and what the case says of them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.tests.clock import on
from core.errors import DomainError
from evictions.choices import (
    EvictionStatus,
    HearingKind,
    HearingPlace,
    HearingStatus,
    LegalDate,
    LegalStepKind,
)
from evictions.court_choices import RESULTS, EvictionDayResult, HearingResult
from evictions.models import EvictionCase, Hearing, LegalStep
from evictions.services.eviction_cases import close_eviction
from evictions.services.eviction_writes import EvictionChangedError, locked, save
from evictions.services.hearings import (
    When,
    call_off_days,
    call_off_hearing,
    hold_hearing,
    move_hearing,
    set_hearing,
)
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory, HearingFactory

pytestmark = pytest.mark.django_db
DANISH = ZoneInfo("Europe/Copenhagen")
COURT = "Retten i Fjordby, sal 3"


def at(day, hour=9, minute=30):
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=DANISH)


def court(moment, place=COURT):
    return When(moment, HearingPlace.COURT, place)


@pytest.fixture(autouse=True)
def clock():
    with on(dt.date(2026, 12, 1)):
        yield


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="filed", filed_on=dt.date(2026, 11, 20))


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def the_set(case, kind=HearingKind.HEARING):
    return Hearing.objects.get(eviction_case=case, kind=kind, status="set")


def book(actor, case, kind=HearingKind.HEARING, moment=None):
    """Set as from a page opened now."""
    seen = fresh(case).revision
    return set_hearing(actor=actor, case=case, seen=seen, kind=kind, when=court(moment or at(15)))


def steps(case):
    return list(LegalStep.objects.filter(eviction_case=case).order_by("pk").values_list("kind", flat=True))


def test_a_hearing_takes_the_case_forward(dorte, case):
    hearing = book(dorte, case)
    case = fresh(case)
    assert (hearing.at, hearing.place, hearing.status) == (at(15), COURT, HearingStatus.SET)
    assert (case.status, case.hearing_at, case.eviction_at) == (EvictionStatus.HEARING, at(15), None)
    assert (case.next_on, case.next_kind) == (dt.date(2026, 12, 15), LegalDate.HEARING)


def test_the_day_of_the_eviction_beside_the_hearing(dorte, case):
    book(dorte, case)
    book(dorte, case, HearingKind.EVICTION, at(22))
    case = fresh(case)
    assert (case.status, case.hearing_at, case.eviction_at) == (EvictionStatus.EVICTION, at(15), at(22))


def test_a_hearing_told_of_after_the_eviction_leaves_the_case_there(dorte, case):
    book(dorte, case, HearingKind.EVICTION, at(22))
    book(dorte, case)
    assert fresh(case).status == EvictionStatus.EVICTION


def test_the_step_is_pushed_and_says_when_and_no_place(dorte, case):
    hearing = book(dorte, case)
    step = LegalStep.objects.get()
    assert (step.kind, step.on, step.made_by) == (LegalStepKind.HEARING_SET, dt.date(2026, 12, 15), dorte)
    said = {"hearing": hearing.pk, "at": "2026-12-15T09:30+01:00", "place_kind": "court"}
    assert step.values == said
    owed = Delivery.objects.get()
    assert (owed.kind, owed.subject_id, owed.estate_id) == ("legal_step", step.pk, case.estate_id)


def test_one_of_each_kind_ahead(dorte, case):
    book(dorte, case)
    with pytest.raises(DomainError, match="allerede berammet"):
        book(dorte, case, moment=at(16))
    assert Hearing.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingFactory(eviction_case=case)


def test_at_the_address_no_place_is_written(dorte, case):
    when = When(at(15), HearingPlace.ADDRESS, "Lærkevej 8, 3. th")
    hearing = set_hearing(actor=dorte, case=case, seen=1, kind=HearingKind.EVICTION, when=when)
    assert (hearing.place_kind, hearing.place) == (HearingPlace.ADDRESS, "")


@pytest.mark.parametrize("place", ["Lærkevej 8", "Hos prøve beboersen, sal 2"])
def test_a_place_in_the_court_is_not_the_household(dorte, case, place):
    with pytest.raises(DomainError, match="rettens navn"):
        set_hearing(
            actor=dorte, case=case, seen=1, kind=HearingKind.HEARING, when=When(at(15), "court", place)
        )
    assert not Hearing.objects.exists()


class TestMoving:
    def test_the_old_day_leads_to_the_new(self, dorte, case):
        old = book(dorte, case)
        new = move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(at(18, 10, 0)))
        old.refresh_from_db()
        assert (old.status, old.moved_to, new.status) == (HearingStatus.MOVED, new, HearingStatus.SET)
        assert new.moved_from == old
        case = fresh(case)
        assert (case.status, case.hearing_at) == (EvictionStatus.HEARING, at(18, 10, 0))

    def test_the_step_says_what_it_was(self, dorte, case):
        old = book(dorte, case)
        move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(at(18)))
        step = LegalStep.objects.latest("pk")
        assert step.kind == LegalStepKind.HEARING_SET
        assert step.values["was"] == "2026-12-15T09:30+01:00"
        assert step.values["at"] == "2026-12-18T09:30+01:00"

    def test_to_the_very_same_changes_nothing(self, dorte, case):
        old = book(dorte, case)
        seen = fresh(case).revision
        assert move_hearing(actor=dorte, hearing=old, seen=seen, when=court(at(15))) == old
        assert fresh(case).revision == seen
        assert len(steps(case)) == 1

    def test_another_room_is_another_day_too(self, dorte, case):
        old = book(dorte, case)
        new = move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(at(15), "Sal 9"))
        assert (new.pk != old.pk, new.place) == (True, "Sal 9")

    def test_what_was_not_delivered_of_the_old_day_is_withdrawn(self, dorte, case):
        old = book(dorte, case)
        owed = Delivery.objects.create(
            kind=DeliveryKind.HEARING_IN_A_WEEK,
            subject_id=old.pk,
            organisation=case.organisation,
            estate=case.estate,
        )
        move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(at(18)))
        owed.refresh_from_db()
        assert owed.status == "withdrawn"

    def test_an_eviction_moves_the_same_way(self, dorte, case):
        old = book(dorte, case, HearingKind.EVICTION)
        move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(at(18)))
        assert fresh(case).eviction_at == at(18)

    def test_over_the_night_the_clock_changes(self, dorte, case):
        before = dt.datetime(2027, 3, 26, 9, 30, tzinfo=DANISH)
        after = dt.datetime(2027, 3, 29, 9, 30, tzinfo=DANISH)
        old = book(dorte, case, moment=before)
        new = move_hearing(actor=dorte, hearing=old, seen=fresh(case).revision, when=court(after))
        assert timezone.localtime(new.at).isoformat(timespec="minutes") == "2027-03-29T09:30+02:00"
        assert LegalStep.objects.latest("pk").values["was"] == "2027-03-26T09:30+01:00"
        new.refresh_from_db()
        old.refresh_from_db()
        assert new.at - old.at == dt.timedelta(days=3, hours=-1)


class TestCalledOff:
    def test_the_case_goes_back_to_the_filing(self, dorte, case):
        hearing = book(dorte, case)
        call_off_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision, reason="Betalt")
        hearing.refresh_from_db()
        case = fresh(case)
        assert (hearing.status, case.status) == (HearingStatus.CALLED_OFF, EvictionStatus.FILED)
        assert (case.hearing_at, case.next_on) == (None, None)
        step = LegalStep.objects.latest("pk")
        assert (step.kind, step.reason) == (LegalStepKind.HEARING_CALLED_OFF, "Betalt")

    def test_an_eviction_back_to_the_hearing_that_is_set(self, dorte, case):
        book(dorte, case)
        eviction = book(dorte, case, HearingKind.EVICTION, at(22))
        call_off_hearing(actor=dorte, hearing=eviction, seen=fresh(case).revision)
        case = fresh(case)
        assert (case.status, case.hearing_at, case.eviction_at) == (EvictionStatus.HEARING, at(15), None)

    def test_an_eviction_without_any_hearing_back_to_the_filing(self, dorte, case):
        eviction = book(dorte, case, HearingKind.EVICTION, at(22))
        call_off_hearing(actor=dorte, hearing=eviction, seen=fresh(case).revision)
        assert fresh(case).status == EvictionStatus.FILED

    def test_a_hearing_beside_an_eviction_leaves_the_case_at_the_eviction(self, dorte, case):
        hearing = book(dorte, case)
        book(dorte, case, HearingKind.EVICTION, at(22))
        call_off_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision)
        assert fresh(case).status == EvictionStatus.EVICTION

    def test_a_second_hearing_leaves_the_case_at_the_first_that_was_held(self, dorte, case):
        HearingFactory(eviction_case=case, at=at(1, 8), status="held")
        second = book(dorte, case)
        call_off_hearing(actor=dorte, hearing=second, seen=fresh(case).revision)
        assert fresh(case).status == EvictionStatus.HEARING

    def test_afterwards_another_may_be_set(self, dorte, case):
        call_off_hearing(actor=dorte, hearing=book(dorte, case), seen=fresh(case).revision)
        book(dorte, case, moment=at(17))
        assert fresh(case).hearing_at == at(17)

    def test_both_days_when_the_request_is_withdrawn(self, dorte, case):
        """What a decision of the review does, in its own transaction and with its own push."""
        book(dorte, case)
        book(dorte, case, HearingKind.EVICTION, at(22))
        Delivery.objects.all().delete()
        with transaction.atomic():
            held = locked(case)
            call_off_days(actor=dorte, cases=[held])
            save(held, status=EvictionStatus.TERMINATED, hearing_at=None, eviction_at=None)
        case = fresh(case)
        assert (case.hearing_at, case.eviction_at, case.next_on) == (None, None, None)
        assert set(Hearing.objects.values_list("status", flat=True)) == {"called_off"}
        assert steps(case)[-2:] == ["hearing_called_off", "eviction_called_off"]
        assert not Delivery.objects.exists()


class TestHeld:
    def test_not_before_it_has_been(self, dorte, case):
        hearing = book(dorte, case)
        with pytest.raises(DomainError, match="ikke nået"):
            hold_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision, result="agreed")

    @pytest.mark.parametrize("result", HearingResult.values)
    def test_what_came_of_a_hearing(self, dorte, case, result):
        hearing = book(dorte, case)
        with on(dt.date(2026, 12, 15), 12):
            hold_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision, result=result)
        hearing.refresh_from_db()
        case = fresh(case)
        assert (hearing.status, case.status, case.hearing_at) == ("held", EvictionStatus.HEARING, None)
        step = LegalStep.objects.latest("pk")
        assert (step.kind, step.values["result"]) == (LegalStepKind.HEARING_HELD, result)

    @pytest.mark.parametrize("result", EvictionDayResult.values)
    def test_what_came_of_an_eviction(self, dorte, case, result):
        book(dorte, case)
        eviction = book(dorte, case, HearingKind.EVICTION, at(22))
        with on(dt.date(2026, 12, 22), 12):
            hold_hearing(actor=dorte, hearing=eviction, seen=fresh(case).revision, result=result)
        case = fresh(case)
        stopped = result == EvictionDayResult.STOPPED
        assert case.status == (EvictionStatus.HEARING if stopped else EvictionStatus.EVICTION)
        assert LegalStep.objects.latest("pk").kind == LegalStepKind.EVICTION_HELD

    def test_a_result_of_the_other_kind_of_day_is_none(self, dorte, case):
        hearing = book(dorte, case)
        with on(dt.date(2026, 12, 15), 12), pytest.raises(DomainError, match="hvad der kom ud"):
            hold_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision, result="carried_out")

    def test_every_kind_of_day_has_its_results(self):
        assert set(RESULTS) == set(HearingKind.values)

    def test_a_day_that_has_passed_stays_next_until_it_is_written_down(self, dorte, case):
        hearing = book(dorte, case)
        with on(dt.date(2026, 12, 16)):
            assert fresh(case).next_on == dt.date(2026, 12, 15)
            hold_hearing(actor=dorte, hearing=hearing, seen=fresh(case).revision, result="agreed")
            assert fresh(case).next_on is None


ENDS = {
    "move": lambda actor, hearing, seen: move_hearing(
        actor=actor, hearing=hearing, seen=seen, when=court(at(18))
    ),
    "call_off": lambda actor, hearing, seen: call_off_hearing(actor=actor, hearing=hearing, seen=seen),
    "hold": lambda actor, hearing, seen: hold_hearing(
        actor=actor, hearing=hearing, seen=seen, result="agreed"
    ),
}


@pytest.mark.parametrize("status", ["held", "moved", "called_off"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_from_a_day_that_is_over_there_is_no_way(dorte, case, status, end):
    moved_to = HearingFactory(eviction_case=case, at=at(20)) if status == "moved" else None
    hearing = HearingFactory(eviction_case=case, at=at(1, 8), status=status, moved_to=moved_to)
    with pytest.raises(DomainError, match="allerede"):
        end(dorte, hearing, fresh(case).revision)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_of_two_at_once_one_is_told(dorte, case, end):
    hearing = book(dorte, case, moment=at(1, 8))
    seen = fresh(case).revision
    call_off_hearing(actor=dorte, hearing=hearing, seen=seen)
    with pytest.raises(EvictionChangedError, match="Fogedmøde aflyst"):
        end(dorte, hearing, seen)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("who", ["anna", "erik", "freja", "gry"])
def test_only_the_administration(request, dorte, case, who, end):
    hearing = book(dorte, case, moment=at(1, 8))
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        end(actor, hearing, fresh(case).revision)
    with pytest.raises(PermissionDenied):
        book(actor, case)


def test_a_closed_case_has_no_days_to_set(dorte, case):
    close_eviction(actor=dorte, case=case, seen=1, outcome="unknown")
    with pytest.raises(DomainError, match="afsluttet"):
        book(dorte, case)


def test_a_day_that_is_set_is_not_ahead_any_more_when_the_case_is_closed(dorte, case):
    book(dorte, case)
    assert Hearing.objects.ahead().count() == 1
    close_eviction(actor=dorte, case=fresh(case), seen=fresh(case).revision, outcome="unknown")
    assert not Hearing.objects.ahead().exists()
