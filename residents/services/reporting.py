"""What a person is told before (and after) a register file is taken: counts, and the rows worth seeing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from residents.choices import RowBucket
from residents.models import RegisterImport, RegisterRow
from residents.services.comparing import Scope
from residents.services.staging import execute, fetch

SHOWN = 200
"""Rows kept of every bucket; refused rows are all kept, up to REFUSED_KEPT."""
REFUSED_KEPT = 20_000
MISSING_LIMIT_PERCENT = 10

NOTHING_DIFFERS = """
SELECT NOT EXISTS (SELECT FROM register_estate WHERE is_new OR is_changed)
   AND NOT EXISTS (SELECT FROM register_stairwell WHERE is_new OR is_changed)
   AND NOT EXISTS (SELECT FROM register_dwelling WHERE is_new OR is_changed)
   AND NOT EXISTS (SELECT FROM register_tenancy
                   WHERE is_new OR is_changed OR ends_on IS DISTINCT FROM old_ends_on)
   AND NOT EXISTS (SELECT FROM register_resident WHERE is_new OR is_changed)
   AND NOT EXISTS (SELECT FROM register_gone)
"""

SAME_BUCKETS = """
CREATE TEMPORARY TABLE register_bucket ON COMMIT DROP AS
SELECT row_number, CASE WHEN error_message <> '' THEN 'error' ELSE 'unchanged' END AS bucket
FROM register_line
"""

BUCKETS = """
CREATE TEMPORARY TABLE register_bucket ON COMMIT DROP AS
SELECT line.row_number, CASE
    WHEN line.error_message <> '' THEN 'error'
    WHEN tenancy.is_new OR (line.reference_key = '' AND dwelling.is_new) THEN 'new'
    WHEN tenancy.ends_on IS NOT NULL AND tenancy.old_ends_on IS NULL THEN 'ended'
    WHEN tenancy.is_changed OR tenancy.ends_on IS DISTINCT FROM tenancy.old_ends_on
      OR dwelling.is_changed OR estate.is_changed OR stairwell.is_changed
      OR resident.is_new OR resident.is_changed OR gone.tenancy_id IS NOT NULL THEN 'changed'
    ELSE 'unchanged' END AS bucket
FROM register_line line
LEFT JOIN register_dwelling dwelling ON dwelling.dwelling_ref = line.dwelling_ref
LEFT JOIN register_estate estate ON estate.id = dwelling.estate_id
LEFT JOIN register_stairwell stairwell ON stairwell.id = dwelling.stairwell_id
LEFT JOIN register_tenancy tenancy
  ON tenancy.reference_key = line.reference_key AND line.reference_key <> ''
LEFT JOIN register_resident resident ON resident.row_number = line.row_number
LEFT JOIN (SELECT DISTINCT tenancy_id FROM register_gone) gone ON gone.tenancy_id = tenancy.id
"""

KEEP = """
INSERT INTO residents_registerrow (run_id, bucket, row_number, reference, address, "column", message, values)
SELECT %(run)s, shown.bucket, line.row_number, left(COALESCE(NULLIF(line.reference, ''),
           line.estate_number || '-' || line.dwelling_number), 60),
       left(line.address, 160), line.error_field, line.error_message,
       COALESCE(NULLIF(line.cells, '')::jsonb, jsonb_build_object(
           'estate', line.estate_number, 'estate_name', line.estate_name, 'street', line.street,
           'house_number', line.house_number, 'floor', line.floor, 'side', line.side,
           'postal_code', line.postal_code, 'city', line.city, 'dwelling', line.dwelling_number,
           'tenant', line.tenant_number, 'reference', line.reference,
           'starts_on', to_char(line.starts_on, 'DD-MM-YYYY'), 'ends_on', to_char(line.ends_on, 'DD-MM-YYYY'),
           'rent', replace(line.monthly_rent::text, '.', ','), 'name', line.name, 'kind', line.kind,
           'phone', line.phone, 'email', line.email))
FROM (SELECT row_number, bucket FROM register_bucket WHERE bucket = %(bucket)s
      ORDER BY row_number LIMIT %(limit)s) shown
