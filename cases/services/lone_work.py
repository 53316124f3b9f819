""" "På besøg til kl. 15": whoever goes in alone says until when, and somebody is told when they do not come
out again.

Half an hour after `until` the dispatcher marks the check alarmed, in the one statement that finds it, and
owes a line to colleagues by name: two dispatchers at once, or one that is killed, make one line per person.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership
from cases.models import LoneWorkCheck, Visit
from cases.permissions import require_course_of
from core.compiled import compiled
from core.constraints import explained
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.inbox import mark_read_by_all
from notifications.services.outbox import owe_to, withdraw_undelivered
from notifications.sql import fetch
from residents.models import Tenancy

GRACE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=12)

ALARM = """
UPDATE cases_loneworkcheck SET alarmed_at = statement_timestamp()
WHERE checked_out_at IS NULL AND alarmed_at IS NULL AND until < statement_timestamp() - %(grace)s::interval
RETURNING id, organisation_id, estate_id, membership_id
"""
"""Whoever comes second waits for the row, sees that it is alarmed, and does nothing."""


@transaction.atomic
def check_in(*, actor: Any, tenancy: Tenancy, until: dt.datetime, phone: str = "") -> LoneWorkCheck:
    """`actor` is with this household until then. The same household again: until the new time.

    Refused when nobody could be told: a check that no one looks after is worse than none.
    """
    require_course_of(actor, tenancy)
    _require_sane(until)
    membership = actor.membership
    _take_turns(membership)
    if standing := LoneWorkCheck.objects.open().filter(membership=membership, tenancy=tenancy).first():
        return prolong(actor=actor, check=standing, until=until)
    if not told_of(tenancy.organisation_id, tenancy.estate_id, membership):
        raise DomainError(
            _(
                "Der er ingen kollega eller koordinator, som kan få besked, hvis du ikke melder dig ud. "
                "Aftal i stedet med nogen, at du ringer."
            )
        )
    with explained(LoneWorkCheck):
        return LoneWorkCheck.objects.create(
            organisation_id=tenancy.organisation_id,
            estate_id=tenancy.estate_id,
            membership=membership,
            tenancy=tenancy,
            until=until,
            phone=phone,
        )


@transaction.atomic
def prolong(*, actor: Any, check: LoneWorkCheck, until: dt.datetime) -> LoneWorkCheck:
    """It takes longer. After an alarm whoever was told hears that all is well, and a new check begins."""
    if check.membership.user_id != actor.pk:
        raise DomainError(
            _("Kun den, der er på besøg, kan forlænge. Skriv i stedet, når du har fået kontakt.")
        )
    _require_sane(until)
    _take_turns(check.membership)
    # Not by its id: pressed twice after an alarm, the second finds the new check.
    there = LoneWorkCheck.objects.open().filter(membership=check.membership, tenancy=check.tenancy)
    if there.filter(alarmed_at__isnull=True).update(until=until):
        return there.get()
    if not _end(actor, check):
        raise DomainError(_("Du er allerede meldt ud fra besøget."))
    return LoneWorkCheck.objects.create(
        organisation_id=check.organisation_id,
        estate_id=check.estate_id,
        membership=check.membership,
        tenancy=check.tenancy,
        until=until,
        phone=check.phone,
    )


@transaction.atomic
def check_out(*, actor: Any, check: LoneWorkCheck) -> LoneWorkCheck:
    """Out again; or somebody who was told has been in contact. Doing so twice changes nothing."""
    if not LoneWorkCheck.objects.visible_to(actor).filter(pk=check.pk).exists():
        raise PermissionDenied
    _end(actor, check)
    check.refresh_from_db()
    return check


def check_out_after_visit(visit: Visit) -> None:
    """Whoever logs what happened there is out. Not by a contact from before the visit began, which may have
    lain on the phone."""
    if visit.undone_at or visit.corrects_id:
        return
    latest = visit.occurred_at + dt.timedelta(minutes=1)
    for check in _open_until(user_id=visit.caretaker_id, tenancy_id=visit.tenancy_id, latest=latest):
        _end(visit.caretaker, check)


@compiled
def _open_until(*, user_id: int, tenancy_id: int, latest: dt.datetime) -> QuerySet[Any, Any]:
    return LoneWorkCheck.objects.open().filter(
        membership__user_id=user_id, tenancy_id=tenancy_id, created_at__lte=latest
    )


def _end(actor: Any, check: LoneWorkCheck) -> bool:
    """Nobody is told any more; what was delivered is read, and says that all is well."""
    standing = LoneWorkCheck.objects.open().filter(pk=check.pk)
    if not standing.update(checked_out_at=timezone.now(), checked_out_by_id=actor.pk):
        return False
    withdraw_undelivered(kinds=[DeliveryKind.LONE_WORK], subject_ids=[check.pk])
    mark_read_by_all(kind=DeliveryKind.LONE_WORK, subject_id=check.pk)
    return True


def _take_turns(membership: Membership) -> None:
    """A double tap is one check: the second waits, and finds what the first has written."""
    Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=membership.pk)


def _require_sane(until: dt.datetime) -> None:
    now = timezone.now()
    if until <= now:
        raise DomainError(_("Klokkeslættet er passeret. Vælg et, der kommer."))
    if until > now + LONGEST:
        raise DomainError(_("Vælg højst 12 timer. Varer det længere, så forlæng undervejs."))


@transaction.atomic
def tell_of_overdue() -> int:
    """The dispatcher's watch: alarm what is half an hour late, and owe it to those who are told. Returns how
    many checks that was."""
    late = fetch(ALARM, grace=f"{int(GRACE.total_seconds())} seconds")
    for check_id, organisation_id, estate_id, membership_id in late:
        membership = Membership.objects.get(pk=membership_id)
        owe_to(
            kind=DeliveryKind.LONE_WORK,
            subject_id=check_id,
            organisation_id=organisation_id,
            recipient_ids=told_of(organisation_id, estate_id, membership),
        )
    return len(late)


def told_of(organisation_id: int, estate_id: int, alone: Membership) -> set[int]:
    """The users who are told: the stand-in, else the caretakers who have the estate today; and every
    coordinator."""
    here = Membership.objects.active().filter(organisation_id=organisation_id)
    absences = Absence.objects.current()
    near = here.filter(pk__in=absences.filter(membership=alone).values("stand_in"))
    if not near.exists():
        having = EstateAssignment.objects.current().filter(estate_id=estate_id)
        covered = absences.filter(membership_id__in=having.values("membership_id"))
        there = Q(pk__in=having.values("membership_id")) & ~Q(pk__in=absences.values("membership_id"))
        near = here.filter(there | Q(pk__in=covered.values("stand_in_id")), role=Role.CARETAKER)
    told = here.filter(Q(role=Role.COORDINATOR) | Q(pk__in=near.values("pk")))
    return set(told.exclude(user_id=alone.user_id).values_list("user_id", flat=True))
