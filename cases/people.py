"""Who can be called: phone numbers of households, for the cards and pages of the caretaker."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from residents.choices import ResidentKind
from residents.models import Resident


def phones_of(tenancy_ids: Iterable[int]) -> dict[int, str]:
    """One number per household: the tenant's before anybody else's. The ids must be visible to the asker."""
    rows = (
        Resident.objects.filter(tenancy_id__in=list(tenancy_ids), moved_out_on__isnull=True)
        .exclude(phone="")
        .order_by("pk")
        .values_list("tenancy_id", "kind", "phone")
    )
    phones: dict[int, str] = {}
    for tenancy_id, _kind, phone in sorted(rows, key=lambda row: row[1] != ResidentKind.TENANT):
        phones.setdefault(tenancy_id, phone)
    return phones


@dataclass(frozen=True)
class Person:
    name: str
    kind: str
    phone: str


def household(user: Any, tenancy_id: int) -> list[Person]:
    """Who lives there now, the tenant first, as far as `user` may see."""
    residents = Resident.objects.visible_to(user).filter(tenancy_id=tenancy_id, moved_out_on__isnull=True)
    ordered = sorted(residents.order_by("pk"), key=lambda resident: resident.kind != ResidentKind.TENANT)
    return [Person(resident.name, resident.get_kind_display(), resident.phone) for resident in ordered]
