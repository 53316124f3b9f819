"""The landlord's 4 weeks in words (evictions.rules.complaint_action_due, ALL § 83(2))."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from cases.providers import Reason
from core.phrases import FAR_DAYS, say_day, say_relative
from evictions.rules import leaves_july_out

SOON_DAYS = 7


def due_level(due: dt.date, today: dt.date) -> str:
    """Red from the day before and when it has passed, amber the week before."""
    days = (due - today).days
    return "late" if days <= 1 else "soon" if days <= SOON_DAYS else "ok"


def say_due(due: dt.date, today: dt.date) -> str:
    """ "tors. 10. dec., om 12 dage"."""
    said = say_day(due, today)
    return f"{said}, {say_relative(due, today)}" if abs((due - today).days) <= FAR_DAYS else said


def clock_reason(complaint: Any, today: dt.date) -> Reason:
    """What stands in the head of an open complaint: that something must be done, or was."""
    due, acted = complaint.action_due, complaint.acted_on
    if acted is not None:
        return _acted(acted, due, today)
    if due is None:
        if complaint.is_written:
            return Reason(_("Ingen lovfrist: klagen siger ikke, hvad der er sket"), 0, "quiet")
        return Reason(_("Ingen lovfrist: klagen er mundtlig"), 0, "quiet")
    said = {"day": say_due(due, today)}
    if due < today:
        return Reason(_("Udlejer skulle have handlet senest %(day)s") % said, 0, "late")
    words = _("Udlejer skal handle senest %(day)s") % said
    if leaves_july_out(complaint.received_on):
        words += _("; juli tæller ikke med")
    return Reason(words, 0, due_level(due, today))


def _acted(acted: dt.date, due: dt.date | None, today: dt.date) -> Reason:
    said = {"day": say_day(acted, today), "due": say_day(due, today) if due else ""}
    if due is None:
        return Reason(_("Der er handlet første gang %(day)s") % said, 0, "ok")
    if acted <= due:
        return Reason(_("Udlejer handlede %(day)s, inden fristen %(due)s") % said, 0, "ok")
    return Reason(_("Udlejer handlede %(day)s, efter fristen %(due)s") % said, 0, "late")
