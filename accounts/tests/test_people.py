"""People, their roles and their access — and never reaching into another organisation."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership, User
from accounts.services.people import (
    add_role,
    close_person,
    cover_without_stand_in,
    create_person,
    end_role,
    give_roles,
    rename_person,
)
from core.errors import DomainError
from tests.factories import MembershipFactory


def today() -> dt.date:
    return timezone.localdate()


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def roles(user, organisation) -> set[str]:
    return set(user.memberships.active().filter(organisation=organisation).values_list("role", flat=True))


def test_a_new_person_has_roles_and_no_password(gry, fjordbo):
    person = create_person(
        actor=gry,
        email="Ny.Kollega@Example.dk",
        name="Ny Kollega",
        roles=[Role.CARETAKER, Role.COORDINATOR],
    )
    assert person.email == "ny.kollega@example.dk"
    assert not person.has_usable_password()
    assert roles(person, fjordbo) == {Role.CARETAKER, Role.COORDINATOR}


@pytest.mark.parametrize("known", ["anna", "carla"])
def test_nobody_is_created_with_an_e_mail_in_use(gry, known, request):
    known = request.getfixturevalue(known)
    before = list(Membership.objects.values_list("pk", "user_id", "role", "ended_on"))
    with pytest.raises(DomainError, match="allerede en bruger med den e-mail"):
        create_person(actor=gry, email=known.email.upper(), name="En Anden", roles=[Role.ADMINISTRATION])
    assert list(Membership.objects.values_list("pk", "user_id", "role", "ended_on")) == before


def test_who_works_elsewhere_keeps_name_and_password(gry, carla, fjordbo, skovbo):
    before = (carla.name, carla.password)
    person = give_roles(actor=gry, email=carla.email.upper(), roles=[Role.CARETAKER])
    person.refresh_from_db()
    assert person == carla
    assert (person.name, person.password) == before
    assert roles(person, fjordbo) == roles(person, skovbo) == {Role.CARETAKER}


def test_a_person_needs_a_role(gry):
    with pytest.raises(DomainError, match="mindst én rolle"):
        create_person(actor=gry, email="ny@example.dk", name="Ny", roles=[])


def test_a_role_is_not_given_twice(gry, anna):
    with pytest.raises(DomainError, match="allerede den rolle"):
        give_roles(actor=gry, email=anna.email, roles=[Role.CARETAKER])


def test_roles_are_given_to_somebody_only(gry):
    with pytest.raises(DomainError, match="Opret personen"):
        give_roles(actor=gry, email="ingen@example.dk", roles=[Role.CARETAKER])


@pytest.mark.parametrize("person", ["anna", "dorte", "erik", "freja"])
def test_other_roles_give_none(person, bo, request):
    with pytest.raises(PermissionDenied):
        give_roles(actor=request.getfixturevalue(person), email=bo.email, roles=[Role.COORDINATOR])


def test_an_ended_role_is_given_back(gry, anna, fjordbo):
    Membership.objects.filter(user=anna).update(ended_on=today() - days(10))
    add_role(actor=gry, person=anna, role=Role.CARETAKER)
    assert roles(anna, fjordbo) == {Role.CARETAKER}
    assert anna.memberships.count() == 1


def test_nobody_gives_roles_to_themselves(gry):
    with pytest.raises(DomainError, match="en anden systemadministrator"):
        add_role(actor=gry, person=gry, role=Role.ADMINISTRATION)
    with pytest.raises(DomainError, match="en anden systemadministrator"):
        end_role(actor=gry, membership=gry.memberships.get(), last_day=today())
    with pytest.raises(DomainError, match="en anden systemadministrator"):
        close_person(actor=gry, person=gry)


def test_a_role_ends_with_its_assignments(gry, anna, laerke, fjordbo):
    end_role(actor=gry, membership=anna.memberships.get(), last_day=today() + days(7))
    assert roles(anna, fjordbo) == {Role.CARETAKER}
    assert EstateAssignment.objects.get(estate=laerke, membership__user=anna).ends_on == today() + days(7)


def test_a_planned_assignment_of_an_ended_role_is_removed(gry, anna, laerke):
    EstateAssignment.objects.filter(membership__user=anna).update(starts_on=today() + days(20))
    end_role(actor=gry, membership=anna.memberships.get(), last_day=today() + days(7))
    assert not EstateAssignment.objects.filter(membership__user=anna).exists()


def test_an_ended_role_does_not_end_again(gry, anna):
    membership = anna.memberships.get()
    end_role(actor=gry, membership=membership, last_day=today() - days(1))
    with pytest.raises(DomainError, match="allerede ophørt"):
        end_role(actor=gry, membership=membership, last_day=today())


def test_closing_ends_everything_here_at_once(gry, anna, laerke, fjordbo):
    close_person(actor=gry, person=anna)
    anna.refresh_from_db()
    assert anna.is_active is False
    assert roles(anna, fjordbo) == set()
    assert EstateAssignment.objects.get(membership__user=anna).ends_on == today() - days(1)


def test_closing_logs_out_on_the_next_request(gry, anna, login):
    client = login(anna)
    assert client.get("/min-konto/").status_code == 200
    close_person(actor=gry, person=anna)
    assert client.get("/min-konto/").status_code == 302


def test_closing_here_leaves_the_other_organisation_alone(gry, carla, fjordbo, skovbo):
    MembershipFactory(user=carla, organisation=fjordbo, role=Role.CARETAKER)
    close_person(actor=gry, person=carla)
    carla.refresh_from_db()
    assert carla.is_active
    assert roles(carla, fjordbo) == set()
    assert roles(carla, skovbo) == {Role.CARETAKER}


def test_a_closed_person_is_let_in_again_with_one_role_only(gry, anna, fjordbo):
    MembershipFactory(user=anna, organisation=fjordbo, role=Role.COORDINATOR)
    close_person(actor=gry, person=anna)
    anna.refresh_from_db()
    add_role(actor=gry, person=anna, role=Role.CARETAKER)
    assert roles(User.objects.get(pk=anna.pk), fjordbo) == {Role.CARETAKER}


def test_a_stand_in_who_is_closed_leaves_a_cover_open(gry, anna, bo):
    Absence.objects.create(
        membership=anna.memberships.get(),
        stand_in=bo.memberships.get(),
        starts_on=today(),
        ends_on=today() + days(3),
    )
    assert cover_without_stand_in(bo) == 0
    close_person(actor=gry, person=bo)
    assert cover_without_stand_in(bo) == 1


def test_name_and_e_mail_are_corrected(gry, anna):
    rename_person(actor=gry, person=anna, name="Anna Holm", email="Anna.Holm@example.dk")
    anna.refresh_from_db()
    assert (anna.name, anna.email) == ("Anna Holm", "anna.holm@example.dk")


def test_an_e_mail_in_use_is_refused_in_danish(gry, anna, bo):
    with pytest.raises(DomainError, match="Der findes allerede en bruger med den e-mail"):
        rename_person(actor=gry, person=anna, name="Anna", email=bo.email)


def test_nobody_takes_over_an_account_another_organisation_uses(gry, carla, fjordbo):
    """The e-mail is where the link to a new password goes."""
    MembershipFactory(user=carla, organisation=fjordbo, role=Role.CARETAKER)
    with pytest.raises(DomainError, match="retter personen selv"):
        rename_person(actor=gry, person=carla, name="Carla", email="gry.selv@example.dk")
    carla.refresh_from_db()
    assert carla.email == "carla@example.dk"


@pytest.mark.parametrize("person", ["anna", "dorte", "erik", "freja"])
def test_other_roles_change_nobody(person, bo, request):
    actor = request.getfixturevalue(person)
    with pytest.raises(PermissionDenied):
        create_person(actor=actor, email="x@example.dk", name="X", roles=[Role.CARETAKER])
    with pytest.raises(PermissionDenied):
        close_person(actor=actor, person=bo)
    with pytest.raises(PermissionDenied):
        end_role(actor=actor, membership=bo.memberships.get(), last_day=today())


def test_a_role_elsewhere_is_out_of_reach(gry, carla):
    with pytest.raises(PermissionDenied):
        end_role(actor=gry, membership=carla.memberships.get(), last_day=today())
