"""How far a mediation is: Dialog ─ Møde ─ Aftale ─ Opfølgning."""

from dataclasses import dataclass

from disputes.choices import OPEN_MEDIATIONS, MediationPhase
from disputes.models import Mediation

PHASES = [phase for phase in MediationPhase if phase in OPEN_MEDIATIONS]


@dataclass(frozen=True)
class Steps:
    """For {% steps %}."""

    current: int
    labels: str


def steps_of(mediation: Mediation) -> Steps | None:
    """None when it is closed: how it ended says more than how far it came."""
    if not mediation.is_open:
        return None
    return Steps(PHASES.index(MediationPhase(mediation.phase)) + 1, "|".join(str(p.label) for p in PHASES))
