"""Logging a contact and taking it back. Correcting one: corrections.py."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from cases.choices import KIND_OF_RESULT, AttemptReason, VisitResult
from cases.models import Case, FollowUp, Visit
from cases.next_try import NextStep, climb
from cases.permissions import require_course_of
from cases.providers import visit_hooks
from cases.querysets import handed_away
from cases.services.follow_ups import (
    lock_courses,
    open_follow_up,
    plan_after_visit,
    unplan_after_visit,
)
from cases.services.tries import is_attempt, note_tries, rules_of, tries_since_contact
from cases.services.visit_actions import is_same_ticks, reopen_actions, tick_off
from core.compiled import compiled
from core.errors import DomainError
from residents.models import Resident, Tenancy

UNDO_WINDOW = dt.timedelta(minutes=10)
REASON_OF_RESULT: dict[str, str] = {
    VisitResult.NOT_HOME: AttemptReason.NOT_HOME,
    VisitResult.DECLINED: AttemptReason.REFUSES,
}
"""What a failed try means when nothing else is said."""


class VisitConflictError(DomainError):
    """The form was sent before with other words, or what it logged was undone since."""


@dataclass(frozen=True)
class Details:
    """What a contact was, beside its result and note. `residents` (who was met) and `actions` (of the plan,
    done with it) are ids of the household's; `also` are other households the same entry is about."""

    kind: str = ""
    reason: str = ""
    duration_minutes: int | None = None
    facts: Sequence[str] = ()
    residents: frozenset[int] = frozenset()
    actions: frozenset[int] = frozenset()
    also: Sequence[Tenancy] = ()


NOTHING_MORE = Details()


@transaction.atomic
def log_visit(
    *,
    actor: Any,
    tenancy: Tenancy,
    result: str,
    client_uuid: uuid.UUID,
    note: str = "",
    occurred_at: dt.datetime | None = None,
    noted_at: dt.datetime | None = None,
    next_step: NextStep | None = None,
    keep_planned: bool = False,
    details: Details = NOTHING_MORE,
    on_round: bool = False,
) -> Visit:
    """Write the contact, one row for each household; settle what was promised, plan what comes next.

    The same form again (`client_uuid`) answers with the row it made; with another body: VisitConflictError.
    It happened at `occurred_at`, else when it was written (`noted_at`, of what lay on a phone), else now.
    A try that met nobody and has no next step gets one proposed, unless one lies ahead already; nor on an
    outreach round, when nobody works with the household: the round itself remembers who was not home.
    """
    homes = [tenancy, *(home for home in details.also if home.pk != tenancy.pk)]
    lock_courses(home.pk for home in homes)
    require_course_of(actor, *homes)
    body = body_of(result, note, details)
    if sent := _sent(caretaker_id=actor.pk, client_uuid=client_uuid):
        return _the_same(sent, homes, body, occurred_at, next_step, keep_planned, details)
    row = {
        "caretaker_id": actor.pk,
        "client_uuid": client_uuid,
        "occurred_at": occurred_at or noted_at or timezone.now(),
        **body,
    }
    visits = [write_visit(home, row, details if home is tenancy else None) for home in homes]
    for visit in visits:
        is_neighbour = visit is not visits[0]
        _plan(visit, next_step, keep_planned, is_neighbour=is_neighbour, on_round=on_round)
        tell(visit)
    return visits[0]


@compiled
def _sent(*, caretaker_id: int, client_uuid: uuid.UUID) -> QuerySet[Any, Any]:
    return Visit.objects.filter(caretaker_id=caretaker_id, client_uuid=client_uuid)


def body_of(result: str, note: str, details: Details) -> dict[str, Any]:
    """The columns the form decides, as they are stored."""
    return {
        "result": result,
        "note": note,
        "kind": details.kind or KIND_OF_RESULT[result],
        "reason": details.reason or REASON_OF_RESULT.get(result, ""),
        "duration_minutes": details.duration_minutes,
        "facts": sorted(set(details.facts)),
    }


