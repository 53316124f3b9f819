"""Who the case is about: the household, children, the tenant's representative."""

from typing import Any

from cases.household import household
from evictions.eviction_file import EvictionFile
from evictions.eviction_forms import form_links
from evictions.models import EvictionCase
from residents.providers import Panel


def people_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    context = {
        "case": case,
        "people": household(case.people),  # type: ignore[attr-defined]
        "links": form_links(user, case, ("facts",)),
    }
    return Panel("evictions/_eviction_people.html", context, order=52)
