"""Who stands behind the complaint; and of each whether the respondent's side is told, and who decided it."""

from dataclasses import dataclass
from typing import Any

from cases.links import links
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel


@dataclass(frozen=True)
class Signer:
    """`row` of the file; `show_url` leads to deciding whether they are shown, "" when nothing can be decided;
    `decisions` what was."""

    row: Any
    show_url: str
    decisions: list[Any]


def complainants_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    rows, show = file["complainants"], links("showing_decide")
    standing = [row for row in rows if row.withdrawn_on is None]
    signers = [
        Signer(
            row,
            show(row.pk) if complaint.is_open and row in standing else "",
            [each for each in file["showing"] if each.complainant_id == row.pk],
        )
        for row in rows
    ]
    context = {
        "signers": signers,
        "may_withdraw": complaint.is_open and len(standing) > 1,
        "add_url": links("complainant_add")(complaint.pk) if complaint.is_open else "",
    }
    return Panel("disputes/_complainants_panel.html", context, order=55)
