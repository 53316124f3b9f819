"""On a visit alone: in, longer, out; the alarm, exactly once per person; and all clear."""

import datetime as dt
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.choices import Role
from accounts.models import EstateAssignment, User
from cases.models import LoneWorkCheck
from cases.services.lone_work import check_in, check_out, prolong, tell_of_overdue, told_of
from cases.services.visits import log_visit
from conftest import person
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.registry import watches
from notifications.services.dispatching import drain, sweep
from tests.factories import AbsenceFactory, MembershipFactory, TenancyFactory

pytestmark = pytest.mark.django_db


def ahead(minutes):
    return timezone.now() + dt.timedelta(minutes=minutes)


@pytest.fixture
def check(anna, bo, freja, tenancy):
    return check_in(actor=anna, tenancy=tenancy, until=ahead(60), phone="20 11 22 33")


def overdue(check, minutes=31):
    LoneWorkCheck.objects.filter(pk=check.pk).update(until=ahead(-minutes))


def told():
    rows = InboxItem.objects.filter(kind=DeliveryKind.LONE_WORK)
    return sorted(rows.values_list("recipient__name", flat=True))


def dispatch():
    sweep()
    drain()


def test_in_longer_and_out(anna, check, tenancy):
    assert (check.membership, check.estate) == (anna.membership, tenancy.estate)
    longer = prolong(actor=anna, check=check, until=ahead(120))
    assert (longer.pk, longer.until > check.created_at + dt.timedelta(minutes=100)) == (check.pk, True)
    out = check_out(actor=anna, check=check)
    assert (out.checked_out_by, out.alarmed_at) == (anna, None)
    assert check_out(actor=anna, check=check).checked_out_at == out.checked_out_at


def test_the_same_door_twice_is_a_new_time_and_another_door_is_refused(anna, check, tenancy, laerke):
    assert check_in(actor=anna, tenancy=tenancy, until=ahead(30)).pk == check.pk
    with pytest.raises(DomainError, match="Meld dig ud"):
        check_in(actor=anna, tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), until=ahead(30))


@pytest.mark.parametrize(("minutes", "word"), [(-1, "passeret"), (13 * 60, "12 timer")])
def test_a_time_that_makes_sense(anna, freja, tenancy, minutes, word):
    with pytest.raises(DomainError, match=word):
        check_in(actor=anna, tenancy=tenancy, until=ahead(minutes))


def test_it_is_refused_when_nobody_could_be_told(anna, tenancy):
    with pytest.raises(DomainError, match="ingen kollega"):
        check_in(actor=anna, tenancy=tenancy, until=ahead(30))


def test_strangers_and_others(carla, freja, anna, bo, check, tenancy):
    for actor in (carla, freja):
        with pytest.raises(PermissionDenied):
            check_in(actor=actor, tenancy=tenancy, until=ahead(30))
        with pytest.raises(PermissionDenied):
            check_out(actor=actor, check=check)
    with pytest.raises(DomainError, match="Kun den"):
        prolong(actor=bo, check=check, until=ahead(30))


def test_nothing_is_told_before_half_an_hour_is_over(check):
    overdue(check, 29)
    dispatch()
    assert told() == []


def test_colleagues_on_the_estate_and_every_coordinator_are_told_once(check, freja, anna, skovbo, fjordbo):
    person("Finn Fris", fjordbo, Role.COORDINATOR)
    person("Fremmed Koordinator", skovbo, Role.COORDINATOR)
    overdue(check)
    for _ in range(3):
        dispatch()
    assert told() == ["Bo Berg", "Finn Fris", "Freja Friis"]
    check.refresh_from_db()
    assert check.alarmed_at is not None
    assert tell_of_overdue() == 0


def test_the_stand_in_is_told_instead_of_the_colleagues(check, anna, bo, laerke, fjordbo):
    """Away by the calendar, and yet she went to see somebody."""
    cover = MembershipFactory(organisation=fjordbo, user__name="Vikar Vang")
    AbsenceFactory(membership=anna.membership, stand_in=cover)
    overdue(check)
    dispatch()
    assert told() == ["Freja Friis", "Vikar Vang"]
    assert LoneWorkCheck.objects.visible_to(User.objects.get(name="Vikar Vang")).get() == check


def test_a_colleague_who_is_away_is_not_told_but_who_covers_her_is(check, anna, bo, fjordbo, laerke):
    cover = MembershipFactory(organisation=fjordbo, user__name="Vikar Vang")
    AbsenceFactory(membership=bo.membership, stand_in=cover)
    names = User.objects.filter(pk__in=told_of(fjordbo.pk, laerke.pk, anna.membership))
    assert sorted(names.values_list("name", flat=True)) == ["Freja Friis", "Vikar Vang"]


