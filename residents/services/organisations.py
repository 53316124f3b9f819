"""The first step of an installation: an organisation, and the person who gives the others their roles."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership, User
from core.constraints import explained
from core.errors import DomainError
from residents.models import HousingOrganisation
from residents.providers import run_organisation_hooks


@transaction.atomic
def create_organisation(
    *, slug: str, name: str, number: str, administrator_email: str, administrator_name: str
) -> Membership:
    """An organisation with its first system administrator, who chooses a password by e-mail.

    For the operator of the installation alone, and so without an actor: nobody in the product stands above
    the organisations. A person who has an account already keeps it.
    """
    organisation = HousingOrganisation(slug=slug, name=name, number=number)
    person = User(email=administrator_email.strip().lower(), name=administrator_name)
    try:
        organisation.full_clean()
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    with explained(HousingOrganisation):
        organisation.save()
    run_organisation_hooks(organisation)
    known = User.objects.filter(email=person.email).first()
    if known is not None and (known.is_machine or not known.is_active):
        raise DomainError(_("Den e-mail hører til en bruger, der er lukket."))
    person = known or User.objects.create_user(person.email, person.name)
    return Membership.objects.create(user=person, organisation=organisation, role=Role.SYSTEM_ADMINISTRATOR)
