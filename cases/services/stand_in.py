"""What the absent caretaker writes to her stand-in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Absence
from accounts.permissions import require_role
from cases.models import StandInNote
from core.errors import DomainError


@transaction.atomic
def write_stand_in_note(*, actor: Any, absence: Absence, text: str) -> StandInNote | None:
    """The latest words count; none take the note away."""
    require_role(actor, Role.CARETAKER)
    if absence.membership != actor.membership:
        raise PermissionDenied
    if absence.ends_on < timezone.localdate():
        raise DomainError(_("Fraværet er slut, så ingen læser kortet længere."))
    if not text.strip():
        StandInNote.objects.filter(absence=absence).delete()
        return None
    note, _made = StandInNote.objects.update_or_create(absence=absence, defaults={"text": text.strip()})
    return note