def write_visit(home: Tenancy, row: dict[str, Any], details: Details | None) -> Visit:
    """The row of one household; residents and actions are those of the household the form was opened for."""
    visit = Visit.objects.create(
        organisation_id=home.organisation_id, estate_id=home.estate_id, tenancy=home, **row
    )
    if details and details.residents:
        visit.residents.set(Resident.objects.filter(tenancy=home, pk__in=details.residents))
    if details and details.actions:
        tick_off(visit, details.actions)
    return visit


def _plan(
    visit: Visit, next_step: NextStep | None, keep_planned: bool, *, is_neighbour: bool, on_round: bool
) -> None:
    """A neighbour's promise that lies ahead stands: the plan was made for the household of the form."""
    is_try = next_step is None and is_attempt(visit.result, visit.kind)
    if is_try or is_neighbour:
        planned = open_follow_up(visit.tenancy_id)
        ahead = planned is not None and planned.due_on > timezone.localdate()
        if ahead:
            next_step, keep_planned = None, True
        elif is_try and (not on_round or planned or _has_case(visit)):
            next_step = _proposal(visit)
    plan_after_visit(visit, next_step, keep_planned=keep_planned)


def _has_case(visit: Visit) -> bool:
    return Case.objects.open().filter(tenancy_id=visit.tenancy_id).exists()


def _proposal(visit: Visit) -> NextStep | None:
    """Of what was logged late for a time before a contact, nothing follows."""
    tries = tries_since_contact(visit.tenancy_id)
    if not tries or tries[0].at != visit.occurred_at:
        return None
    return climb(tries, rules_of(visit.organisation_id))


def _the_same(
    sent: Sequence[Visit],
    homes: Sequence[Tenancy],
    body: dict[str, Any],
    occurred_at: dt.datetime | None,
    next_step: NextStep | None,
    keep_planned: bool,
    details: Details,
) -> Visit:
    """The row the form made, when it says the same as then: all of it."""
    first = next((visit for visit in sent if visit.tenancy_id == homes[0].pk), None)
    if first is not None and first.undone_at is not None:
        raise VisitConflictError(_("Du har fortrudt den kontakt. Gem igen for at logge den på ny."))
    same = (
        first is not None
        and {visit.tenancy_id for visit in sent} == {home.pk for home in homes}
        and says_the_same(first, body, occurred_at, details)
        and _is_same_plan(first, next_step, keep_planned)
    )
    if first is None or not same:
        raise VisitConflictError(
            _("Kontakten er allerede gemt med et andet indhold. Gem igen for at logge det her som en ny.")
        )
    return first


def says_the_same(
    visit: Visit, body: dict[str, Any], occurred_at: dt.datetime | None, details: Details
) -> bool:
    stored = {name: getattr(visit, name) for name in body}
    return (
        stored == body
        and occurred_at in (None, visit.occurred_at)
        and set(visit.residents.values_list("pk", flat=True)) == details.residents
        and is_same_ticks(visit, details.actions)
    )


def _is_same_plan(visit: Visit, next_step: NextStep | None, keep_planned: bool) -> bool:
    planned = visit.follow_ups.first()
    if next_step is not None or planned is None:
        return _promised_at_first(planned) == next_step and not (keep_planned and _dropped_a_promise(visit))
    return is_attempt(visit.result, visit.kind)


def _promised_at_first(planned: FollowUp | None) -> NextStep | None:
    """As the form wrote it: it may have been moved since."""
    if planned is None:
        return None
    written = apps.get_model("cases", "FollowUpEvent")._default_manager.filter(pgh_obj_id=planned.pk)
    return NextStep(*written.filter(pgh_label="insert").values_list("due_on", "text").get())


