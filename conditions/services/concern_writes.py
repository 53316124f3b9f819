"""How a concern is moved: under its lock, against the revision somebody saw. Every service that moves one
goes through here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from conditions.choices import CONCERN_TRANSITIONS, ConcernStatus
from conditions.models import ConcernFlag
from conditions.querysets import HANDLES
from core.constraints import explained
from core.errors import DomainError, RevisionChangedError
from core.phrases import say_moment


class ConcernChangedError(RevisionChangedError):
    """Somebody has moved it since the page was read; `row` is as it stands now."""

    def __init__(self, concern: ConcernFlag) -> None:
        super().__init__(
            _("%(standing)s Se meldingen igen, og gem så, hvis dit stadig skal gælde.")
            % {"standing": standing(concern)},
            concern,
        )


def standing(concern: ConcernFlag) -> str:
    """Who has it now, in a sentence: for whoever came second. When it was first taken, maybe by another."""
    if concern.status == ConcernStatus.CLOSED and concern.closed_by and concern.closed_at:
        said = {
            "name": concern.closed_by.name,
            "when": say_moment(concern.closed_at),
            "outcome": concern.get_outcome_display(),
        }
        return _("%(name)s afsluttede meldingen %(when)s: »%(outcome)s«.") % said
    if concern.taken_by and concern.taken_at:
        said = {"name": concern.taken_by.name, "when": say_moment(concern.taken_at)}
        return _("%(name)s har meldingen. Den blev taget %(when)s.") % said
    return _("Meldingen er ændret, siden du åbnede siden.")


def locked(concern: ConcernFlag) -> ConcernFlag:
    """As it stands, locked until the transaction ends: of two people at once the second waits."""
    rows = ConcernFlag.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("tenancy", "dwelling", "case", "taken_by", "closed_by")
    fresh: ConcernFlag = related.get(pk=concern.pk)
    return fresh


def require_handler(actor: Any, concern: ConcernFlag) -> None:
    """PermissionDenied unless `actor` is a caretaker who has the flat's estate today, and has not handed the
    household's case away. To be asked after the lock."""
    require_role(actor, *HANDLES)
    if not ConcernFlag.objects.visible_to(actor).filter(pk=concern.pk).exists():
        raise PermissionDenied


def for_move(actor: Any, concern: ConcernFlag, seen: int) -> ConcernFlag:
    """The locked concern, for whoever may move it and saw it as it is."""
    fresh = locked(concern)
    require_handler(actor, fresh)
    if fresh.revision != seen:
        raise ConcernChangedError(fresh)
    return fresh


def move(concern: ConcernFlag, to: str, **values: Any) -> ConcernFlag:
    """Along CONCERN_TRANSITIONS, or what changes without a move; a new revision each time."""
    if to != concern.status and to not in CONCERN_TRANSITIONS[concern.status]:
        raise DomainError(standing(concern))
    concern.status, concern.revision = to, concern.revision + 1
    for name, value in values.items():
        setattr(concern, name, value)
    with explained(ConcernFlag):
        concern.save(update_fields=["status", "revision", *values])
    return concern
