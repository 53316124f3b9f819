"""Arrears and what the landlord's course makes of them. A file a thing."""

from evictions.models.arrears import ArrearsFile, ArrearsList, ArrearsNotice, ArrearsRow, NoticeRevision
from evictions.models.deadlines import DeadlineOverride
from evictions.models.eviction_case import EvictionCase, case_number
from evictions.models.hearings import Hearing
from evictions.models.instalments import Instalment, InstalmentPlan
from evictions.models.legal_steps import LegalStep
from evictions.models.letters import EvictionLetter
from evictions.models.rechecks import ArrearsRecheck
from evictions.models.reviews import ReviewDecision
from evictions.models.standstills import Standstill, StandstillReason
from evictions.models.statements import Statement
from evictions.models.ways_out import WayOut

__all__ = [
    "ArrearsFile",
    "ArrearsList",
    "ArrearsNotice",
    "ArrearsRecheck",
    "ArrearsRow",
    "DeadlineOverride",
    "EvictionCase",
    "EvictionLetter",
    "Hearing",
    "Instalment",
    "InstalmentPlan",
    "LegalStep",
    "NoticeRevision",
    "ReviewDecision",
    "Standstill",
    "StandstillReason",
    "Statement",
    "WayOut",
    "case_number",
]
