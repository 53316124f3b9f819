"""Giving cases to a colleague. Nothing moves before the taker has said yes; then everything at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import require_role
from cases.choices import HANDOVER_TRANSITIONS, AssignedBecause, HandoverStatus
from cases.deadlines import deadlines_of
from cases.handover_checks import stored, why_not
from cases.models import Case, CaseAssignment, FollowUp, Handover, HandoverItem
from core.constraints import explained
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_to, withdraw_undelivered
from residents.models import Tenancy


@transaction.atomic
def propose_handover(
    *, actor: Any, giver: Membership, taker: Membership, summaries: Mapping[int, str]
) -> Handover:
    """Ask `taker` to take these open cases of `giver` (case id → what she must know). The giver proposes, or
    a coordinator on her behalf."""
    require_giver(actor, giver)
    cases = locked_cases(summaries)
    if not cases:
        raise DomainError(_("Vælg mindst én sag."))
    for case in cases:
        if case.responsible_id != giver.pk:
            raise DomainError(
                _("Sag %(number)s er ikke længere hos %(name)s. Se listen igen.")
                % {"number": case.number, "name": giver.user.name}
            )
    handover = write_handover(actor, giver, taker, cases, summaries, HandoverStatus.PROPOSED)
    tell(handover, [taker])
    return handover


@transaction.atomic
def give_at_once(
    *, actor: Any, giver: Membership | None, taker: Membership, summaries: Mapping[int, str]
) -> Handover:
    """A coordinator gives cases that nobody here has (the one who had them is gone, or has not the estate any
    more): there is nobody to say no to. `giver` is who had them, None for nobody."""
    require_role(actor, Role.COORDINATOR)
    former = giver or actor.membership
    if {former.organisation_id, taker.organisation_id} != {actor.organisation_id}:
        raise PermissionDenied
    cases = locked_cases(summaries)
    unassigned = Case.objects.without_caretaker().filter(pk__in=summaries)
    alone = set(unassigned.filter(responsible=giver).values_list("pk", flat=True))
    if not cases or {case.pk for case in cases} != alone:
        raise DomainError(_("En af sagerne har fået en ansvarlig imens. Se listen igen."))
    handover = write_handover(actor, former, taker, cases, summaries, HandoverStatus.CONFIRMED)
    move(handover, cases, by=actor, because=AssignedBecause.REDISTRIBUTED)
    tell(handover, [taker])
    return handover


@transaction.atomic
def give_all_at_once(
    *, actor: Any, taker: Membership, groups: Iterable[tuple[Membership | None, Mapping[int, str]]]
) -> list[Handover]:
    """As give_at_once, for cases that several people had: all of them or none."""
    return [
        give_at_once(actor=actor, giver=giver, taker=taker, summaries=summaries)
        for giver, summaries in groups
    ]


@transaction.atomic
def confirm_handover(*, actor: Any, handover: Handover) -> Handover:
    """The taker says yes: every case that is still open and still the giver's is hers from now on. The rest
    had been settled in between and stays as it is."""
    require_taker(actor, handover)
    settle(handover, HandoverStatus.CONFIRMED)
    proposed = list(handover.items.values_list("case_id", flat=True))
    cases = [
        case for case in locked_cases(proposed, refuse=False) if case.responsible_id == handover.giver_id
    ]
    if not cases:
        raise DomainError(_("Ingen af sagerne er hos giveren længere. Afvis, så er det ude af verden."))
    refuse_unfit(handover.taker, cases)
    move(handover, cases, by=actor, because=AssignedBecause.HANDED_OVER)
    handover.items.update(is_pending=False)
    tell(handover, [handover.giver], also=handover.made_by_id)
    return handover


@transaction.atomic
def decline_handover(*, actor: Any, handover: Handover, answer: str) -> Handover:
    """The taker says no, and why. Nothing has moved."""
    require_taker(actor, handover)
    if not answer.strip():
        raise DomainError(_("Skriv kort, hvorfor du ikke kan tage sagerne."))
    settle(handover, HandoverStatus.DECLINED, answer=answer.strip())
    handover.items.update(is_pending=False)
    tell(handover, [handover.giver], also=handover.made_by_id)
    return handover


@transaction.atomic
def cancel_handover(*, actor: Any, handover: Handover) -> Handover:
    """The giver, or a coordinator, takes the question back."""
    require_giver(actor, handover.giver)
    settle(handover, HandoverStatus.CANCELLED)
    handover.items.update(is_pending=False)
    withdraw_undelivered(kinds=[DeliveryKind.HANDOVER], subject_ids=[handover.pk])
    return handover


def require_giver(actor: Any, giver: Membership) -> None:
    require_role(actor, Role.CARETAKER, Role.COORDINATOR)
    own = actor.role == Role.CARETAKER and giver == actor.membership
    led = actor.role == Role.COORDINATOR and giver.organisation_id == actor.organisation_id
    if not own and not led:
        raise PermissionDenied


def require_taker(actor: Any, handover: Handover) -> None:
    require_role(actor, Role.CARETAKER)
    if handover.taker != actor.membership:
        raise PermissionDenied


def locked_cases(case_ids: Any, *, refuse: bool = True) -> list[Case]:
    """The open ones of these, so that nobody writes about their households meanwhile: tenancies first, as
    everywhere. With `refuse`, one that is closed is said instead of left out."""
    ids = list(case_ids)
    tenancies = Tenancy.objects.filter(cases__pk__in=ids).order_by("pk")
    list(tenancies.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    rows = Case.objects.filter(pk__in=ids).select_related("estate").order_by("pk")
    cases = list(rows.select_for_update(of=("self",)))
    closed = [case.number for case in cases if not case.is_open]
    if refuse and closed:
        raise DomainError(
            _("Sag %(numbers)s er afsluttet imens. Tag den ud.") % {"numbers": ", ".join(closed)}
        )
    return [case for case in cases if case.is_open]


def refuse_unfit(taker: Membership, cases: list[Case]) -> None:
    if reasons := why_not(taker, cases):
        raise DomainError(" ".join(reasons))


def write_handover(
    actor: Any,
    giver: Membership,
    taker: Membership,
    cases: list[Case],
    summaries: Mapping[int, str],
    status: HandoverStatus,
) -> Handover:
    """The handover and its words, with what was open at this moment."""
    if any(not summaries[case.pk].strip() for case in cases):
        raise DomainError(_("Skriv en kort sammenfatning af sagen."))
    refuse_unfit(taker, cases)
    pending = status == HandoverStatus.PROPOSED
    with explained(Handover):
        handover = Handover.objects.create(
            organisation_id=giver.organisation_id,
            giver=giver,
            taker=taker,
            made_by=actor,
            status=status,
            answered_at=None if pending else timezone.now(),
        )
    found = deadlines_of([case.tenancy_id for case in cases])
    items = [
        HandoverItem(
            handover=handover,
            case=case,
            summary=summaries[case.pk].strip(),
            deadlines=stored(found.get(case.tenancy_id, [])),
            is_pending=pending,
        )
        for case in cases
    ]
    with explained(HandoverItem):
        HandoverItem.objects.bulk_create(items)
    return handover


def settle(handover: Handover, status: HandoverStatus, answer: str = "") -> None:
    """Compare-and-set: of two answers at once one counts, and the other is told which."""
    before = [old for old, allowed in HANDOVER_TRANSITIONS.items() if status in allowed]
    rows = Handover.objects.filter(pk=handover.pk, status__in=before)
    changed = rows.update(status=status, answer=answer, answered_at=timezone.now())
    handover.refresh_from_db(fields=["status", "answer", "answered_at"])
    if not changed:
        raise DomainError(
            _("Overdragelsen er allerede besvaret: %(status)s.")
            % {"status": handover.get_status_display().lower()}
        )


def move(handover: Handover, cases: list[Case], *, by: Any, because: AssignedBecause) -> None:
    """From the giver to the taker, with the next steps; who has had the case before stays written."""
    ids, at = [case.pk for case in cases], handover.answered_at or timezone.now()
    Case.objects.filter(pk__in=ids).update(responsible=handover.taker)
    end_assignments(cases, at)
    CaseAssignment.objects.bulk_create(
        CaseAssignment(case=case, membership=handover.taker, because=because, given_by=by, starts_at=at)
        for case in cases
    )
    steps = FollowUp.objects.open().filter(tenancy_id__in=[case.tenancy_id for case in cases])
    steps.update(caretaker_id=handover.taker.user_id)


def end_assignments(cases: list[Case], at: dt.datetime) -> None:
    """Also of a case whose history does not know of its responsible: from then on it does."""
    ids = [case.pk for case in cases]
    known = set(CaseAssignment.objects.current().filter(case_id__in=ids).values_list("case_id", flat=True))
    CaseAssignment.objects.current().filter(case_id__in=ids).update(ends_at=at)
    CaseAssignment.objects.bulk_create(
        CaseAssignment(
            case=case,
            membership_id=case.responsible_id,
            because=AssignedBecause.OPENED,
            given_by_id=case.opened_by_id,
            starts_at=case.opened_at,
            ends_at=at,
        )
        for case in cases
        if case.responsible_id and case.pk not in known
    )


def tell(handover: Handover, people: list[Membership], also: int | None = None) -> None:
    """To their inboxes, whoever has the estate; once each."""
    ids = {person.user_id for person in people} | ({also} if also else set())
    owe_to(
        kind=DeliveryKind.HANDOVER,
        subject_id=handover.pk,
        organisation_id=handover.organisation_id,
        recipient_ids=sorted(ids),
    )
