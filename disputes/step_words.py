"""A step of a complaint's course in words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.phrases import say_day, say_list
from disputes.choices import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintStepKind,
    Sanction,
)

NAMES = {
    "category": gettext_lazy("hvad den drejer sig om"),
    "channel": gettext_lazy("hvordan den kom"),
    "is_reasoned": gettext_lazy("om den er begrundet"),
    "received_on": gettext_lazy("hvornår den kom"),
    "signed": gettext_lazy("en husstand mere står bag klagen"),
    "withdrawn": gettext_lazy("en husstand står ikke længere bag klagen"),
}
CODES: dict[str, dict[str, Any]] = {
    "category": dict(ComplaintCategory.choices),
    "channel": dict(ComplaintChannel.choices),
    "is_reasoned": {"True": gettext_lazy("begrundet"), "False": gettext_lazy("ikke begrundet")},
}


@dataclass(frozen=True)
class StepLine:
    on: dt.date
    title: str
    text: str
    by: str


def step_line(step: Any) -> StepLine:
    """`step` has `by`, the name of who wrote it down; that it was on a later day is said: the day of a step
    may decide whether the landlord acted in time."""
    say = WORDS_OF.get(step.kind)
    words = [say(step.values)] if say else []
    text = ". ".join(filter(None, [*words, step.note]))
    return StepLine(step.on, str(step.get_kind_display()), text, by_words(step))


def by_words(step: Any) -> str:
    written = timezone.localdate(step.created_at)
    if written <= step.on:
        return str(step.by)
    return _("%(who)s, skrevet ned %(day)s") % {"who": step.by, "day": say_day(written)}


def corrected_words(values: dict[str, Any]) -> str:
    """What was put right, and what stood there before; or which step was a mistake."""
    if taken_back := values.get("taken_back"):
        return _("Taget tilbage: %(step)s") % {"step": ComplaintStepKind(taken_back).label.lower()}
    before = values.get("before", {})
    named = [str(NAMES[name]) for name in values.get("changed", []) if name in NAMES]
    was = [was_words(name, value) for name, value in before.items()]
    said = say_list(named)
    if was:
        said = _("%(what)s (før: %(was)s)") % {"what": said, "was": say_list(was)}
    return said[:1].upper() + said[1:]


def was_words(name: str, value: str) -> str:
    if name in CODES:
        return str(CODES[name].get(value, value))
    day = parse_date(value)
    return say_day(day) if day else value


def sanction_words(values: dict[str, Any]) -> str:
    said = {
        "what": Sanction(values["sanction"]).label,
        **{name: day_words(values[name]) for name in ("from", "until")},
    }
    if values["until"]:
        return _("%(what)s, fra %(from)s til %(until)s") % said
    return _("%(what)s, fra %(from)s") % said


def talk_words(values: dict[str, Any]) -> str:
    return str(SPOKEN_WITH.get(values.get("with", ""), ""))


def closed_words(values: dict[str, Any]) -> str:
    outcome = values.get("outcome", "")
    return str(ComplaintOutcome(outcome).label) if outcome in ComplaintOutcome.values else ""


def day_words(value: str) -> str:
    day = parse_date(value)
    return say_day(day) if day else ""


SPOKEN_WITH = {
    "respondent": gettext_lazy("Med den, der er klaget over"),
    "complainant": gettext_lazy("Med den, der klager"),
    "both": gettext_lazy("Med begge"),
}
WORDS_OF: dict[str, Callable[[dict[str, Any]], str]] = {
    ComplaintStepKind.CORRECTED: corrected_words,
    ComplaintStepKind.SANCTION: sanction_words,
    ComplaintStepKind.TALK: talk_words,
    ComplaintStepKind.CLOSED: closed_words,
}
"""What the values of a step say beside its kind."""
