"""What the rules say of a date somebody wants to try, in words; and the examples they were checked on."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import format_kroner, format_weekday
from core.errors import DomainError
from evictions.law import RULES, Rule
from evictions.rules import (
    complaint_action_due,
    complaint_last_day,
    deadline_warning,
    demand_deadline,
    demand_fee,
    earliest_deadline,
    earliest_demand,
    earliest_termination,
    last_timely_day,
    leaves_july_out,
)

Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class Trial:
    """`lines`: what is computed and the day, in words; `notes`: what to know about it."""

    rule: Rule
    lines: Lines
    notes: list[str]


def trials(asked: Mapping[str, Any]) -> list[Trial]:
    """For each date of the form (evictions/forms/rules.py) that was given, every rule that follows."""
    return [trial for name, say in SAY.items() if asked.get(name) for trial in say(asked[name])]


def _of_due_date(due: dt.date) -> Iterator[Trial]:
    last = last_timely_day(due)
    moved = [_("Forfaldsdagen er ikke en hverdag, så dagen er flyttet.")] if last != due else []
    yield _trial("last_timely_day", due, [(_("Sidste rettidige dag"), said(last))], moved)
    earliest = earliest_demand(due)
    if earliest.is_disputed:
        lines = [
            (_("Hvis lørdagen (eller grundlovsdag) tæller med"), said(earliest.saturday_counts)),
            (_("Hvis den ikke gør: den sikre dag"), said(earliest.safe)),
        ]
        notes = [_("Det er omstridt, om lørdagen tæller med. Den sikre dag holder på begge måder.")]
    else:
        lines, notes = [(_("Tidligste påkrav"), said(earliest.safe))], []
    yield _trial("earliest_demand", due, lines, notes)
    estimate = [(_("Påkravsfristen kan tidligst være"), said(earliest_deadline(due)))]
    yield _trial(
        "demand_deadline", due, estimate, [_("Et skøn: fristen afhænger af, hvornår påkravet kom frem.")]
    )


def _of_receipt(received: dt.date) -> Iterator[Trial]:
    deadline = demand_deadline(received)
    if deadline.date is None:
        return
    lines = [(_("Påkravsfrist"), said(deadline.date))]
    notes = list(deadline.warnings)
    if (deadline.date - received).days > 14:
        notes.insert(0, _("De 14 dage ender på en dag, der ikke er en hverdag, så fristen er flyttet."))
    yield _trial("demand_deadline", received, lines, notes)
    yield _termination(deadline.date)


def _of_deadline(deadline: dt.date) -> Iterator[Trial]:
    yield _termination(deadline, [deadline_warning(deadline)])


def _termination(deadline: dt.date, notes: list[str] | None = None) -> Trial:
    lines = [(_("Tidligste ophævelse"), said(earliest_termination(deadline)))]
    return _trial("termination", deadline, lines, notes or [])


def _of_complaint(received: dt.date) -> Iterator[Trial]:
    due = complaint_action_due(received)
    lines = [(_("Udlejeren skal have handlet senest"), said(due))]
    yield _trial("complaint_action_due", received, lines, complaint_notes(received, due))


def complaint_notes(received: dt.date, due: dt.date) -> list[str]:
    """Why it is that day: July left out, a day that was moved, a quiet day."""
    july = _("Juli tæller ikke med i de 4 uger.") if leaves_july_out(received) else ""
    moved = ""
    if complaint_last_day(received) != due:
        moved = _("De 4 uger ender på en dag, der ikke er en hverdag, så fristen er flyttet.")
    return [note for note in (july, moved, deadline_warning(due)) if note]


def _of_year(year: int) -> Iterator[Trial]:
    try:
        fee = _("%(kroner)s kr.") % {"kroner": format_kroner(demand_fee(year))}
        yield Trial(RULES["demand_fee"], [(_("Påkravsgebyr i %(year)s") % {"year": year}, fee)], [])
    except DomainError as error:
        yield Trial(RULES["demand_fee"], [], [error.message])


SAY: Final[dict[str, Callable[[Any], Iterator[Trial]]]] = {
    "forfald": _of_due_date,
    "modtaget": _of_receipt,
    "frist": _of_deadline,
    "klage": _of_complaint,
    "aar": _of_year,
}


def _trial(key: str, asked: dt.date, lines: Lines, notes: list[str]) -> Trial:
    rule = RULES[key]
    kept = [note for note in notes if note]
    if asked < rule.valid_from:
        since = {"day": said(rule.valid_from)}
        kept.append(_("Vi ved kun, at reglen gælder fra %(day)s. For en dag før er det et gæt.") % since)
    return Trial(rule, lines, kept)


def said(day: dt.date) -> str:
    """→ 'tors. 24. dec. 2026'."""
    return f"{format_weekday(day)} {day.year}"


# -- the examples --------------------------------------------------------------------------------------

DUE_DATES: Final = (
    (dt.date(2021, 10, 1), gettext_lazy("En sag, retten har afgjort")),
    (dt.date(2026, 4, 1), gettext_lazy("Påske")),
    (dt.date(2026, 7, 1), gettext_lazy("Den 3. hverdag er en lørdag")),
    (dt.date(2026, 11, 1), gettext_lazy("Den 1. er en søndag")),
)
RECEIPTS: Final = (
    (dt.date(2021, 10, 7), gettext_lazy("Samme sag; ophævet fredag den 22. oktober")),
    (dt.date(2026, 3, 20), gettext_lazy("Langfredag")),
    (dt.date(2026, 5, 22), gettext_lazy("Grundlovsdag")),
    (dt.date(2026, 12, 10), gettext_lazy("Juleaftensdag")),
    (dt.date(2026, 12, 18), gettext_lazy("Nytårsdag")),
)
COMPLAINTS: Final = (
    dt.date(2026, 6, 15),
    dt.date(2026, 6, 2),
    dt.date(2026, 7, 10),
    dt.date(2026, 11, 26),
    dt.date(2026, 11, 27),
    dt.date(2026, 12, 3),
    dt.date(2026, 12, 4),
)
"""When a complaint was received: across July, and across Christmas and New Year."""


def examples_of_demands() -> list[dict[str, Any]]:
    return [
        {
            "day": due,
            "about": about,
            "due": said(due),
            "last": said(last_timely_day(due)),
            "saturday_counts": said(earliest_demand(due).saturday_counts),
            "safe": said(earliest_demand(due).safe),
        }
        for due, about in DUE_DATES
    ]


def examples_of_deadlines() -> list[dict[str, Any]]:
    return [
        {
            "day": received,
            "about": about,
            "received": said(received),
            "raw": said(received + dt.timedelta(days=14)),
            "deadline": said(deadline.date) if deadline.date else "",
            "warning": " ".join(deadline.warnings),
        }
        for received, about in RECEIPTS
        for deadline in [demand_deadline(received)]
    ]


def examples_of_complaints() -> list[dict[str, Any]]:
    return [
        {
            "day": received,
            "received": said(received),
            "due": said(due),
            "notes": " ".join(complaint_notes(received, due)),
        }
        for received in COMPLAINTS
        for due in [complaint_action_due(received)]
    ]
