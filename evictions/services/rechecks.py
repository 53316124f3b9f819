"""Was it averted for good? Three, six and twelve months after closing the newest list is asked, and a person
confirms what it says."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.errors import DomainError
from core.months import months_after
from evictions.choices import AVERTED, RECHECK_MONTHS, RecheckResult
from evictions.models import ArrearsRecheck, EvictionCase
from notifications.registry import Scheduled
from notifications.sql import execute

AT = dt.time(6, 0)
UNTIL = dt.time(23, 0)

PROPOSE = """
UPDATE evictions_arrearsrecheck recheck
SET proposed_at = now(),
    owed = notice.amount,
    proposed = CASE
        WHEN tenancy.ends_on < %(day)s THEN 'moved'
        WHEN notice.id IS NOT NULL THEN 'lives_in_arrears'
        ELSE 'lives_without_arrears' END
FROM residents_tenancy tenancy
LEFT JOIN evictions_arrearsnotice notice
  ON notice.tenancy_id = tenancy.id AND notice.status IN ('open', 'proposed')
WHERE tenancy.id = recheck.tenancy_id AND recheck.due_on <= %(day)s
  AND recheck.confirmed_at IS NULL AND recheck.proposed_at IS NULL
"""
"""A tenancy on no list has no open notice. That is no proof of payment: a person confirms it."""


def plan_rechecks(case: EvictionCase) -> None:
    """When an averted case is closed. Inside the transaction that closes it."""
    if case.outcome not in AVERTED or case.closed_at is None:
        return
    closed_on = timezone.localdate(case.closed_at)
    for months in RECHECK_MONTHS:
        ArrearsRecheck.objects.get_or_create(
            eviction_case=case,
            months=months,
            defaults={
                "organisation_id": case.organisation_id,
                "estate_id": case.estate_id,
                "tenancy_id": case.tenancy_id,
                "due_on": months_after(closed_on, months),
            },
        )


def drop_rechecks(case: EvictionCase) -> None:
    """When it is reopened: nothing to look at yet. What somebody has confirmed stays."""
    ArrearsRecheck.objects.filter(eviction_case=case, confirmed_at__isnull=True).delete()


def propose_rechecks(day: dt.date) -> int:
    """What the lists say of those that are due. Returns how many. Run twice it changes nothing."""
    return execute(PROPOSE, day=day)


@transaction.atomic
def confirm_recheck(*, actor: Any, recheck: ArrearsRecheck, result: str) -> ArrearsRecheck:
    """A person says what became of the tenant. Once: another answer is told who answered."""
    require_role(actor, Role.ADMINISTRATION)
    if result not in RecheckResult.values:
        raise DomainError(_("Vælg, hvad der er blevet af lejeren."))
    rows = ArrearsRecheck.objects.visible_to(actor).filter(pk=recheck.pk, confirmed_at__isnull=True)
    if rows.filter(due_on__gt=timezone.localdate()).exists():
        raise DomainError(_("Det er for tidligt at svare. Efterkontrollen kommer frem, når dagen er der."))
    if not rows.update(result=result, confirmed_at=timezone.now(), made_by_id=actor.pk):
        recheck.refresh_from_db()
        if recheck.result == result:
            return recheck
        raise DomainError(_("En anden har svaret: »%(result)s«.") % {"result": recheck.get_result_display()})
    recheck.refresh_from_db()
    return recheck


def schedule() -> Scheduled:
    return Scheduled("rechecks", at=AT, until=UNTIL, handler=propose_rechecks)
