"""The deadlines of an arrears case. Pure functions; each names its source, and none of it is legal advice.

`RULES` is what the screens show beside a date: the rule in words, its source, how well we know it and
when we last checked it. Labels: A statute text read · A- read in a parallel or an amending act ·
B serious secondary source · C weak · P our own proposal.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.weekdays import add_weekdays, next_weekday, quiet_day

CHECKED_ON: Final = dt.date(2026, 11, 22)
DEMAND_DAYS: Final = 14
WEEKDAYS_BEFORE_DEMAND: Final = 3


@dataclass(frozen=True)
class Rule:
    """A rule as people read it. `checked_on`: when it was last held against our fact sheet."""

    key: str
    title: str | Promise
    text: str | Promise
    source: str | Promise
    label: str
    checked_on: dt.date = CHECKED_ON


RULES: Final = {
    rule.key: rule
    for rule in [
        Rule(
            "last_timely_day",
            gettext_lazy("Sidste rettidige dag"),
            gettext_lazy(
                "Falder forfaldsdagen på en lørdag, en helligdag eller grundlovsdag, kan huslejen betales "
                "den næste hverdag."
            ),
            gettext_lazy("Almenlejeloven § 44, stk. 2"),
            "A",
        ),
        Rule(
            "earliest_demand",
            gettext_lazy("Tidligste påkrav"),
            gettext_lazy(
                "Et påkrav kan tidligst sendes efter den 3. hverdag efter den sidste rettidige dag. Det er "
                "omstridt, om en lørdag tæller med; derfor vises begge datoer, og den seneste er den sikre."
            ),
            gettext_lazy("Almenlejeloven § 90, stk. 1, nr. 1, og stk. 2"),
            "A, A-, B",
        ),
        Rule(
            "demand_deadline",
            gettext_lazy("Påkravsfrist"),
            gettext_lazy(
                "14 dage efter at påkravet er kommet frem. Dagen, det kom frem, tæller ikke med. Falder den "
                "sidste dag på en lørdag, en helligdag eller grundlovsdag, er fristen den næste hverdag. "
                "Uden bevis for, hvornår påkravet kom frem, er fristen ukendt."
            ),
            gettext_lazy("Almenlejeloven § 90, stk. 1, nr. 1"),
            "A, A-",
        ),
        Rule(
            "termination",
            gettext_lazy("Ophævelse"),
            gettext_lazy(
                "Lejemålet kan først ophæves efter påkravsfristen. Betaling bagefter redder ikke i sig selv "
                "lejemålet; udlejeren kan frafalde ophævelsen eller fastholde den."
            ),
            gettext_lazy("Almenlejeloven § 92, stk. 1"),
            "A, B",
        ),
        Rule(
            "municipal_notice",
            gettext_lazy("Underretning til kommunen"),
            gettext_lazy(
                "Når sagen sendes til fogedretten, skal udlejeren senest samtidig underrette kommunen "
                "skriftligt, også når der ikke er børn."
            ),
            gettext_lazy("Almenlejeloven § 92, stk. 2"),
            "A",
        ),
    ]
}


@dataclass(frozen=True)
class EarliestDemand:
    """The earliest day a demand may be sent, on both readings of the law. `safe` holds on either."""

    saturday_counts: dt.date
    safe: dt.date


@lru_cache(maxsize=4096)
def last_timely_day(due: dt.date) -> dt.date:
    """The last day rent due on `due` is timely: moved off a Saturday, holiday or Constitution Day.

    ALL § 44(2) [A].
    """
    return next_weekday(due)


@lru_cache(maxsize=4096)
def earliest_demand(last_timely: dt.date) -> EarliestDemand:
    """The first business day after the 3rd weekday after `last_timely`.

    ALL § 90(1) no. 1, (2) [A, A-, B]. Whether a Saturday (or Constitution Day, which the act names beside
    it) is one of the three is disputed: a high court counts it, a bailiff court does not. The safe reading
    counts neither.
    """
    third_counted = add_weekdays(last_timely, WEEKDAYS_BEFORE_DEMAND, saturday=True, constitution_day=True)
    third_safe = add_weekdays(last_timely, WEEKDAYS_BEFORE_DEMAND)
    return EarliestDemand(saturday_counts=add_weekdays(third_counted, 1), safe=add_weekdays(third_safe, 1))


@lru_cache(maxsize=4096)
def demand_deadline(received_on: dt.date) -> dt.date:
    """14 days after the demand has come forward, the day of receipt not counted.

    ALL § 90(1) no. 1 [A, A-]. Without proof of receipt there is no deadline to compute: never pass the
    day it was printed or sent.
    """
    return next_weekday(received_on + dt.timedelta(days=DEMAND_DAYS))


@lru_cache(maxsize=4096)
def earliest_deadline(due: dt.date) -> dt.date:
    """Before this day no deadline for rent due on `due` can run out, whenever the demand was received.

    An estimate, for when there is no proof of receipt; to be shown as one.
    """
    return demand_deadline(earliest_demand(last_timely_day(due)).saturday_counts)


def deadline_warning(deadline: dt.date) -> str:
    """A sentence for a deadline on 24 or 31 December, which the rules do not move; else ''."""
    name = quiet_day(deadline)
    if not name:
        return ""
    return _(
        "Fristen falder på %(day)s. Reglerne flytter den ikke, men meget er lukket. Regn med dagen før."
    ) % {"day": name}
