"""The meetings and agreements of a mediation, in as many queries however many there are."""

from django.db.models import Prefetch

from disputes.choices import AgreementStatus
from disputes.models import Agreement, AgreementPoint, Mediation, MediationMeeting, Party


def agreements_of(mediation: Mediation) -> list[Agreement]:
    """All versions, the newest first; with their points, who accepted and what was followed up."""
    points = Prefetch("points", AgreementPoint.objects.select_related("party"))
    return list(mediation.agreements.prefetch_related(points, "acceptances", "follow_ups"))


def agreement_of(mediation: Mediation) -> Agreement | None:
    """The one that no other has replaced."""
    standing = (each for each in agreements_of(mediation) if each.status != AgreementStatus.REPLACED)
    return next(standing, None)


def meetings_of(mediation: Mediation) -> list[MediationMeeting]:
    return list(mediation.mediationmeetings.order_by("-starts_at"))


def parties_of(mediation: Mediation) -> list[Party]:
    return list(mediation.partys.order_by("label"))
