"""The legal course of a notice as steps with dates. Pure: the rules are evictions.rules. The course of an
eviction case, which knows more, is evictions/eviction_line.py.

Nothing here is certain: a day that was computed names its rule, and what is unknown says so.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.phrases import say_day, say_relative
from evictions.choices import STAGE_ORDER, Stage
from evictions.law import RULES, Rule
from evictions.models import ArrearsNotice
from evictions.rules import deadline_warning, earliest_deadline, earliest_demand, last_timely_day


@dataclass(frozen=True)
class Step:
    """`state` is "done", "now" or "" (ahead, or unknown)."""

    title: str
    text: str
    state: str = ""
    rule: Rule | None = None
    warning: str = ""


def legal_steps(notice: ArrearsNotice, today: dt.date) -> list[Step]:
    reached = STAGE_ORDER[notice.stage]
    return [
        due_step(notice, today),
        demand_step(notice, reached, today),
        deadline_step(notice, reached, today),
        later_step(_("Ophævelse"), reached, Stage.TERMINATION, RULES["termination"]),
        later_step(_("Fogedret"), reached, Stage.BAILIFF_COURT, RULES["municipal_notice"]),
    ]


def due_step(notice: ArrearsNotice, today: dt.date) -> Step:
    return Step(_("Forfald"), say_due(notice.due_date, today), "done", RULES["last_timely_day"])


def say_due(due: dt.date, today: dt.date) -> str:
    """With the last timely day, where that is another."""
    last, text = last_timely_day(due), say_day(due, today)
    if last == due:
        return text
    return _("%(due)s, sidste rettidige dag %(last)s") % {"due": text, "last": say_day(last, today)}


def say_earliest(due: dt.date, today: dt.date) -> str:
    """When a demand for rent due on `due` may be sent, on both readings."""
    earliest = earliest_demand(due)
    text = _("Kan tidligst sendes %(day)s") % {"day": say_day(earliest.saturday_counts, today)}
    if earliest.is_disputed:
        text += _(" (sikkert fra %(day)s)") % {"day": say_day(earliest.safe, today)}
    return text


def say_near(day: dt.date, today: dt.date) -> str:
    """→ 'ons. 25. nov. (om 2 dage)'."""
    text, near = say_day(day, today), say_relative(day, today)
    return text if near == text else f"{text} ({near})"


def demand_step(notice: ArrearsNotice, reached: int, today: dt.date) -> Step:
    rule = RULES["earliest_demand"]
    if notice.demand_received_on:
        text = _("Kommet frem %(day)s") % {"day": say_day(notice.demand_received_on, today)}
        return Step(_("Påkrav"), text, "done", rule)
    if reached >= STAGE_ORDER[Stage.DEMAND]:
        return Step(_("Påkrav"), _("Sendt. Hvornår det kom frem, er ukendt"), "done", rule)
    earliest = earliest_demand(notice.due_date)
    text = _("Ikke sendt ifølge listen. %(earliest)s") % {"earliest": say_earliest(notice.due_date, today)}
    return Step(_("Påkrav"), text, "now" if earliest.saturday_counts <= today else "", rule)


def deadline_step(notice: ArrearsNotice, reached: int, today: dt.date) -> Step:
    rule, title = RULES["demand_deadline"], _("Påkravsfrist")
    if notice.demand_deadline:
        day = notice.demand_deadline
        state = "done" if reached > STAGE_ORDER[Stage.DEMAND] else "now"
        return Step(title, say_near(day, today), state, rule, deadline_warning(day))
    if reached < STAGE_ORDER[Stage.DEMAND]:
        return Step(title, _("Ingen, før der er sendt påkrav"), "", rule)
    text = _("Ukendt. Den kan tidligst være %(day)s, et skøn ud fra forfaldsdagen") % {
        "day": say_day(earliest_deadline(notice.due_date), today)
    }
    return Step(title, text, "done" if reached > STAGE_ORDER[Stage.DEMAND] else "now", rule)


def later_step(title: str, reached: int, stage: Stage, rule: Rule) -> Step:
    rank = STAGE_ORDER[stage]
    if reached < rank:
        return Step(title, _("Ikke ifølge listen"), "", rule)
    return Step(title, _("Ja, ifølge listen"), "now" if reached == rank else "done", rule)
