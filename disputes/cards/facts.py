"""What was taken in: how and when it came, and what follows for the clock."""

from typing import Any

from cases.links import links
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from evictions.law import RULES
from residents.providers import Panel


def facts_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    context = {
        "complaint": complaint,
        "correct_url": links("complaint_correct")(complaint.pk) if complaint.is_open else "",
        "rules": [RULES["complaint_action_due"]],
    }
    return Panel("disputes/_facts_panel.html", context, order=50)
