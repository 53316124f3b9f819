"""Safety flags: set, renewed, lifted, read before a visit. A flag is never changed: renewing it lifts the old
one and sets a new one, so that what was decided on which evidence stays to be read."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.models import SafetyAcknowledgement, SafetyFlag
from cases.permissions import require_caretaker_of
from cases.services.follow_ups import lock_course
from core.constraints import explained
from core.errors import DomainError
from residents.models import Resident, Tenancy

REVIEW_AFTER = dt.timedelta(days=91)
EXPIRES_AFTER = dt.timedelta(days=182)
"""Proposed by the form: looked at again in three months, over in six."""


@transaction.atomic
def set_flag(
    *,
    actor: Any,
    tenancy: Tenancy,
    kind: str,
    evidence: str,
    resident_told: str,
    review_on: dt.date,
    expires_on: dt.date,
    resident: Resident | None = None,
) -> SafetyFlag:
    """On the dwelling, or on somebody who lives there. One of a kind at a time."""
    require_caretaker_of(actor, tenancy)
    if resident and resident.tenancy_id != tenancy.pk:
        raise PermissionDenied
    lock_course(tenancy)
    same = SafetyFlag.objects.in_force().filter(dwelling_id=tenancy.dwelling_id, kind=kind, resident=resident)
    if same.exists():
        raise DomainError(_("Advarslen er der allerede. Se den efter, og forny den i stedet."))
    with explained(SafetyFlag):
        return SafetyFlag.objects.create(
            organisation_id=tenancy.organisation_id,
            estate_id=tenancy.estate_id,
            dwelling_id=tenancy.dwelling_id,
            resident=resident,
            kind=kind,
            evidence=evidence,
            decided_by_id=actor.pk,
            resident_told=resident_told,
            review_on=review_on,
            expires_on=expires_on,
        )


@transaction.atomic
def renew_flag(
    *,
    actor: Any,
    flag: SafetyFlag,
    evidence: str,
    resident_told: str,
    review_on: dt.date,
    expires_on: dt.date,
) -> SafetyFlag:
    """Decided anew on new evidence: the old flag is lifted, the new one is read before the next visit."""
    _require_caretaker_there(actor, flag)
    if not _lift(actor, flag):
        raise DomainError(_("Advarslen er allerede fjernet eller fornyet af en anden."))
    with explained(SafetyFlag):
        return SafetyFlag.objects.create(
            organisation_id=flag.organisation_id,
            estate_id=flag.estate_id,
            dwelling_id=flag.dwelling_id,
            resident_id=flag.resident_id,
            kind=flag.kind,
            evidence=evidence,
            decided_by_id=actor.pk,
            resident_told=resident_told,
            review_on=review_on,
            expires_on=expires_on,
        )


@transaction.atomic
def lift_flag(*, actor: Any, flag: SafetyFlag) -> SafetyFlag:
    """It is no longer needed. Doing so twice changes nothing."""
    _require_caretaker_there(actor, flag)
    _lift(actor, flag)
    flag.refresh_from_db()
    return flag


@transaction.atomic
def acknowledge_flags(*, actor: Any, tenancy: Tenancy) -> int:
    """`actor` has read what is in force at the door today. Returns how many flags that was."""
    require_caretaker_of(actor, tenancy)
    today = timezone.localdate()
    flags = SafetyFlag.objects.in_force(today).filter(dwelling_id=tenancy.dwelling_id)
    read = [SafetyAcknowledgement(flag=flag, user_id=actor.pk, on=today) for flag in flags]
    SafetyAcknowledgement.objects.bulk_create(read, ignore_conflicts=True)
    return len(read)


def _lift(actor: Any, flag: SafetyFlag) -> bool:
    standing = SafetyFlag.objects.filter(pk=flag.pk, lifted_at__isnull=True)
    return bool(standing.update(lifted_at=timezone.now(), lifted_by_id=actor.pk))


def _require_caretaker_there(actor: Any, flag: SafetyFlag) -> None:
    require_role(actor, Role.CARETAKER)
    if flag.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied
