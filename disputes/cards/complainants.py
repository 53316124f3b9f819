"""Who stands behind the complaint, and whether the respondent's side is told."""

from typing import Any

from cases.links import links
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel


def complainants_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    rows = file["complainants"]
    standing = [row for row in rows if row.withdrawn_on is None]
    context = {
        "rows": rows,
        "may_withdraw": complaint.is_open and len(standing) > 1,
        "add_url": links("complainant_add")(complaint.pk) if complaint.is_open else "",
    }
    return Panel("disputes/_complainants_panel.html", context, order=55)
