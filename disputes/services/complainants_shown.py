"""Who mediates is seen by the other side: a hidden complainant is asked first."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import OPEN_COMPLAINTS
from disputes.models import Complainant, Complaint, ShowingDecision
from disputes.services.complaint_writes import save


def show_complainants(
    actor: Any, complaint: Complaint, tenancy_ids: Collection[int], agreed: Collection[int]
) -> None:
    """Those of these households that stand hidden behind the complaint are shown from now on, as they agreed
    to; DomainError when one of them has not been asked, though they have withdrawn. Inside the caller's
    transaction, with the complaint locked; its revision rises, as whoever decides of them on their page must
    not turn round what they have not seen."""
    rows = Complainant.objects.select_for_update(no_key=True).filter(
        complaint=complaint, tenancy_id__in=tenancy_ids, is_shown=False
    )
    hidden = list(rows.order_by("pk"))
    if any(complainant.tenancy_id not in agreed for complainant in hidden):
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
    if hidden:
        save(complaint)


def refuse_hidden(tenancy_ids: Collection[int], *, but: int | None = None) -> None:
    """DomainError when one of these households is hidden in an open complaint about another of them; the
    complaint `but` is asked about by show_complainants. Nothing is recorded in those: a decision there would
    tell its readers of a mediation that is not theirs."""
    rows = Complainant.objects.filter(
        tenancy_id__in=tenancy_ids,
        is_shown=False,
        complaint__respondent_id__in=tenancy_ids,
        complaint__status__in=sorted(OPEN_COMPLAINTS),
    )
    if rows.exclude(complaint_id=but).exists():
        raise DomainError(
            _(
                "En af husstandene er skjult i en klage over en anden af dem. Åbn mæglingen fra klagesagen, "
                "eller beslut først der, efter aftale med dem, at de må vises."
            )
        )
