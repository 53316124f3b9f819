"""What the bailiff court contributes to a calendar: that there is a day, when, where in the court, and the
number of the case. Whether it is a hearing or an eviction is not said, and of one at the tenant's address no
place."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import HAS_CALENDAR, Role
from cases.in_whose_hands import worked_by
from cases.providers import CalendarEvent
from evictions.choices import HearingPlace
from evictions.models import Hearing

LASTS = dt.timedelta(hours=1)
"""The court says when it begins. An hour, so that the calendar does not show it as nothing."""


def court_events(user: Any, first: dt.date, last: dt.date) -> list[CalendarEvent]:
    """The administration: its organisation's. A caretaker: of the households she works with."""
    if user.role not in HAS_CALENDAR:
        return []
    rows = Hearing.objects.visible_to(user).in_force().on_days(first, last)
    if user.role == Role.CARETAKER:
        rows = rows.filter(worked_by(user))
    wanted = ("at", "place_kind", "place", "created_at", "eviction_case__serial", "eviction_case__opened_at")
    return [event_of(hearing) for hearing in rows.select_related("eviction_case").only(*wanted)]


def event_of(hearing: Hearing) -> CalendarEvent:
    """A day that is moved is another row, and so another event: the one before it is gone."""
    at_court = hearing.place_kind == HearingPlace.COURT
    return CalendarEvent(
        uid=f"fogedret-{hearing.pk}",
        summary=_("Fogedret · sag %(number)s") % {"number": hearing.eviction_case.number},
        start=hearing.at,
        end=hearing.at + LASTS,
        made_at=hearing.created_at,
        place=hearing.place if at_court else "",
    )
