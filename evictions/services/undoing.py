# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""Undoing a list: its new notices are withdrawn, the others are as they were before it came, and what it has
superseded of earlier lists waits again.

How they were stands in the audit (the row before each change) and, for the lines, in the revision.
"""

from typing import Any, Final

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import DomainError
from core.phrases import say_moment
from evictions.models import ArrearsList
from evictions.permissions import require_intake
from evictions.services import storing
from evictions.services.applying import VALUES, lock_organisation
from evictions.services.plans_broken import take_back_breaches
from evictions.services.told_undone import untell
from notifications.choices import ABOUT_NOTICES
from notifications.services.outbox import withdraw_deliveries
from residents.choices import ImportStatus

CHANGES: Final = ("new", "changed", "missing", "reopened")

TOUCHED: Final = """
WITH touched AS (
    SELECT n.id, n.first_list_id = %(run)s AS is_new,
           n.taken_at, n.attempts, n.contact_on, n.last_attempt_on, n.status, before.*
    FROM evictions_arrearsnotice n
    LEFT JOIN LATERAL (
        SELECT e.taken_at AS old_taken_at, e.attempts AS old_attempts, e.contact_on AS old_contact_on,
               e.last_attempt_on AS old_last_attempt_on, e.pgh_id
        FROM evictions_arrearsnoticeevent e
        WHERE e.pgh_obj_id = n.id AND e.pgh_id < coalesce((
            SELECT min(f.pgh_id) FROM evictions_arrearsnoticeevent f
            WHERE f.pgh_obj_id = n.id AND (f.last_list_id = %(run)s OR f.missing_from_id = %(run)s)
        ), 9223372036854775807)
        ORDER BY e.pgh_id DESC LIMIT 1
    ) before ON n.first_list_id <> %(run)s
    WHERE n.last_list_id = %(run)s OR n.missing_from_id = %(run)s OR n.first_list_id = %(run)s
)
"""
"""Every notice the list made or changed, with the row as it was before the list first touched it."""

LOCK_TOUCHED: Final = """
SELECT count(*) FROM (
    SELECT FROM evictions_arrearsnotice n
    WHERE n.last_list_id = %(run)s OR n.missing_from_id = %(run)s OR n.first_list_id = %(run)s
    ORDER BY n.id FOR UPDATE
) locked
"""
"""A contact that is being logged is waited for, and then seen; one that comes later waits for the undoing."""

ACTED: Final = f"""
{TOUCHED}
SELECT count(*) FILTER (WHERE (taken_at, contact_on, last_attempt_on, attempts) IS DISTINCT FROM
           (old_taken_at, old_contact_on, old_last_attempt_on, coalesce(old_attempts, 0))),
       count(*) FILTER (WHERE status IN ('closed', 'withdrawn'))
FROM touched
"""

RESTORE: Final = f"""
{TOUCHED}
UPDATE evictions_arrearsnotice n
SET {", ".join(f"{name} = e.{name}" for name in VALUES if name != "lines")},
    lines = coalesce((SELECT r.lines FROM evictions_noticerevision r
                      WHERE r.notice_id = n.id AND r.number = e.revision), n.lines),
    revision = e.revision, rises = e.rises, status = e.status, changed_at = e.changed_at,
    last_list_id = e.last_list_id, missing_from_id = e.missing_from_id,
    seen_revision = least(n.seen_revision, e.revision)
FROM touched t JOIN evictions_arrearsnoticeevent e ON e.pgh_id = t.pgh_id
WHERE n.id = t.id AND NOT t.is_new
"""

FORGET_REVISIONS: Final = """
DELETE FROM evictions_noticerevision r USING evictions_arrearsnotice n
WHERE r.arrears_list_id = %(run)s AND n.id = r.notice_id AND n.first_list_id <> %(run)s
"""

WITHDRAW: Final = """
UPDATE evictions_arrearsnotice SET status = 'withdrawn'
WHERE first_list_id = %(run)s AND status <> 'withdrawn' RETURNING id
"""


def undo_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """DONE → UNDONE: new notices are withdrawn with their deliveries, changed ones as they were before.
    DomainError when somebody has acted on one of them, or a later list builds on it."""
    require_intake(actor, arrears_list.organisation_id)
    with transaction.atomic():
        lock_organisation(arrears_list.organisation_id)
        arrears_list.refresh_from_db(from_queryset=ArrearsList.objects.select_for_update())
        if arrears_list.status == ImportStatus.UNDONE:
            return arrears_list
        if arrears_list.status != ImportStatus.DONE:
            raise DomainError(_("Listen er ikke importeret og kan ikke fortrydes."))
        with connection.cursor() as cursor:
            cursor.execute(LOCK_TOUCHED, {"run": arrears_list.pk})
        if obstacle := undo_obstacle(arrears_list):
            raise DomainError(obstacle)
        untell(actor=actor, arrears_list=arrears_list)
        _restore(arrears_list.pk)
        take_back_breaches(arrears_list)
        arrears_list.rows.all().delete()
        fields = {"status": ImportStatus.UNDONE, "undone_at": Now(), "undone_by": actor}
        ArrearsList.objects.filter(pk=arrears_list.pk).update(**fields)
    arrears_list.refresh_from_db()
    return arrears_list


def _restore(run_id: int) -> None:
    with connection.cursor() as cursor:
        params = {"run": run_id}
        cursor.execute(RESTORE, params)
        cursor.execute(FORGET_REVISIONS, params)
        cursor.execute(WITHDRAW, params)
        withdrawn = [pk for (pk,) in cursor.fetchall()]
        storing.bring_back_rows(cursor, run_id)
    for kind in ABOUT_NOTICES:
        withdraw_deliveries(kind=kind, subject_ids=withdrawn)


def undo_obstacle(arrears_list: ArrearsList) -> str:
    """Why the list cannot be undone any more, as a sentence; '' when it can."""
    if later := _later_list(arrears_list):
        return _("Listen „%(name)s“ fra %(when)s bygger på denne. Fortryd den først.") % {
            "name": later.file_name,
            "when": say_moment(later.finished_at or timezone.now()),
        }
    with connection.cursor() as cursor:
        cursor.execute(ACTED, {"run": arrears_list.pk})
        acted, closed = cursor.fetchone()
    if acted:
        return ngettext(
            "En social vicevært har handlet på %(count)s af listens restancer. Den kan ikke fortrydes.",
            "Sociale viceværter har handlet på %(count)s af listens restancer. Den kan ikke fortrydes.",
            acted,
        ) % {"count": acted}
    if closed:
        return _("%(count)s af listens restancer er lukket siden. Listen kan ikke fortrydes mere.") % {
            "count": closed
        }
    return ""


def _later_list(arrears_list: ArrearsList) -> ArrearsList | None:
    """A list imported after this one that changed something in the same estates."""
    estates = set(arrears_list.counts.get("estates", []))
    later = ArrearsList.objects.filter(
        organisation_id=arrears_list.organisation_id,
        status=ImportStatus.DONE,
        finished_at__gt=arrears_list.finished_at or arrears_list.created_at,
    )
    for candidate in later.order_by("-finished_at"):
        changed = any(candidate.counts.get(name) for name in CHANGES)
        if changed and estates & set(candidate.counts.get("estates", [])):
            return candidate
    return None
