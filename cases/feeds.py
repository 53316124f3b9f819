"""The days of a caretaker or of the administration as a calendar program reads them (RFC 5545): planned
visits, and what apps above contribute (the days at the bailiff court, inspections).

It says that there is something, when, and the number of the case; no name, no address, nothing of what was
written: the calendar lies with a provider and on a phone that are not the organisation's.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.choices import Role
from cases.models import Case, FollowUp
from cases.providers import CalendarEvent, calendar_providers

BACK = dt.timedelta(days=7)
AHEAD = dt.timedelta(days=365)
REFRESH = dt.timedelta(hours=1)
PRODUCT = "-//socialvicevaert//kalender//DA"


def calendar_of(user: Any, today: dt.date) -> bytes:
    """From a week ago to a year ahead."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Besøg og fogedret") if user.role == Role.CARETAKER else _("Fogedretten"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for event in events_of(user, today):
        calendar.add_component(component_of(event))
    return bytes(calendar.to_ical())


def events_of(user: Any, today: dt.date) -> list[CalendarEvent]:
    events = visit_events(user, today) if user.role == Role.CARETAKER else []
    for provider in calendar_providers:
        events += provider(user, today - BACK, today + AHEAD)
    return sorted(events, key=lambda event: (event.start.isoformat(), event.uid))


def component_of(event: CalendarEvent) -> Event:
    """Its id stays when it is changed, and SEQUENCE rises. What has an hour is said in UTC: right in every
    program, and on both sides of the nights when the clock is changed."""
    sequence, moment = event.changes or (0, event.made_at)
    has_hour = isinstance(event.start, dt.datetime)
    part = Event()
    part.add("uid", f"{event.uid}@{urlsplit(settings.SITE_URL).hostname or 'socialvicevaert'}")
    part.add("dtstamp", moment.astimezone(dt.UTC))
    part.add("last-modified", moment.astimezone(dt.UTC))
    part.add("created", event.made_at.astimezone(dt.UTC))
    part.add("sequence", sequence)
    part.add("summary", event.summary)
    part.add("dtstart", in_utc(event.start))
    part.add("dtend", in_utc(event.end))
    if event.place:
        part.add("location", event.place)
    part.add("transp", "OPAQUE" if has_hour else "TRANSPARENT")
    part.add("class", "PRIVATE")
    return part


def in_utc(value: dt.date) -> dt.date:
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def visit_events(user: Any, today: dt.date) -> list[CalendarEvent]:
    """All day: a next step has a date and no hour."""
    visits = planned_visits(user, today)
    numbers = case_numbers(user, {visit.tenancy_id for visit in visits})
    changes = revisions({visit.pk for visit in visits}, "cases.FollowUpEvent")
    return [event_of(visit, numbers.get(visit.tenancy_id), changes.get(visit.pk)) for visit in visits]


def planned_visits(user: Any, today: dt.date) -> list[FollowUp]:
    """Open next steps of the households this person works with, and sees."""
    rows = FollowUp.objects.visible_to(user).worked_by(user, today).open()
    rows = rows.filter(due_on__range=(today - BACK, today + AHEAD))
    return list(rows.only("pk", "due_on", "created_at", "tenancy_id").order_by("due_on", "pk"))


def event_of(visit: FollowUp, number: str | None, changes: tuple[int, dt.datetime] | None) -> CalendarEvent:
    return CalendarEvent(
        uid=f"besoeg-{visit.pk}",
        summary=_("Besøg · sag %(number)s") % {"number": number} if number else _("Besøg"),
        start=visit.due_on,
        end=visit.due_on + dt.timedelta(days=1),
        made_at=visit.created_at,
        changes=changes,
    )


def case_numbers(user: Any, tenancy_ids: set[int]) -> Mapping[int, str]:
    cases = Case.objects.visible_to(user).open().filter(tenancy_id__in=tenancy_ids)
    return {case.tenancy_id: case.number for case in cases.only("tenancy_id", "serial", "opened_at")}


def revisions(ids: set[int], audit: str) -> Mapping[int, tuple[int, dt.datetime]]:
    """How often each was changed since it was made, and when last: its `audit` knows (audit/tracking.py)."""
    events = apps.get_model(audit)._default_manager.filter(pgh_obj_id__in=ids)
    rows = events.values_list("pgh_obj_id").annotate(Count("pk"), Max("pgh_created_at"))
    return {pk: (number - 1, last) for pk, number, last in rows}
