"""The planned visits of a caretaker as a calendar program reads them (RFC 5545).

It says that there is a visit, on which day, and the number of the case; no name, no address, nothing of what
was written: the calendar lies with a provider and on a phone that are not the organisation's.
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

from cases.models import Case, FollowUp

BACK = dt.timedelta(days=7)
AHEAD = dt.timedelta(days=365)
REFRESH = dt.timedelta(hours=1)
PRODUCT = "-//socialvicevaert//kalender//DA"


def planned_visits(user: Any, today: dt.date) -> list[FollowUp]:
    """Open next steps of the households this person works with, and sees, from a week ago to a year ahead."""
    rows = FollowUp.objects.visible_to(user).worked_by(user, today).open()
    rows = rows.filter(due_on__range=(today - BACK, today + AHEAD))
    return list(rows.only("pk", "due_on", "created_at", "tenancy_id").order_by("due_on", "pk"))


def calendar_of(user: Any, today: dt.date) -> bytes:
    visits = planned_visits(user, today)
    numbers = case_numbers(user, {visit.tenancy_id for visit in visits})
    changes = revisions({visit.pk for visit in visits})
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Besøg"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for visit in visits:
        calendar.add_component(event_of(visit, numbers.get(visit.tenancy_id), changes.get(visit.pk)))
    return bytes(calendar.to_ical())


def event_of(visit: FollowUp, number: str | None, changed: tuple[int, dt.datetime] | None) -> Event:
    """All day: a next step has a date and no hour. Its id stays when it is moved, and SEQUENCE rises."""
    sequence, moment = changed or (0, visit.created_at)
    event = Event()
    event.add("uid", f"besoeg-{visit.pk}@{urlsplit(settings.SITE_URL).hostname or 'socialvicevaert'}")
    event.add("dtstamp", moment.astimezone(dt.UTC))
    event.add("last-modified", moment.astimezone(dt.UTC))
    event.add("created", visit.created_at.astimezone(dt.UTC))
    event.add("sequence", sequence)
    event.add("summary", _("Besøg · sag %(number)s") % {"number": number} if number else _("Besøg"))
    event.add("dtstart", visit.due_on)
    event.add("dtend", visit.due_on + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def case_numbers(user: Any, tenancy_ids: set[int]) -> Mapping[int, str]:
    cases = Case.objects.visible_to(user).open().filter(tenancy_id__in=tenancy_ids)
    return {case.tenancy_id: case.number for case in cases.only("tenancy_id", "serial", "opened_at")}


def revisions(follow_up_ids: set[int]) -> Mapping[int, tuple[int, dt.datetime]]:
    """How often each was changed since it was made, and when last: the audit knows (audit/tracking.py)."""
    events = apps.get_model("cases", "FollowUpEvent")._default_manager.filter(pgh_obj_id__in=follow_up_ids)
    rows = events.values_list("pgh_obj_id").annotate(Count("pk"), Max("pgh_created_at"))
    return {pk: (number - 1, last) for pk, number, last in rows}
