"""Putting a contact right: a new version stands, the old one stays to be read."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Visit
from cases.next_try import NextStep
from cases.permissions import require_course_of
from cases.services.follow_ups import lock_courses, plan_after_visit
from cases.services.tries import note_tries
from cases.services.visit_actions import actions_of, retick
from cases.services.visits import (
    NOTHING_MORE,
    Details,
    VisitConflictError,
    body_of,
    entry_of,
    is_out_of_reach,
    is_own,
    says_the_same,
    tell,
)
from core.errors import DomainError
from residents.models import Resident


def refuse_correction(actor: Any, visit: Visit) -> str:
    """Why this person cannot put this contact right now: a sentence, or "" when they can."""
    if not is_own(actor, visit):
        return _("Kun den, der loggede kontakten, kan rette den. Log en ny kontakt, og skriv, hvad du ved.")
    if visit.undone_at is not None:
        return _("Kontakten er fortrudt. Log den på ny i stedet.")
    if visit.replaced_at is not None:
        return _("Kontakten er allerede rettet. Ret den nyeste udgave i forløbet i stedet.")
    if Visit.objects.filter(is_out_of_reach(actor), pk=visit.pk).exists():
        return _("Kontakten gælder også en husstand, du ikke længere har. Log en ny kontakt i stedet.")
    return ""


@transaction.atomic
def correct_visit(
    *,
    actor: Any,
    visit: Visit,
    result: str,
    client_uuid: uuid.UUID,
    note: str = "",
    occurred_at: dt.datetime | None = None,
    next_step: NextStep | None = None,
    drop_planned: bool = False,
    details: Details = NOTHING_MORE,
) -> Visit:
    """A new version of `visit`, of every household its entry was about; nobody else's words are touched.

    Two at once: the first makes the version, the other is told. The same form again answers with the version
    it made. When nothing was changed there is no version, and `visit` comes back. The next step stands
    unless another is given, or `drop_planned`.
    """
    entry = entry_of(visit)
    lock_courses(row.tenancy_id for row in entry)
    require_course_of(actor, *(row.tenancy for row in entry))
    body = body_of(result, note, details)
    occurred = occurred_at or visit.occurred_at
    if occurred == visit.occurred_at.replace(second=0, microsecond=0):
        occurred = visit.occurred_at  # the form knows no seconds
    sent = Visit.objects.filter(caretaker_id=actor.pk, client_uuid=client_uuid, tenancy=visit.tenancy).first()
    if sent:
        return _the_same(sent, visit, body, occurred, details)
    visit.refresh_from_db()
    if refusal := refuse_correction(actor, visit):
        raise DomainError(refusal)
    if says_the_same(visit, body, occurred, details) and next_step is None and not drop_planned:
        return visit
    row = {**body, "occurred_at": occurred, "client_uuid": client_uuid}
    standing = [old for old in entry if old.undone_at is None and old.replaced_at is None]
    versions = [_new_version(old, row, details if old.pk == visit.pk else None) for old in standing]
    new = next(version for version in versions if version.tenancy_id == visit.tenancy_id)
    if next_step or drop_planned:
        plan_after_visit(new, next_step)
    for version in versions:
        tell(version)
        note_tries(version.tenancy_id, version.corrects)
    return new


def _the_same(
    sent: Visit, visit: Visit, body: dict[str, Any], occurred: dt.datetime, details: Details
) -> Visit:
    if sent.undone_at is not None:
        raise VisitConflictError(_("Du har fortrudt den rettelse. Gem igen for at rette på ny."))
    if sent.corrects_id != visit.pk or not says_the_same(sent, body, occurred, details):
        raise VisitConflictError(_("Rettelsen er allerede gemt med et andet indhold. Åbn den, og ret igen."))
    return sent


def _new_version(old: Visit, row: dict[str, Any], details: Details | None) -> Visit:
    """Who was met and what was done in the other households of the entry stays as it was."""
    if not Visit.objects.standing().filter(pk=old.pk).update(replaced_at=timezone.now()):
        raise DomainError(_("Kontakten er allerede rettet. Ret den nyeste udgave i forløbet i stedet."))
    old.refresh_from_db()
    new = Visit.objects.create(
        organisation_id=old.organisation_id,
        estate_id=old.estate_id,
        tenancy_id=old.tenancy_id,
        caretaker_id=old.caretaker_id,
        corrects=old,
        **row,
    )
    if details is None:
        new.residents.set(old.residents.all())
        retick(old, new, frozenset(actions_of(old)))
    else:
        new.residents.set(Resident.objects.filter(tenancy_id=old.tenancy_id, pk__in=details.residents))
        retick(old, new, details.actions)
    return new
