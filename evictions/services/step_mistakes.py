"""Taking back a step that was registered by mistake: on the wrong case, or before it happened.

It is no decision of the landlord's (a demand recalled, a termination waived: those are reviews), so the case
goes back to as far as the other registrations carry it. What stood is kept on the timeline.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import STATUS_ORDER, EvictionStatus, LegalStepKind
from evictions.models import EvictionCase
from evictions.permissions import require_administration_of
from evictions.services.eviction_writes import locked, require_open, require_seen, save, write_step
from evictions.services.legal_steps import what_stood


@dataclass(frozen=True)
class Registration:
    """What a kind of step has written on the case (column → what it is without), and how far it took it."""

    column: str
    empty: dict[str, Any]
    status: str = ""


REGISTRATIONS: dict[str, Registration] = {
    LegalStepKind.DEMAND_ISSUED: Registration(
        "demand_issued_on", {"demand_issued_on": None, "demand_channel": ""}, EvictionStatus.DEMAND
    ),
    LegalStepKind.DEMAND_RECEIVED: Registration(
        "demand_received_on",
        {"demand_received_on": None, "demand_proof": "", "demand_deadline": None, "is_overridden": False},
        EvictionStatus.DEMAND,
    ),
    LegalStepKind.TERMINATED: Registration(
        "terminated_on", {"terminated_on": None, "move_out_on": None}, EvictionStatus.TERMINATED
    ),
    LegalStepKind.FILED: Registration(
        "filed_on", {"filed_on": None, "court": "", "court_number": ""}, EvictionStatus.FILED
    ),
    LegalStepKind.MUNICIPALITY_NOTIFIED: Registration(
        "municipal_notice_on", {"municipal_notice_on": None, "municipal_notice_proof": ""}
    ),
}
CARRIED_BY = {
    EvictionStatus.EVICTION: ("eviction_at",),
    EvictionStatus.HEARING: ("hearing_at",),
    EvictionStatus.FILED: ("filed_on",),
    EvictionStatus.TERMINATED: ("terminated_on",),
    EvictionStatus.DEMAND: ("demand_issued_on", "demand_received_on"),
}
"""What shows that a case has come so far, furthest first."""


@transaction.atomic
def take_back_step(
    *, actor: Any, case: EvictionCase, seen: int, kind: LegalStepKind, reason: str
) -> EvictionCase:
    """The registration of `kind` was a mistake: its dates go, with the old values and `reason` on the
    timeline. Once more changes nothing."""
    require_administration_of(actor, case)
    if not reason.strip():
        raise DomainError(_("Skriv kort, hvad der var galt, fx »Registreret på den forkerte sag«."))
    case = locked(case)
    require_open(case)
    registration = REGISTRATIONS[kind]
    if getattr(case, registration.column) is None:
        return case
    require_seen(case, seen)
    fields = dict(registration.empty)
    if kind == LegalStepKind.DEMAND_RECEIVED and case.is_overridden:
        del fields["demand_deadline"], fields["is_overridden"]
    values = {"taken_back": str(kind), "before": what_stood(case, fields)}
    if case.status == registration.status:
        fields["status"] = _carried(case, without=registration)
    save(case, **fields)
    write_step(case, LegalStepKind.PUT_RIGHT, actor=actor, values=values, reason=reason.strip())
    return case


def _carried(case: EvictionCase, *, without: Registration) -> str:
    """How far the case has come by what else is registered; never further than it stands."""
    for status, columns in CARRIED_BY.items():
        others = [name for name in columns if name not in without.empty]
        if STATUS_ORDER[status] <= STATUS_ORDER[case.status] and any(getattr(case, n) for n in others):
            return str(status)
    return str(EvictionStatus.ARREARS)
