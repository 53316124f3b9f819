"""Opening, describing, moving, closing and reopening a case."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import (
    CASE_TRANSITIONS,
    AssignedBecause,
    CaseOutcome,
    CaseStatus,
    CaseWeight,
    ReferralStatus,
)
from cases.deadlines import deadlines_of
from cases.models import Case, CaseAssignment, HandoverItem
from cases.permissions import require_caretaker_of, require_caseworker
from cases.providers import Deadline
from cases.services.follow_ups import lock_course
from cases.services.tries import note_tries
from core.errors import DomainError
from core.seen import seen
from residents.models import Tenancy

CONTACT_IS_FRESH = dt.timedelta(days=14)
"""Who was met so lately is not first to be sought: the case begins as under way."""


class CaseExistsError(DomainError):
    """The household has an open case already: `case`."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            _("Husstanden har allerede en åben sag, %(number)s. Brug den, så historien står ét sted.")
            % {"number": case.number}
        )
        self.case = case


class CaseHasDeadlinesError(DomainError):
    """It cannot be closed while `deadlines` are open."""

    def __init__(self, deadlines: list[Deadline]) -> None:
        super().__init__(_("Sagen har frister, der ikke er afsluttet. Afslut dem, så kan sagen lukkes."))
        self.deadlines = deadlines


@transaction.atomic
def open_case(
    *,
    actor: Any,
    tenancy: Tenancy,
    origin: str,
    about: str,
    weight: int = CaseWeight.NORMAL,
) -> Case:
    """A course of work with the household, in the hands of `actor`. CaseExistsError when there is an open
    one: also when somebody else was quicker by a moment, since the database decides. Not with a household
    that has moved out: where they live now, somebody else works."""
    lock_course(tenancy)
    require_caretaker_of(actor, tenancy)
    if tenancy.is_over:
        raise DomainError(_("Husstanden er flyttet herfra, så der kan ikke oprettes en ny sag."))
    with _the_only_open_one(tenancy.pk):
        case = Case.objects.create(
            organisation_id=tenancy.organisation_id,
            estate_id=tenancy.estate_id,
            tenancy=tenancy,
            origin=origin,
            about=about,
            weight=weight,
            responsible=actor.membership,
            opened_at=timezone.now(),
            opened_by_id=actor.pk,
        )
    _assign(case, actor, AssignedBecause.OPENED)
    note_tries(tenancy.pk)
    fresh = timezone.localdate() - CONTACT_IS_FRESH
    Case.objects.filter(pk=case.pk, contact_on__gte=fresh).update(status=CaseStatus.ACTIVE)
    case.refresh_from_db()
    return case


