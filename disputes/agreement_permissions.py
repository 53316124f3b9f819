"""Doors to what all parties of a mediation know: its meetings and agreements, by way of whoever mediates."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.permissions import require_role
from disputes.models import Acceptance, Agreement, AgreementFollowUp, MediationMeeting


def get_meeting_for_user(user: Any, pk: int) -> MediationMeeting:
    return _of_mediation(user, MediationMeeting, pk)


def get_agreement_for_user(user: Any, pk: int) -> Agreement:
    return _of_mediation(user, Agreement, pk)


def get_acceptance_for_user(user: Any, pk: int) -> Acceptance:
    return _of_mediation(user, Acceptance, pk)


def get_agreement_follow_up_for_user(user: Any, pk: int) -> AgreementFollowUp:
    return _of_mediation(user, AgreementFollowUp, pk)


def _of_mediation(user: Any, model: Any, pk: int) -> Any:
    """Invisible answers 404, another role's work 403; what is deleted is gone."""
    require_role(user, Role.CARETAKER)
    rows = model.objects.visible_to(user).filter(mediation__erased_at__isnull=True)
    return get_object_or_404(rows.select_related("mediation__organisation"), pk=pk)
