"""The landlord's legal steps, registered by hand. The same steps from a list or the rent ledger's program:
services/told_steps.py. Taking one back that was registered by mistake: services/step_mistakes.py.

Nothing is refused because the law would have it otherwise: what happened is written down, and the page says
what is wrong with it (evictions/red_flags.py). The same step with other dates puts it right: the new
registration is a step of its own, with what stood before in `values["before"]`.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import DemandChannel, EvictionStatus, LegalStepKind, ReceiptProof
from evictions.models import EvictionCase
from evictions.permissions import require_administration_of
from evictions.rules import demand_deadline
from evictions.services.eviction_writes import (
    locked,
    may_move,
    require_open,
    require_seen,
    save,
    write_step,
)

LONGEST_NOTICE = dt.timedelta(days=366)
"""A move-out further away than this is a slip of the year."""


@transaction.atomic
def issue_demand(*, actor: Any, case: EvictionCase, seen: int, on: dt.date, channel: str) -> EvictionCase:
    """The demand was sent on `on`, by `channel` (DemandChannel)."""
    case = _begin(actor, case, on)
    if channel not in DemandChannel.values:
        raise DomainError(_("Vælg, hvordan påkravet er sendt."))
    if case.demand_received_on and on > case.demand_received_on:
        raise DomainError(_("Påkravet kan ikke være sendt, efter at det kom frem. Ret en af datoerne."))
    fields = {"demand_issued_on": on, "demand_channel": channel}
    values = {"channel": channel}
    return _register(
        case, actor, seen, LegalStepKind.DEMAND_ISSUED, on, fields, values, EvictionStatus.DEMAND
    )


@transaction.atomic
def receive_demand(*, actor: Any, case: EvictionCase, seen: int, on: dt.date, proof: str) -> EvictionCase:
    """It has come forward on `on`, which `proof` (ReceiptProof) shows: the deadline runs from there, also
    when two people had set another before."""
    case = _begin(actor, case, on)
    if proof not in ReceiptProof.values:
        raise DomainError(
            _("Skriv, hvad der beviser, hvornår påkravet kom frem. Uden bevis er fristen ukendt.")
        )
    if case.demand_issued_on and on < case.demand_issued_on:
        raise DomainError(_("Påkravet kan ikke være kommet frem, før det blev sendt. Ret en af datoerne."))
    deadline = demand_deadline(on).date
    fields = {
        "demand_received_on": on,
        "demand_proof": proof,
        "demand_deadline": deadline,
        "is_overridden": False,
    }
    values = {"proof": proof, "deadline": str(deadline)}
    return _register(
        case, actor, seen, LegalStepKind.DEMAND_RECEIVED, on, fields, values, EvictionStatus.DEMAND
    )


@transaction.atomic
def terminate(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, move_out_on: dt.date | None = None
) -> EvictionCase:
    """The lease is terminated on `on`; the tenant must be out by `move_out_on`."""
    case = _begin(actor, case, on)
    if move_out_on and move_out_on < on:
        raise DomainError(_("Fraflytningsdagen ligger før ophævelsen. Ret en af datoerne."))
    if move_out_on and move_out_on > on + LONGEST_NOTICE:
        raise DomainError(
            _("Fraflytningsdagen ligger mere end et år efter ophævelsen. Se efter, om årstallet er rigtigt.")
        )
    fields = {"terminated_on": on, "move_out_on": move_out_on}
    values = {"move_out_on": str(move_out_on or "")}
    return _register(
        case, actor, seen, LegalStepKind.TERMINATED, on, fields, values, EvictionStatus.TERMINATED
    )


@transaction.atomic
def file_request(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, court: str = "", court_number: str = ""
) -> EvictionCase:
    """The eviction request was sent to the bailiff court. What is not told of the court stays."""
    case = _begin(actor, case, on)
    fields = {
        "filed_on": on,
        "court": court or case.court,
        "court_number": court_number or case.court_number,
    }
    values = {"court": fields["court"]}
    return _register(case, actor, seen, LegalStepKind.FILED, on, fields, values, EvictionStatus.FILED)


@transaction.atomic
def notify_municipality(
    *, actor: Any, case: EvictionCase, seen: int, on: dt.date, proof: str
) -> EvictionCase:
    """The municipality was told in writing, at the latest with the filing: ALL § 92(2)."""
    case = _begin(actor, case, on)
    if not proof.strip():
        raise DomainError(_("Skriv, hvad der beviser, at kommunen er underrettet, fx kvitteringens nummer."))
    fields = {"municipal_notice_on": on, "municipal_notice_proof": proof.strip()}
    return _register(case, actor, seen, LegalStepKind.MUNICIPALITY_NOTIFIED, on, fields, {})


def _begin(actor: Any, case: EvictionCase, on: dt.date) -> EvictionCase:
    require_administration_of(actor, case)
    if on > timezone.localdate():
        raise DomainError(_("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
    case = locked(case)
    require_open(case)
    return case


def _register(
    case: EvictionCase,
    actor: Any,
    seen: int,
    kind: LegalStepKind,
    on: dt.date,
    fields: dict[str, Any],
    values: dict[str, Any],
    status: str = "",
) -> EvictionCase:
    """Forward to `status`; a step told of late leaves the case where it has come to. The very same step again
    changes nothing, whatever page it comes from; another one takes the page it was `seen` on."""
    if all(getattr(case, name) == value for name, value in fields.items()):
        return case
    require_seen(case, seen)
    before = what_stood(case, fields)
    if status and may_move(case.status, status):
        fields["status"] = status
    save(case, **fields)
    write_step(case, kind, actor=actor, on=on, values=values | ({"before": before} if before else {}))
    return case


def what_stood(case: EvictionCase, fields: dict[str, Any]) -> dict[str, str]:
    """The values that `fields` change, as text; what stood empty is not named. For a step's `before`: dates
    and codes, never words (those stand in the audit)."""
    return {
        name: str(old)
        for name, new in fields.items()
        if name not in WORDS and (old := getattr(case, name)) not in (None, "", False) and old != new
    }


WORDS = frozenset({"municipal_notice_proof", "representative", "claim", "outcome_note", "court_number"})
"""Columns that hold what somebody wrote."""
