"""The legal line of an eviction case: six stations with what is known of each, and today's mark. As a list
for everybody, and as a picture above it where there is room. Pure: from the facts and the day.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.phrases import say_day
from evictions.case_facts import CaseFacts
from evictions.choices import DemandChannel, EvictionStatus
from evictions.law import RULES
from evictions.legal_line import Step, say_due, say_earliest, say_near
from evictions.rules import deadline_warning, earliest_deadline, earliest_demand, earliest_termination

CHANNELS = dict(DemandChannel.choices)


@dataclass(frozen=True)
class Station(Step):
    """A step with its day (None: not known, or not set), what else is known of it, and the names of the forms
    that register it (evictions/eviction_forms.py)."""

    on: dt.date | None = None
    more: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """`dots` are where the stations stand and `mark` is today, in percent of the width."""

    stations: list[Station]
    dots: list[float] = field(default_factory=list)
    mark: float = 0


def line_of(facts: CaseFacts, today: dt.date, court_words: Sequence[str] = ()) -> Line:
    """`court_words`: what is said of the days at the court, beyond the days themselves (time and place)."""
    stations = [
        due_station(facts, today),
        demand_station(facts, today),
        deadline_station(facts, today),
        termination_station(facts, today),
        court_station(facts, today, court_words),
        eviction_station(facts, today),
    ]
    width = 100 / len(stations)
    dots = [round(width * (number + 0.5), 2) for number in range(len(stations))]
    place = mark_at([station.on for station in stations], today)
    return Line(stations, dots, round(width * (place + 0.5), 2))


def mark_at(days: Sequence[dt.date | None], today: dt.date) -> float:
    """Where today lies among stations 0, 1, 2 …: after the last that has passed, and on the way to the next
    one whose day is known by how many of the days between have gone. Beyond the ends half a step out."""
    passed = max((n for n, day in enumerate(days) if day and day <= today), default=None)
    beyond = -1 if passed is None else passed
    ahead = next((n for n, day in enumerate(days) if day and day > today and n > beyond), None)
    if passed is None:
        return ahead - 0.5 if ahead else -0.4
    before = days[passed]
    after = days[ahead] if ahead is not None else None
    if before == today or before is None:
        return passed
    if after is None or ahead is None:
        return min(passed + 0.5, len(days) - 0.6)
    return passed + (ahead - passed) * (today - before).days / (after - before).days


def state_of(facts: CaseFacts, status: str, is_known: bool = False) -> str:
    """ "now" while the case stands there, "done" when it is past it."""
    if facts.reached == status and facts.is_open:
        return "now"
    return "done" if facts.has_reached(status) or is_known else ""


def due_station(facts: CaseFacts, today: dt.date) -> Station:
    text = say_due(facts.due_date, today) if facts.due_date else _("Ukendt")
    return Station(
        _("Forfald"), text, "done", rule=RULES["last_timely_day"], on=facts.due_date, forms=("due_date",)
    )


def demand_station(facts: CaseFacts, today: dt.date) -> Station:
    more = []
    is_sent = facts.has_reached(EvictionStatus.DEMAND)
    if is_sent and facts.demand_issued_on:
        text = _("Sendt %(day)s") % {"day": say_day(facts.demand_issued_on, today)}
        if facts.demand_channel:
            more.append(str(CHANNELS[facts.demand_channel]))
    elif is_sent:
        text = _("Sendt. Dagen er ukendt")
    elif facts.due_date:
        text = _("Ikke sendt. %(earliest)s") % {"earliest": say_earliest(facts.due_date, today)}
    else:
        text = _("Ikke sendt")
    if is_sent and facts.demand_received_on:
        more.append(_("Kommet frem %(day)s") % {"day": say_day(facts.demand_received_on, today)})
    elif is_sent:
        more.append(_("Hvornår det kom frem, er ukendt"))
    day = facts.demand_issued_on or facts.demand_received_on if is_sent else None
    state = "done" if is_sent else _demand_state(facts, today)
    rule = RULES["earliest_demand"]
    return Station(_("Påkrav"), text, state, rule=rule, on=day, forms=("demand", "receipt"), more=tuple(more))


def _demand_state(facts: CaseFacts, today: dt.date) -> str:
    may = facts.due_date and earliest_demand(facts.due_date).saturday_counts <= today
    return "now" if may and facts.is_open else ""


def deadline_station(facts: CaseFacts, today: dt.date) -> Station:
    title, rule = _("Påkravsfrist"), RULES["demand_deadline"]
    state = state_of(facts, EvictionStatus.DEMAND)
    if not facts.has_reached(EvictionStatus.DEMAND):
        return Station(title, _("Ingen, før der er sendt påkrav"), state, rule=rule)
    if facts.demand_deadline:
        more = (_("Sat i hånden af to personer"),) if facts.is_overridden else ()
        return Station(
            title,
            say_near(facts.demand_deadline, today),
            state,
            rule=rule,
            warning=deadline_warning(facts.demand_deadline),
            on=facts.demand_deadline,
            forms=("deadline",),
            more=more,
        )
    text = _("Ukendt")
    if facts.due_date:
        text = _("Ukendt. Den kan tidligst være %(day)s, et skøn ud fra forfaldsdagen") % {
            "day": say_day(earliest_deadline(facts.due_date), today)
        }
    return Station(title, text, state, rule=rule, forms=("deadline",))


def termination_station(facts: CaseFacts, today: dt.date) -> Station:
    more: tuple[str, ...] = ()
    text = _("Ikke ophævet")
    is_terminated = facts.has_reached(EvictionStatus.TERMINATED)
    if is_terminated and facts.terminated_on:
        text = _("Ophævet %(day)s") % {"day": say_day(facts.terminated_on, today)}
    elif is_terminated:
        text = _("Ophævet. Dagen er ukendt")
    elif facts.demand_deadline and facts.has_reached(EvictionStatus.DEMAND):
        earliest = earliest_termination(facts.demand_deadline)
        more = (_("Kan tidligst ophæves %(day)s") % {"day": say_day(earliest, today)},)
    if is_terminated and facts.move_out_on:
        more = (_("Fraflytning senest %(day)s") % {"day": say_near(facts.move_out_on, today)},)
    return Station(
        _("Ophævelse"),
        text,
        state_of(facts, EvictionStatus.TERMINATED),
        rule=RULES["termination"],
        on=facts.terminated_on if is_terminated else None,
        forms=("termination",),
        more=more,
    )


def court_station(facts: CaseFacts, today: dt.date, words: Sequence[str]) -> Station:
    """The day of the hearing, once it is set; until then the day the request was sent."""
    more: list[str] = []
    if facts.hearing_on:
        text = _("Fogedmøde %(day)s") % {"day": say_near(facts.hearing_on, today)}
        more += words
    elif facts.has_reached(EvictionStatus.FILED):
        text = _("Fogedmødet er ikke berammet")
    else:
        text = _("Ikke sendt til fogedretten")
    if facts.filed_on and facts.has_reached(EvictionStatus.FILED):
        more.append(_("Sendt %(day)s") % {"day": say_day(facts.filed_on, today)})
    if facts.municipal_notice_on:
        more.append(_("Kommunen underrettet %(day)s") % {"day": say_day(facts.municipal_notice_on, today)})
    at_court = facts.reached in {EvictionStatus.FILED, EvictionStatus.HEARING} and facts.is_open
    return Station(
        _("Fogedret"),
        text,
        "now" if at_court else state_of(facts, EvictionStatus.FILED),
        rule=RULES["municipal_notice"],
        on=facts.hearing_on or (facts.filed_on if facts.has_reached(EvictionStatus.FILED) else None),
        forms=court_forms(facts),
        more=tuple(more),
    )


def court_forms(facts: CaseFacts) -> tuple[str, ...]:
    """A hearing that is set is changed from its own card; what the case lacks before the court is asked for
    on top of the page."""
    is_asked_for = facts.has_reached(EvictionStatus.TERMINATED) and not facts.municipal_notice_on
    told = () if is_asked_for else ("municipality",)
    return ("filing", *told) if facts.hearing_on else ("filing", *told, "hearing")


def eviction_station(facts: CaseFacts, today: dt.date) -> Station:
    text = say_near(facts.eviction_on, today) if facts.eviction_on else _("Ikke berammet")
    is_next = facts.has_reached(EvictionStatus.HEARING) and not facts.eviction_on
    return Station(
        _("Udsættelse"),
        text,
        state_of(facts, EvictionStatus.EVICTION),
        rule=RULES["hearing"],
        on=facts.eviction_on,
        forms=("eviction",) if is_next else (),
    )
