"""Who can be called: phone numbers of households, for the cards and pages of the caretaker."""

from collections.abc import Iterable

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
