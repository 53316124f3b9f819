"""Meetings of mediations in a calendar: in the mediator's own, and as a file for a party's.

The calendars lie with others. That there is mediation, its number, when and where stand in the mediator's; in
a party's not even that: a meeting, with the organisation.
"""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar

from accounts.choices import Role
from cases.feeds import PRODUCT, component_of
from cases.providers import CalendarEvent, calendar_providers
from disputes.choices import MeetingStatus
from disputes.mediation_today import at_work
from disputes.models import MediationMeeting

PREFIX = "maegling"


def mediation_events(user: Any, first: dt.date, last: dt.date) -> list[CalendarEvent]:
    """Of what this person mediates. One that is called off is gone; one that is moved keeps its id."""
    if user.role != Role.CARETAKER:
        return []
    rows = MediationMeeting.objects.visible_to(user).filter(
        at_work(user, "mediation__"),
        status=MeetingStatus.PLANNED,
        mediation__erased_at__isnull=True,
        starts_at__range=(midnight(first), midnight(last + dt.timedelta(days=1))),
    )
    return [event_of(meeting) for meeting in rows.select_related("mediation")]


def event_of(meeting: MediationMeeting) -> CalendarEvent:
    summary = _("Mægling · %(number)s") % {"number": meeting.mediation.number}
    return _event(meeting, f"{PREFIX}-{meeting.pk}", summary)


def invitation_file(meeting: MediationMeeting) -> bytes:
    """One event; when the meeting is off, the same event called off."""
    is_off = meeting.status in {MeetingStatus.CANCELLED, MeetingStatus.NOT_HELD}
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    summary = _("Møde (%(organisation)s)") % {"organisation": meeting.mediation.organisation.name}
    event = component_of(_event(meeting, f"moede-{meeting.pk}", summary))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(meeting: MediationMeeting, uid: str, summary: str) -> CalendarEvent:
    return CalendarEvent(
        uid=uid,
        summary=summary,
        start=meeting.starts_at,
        end=meeting.starts_at + dt.timedelta(minutes=meeting.minutes),
        made_at=meeting.created_at,
        changes=(meeting.changes, meeting.changed_at),
        place=meeting.place,
    )


def clashes(user: Any, meeting: MediationMeeting) -> list[CalendarEvent]:
    """What else of hers has an hour while the meeting lasts, also past midnight: other meetings, days at the
    court."""
    own = event_of(meeting)
    ends_at = meeting.starts_at + dt.timedelta(minutes=meeting.minutes)
    first, last = timezone.localdate(meeting.starts_at), timezone.localdate(ends_at)
    events = [event for provider in calendar_providers for event in provider(user, first, last)]
    return [
        event
        for event in events
        if isinstance(event.start, dt.datetime)
        and isinstance(event.end, dt.datetime)
        and event.uid != own.uid
        and event.start < own.end
        and own.start < event.end
    ]


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
