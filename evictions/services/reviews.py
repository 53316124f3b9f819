"""What the administration decides of eviction cases, one or many in one go.

However many there are, a chunk costs the same number of queries. The cases are locked in the order of their
ids; of two people who decide at once one wins, and the other is told who decided what.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind, StatementStatus, Verdict
from evictions.latest_step import latest_step
from evictions.models import EvictionCase, ReviewDecision, Statement
from evictions.review.effects import Resolution, kept, move_of, why_not
from evictions.services.eviction_writes import (
    EvictionChangedError,
    answered,
    locked,
    locked_many,
    new_step,
    save_many,
    write_steps,
)
from evictions.services.hearings import call_off_days
from evictions.services.standstills import begin_standstills, resting

CHUNK = 100
MOST_AT_ONCE = 400
ANSWERED_BY_ANY = [reason for reason in AnswerReason if reason != AnswerReason.DEADLINE_ASKED]
"""Another deadline is answered on its own, by a yes or a no of a second person."""
SAME_AGAIN = dt.timedelta(minutes=10)


class NotDecided(models.TextChoices):
    """Why a case of a batch was not decided."""

    CHANGED = "changed", "somebody had written since it was seen"
    REFUSED = "refused", "it cannot be decided of a case as it stands"
    GONE = "gone", "no case that this person may see"


@transaction.atomic
def decide(*, actor: Any, case: EvictionCase, seen: int, resolution: Resolution) -> ReviewDecision:
    """Of one case. EvictionChangedError when somebody was quicker; the very same decision sent twice is one.
    DomainError says why it cannot be decided."""
    _require(actor, resolution)
    fresh = locked(case)
    if fresh.revision != seen:
        if again := _same_again(actor, fresh, resolution):
            return again
        raise EvictionChangedError(fresh)
    today = timezone.localdate()
    if why := why_not(fresh, resolution.verdict, today) or _resting([fresh], resolution, today).get(fresh.pk):
        raise DomainError(why)
    (decision,) = _write(actor, [fresh], resolution, None)
    return decision


@transaction.atomic
def decide_many(
    *, actor: Any, seen: Mapping[int, int], resolution: Resolution, batch: uuid.UUID
) -> dict[int, str]:
    """Of each case in `seen` (id → the revision that was read). Returns why (NotDecided) of those that were
    not decided. The same `batch` sent again decides nothing twice."""
    _require(actor, resolution)
    if len(seen) > MOST_AT_ONCE:
        raise DomainError(_("Der kan højst besluttes om %(most)s sager ad gangen.") % {"most": MOST_AT_ONCE})
    ids = sorted(seen)
    refused: dict[int, str] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = {pk: seen[pk] for pk in ids[start : start + CHUNK]}
        refused |= _decide_chunk(actor, chunk, resolution, batch)
    return refused


def _decide_chunk(
    actor: Any, seen: Mapping[int, int], resolution: Resolution, batch: uuid.UUID
) -> dict[int, str]:
    cases = locked_many(EvictionCase.objects.visible_to(actor).filter(pk__in=seen))
    own = ReviewDecision.objects.visible_to(actor).filter(batch=batch, made_by_id=actor.pk)
    done = set(own.filter(eviction_case_id__in=seen).values_list("eviction_case_id", flat=True))
    today = timezone.localdate()
    resting_now = _resting(list(cases.values()), resolution, today)
    refused: dict[int, str] = {}
    chosen = []
    for pk, revision in seen.items():
        if pk in done:
            continue
        if (case := cases.get(pk)) is None:
            refused[pk] = NotDecided.GONE
        elif case.revision != revision:
            refused[pk] = NotDecided.CHANGED
        elif why_not(case, resolution.verdict, today) or pk in resting_now:
            refused[pk] = NotDecided.REFUSED
        else:
            chosen.append(case)
    _write(actor, chosen, resolution, batch)
    return refused


def _require(actor: Any, resolution: Resolution) -> None:
    require_role(actor, Role.ADMINISTRATION)
    if not resolution.reason.strip():
        raise DomainError(_("Skriv en begrundelse. Den sociale vicevært får den at se."))
    if resolution.verdict != Verdict.PAUSE:
        return
    reason, until = resolution.pause_reason, resolution.until
    if reason is None or until is None:
        raise DomainError(_("Vælg, hvorfor sagen sættes på pause, og til hvornår."))
    if reason.organisation_id != actor.organisation_id or not reason.is_active:
        raise DomainError(_("Den årsag kan ikke vælges mere. Vælg en anden."))
    if until < timezone.localdate():
        raise DomainError(_("Pausen slutter, før den begynder. Vælg en dag, der kommer."))


def _resting(cases: Sequence[EvictionCase], resolution: Resolution, today: dt.date) -> dict[int, str]:
    """Those that cannot be paused because they rest already, now or later on: case → in words."""
    if resolution.verdict != Verdict.PAUSE or resolution.until is None:
        return {}
    said = _("Der er allerede henstand i den periode. Afslut den først.")
    return dict.fromkeys(resting([case.pk for case in cases], today, resolution.until), said)


def _same_again(actor: Any, case: EvictionCase, resolution: Resolution) -> ReviewDecision | None:
    """What this person has just decided in the very same words, and nobody has written since."""
    latest: ReviewDecision | None = case.reviewdecisions.order_by("-pk").first()
    step = latest_step(case)
    if latest is None or step is None or step.values.get("decision") != latest.pk:
        return None
    mine = latest.made_by_id == actor.pk and latest.created_at > timezone.now() - SAME_AGAIN
    asked = (resolution.verdict, resolution.reason, resolution.until)
    return latest if mine and (latest.verdict, latest.reason, latest.until) == asked else None


def _write(
    actor: Any, cases: Sequence[EvictionCase], resolution: Resolution, batch: uuid.UUID | None
) -> list[ReviewDecision]:
    """Of locked cases of which it can be decided."""
    if not cases:
        return []
    waiting = Statement.objects.waiting().filter(eviction_case__in=cases)
    statements = dict(waiting.values_list("eviction_case_id", "pk"))
    before = {case.pk: _before(case, statements.get(case.pk)) for case in cases}
    decisions = [_decision(actor, case, resolution, statements.get(case.pk), batch) for case in cases]
    ReviewDecision.objects.bulk_create(decisions)
    if statements:
        answered_now = {"status": StatementStatus.ANSWERED, "answered_at": timezone.now()}
        Statement.objects.waiting().filter(pk__in=statements.values()).update(**answered_now)
    _carry_out(actor, cases, resolution)
    told = [
        new_step(
            case,
            LegalStepKind.DECIDED,
            actor=actor,
            reason=resolution.reason,
            values={
                "verdict": str(resolution.verdict),
                "until": str(resolution.until or ""),
                "decision": decision.pk,
                "revision": case.revision,
                "before": before[case.pk],
            },
        )
        for case, decision in zip(cases, decisions, strict=True)
    ]
    write_steps(told, push=told)
    return decisions


def _before(case: EvictionCase, statement_id: int | None) -> dict[str, Any]:
    """What undoing brings back."""
    return {
        "answer_since": case.answer_since.isoformat() if case.answer_since else None,
        "answer_reasons": list(case.answer_reasons),
        "reviewed_at": case.reviewed_at.isoformat() if case.reviewed_at else None,
        "statement": statement_id,
    }


def _decision(
    actor: Any,
    case: EvictionCase,
    resolution: Resolution,
    statement_id: int | None,
    batch: uuid.UUID | None,
) -> ReviewDecision:
    return ReviewDecision(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by_id=actor.pk,
        verdict=resolution.verdict,
        reason=resolution.reason,
        until=resolution.until if resolution.verdict == Verdict.PAUSE else None,
        statement_id=statement_id,
        batch=batch,
    )


def _carry_out(actor: Any, cases: Sequence[EvictionCase], resolution: Resolution) -> None:
    """The standstills begin, or the cases go back with a step each; then what was asked is answered."""
    if resolution.verdict == Verdict.PAUSE and resolution.pause_reason and resolution.until:
        begin_standstills(
            actor=actor,
            cases=cases,
            reason=resolution.pause_reason,
            starts_on=timezone.localdate(),
            ends_on=resolution.until,
            comment=resolution.reason,
        )
    now, changes, steps, off_court = timezone.now(), [], [], []
    for case in cases:
        values: dict[str, Any] = {"reviewed_at": now, **answered(case, *ANSWERED_BY_ANY)}
        if move := move_of(case, resolution.verdict):
            facts = kept(case, move)
            for kind in move.steps:
                steps.append(new_step(case, kind, actor=actor, on=timezone.localdate(), values=facts))
            values |= {"status": move.status, **move.emptied}
            if "hearing_at" in move.emptied:
                off_court.append(case)
        changes.append((case, values))
    if off_court:
        call_off_days(actor=actor, cases=off_court)
    save_many(changes)
    if steps:
        write_steps(steps)
