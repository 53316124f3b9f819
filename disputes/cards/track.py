"""Dialogue or written, and how it came to be."""

from typing import Any

from cases.links import links
from disputes.choices import Track
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel


def track_panel(user: Any, complaint: Complaint, file: ComplaintFile) -> Panel:
    context = {
        "track": complaint.get_track_display(),
        "is_dialogue": complaint.track == Track.DIALOGUE,
        "moves": file["track_moves"],
        "url": links("complaint_track")(complaint.pk) if complaint.is_open else "",
    }
    return Panel("disputes/_track_panel.html", context, order=58)
