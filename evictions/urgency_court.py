"""The rules of urgency that an eviction case knows the days of: hearing, eviction, standstill. Registered
when the app is ready, after those of evictions/urgency.py."""

import datetime as dt

from django.utils.translation import gettext_lazy

from cases.providers import Reason
from core.phrases import as_day, say_clock, say_day, say_relative
from core.words import gettext as _
from evictions.urgency import Facts, rule


@rule(
    gettext_lazy("Fogedmøde"),
    gettext_lazy(
        "Der er berammet et fogedmøde. 105 point, når det er langt væk, 112 fra 14 dage før, 120 fra 7 dage "
        "før, 124 fra 3 dage før, 128 dagen før, og 130 på dagen og derefter, til der er skrevet, hvad der "
        "kom ud af det."
    ),
    130,
)
def hearing(facts: Facts) -> Reason | None:
    if facts.hearing_at is None:
        return None
    return _court_day(facts.hearing_at, facts.today, _("Fogedmøde"), _("Fogedmødet var"), 0)


@rule(
    gettext_lazy("Udsættelse"),
    gettext_lazy("Fogeden har berammet en udsættelse. 10 point mere end et fogedmøde samme dag."),
    140,
)
def eviction(facts: Facts) -> Reason | None:
    if facts.eviction_at is None:
        return None
    return _court_day(facts.eviction_at, facts.today, _("Udsættelse"), _("Udsættelsen var"), 10)


def _court_day(moment: dt.datetime, today: dt.date, ahead: str, behind: str, more: int) -> Reason:
    """'Fogedmøde i morgen kl. 9.30'. Never quieter as the day comes nearer or has passed."""
    day = as_day(moment)
    days = (day - today).days
    said = {"what": ahead if days >= 0 else behind, "when": say_relative(day, today)}
    said["clock"] = say_clock(moment)
    steps = ((0, 130), (1, 128), (3, 124), (7, 120), (14, 112))
    points = next((points for limit, points in steps if days <= limit), 105) + more
    return Reason(_("%(what)s %(when)s %(clock)s") % said, points, "late" if days <= 7 else "soon")


@rule(
    gettext_lazy("Henstand"),
    gettext_lazy("Udlejeren lader sagen hvile. Ingen point, fra 3 dage før den slutter 6, på dagen 8."),
    8,
)
def standstill(facts: Facts) -> Reason | None:
    if facts.standstill_until is None:
        return None
    days = (facts.standstill_until - facts.today).days
    if days > 3:
        when = say_day(facts.standstill_until, facts.today)
        return Reason(_("Henstand til %(when)s") % {"when": when}, 0, "quiet")
    when = say_relative(facts.standstill_until, facts.today)
    text = _("Henstanden sluttede %(when)s") if days < 0 else _("Henstanden slutter %(when)s")
    return Reason(text % {"when": when}, 6 if days > 0 else 8, "soon")
