"""How a concern is said in a line: what was seen, how urgent, for how long."""

import datetime as dt
from typing import Any

from django.utils import timezone

from conditions.choices import ConcernKind, ConcernStatus, Urgency
from core.phrases import as_day, say_count, say_list
from core.words import gettext as _

LEVELS = {Urgency.ACUTE: "late", Urgency.SOON: "soon", Urgency.NORMAL: "quiet"}
KINDS = dict(ConcernKind.choices)


def kinds_of(concern: Any) -> str:
    """ "affald, ophobning og lugt", as it stands in a sentence."""
    return say_list([str(KINDS[kind]).lower() for kind in concern.kinds])


def kinds_title(concern: Any) -> str:
    words = kinds_of(concern)
    return words[:1].upper() + words[1:]


def days_open(concern: Any, today: dt.date | None = None) -> int:
    """From the day it was reported until it was closed, or until today."""
    closed_at = getattr(concern, "closed_at", None)
    until = as_day(closed_at) if closed_at else today or timezone.localdate()
    return (until - as_day(concern.created_at)).days


def days_words(concern: Any, today: dt.date | None = None) -> str:
    """ "meldt i dag", "åben i 3 dage", "var åben i 12 dage", "lukket samme dag"."""
    days = days_open(concern, today)
    said = {"days": say_count(days, _("dag,dage"))}
    if concern.status == ConcernStatus.CLOSED:
        return _("var åben i %(days)s") % said if days else _("lukket samme dag")
    return _("åben i %(days)s") % said if days else _("meldt i dag")


def urgency_words(concern: Any) -> tuple[str, str]:
    """(level, text) of its badge; nothing is said of what can wait."""
    if concern.urgency == Urgency.NORMAL:
        return "quiet", ""
    return LEVELS[concern.urgency], str(Urgency(concern.urgency).label)
