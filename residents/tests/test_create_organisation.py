"""manage.py create_organisation: how a real installation begins."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.choices import Role
from accounts.models import Membership, User
from residents.models import HousingOrganisation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def create(slug="havbo", name="Havbo", email="ida@example.dk", person="Ida Iversen"):
    said = StringIO()
    call_command(
        "create_organisation", slug, name=name, administrator=email, administrator_name=person, stdout=said
    )
    return said.getvalue()


def test_an_organisation_and_its_first_administrator():
    said = create()
    membership = Membership.objects.get(organisation__slug="havbo")
    assert membership.organisation.name == "Havbo"
    assert membership.role == Role.SYSTEM_ADMINISTRATOR
    assert membership.user.email == "ida@example.dk"
    assert not membership.user.has_usable_password()
    assert "/adgangskode/glemt/" in said


def test_somebody_with_an_account_keeps_it():
    ida = UserFactory(email="ida@example.dk", name="Ida Ibsen")
    ida.set_password("en lang adgangskode")
    ida.save()
    said = create(email="IDA@example.dk")
    ida.refresh_from_db()
    assert ida.name == "Ida Ibsen"
    assert ida.memberships.get().role == Role.SYSTEM_ADMINISTRATOR
    assert "adgangskode" not in said


def test_a_slug_in_use_changes_nothing(fjordbo):
    with pytest.raises(CommandError):
        create(slug="fjordbo")
    assert HousingOrganisation.objects.count() == 1
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"email": "ingen e-mail"}, {"slug": "hav bo"}, {"name": ""}, {"person": ""}], ids=str
)
def test_what_cannot_be_right_is_refused_whole(wrong):
    with pytest.raises(CommandError):
        create(**wrong)
    assert not HousingOrganisation.objects.exists()
    assert not User.objects.exists()


def test_a_closed_account_is_not_opened_again():
    UserFactory(email="ida@example.dk", is_active=False)
    with pytest.raises(CommandError):
        create()
    assert not HousingOrganisation.objects.exists()
