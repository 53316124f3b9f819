"""Rows that wait: corrected, matched, confirmed or left out (and taken along after all), in the preview or
after the import.

In a preview the row moves to another bucket; of an imported list it is taken at once, unless a newer list has
spoken of its notice since.
"""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import Bucket, Problem
from evictions.models import ArrearsList, ArrearsRow
from evictions.permissions import require_intake
from evictions.services import preview, storing
from evictions.services.applying import Written, lock_organisation, write_notices
from evictions.services.matching import Tally, classify
from evictions.services.parsing import RowReader
from evictions.services.staging import copy_lines, load_related_rows, staging_tables
from evictions.services.summary import original_values
from residents.choices import ImportStatus
from residents.models import HousingOrganisation, Tenancy

OPEN_FOR_ROWS = frozenset({ImportStatus.PREVIEW, ImportStatus.DONE})
NUMBER_PARTS = ("estate", "dwelling", "tenant_number", "organisation")


@contextmanager
def _row_of(actor: Any, arrears_list: ArrearsList, row_number: int, bucket: Bucket = Bucket.ERROR) -> Any:
    """The row that waits (or was left out), with nobody else at the list. DomainError when it is no more."""
    require_intake(actor, arrears_list.organisation_id)
    with transaction.atomic():
        lock_organisation(arrears_list.organisation_id)
        arrears_list.refresh_from_db(from_queryset=ArrearsList.objects.select_for_update())
        row = arrears_list.rows.filter(row_number=row_number, bucket=bucket).first()
        if arrears_list.status not in OPEN_FOR_ROWS or row is None:
            raise DomainError(_("Rækken venter ikke mere. Genindlæs siden."))
        yield row


def fix_row(
    *, actor: Any, arrears_list: ArrearsList, row_number: int, values: Mapping[str, str]
) -> ArrearsRow | None:
    """Read the row again with these values in place of its own. None when it was taken and is gone."""
    with _row_of(actor, arrears_list, row_number) as row:
        corrected = original_values(row) | dict(values)
        if "tenancy" in values:
            corrected = {name: text for name, text in corrected.items() if name not in NUMBER_PARTS}
        _settle(arrears_list, [row], {row_number: corrected})
    return arrears_list.rows.filter(row_number=row_number).first()


def match_row(
    *, actor: Any, arrears_list: ArrearsList, row_number: int, tenancy: Tenancy
) -> ArrearsRow | None:
    """It is this tenancy, whatever the list calls it."""
    if tenancy.organisation_id != arrears_list.organisation_id:
        raise DomainError(_("Lejeforholdet hører til en anden boligorganisation."))
    return fix_row(
        actor=actor,
        arrears_list=arrears_list,
        row_number=row_number,
        values={"tenancy": tenancy.reference},
    )


def confirm_row(*, actor: Any, arrears_list: ArrearsList, row_number: int) -> ArrearsRow | None:
    """Yes, the jump is right, for every line of that tenancy that jumps; or yes, both lines count. A line
    that stands there twice is asked about by itself: a right amount need not count twice."""
    with _row_of(actor, arrears_list, row_number) as row:
        if row.problem == Problem.JUMP:
            jumps = arrears_list.rows.filter(bucket=Bucket.ERROR, problem=Problem.JUMP)
            jumps.filter(tenancy_id=row.tenancy_id).update(confirmed=True)
        elif row.problem == Problem.DUPLICATE:
            arrears_list.rows.filter(pk=row.pk).update(confirmed=True)
        else:
            raise DomainError(_("Rækken skal rettes, før den kan tages med."))
        _settle(arrears_list, [row], {})
    return arrears_list.rows.filter(row_number=row_number).first()


def leave_row_out(*, actor: Any, arrears_list: ArrearsList, row_number: int) -> ArrearsRow:
    """The row is wrong and is not to be imported. It waits no more, but says who left it out, and can be
    taken along after all."""
    with _row_of(actor, arrears_list, row_number) as row:
        row.bucket, row.left_out_at, row.left_out_by = Bucket.LEFT_OUT, timezone.now(), actor
        row.save(update_fields=["bucket", "left_out_at", "left_out_by"])
        _settle(arrears_list, [row], {})
    return row


