"""A file for each thing of the caretaker's work; read `case.py` and `visits.py` first."""

from cases.models.case import Case, CaseAssignment, CaseOpening
from cases.models.consents import Consent
from cases.models.feeds import CalendarFeed
from cases.models.handovers import Handover, HandoverItem
from cases.models.partners import Partner, PartnerAgreement
from cases.models.people import CasePerson
from cases.models.plan import SupportPlanAction, SupportPlanGoal
from cases.models.referrals import Disclosure, Referral, ReferralReminder
from cases.models.restricted import RestrictedNote
from cases.models.rounds import OutreachDoor, OutreachRound
from cases.models.safety import LoneWorkCheck, SafetyAcknowledgement, SafetyFlag
from cases.models.stand_in import StandInNote
from cases.models.visits import Draft, FollowUp, Visit

__all__ = [
    "CalendarFeed",
    "Case",
    "CaseAssignment",
    "CaseOpening",
    "CasePerson",
    "Consent",
    "Disclosure",
    "Draft",
    "FollowUp",
    "Handover",
    "HandoverItem",
    "LoneWorkCheck",
    "OutreachDoor",
    "OutreachRound",
    "Partner",
    "PartnerAgreement",
    "Referral",
    "ReferralReminder",
    "RestrictedNote",
    "SafetyAcknowledgement",
    "SafetyFlag",
    "StandInNote",
    "SupportPlanAction",
    "SupportPlanGoal",
    "Visit",
]
