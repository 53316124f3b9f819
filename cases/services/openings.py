"""A coordinator reads one case, for a stated reason and a while."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from audit.choices import Purpose
from audit.services import record_look_up
from cases.models import Case, CaseOpening
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_to

FEWEST_WORDS = 3
A_DAY = dt.timedelta(hours=24)


def until_midnight(now: dt.datetime) -> dt.datetime:
    """The end of the Danish day."""
    tomorrow = timezone.localtime(now).date() + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min))


@transaction.atomic
def open_for_reading(*, actor: Any, case: Case, reason: str, ends_at: dt.datetime) -> CaseOpening:
    """The case may be read until `ends_at`, at most a day ahead. Who is responsible for it is told, and the
    reason stands in its course."""
    require_role(actor, Role.COORDINATOR)
    if case.organisation_id != actor.organisation_id:
        raise PermissionDenied
    now = timezone.now()
    if len(reason.split()) < FEWEST_WORDS:
        raise DomainError(_("Skriv med nogle flere ord, hvorfor du har brug for at læse sagen."))
    if not now < ends_at <= now + A_DAY:
        raise DomainError(_("En sag kan være åben for dig i højst et døgn."))
    opening = CaseOpening.objects.create(
        case=case,
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        opened_by=actor,
        reason=reason,
        ends_at=ends_at,
    )
    record_look_up(actor=actor, subject=opening, purpose=Purpose.CASE_OPENING)
    if case.responsible and case.responsible.user_id != actor.pk:
        owe_to(
            kind=DeliveryKind.CASE_OPENING,
            subject_id=opening.pk,
            organisation_id=opening.organisation_id,
            recipient_ids=[case.responsible.user_id],
        )
    return opening
