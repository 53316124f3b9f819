"""What a decision of the administration does to a case, in words and as data. Pure: it looks at the case's
own columns, and evictions/services/reviews.py does what stands here.

Back goes along BACK_TRANSITIONS. What a step back makes void is emptied on the case, so that a new demand or
filing begins anew; what stood there is kept with the step, on the timeline.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.phrases import say_day, say_moment
from evictions.choices import (
    AT_COURT,
    AnswerReason,
    EvictionStatus,
    LegalStepKind,
    Verdict,
)

if TYPE_CHECKING:
    from evictions.models import EvictionCase, StandstillReason

DEMAND_FACTS: Mapping[str, Any] = MappingProxyType(
    {
        "demand_issued_on": None,
        "demand_channel": "",
        "demand_received_on": None,
        "demand_proof": "",
        "demand_deadline": None,
        "is_overridden": False,
    }
)
FILING_FACTS: Mapping[str, Any] = MappingProxyType(
    {
        "filed_on": None,
        "court": "",
        "court_number": "",
        "municipal_notice_on": None,
        "municipal_notice_proof": "",
        "hearing_at": None,
        "eviction_at": None,
    }
)
TERMINATION_FACTS: Mapping[str, Any] = MappingProxyType({"terminated_on": None, "move_out_on": None})
KEPT_IN_WORDS = frozenset({"court", "municipal_notice_proof"})
"""Columns of free words: the audit keeps them, the timeline does not."""


@dataclass(frozen=True)
class Move:
    """Where a case goes, which steps of the timeline say so, and which columns are emptied how."""

    status: str
    steps: tuple[LegalStepKind, ...]
    emptied: Mapping[str, Any] = field(default_factory=dict)


RECALL = Move(EvictionStatus.ARREARS, (LegalStepKind.DEMAND_RECALLED,), DEMAND_FACTS)
UNFILE = Move(EvictionStatus.TERMINATED, (LegalStepKind.FILING_WITHDRAWN,), FILING_FACTS)
ALL_FACTS = {**DEMAND_FACTS, **TERMINATION_FACTS, **FILING_FACTS}
WAIVE = Move(EvictionStatus.ARREARS, (LegalStepKind.TERMINATION_WAIVED,), ALL_FACTS)
WAIVE_AT_COURT = Move(
    EvictionStatus.ARREARS, (LegalStepKind.FILING_WITHDRAWN, LegalStepKind.TERMINATION_WAIVED), ALL_FACTS
)
MOVES: dict[tuple[str, str], Move] = {
    (Verdict.WITHDRAW, EvictionStatus.DEMAND): RECALL,
    **{(Verdict.WITHDRAW, status): UNFILE for status in sorted(AT_COURT)},
    (Verdict.WAIVE, EvictionStatus.TERMINATED): WAIVE,
    **{(Verdict.WAIVE, status): WAIVE_AT_COURT for status in sorted(AT_COURT)},
}


VERDICT_WORDS: dict[str, Any] = {
    Verdict.GO_ON: gettext_lazy("Sagen følger sin gang. Det, der er spurgt om, er besvaret."),
    Verdict.PAUSE: gettext_lazy("Henstand fra i dag til og med den dag, du vælger."),
    Verdict.WITHDRAW: gettext_lazy(
        "En begæring trækkes tilbage fra fogedretten, eller et påkrav trækkes tilbage."
    ),
    Verdict.WAIVE: gettext_lazy("Lejemålet består, og sagen går tilbage til restance."),
}
"""What each means, whatever the case."""


@dataclass(frozen=True)
class Resolution:
    """What is decided. `until` and `pause_reason` belong to a pause, which begins today."""

    verdict: str
    reason: str
    until: dt.date | None = None
    pause_reason: "StandstillReason | None" = None

    @property
    def label(self) -> str:
        return str(Verdict(self.verdict).label)


def move_of(case: "EvictionCase", verdict: str) -> Move | None:
    """None when the case stays where it is."""
    return MOVES.get((verdict, case.status))


def kept(case: "EvictionCase", move: Move) -> dict[str, str]:
    """What stood in the emptied columns, for the step: dates and codes."""
    names = (name for name in move.emptied if name not in KEPT_IN_WORDS)
    return {name: str(value) for name in names if (value := getattr(case, name))}


def why_not(case: "EvictionCase", verdict: str, today: dt.date) -> str:
    """Why it cannot be decided of this case; "" when it can."""
    if not case.is_open:
        return _("Sagen er afsluttet.")
    if verdict == Verdict.PAUSE:
        return _paused(case, today)
    move = move_of(case, verdict)
    if verdict == Verdict.GO_ON:
        return ""
    if move is None:
        return _nothing_to(verdict, case.status)
    if "demand_deadline" in move.emptied and AnswerReason.DEADLINE_ASKED in case.answer_reasons:
        return _("En kollega venter på svar om en anden påkravsfrist. Svar på det først.")
    return ""


def _paused(case: "EvictionCase", today: dt.date) -> str:
    if case.standstill_until is None or case.standstill_until < today:
        return ""
    return _("Der er allerede henstand til og med %(day)s. Afslut den på sagen først.") % {
        "day": say_day(case.standstill_until, today)
    }


def _nothing_to(verdict: str, status: str) -> str:
    if verdict == Verdict.WAIVE:
        return _("Lejemålet er ikke ophævet, så der er ikke nogen ophævelse at frafalde.")
    if status == EvictionStatus.TERMINATED:
        return _("Sagen er ikke i fogedretten. Skal ophævelsen ikke gælde, så vælg »Frafald ophævelsen«.")
    return _("Der er ikke sendt påkrav, så der er ikke noget at trække tilbage.")


def effect_words(case: "EvictionCase", resolution: Resolution, today: dt.date) -> list[str]:
    """What will happen, in sentences, before it does."""
    if resolution.verdict == Verdict.GO_ON:
        return _go_on_words(case, today)
    if resolution.verdict == Verdict.PAUSE and resolution.until:
        said = _("På pause fra i dag til og med %(day)s.") % {"day": say_day(resolution.until, today)}
        return [said, *_court_day_words(case, _("%(which)s %(when)s står stadig i fogedretten."))]
    move = move_of(case, resolution.verdict)
    if move is None:
        return []
    words = [_STEP_WORDS[kind]() for kind in move.steps]
    words.append(_("Sagen går tilbage til »%(status)s«.") % {"status": EvictionStatus(move.status).label})
    if "hearing_at" in move.emptied:
        words += _court_day_words(case, _("%(which)s %(when)s aflyses her. Giv selv fogedretten besked."))
    return words


_STEP_WORDS = {
    LegalStepKind.DEMAND_RECALLED: lambda: _("Påkravet trækkes tilbage."),
    LegalStepKind.FILING_WITHDRAWN: lambda: _("Begæringen trækkes tilbage fra fogedretten."),
    LegalStepKind.TERMINATION_WAIVED: lambda: _("Ophævelsen frafaldes, og lejemålet består."),
}


def _go_on_words(case: "EvictionCase", today: dt.date) -> list[str]:
    said = [_("Sagen fortsætter som »%(status)s«.") % {"status": EvictionStatus(case.status).label}]
    if case.standstill_until and case.standstill_until >= today:
        day = say_day(case.standstill_until, today)
        said.append(_("Henstanden til og med %(day)s står ved magt.") % {"day": day})
    if AnswerReason.DEADLINE_ASKED in case.answer_reasons:
        said.append(_("Forslaget om en anden påkravsfrist venter stadig på svar."))
    return said


def _court_day_words(case: "EvictionCase", sentence: str) -> list[str]:
    days = ((_("Fogedmødet"), case.hearing_at), (_("Udsættelsen"), case.eviction_at))
    return [sentence % {"which": which, "when": say_moment(at)} for which, at in days if at]


def verdicts_for(case: "EvictionCase", today: dt.date) -> list[str]:
    """Those that can be decided of the case as it stands."""
    return [verdict for verdict in Verdict.values if not why_not(case, verdict, today)]
