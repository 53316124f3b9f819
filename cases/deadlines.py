"""Every open deadline of a household: the next step, the plan's actions, answers owed by partners, and what
other apps know of (the deadline of a demand). A case cannot close while there is one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from cases.choices import UNANSWERED
from cases.models import FollowUp, Referral, SupportPlanAction
from cases.providers import Deadline, deadline_providers


def deadlines_of(tenancy_ids: Collection[int]) -> dict[int, list[Deadline]]:
    """tenancy_id → its open deadlines, the earliest first. Whoever asks has checked that they may; a constant
    number of queries."""
    found: defaultdict[int, list[Deadline]] = defaultdict(list)
    for tenancy_id, deadline in _all(tenancy_ids):
        found[tenancy_id].append(deadline)
    return {tenancy_id: sorted(rows, key=lambda row: row.on) for tenancy_id, rows in found.items()}


def _all(tenancy_ids: Collection[int]) -> Iterable[tuple[int, Deadline]]:
    yield from _follow_ups(tenancy_ids)
    yield from _actions(tenancy_ids)
    yield from _answers(tenancy_ids)
    for provider in deadline_providers:
        yield from provider(tenancy_ids)


def _follow_ups(tenancy_ids: Collection[int]) -> Iterable[tuple[int, Deadline]]:
    rows = FollowUp.objects.open().filter(tenancy_id__in=tenancy_ids)
    for tenancy_id, on, text in rows.values_list("tenancy_id", "due_on", "text"):
        yield tenancy_id, Deadline(on, _("Næste skridt"), text)


def _actions(tenancy_ids: Collection[int]) -> Iterable[tuple[int, Deadline]]:
    rows = SupportPlanAction.objects.open().filter(tenancy_id__in=tenancy_ids, due_on__isnull=False)
    for tenancy_id, on, text in rows.values_list("tenancy_id", "due_on", "text"):
        yield tenancy_id, Deadline(on, _("Handling i planen"), text)


def _answers(tenancy_ids: Collection[int]) -> Iterable[tuple[int, Deadline]]:
    rows = Referral.objects.filter(tenancy_id__in=tenancy_ids, status__in=UNANSWERED)
    for tenancy_id, on, partner in rows.values_list("tenancy_id", "answer_due_on", "partner__name"):
        yield tenancy_id, Deadline(on or dt.date.max, _("Svar på henvisning"), partner)
