"""The card of the agreement: its points, who said yes, the print for each party, and the versions before."""

from typing import Any

from django.urls import reverse

from disputes.agreement_page import lines_of, stands_of
from disputes.choices import AgreementStatus
from disputes.mediation_cards.meetings import papers_of
from disputes.mediation_file import MediationFile
from disputes.models import Mediation
from residents.providers import Panel

ORDER = 30


def agreement_panel(user: Any, mediation: Mediation, file: MediationFile) -> Panel | None:
    """None before there is any."""
    agreement = file.agreement
    if agreement is None:
        return None
    parties = [state.party for state in file.parties]
    locked = agreement.status != AgreementStatus.DRAFT or bool(agreement.acceptances.all())
    context = {
        "agreement": agreement,
        "lines": lines_of(agreement),
        "stands": stands_of(agreement, parties),
        "is_accepted": agreement.status == AgreementStatus.ACCEPTED,
        "is_open": mediation.is_open,
        "edit_url": "" if locked else reverse("agreement_edit", args=[mediation.pk]),
        "version_url": reverse("agreement_new_version", args=[agreement.pk]) if locked else "",
        "papers": papers_of([state.party for state in file.standing], "agreement_print"),
        "earlier": [(each, lines_of(each)) for each in file.agreements if each.pk != agreement.pk],
    }
    return Panel("disputes/_agreement_panel.html", context, order=ORDER)
