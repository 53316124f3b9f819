"""What is wrong or pressing, on top of the page of an eviction case."""

from typing import Any

from django.utils import timezone

from evictions.case_facts import facts_of_eviction
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from evictions.red_flags import red_flags
from residents.providers import Panel


def red_flags_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """To everybody who sees the case: it is all of the landlord's side."""
    flags = red_flags(facts_of_eviction(case), timezone.localdate())
    return Panel("evictions/_eviction_flags.html", {"flags": flags}, order=4) if flags else None
