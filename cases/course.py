"""The course of a household so far, newest first: contacts, promises, and what other apps contribute.

Everything is filtered by who asks: notes are the caretaker's (Visit.visible_to), so to the administration
the course holds only what the other providers show it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.links import links
from cases.models import FollowUp, Visit
from cases.providers import CourseEntry, course_providers
from cases.services.visits import may_undo
from core.phrases import say_day

MOST_ENTRIES = 100


@dataclass(frozen=True)
class Course:
    entries: list[CourseEntry]
    open_follow_up: FollowUp | None


def course_of(user: Any, tenancy_id: int) -> Course:
    """For a page that knows nothing of arrears: every provider is asked."""
    others = [entry for provider in course_providers for entry in provider(user, tenancy_id)]
    return merge_course(user, tenancy_id, others)


def merge_course(user: Any, tenancy_id: int, others: Iterable[CourseEntry]) -> Course:
    """Contacts and promises among the entries the page already has."""
    promises = promises_of(user, tenancy_id)
    entries = [*others, *visit_entries(user, tenancy_id), *map(promise_entry, promises)]
    newest = sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST_ENTRIES]
    return Course(newest, next((promised for promised in promises if promised.is_open), None))


def visit_entries(user: Any, tenancy_id: int) -> list[CourseEntry]:
    visits = Visit.objects.visible_to(user).standing().filter(tenancy_id=tenancy_id)
    return [
        CourseEntry(
            at=visit.occurred_at,
            kind=visit.result,
            title=visit.get_result_display(),
            text=visit.note,
            by=visit.caretaker.name,
            undo_url=links("visit_undo")(visit.pk) if may_undo(user, visit) else "",
        )
        for visit in visits.select_related("caretaker").order_by("-occurred_at")[:MOST_ENTRIES]
    ]


def promises_of(user: Any, tenancy_id: int) -> list[FollowUp]:
    """Promises still open, and those given up. One that was kept shows as the contact that kept it."""
    rows = FollowUp.objects.visible_to(user).filter(tenancy_id=tenancy_id, done_at__isnull=True)
    rows = rows.exclude(visit__undone_at__isnull=False).select_related("caretaker")
    return list(rows.order_by("-pk")[:MOST_ENTRIES])


def promise_entry(promised: FollowUp) -> CourseEntry:
    if promised.cancelled_at:
        title = _("Næste skridt opgivet")
    else:
        title = _("Næste skridt %(day)s") % {"day": say_day(promised.due_on)}
    return CourseEntry(
        at=promised.cancelled_at or promised.created_at,
        kind="dropped" if promised.cancelled_at else "planned",
        title=title,
        text=promised.text,
        by=promised.caretaker.name,
    )
