"""What a template may say: who lives there and where, who writes, what was typed. Read once, for one
letter."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import LetterKind
from evictions.models import EvictionCase, InstalmentPlan
from residents.choices import ResidentKind
from residents.models import Resident

PARTIES = (ResidentKind.TENANT, ResidentKind.CO_TENANT)
"""Who the lease is with. Others who live there are not part of the case."""


@dataclass(frozen=True)
class Facts:
    """`asked` is what was typed, as strings by the names of the form; `instalments` are (due, kroner)."""

    organisation: str
    names: Sequence[str]
    address: Sequence[str]
    number: str
    writer: str
    on: dt.date
    asked: Mapping[str, str] = field(default_factory=dict)
    agreed_on: dt.date | None = None
    owed: Decimal = Decimal(0)
    instalments: Sequence[tuple[dt.date, Decimal]] = ()


def facts_of(case: EvictionCase, kind: str, writer: Any, asked: Mapping[str, str]) -> Facts:
    """DomainError when what the letter is about is not there."""
    dwelling = case.tenancy.dwelling
    place = " ".join(filter(None, [dwelling.stairwell.postal_code, dwelling.stairwell.city]))
    plan = _plan_of(case) if kind == LetterKind.INSTALMENT_PLAN else {}
    return Facts(
        organisation=case.organisation.name,
        names=_names_of(case),
        address=list(filter(None, [dwelling.address, place])),
        number=case.number,
        writer=writer.name,
        on=timezone.localdate(),
        asked=asked,
        **plan,
    )


def _names_of(case: EvictionCase) -> list[str]:
    rows = Resident.objects.filter(
        tenancy_id=case.tenancy_id, moved_out_on__isnull=True, kind__in=PARTIES
    ).order_by("pk")
    people = sorted(rows, key=lambda person: person.kind != ResidentKind.TENANT)
    if not people:
        raise DomainError(
            _(
                "Der står ingen lejer på lejeforholdet i beboerregistret. Ret registret, før du skriver "
                "brevet."
            )
        )
    return [person.name for person in people]


def _plan_of(case: EvictionCase) -> dict[str, Any]:
    plan = InstalmentPlan.objects.active().filter(eviction_case=case).prefetch_related("instalments").first()
    if plan is None:
        raise DomainError(_("Der løber ingen afdragsordning på sagen. Skriv den ind, før du skriver brevet."))
    return {
        "agreed_on": plan.agreed_on,
        "owed": plan.start_balance,
        "instalments": [(each.due_on, each.amount) for each in plan.instalments.all()],
    }