def test_former_and_closed_people_are_not_told(check, anna, bo, laerke, fjordbo):
    EstateAssignment.objects.filter(membership=bo.membership).update(
        ends_on=timezone.localdate() - dt.timedelta(days=1)
    )
    closed = person("Lukket Lund", fjordbo, Role.COORDINATOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    names = User.objects.filter(pk__in=told_of(fjordbo.pk, laerke.pk, anna.membership))
    assert [user.name for user in names] == ["Freja Friis"]


def test_checking_out_clears_it(check, anna, bo):
    overdue(check)
    dispatch()
    check_out(actor=anna, check=check)
    assert not InboxItem.objects.unread().exists()
    assert tell_of_overdue() == 0


def test_out_before_it_was_delivered_is_never_delivered(check, anna):
    overdue(check)
    tell_of_overdue()
    check_out(actor=anna, check=check)
    drain()
    assert told() == []
    assert set(Delivery.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_whoever_was_told_notes_that_all_is_well(check, bo, freja):
    overdue(check)
    dispatch()
    assert check_out(actor=freja, check=check).checked_out_by == freja


def test_longer_after_the_alarm_is_a_new_check_that_can_alarm_again(check, anna):
    overdue(check)
    dispatch()
    again = prolong(actor=anna, check=check, until=ahead(30))
    check.refresh_from_db()
    assert again.pk != check.pk and check.checked_out_by == anna
    overdue(again)
    dispatch()
    assert told() == ["Bo Berg", "Bo Berg", "Freja Friis", "Freja Friis"]


def log(actor, tenancy, **options):
    return log_visit(
        actor=actor, tenancy=tenancy, result="reached", client_uuid=uuid.uuid4(), note="", **options
    )


def test_logging_what_happened_is_coming_out(check, anna, bo, tenancy):
    log(bo, tenancy)
    assert LoneWorkCheck.objects.open().exists(), "a colleague's contact says nothing of her"
    log(anna, tenancy)
    assert not LoneWorkCheck.objects.open().exists()


def test_a_contact_from_before_does_not_end_it(check, anna, tenancy):
    log(anna, tenancy, occurred_at=ahead(-90))
    assert LoneWorkCheck.objects.open().exists()


def test_the_dispatcher_watches(check):
    assert tell_of_overdue in watches()


def in_own_connection(act):
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_once_make_one_line_per_person(check):
    overdue(check)
    start = threading.Barrier(4)

    def race():
        start.wait()
        return tell_of_overdue()

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(in_own_connection, race) for _ in range(4)]
        found = [run.result() for run in runs]
    drain()
    assert sorted(found) == [0, 0, 0, 1]
    assert told() == ["Bo Berg", "Freja Friis"]


@pytest.mark.django_db(transaction=True)
def test_a_dispatcher_that_dies_in_between_leaves_it_to_the_next(check, monkeypatch):
    overdue(check)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_delivery ADD CONSTRAINT dies CHECK (kind <> 'lone_work')")
    try:
        sweep()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE notifications_delivery DROP CONSTRAINT dies")
    check.refresh_from_db()
    assert check.alarmed_at is None, "not marked as told when nobody was"
    dispatch()
    assert told() == ["Bo Berg", "Freja Friis"]


@pytest.mark.django_db(transaction=True)
def test_two_taps_are_one_check(anna, bo, tenancy):
    """None of them is told to check out of where one is first."""
    start = threading.Barrier(3)

    def tap():
        actor = User.objects.get(pk=anna.pk)
        start.wait()
        return check_in(actor=actor, tenancy=tenancy, until=ahead(30)).pk

    with ThreadPoolExecutor(3) as pool:
        taps = [pool.submit(in_own_connection, tap) for _ in range(3)]
        found = {run.result() for run in taps}
    assert found == {LoneWorkCheck.objects.get().pk}


def test_longer_tapped_twice_after_the_alarm_is_one_new_check(check, anna):
    """The second must not say that one is out: one is in there still."""
    overdue(check)
    dispatch()
    again = [prolong(actor=anna, check=check, until=ahead(minutes)) for minutes in (30, 45)]
    assert len({row.pk for row in again}) == 1
    assert LoneWorkCheck.objects.open().get().until == again[1].until > again[0].until


def test_longer_does_not_reach_another_household(check, anna, bo, laerke):
    check_out(actor=anna, check=check)
    elsewhere = TenancyFactory(dwelling__stairwell__estate=laerke)
    there = check_in(actor=anna, tenancy=elsewhere, until=ahead(30))
    with pytest.raises(DomainError, match="allerede meldt ud"):
        prolong(actor=anna, check=check, until=ahead(60))
    there.refresh_from_db()
    assert there.until < ahead(45)
