"""The course of an eviction case, newest first: its steps, and what the arrears lists said. Filtered by kind
with `slags` in the address."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cases.links import links
from cases.providers import CourseEntry
from core.danish import format_kroner_short
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from evictions.providers import change_title
from evictions.step_words import GROUPS, group_of, step_entry
from residents.providers import Panel

KIND = "slags"
ARREARS = "restance"


def timeline_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    group = file.asked.get(KIND, "")
    group = group if group in GROUPS else ""
    entries = [step_entry(step) for step in file["steps"] if not group or group_of(step.kind) == group]
    if group in ("", ARREARS):
        entries += list_entries(file)
    entries.sort(key=lambda entry: entry.at, reverse=True)
    here = links("eviction_detail")(case.pk)
    tabs = [
        {"url": f"{here}{f'?{KIND}={key}' if key else ''}#forloeb", "label": label, "active": key == group}
        for key, label in (("", _("Alt")), *GROUPS.items())
    ]
    return Panel("evictions/_eviction_timeline.html", {"entries": entries, "tabs": tabs}, order=60)


def list_entries(file: EvictionFile) -> list[CourseEntry]:
    """Every list that said another amount than the one before it."""
    found, before = [], dict[int, Any]()
    for row in file["revisions"]:
        if moment := parse_datetime(row.listed_at):
            title = _("Restance %(amount)s") % {"amount": format_kroner_short(row.amount)}
            if row.notice_id in before:
                title = change_title(row.amount, before[row.notice_id])
            found.append(CourseEntry(moment, "list", title, by=_("Restanceliste")))
            before[row.notice_id] = row.amount
    return found
