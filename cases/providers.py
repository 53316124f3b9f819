"""What apps above `cases`, and its own parts, contribute to I dag, the course, the page of a case and to
logging a contact.

They register in their AppConfig.ready(); cases imports none of them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from cases.choices import CONTACT_ESTABLISHED
from cases.days import NO_DAY
from cases.in_whose_hands import Hands
from cases.links import links
from cases.models import Case, Consent, FollowUp, Visit
from core.gathering import Part
from residents.providers import Panel


@dataclass(frozen=True)
class Reason:
    """Why a line is on I dag, in words: `text` names it, `points` orders it, `level` colours it."""

    text: str
    points: int
    level: str = "ok"  # "late", "soon", "ok" or "quiet"; always shown with the text


@dataclass(frozen=True)
class Day:
    """What I dag is drawn from: the day, the open follow-ups that are this person's, by tenancy, and which
    households' cases are hers or somebody else's. `along` holds what was read along, by name."""

    today: dt.date
    follow_ups: Mapping[int, Any]
    hands: Hands | None = None
    along: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a line is: its stairwell in words, and the key that sorts doors as one walks them."""

    dwelling_id: int
    stairwell: str
    sort_key: str


@dataclass(frozen=True)
class Lead:
    """What a line is first of all about when that is not a contact: the button that comes before it. Shown
    under "Andet i dag", and with `always` wherever the line stands."""

    label: str
    url: str
    icon: str
    always: bool = False


@dataclass(frozen=True)
class TodayItem:
    """One line on I dag. `section` is a key of cases.today.SECTIONS, or "later": counted, not shown. `marks`
    (cases.safety) are put there by I dag; without a household (a vacant dwelling) `tenancy_id` is 0."""

    section: str
    tenancy_id: int
    title: str
    url: str
    contact_url: str
    reasons: list[Reason]
    next_step: str = ""
    phone: str = ""
    next_on: dt.date | None = None
    last_on: dt.date | None = None
    changed: bool = False
    place: Place | None = None
    marks: Sequence[Any] = ()
    lead: Lead | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def level(self) -> str:
        """The level of the weightiest reason that has a colour."""
        levels = [reason.level for reason in self.reasons]
        return next((level for level in ("late", "soon", "ok") if level in levels), "quiet")


@dataclass(frozen=True)
class CourseEntry:
    """One entry of the course of a tenancy, newest first. `kind` filters and picks the icon; `undo_url` is
    posted to, by whoever may still take it back, `correct_url` leads to the form that puts it right. What it
    said before it was corrected (last at `corrected_at`) are its `versions`, newest first."""

    at: dt.datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    undo_url: str = ""
    correct_url: str = ""
    corrected_at: dt.datetime | None = None
    details: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    versions: tuple["CourseEntry", ...] = ()

    @property
    def is_contact(self) -> bool:
        return self.kind in CONTACT_ESTABLISHED


@dataclass(frozen=True)
class Deadline:
    """Something that is due. `label` names it to whoever may see that the case is there; `text` is content,
    for whoever may read the case, as is the page that settles it (`route` with `pk`; none on a receipt)."""

    on: dt.date
    label: str
    text: str = ""
    route: str = ""
    pk: int = 0

    @property
    def is_dated(self) -> bool:
        return self.on < NO_DAY

    @property
    def url(self) -> str:
        return links(self.route)(self.pk) if self.route else ""


@dataclass(frozen=True)
class CalendarEvent:
    """Something in a person's calendar: all day (`start` and `end` are dates, the end not included) or at an
    hour (moments). Neither name nor address: the calendar lies with a provider and on a phone that are not
    the organisation's. `uid` is unique with us; `changes` is how often it was changed, and when last."""

    uid: str
    summary: str
    start: dt.date
    end: dt.date
    made_at: dt.datetime
    changes: tuple[int, dt.datetime] | None = None
    place: str = ""


