"""The page of an eviction case: its cards, each a function of who looks, the case and its file.

A card is a module of evictions/cards with one function; it is named in PANELS, and shows
nothing by returning None. The rows are in the file already: a card asks the database nothing.
"""

from collections.abc import Callable
from typing import Any

from evictions.cards.access import access_panel
from evictions.cards.claim import claim_panel
from evictions.cards.deadline import deadline_panel
from evictions.cards.hearings import hearings_panel
from evictions.cards.letters import letters_panel
from evictions.cards.line import line_panel
from evictions.cards.list_differs import list_differs_panel
from evictions.cards.missing import missing_panel
from evictions.cards.months import months_panel
from evictions.cards.people import people_panel
from evictions.cards.plan import plan_panel
from evictions.cards.red_flags import red_flags_panel
from evictions.cards.review import review_panel
from evictions.cards.standstill import standstill_panel
from evictions.cards.statement import statement_panel
from evictions.cards.timeline import timeline_panel
from evictions.cards.ways_out import ways_out_panel
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from residents.providers import Panel, in_columns

EvictionPanel = Callable[[Any, EvictionCase, EvictionFile], Panel | None]

PANELS: list[EvictionPanel] = [
    red_flags_panel,
    list_differs_panel,
    deadline_panel,
    line_panel,
    review_panel,
    missing_panel,
    hearings_panel,
    statement_panel,
    ways_out_panel,
    standstill_panel,
    plan_panel,
    months_panel,
    claim_panel,
    people_panel,
    timeline_panel,
    letters_panel,
    access_panel,
]
"""In the order of the page. Order: below 20 the full width on top (what is wrong, how far it has come, what
is asked), below 50 the left column (what is missing, what is agreed, money), the rest the right one (whom it
is about, timeline, letters, who may see)."""


def panels_of_eviction(user: Any, case: EvictionCase, file: EvictionFile) -> dict[str, list[Panel]]:
    return in_columns(make(user, case, file) for make in PANELS)
