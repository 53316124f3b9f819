"""Anna is away 3–14 December and Bo stands in: before, during, after, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership
from accounts.routing import responsible_on
from accounts.services.absences import change_absence, end_absence, plan_absence
from accounts.tests.clock import on
from core.errors import DomainError
from residents.models import Estate, Tenancy
from tests.factories import (
    DwellingFactory,
    EstateAssignmentFactory,
    MembershipFactory,
    StairwellFactory,
    TenancyFactory,
    UserFactory,
)

NOVEMBER = dt.date(2026, 11, 23)
FIRST, LAST = dt.date(2026, 12, 3), dt.date(2026, 12, 14)
BEFORE, AFTER = dt.date(2026, 12, 2), dt.date(2026, 12, 15)


def member(user) -> Membership:
    return user.memberships.get()


def fresh(user):
    """The user as the next request would load her."""
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def annas_estate(moelle, anna):
    """Møllevangen is Anna's alone; Bo has nothing to do with it."""
    EstateAssignmentFactory(membership=member(anna), estate=moelle, is_responsible=True)
    TenancyFactory(dwelling=DwellingFactory(stairwell=StairwellFactory(estate=moelle)))
    return moelle


@pytest.fixture
def cover(anna, bo, freja, annas_estate):
    with on(NOVEMBER):
        return plan_absence(
            actor=freja, membership=member(anna), stand_in=member(bo), starts_on=FIRST, ends_on=LAST
        )


@pytest.mark.parametrize(
    ("day", "bo_has_it"),
    [(NOVEMBER, False), (BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False)],
)
def test_bo_gets_and_sees_annas_estate_while_she_is_away_and_no_longer(
    cover, annas_estate, anna, bo, fjordbo, day, bo_has_it
):
    with on(day):
        assert responsible_on(day, fjordbo.pk)[annas_estate.pk] == (bo if bo_has_it else anna).pk
        bo, anna = fresh(bo), fresh(anna)
        assert (annas_estate in Estate.objects.visible_to(bo)) is bo_has_it
        assert Tenancy.objects.visible_to(bo).filter(estate=annas_estate).exists() is bo_has_it
        assert (annas_estate.pk in bo.membership.responsible_estate_ids) is bo_has_it
        assert (annas_estate.pk in anna.membership.responsible_estate_ids) is not bo_has_it
        assert annas_estate in Estate.objects.visible_to(anna)


def test_a_new_day_is_the_danish_day(cover, annas_estate, anna, bo):
    """Half past midnight on 3 December in Denmark is still the 2nd in UTC."""
    with on(FIRST, hour=0):
        assert annas_estate in Estate.objects.visible_to(fresh(bo))
    with on(AFTER, hour=0):
        assert annas_estate not in Estate.objects.visible_to(fresh(bo))


def test_when_the_stand_in_has_left_nobody_gets_the_notices(cover, annas_estate, bo, fjordbo):
    Membership.objects.filter(user=bo).update(ended_on=BEFORE)
    assert annas_estate.pk in responsible_on(BEFORE, fjordbo.pk)
    assert annas_estate.pk not in responsible_on(FIRST, fjordbo.pk)
    assert annas_estate.pk in responsible_on(AFTER, fjordbo.pk)


