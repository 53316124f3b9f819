"""How an eviction case is written: under its lock, against the revision somebody saw, with a line for the
timeline and the push. Every service about eviction cases goes through here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, RevisionChangedError
from evictions.choices import (
    BACK_TRANSITIONS,
    EVICTION_TRANSITIONS,
    AnswerReason,
    LegalStepKind,
    StepSource,
)
from evictions.latest_step import latest_step, who_did_what
from evictions.models import EvictionCase, LegalStep
from evictions.next_dates import next_date
from evictions.querysets import EvictionCaseQuerySet
from evictions.services.telling import tell_of_terminations
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries


class EvictionChangedError(RevisionChangedError):
    """Somebody has written since the page was read; `row` is as it stands now."""

    def __init__(self, case: EvictionCase) -> None:
        super().__init__(
            _(
                "Sagen er ændret, siden du åbnede den: %(step)s. Se den igen, og gem så, hvis dit stadig "
                "skal gælde."
            )
            % {"step": who_did_what(latest_step(case))},
            case,
        )


def locked(case: EvictionCase, seen: int | None = None) -> EvictionCase:
    """The case as it stands, locked until the transaction ends: of two people at once the second waits.
    EvictionChangedError when it is not the revision that was `seen`; None asks nothing (programs, the clock).
    """
    rows = EvictionCase.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("tenancy__dwelling", "estate").get(pk=case.pk)
    if seen is not None:
        require_seen(fresh, seen)
    return fresh


def require_seen(case: EvictionCase, seen: int) -> None:
    """EvictionChangedError when the locked case is not the revision that was `seen`."""
    if case.revision != seen:
        raise EvictionChangedError(case)


def locked_many(cases: EvictionCaseQuerySet) -> dict[int, EvictionCase]:
    """Each of them as it stands, locked until the transaction ends. In the order of their ids, so that two
    who lock some of the same never wait for each other."""
    rows = cases.select_for_update(of=("self",), no_key=True).order_by("pk")
    return {case.pk: case for case in rows}


def require_open(case: EvictionCase) -> None:
    if not case.is_open:
        raise DomainError(_("Udsættelsessagen er afsluttet. Genåbn den, før du ændrer noget."))


def may_move(before: str, after: str, *, back: bool = False) -> bool:
    """Along EVICTION_TRANSITIONS; `back` also along BACK_TRANSITIONS, which takes a decision."""
    return after in EVICTION_TRANSITIONS[before] or (back and after in BACK_TRANSITIONS.get(before, ()))


def save(case: EvictionCase, **values: Any) -> EvictionCase:
    """Write `values` into the locked case, with what follows from them: the next date, and a new revision."""
    case.save(update_fields=_settle(case, values))
    return case


def save_many(changes: Iterable[tuple[EvictionCase, Mapping[str, Any]]]) -> None:
    """As `save`, for many locked cases with values of their own, in one statement: one line each in the
    audit."""
    names: dict[EvictionCase, list[str]] = {case: _settle(case, values) for case, values in changes}
    cases = list(names)
    if cases:
        columns = {name for each in names.values() for name in each}
        rows = EvictionCase.objects.filter(pk__in=[case.pk for case in cases])
        rows.update(**{name: _new_value(cases, name) for name in sorted(columns)})


def _new_value(cases: Sequence[EvictionCase], name: str) -> Any:
    """The value all of them have now, or else each its own (which is dear: the statement grows with it)."""
    values = [getattr(case, name) for case in cases]
    if all(value == values[0] for value in values):
        return values[0]
    field: Any = EvictionCase._meta.get_field(name)
    own = [
        When(pk=case.pk, then=Value(value, output_field=field))
        for case, value in zip(cases, values, strict=True)
    ]
    return Cast(Case(*own, output_field=field), output_field=field)


def _settle(case: EvictionCase, values: Mapping[str, Any]) -> list[str]:
    """The columns to write."""
    for name, value in values.items():
        setattr(case, name, value)
    case.next_on, case.next_kind = next_date(case)
    case.revision += 1
    return [*values, "next_on", "next_kind", "revision"]


def write_step(
    case: EvictionCase,
    kind: LegalStepKind,
    *,
    actor: Any = None,
    on: dt.date | None = None,
    source: StepSource = StepSource.HAND,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    key: str = "",
    push: bool = True,
) -> LegalStep:
    """A line of the timeline, owed to whoever has the household (`push`). Inside the caller's transaction."""
    step = new_step(case, kind, actor=actor, on=on, source=source, values=values, reason=reason, key=key)
    step.is_pushed = push
    step.save(force_insert=True)
    if kind == LegalStepKind.TERMINATED:
        tell_of_terminations([case.pk])
    if push:
        _owe([step])
    return step


def write_steps(steps: Sequence[LegalStep], *, push: Iterable[LegalStep] = ()) -> None:
    """As `write_step`, for many at once, made by `new_step` and all of one organisation; those of `push` are
    owed to whoever has the household."""
    owed = list(push)
    for step in steps:
        step.is_pushed = step in owed
    LegalStep.objects.bulk_create(steps)
    _owe(owed)


def new_step(
    case: EvictionCase,
    kind: LegalStepKind,
    *,
    actor: Any = None,
    on: dt.date | None = None,
    source: StepSource = StepSource.HAND,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    key: str = "",
) -> LegalStep:
    """Not written yet."""
    return LegalStep(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by_id=actor.pk if actor else None,
        kind=kind,
        on=on,
        source=source,
        values=dict(values or {}),
        reason=reason,
        key=key,
        happened_at=timezone.now(),
    )


def _owe(steps: Sequence[LegalStep]) -> None:
    if steps:
        owe_deliveries(
            kind=DeliveryKind.LEGAL_STEP,
            organisation_id=steps[0].organisation_id,
            subjects=[(step.pk, step.estate_id) for step in steps],
        )


def ask_answer(case: EvictionCase, reason: AnswerReason) -> dict[str, Any]:
    """What to `save` so that the case waits for the administration, also because of `reason`."""
    reasons = case.answer_reasons if reason in case.answer_reasons else [*case.answer_reasons, str(reason)]
    return {"answer_since": case.answer_since or timezone.now(), "answer_reasons": reasons}


def answered(case: EvictionCase, *reasons: AnswerReason) -> dict[str, Any]:
    """What to `save` when these `reasons` are answered; without any, all of them."""
    left = [reason for reason in case.answer_reasons if reasons and reason not in reasons]
    return {"answer_since": case.answer_since if left else None, "answer_reasons": left}
