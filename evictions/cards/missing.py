"""*Mangler*: what the next step needs, with the way to the form that fills it."""

from typing import Any

from django.utils import timezone

from core.phrases import say_day
from evictions.case_facts import facts_of_eviction
from evictions.eviction_file import EvictionFile
from evictions.eviction_forms import form_url
from evictions.missing import NEXT, wanted_before_next
from evictions.models import EvictionCase
from residents.providers import Panel

LEVELS = {"urgent": "late", "missing": "soon", "done": "ok"}


def missing_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    today = timezone.localdate()
    wanted = wanted_before_next(facts_of_eviction(case), today)
    if not case.is_open:
        return None
    rows = [
        {
            "what": each.what,
            "url": form_url(user, case, each.form) if each.state != "done" else "",
            "level": LEVELS[each.state],
            "state": each.state,
            "day": say_day(each.on, today) if each.on else "",
        }
        for each in wanted
    ]
    return Panel("evictions/_eviction_missing.html", {"title": NEXT[case.status], "rows": rows}, order=20)
