"""What the landlord claims, itemised."""

from typing import Any

from evictions.eviction_file import EvictionFile
from evictions.eviction_forms import form_links
from evictions.models import EvictionCase
from evictions.tray_facts import itemised
from residents.providers import Panel


def claim_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    context = {
        "lines": itemised(case.claim),
        "total": case.claim_amount,
        "due_date": case.due_date,
        "links": form_links(user, case, ("claim",)),
    }
    return Panel("evictions/_eviction_claim.html", context, order=38)
