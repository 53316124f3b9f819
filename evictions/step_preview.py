"""What saving a form about an eviction case would lead to: the deadline that comes of it, and what would be
wrong. Without writing anything."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from core.phrases import as_sentence, say_day
from evictions.case_facts import CaseFacts
from evictions.choices import STATUS_ORDER, EvictionStatus
from evictions.red_flags import RedFlag, red_flags
from evictions.rules import demand_deadline, earliest_termination

STATUSES = dict(EvictionStatus.choices)


@dataclass(frozen=True)
class Preview:
    """`lines` say what will be, `flags` what would be wrong that is not so now."""

    lines: list[str]
    flags: list[RedFlag]


def preview_of(facts: CaseFacts, changes: Mapping[str, Any], reaches: str, today: dt.date) -> Preview:
    """`reaches`: how far the step takes a case that has not come so far (EvictionStatus, or "")."""
    after = replace(facts, **changes)
    if reaches and STATUS_ORDER[reaches] > STATUS_ORDER[facts.reached]:
        after = replace(after, reached=reaches)
    known = {(flag.key, flag.text) for flag in red_flags(facts, today)}
    new = [flag for flag in red_flags(after, today) if (flag.key, flag.text) not in known]
    return Preview(_lines(facts, after, changes, today), new)


def _lines(facts: CaseFacts, after: CaseFacts, changes: Mapping[str, Any], today: dt.date) -> list[str]:
    lines = []
    deadline = after.demand_deadline
    if "demand_deadline" in changes and deadline:
        lines.append(_("Fristen bliver %(day)s.") % {"day": say_day(deadline, today)})
        if not after.is_overridden:
            lines += demand_deadline(after.demand_received_on).warnings
        if facts.demand_deadline and facts.demand_deadline != deadline:
            lines.append(_("Nu er den %(day)s.") % {"day": say_day(facts.demand_deadline, today)})
        earliest = say_day(earliest_termination(deadline), today)
        lines.append(_("Lejemålet kan tidligst ophæves %(day)s.") % {"day": earliest})
    if after.reached != facts.reached:
        lines.append(_("Sagen går til trinnet %(status)s.") % {"status": STATUSES[after.reached]})
    return [as_sentence(line) for line in lines]
