"""How an eviction case is written: under its lock, against the revision somebody saw, with a line for the
timeline and the push. Every service about eviction cases goes through here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.phrases import say_moment
from evictions.choices import (
    BACK_TRANSITIONS,
    EVICTION_TRANSITIONS,
    AnswerReason,
    LegalStepKind,
    StepSource,
)
from evictions.models import EvictionCase, LegalStep
from evictions.next_dates import next_date
from evictions.services.telling import tell_of_terminations
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries


class EvictionChangedError(DomainError):
    """Somebody has written since the page was read; `case` is as it stands now."""

    def __init__(self, case: EvictionCase) -> None:
        changes = case.legalsteps.exclude(kind=LegalStepKind.LETTER_SENT)  # A letter changes nothing.
        step = changes.select_related("made_by").order_by("-pk").first()
        said = {
            "what": step.get_kind_display() if step else _("Oplysninger rettet"),
            "who": step.made_by.name if step and step.made_by else _("lejesystemet"),
            "when": say_moment(step.happened_at) if step else "",
        }
        super().__init__(
            _(
                "Sagen er ændret, siden du åbnede den: »%(what)s« af %(who)s %(when)s. Se den igen, og gem "
                "så, hvis dit stadig skal gælde."
            )
            % said
        )
        self.case = case


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


def require_open(case: EvictionCase) -> None:
    if not case.is_open:
        raise DomainError(_("Udsættelsessagen er afsluttet. Genåbn den, før du ændrer noget."))


def may_move(before: str, after: str, *, back: bool = False) -> bool:
    """Along EVICTION_TRANSITIONS; `back` also along BACK_TRANSITIONS, which takes a decision."""
    return after in EVICTION_TRANSITIONS[before] or (back and after in BACK_TRANSITIONS.get(before, ()))


def save(case: EvictionCase, **values: Any) -> EvictionCase:
    """Write `values` into the locked case, with what follows from them: the next date, and a new revision."""
    for name, value in values.items():
        setattr(case, name, value)
    case.next_on, case.next_kind = next_date(case)
    case.revision += 1
    case.save(update_fields=[*values, "next_on", "next_kind", "revision"])
    return case


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
    step = LegalStep.objects.create(
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
        is_pushed=push,
    )
    if kind == LegalStepKind.TERMINATED:
        tell_of_terminations([case.pk])
    if push:
        owe_deliveries(
            kind=DeliveryKind.LEGAL_STEP,
            organisation_id=case.organisation_id,
            subjects=[(step.pk, case.estate_id)],
        )
    return step


def ask_answer(case: EvictionCase, reason: AnswerReason) -> dict[str, Any]:
    """What to `save` so that the case waits for the administration, also because of `reason`."""
    reasons = case.answer_reasons if reason in case.answer_reasons else [*case.answer_reasons, str(reason)]
    return {"answer_since": case.answer_since or timezone.now(), "answer_reasons": reasons}


def answered(case: EvictionCase, *reasons: AnswerReason) -> dict[str, Any]:
    """What to `save` when these `reasons` are answered; without any, all of them."""
    left = [reason for reason in case.answer_reasons if reasons and reason not in reasons]
    return {"answer_since": case.answer_since if left else None, "answer_reasons": left}
