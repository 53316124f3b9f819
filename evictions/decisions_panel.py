"""What the administration has decided, and why."""

from typing import Any

from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from residents.providers import Panel


def decisions_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    rows = file["decisions"]
    return Panel("evictions/_eviction_decisions.html", {"rows": rows}, order=52) if rows else None
