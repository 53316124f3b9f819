"""The landlord's legal steps, registered by hand. The same steps from a list or the rent ledger's program:
services/told_steps.py.

Nothing is refused because the law would have it otherwise: what happened is written down, and the page says
what is wrong with it (evictions/red_flags.py).
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.errors import DomainError
from evictions.choices import EvictionStatus, LegalStepKind
from evictions.models import EvictionCase
from evictions.rules import demand_deadline
from evictions.services.eviction_writes import locked, may_move, require_open, save, write_step


@transaction.atomic
def issue_demand(*, actor: Any, case: EvictionCase, seen: int, on: dt.date, channel: str) -> EvictionCase:
    """The demand was sent on `on`."""
    case = _begin(actor, case, seen, on)
    return _go(
        case,
        actor,
        LegalStepKind.DEMAND_ISSUED,
        EvictionStatus.DEMAND,
        on,
        {"channel": channel},
        demand_issued_on=on,
        demand_channel=channel,
    )


@transaction.atomic
def receive_demand(*, actor: Any, case: EvictionCase, seen: int, on: dt.date, proof: str) -> EvictionCase:
    """It has come forward on `on`, which `proof` (ReceiptProof) shows: the deadline runs from there, also
    when two people had set another before."""
    case = _begin(actor, case, seen, on)
    if not proof:
        raise DomainError(
            _("Skriv, hvad der beviser, hvornår påkravet kom frem. Uden bevis er fristen ukendt.")
        )
    if case.demand_issued_on and on < case.demand_issued_on:
        raise DomainError(_("Påkravet kan ikke være kommet frem, før det blev sendt. Ret en af datoerne."))
    deadline = demand_deadline(on).date
    return _go(
        case,
        actor,
        LegalStepKind.DEMAND_RECEIVED,
        EvictionStatus.DEMAND,
        on,
        {"proof": proof, "deadline": str(deadline)},
        demand_received_on=on,
        demand_proof=proof,
        demand_deadline=deadline,
        is_overridden=False,
    )


@transaction.atomic
def terminate(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, move_out_on: dt.date | None = None
) -> EvictionCase:
    """The lease is terminated on `on`; the tenant must be out by `move_out_on`."""
    case = _begin(actor, case, seen, on)
    if move_out_on and move_out_on < on:
        raise DomainError(_("Fraflytningsdagen ligger før ophævelsen. Ret en af datoerne."))
    return _go(
        case,
        actor,
        LegalStepKind.TERMINATED,
        EvictionStatus.TERMINATED,
        on,
        {"move_out_on": str(move_out_on or "")},
        terminated_on=on,
        move_out_on=move_out_on,
    )


@transaction.atomic
def file_request(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, court: str = "", court_number: str = ""
) -> EvictionCase:
    """The eviction request was sent to the bailiff court."""
    case = _begin(actor, case, seen, on)
    return _go(
        case,
        actor,
        LegalStepKind.FILED,
        EvictionStatus.FILED,
        on,
        {},
        filed_on=on,
        court=court,
        court_number=court_number,
    )


@transaction.atomic
def notify_municipality(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, proof: str
) -> EvictionCase:
    """The municipality was told in writing, at the latest with the filing: ALL § 92(2)."""
    case = _begin(actor, case, seen, on)
    if not proof.strip():
        raise DomainError(_("Skriv, hvad der beviser, at kommunen er underrettet, fx kvitteringens nummer."))
    save(case, municipal_notice_on=on, municipal_notice_proof=proof.strip())
    write_step(case, LegalStepKind.MUNICIPALITY_NOTIFIED, actor=actor, on=on)
    return case


def _begin(actor: Any, case: EvictionCase, seen: int, on: dt.date) -> EvictionCase:
    require_role(actor, Role.ADMINISTRATION)
    if on > timezone.localdate():
        raise DomainError(_("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
    case = locked(case, seen)
    require_open(case)
    return case


def _go(
    case: EvictionCase,
    actor: Any,
    kind: LegalStepKind,
    status: EvictionStatus,
    on: dt.date,
    values: dict[str, str],
    **fields: Any,
) -> EvictionCase:
    """Forward to `status`; a step told of late leaves the case where it has come to. The very same step again
    changes nothing."""
    if all(getattr(case, name) == value for name, value in fields.items()):
        return case
    if may_move(case.status, status):
        fields["status"] = status
    save(case, **fields)
    write_step(case, kind, actor=actor, on=on, values=values)
    return case
