"""Whether the respondent's side is told who complains, and who decided it."""

from dataclasses import dataclass
from typing import Any

from cases.links import links
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel


@dataclass(frozen=True)
class Shown:
    name: str
    is_shown: bool
    url: str
    decisions: list[Any]


def showing_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    link = links("showing_decide")
    rows = [
        Shown(
            row.name,
            row.is_shown,
            link(row.pk) if complaint.is_open and row.withdrawn_on is None else "",
            [each for each in file["showing"] if each.complainant_id == row.pk],
        )
        for row in file["complainants"]
    ]
    return Panel("disputes/_showing_panel.html", {"rows": rows}, order=56)
