"""Complaints, and mediation between neighbours. A file a thing."""

from disputes.models.complaints import (
    Complainant,
    Complaint,
    ComplaintLetter,
    ComplaintStep,
    Incident,
    ShowingDecision,
    TrackMove,
    complaint_number,
)
from disputes.models.mediations import (
    PARTIES,
    Acceptance,
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    Mediation,
    MediationMeeting,
    Party,
    PreTalk,
    RoomEntry,
    mediation_number,
)
from disputes.models.mediators import MediatorChange, RefusedMediator

__all__ = [
    "PARTIES",
    "Acceptance",
    "Agreement",
    "AgreementFollowUp",
    "AgreementPoint",
    "Complainant",
    "Complaint",
    "ComplaintLetter",
    "ComplaintStep",
    "Incident",
    "Mediation",
    "MediationMeeting",
    "MediatorChange",
    "Party",
    "PreTalk",
    "RefusedMediator",
    "RoomEntry",
    "ShowingDecision",
    "TrackMove",
    "complaint_number",
    "mediation_number",
]
