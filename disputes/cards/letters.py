"""The letters that were sent, and those this person may write."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.links import links
from core.phrases import say_day
from disputes.choices import LetterKind
from disputes.complaint_file import ComplaintFile
from disputes.ladder import who_may, why_not
from disputes.letter_page import STEP_OF
from disputes.models import Complaint
from residents.providers import Panel


@dataclass(frozen=True)
class LetterRow:
    kind: str
    url: str
    sent: str
    to: str


def letters_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel | None:
    link = links("complaint_letter_detail")
    rows = [
        LetterRow(
            letter.get_kind_display(),
            link(letter.pk),
            _("Sendt %(day)s") % {"day": say_day(letter.sent_on)},
            letter.recipient.partition("\n")[0],
        )
        for letter in file["letters"]
    ]
    to_write = [
        (kind.label, reverse("complaint_letter", args=[complaint.pk, kind.value]))
        for kind in LetterKind
        if user.role in who_may(complaint, STEP_OF[kind]) and not why_not(complaint, STEP_OF[kind])
    ]
    if not rows and not to_write:
        return None
    return Panel("disputes/_complaint_letters_panel.html", {"rows": rows, "to_write": to_write}, order=35)
