"""What happens to a notice between its lists: seen, taken by acting, closed or kept open."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.choices import CONTACT_ESTABLISHED
from cases.models import FollowUp, Visit
from core.compiled import compiled
from core.errors import DomainError
from core.phrases import as_day
from core.rows import nested
from evictions.choices import NOTICE_TRANSITIONS, CloseReason, NoticeStatus
from evictions.models import ArrearsNotice
from evictions.services.applying import lock_organisation
from notifications.choices import ABOUT_NOTICES, DeliveryKind
from notifications.services.inbox import READ
from notifications.services.outbox import owe_again, withdraw_undelivered

VISIT_COLUMNS = ("pk", "created_at", "occurred_at", "result", "caretaker_id", "corrects_id", "replaced_at")
SEE = f"""
WITH read AS ({READ})
UPDATE evictions_arrearsnotice
SET seen_revision = %(revision)s, seen_at = COALESCE(seen_at, statement_timestamp()),
    seen_by_id = COALESCE(seen_by_id, %(reader)s)
WHERE id = %(notice)s AND seen_revision < %(revision)s
"""  # noqa: S608 -- both parts are constants


def mark_seen(*, actor: Any, notice: ArrearsNotice) -> bool:
    """`actor` has opened the notice as it is now. Whether that was new.

    Only the responsible caretaker and the stand-in make it seen: a colleague may look without the notice
    counting as received. The first time stays; a later revision is seen anew.
    """
    require_role(actor, Role.CARETAKER)
    if notice.estate_id not in actor.membership.responsible_estate_ids:
        return False
    if notice.seen_revision >= notice.revision and notice.seen_by_id == actor.pk:
        return False
    parameters = {
        "notice": notice.pk,
        "revision": notice.revision,
        "reader": actor.pk,
        "organisation": actor.organisation_id,
        "kind": str(DeliveryKind.ARREARS_NOTICE),
        "subject": notice.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(SEE, parameters)
        return bool(cursor.rowcount)


def note_visit(visit: Visit) -> None:
    """A visit was logged, undone or corrected: the open notice follows from those that stand.

    Only contacts logged since the notice came are about it. Taken: the first of them. A correction counts
    from when its first version was logged, and changes nothing in who took the notice and when.
    """
    notice = next(iter(_open_notice(tenancy_id=visit.tenancy_id)), None)
    if notice is None:
        return
    logged = first_versions(_contacts(tenancy_id=visit.tenancy_id))
    visits = [pair for pair in logged if pair[1].created_at >= notice.created_at]
    visits.sort(key=lambda pair: (pair[1].created_at, pair[1].pk))
    contacts = [v.occurred_at for v, _first in visits if v.result in CONTACT_ESTABLISHED]
    first = visits[0][1] if visits else None
    ArrearsNotice.objects.open().filter(pk=notice.pk).update(
        attempts=len(visits),
        last_attempt_on=as_day(max(v.occurred_at for v, _first in visits)) if visits else None,
        contact_on=as_day(max(contacts)) if contacts else None,
        taken_at=first.created_at if first else None,
        taken_by_id=first.caretaker_id if first else None,
    )


@compiled
def _open_notice(*, tenancy_id: int) -> QuerySet[Any, Any]:
    return ArrearsNotice.objects.open().filter(tenancy_id=tenancy_id).only("created_at")


@compiled
def _contacts(*, tenancy_id: int) -> QuerySet[Any, Any]:
    return nested(Visit.objects.filter(tenancy_id=tenancy_id, undone_at__isnull=True), *VISIT_COLUMNS)


def first_versions(rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each contact that stands, with the first version of it (most are that themselves)."""
    by_id = {visit.pk: visit for visit in rows}
    found = []
    for visit in by_id.values():
        first = visit
        while first.corrects_id in by_id:
            first = by_id[first.corrects_id]
        if visit.replaced_at is None:
            found.append((visit, first))
    return found


def note_follow_up(tenancy_id: int, follow_up: FollowUp | None) -> None:
    """The next step of the household is another: the open notice shows its day."""
    ArrearsNotice.objects.open().filter(tenancy_id=tenancy_id).update(
        next_step_on=follow_up.due_on if follow_up else None
    )


@transaction.atomic
def close_notice(*, actor: Any, notice: ArrearsNotice, reason: str) -> ArrearsNotice:
    """The administration says why the case is over: paid, an agreement, moved, a mistake.

    What is still on its way, or parked because nobody has the estate, is withdrawn: whoever gets the estate
    later is not told of a case that was over before.
    """
    require_role(actor, Role.ADMINISTRATION)
    if reason not in CloseReason.values:
        raise DomainError(_("Vælg, hvorfor restancen lukkes."))
    closing = {"closed_at": Now(), "closed_by_id": actor.pk, "close_reason": reason}
    closed = _move(notice, actor, NoticeStatus.CLOSED, **closing)
    withdraw_undelivered(kinds=ABOUT_NOTICES, subject_ids=[closed.pk])
    return closed


@transaction.atomic
def reopen_notice(*, actor: Any, notice: ArrearsNotice) -> ArrearsNotice:
    """It was closed by mistake: open as before, and owed again to whom it had not reached yet."""
    require_role(actor, Role.ADMINISTRATION)
    if notice.status != NoticeStatus.CLOSED:
        raise DomainError(_("Restancen er ikke lukket."))
    lock_organisation(notice.organisation_id)
    if ArrearsNotice.objects.open().filter(tenancy_id=notice.tenancy_id).exists():
        raise DomainError(_("Lejeforholdet har fået en ny restance siden. Brug den i stedet."))
    reopened = _move(notice, actor, NoticeStatus.OPEN, closed_at=None, closed_by=None, close_reason="")
    owe_again(kinds=ABOUT_NOTICES, subject_ids=[reopened.pk])
    return reopened


def keep_notice_open(*, actor: Any, notice: ArrearsNotice) -> ArrearsNotice:
    """Missing from the list, but still in arrears: the proposal to close it is answered with no."""
    require_role(actor, Role.ADMINISTRATION)
    if notice.status != NoticeStatus.PROPOSED:
        raise DomainError(_("Restancen er ikke foreslået lukket, så der er ikke noget at svare på."))
    return _move(notice, actor, NoticeStatus.OPEN, missing_from=None)


@transaction.atomic
def _move(notice: ArrearsNotice, actor: Any, status: NoticeStatus, **changes: Any) -> ArrearsNotice:
    """Compare and set: only from what the person saw, and only where the table of moves allows it.

    A list that is being applied comes first: it has judged the notice open. What it said then is another
    revision, which the person has not seen.
    """
    if status not in NOTICE_TRANSITIONS[notice.status]:
        raise DomainError(_("Restancen er allerede lukket."))
    lock_organisation(notice.organisation_id)
    seen = {"status": notice.status, "revision": notice.revision}
    rows = ArrearsNotice.objects.visible_to(actor).filter(pk=notice.pk, **seen)
    if not rows.update(status=status, **changes):
        raise DomainError(_("Restancen er ændret, siden du åbnede den. Se den igen, og svar så."))
    notice.refresh_from_db()
    return notice
