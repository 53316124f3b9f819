"""Somebody has the e-mail of a person to be created: what may be said of them, and what may be given."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import Role
from accounts.models import Membership, User
from core.phrases import say_list


@dataclass(frozen=True)
class Known:
    """`person` only when they are, or were, of the acting organisation: another's people are not named.
    `roles`: those that were asked for and are not held here today."""

    email: str
    person: User | None
    typed_name: str
    roles: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def question(self) -> str:
        given = {"roles": say_roles(self.roles), "email": self.email}
        if self.person is None:
            return (
                _(
                    "E-mailen %(email)s er allerede i brug i denne installation. Personen kan få %(roles)s "
                    "hos jer med den konto, der findes. Navnet ser I bagefter, når personen er jeres kollega."
                )
                % given
            )
        given["name"] = self.person.name
        if not self.roles:
            held = {**given, "roles": say_roles(self.asked)}
            return (
                _("%(name)s (%(email)s) findes allerede i jeres organisation og har allerede %(roles)s.")
                % held
            )
        return (
            _("%(name)s (%(email)s) findes allerede i jeres organisation. Vil du give personen %(roles)s?")
            % given
        )

    @property
    def about_the_name(self) -> str:
        """The typed name is not used, and that is said; nothing when it is the same."""
        if self.person is None:
            return _("Navnet »%(typed)s« bliver ikke brugt.") % {"typed": self.typed_name}
        if self.person.name == self.typed_name:
            return ""
        return _("Du skrev navnet »%(typed)s«. Det bliver ikke brugt: kontoen hedder fortsat %(name)s.") % {
            "typed": self.typed_name,
            "name": self.person.name,
        }

    @property
    def button(self) -> str:
        return _("Giv %(roles)s") % {"roles": say_roles(self.roles)}


def known_person(actor: User, *, email: str, name: str, roles: list[str]) -> Known | None:
    """None when nobody has the e-mail."""
    person = User.objects.filter(email=email).first()
    if person is None:
        return None
    here = Membership.objects.visible_to(actor).filter(user=person)
    held = set(here.active().values_list("role", flat=True))
    missing = tuple(role for role in roles if role not in held)
    return Known(email, person if here.exists() else None, name, missing, tuple(roles))


def say_roles(roles: tuple[str, ...]) -> str:
    """'rollen Administration', 'rollerne Administration og Koordinator'."""
    names = say_list([str(Role(role).label) for role in roles])
    return ngettext("rollen %(names)s", "rollerne %(names)s", len(roles)) % {"names": names}
