"""What apps above `cases` contribute to I dag, the course and to logging a contact.

They register in their AppConfig.ready(); cases imports none of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.models import FollowUp, Visit


@dataclass(frozen=True)
class Reason:
    """Why a line is on I dag, in words: `text` names it, `points` orders it, `level` colours it."""

    text: str
    points: int
    level: str = "ok"  # "late", "soon" or "ok"; always shown with the text


@dataclass(frozen=True)
class TodayItem:
    """One line on I dag. `section` is "urgent", "due" or "new"."""

    section: str
    tenancy_id: int
    title: str
    url: str
    contact_url: str
    reasons: list[Reason]
    next_step: str = ""
    phone: str = ""
    next_on: dt.date | None = None
    changed: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True)
class CourseEntry:
    """One entry of the course of a tenancy, newest first. `kind` filters and picks the icon."""

    at: dt.datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""


TodayProvider = Callable[[Any], list[TodayItem]]
CourseProvider = Callable[[Any, int], list[CourseEntry]]
VisitHook = Callable[[Visit], None]
FollowUpHook = Callable[[int, FollowUp | None], None]

today_providers: list[TodayProvider] = []
"""Called with the user; return what that user may see."""
course_providers: list[CourseProvider] = []
"""Called with the user and the tenancy id; return what that user may see."""
visit_hooks: list[VisitHook] = []
"""Called inside the transaction after a visit was logged or undone."""
follow_up_hooks: list[FollowUpHook] = []
"""Called inside the transaction with the tenancy id and its open follow-up, or None."""


def register(
    *,
    today: TodayProvider | None = None,
    course: CourseProvider | None = None,
    visit: VisitHook | None = None,
    follow_up: FollowUpHook | None = None,
) -> None:
    if today:
        today_providers.append(today)
    if course:
        course_providers.append(course)
    if visit:
        visit_hooks.append(visit)
    if follow_up:
        follow_up_hooks.append(follow_up)
