"""The card of the meetings: the one that is planned with what to hand out, and what came of the others."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from core.phrases import say_moment
from disputes.choices import MEETING_TRANSITIONS, MeetingStatus
from disputes.mediation_file import MediationFile
from disputes.models import Mediation, MediationMeeting, Party
from residents.providers import Panel

ORDER, BESIDE = 20, 50
"""To the right when there is an agreement."""
LEVELS: dict[str, str] = {MeetingStatus.PLANNED: "soon", MeetingStatus.HELD: "ok"}


@dataclass(frozen=True)
class MeetingRow:
    when: str
    place: str
    status: str
    level: str
    undo_url: str = ""


@dataclass(frozen=True)
class PaperLink:
    """A paper for one party, in each language."""

    label: str
    danish: str
    english: str


def meetings_panel(user: Any, mediation: Mediation, file: MediationFile) -> Panel | None:
    planned = file.planned if mediation.is_open else None
    others = [meeting for meeting in file.meetings if meeting.status != MeetingStatus.PLANNED]
    if planned is None and not others and not file.may_meet:
        return None
    rows = [
        MeetingRow(
            say_moment(meeting.starts_at),
            meeting.place,
            str(meeting.get_status_display()),
            LEVELS.get(meeting.status, "quiet"),
            _undo_url(meeting, mediation, planned),
        )
        for meeting in others
    ]
    context = {
        "planned": planned,
        "is_over": planned is not None and planned.starts_at <= timezone.now(),
        "papers": papers_of([state.party for state in file.standing], "meeting_invitation"),
        "rows": rows,
        "plan_url": reverse("meeting_plan", args=[mediation.pk]) if mediation.is_open else "",
    }
    return Panel("disputes/_meetings_panel.html", context, order=BESIDE if file.agreement else ORDER)


def _undo_url(meeting: MediationMeeting, mediation: Mediation, planned: MediationMeeting | None) -> str:
    """Where what was written of it can be taken back."""
    back = MeetingStatus.PLANNED in MEETING_TRANSITIONS[meeting.status]
    return reverse("meeting_unhold", args=[meeting.pk]) if back and mediation.is_open and not planned else ""


def papers_of(parties: list[Party], route: str) -> list[PaperLink]:
    urls = [(party.label, reverse(route, args=[party.pk])) for party in parties]
    return [PaperLink(label, url, f"{url}?sprog=en") for label, url in urls]
