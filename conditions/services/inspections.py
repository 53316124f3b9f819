"""Agreeing on a look at a flat, moving it, and what it showed.

By appointment alone: nobody has a right to enter. Whoever lives there has said yes, so it is written with
whom it was agreed; only of a flat that stands empty there is nobody to ask.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.querysets import on_day
from conditions.choices import INSPECTION_TRANSITIONS, Condition, InspectionStatus
from conditions.models import ConcernFlag, Inspection
from conditions.permissions import flats_of, inspections_of
from core.constraints import explained
from core.errors import DomainError
from core.phrases import say_moment
from core.seen import seen
from residents.models import Dwelling, Tenancy

FURTHEST = dt.timedelta(days=366)
NEEDS_WORDS = Condition.NEGLECTED
"""From here on it says what was seen: a number alone would be a judgement nobody can follow."""


class InspectionChangedError(DomainError):
    """Somebody has written since the page was read; `inspection` is as it stands now."""

    def __init__(self, inspection: Inspection) -> None:
        super().__init__(
            _("Synet er ændret, siden du åbnede siden: nu er det %(when)s. Gem igen, hvis dit skal gælde.")
            % {"when": say_moment(inspection.planned_at)}
        )
        self.inspection = inspection


@dataclass(frozen=True)
class Appointment:
    """When, with whom of the household it was agreed, and whether the estate office comes along."""

    planned_at: dt.datetime
    agreed_with: str = ""
    with_office: bool = False

    def columns(self) -> dict[str, Any]:
        return {
            "planned_at": self.planned_at,
            "agreed_with": self.agreed_with.strip(),
            "with_office": self.with_office,
        }


def inspection_seen(inspection: Inspection) -> str:
    return _seen(inspection.planned_at, inspection.agreed_with, inspection.with_office)


@transaction.atomic
def plan_inspection(
    *, actor: Any, dwelling: Dwelling, appointment: Appointment, concern: ConcernFlag | None = None
) -> Inspection:
    """There is one ahead at a time in a flat: move that one. `concern`, of the same flat: what it came of."""
    flat = _locked_flat(actor, dwelling)
    tenancy = _household(flat.pk, appointment)
    _check(appointment, tenancy)
    if concern is not None and concern.dwelling_id != flat.pk:
        raise DomainError(_("Meldingen er om en anden lejlighed."))
    if flat.inspections.filter(status=InspectionStatus.PLANNED).exists():
        raise DomainError(
            _("Der er allerede aftalt et syn i lejligheden. Flyt det, eller skriv, hvad det viste.")
        )
    with explained(Inspection):
        return Inspection.objects.create(
            organisation_id=flat.organisation_id,
            estate_id=flat.estate_id,
            dwelling=flat,
            tenancy=tenancy,
            concern=concern,
            made_by=actor,
            **appointment.columns(),
        )


@transaction.atomic
def move_inspection(
    *, actor: Any, inspection: Inspection, was_seen: str, appointment: Appointment
) -> Inspection:
    """To another day or hour, or with somebody else. InspectionChangedError when it is not as it `was_seen`;
    the same move twice is one."""
    inspection = _locked_planned(actor, inspection)
    tenancy = _household(inspection.dwelling_id, appointment)
    _check(appointment, tenancy)
    columns = appointment.columns()
    if inspection_seen(inspection) == _seen(**columns):
        return inspection
    if was_seen != inspection_seen(inspection):
        raise InspectionChangedError(inspection)
    return _save(inspection, {**columns, "tenancy": tenancy})


@transaction.atomic
def settle_inspection(
    *, actor: Any, inspection: Inspection, status: str, condition: int | None = None, result: str = ""
) -> Inspection:
    """Held, with the flat's condition and what it showed; or not held, or called off, with the reason if one
    is given. What was written stands: an inspection is settled once."""
    inspection = _locked_planned(actor, inspection)
    if status not in INSPECTION_TRANSITIONS[inspection.status]:
        raise DomainError(_("Vælg, om synet blev holdt."))
    if status != InspectionStatus.CANCELLED and inspection.day > timezone.localdate():
        raise DomainError(_("Dagen er ikke kommet endnu. Flyt synet, eller aflys det."))
    if status == InspectionStatus.DONE:
        _check_result(condition, result)
    else:
        condition = None
    now = {"settled_at": timezone.now(), "settled_by": actor}
    return _save(inspection, {"status": status, "condition": condition, "result": result.strip(), **now})


def _seen(planned_at: dt.datetime, agreed_with: str, with_office: bool) -> str:
    return seen(planned_at.astimezone(dt.UTC), agreed_with, with_office)


def _locked_flat(actor: Any, dwelling: Dwelling) -> Dwelling:
    """Two who plan at once: the second sees the first's. PermissionDenied for a flat that is not theirs."""
    flat = flats_of(actor).select_for_update(of=("self",), no_key=True).filter(pk=dwelling.pk).first()
    if flat is None:
        raise PermissionDenied
    return flat


def _locked_planned(actor: Any, inspection: Inspection) -> Inspection:
    rows = inspections_of(actor).select_for_update(of=("self",), no_key=True)
    fresh = rows.filter(pk=inspection.pk).first()
    if fresh is None:
        raise PermissionDenied
    if fresh.status != InspectionStatus.PLANNED:
        raise DomainError(
            _("Synet er allerede skrevet ned som »%(status)s«. Aftal et nyt, hvis der skal kigges igen.")
            % {"status": fresh.get_status_display().lower()}
        )
    return fresh


def _household(dwelling_id: int, appointment: Appointment) -> Tenancy | None:
    """Who has the flat that day, as the register knows it."""
    day = timezone.localdate(appointment.planned_at)
    return Tenancy.objects.filter(on_day(day), dwelling_id=dwelling_id).first()


def _check(appointment: Appointment, tenancy: Tenancy | None) -> None:
    day, today = timezone.localdate(appointment.planned_at), timezone.localdate()
    if day < today:
        raise DomainError(_("Dagen er passeret. Vælg i dag eller en dag, der kommer."))
    if day > today + FURTHEST:
        raise DomainError(_("Dagen er mere end et år væk. Se efter, om årstallet er rigtigt."))
    if tenancy is not None and not appointment.agreed_with.strip():
        raise DomainError(_("Skriv, hvem synet er aftalt med. Ingen har ret til at gå ind uden en aftale."))


def _check_result(condition: int | None, result: str) -> None:
    if condition not in Condition.values:
        raise DomainError(_("Vælg, hvilken stand lejligheden var i."))
    if condition >= NEEDS_WORDS and not result.strip():
        raise DomainError(_("Skriv kort, hvad I så: kun det, en anden også ville kunne se."))


def _save(inspection: Inspection, columns: dict[str, Any]) -> Inspection:
    for name, value in columns.items():
        setattr(inspection, name, value)
    with explained(Inspection):
        inspection.save(update_fields=list(columns))
    return inspection
