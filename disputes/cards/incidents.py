"""The noise log: what happened, newest first, and the form that adds to it."""

from typing import Any

from cases.links import links
from disputes.complaint_file import ComplaintFile
from disputes.forms.incidents import IncidentForm
from disputes.models import Complaint
from residents.providers import Panel

SHOWN = 6


def incidents_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    rows = [row for row in file["incidents"] if row.struck_at is None]
    form = file.forms.get("incident")
    if form is None and complaint.is_open:
        form = IncidentForm(complainants=file["complainants"])
    context = {
        "rows": rows[:SHOWN],
        "more": rows[SHOWN:],
        "count": len(rows),
        "struck": [row for row in file["incidents"] if row.struck_at is not None],
        "form": form if complaint.is_open else None,
        "url": links("incident_add")(complaint.pk),
        "is_open": complaint.is_open,
    }
    return Panel("disputes/_incidents_panel.html", context, order=30)
