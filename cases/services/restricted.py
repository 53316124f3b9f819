"""Notes on health and other sensitive facts: only on a consent that stands, by the responsible caretaker."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Consent, RestrictedNote
from cases.permissions import require_caretaker_of
from cases.services.follow_ups import lock_courses
from core.errors import DomainError


def refuse_note(case: Case) -> str:
    """Why nothing sensitive may be written about the case now: a sentence, or "" when it may."""
    return refusal(case, Consent.objects.filter(case=case, for_own_notes=True))


def refusal(case: Case, consents: Iterable[Consent]) -> str:
    """`consents` are those to keep notes of one's own."""
    if not case.is_open:
        return _("Sagen er afsluttet. Genåbn den, før du skriver.")
    given, today = list(consents), timezone.localdate()
    if any(consent.is_valid(today) for consent in given):
        return ""
    if any(consent.withdrawn_at for consent in given):
        return _(
            "Samtykket er trukket tilbage. Der må ikke skrives mere om følsomme forhold, heller ikke "
            "rettelser, før beboeren giver et nyt samtykke."
        )
    return _(
        "Det kræver beboerens samtykke til egne notater om følsomme forhold. Registrér det på sagen først."
    )


@transaction.atomic
def write_restricted_note(*, actor: Any, case: Case, text: str) -> RestrictedNote:
    """A new note. The same words again at once (a double tap) are the same note."""
    consent = _consent_to_write(actor, case)
    newest = RestrictedNote.objects.filter(case=case, caretaker_id=actor.pk).order_by("-pk").first()
    if newest and newest.corrects_id is None and newest.text == text:
        return newest
    return _create(actor, case, consent, text)


@transaction.atomic
def correct_restricted_note(*, actor: Any, note: RestrictedNote, text: str) -> RestrictedNote:
    """A new version; the old one stays to be read. Unchanged words make none, two at once make one."""
    consent = _consent_to_write(actor, note.case)
    newer = RestrictedNote.objects.filter(corrects=note).first()
    if newer and newer.text == text:
        return newer
    if newer:
        raise DomainError(_("Notatet er allerede rettet. Ret den nyeste udgave i stedet."))
    return note if note.text == text else _create(actor, note.case, consent, text, corrects=note)


def _consent_to_write(actor: Any, case: Case) -> Consent:
    """Locked, so that it cannot be withdrawn while the note is written."""
    require_caretaker_of(actor, case.tenancy)
    if case.responsible_id != actor.membership.pk:
        raise PermissionDenied
    lock_courses([case.tenancy_id])
    case.refresh_from_db(fields=["status", "responsible"])
    if refused := refuse_note(case):
        raise DomainError(refused)
    rows = Consent.objects.valid().filter(case=case, for_own_notes=True).order_by("-pk")
    consent = rows.select_for_update(of=("self",)).first()
    if consent is None or case.responsible_id != actor.membership.pk:
        raise PermissionDenied
    return consent


def _create(
    actor: Any, case: Case, consent: Consent, text: str, corrects: RestrictedNote | None = None
) -> RestrictedNote:
    return RestrictedNote.objects.create(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        caretaker_id=actor.pk,
        case=case,
        consent=consent,
        text=text,
        corrects=corrects,
    )
