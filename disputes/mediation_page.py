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
from residents.providers import Panel, in_columns

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


def panels_of_mediation(user: Any, mediation: Mediation, file: MediationFile) -> dict[str, list[Panel]]:
    return in_columns(make(user, mediation, file) for make in PANELS)