def _dropped_a_promise(visit: Visit) -> bool:
    """It settled what lay ahead: then it was not sent with "as agreed"."""
    return visit.settled.filter(due_on__gt=timezone.localdate(visit.created_at)).exists()


def may_undo(actor: Any, visit: Visit) -> bool:
    """Whether undo_visit would do it now; whoever may see the course has the estate today."""
    return is_own(actor, visit) and visit.undone_at is None and is_fresh(visit)


def is_own(actor: Any, visit: Visit) -> bool:
    return bool(actor.role == Role.CARETAKER and visit.caretaker_id == actor.pk)


def is_fresh(visit: Visit) -> bool:
    return visit.created_at > timezone.now() - UNDO_WINDOW


def is_out_of_reach(actor: Any) -> Exists:
    """Of a row of visits: whether its entry is also about a household the actor, a caretaker, may not write
    of any more. Then neither undoing nor correcting it is offered, since both are of the whole entry."""
    entry = Visit.objects.filter(caretaker_id=OuterRef("caretaker_id"), client_uuid=OuterRef("client_uuid"))
    given = Q(tenancy_id__in=handed_away(actor)) | ~Q(estate_id__any=actor.membership.estate_ids)
    return Exists(entry.filter(given))


def is_correction(visit: Visit) -> bool:
    """Also one that was undone, which corrects nothing since: the audit knows how it was written."""
    if visit.corrects_id is not None or visit.undone_at is None:
        return visit.corrects_id is not None
    written = apps.get_model("cases", "VisitEvent")._default_manager.filter(pgh_obj_id=visit.pk)
    return bool(written.filter(pgh_label="insert", corrects__isnull=False).exists())


def entry_of(visit: Visit) -> list[Visit]:
    """All rows of the entry a contact belongs to: one for each household."""
    rows = Visit.objects.filter(caretaker_id=visit.caretaker_id, client_uuid=visit.client_uuid)
    return list(rows.order_by("pk").select_related("tenancy"))


@transaction.atomic
def undo_visit(*, actor: Any, visit: Visit) -> Visit:
    """Take back one's own entry within UNDO_WINDOW, of all households it was about: follow-ups, plan and
    notice are as before it. Undoing a correction brings back what it replaced. Twice changes nothing.
    """
    entry = entry_of(visit)
    lock_courses(row.tenancy_id for row in entry)
    require_course_of(actor, *(row.tenancy for row in entry))
    if visit.caretaker_id != actor.pk:
        raise DomainError(_("Kun den, der loggede kontakten, kan fortryde den."))
    visit.refresh_from_db()
    if visit.replaced_at is not None:
        raise DomainError(_("Kontakten er rettet siden. Fortryd rettelsen først."))
    fresh = Visit.objects.standing().filter(pk__in=[row.pk for row in entry])
    fresh = fresh.filter(created_at__gt=timezone.now() - UNDO_WINDOW)
    undone = fresh.update(undone_at=timezone.now())
    visit.refresh_from_db()
    if not undone and visit.undone_at is None:
        raise DomainError(_("Det er for sent at fortryde. Ret kontakten i stedet: begge udgaver kan læses."))
    if undone:
        for row in Visit.objects.filter(pk__in=[row.pk for row in entry]).order_by("pk"):
            _take_back(row)
    return visit


def _take_back(visit: Visit) -> None:
    unplan_after_visit(visit)
    reopen_actions(visit)
    if visit.corrects_id is not None:
        replaced = Visit.objects.get(pk=visit.corrects_id)
        Visit.objects.filter(pk=visit.pk).update(corrects=None)
        Visit.objects.filter(pk=replaced.pk).update(replaced_at=None)
        replaced.replaced_at = None
        tell(visit)
        note_tries(visit.tenancy_id, replaced)
    else:
        tell(visit)


def tell(visit: Visit) -> None:
    note_tries(visit.tenancy_id, visit)
    for hook in visit_hooks:
        hook(visit)
