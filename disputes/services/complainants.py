"""Who stands behind a complaint: signing later, and withdrawing."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import ComplaintStepKind
from disputes.models import Complainant, Complaint
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, require_open, save, write_step
from disputes.services.complaints import lives_there, require_other_household, sign
from residents.models import Tenancy


@transaction.atomic
def add_complainant(*, actor: Any, complaint: Complaint, tenancy: Tenancy, name: str) -> Complainant:
    """One more household signs; who had withdrawn stands behind it again. Signed already: that row."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint)
    require_open(complaint)
    require_other_household(complaint.respondent, tenancy)
    if not name.strip():
        raise DomainError(_("Skriv, hvem der klager. Anonyme klager tages ikke."))
    row = complaint.complainants.filter(tenancy=tenancy).first()
    if row is not None and row.withdrawn_on is None:
        return row
    if not lives_there(tenancy, timezone.localdate()):
        raise DomainError(_("Husstanden er flyttet. Kun den, der bor her, kan stå bag en klage."))
    if row is None:
        row = sign(complaint, tenancy, name, actor)
    else:
        row.name, row.withdrawn_on = name.strip(), None
        row.save(update_fields=["name", "withdrawn_on"])
    _tell(complaint, actor, "signed")
    return row


@transaction.atomic
def withdraw_complainant(*, actor: Any, complainant: Complainant) -> Complainant:
    """A household does not stand behind it any more. What it told stays. Withdrawn already: nothing."""
    require_complaint_of(actor, complainant.complaint)
    complaint = locked(complainant.complaint)
    row: Complainant = complaint.complainants.get(pk=complainant.pk)
    if row.withdrawn_on is not None:
        return row
    require_open(complaint)
    if not complaint.complainants.filter(withdrawn_on__isnull=True).exclude(pk=row.pk).exists():
        raise DomainError(
            _("Så står ingen bag klagen. Afslut klagesagen med udfaldet »Trukket tilbage« i stedet.")
        )
    row.withdrawn_on = timezone.localdate()
    row.save(update_fields=["withdrawn_on"])
    _tell(complaint, actor, "withdrawn")
    return row


def _tell(complaint: Complaint, actor: Any, what: str) -> None:
    save(complaint)
    write_step(complaint, ComplaintStepKind.CORRECTED, actor=actor, values={"changed": [what]})
