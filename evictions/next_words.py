"""The next legal date of an eviction case in words, for its head and for lists."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cases.providers import Reason
from core.phrases import say_clock, say_day, say_relative
from evictions.choices import LegalDate

if TYPE_CHECKING:
    from evictions.models import EvictionCase

SOON_DAYS = 7
LABELS = dict(LegalDate.choices)
MOMENTS: dict[str, str] = {LegalDate.HEARING: "hearing_at", LegalDate.EVICTION: "eviction_at"}


def next_reason(case: "EvictionCase", today: dt.date) -> Reason | None:
    """ "Fogedmøde i morgen kl. 9.30"; None when nothing is known to come. Red from the day before, and when
    the day has passed and nobody has said what came of it. That a demand may be sent presses nobody."""
    if case.next_on is None:
        return None
    days = (case.next_on - today).days
    if case.next_kind == LegalDate.DEMAND_POSSIBLE:
        return Reason(_demand_words(case.next_on, today), 0, "quiet")
    moment = getattr(case, MOMENTS[case.next_kind]) if case.next_kind in MOMENTS else None
    said = {
        "what": LABELS[case.next_kind],
        "day": (say_relative if abs(days) <= SOON_DAYS else say_day)(case.next_on, today),
        "clock": f" {say_clock(moment)}" if moment else "",
    }
    if days < 0:
        return Reason(_("%(what)s var %(day)s") % said, 0, "late")
    level = "late" if days <= 1 else "soon" if days <= SOON_DAYS else "ok"
    return Reason(_("%(what)s %(day)s%(clock)s") % said, 0, level)


def _demand_words(day: dt.date, today: dt.date) -> str:
    said = {"day": say_day(day, today)}
    if day <= today:
        return _("Påkrav har kunnet sendes siden %(day)s") % said
    return _("Påkrav kan sendes %(day)s") % said
