"""What a list told is taken back with it, where nobody has worked on since.

A case that was born of the list is closed again: it has been seen, so it is not erased, but its timeline says
why, and it counts nowhere (`EvictionCaseQuerySet.standing`). A case the list has moved is as it was before.
Where a person, a program or the clock has gone on since, the case stays as it stands, and the administration
is asked. Its lines leave the inboxes like those of the withdrawn notices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from evictions.choices import EvictionOutcome, EvictionStatus, LegalStepKind, StepSource
from evictions.models import ArrearsList, EvictionCase, EvictionLetter, LegalStep, WayOut
from evictions.services.eviction_writes import answered
from evictions.services.told_by_lists import BATCH, RESTORED
from evictions.services.told_writes import Change, Teller, write
from evictions.told_rules import COLUMNS
from notifications.choices import DeliveryKind
from notifications.services.outbox import withdraw_deliveries
from residents.choices import ImportStatus

TOLD_BY: Final = """
SELECT DISTINCT s.eviction_case_id
FROM evictions_noticerevision r
JOIN evictions_arrearsnotice n ON n.id = r.notice_id
JOIN evictions_legalstep s ON s.tenancy_id = n.tenancy_id
WHERE r.arrears_list_id = %(run)s AND s.source = 'list' AND s."values" ->> 'list' = %(run)s::text
ORDER BY 1
"""
COLUMNS_OF_DEMAND: Final = COLUMNS[LegalStepKind.DEMAND_RECEIVED]
OF_PEOPLE: Final = (WayOut, EvictionLetter)
"""Work on a case that writes no step."""


def untell(*, actor: Any, arrears_list: ArrearsList) -> None:
    """Before the revisions of the list are forgotten: they say which households it spoke of."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD_BY, {"run": arrears_list.pk})
        cases = [pk for (pk,) in cursor.fetchall()]
    teller = Teller(StepSource.LIST, actor.pk, {"list": arrears_list.pk})
    for start in range(0, len(cases), BATCH):
        _untell(cases[start : start + BATCH], arrears_list, teller)


@dataclass
class Since:
    """The steps of one case: what the list told, and whether anything else has happened since."""

    own: list[LegalStep] = field(default_factory=list)
    is_touched: bool = False


def _untell(ids: Sequence[int], arrears_list: ArrearsList, teller: Teller) -> None:
    cases = EvictionCase.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    found = list(cases.order_by("pk"))
    since = _since(ids, arrears_list.pk)
    changes: list[Change] = []
    taken_back: list[int] = []
    for case in found:
        change, told = Change(case, teller), since[case.pk]
        if case.is_open and not told.is_touched:
            _take_back(change, told.own)
            taken_back += [step.pk for step in told.own]
        elif case.is_open and any(step.kind != LegalStepKind.LIST_DIFFERS for step in told.own):
            change.differ({}, undone=True)
        changes.append(change)
    write(changes)
    withdraw_deliveries(kind=DeliveryKind.LEGAL_STEP, subject_ids=taken_back)


def _since(ids: Sequence[int], run: int) -> dict[int, Since]:
    since = {pk: Since() for pk in ids}
    steps = list(LegalStep.objects.filter(eviction_case_id__in=ids).order_by("pk"))
    lists = {step.values.get("list") for step in steps if step.source == StepSource.LIST}
    undone = set(
        ArrearsList.objects.filter(pk__in=lists - {None}, status=ImportStatus.UNDONE).values_list(
            "pk", flat=True
        )
    )
    for step in steps:
        told = since[step.eviction_case_id]
        by_list = step.values.get("list") if step.source == StepSource.LIST else None
        if by_list == run:
            told.own.append(step)
        elif told.own and by_list not in undone:
            told.is_touched = True
    for model in OF_PEOPLE:
        rows = model.objects.filter(eviction_case_id__in=ids).values_list("eviction_case_id", "created_at")
        for pk, at in rows:
            since[pk].is_touched |= at >= since[pk].own[0].happened_at
    return since


def _take_back(change: Change, own: Sequence[LegalStep]) -> None:
    reason = _("Restancelisten, der fortalte det, er fortrudt.")
    if any(step.kind == LegalStepKind.OPENED for step in own):
        _close(change, reason)
        return
    stood = next(step.values["undo"] for step in own if "undo" in step.values)
    columns = {column.name: column for column in EvictionCase._meta.fields}
    fields = {name: columns[name].to_python(stood[name]) for name in RESTORED}
    before = {
        name: str(getattr(change.case, name) or "")
        for name in COLUMNS_OF_DEMAND
        if getattr(change.case, name) != fields[name]
    }
    change.set(fields)
    change.add(LegalStepKind.PUT_RIGHT, reason=reason, before=before)


def _close(change: Change, reason: str) -> None:
    change.set(
        {
            "closed_from": change.case.status,
            "status": EvictionStatus.CLOSED,
            "outcome": EvictionOutcome.OTHER,
            "outcome_note": reason,
            "closed_at": timezone.now(),
            "closed_by_id": change.teller.made_by_id,
            **answered(change.case),
        }
    )
    change.add(LegalStepKind.CLOSED, reason=reason, outcome=str(EvictionOutcome.OTHER))