def take_row_back(*, actor: Any, arrears_list: ArrearsList, row_number: int) -> ArrearsRow | None:
    """It was not to be left out: it waits as before, or is taken where nothing is wrong with it any more."""
    with _row_of(actor, arrears_list, row_number, Bucket.LEFT_OUT) as row:
        row.bucket, row.left_out_at, row.left_out_by = Bucket.ERROR, None, None
        row.save(update_fields=["bucket", "left_out_at", "left_out_by"])
        _settle(arrears_list, [row], {})
    return arrears_list.rows.filter(row_number=row_number).first()


def rematch_waiting(*, actor: Any, organisation: HousingOrganisation) -> int:
    """Take the rows of imported lists that waited for a tenancy the register knows by now.
    Returns how many rows were taken. Call it after a register import."""
    require_intake(actor, organisation.pk)
    return rematch_organisation(organisation.pk)


def rematch_organisation(organisation_id: int) -> int:
    """As rematch_waiting. The oldest list first, so that the newest has the last word."""
    lists = ArrearsList.objects.filter(
        organisation_id=organisation_id,
        status=ImportStatus.DONE,
        rows__bucket=Bucket.ERROR,
        rows__problem=Problem.UNKNOWN_TENANCY,
    )
    return sum(_rematch(pk) for pk in lists.distinct().order_by("finished_at").values_list("pk", flat=True))


@transaction.atomic
def _rematch(list_id: int) -> int:
    arrears_list = ArrearsList.objects.select_related("organisation").get(pk=list_id)
    lock_organisation(arrears_list.organisation_id)
    unknown = arrears_list.rows.filter(bucket=Bucket.ERROR, problem=Problem.UNKNOWN_TENANCY)
    before = list(unknown)
    if before:
        _settle(arrears_list, before, {})
    waits = arrears_list.rows.filter(bucket=Bucket.ERROR, row_number__in=[row.row_number for row in before])
    return len(before) - waits.count()


def _settle(
    arrears_list: ArrearsList, rows: Iterable[ArrearsRow], corrected: Mapping[int, Mapping[str, str]]
) -> None:
    """Judge these rows again, together with the other lines of their tenancies."""
    rows = list(rows)
    with staging_tables() as cursor:
        copy_lines(cursor, [_line(arrears_list, n, vals) for n, vals in corrected.items()], lambda n: None)
        cursor.execute("SELECT key FROM arrears_staged")
        keys = {key for (key,) in cursor.fetchall()} | {row.reference_key for row in rows}
        load_related_rows(
            cursor,
            arrears_list.pk,
            keys=sorted(keys - {""}),
            tenancies=[row.tenancy_id for row in rows if row.tenancy_id],
            but=list(corrected),
        )
        tally = classify(cursor, arrears_list, count_missing=False)
        storing.update_rows(cursor, arrears_list)
        if arrears_list.status == ImportStatus.DONE:
            written = write_notices(cursor, arrears_list, tally, whole=False)
            storing.delete_taken_rows(cursor, arrears_list)
            _count_late(arrears_list, tally, written)
        else:
            preview.recount(arrears_list)


def _line(arrears_list: ArrearsList, row_number: int, vals: Mapping[str, str]) -> str:
    named = {name: text for name, text in vals.items() if text}
    mapping = {name: column for column, name in enumerate(named)}
    cells = list(named.values())
    for name in ("tenancy", "amount", "due_date"):
        if name not in mapping and not (name == "tenancy" and {"estate", "dwelling"} <= mapping.keys()):
            mapping[name] = len(cells)
            cells.append("")
    return RowReader(mapping, len(cells), arrears_list.organisation.number).line(row_number, cells)


def _count_late(arrears_list: ArrearsList, tally: Tally, written: Written) -> None:
    counts = dict(arrears_list.counts)
    for name, more in (
        ("new", tally.new),
        ("notices", tally.new),
        ("changed", tally.changed),
        ("reopened", written.reopened),
        *written.told.counts().items(),
    ):
        counts[name] = counts.get(name, 0) + more
    counts["estates"] = sorted({*counts.get("estates", []), *tally.estates})
    counts["rejected"] = arrears_list.rows.filter(bucket=Bucket.ERROR).count()
    counts["omitted"] = arrears_list.rows.filter(bucket=Bucket.LEFT_OUT).count()
    ArrearsList.objects.filter(pk=arrears_list.pk).update(counts=counts)
    arrears_list.counts = counts
