"""Doors to complaints and mediations: invisible answers 404, visible but another role's work 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.permissions import require_role
from cases.household import household_array
from cases.permissions import require_course_of
from disputes.choices import MeetingStatus
from disputes.models import (
    Acceptance,
    Agreement,
    AgreementFollowUp,
    Complainant,
    Complaint,
    ComplaintLetter,
    Incident,
    Mediation,
    MediationMeeting,
    MediatorChange,
    Party,
    RoomEntry,
)
from disputes.querysets import READS_FILE, TAKES_IN
from residents.models import Dwelling, Tenancy

TO_PASS_ON = (
    *("serial", "opened_at", "organisation_id", "estate__name", "mediator_id"),
    *("mediator__ended_on", "mediator__user__name"),
)
OF_COMPLAINT = ("complaint__respondent__dwelling", "complaint__estate")


def get_complaint_for_user(user: Any, pk: int) -> Complaint:
    """The file of a complaint, with the household it is about (`people`). Of a mediation it holds one
    word."""
    require_role(user, *READS_FILE)
    rows = Complaint.objects.visible_to(user).select_related("respondent__dwelling", "estate")
    return get_object_or_404(rows.annotate(people=household_array("respondent_id")), pk=pk)


def get_complaint_for_reporter(user: Any, pk: int) -> Complaint:
    """What the estate office took in itself: that it came, and how far it is."""
    require_role(user, Role.ESTATE_OFFICE)
    rows = Complaint.objects.visible_to(user).select_related("respondent__dwelling", "estate")
    return get_object_or_404(rows, pk=pk)


def get_complainant_for_user(user: Any, pk: int) -> Complainant:
    """One who stands behind a complaint, to whoever reads its file."""
    require_role(user, *READS_FILE)
    rows = Complainant.objects.visible_to(user).select_related(*OF_COMPLAINT, "tenancy__dwelling")
    return get_object_or_404(rows, pk=pk)


def get_incident_for_user(user: Any, pk: int) -> Incident:
    """A line of the noise log, to whoever reads the file."""
    require_role(user, *READS_FILE)
    return get_object_or_404(Incident.objects.visible_to(user).select_related(*OF_COMPLAINT), pk=pk)


def get_complaint_letter_for_user(user: Any, pk: int) -> ComplaintLetter:
    """A letter that was sent, to whoever reads the file."""
    require_role(user, *READS_FILE)
    rows = ComplaintLetter.objects.visible_to(user).select_related(*OF_COMPLAINT, "made_by", "organisation")
    return get_object_or_404(rows, pk=pk)


def get_tenancy_for_complaint(user: Any, pk: int) -> Tenancy:
    """The household a complaint is about, to caretakers and the administration."""
    require_role(user, *READS_FILE)
    rows = Tenancy.objects.visible_to(user).select_related("dwelling", "estate")
    return get_object_or_404(rows, pk=pk)


def get_dwelling_for_complaint(user: Any, pk: int) -> Dwelling:
    """The flat a complaint is about, to the estate office, which is not told who lives there."""
    require_role(user, Role.ESTATE_OFFICE)
    return get_object_or_404(Dwelling.objects.visible_to(user).select_related("estate"), pk=pk)


def require_taking_in(actor: Any, respondent: Tenancy) -> None:
    """PermissionDenied unless `actor` may take in a complaint about this household: the administration of its
    organisation; caretakers and the office of its estate."""
    require_role(actor, *TAKES_IN)
    if actor.organisation_id != respondent.organisation_id:
        raise PermissionDenied
    if actor.role != Role.ADMINISTRATION and respondent.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied


def require_complaint_of(actor: Any, complaint: Complaint) -> None:
    """PermissionDenied unless `actor` may write in the file of this complaint: the administration of its
    organisation; a caretaker who has the estate and has not handed the respondent's case away."""
    require_role(actor, *READS_FILE)
    if actor.organisation_id != complaint.organisation_id:
        raise PermissionDenied
    if actor.role == Role.CARETAKER:
        require_course_of(actor, complaint.respondent)


def get_complaint_to_mediate(user: Any, pk: int) -> Complaint:
    """By a caretaker, in whose estate it is."""
    require_role(user, Role.CARETAKER)
    return get_complaint_for_user(user, pk)


def get_mediation_for_user(user: Any, pk: int) -> Mediation:
    """To whoever mediates it, while its content is there."""
    require_role(user, Role.CARETAKER)
    rows = Mediation.objects.visible_to(user).standing().select_related("estate", "mediator__user")
    return get_object_or_404(rows, pk=pk)


def mediations_to_pass_on(user: Any) -> QuerySet[Mediation]:
    """Those whose mediator has left, to the coordinator: number, day, estate, who had it, and as `meets_at`
    the moment of the meeting that is planned. Nothing else of them is read from the database."""
    planned = MediationMeeting.objects.filter(mediation=OuterRef("pk"), status=MeetingStatus.PLANNED)
    rows: QuerySet[Mediation] = Mediation.objects.without_mediator(user).only(*TO_PASS_ON)
    return rows.select_related("estate", "mediator__user").annotate(
        meets_at=Subquery(planned.values("starts_at")[:1])
    )


def mediations_passed_on(user: Any) -> QuerySet[MediatorChange]:
    """To the coordinator: which of them were given to whom, the newest first."""
    rows: QuerySet[MediatorChange] = MediatorChange.objects.passed_on(user)
    return rows.select_related("mediation", "mediator__user", "made_by").only(
        *("created_at", "mediation__serial", "mediation__opened_at", "mediator__user__name", "made_by__name")
    )


def is_passed_on(user: Any, pk: int) -> bool:
    """A coordinator gave it to somebody, who has it: another coordinator's page, or another tab, is old."""
    given = mediations_passed_on(user).filter(mediation_id=pk).exists()
    return given and not mediations_to_pass_on(user).filter(pk=pk).exists()


def get_mediation_to_pass_on(user: Any, pk: int) -> Mediation:
    require_role(user, Role.COORDINATOR)
    return get_object_or_404(mediations_to_pass_on(user), pk=pk)


def get_room_for_user(user: Any, pk: int) -> Party:
    """One party's room. What it holds is reached through `pk` of this party only."""
    require_role(user, Role.CARETAKER)
    rows = Party.objects.visible_to(user).filter(mediation__erased_at__isnull=True)
    return get_object_or_404(rows.select_related("mediation", "tenancy__dwelling"), pk=pk)


def get_entry_for_user(user: Any, pk: int) -> RoomEntry:
    """A note in a room, by way of whoever mediates."""
    require_role(user, Role.CARETAKER)
    rows = RoomEntry.objects.visible_to(user).filter(mediation__erased_at__isnull=True)
    return get_object_or_404(rows.select_related("mediation"), pk=pk)


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
