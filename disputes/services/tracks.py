"""Which track a complaint is on, and whether the respondent's side is told who complains: both are decisions,
kept with their reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import Track
from disputes.models import Complainant, Complaint, ShowingDecision, TrackMove
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, require_open, save

REASON_LENGTH = 300


@transaction.atomic
def move_track(*, actor: Any, complaint: Complaint, seen: int, reason: str) -> Complaint:
    """From dialogue to the written track, or back; by the caretaker or the administration."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint, seen)
    require_open(complaint)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise DomainError(_("Skriv, hvorfor sagen skifter spor."))
    before = complaint.track
    after = Track.DIALOGUE if before == Track.WRITTEN else Track.WRITTEN
    TrackMove.objects.create(**_of(complaint, actor), before=before, after=after, reason=reason)
    return save(complaint, track=after)


@transaction.atomic
def decide_showing(
    *, actor: Any, complainant: Complainant, seen: int, is_shown: bool, reason: str
) -> Complainant:
    """Whether the respondent's side is told of this one. By default nobody is."""
    require_complaint_of(actor, complainant.complaint)
    complaint = locked(complainant.complaint, seen)
    require_open(complaint)
    complainant = complaint.complainants.select_for_update(no_key=True).get(pk=complainant.pk)
    reason = reason.strip()[:REASON_LENGTH]
    if complainant.withdrawn_on:
        raise DomainError(_("Husstanden står ikke længere bag klagen."))
    if complainant.is_shown == is_shown:
        raise DomainError(_("Det er allerede besluttet sådan."))
    if not reason:
        raise DomainError(_("Skriv, hvorfor det er besluttet. Det skal kunne forklares bagefter."))
    ShowingDecision.objects.create(
        **_of(complaint, actor), complainant=complainant, is_shown=is_shown, reason=reason
    )
    complainant.is_shown = is_shown
    complainant.save(update_fields=["is_shown"])
    save(complaint)
    return complainant


def _of(complaint: Complaint, actor: Any) -> dict[str, Any]:
    return {
        "organisation_id": complaint.organisation_id,
        "estate_id": complaint.estate_id,
        "complaint": complaint,
        "made_by_id": actor.pk,
    }
