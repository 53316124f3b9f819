"""The page of an eviction case: its cards, each a function of who looks, the case and its file.

A card is a module `<what>_panel.py` beside this one with one function; it is named in PANELS, and shows
nothing by returning None. The rows are in the file already: a card asks the database nothing.
"""

from collections.abc import Callable
from typing import Any

from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from evictions.review_panel import review_panel
from residents.providers import Panel

EvictionPanel = Callable[[Any, EvictionCase, EvictionFile], Panel | None]

PANELS: list[EvictionPanel] = [
    review_panel,
]
"""Order: below 20 the full width on top (what is wrong, what is missing, what is asked), below 50 the left
column (the law's course, money, agreements), the rest the right one (timeline, who may see)."""
ON_TOP, LEFT = 20, 50


def panels_of_eviction(user: Any, case: EvictionCase, file: EvictionFile) -> dict[str, list[Panel]]:
    found = [panel for make in PANELS if (panel := make(user, case, file)) is not None]
    found.sort(key=lambda panel: panel.order)
    return {
        "top": [panel for panel in found if panel.order < ON_TOP],
        "left": [panel for panel in found if ON_TOP <= panel.order < LEFT],
        "right": [panel for panel in found if panel.order >= LEFT],
    }
