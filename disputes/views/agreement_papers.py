"""What one party gets on paper. Its name says nothing: it may lie in a folder that others see."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from cases.links import links
from core.papers import Paper
from core.tagged_pdf import tagged_pdf
from disputes.agreement_rows import agreement_of, parties_of
from disputes.choices import MeetingStatus
from disputes.models import Party
from disputes.papers.agreement import agreement_paper
from disputes.papers.facts import DA, EN, recipient_of
from disputes.papers.invitation import invitation
from disputes.permissions import get_room_for_user
from disputes.views.mediations import record_reading


@require_safe
def meeting_invitation(request: UserRequest, pk: int) -> HttpResponse:
    party = get_room_for_user(request.user, pk)
    meeting = party.mediation.mediationmeetings.filter(status=MeetingStatus.PLANNED).first()
    if meeting is None or party.left_on:
        return nothing(request, party, _("Der er ikke aftalt et møde at indbyde til."))
    record_reading(request.user, party.mediation)
    paper = invitation(recipient_of(party, request.user), meeting, language_of(request))
    return as_pdf(paper, f"moede-{meeting.pk}-{party.label.lower()}.pdf")


@require_safe
def agreement_print(request: UserRequest, pk: int) -> HttpResponse:
    party = get_room_for_user(request.user, pk)
    agreement = agreement_of(party.mediation)
    if agreement is None or party.left_on:
        return nothing(request, party, _("Der er ikke skrevet en aftale endnu."))
    record_reading(request.user, party.mediation)
    paper = agreement_paper(
        recipient_of(party, request.user),
        party,
        agreement,
        parties=parties_of(party.mediation),
        language=language_of(request),
    )
    return as_pdf(paper, f"aftale-{agreement.pk}-{party.label.lower()}.pdf")


def nothing(request: UserRequest, party: Party, why: str) -> HttpResponse:
    """Whoever has left gets no more of what the others do."""
    messages.info(request, _("Parten er ikke med længere.") if party.left_on else why)
    return redirect(links("mediation_detail")(party.mediation_id))


def language_of(request: UserRequest) -> str:
    return EN if request.GET.get("sprog") == EN else DA


def as_pdf(paper: Paper, name: str) -> HttpResponse:
    response = HttpResponse(tagged_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
