"""The ladder of tries: what comes next after a contact that met nobody. Pure functions (docs/contacts.md).

First another weekday and another time of day; after a number of tries (the organisation's) other means, one
after another; what was found at the door comes before both.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import AttemptReason
from core.phrases import say_count
from core.weekdays import add_weekdays

NOON = 12
EVENING = 17
REMEMBERED = 3
REST_AFTER_NO = 5
"""Business days between a resident's no and the next, written, word: to ask again at once is to press."""


class Means(models.TextChoices):
    """How somebody was tried, and in this order what is proposed after visits."""

    VISIT = "visit", gettext_lazy("et besøg")
    CALL = "call", gettext_lazy("telefonen")
    CARD = "card", gettext_lazy("et kort i døren med dit telefonnummer")
    LETTER = "letter", gettext_lazy("et brev med forslag til en tid")
    OFFICE = "office", gettext_lazy("at gå derhen sammen med ejendomskontoret")


OTHER_MEANS = (Means.CARD, Means.LETTER, Means.OFFICE)


@dataclass(frozen=True)
class NextStep:
    """What comes next and when."""

    due_on: dt.date
    text: str


@dataclass(frozen=True)
class Rules:
    """What the organisation has decided."""

    tries_before_other_means: int = 3
    days_between: int = 1


@dataclass(frozen=True)
class Try:
    """One contact that met nobody."""

    at: dt.datetime
    means: str = Means.VISIT
    reason: str = ""


def part_of_day(moment: dt.datetime) -> str:
    """'morning', 'afternoon' or 'evening', by the Danish clock."""
    hour = timezone.localtime(moment).hour
    if hour < NOON:
        return "morning"
    return "afternoon" if hour < EVENING else "evening"


def best_part(attempts: Sequence[dt.datetime]) -> str:
    """The part of the day least tried; later ones first: people who work are home in the evening."""
    tried = [part_of_day(attempt) for attempt in attempts]
    return min(("evening", "afternoon", "morning"), key=lambda name: (tried.count(name), name == tried[0]))


def propose_next_try(
    now: dt.datetime, earlier: Sequence[dt.datetime] = (), *, days_between: int = 1
) -> NextStep:
    """After an attempt at `now` that met nobody; `earlier` are the attempts before it, newest first.

    Another part of the day, on the first business day (the `days_between`th at the earliest) whose weekday
    was not tried lately.
    """
    attempts = [now, *earlier]
    weekdays = {timezone.localtime(attempt).weekday() for attempt in attempts[:REMEMBERED]}
    today = timezone.localtime(now).date()
    candidates = [add_weekdays(today, max(days_between, 1) + further) for further in range(4)]
    day = next((day for day in candidates if day.weekday() not in weekdays), candidates[0])
    words = {
        "morning": _("Prøv igen om formiddagen"),
        "afternoon": _("Prøv igen om eftermiddagen"),
        "evening": _("Prøv igen sidst på dagen"),
    }
    return NextStep(day, words[best_part(attempts)])


def climb(tries: Sequence[Try], rules: Rules = Rules()) -> NextStep:
    """What to do after `tries`, all those since the last contact, newest first (at least one)."""
    newest = tries[0]
    today = timezone.localtime(newest.at).date()
    step = propose_next_try(newest.at, [each.at for each in tries[1:]], days_between=rules.days_between)
    soon = add_weekdays(today, max(rules.days_between, 1))
    if newest.reason == AttemptReason.ABANDONED:
        return NextStep(soon, _("Spørg ejendomskontoret, om nogen bor der"))
    if newest.reason == AttemptReason.REFUSES:
        return NextStep(
            add_weekdays(today, REST_AFTER_NO), _("Skriv et kort brev, og lad beboeren vælge tid")
        )
    if other := other_means(tries, rules):
        words = {
            Means.CARD: _("Læg et kort i døren med dit telefonnummer"),
            Means.LETTER: _("Send et brev med forslag til en tid"),
            Means.OFFICE: _("Gå derhen sammen med ejendomskontoret"),
        }
        return NextStep(soon, words[other])
    if was_unsafe(tries):
        return NextStep(step.due_on, _("Kom to. %(when)s") % {"when": step.text})
    return step


def other_means(tries: Sequence[Try], rules: Rules) -> Means | None:
    """After enough tries: card, letter, the estate office, each once; then the office stays. None: not yet.

    Whoever knows the door to be unsafe is not sent to it alone with a card.
    """
    beyond = len(tries) - max(rules.tries_before_other_means, 1)
    if beyond < 0:
        return None
    if was_unsafe(tries):
        return Means.OFFICE
    used = {each.means for each in tries}
    left = [means for means in OTHER_MEANS[min(beyond, len(OTHER_MEANS) - 1) :] if means not in used]
    return left[0] if left else Means.OFFICE


def was_unsafe(tries: Sequence[Try]) -> bool:
    return any(each.reason == AttemptReason.UNSAFE for each in tries)


def advice(tries: Sequence[Try], rules: Rules = Rules()) -> list[tuple[str, str]]:
    """For the head of the contact form: (level, sentence), the weightiest first. Empty after a contact."""
    if not tries:
        return []
    said: list[tuple[str, str]] = []
    if was_unsafe(tries):
        said.append(("late", _("Det var ikke trygt at gå ind: gå ikke derhen alene, kom to")))
    if tries[0].reason == AttemptReason.ABANDONED:
        said.append(("soon", _("Boligen så forladt ud: spørg ejendomskontoret, om nogen bor der")))
    if tries[0].reason == AttemptReason.REFUSES:
        said.append(("soon", _("Beboeren ville ikke tale: pres ikke på, skriv et kort brev")))
    count = say_count(len(tries), _("forsøg,forsøg"))
    if other := other_means(tries, rules):
        means = {"tries": count, "means": other.label}
        said.append(("soon", _("%(tries)s uden kontakt: prøv %(means)s") % means))
    else:
        said.append(("quiet", _("%(tries)s uden kontakt") % {"tries": count}))
    return said
