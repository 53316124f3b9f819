"""Who mediates is seen by the other side: a hidden complainant is asked first."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.models import Complainant, Complaint, ShowingDecision


def show_complainants(
    actor: Any, complaint: Complaint, tenancy_ids: Collection[int], agreed: Collection[int]
) -> None:
    """Those of these households that stand hidden behind the complaint are shown from now on, as they agreed
    to; DomainError when one of them has not been asked. Inside the caller's transaction, with the complaint
    locked."""
    rows = Complainant.objects.filter(complaint=complaint, tenancy_id__in=tenancy_ids)
    hidden = list(rows.filter(is_shown=False, withdrawn_on__isnull=True).order_by("pk"))
    if any(complainant.pk not in agreed for complainant in hidden):
        raise DomainError(
            _("Klageren er skjult for den anden part. Spørg først, om det må siges, hvem der klager.")
        )
    for complainant in hidden:
        ShowingDecision.objects.create(
            organisation_id=complaint.organisation_id,
            estate_id=complaint.estate_id,
            complaint=complaint,
            made_by_id=actor.pk,
            complainant=complainant,
            is_shown=True,
            reason=_("Klageren har selv sagt ja til det, før der blev tilbudt mægling."),
        )
        complainant.is_shown = True
        complainant.save(update_fields=["is_shown"])
