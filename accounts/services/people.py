"""People and their roles in one organisation. A person may have roles in several: what one organisation
decides never reaches into another, and never shows what the other one knows."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Absence, Membership, User
from accounts.permissions import EDITS_PEOPLE, require_role
from accounts.services.assignments import end_open_assignments
from core.constraints import explained
from core.errors import DomainError

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def create_person(*, actor: User, email: str, name: str, roles: list[str]) -> User:
    """A new person with roles in the acting organisation. Refused when somebody has the e-mail already:
    whoever asked is asked again, and give_roles is what they may mean."""
    require_role(actor, *EDITS_PEOPLE)
    if not roles:
        raise DomainError(_("Vælg mindst én rolle."))
    with explained(User):
        person = User.objects.create_user(email.strip(), name)
    for role in roles:
        add_role(actor=actor, person=person, role=role)
    return person


@transaction.atomic
def give_roles(*, actor: User, email: str, roles: list[str]) -> User:
    """Roles in the acting organisation to somebody who has an account, here or elsewhere. Name and password
    stay theirs."""
    require_role(actor, *EDITS_PEOPLE)
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise DomainError(_("Ingen har den e-mail længere. Opret personen i stedet."))
    for role in roles:
        add_role(actor=actor, person=person, role=role)
    return person


@transaction.atomic
def add_role(*, actor: User, person: User, role: str) -> Membership:
    """Give the role, or give an ended one back. Nobody gives roles to themselves."""
    require_role(actor, *EDITS_PEOPLE)
    refuse_self(actor, person)
    refuse_machine(person)
    membership, created = Membership.objects.select_for_update().get_or_create(
        user=person, organisation_id=actor.organisation_id, role=Role(role)
    )
    if not created:
        if person.is_active and membership.ended_on is None:
            raise DomainError(_("Personen har allerede den rolle i boligorganisationen."))
        membership.ended_on = None
        membership.save(update_fields=["ended_on"])
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    return membership


@transaction.atomic
def rename_person(*, actor: User, person: User, name: str, email: str) -> User:
    """Correct name and e-mail, of people nobody else employs: the e-mail is the key to all they may see."""
    require_role(actor, *EDITS_PEOPLE)
    if not belongs_here_only(actor, person):
        raise DomainError(_("Navn og e-mail retter personen selv."))
    person.name, person.email = name, email.strip().lower()
    with explained(User):
        person.save(update_fields=["name", "email"])
    return person


@transaction.atomic
def end_role(*, actor: User, membership: Membership, last_day: dt.date) -> Membership:
    """The role ends after `last_day` (yesterday: at once), and its assignments with it."""
    require_role(actor, *EDITS_PEOPLE)
    require_here(actor, membership)
    refuse_self(actor, membership.user)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if ended(row):
        raise DomainError(_("Rollen er allerede ophørt."))
    if last_day < timezone.localdate() - ONE_DAY:
        raise DomainError(_("Vælg en sidste dag, der ikke ligger før i går."))
    row.ended_on = last_day
    row.save(update_fields=["ended_on"])
    end_open_assignments(membership=row, last_day=last_day)
    return row


@transaction.atomic
def close_person(*, actor: User, person: User) -> User:
    """Out at once: every role here ends, open assignments with them. The account is closed too, unless
    another organisation still has a use for it."""
    require_role(actor, *EDITS_PEOPLE)
    refuse_self(actor, person)
    refuse_machine(person)
    yesterday = timezone.localdate() - ONE_DAY
    here = Membership.objects.select_for_update().filter(user=person, organisation_id=actor.organisation_id)
    for membership in [row for row in here if not ended(row)]:
        membership.ended_on = yesterday
        membership.save(update_fields=["ended_on"])
        end_open_assignments(membership=membership, last_day=yesterday)
    if person.is_active and not person.memberships.active().exists():
        person.is_active = False
        person.save(update_fields=["is_active"])
    return person


def cover_without_stand_in(person: User) -> int:
    """How many absences, now or planned, `person` was to cover but no longer can."""
    today = timezone.localdate()
    left = Absence.objects.filter(stand_in__user=person, ends_on__gte=today, stand_in__ended_on__lt=today)
    return left.count()


def ended(membership: Membership) -> bool:
    return membership.ended_on is not None and membership.ended_on < timezone.localdate()


def belongs_here_only(actor: User, person: User) -> bool:
    return not person.memberships.exclude(organisation_id=actor.organisation_id).exists()


def require_here(actor: User, membership: Membership) -> None:
    if membership.organisation_id != actor.organisation_id:
        raise PermissionDenied


def refuse_self(actor: User, person: User) -> None:
    """So that nobody gives themselves another role, and an organisation is never left without anybody
    who can let people in."""
    if person.pk == actor.pk:
        raise DomainError(_("Dine egne roller skal en anden systemadministrator ændre."))


def refuse_machine(person: User) -> None:
    if person.is_machine:
        raise DomainError(_("Et program har ikke roller. Brug en adgangsnøgle."))
