"""What a decision will do to each of many cases, before it is made: which can be decided, which not and why,
and which have changed since somebody ticked them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.links import links
from core.phrases import say_day
from evictions.choices import Verdict
from evictions.latest_step import latest_steps, who_did_what
from evictions.models import EvictionCase
from evictions.review.effects import Resolution, effect_words, why_not
from evictions.review.words import answer_words, next_html
from evictions.services.standstills import resting

COLUMNS = (
    "serial",
    "opened_at",
    "organisation_id",
    "estate__name",
    "status",
    "claim_amount",
    "next_on",
    "next_kind",
    "contact_on",
    "hearing_at",
    "eviction_at",
    "standstill_until",
    "answer_reasons",
    "revision",
    "tenancy__dwelling__address",
)


@dataclass(frozen=True)
class BatchLine:
    """`tick` is what a box for it sends: the case, and the revision that is decided of. `words` say what will
    happen, or why nothing can."""

    case: EvictionCase
    url: str
    tick: str
    words: list[str]
    next: str
    why: str


@dataclass
class Preview:
    """`changed`: with who did what since; they can be ticked again."""

    ready: list[BatchLine] = field(default_factory=list)
    changed: list[BatchLine] = field(default_factory=list)
    stopped: list[BatchLine] = field(default_factory=list)


def chosen_cases(user: Any, seen: Mapping[int, int]) -> list[BatchLine]:
    """What was ticked (id → the revision that was read), as far as this person may see it, the nearest date
    first."""
    return [_line(case, [], seen[case.pk]) for case in _cases(user, seen)]


def preview_of(user: Any, seen: Mapping[int, int], resolution: Resolution) -> Preview:
    """What the resolution does to each. Three queries, however many there are."""
    cases, today = _cases(user, seen), timezone.localdate()
    since = latest_steps(user, [case.pk for case in cases if case.revision != seen[case.pk]])
    asleep = _resting(cases, resolution, today)
    preview = Preview()
    for case in cases:
        words = effect_words(case, resolution, today)
        if why := asleep.get(case.pk) or why_not(case, resolution.verdict, today):
            preview.stopped.append(_line(case, [why], case.revision))
        elif case.revision != seen[case.pk]:
            changed = _("Ændret imens: %(step)s.") % {"step": who_did_what(since.get(case.pk))}
            preview.changed.append(_line(case, [changed, *words], case.revision))
        else:
            preview.ready.append(_line(case, words, case.revision))
    return preview


def _cases(user: Any, seen: Mapping[int, int]) -> list[EvictionCase]:
    rows = EvictionCase.objects.visible_to(user).filter(pk__in=seen)
    joined = rows.select_related("tenancy__dwelling", "estate").only(*COLUMNS)
    return list(joined.order_by("next_on", "pk"))


def _line(case: EvictionCase, words: list[str], revision: int) -> BatchLine:
    return BatchLine(
        case,
        links("eviction_detail")(case.pk),
        f"{case.pk}-{revision}",
        words,
        next_html(case.next_on, case.next_kind, timezone.localdate()),
        answer_words(tuple(case.answer_reasons)),
    )


def _resting(cases: list[EvictionCase], resolution: Resolution, today: dt.date) -> dict[int, str]:
    if resolution.verdict != Verdict.PAUSE or resolution.until is None:
        return {}
    said = _("Der er allerede henstand til og med %(day)s. Afslut den på sagen først.")
    found = resting([case.pk for case in cases], today, resolution.until)
    return {pk: said % {"day": say_day(last, today)} for pk, last in found.items()}
