"""What was done about the complaint, newest first."""

from typing import Any

from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from disputes.step_words import step_line
from residents.providers import Panel

SHOWN = 6


def course_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    lines = [step_line(step) for step in file["steps"]]
    return Panel("disputes/_course_panel.html", {"lines": lines[:SHOWN], "more": lines[SHOWN:]}, order=45)
