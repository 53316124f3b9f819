"""Handing an estate over: no gap, no overlap, and what waited is delivered."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import EstateAssignment, Membership
from accounts.routing import responsible_on
from accounts.services.assignments import add_colleague, end_assignment, hand_over
from accounts.tests.clock import on
from core.errors import DomainError
from notifications.choices import DeliveryKind, DeliveryStatus, ParkReason
from notifications.models import Delivery

TODAY = dt.date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture(autouse=True)
def today():
    with on(TODAY):
        yield


def member(user) -> Membership:
    return user.memberships.get()


def rows(estate):
    found = EstateAssignment.objects.filter(estate=estate).order_by("starts_on", "is_responsible", "pk")
    return [(r.membership.user.name.split()[0], r.starts_on, r.ends_on, r.is_responsible) for r in found]


LONG_AGO = dt.date(2024, 1, 1)


def test_an_estate_without_anybody_gets_a_responsible(freja, anna, moelle, fjordbo):
    hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=TODAY)
    assert responsible_on(TODAY, fjordbo.pk)[moelle.pk] == anna.pk


def test_the_former_responsible_ends_the_day_before(freja, anna, bo, laerke):
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=NEW_YEAR)
    assert rows(laerke) == [
        ("Bo", LONG_AGO, dt.date(2026, 12, 31), False),
        ("Anna", LONG_AGO, dt.date(2026, 12, 31), True),
        ("Bo", NEW_YEAR, None, True),
    ]


def test_on_every_day_around_a_hand_over_exactly_one_gets_the_notices(freja, anna, bo, laerke, fjordbo):
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=TOMORROW)
    assert responsible_on(TODAY, fjordbo.pk) == {laerke.pk: anna.pk}
    assert responsible_on(TOMORROW, fjordbo.pk) == {laerke.pk: bo.pk}


def test_the_former_may_go_on_as_a_colleague(freja, anna, bo, laerke):
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=TODAY, former_stays=True)
    assert ("Anna", TODAY, None, False) in rows(laerke)
    assert ("Anna", LONG_AGO, YESTERDAY, True) in rows(laerke)


def test_a_mistake_of_today_is_put_right_today(freja, anna, bo, moelle):
    hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=TODAY)
    hand_over(actor=freja, estate=moelle, membership=member(bo), starts_on=TODAY)
    assert rows(moelle) == [("Anna", TODAY, TODAY, False), ("Bo", TODAY, None, True)]


def test_a_plan_is_replaced_before_it_begins(freja, anna, bo, moelle):
    hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=NEW_YEAR)
    hand_over(actor=freja, estate=moelle, membership=member(bo), starts_on=NEW_YEAR)
    assert rows(moelle) == [("Bo", NEW_YEAR, None, True)]


def test_who_is_responsible_already_is_not_handed_it_again(freja, anna, laerke):
    with pytest.raises(DomainError, match="Anna Andersen er allerede ansvarlig"):
        hand_over(actor=freja, estate=laerke, membership=member(anna), starts_on=TODAY)


def test_somebody_planned_later_asks_for_an_end(freja, anna, bo, moelle):
    hand_over(actor=freja, estate=moelle, membership=member(bo), starts_on=NEW_YEAR)
    with pytest.raises(DomainError, match=r"Bo Berg er allerede sat på fra 1\. januar 2027"):
        hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=TODAY)
    hand_over(
        actor=freja,
        estate=moelle,
        membership=member(anna),
        starts_on=TODAY,
        ends_on=dt.date(2026, 12, 31),
    )
    assert [row[0] for row in rows(moelle)] == ["Anna", "Bo"]


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def test_a_later_plan_and_the_days_as_a_colleague_stand(freja, anna, bo, laerke):
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=days(60))
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=days(5), ends_on=days(10))
    assert [row for row in rows(laerke) if row[0] == "Bo"] == [
        ("Bo", LONG_AGO, days(4), False),
        ("Bo", days(5), days(10), True),
        ("Bo", days(11), days(59), False),
        ("Bo", days(60), None, True),
    ]


def test_with_an_end_the_former_responsible_has_it_back(freja, anna, bo, laerke, fjordbo):
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=days(5), ends_on=days(10))
    assert [responsible_on(days(n), fjordbo.pk).get(laerke.pk) for n in (4, 5, 10, 11, 400)] == [
        anna.pk,
        bo.pk,
        bo.pk,
        anna.pk,
        anna.pk,
    ]


def test_a_former_who_stays_is_a_colleague_only_meanwhile(freja, anna, bo, laerke):
    hand_over(
        actor=freja,
        estate=laerke,
        membership=member(bo),
        starts_on=days(5),
        ends_on=days(10),
        former_stays=True,
    )
    assert [row for row in rows(laerke) if row[0] == "Anna"] == [
        ("Anna", LONG_AGO, days(4), True),
        ("Anna", days(5), days(10), False),
        ("Anna", days(11), None, True),
    ]


def test_a_former_who_stops_has_it_back_no_longer_than_that(freja, anna, bo, laerke, fjordbo):
    Membership.objects.filter(user=anna).update(ended_on=days(20))
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=days(5), ends_on=days(10))
    assert ("Anna", days(11), days(20), True) in rows(laerke)


def test_a_former_who_has_stopped_by_then_does_not_have_it_back(freja, anna, bo, laerke, fjordbo):
    Membership.objects.filter(user=anna).update(ended_on=days(10))
    hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=days(5), ends_on=days(10))
    assert responsible_on(days(11), fjordbo.pk) == {}


def test_history_is_not_rewritten(freja, bo, laerke, anna):
    with pytest.raises(DomainError, match="allerede en ansvarlig den dag"):
        hand_over(actor=freja, estate=laerke, membership=member(bo), starts_on=YESTERDAY)


@pytest.mark.parametrize("person", ["erik", "dorte"])
def test_only_a_caretaker_is_responsible(person, freja, moelle, request):
    with pytest.raises(DomainError, match="Kun en social vicevært"):
        hand_over(
            actor=freja, estate=moelle, membership=member(request.getfixturevalue(person)), starts_on=TODAY
        )


def test_who_stops_gets_an_estate_no_longer_than_that(freja, anna, moelle):
    Membership.objects.filter(user=anna).update(ended_on=NEW_YEAR)
    with pytest.raises(DomainError, match=r"Anna Andersen stopper 1\. januar 2027"):
        hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=TODAY)


def test_what_was_parked_is_delivered_again(freja, anna, moelle, laerke):
    def park(estate, subject):
        return Delivery.objects.create(
            kind=DeliveryKind.ARREARS_NOTICE,
            subject_id=subject,
            organisation=estate.organisation,
            estate=estate,
            status=DeliveryStatus.PARKED,
            park_reason=ParkReason.NOBODY,
        )

    here, elsewhere = park(moelle, 1), park(laerke, 2)
    hand_over(actor=freja, estate=moelle, membership=member(anna), starts_on=TODAY)
    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert here.status == DeliveryStatus.PENDING
    assert elsewhere.status == DeliveryStatus.PARKED


def test_a_colleague_sees_without_getting(freja, bo, erik, moelle, fjordbo):
    add_colleague(actor=freja, estate=moelle, membership=member(bo), starts_on=TODAY)
    add_colleague(actor=freja, estate=moelle, membership=member(erik), starts_on=TODAY)
    assert moelle.pk not in responsible_on(TODAY, fjordbo.pk)
    assert moelle.pk in EstateAssignment.objects.estate_ids_for(member(bo))


def test_a_colleague_is_not_added_twice(freja, bo, laerke):
    with pytest.raises(DomainError, match="Personen har allerede afdelingen i den periode"):
        add_colleague(actor=freja, estate=laerke, membership=member(bo), starts_on=TODAY)


def test_who_sees_all_estates_needs_none(freja, dorte, laerke):
    with pytest.raises(DomainError, match="De andre ser dem alle"):
        add_colleague(actor=freja, estate=laerke, membership=member(dorte), starts_on=TODAY)


def test_an_assignment_ends(freja, bo, laerke):
    row = member(bo).estate_assignments.get()
    end_assignment(actor=freja, assignment=row, last_day=TODAY)
    assert laerke.pk in EstateAssignment.objects.estate_ids_for(member(bo), TODAY)
    assert laerke.pk not in EstateAssignment.objects.estate_ids_for(member(bo), TOMORROW)


def test_an_assignment_ends_at_once(freja, bo, laerke):
    end_assignment(actor=freja, assignment=member(bo).estate_assignments.get(), last_day=YESTERDAY)
    assert EstateAssignment.objects.estate_ids_for(member(bo), TODAY) == []


def test_a_planned_assignment_is_removed(freja, bo, moelle):
    row = add_colleague(actor=freja, estate=moelle, membership=member(bo), starts_on=NEW_YEAR)
    assert end_assignment(actor=freja, assignment=row, last_day=TODAY) is None
    assert not EstateAssignment.objects.filter(estate=moelle).exists()


def test_what_is_over_is_history(freja, bo):
    row = member(bo).estate_assignments.get()
    EstateAssignment.objects.filter(pk=row.pk).update(ends_on=YESTERDAY)
    with pytest.raises(DomainError, match="allerede slut"):
        end_assignment(actor=freja, assignment=row, last_day=TODAY)


@pytest.mark.parametrize("person", ["anna", "dorte", "erik"])
def test_other_roles_assign_nothing(person, bo, moelle, request):
    with pytest.raises(PermissionDenied):
        hand_over(
            actor=request.getfixturevalue(person), estate=moelle, membership=member(bo), starts_on=TODAY
        )


def test_another_organisation_is_out_of_reach(freja, anna, carla, skov, moelle):
    with pytest.raises(PermissionDenied):
        hand_over(actor=freja, estate=skov, membership=member(anna), starts_on=TODAY)
    with pytest.raises(PermissionDenied):
        hand_over(actor=freja, estate=moelle, membership=member(carla), starts_on=TODAY)


def test_the_database_refuses_two_responsible(anna, bo, laerke):
    with pytest.raises(IntegrityError, match="one_responsible_per_estate"), transaction.atomic():
        EstateAssignment.objects.filter(membership=member(bo)).update(is_responsible=True)


def test_the_database_refuses_an_end_before_the_start(anna):
    with pytest.raises(IntegrityError, match="assignment_period_ordered"), transaction.atomic():
        EstateAssignment.objects.filter(membership=member(anna)).update(ends_on=dt.date(2023, 1, 1))
