"""The page of a mediation: its cards, each a function of who looks, the mediation and its file.

A card is a module of disputes/mediation_cards with one function; it is named in PANELS, and shows nothing by
returning None. What a card shows everybody who mediates may see of the whole: what one party said stands in
that party's room, on a page of its own.
"""

from collections.abc import Callable
from typing import Any

from disputes.mediation_cards.agreement import agreement_panel
from disputes.mediation_cards.follow_ups import follow_ups_panel
from disputes.mediation_cards.meetings import meetings_panel
from disputes.mediation_cards.next_step import next_step_panel
from disputes.mediation_cards.parties import parties_panel
from disputes.mediation_file import MediationFile
from disputes.models import Mediation
from residents.providers import Panel

MediationPanel = Callable[[Any, Mediation, MediationFile], Panel | None]

PANELS: list[MediationPanel] = [
    next_step_panel,
    parties_panel,
    meetings_panel,
    agreement_panel,
    follow_ups_panel,
]
"""Order: below 20 the full width on top (the parties), below 50 the left column (meeting, agreement), the
rest the right one (follow-up)."""
ON_TOP, LEFT = 20, 50


def panels_of_mediation(user: Any, mediation: Mediation, file: MediationFile) -> dict[str, list[Panel]]:
    found = [panel for make in PANELS if (panel := make(user, mediation, file)) is not None]
    found.sort(key=lambda panel: panel.order)
    return {
        "top": [panel for panel in found if panel.order < ON_TOP],
        "left": [panel for panel in found if ON_TOP <= panel.order < LEFT],
        "right": [panel for panel in found if panel.order >= LEFT],
    }