TodayProvider = Callable[[Any, Day], list[TodayItem]]
CalendarProvider = Callable[[Any, dt.date, dt.date], list[CalendarEvent]]
CasePanelProvider = Callable[[Any, Case], Panel | None]
DeadlineProvider = Callable[[], QuerySet[Any]]
ReadAlong = Callable[[Any, int], Part]
TodayAlong = Callable[[Any, dt.date], Part]
FileEntries = Callable[[Any], list[CourseEntry]]
CourseProvider = Callable[[Any, int], list[CourseEntry]]
ReasonProvider = Callable[[Any, int], list[Reason]]
StandingProvider = Callable[[Any, Collection[int]], dict[int, list[Reason]]]
VisitHook = Callable[[Visit], None]
FollowUpHook = Callable[[int, FollowUp | None], None]
ConsentHook = Callable[[Any, Consent], None]
ReliesOnConsent = Callable[[Consent], list[str]]

case_panels: list[CasePanelProvider] = []
"""Called with the user and a case they may read; what is shown on its page beside the course."""
deadline_providers: list[DeadlineProvider] = []
"""Return all open rows through cases.deadlines.deadline_rows: they are looked up by household and united with
the others in one query. Whoever asks has checked that they may."""
read_along: dict[str, ReadAlong] = {}
"""Called with the user and the tenancy id; rows that are read in the one query of the household's file
(cases/household_file.py). The page of a case has a budget of queries: a panel finds its rows in
`case.file[name]`. They are asked for only when the user may read the household; what is narrower than that
the part says."""
file_entries: list[FileEntries] = []
"""Called with the household's file; entries of the course made of what was read along, without a query."""
today_providers: list[TodayProvider] = []
"""Called with the user and the day; return what that user may see."""
today_along: dict[str, TodayAlong] = {}
"""Called with the user and the day; rows that are read in one query with others, for I dag has a budget of
queries: a provider finds them in `day.along[name]`. What narrows them the part says."""
calendar_providers: list[CalendarProvider] = []
"""Called with the user and the first and last day; what of their work has a day (cases/feeds.py)."""
course_providers: list[CourseProvider] = []
"""Called with the user and the tenancy id; return what that user may see."""
reason_providers: list[ReasonProvider] = []
"""Called with the user and the tenancy id; why this household is worked with now."""
standing_providers: list[StandingProvider] = []
"""Called with the user and many tenancy ids; how each of those households stands, in one query for all."""
visit_hooks: list[VisitHook] = []
"""Called inside the transaction after a visit was logged or undone."""
follow_up_hooks: list[FollowUpHook] = []
"""Called inside the transaction with the tenancy id and its open follow-up, or None."""
consent_hooks: list[ConsentHook] = []
"""Called with the actor inside the transaction that withdraws a consent, under the household's lock: what
relied on it stops."""
relies_on_consent: list[ReliesOnConsent] = []
"""Sentences that say what withdrawing this consent would stop, for the page that asks."""


def register(
    *,
    today: TodayProvider | None = None,
    course: CourseProvider | None = None,
    reasons: ReasonProvider | None = None,
    standing: StandingProvider | None = None,
    visit: VisitHook | None = None,
    follow_up: FollowUpHook | None = None,
    case_panel: CasePanelProvider | None = None,
    deadlines: DeadlineProvider | None = None,
    read_with: tuple[str, ReadAlong] | None = None,
    of_file: FileEntries | None = None,
    consent_withdrawn: ConsentHook | None = None,
    relies: ReliesOnConsent | None = None,
    calendar: CalendarProvider | None = None,
    today_with: tuple[str, TodayAlong] | None = None,
) -> None:
    if today:
        today_providers.append(today)
    if course:
        course_providers.append(course)
    if reasons:
        reason_providers.append(reasons)
    if standing:
        standing_providers.append(standing)
    if visit:
        visit_hooks.append(visit)
    if follow_up:
        follow_up_hooks.append(follow_up)
    if case_panel:
        case_panels.append(case_panel)
    if deadlines:
        deadline_providers.append(deadlines)
    if read_with:
        read_along.update([read_with])
    if of_file:
        file_entries.append(of_file)
    if consent_withdrawn:
        consent_hooks.append(consent_withdrawn)
    if relies:
        relies_on_consent.append(relies)
    if calendar:
        calendar_providers.append(calendar)
    if today_with:
        today_along.update([today_with])


HEAD = -1
"""The order of a panel in the head of a case, before its deadlines. Below 10 it is above the columns."""


def panels_of_case(user: Any, case: Case) -> list[Panel]:
    found = [panel for provider in case_panels if (panel := provider(user, case)) is not None]
    return sorted(found, key=lambda panel: panel.order)
