"""Where a mediation stands, told from its meetings and its agreement."""

from disputes.choices import AgreementStatus, MediationPhase, MeetingStatus
from disputes.models import Agreement, Mediation, MediationMeeting
from disputes.services.mediation_writes import move, settle


def phase_of(mediation: Mediation) -> MediationPhase:
    """A meeting that is planned comes first; then an agreement; then a meeting that was held."""
    meetings = set(MediationMeeting.objects.filter(mediation=mediation).values_list("status", flat=True))
    if MeetingStatus.PLANNED in meetings:
        return MediationPhase.MEETING
    agreement = current_agreement(mediation)
    if agreement is not None:
        accepted = agreement.status == AgreementStatus.ACCEPTED
        return MediationPhase.FOLLOW_UP if accepted else MediationPhase.AGREEMENT
    return MediationPhase.MEETING if MeetingStatus.HELD in meetings else MediationPhase.DIALOGUE


def current_agreement(mediation: Mediation) -> Agreement | None:
    """The one that no other has replaced."""
    return mediation.agreements.exclude(status=AgreementStatus.REPLACED).first()


def settle_phase(mediation: Mediation) -> Mediation:
    """After something of the locked mediation was written: the phase that follows, the fact, and the day its
    content is deleted."""
    phase = phase_of(mediation)
    if phase != mediation.phase:
        move(mediation, phase)
    return settle(mediation)
