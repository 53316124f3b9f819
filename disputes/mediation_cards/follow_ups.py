"""The card of the follow-ups: when we ask whether the agreement holds, and what was answered."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.phrases import FAR_DAYS, say_day, say_relative
from disputes.choices import Kept
from disputes.mediation_file import MediationFile
from disputes.models import AgreementFollowUp, Mediation
from residents.providers import Panel

ORDER = 55
LEVELS: dict[str, str] = {Kept.KEPT: "ok", Kept.PARTLY: "soon", Kept.BROKEN: "late"}


@dataclass(frozen=True)
class FollowUpRow:
    """`url` is where one that is to be done is written down."""

    day: str
    status: str
    level: str
    note: str = ""
    url: str = ""


def follow_ups_panel(user: Any, mediation: Mediation, file: MediationFile) -> Panel | None:
    """Of every version: what was found out stays."""
    found = [row for agreement in reversed(file.agreements) for row in agreement.follow_ups.all()]
    if not found:
        return None
    rows = [
        _row(row, mediation) for row in sorted(found, key=lambda row: (row.done_on or row.due_on, row.pk))
    ]
    context = {"rows": rows, "delete_on": mediation.delete_on}
    return Panel("disputes/_follow_ups_panel.html", context, order=ORDER)


def _row(row: AgreementFollowUp, mediation: Mediation) -> FollowUpRow:
    if row.done_on:
        return FollowUpRow(say_day(row.done_on), str(row.get_result_display()), LEVELS[row.result], row.note)
    is_due = row.due_on <= timezone.localdate()
    url = reverse("agreement_follow_up", args=[row.pk]) if mediation.is_open else ""
    ahead = (row.due_on - timezone.localdate()).days
    when = say_relative(row.due_on) if abs(ahead) <= FAR_DAYS else _("Senere") if ahead > 0 else _("Venter")
    return FollowUpRow(say_day(row.due_on), when, "late" if is_due else "quiet", url=url)
