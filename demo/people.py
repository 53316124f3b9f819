"""Who works in the demo: seven people, their roles, estates and absences."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from accounts.choices import Role
from accounts.demo import DEMO_PEOPLE
from accounts.models import Absence, EstateAssignment, Membership, User
from residents.models import Estate, HousingOrganisation
from residents.providers import run_organisation_hooks

LONG_AGO = dt.timedelta(days=900)


@dataclass(frozen=True)
class Cast:
    fjordbo: HousingOrganisation
    skovbo: HousingOrganisation
    anna: User
    bo: User
    carla: User
    dorte: User
    erik: User
    freja: User
    gry: User
    carlas_administration: User


def hire() -> Cast:
    """The organisations and their people, with one demo password. Estates come with the register."""
    fjordbo = HousingOrganisation.objects.create(name="Fjordbo", slug="fjordbo", number="12")
    skovbo = HousingOrganisation.objects.create(name="Skovbo", slug="skovbo", number="21")
    for organisation in (fjordbo, skovbo):
        run_organisation_hooks(organisation)
    users = {person.email.split("@")[0]: create(person.email, person.name) for person in DEMO_PEOPLE}
    clerk = create("henrik@demo.example", "Henrik Holm")
    for name, organisation, role in (
        ("anna", fjordbo, Role.CARETAKER),
        ("bo", fjordbo, Role.CARETAKER),
        ("carla", skovbo, Role.CARETAKER),
        ("dorte", fjordbo, Role.ADMINISTRATION),
        ("erik", fjordbo, Role.ESTATE_OFFICE),
        ("freja", fjordbo, Role.COORDINATOR),
        ("gry", fjordbo, Role.SYSTEM_ADMINISTRATOR),
        ("gry", skovbo, Role.SYSTEM_ADMINISTRATOR),
    ):
        Membership.objects.create(user=users[name], organisation=organisation, role=role)
    Membership.objects.create(user=clerk, organisation=skovbo, role=Role.ADMINISTRATION)
    return Cast(fjordbo=fjordbo, skovbo=skovbo, carlas_administration=clerk, **users)


def create(email: str, name: str) -> User:
    return User.objects.create_user(email=email, name=name, password=settings.DEMO_PASSWORD)


def assign(cast: Cast, today: dt.date) -> None:
    """Anna has Lærkeparken and Havnegården, Bo, her colleague, Møllevangen; Kløverengen has nobody."""
    estates = {estate.number: estate for estate in Estate.objects.all()}
    for user, number, responsible in (
        (cast.anna, "1204", True),
        (cast.bo, "1204", False),
        (cast.erik, "1204", False),
        (cast.bo, "1205", True),
        (cast.anna, "1206", True),
        (cast.carla, "2101", True),
    ):
        EstateAssignment.objects.create(
            membership=membership_of(user),
            estate=estates[number],
            starts_on=today - LONG_AGO,
            is_responsible=responsible,
        )


def plan_absences(cast: Cast, today: dt.date) -> None:
    """One that is over, which Bo covered, and one that is planned."""
    for first, last in ((-47, -42), (11, 22)):
        Absence.objects.create(
            membership=membership_of(cast.anna),
            stand_in=membership_of(cast.bo),
            starts_on=today + dt.timedelta(days=first),
            ends_on=today + dt.timedelta(days=last),
        )


def membership_of(user: User) -> Membership:
    membership = user.membership
    if membership is None:
        raise ValueError(f"user {user.pk} has no role")
    return membership