def plan(actor, absent, stand_in, starts_on=FIRST, ends_on=LAST):
    return plan_absence(
        actor=actor,
        membership=member(absent),
        stand_in=member(stand_in),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def refused(actor, absent, stand_in, starts_on=FIRST, ends_on=LAST) -> str:
    with on(NOVEMBER), pytest.raises(DomainError) as error:
        plan(actor, absent, stand_in, starts_on, ends_on)
    return error.value.message


@pytest.fixture
def ib(fjordbo):
    user = UserFactory(name="Ib Iversen")
    MembershipFactory(user=user, organisation=fjordbo, role=Role.CARETAKER)
    return user


def test_a_stand_in_who_is_away_herself_is_refused(cover, freja, anna, ib):
    assert refused(freja, ib, anna, LAST, AFTER) == (
        "Anna Andersen er selv væk fra 3. til 14. december. Vælg en anden afløser."
    )


def test_who_stands_in_cannot_go_away_without_another_stand_in(cover, freja, bo, ib):
    message = refused(freja, bo, ib, BEFORE, FIRST)
    assert message.startswith("Bo Berg afløser Anna Andersen fra 3. til 14. december.")


def test_after_the_cover_the_stand_in_may_go_away(cover, freja, bo, ib):
    with on(NOVEMBER):
        assert plan(freja, bo, ib, AFTER, AFTER)


def test_one_absence_at_a_time(cover, freja, anna, ib):
    assert refused(freja, anna, ib, LAST, AFTER) == "Der er allerede registreret fravær i den periode."


def test_nobody_is_her_own_stand_in(freja, anna):
    assert refused(freja, anna, anna) == "Man kan ikke være sin egen afløser. Vælg en anden."


def test_dates_in_the_wrong_order_are_refused(freja, anna, bo):
    assert "Slutdatoen ligger før startdatoen" in refused(freja, anna, bo, LAST, FIRST)


def test_an_absence_does_not_begin_in_the_past(freja, anna, bo):
    assert refused(freja, anna, bo, dt.date(2026, 11, 20), LAST) == "Fraværet kan tidligst begynde i dag."


def test_only_caretakers_stand_in(freja, anna, dorte):
    assert "Kun sociale viceværter" in refused(freja, anna, dorte)


def test_a_stand_in_who_stops_in_the_middle_is_refused(freja, anna, bo):
    Membership.objects.filter(user=bo).update(ended_on=FIRST)
    assert refused(freja, anna, bo) == "Bo Berg har ikke rollen i hele perioden. Vælg en anden."


def test_a_caretaker_plans_her_own_absence_and_nobody_elses(anna, bo):
    with on(NOVEMBER):
        assert plan(anna, anna, bo)
        with pytest.raises(PermissionDenied):
            plan(anna, bo, anna)


def test_another_organisation_is_out_of_reach(freja, anna, bo, carla):
    with on(NOVEMBER), pytest.raises(PermissionDenied):
        plan(freja, carla, bo)
    with on(NOVEMBER), pytest.raises(PermissionDenied):
        plan(freja, anna, carla)


@pytest.mark.parametrize("person", ["dorte", "erik", "gry"])
def test_other_roles_plan_nothing(person, anna, bo, request):
    with on(NOVEMBER), pytest.raises(PermissionDenied):
        plan(request.getfixturevalue(person), anna, bo)


def test_she_is_back_early(cover, freja, annas_estate, anna, bo, fjordbo):
    back = dt.date(2026, 12, 8)
    with on(back):
        end_absence(actor=freja, absence=cover)
        assert responsible_on(back, fjordbo.pk)[annas_estate.pk] == anna.pk
        assert annas_estate not in Estate.objects.visible_to(fresh(bo))
    cover.refresh_from_db()
    assert cover.ends_on == dt.date(2026, 12, 7)


def test_a_planned_absence_is_called_off(cover, freja):
    with on(BEFORE):
        end_absence(actor=freja, absence=cover)
    assert not Absence.objects.exists()


def test_an_absence_that_is_over_is_history(cover, freja, bo):
    with on(AFTER), pytest.raises(DomainError, match="allerede slut"):
        end_absence(actor=freja, absence=cover)
    with on(AFTER), pytest.raises(DomainError, match="allerede slut"):
        change_absence(actor=freja, absence=cover, stand_in=member(bo), starts_on=FIRST, ends_on=AFTER)


def test_a_new_stand_in_takes_over_from_today(cover, freja, annas_estate, bo, ib, fjordbo):
    switch = dt.date(2026, 12, 8)
    with on(switch):
        change_absence(actor=freja, absence=cover, stand_in=member(ib), starts_on=FIRST, ends_on=LAST)
    rows = list(Absence.objects.order_by("starts_on").values_list("stand_in__user", "starts_on", "ends_on"))
    assert rows == [(bo.pk, FIRST, dt.date(2026, 12, 7)), (ib.pk, switch, LAST)]
    assert responsible_on(switch, fjordbo.pk)[annas_estate.pk] == ib.pk


def test_an_absence_is_made_longer(cover, freja, bo):
    with on(FIRST):
        changed = change_absence(
            actor=freja, absence=cover, stand_in=member(bo), starts_on=BEFORE, ends_on=AFTER
        )
    assert (changed.pk, changed.starts_on, changed.ends_on) == (cover.pk, FIRST, AFTER)


def test_a_change_makes_no_chain(cover, freja, bo, ib):
    with on(NOVEMBER):
        plan(freja, ib, bo, dt.date(2026, 12, 20), dt.date(2026, 12, 22))
    with on(NOVEMBER), pytest.raises(DomainError, match="er selv væk"):
        change_absence(
            actor=freja,
            absence=cover,
            stand_in=member(ib),
            starts_on=FIRST,
            ends_on=dt.date(2026, 12, 20),
        )


def test_ending_a_colleagues_assignment_ends_the_cover_of_it(cover, annas_estate, anna, bo):
    EstateAssignment.objects.filter(membership=member(anna), estate=annas_estate).update(ends_on=FIRST)
    with on(LAST):
        assert annas_estate not in Estate.objects.visible_to(fresh(bo))
