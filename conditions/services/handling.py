"""Taking a concern, and making it part of the work with a household."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import CaseOrigin
from cases.models import Case
from cases.services.cases import open_case
from cases.services.follow_ups import lock_course
from conditions.choices import OPEN_CONCERNS, ConcernStatus
from conditions.models import ConcernFlag
from conditions.services.concern_writes import for_move, locked, move, require_handler, standing
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.inbox import mark_read_by_all
from notifications.services.outbox import owe_to, withdraw_undelivered

TO_COORDINATOR = (DeliveryKind.ACUTE_CONCERN, DeliveryKind.UNTAKEN_CONCERN)


@transaction.atomic
def take_concern(*, actor: Any, concern: ConcernFlag, seen: int) -> ConcernFlag:
    """It is `actor`'s now, also when a colleague had it (whom they saw). Twice changes nothing."""
    fresh = locked(concern)
    require_handler(actor, fresh)
    if fresh.status == ConcernStatus.IN_HAND and fresh.taken_by_id == actor.pk:
        return fresh
    fresh = for_move(actor, concern, seen)
    _require_open(fresh)
    return _in_hand(actor, fresh, taken_by=actor)


@transaction.atomic
def attach_to_case(*, actor: Any, concern: ConcernFlag, seen: int) -> ConcernFlag:
    """To the open case of the household; it is taken with that."""
    fresh = for_move(actor, concern, seen)
    _require_open(fresh)
    household = _household(fresh)
    lock_course(household)
    case = Case.objects.visible_to(actor).open().filter(tenancy=household).first()
    if case is None:
        raise DomainError(_("Husstanden har ingen åben sag nu. Opret en, eller tag meldingen uden sag."))
    return _in_hand(actor, fresh, case=case)


@transaction.atomic
def make_case(*, actor: Any, concern: ConcernFlag, seen: int, about: str) -> Case:
    """A new course of work with the household, begun by the concern. CaseExistsError when it has one."""
    fresh = for_move(actor, concern, seen)
    _require_open(fresh)
    case: Case = open_case(actor=actor, tenancy=_household(fresh), origin=CaseOrigin.FLAG, about=about)
    _in_hand(actor, fresh, case=case)
    return case


def _require_open(concern: ConcernFlag) -> None:
    if concern.status not in OPEN_CONCERNS:
        raise DomainError(standing(concern))


def _household(concern: ConcernFlag) -> Any:
    if concern.tenancy is None:
        raise DomainError(_("Lejligheden stod tom, da den blev meldt, så der er ingen husstand."))
    return concern.tenancy


def _in_hand(actor: Any, concern: ConcernFlag, **values: Any) -> ConcernFlag:
    """The first who takes it is told of to the reporter; nobody has to be told any longer that it lies."""
    taken = {"taken_by": concern.taken_by or actor, "taken_at": concern.taken_at or now_after(concern)}
    move(concern, ConcernStatus.IN_HAND, **{**taken, **values})
    tell_reporter(concern, DeliveryKind.CONCERN_TAKEN)
    told_no_more(concern)
    return concern


def now_after(concern: ConcernFlag) -> Any:
    """Now, by a clock that may be a moment behind that of the database."""
    return max(timezone.now(), concern.created_at)


def told_no_more(concern: ConcernFlag) -> None:
    """Somebody has it in hand: who gets the estate weeks later is not told of it as new, and to the
    coordinator it is no news any longer that it lies."""
    withdraw_undelivered(kinds=[DeliveryKind.CONCERN, *TO_COORDINATOR], subject_ids=[concern.pk])
    for kind in TO_COORDINATOR:
        mark_read_by_all(kind=kind, subject_id=concern.pk)


def tell_reporter(concern: ConcernFlag, kind: DeliveryKind) -> None:
    owe_to(
        kind=kind,
        subject_id=concern.pk,
        organisation_id=concern.organisation_id,
        recipient_ids=[concern.reported_by_id],
    )
