"""What the forms about a complaint, and those about a mediation, share."""

from cases.forms.revisions import OfRowForm
from disputes.models import Complaint, Mediation


class OfComplaintForm(OfRowForm):
    row_name = "complaint"
    complaint: Complaint


class OfMediationForm(OfRowForm):
    row_name = "mediation"
    mediation: Mediation
