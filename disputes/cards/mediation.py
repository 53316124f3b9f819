"""The firewall: all that the file of a complaint says of a mediation is whether it was offered or held."""

from typing import Any

from accounts.choices import Role
from cases.links import links
from disputes.choices import MediationFact
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel

ORDER = 30


def mediation_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel | None:
    """The one word, to everybody alike: also to whoever mediates, whose screen others see. To the caretaker
    the way to offer it, while it is not."""
    may_offer = complaint.is_open and complaint.mediation != MediationFact.OFFERED
    offers = may_offer and user.role == Role.CARETAKER
    if not complaint.mediation and not offers:
        return None
    context = {
        "fact": str(MediationFact(complaint.mediation).label) if complaint.mediation else "",
        "offer_url": links("mediation_of_complaint")(complaint.pk) if offers else "",
    }
    return Panel("disputes/_mediation_fact_panel.html", context, order=ORDER)
