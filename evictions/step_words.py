"""The steps of an eviction case in words: a line of the timeline each. What a step holds in `values` is
dates, amounts and codes (evictions.models.LegalStep); what a reader does not know is left out."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.providers import CourseEntry
from core.danish import format_kroner_short
from core.phrases import say_count, say_day, say_moment
from evictions.choices import (
    Children,
    DemandChannel,
    EvictionOutcome,
    HearingPlace,
    LegalStepKind,
    ReceiptProof,
    StepSource,
    Verdict,
)
from evictions.court_choices import RESULTS
from evictions.models import EvictionCase

GROUPS: dict[str, str | Promise] = {
    "paakrav": gettext_lazy("Påkrav og ophævelse"),
    "fogedret": gettext_lazy("Kommune og fogedret"),
    "aftaler": gettext_lazy("Aftaler og beslutninger"),
    "restance": gettext_lazy("Restance"),
    "sagen": gettext_lazy("Sagen"),
}
"""What the timeline is filtered by."""
ICON_OF = {
    "paakrav": "legal_demand",
    "fogedret": "legal_court",
    "aftaler": "legal_agreement",
    "sagen": "legal_case",
}
"""The kind of a course entry (cases/course.py), which picks its icon."""
K = LegalStepKind
GROUP_OF: dict[str, str] = {
    **dict.fromkeys(
        (
            K.DEMAND_ISSUED,
            K.DEMAND_RECEIVED,
            K.DEMAND_RECALLED,
            K.DEADLINE_ASKED,
            K.DEADLINE_SET,
            K.DEADLINE_REFUSED,
            K.TERMINATED,
            K.TERMINATION_WAIVED,
        ),
        "paakrav",
    ),
    **dict.fromkeys(
        (
            K.FILED,
            K.FILING_WITHDRAWN,
            K.MUNICIPALITY_NOTIFIED,
            K.HEARING_SET,
            K.HEARING_CALLED_OFF,
            K.HEARING_HELD,
            K.EVICTION_SET,
            K.EVICTION_CALLED_OFF,
        ),
        "fogedret",
    ),
    **dict.fromkeys(
        (
            K.STANDSTILL_BEGUN,
            K.STANDSTILL_ENDED,
            K.PLAN_AGREED,
            K.PLAN_BROKEN,
            K.PLAN_KEPT,
            K.PLAN_CANCELLED,
            K.STATEMENT_SENT,
            K.DECIDED,
            K.LETTER_SENT,
        ),
        "aftaler",
    ),
}
"""Any other kind is of the case."""
KINDS = dict(LegalStepKind.choices)
SOURCES = dict(StepSource.choices)
SILENT = frozenset({"is_overridden", "status", "answer_since", "answer_reasons", "reviewed_at"})
"""Columns that say nothing of their own on a timeline."""


def _coded(choices: Any) -> Callable[[str], str]:
    labels = dict(choices.choices)
    return lambda code: str(labels.get(code, ""))


CODES: dict[str, Callable[[str], str]] = {
    "demand_channel": _coded(DemandChannel),
    "demand_proof": _coded(ReceiptProof),
    "children": _coded(Children),
}


def _result(code: str) -> str:
    """What came of a day at the court."""
    return next((str(dict(results.choices)[code]) for results in RESULTS.values() if code in results), "")


def _day(value: str) -> str:
    return say_day(dt.date.fromisoformat(value)) if value else ""


def _amount(value: str) -> str:
    return format_kroner_short(Decimal(value)) if value else ""


def _moment(value: str) -> str:
    return say_moment(dt.datetime.fromisoformat(value))


def _count(value: str) -> str:
    return say_count(int(value), _("afdrag,afdrag"))


WORDS: dict[str, tuple[str | Promise, Callable[[str], str]]] = {
    "channel": ("%s", CODES["demand_channel"]),
    "proof": (gettext_lazy("Bevis: %s"), CODES["demand_proof"]),
    "deadline": (gettext_lazy("Frist %s"), _day),
    "move_out_on": (gettext_lazy("Fraflytning senest %s"), _day),
    "court": (gettext_lazy("Fogedret: %s"), str),
    "at": ("%s", _moment),
    "place_kind": ("%s", _coded(HearingPlace)),
    "was": (gettext_lazy("Før: %s"), _moment),
    "until": (gettext_lazy("Til og med %s"), _day),
    "outcome": (gettext_lazy("Udfald: %s"), _coded(EvictionOutcome)),
    "result": ("%s", _result),
    "verdict": ("%s", _coded(Verdict)),
    "balance": (gettext_lazy("Restance ved aftalen %s"), _amount),
    "count": ("%s", _count),
    "first": (gettext_lazy("Første afdrag %s"), _day),
    "last": (gettext_lazy("Sidste afdrag %s"), _day),
    "amount": ("%s", _amount),
    "taken_back": (gettext_lazy("Var registreret ved en fejl: %s"), _coded(LegalStepKind)),
}
"""What each key of `values` says, in this order. A key that is not here says nothing."""
MENDED = frozenset({K.DEMAND_ISSUED, K.DEMAND_RECEIVED, K.TERMINATED, K.FILED, K.MUNICIPALITY_NOTIFIED})
"""Registered again with another day, they put the first right."""


def step_entry(step: Any) -> CourseEntry:
    """A LegalStep of a file, with `by` (the name of who did it; None for a program or the clock)."""
    kind, group = step.kind, group_of(step.kind)
    title = str(KINDS.get(kind, kind))
    if step.on:
        title = f"{title} {say_day(step.on)}"
    if "before" in step.values and kind in MENDED:
        title = _("%(title)s (rettet)") % {"title": title}
    source = str(SOURCES.get(step.source, ""))
    return CourseEntry(
        at=step.happened_at,
        kind=ICON_OF[group],
        title=title,
        text="\n".join(words_of(step.values, step.reason)),
        by=step.by or source,
        details=(source.lower(),) if step.by and step.source != StepSource.HAND else (),
    )


def group_of(kind: str) -> str:
    return GROUP_OF.get(kind, "sagen")


def words_of(values: dict[str, Any], reason: str) -> Iterator[str]:
    for key, (sentence, say) in WORDS.items():
        if (value := values.get(key)) and (said := _said(say, str(value))):
            yield str(sentence) % said
    if changed := values.get("changed"):
        names = ", ".join(map(_column, changed))
        yield _("Rettet: %(names)s") % {"names": names}
    if before := values.get("before"):
        yield from _before(before)
    if reason:
        yield _("Begrundelse: %(reason)s") % {"reason": reason}


def _before(before: Any) -> Iterator[str]:
    """By column; or a day alone. What is neither is a program's own note."""
    if isinstance(before, str) and (words := _said(_day, before)):
        yield _("Før: %(values)s") % {"values": words}
    if not isinstance(before, dict):
        return
    said = [
        f"{_column(name)} {words}"
        for name, value in before.items()
        if isinstance(value, str) and name not in SILENT and (words := _said(_sayer(name), value))
    ]
    if said:
        yield _("Før: %(values)s") % {"values": ", ".join(said)}


def _column(name: str) -> str:
    try:
        return str(EvictionCase._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _sayer(column: str) -> Callable[[str], str]:
    if column in CODES:
        return CODES[column]
    if column == "claim_amount":
        return _amount
    return _day if column.endswith(("_on", "_deadline", "due_date")) else str


def _said(say: Callable[[str], str], value: str) -> str:
    """A value of another shape than today's is left out rather than breaking the page."""
    try:
        return say(value)
    except (ValueError, InvalidOperation):
        return ""
