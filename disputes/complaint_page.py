"""The page of a complaint: its cards, each a function of who looks, the complaint and its file.

A card is a module of disputes/cards with one function; it is named in PANELS, and shows nothing by returning
None. Its rows are a part of the file (complaint_file.PARTS): a card asks the database nothing.
"""

from collections.abc import Callable
from typing import Any

from disputes.cards.complainants import complainants_panel
from disputes.cards.course import course_panel
from disputes.cards.facts import facts_panel
from disputes.cards.incidents import incidents_panel
from disputes.cards.ladder import ladder_panel
from disputes.cards.letters import letters_panel
from disputes.cards.mediation import mediation_panel
from disputes.cards.repeats import repeats_panel
from disputes.cards.track import track_panel
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from residents.providers import Panel, in_columns

ComplaintPanel = Callable[[Any, Complaint, ComplaintFile], Panel | None]

PANELS: list[ComplaintPanel] = [
    ladder_panel,
    repeats_panel,
    track_panel,
    letters_panel,
    incidents_panel,
    mediation_panel,
    facts_panel,
    complainants_panel,
    course_panel,
]
"""Order: below 20 the full width on top (what is asked now), below 50 the left column (what happened, what is
done about it, letters, the course), the rest the right one (what was taken in, who complains)."""


def panels_of_complaint(user: Any, complaint: Complaint, file: ComplaintFile) -> dict[str, list[Panel]]:
    return in_columns(make(user, complaint, file) for make in PANELS)