JOIN register_line line USING (row_number)
"""

KEEP_ABSENT = """
INSERT INTO residents_registerrow (run_id, bucket, reference, address, "column", message, values)
SELECT %(run)s, %(bucket)s, absent.reference, dwelling.address, '', replace(
           CASE absent.reason WHEN 'newer' THEN %(newer)s WHEN 'vacant' THEN %(vacant)s ELSE %(missing)s END,
           '#', to_char(absent.new_ends_on, 'DD-MM-YYYY')), '{}'
FROM register_absent absent JOIN residents_dwelling dwelling ON dwelling.id = absent.dwelling_id
WHERE absent.new_ends_on IS NOT NULL AND (absent.reason = 'missing') = (%(bucket)s = 'missing')
ORDER BY dwelling.sort_key LIMIT %(limit)s
"""

MISSING_PER_ESTATE = """
SELECT estate.id, estate.name, missing.count,
       (SELECT count(*) FROM residents_tenancy tenancy
        WHERE tenancy.estate_id = estate.id AND tenancy.starts_on <= %(today)s
          AND (tenancy.ends_on IS NULL OR tenancy.ends_on >= %(today)s))
FROM (SELECT estate_id, count(*) FROM register_absent WHERE reason = 'missing' GROUP BY estate_id) missing
JOIN residents_estate estate ON estate.id = missing.estate_id
ORDER BY estate.sort_key
"""


@dataclass
class Findings:
    """`counts` are rows of the file, but for `missing` and `ended_elsewhere`, which are tenancies."""

    counts: dict[str, int]
    missing: list[dict[str, Any]] = field(default_factory=list)

    @property
    def estates_over_limit(self) -> list[int]:
        return [entry["estate"] for entry in self.missing if entry["over_limit"]]

    def estates_to_end(self, *, end_missing: bool, end_many: bool) -> list[int]:
        """More than a tenth of an estate missing is more often half a file than a wave of moving out."""
        return [e["estate"] for e in self.missing if end_missing and (end_many or not e["over_limit"])]


def find_out(scope: Scope) -> Findings:
    """Sort the staged rows into buckets and count them."""
    same = fetch(NOTHING_DIFFERS)[0][0]
    execute(SAME_BUCKETS if same else BUCKETS)
    counts = {str(bucket): 0 for bucket in RowBucket.values}
    counts |= dict(fetch("SELECT bucket, count(*) FROM register_bucket GROUP BY bucket"))
    counts["rows"] = sum(counts.values())
    missing = [
        {
            "estate": pk,
            "name": name,
            "missing": count,
            "current": current,
            "over_limit": count * 100 > current * MISSING_LIMIT_PERCENT,
        }
        for pk, name, count, current in fetch(MISSING_PER_ESTATE, today=scope.today)
    ]
    counts["missing"] = sum(entry["missing"] for entry in missing)
    elsewhere = "SELECT count(*) FROM register_absent WHERE new_ends_on IS NOT NULL AND reason <> 'missing'"
    counts["ended_elsewhere"] = fetch(elsewhere)[0][0]
    return Findings(counts=counts, missing=missing)


def keep_rows(run: RegisterImport) -> None:
    """The rows a person may want to see, in the place of those of an earlier reading."""
    RegisterRow.objects.filter(run=run).delete()
    for bucket in RowBucket.values:
        limit = REFUSED_KEPT if bucket == RowBucket.ERROR else SHOWN
        execute(KEEP, run=run.pk, bucket=str(bucket), limit=limit)
    for bucket in (RowBucket.ENDED, RowBucket.MISSING):
        execute(
            KEEP_ABSENT,
            run=run.pk,
            bucket=str(bucket),
            limit=5 * SHOWN,
            newer=_("Ny lejer er flyttet ind. Lejeforholdet slutter #."),
            vacant=_("Lejemålet står som ledigt i filen. Lejeforholdet slutter #."),
            missing=_("Står ikke i filen. Lejeforholdet slutter #."),
        )
