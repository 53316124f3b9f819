"""A step of a complaint's course in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.phrases import say_day, say_list
from disputes.choices import ComplaintCategory, ComplaintChannel, ComplaintStepKind

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
    """`step` has `by`, the name of who wrote it down."""
    words = [corrected_words(step.values)] if step.kind == ComplaintStepKind.CORRECTED else []
    text = ". ".join(filter(None, [*words, step.note]))
    return StepLine(step.on, str(step.get_kind_display()), text, step.by)


def corrected_words(values: dict[str, Any]) -> str:
    """What was put right, and what stood there before."""
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
