"""What is missing before the next step of an eviction case. Pure: from the facts and the day.

Nothing here stops anybody: a step that happened is registered all the same. It says what a colleague would
ask for first, and what of the earlier steps nobody has told of yet.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evictions.case_facts import CaseFacts
from evictions.choices import STATUS_ORDER, Children, EvictionStatus

SOON = dt.timedelta(days=7)
NEXT: dict[str, str | Promise] = {
    EvictionStatus.ARREARS: _("Mangler før påkravet"),
    EvictionStatus.DEMAND: _("Mangler før en ophævelse"),
    EvictionStatus.TERMINATED: _("Mangler før fogedretten"),
    EvictionStatus.FILED: _("Mangler før fogedmødet"),
    EvictionStatus.HEARING: _("Mangler før en udsættelse"),
    EvictionStatus.EVICTION: _("Mangler før udsættelsen"),
}
"""What the list is about, by how far the case has come."""


@dataclass(frozen=True)
class Need:
    """Something a step needs. `form` names where it is filled in (missing_panel.FORMS); `found` gives the day
    it was done, True when it is there without a day, None when it is missing."""

    what: str | Promise
    form: str
    found: Callable[[CaseFacts], dt.date | bool | None]
    late_from: str = ""


@dataclass(frozen=True)
class Wanted:
    """A need as it stands; `state` is "done", "missing" or "urgent"."""

    what: str
    form: str
    state: str
    on: dt.date | None = None


NEEDS: dict[str, list[Need]] = {
    EvictionStatus.ARREARS: [
        Need(_("Forfaldsdagen"), "due_date", lambda f: f.due_date),
        Need(_("Kravet, delt op i poster"), "claim", lambda f: f.has_claim or None),
    ],
    EvictionStatus.DEMAND: [
        Need(_("Hvornår og hvordan påkravet er sendt"), "demand", lambda f: f.demand_issued_on),
        Need(
            _("Bevis for, hvornår påkravet kom frem"),
            "receipt",
            lambda f: f.demand_received_on,
            late_from=EvictionStatus.TERMINATED,
        ),
        Need(_("Kontakt med beboeren"), "contact", lambda f: f.contact_on, late_from=EvictionStatus.FILED),
    ],
    EvictionStatus.TERMINATED: [
        Need(_("Hvornår lejemålet er ophævet"), "termination", lambda f: f.terminated_on),
        Need(_("Hvornår beboeren senest skal flytte"), "termination", lambda f: f.move_out_on),
        Need(
            _("Underretning til kommunen"),
            "municipality",
            lambda f: f.municipal_notice_on,
            late_from=EvictionStatus.FILED,
        ),
        Need(
            _("Om der bor børn under 18"),
            "facts",
            lambda f: f.children != Children.UNKNOWN or None,
        ),
    ],
    EvictionStatus.FILED: [
        Need(_("Hvornår sagen er sendt til fogedretten"), "filing", lambda f: f.filed_on),
        Need(_("Hvilken fogedret"), "filing", lambda f: bool(f.court) or None),
        Need(_("Fogedrettens sagsnummer"), "filing", lambda f: bool(f.court_number) or None),
        Need(_("Fogedmødets dag, tid og sted"), "hearing", lambda f: f.hearing_on or _is_past(f)),
    ],
    EvictionStatus.HEARING: [],
    EvictionStatus.EVICTION: [],
}
"""What must be there before the step after each status. An earlier need that is still missing stays."""


def _is_past(facts: CaseFacts) -> bool | None:
    """The hearing has been held when an eviction is set."""
    return facts.has_reached(EvictionStatus.EVICTION) or None


def wanted_before_next(facts: CaseFacts, today: dt.date) -> list[Wanted]:
    """What is missing first, the urgent before the rest; then what of this step is done. Nothing for a closed
    case."""
    if not facts.is_open:
        return []
    reached = STATUS_ORDER[facts.reached]
    found = [
        _stand(need, facts, today)
        for status, needs in NEEDS.items()
        if STATUS_ORDER[status] <= reached
        for need in needs
        if status == facts.reached or need.found(facts) is None
    ]
    return sorted(found, key=lambda wanted: ("urgent", "missing", "done").index(wanted.state))


def _stand(need: Need, facts: CaseFacts, today: dt.date) -> Wanted:
    found = need.found(facts)
    if found is not None:
        return Wanted(str(need.what), need.form, "done", found if isinstance(found, dt.date) else None)
    late = need.late_from and facts.has_reached(need.late_from)
    return Wanted(str(need.what), need.form, "urgent" if late or _court_is_near(facts, today) else "missing")


def _court_is_near(facts: CaseFacts, today: dt.date) -> bool:
    days = [day for day in (facts.hearing_on, facts.eviction_on) if day and day >= today]
    return bool(days) and min(days) <= today + SOON
