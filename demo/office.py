"""Tells what the administration did in one eviction case, through the real services, and sets the clock back
after each step."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from demo.clock import backdate, moment
from demo.inbox import reached
from evictions.choices import HearingPlace, LegalStepKind, ReceiptProof
from evictions.models import ArrearsList, EvictionCase, Hearing, LegalStep
from evictions.services.eviction_cases import close_eviction, open_eviction
from evictions.services.legal_steps import (
    file_request,
    issue_demand,
    notify_municipality,
    receive_demand,
    terminate,
)
from evictions.services.told_steps import take_step
from evictions.told_rules import ToldStep
from notifications.choices import DeliveryKind
from residents.models import Tenancy


class Office:
    """Every step names its day; `written`, the day it was registered, is the same unless it is said."""

    def __init__(self, actor: Any, tenancy: Tenancy, today: dt.date) -> None:
        self.actor, self.tenancy, self.today = actor, tenancy, today

    @property
    def case(self) -> EvictionCase:
        """The open one: born of a list, or by `open`."""
        return EvictionCase.objects.open().get(tenancy=self.tenancy)

    def open(self, on: dt.date, *, due_date: dt.date, claim: list[dict[str, str]]) -> None:
        case = open_eviction(actor=self.actor, tenancy=self.tenancy, due_date=due_date, claim=claim)
        at = self._at(on, 9)
        backdate(case, opened_at=at, created_at=at)
        tell_of(case.legalsteps.all(), at)

    def issue(self, on: dt.date, channel: str) -> None:
        self._do(on, issue_demand, on=on, channel=channel)

    def receive(self, on: dt.date, proof: str = ReceiptProof.DIGITAL_POST) -> None:
        self._do(on, receive_demand, on=on, proof=proof)

    def terminate(self, on: dt.date, move_out_on: dt.date, *, written: dt.date | None = None) -> None:
        self._do(written or on, terminate, on=on, move_out_on=move_out_on)

    def file(self, on: dt.date, court_number: str, *, written: dt.date | None = None) -> None:
        court = {"court": "Retten i Fjordby", "court_number": court_number}
        self._do(written or on, file_request, on=on, **court)

    def notify(self, on: dt.date) -> None:
        self._do(on, notify_municipality, on=on, proof="Kvittering fra Digital Post")

    def hear(self, told_on: dt.date, day: dt.date, clock: dt.time, place: str) -> None:
        """The court has set a hearing; the rent ledger's program tells."""
        self._told(told_on, LegalStepKind.HEARING_SET, "hearing_at", day, clock, HearingPlace.COURT, place)

    def evict(self, told_on: dt.date, day: dt.date, clock: dt.time) -> None:
        kind = LegalStepKind.EVICTION_SET
        self._told(told_on, kind, "eviction_at", day, clock, HearingPlace.ADDRESS, "")

    def close(self, on: dt.date, outcome: str) -> None:
        case = self.case
        self._do(on, close_eviction, outcome=outcome)
        backdate(case, closed_at=self._at(on, 13))

    def _told(
        self,
        told_on: dt.date,
        kind: LegalStepKind,
        column: str,
        day: dt.date,
        clock: dt.time,
        place_kind: str,
        place: str,
    ) -> None:
        before = self._last()
        facts = {column: timezone.make_aware(dt.datetime.combine(day, clock))}
        told = ToldStep(kind, day, facts, told_on=told_on, place_kind=place_kind, place=place)
        taken = take_step(actor=self.actor, tenancy=self.tenancy, told=told)
        at = self._at(told_on, 11)
        for hearing in Hearing.objects.filter(eviction_case=taken.case, **{"at": facts[column]}):
            backdate(hearing, created_at=at)
        tell_of(taken.case.legalsteps.filter(pk__gt=before), at)

    def _do(self, registered_on: dt.date, service: Callable[..., Any], **words: Any) -> None:
        case, before = self.case, self._last()
        service(actor=self.actor, case=case, seen=case.revision, **words)
        tell_of(case.legalsteps.filter(pk__gt=before), self._at(registered_on, 10))

    def _last(self) -> int:
        steps = LegalStep.objects.filter(tenancy=self.tenancy).order_by("-pk")
        return steps.values_list("pk", flat=True).first() or 0

    def _at(self, on: dt.date, hour: int) -> dt.datetime:
        return moment(self.today, (self.today - on).days, hour)


def tell_of(steps: Any, at: dt.datetime) -> None:
    """These steps happened at `at`, and reached the inboxes then; those of some days ago have been read."""
    ids = []
    for step in steps:
        backdate(step, happened_at=at, created_at=at)
        ids.append(step.pk)
    reached(DeliveryKind.LEGAL_STEP, ids, at)


def backdate_told(arrears_list: ArrearsList, at: dt.datetime) -> None:
    """What a list told of eviction cases happened when it came."""
    steps = LegalStep.objects.filter(source="list", values__list=arrears_list.pk)
    for case in EvictionCase.objects.filter(legalsteps__in=steps.filter(kind=LegalStepKind.OPENED)):
        backdate(case, opened_at=at, created_at=at)
    tell_of(steps, at)
