"""The course of a household so far, newest first: contacts, promises, and what other apps contribute.

Everything is filtered by who asks: notes are the caretaker's (Visit.visible_to), so to the administration
the course holds only what the other providers show it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case_entries import case_entries
from cases.choices import VisitResult
from cases.household_file import File, read_file
from cases.models import Case, FollowUp
from cases.providers import CourseEntry, course_providers, file_entries
from cases.visit_entries import visit_entries
from core.phrases import say_day

MOST_ENTRIES = 100
PAGE, MOST = 30, 990
"""A page with a way to the older ones shows so many at first, and so many in the end."""
GROUPS: dict[str, str | Promise] = {
    "kontakter": gettext_lazy("Kontakter"),
    "restance": gettext_lazy("Restance"),
    "kommunen": gettext_lazy("Kommunen"),
    "plan": gettext_lazy("Plan"),
    "sagen": gettext_lazy("Sagen"),
}
"""What the course of a case is filtered by."""
GROUP_OF: dict[str, str] = {
    **dict.fromkeys(VisitResult.values, "kontakter"),
    **dict.fromkeys(("list", "closed", "notice", "legal"), "restance"),
    **dict.fromkeys(("referral", "consent", "disclosure", "partner"), "kommunen"),
    **dict.fromkeys(("planned", "dropped", "goal", "action"), "plan"),
}
"""The kind of an entry, or its first word (`referral_sent`), and its group; anything else is of the case."""


@dataclass(frozen=True)
class Course:
    entries: list[CourseEntry]
    open_follow_up: FollowUp | None
    open_case: Case | None = None
    has_more: bool = False
    is_readable: bool = False


def how_many(asked: str) -> int:
    """How many entries a page shows: what its address says (`antal`), by the page."""
    return min(max(int(asked), PAGE), MOST) if asked.isdecimal() and len(asked) < 5 else PAGE


def group_of(kind: str) -> str:
    return GROUP_OF.get(kind) or GROUP_OF.get(kind.partition("_")[0], "sagen")


def course_of(
    user: Any, tenancy_id: int, *, file: File | None = None, group: str = "", most: int = MOST_ENTRIES
) -> Course:
    """For a page that knows nothing of arrears: every provider is asked."""
    others = [entry for provider in course_providers for entry in provider(user, tenancy_id)]
    return merge_course(user, tenancy_id, others, file=file, group=group, most=most)


def merge_course(
    user: Any,
    tenancy_id: int,
    others: Iterable[CourseEntry],
    *,
    file: File | None = None,
    group: str = "",
    most: int = MOST_ENTRIES,
) -> Course:
    """Contacts, promises and what became of the case among the entries the page already has; the newest
    `most`, of one `group` when it is named."""
    file = file or read_file(user, tenancy_id)
    entries = [*others, *visit_entries(user, tenancy_id, most=most + 1)]
    entries += map(promise_entry, file["promises"])
    entries += [entry for made in (case_entries, *file_entries) for entry in made(file)]
    if group:
        entries = [entry for entry in entries if group_of(entry.kind) == group]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return Course(entries[:most], file.open_follow_up, file.open_case, len(entries) > most, file.is_readable)


def promise_entry(promised: Any) -> CourseEntry:
    """A FollowUp of the file, with the name of whose promise it is."""
    if promised.cancelled_at:
        title = _("Næste skridt opgivet")
    else:
        title = _("Næste skridt %(day)s") % {"day": say_day(promised.due_on)}
    return CourseEntry(
        at=promised.cancelled_at or promised.created_at,
        kind="dropped" if promised.cancelled_at else "planned",
        title=title,
        text=promised.text,
        by=promised.by,
    )