@contextmanager
def _the_only_open_one(tenancy_id: int) -> Iterator[None]:
    """The database decides: CaseExistsError when the household has got another open one."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if existing := Case.objects.open().filter(tenancy_id=tenancy_id).first():
            raise CaseExistsError(existing) from error
        raise


def _assign(case: Case, actor: Any, because: str) -> None:
    """To whoever is responsible for it now."""
    membership: Any = case.responsible
    CaseAssignment.objects.create(
        case=case,
        membership=membership,
        because=because,
        given_by_id=actor.pk,
        starts_at=timezone.now(),
    )


@transaction.atomic
def describe_case(*, actor: Any, case: Case, about: str, weight: int) -> Case:
    """What it is about, and how much work it is."""
    require_caseworker(actor, case)
    if not Case.objects.open().filter(pk=case.pk).update(about=about, weight=weight):
        raise DomainError(_("Sagen er afsluttet. Genåbn den, før du retter den."))
    case.refresh_from_db()
    return case


class CaseChangedError(DomainError):
    """Somebody has put it right since it was read."""

    def __init__(self, case: Case) -> None:
        told = [f"»{case.about}«", case.get_status_display(), case.waits_for, case.get_weight_display()]
        super().__init__(
            _("Sagen er ændret, siden du åbnede siden. Nu står der: %(case)s. Gem igen, hvis dit skal gælde.")
            % {"case": ", ".join(str(words) for words in told if words)}
        )


def case_seen(case: Case) -> str:
    return seen(case.about, case.status, case.waits_for, case.weight)


@transaction.atomic
def put_case_right(
    *, actor: Any, case: Case, was_seen: str, about: str, status: str, waits_for: str, weight: int
) -> Case:
    """What it is about and where it stands. CaseChangedError when it is not as it `was_seen`, nor as it is
    wanted already."""
    lock_course(case.tenancy)
    case.refresh_from_db(fields=["about", "status", "waits_for", "weight"])
    words = waits_for.strip() if status == CaseStatus.WAITING else ""
    if was_seen and case_seen(case) not in (was_seen, seen(about, status, words, weight)):
        raise CaseChangedError(case)
    move_case(actor=actor, case=case, status=status, waits_for=waits_for)
    return describe_case(actor=actor, case=case, about=about, weight=weight)


@transaction.atomic
def move_case(*, actor: Any, case: Case, status: str, waits_for: str = "") -> Case:
    """Along CASE_TRANSITIONS, between the open statuses; to the same one when only `waits_for` is new.
    Closing and reopening ask more: close_case, reopen_case."""
    require_caseworker(actor, case)
    _check_move(case.status, status)
    if status == CaseStatus.WAITING and not waits_for.strip():
        raise DomainError(_("Skriv, hvem eller hvad sagen venter på."))
    words = waits_for.strip() if status == CaseStatus.WAITING else ""
    _compare_and_set(case, status=status, waits_for=words)
    return case


def _check_move(before: str, after: str) -> None:
    if CaseStatus.CLOSED in {before, after}:
        raise DomainError(_("En sag afsluttes med et udfald og åbnes igen med Genåbn."))
    if after != before and after not in CASE_TRANSITIONS[before]:
        raise DomainError(
            _("En sag går ikke fra »%(before)s« til »%(after)s«.")
            % {"before": CaseStatus(before).label, "after": CaseStatus(after).label}
        )


def _compare_and_set(case: Case, **values: Any) -> None:
    """Unless somebody has moved it since it was read."""
    if not Case.objects.filter(pk=case.pk, status=case.status).update(**values):
        raise DomainError(_("Sagen er ændret, siden du åbnede siden. Se den igen, før du går videre."))
    case.refresh_from_db()


@transaction.atomic
def close_case(*, actor: Any, case: Case, outcome: str, note: str = "") -> Case:
    """With an outcome, nothing open that is due, and not on its way to somebody else. Whoever had it has had
    it until now."""
    lock_course(case.tenancy)
    require_caseworker(actor, case)
    if CaseStatus.CLOSED not in CASE_TRANSITIONS[case.status]:
        raise DomainError(_("Sagen er allerede afsluttet."))
    if outcome not in CaseOutcome.values:
        raise DomainError(_("Vælg et udfald, før sagen afsluttes."))
    if deadlines := deadlines_of([case.tenancy_id]).get(case.tenancy_id):
        raise CaseHasDeadlinesError(deadlines)
    if HandoverItem.objects.filter(case=case, is_pending=True).exists():
        raise DomainError(_("Sagen er ved at blive overdraget. Annullér overdragelsen først."))
    if case.referrals.filter(status=ReferralStatus.DRAFTED).exists():
        raise DomainError(
            _("Sagen har en kladde til en henvisning. Send den, eller opgiv den, før du lukker.")
        )
    now = timezone.now()
    _compare_and_set(
        case,
        status=CaseStatus.CLOSED,
        outcome=outcome,
        closing_note=note,
        waits_for="",
        closed_at=now,
        closed_by_id=actor.pk,
    )
    CaseAssignment.objects.current().filter(case=case).update(ends_at=now)
    return case


@transaction.atomic
def reopen_case(*, actor: Any, case: Case) -> Case:
    """It goes on, in the hands of whoever had it; of `actor`, when she has left or has not the estate any
    more. CaseExistsError when the household has another open one."""
    lock_course(case.tenancy)
    require_caseworker(actor, case)
    if case.is_open:
        raise DomainError(_("Sagen er allerede åben."))
    is_cared_for = Case.objects.with_caretaker().filter(pk=case.pk).exists()
    hands = {} if is_cared_for else {"responsible": actor.membership}
    with _the_only_open_one(case.tenancy_id):
        _compare_and_set(
            case,
            status=CaseStatus.ACTIVE,
            outcome="",
            closing_note="",
            closed_at=None,
            closed_by=None,
            **hands,
        )
    CaseAssignment.objects.current().filter(case=case).update(ends_at=timezone.now())
    _assign(case, actor, AssignedBecause.REOPENED)
    note_tries(case.tenancy_id)
    case.refresh_from_db()
    return case
