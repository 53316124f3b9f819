"""The register as a file, in exactly the layout the import reads: exported and imported, nothing changes."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import override

from audit.choices import Purpose
from audit.services import record_look_up
from core.spreadsheets import Cell
from residents.choices import ResidentKind
from residents.columns import FIELDS
from residents.models import HousingOrganisation
from residents.permissions import require_register_import

LEFT_OUT = frozenset({"address"})
"""Street, number, floor and side say it already."""
HEADER: list[str] = [spec.label_da for spec in FIELDS if spec.name not in LEFT_OUT]

ROWS = """
SELECT estate.number, estate.name, stairwell.street, stairwell.house_number, dwelling.floor, dwelling.side,
       stairwell.postal_code, stairwell.city, dwelling.number, tenancy.tenant_number, tenancy.reference,
       tenancy.starts_on, tenancy.ends_on, tenancy.monthly_rent, resident.name, resident.kind,
       resident.phone, resident.email
FROM residents_estate estate
JOIN residents_dwelling dwelling ON dwelling.estate_id = estate.id
JOIN residents_stairwell stairwell ON stairwell.id = dwelling.stairwell_id
LEFT JOIN residents_tenancy tenancy ON tenancy.dwelling_id = dwelling.id
LEFT JOIN residents_resident resident ON resident.tenancy_id = tenancy.id AND resident.moved_out_on IS NULL
WHERE estate.organisation_id = %s
ORDER BY estate.sort_key, estate.id, dwelling.sort_key, dwelling.id, tenancy.starts_on,
         resident.kind DESC, resident.id
"""
BATCH = 2000
_KIND = 15


def register_rows(organisation_id: int) -> Iterator[list[Cell]]:
    """Every dwelling, its tenancies with everybody living there; a vacant dwelling is a row of its own."""
    with override("da"):
        kinds = {str(kind): str(kind.label) for kind in ResidentKind}
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [organisation_id])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield [*row[:_KIND], kinds.get(row[_KIND], ""), *row[_KIND + 1 :]]


def export_register(*, actor: Any, organisation: HousingOrganisation) -> Iterator[list[Cell]]:
    """The rows for a person at the web. Who takes out a register is written down."""
    require_register_import(actor, organisation)
    record_look_up(actor=actor, subject=organisation, purpose=Purpose.EXPORT)
    return register_rows(organisation.pk)
