"""The steps a list goes through, each a compare-and-set on its status. lists.py puts them together."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from core.errors import DomainError
from evictions.models import ArrearsFile, ArrearsList
from evictions.services import storing
from evictions.services.applying import lock_organisation, write_notices
from evictions.services.matching import Tally, classify
from evictions.services.reading import Reading, read_into_staging
from evictions.services.staging import load_rows, staging_tables
from residents.choices import IMPORT_TRANSITIONS, ImportStatus


def move(arrears_list: ArrearsList, to: str, **fields: Any) -> bool:
    """Compare-and-set: False when the list cannot go to `to` from where it is (a second click)."""
    sources = [status for status, targets in IMPORT_TRANSITIONS.items() if to in targets]
    moved = ArrearsList.objects.filter(pk=arrears_list.pk, status__in=sources).update(status=to, **fields)
    arrears_list.refresh_from_db(from_queryset=ArrearsList.objects.select_related("organisation"))
    return bool(moved)


def tell_rows_read(arrears_list: ArrearsList) -> Any:
    """For the progress bar. Seen by others at once when the reading is a job, which has no transaction."""

    def tell(count: int) -> None:
        ArrearsList.objects.filter(pk=arrears_list.pk).update(rows_read=count)

    return tell


def read_and_preview(arrears_list: ArrearsList, content: bytes) -> None:
    """READING → PREVIEW, COLUMNS or FAILED. Run again after a crash, it starts from the beginning."""
    try:
        with staging_tables() as cursor:
            reading = read_into_staging(cursor, arrears_list, content, tell_rows_read(arrears_list))
            found = {"header": reading.header, "mapping": reading.mapping}
            if reading.lacking:
                move(arrears_list, ImportStatus.COLUMNS, **found)
                return
            arrears_list.mapping = reading.mapping
            with transaction.atomic():
                ArrearsList.objects.select_for_update().get(pk=arrears_list.pk)
                arrears_list.rows.all().delete()
                tally = classify(cursor, arrears_list, count_missing=True)
                counts = counts_of(tally, left_out=reading.left_out)
                if move(arrears_list, ImportStatus.PREVIEW, **found, counts=counts, rows_total=reading.rows):
                    storing.store_rows(cursor, arrears_list, only_waiting=False)
    except DomainError as error:
        fail(arrears_list, error.message)


def fail(arrears_list: ArrearsList, message: str) -> None:
    move(arrears_list, ImportStatus.FAILED, message=message, finished_at=Now())
    delete_content(arrears_list)


def delete_content(arrears_list: ArrearsList) -> None:
    """The bytes of the file are not kept longer than the list needs them."""
    ArrearsFile.objects.filter(run_id=arrears_list.pk).delete()


@transaction.atomic
def apply_stored(arrears_list: ArrearsList) -> None:
    """IMPORTING → DONE: what the stored rows say, judged once more under the organisation's lock."""
    lock_organisation(arrears_list.organisation_id)
    current = ArrearsList.objects.select_for_update().values_list("status", flat=True)
    if current.get(pk=arrears_list.pk) != ImportStatus.IMPORTING:
        return
    with staging_tables() as cursor:
        load_rows(cursor, arrears_list.pk)
        whole = arrears_list.whole_organisation
        tally = classify(cursor, arrears_list, count_missing=False, whole_organisation=whole)
        storing.update_rows(cursor, arrears_list)
        storing.delete_taken_rows(cursor, arrears_list)
        write(cursor, arrears_list, tally, left_out=arrears_list.counts.get("left_out", {}))


def take_content(arrears_list: ArrearsList, content: bytes, *, keep: bool) -> Reading:
    """IMPORTING → DONE without a preview: rows that are taken are never stored. In one transaction.

    Raises TableError; `reading.lacking` when a column was not found. Not `keep`: judge, change nothing."""
    with staging_tables() as cursor:
        reading = read_into_staging(cursor, arrears_list, content, lambda count: None)
        if not reading.lacking:
            arrears_list.mapping, arrears_list.header = reading.mapping, reading.header
            whole = arrears_list.whole_organisation
            tally = classify(cursor, arrears_list, count_missing=not keep, whole_organisation=whole)
            if tally.rejected:
                storing.store_rows(cursor, arrears_list, only_waiting=True)
            if keep:
                write(cursor, arrears_list, tally, left_out=reading.left_out)
            else:
                arrears_list.counts = counts_of(tally, left_out=reading.left_out)
        return reading


def write(cursor: Any, arrears_list: ArrearsList, tally: Tally, *, left_out: dict[str, Any]) -> None:
    written = write_notices(cursor, arrears_list, tally)
    tally = replace(tally, missing=written.proposed)
    storing.supersede_waiting_rows(cursor, arrears_list, tally.estates)
    counts = counts_of(tally, left_out=left_out, reopened=written.reopened, notices=tally.new)
    counts |= written.told.counts()
    counts["omitted"] = arrears_list.counts.get("omitted", 0)
    finished = {"counts": counts, "rows_total": tally.rows, "rows_read": tally.rows, "finished_at": Now()}
    move(
        arrears_list,
        ImportStatus.DONE,
        header=arrears_list.header,
        mapping=arrears_list.mapping,
        **finished,
    )
    delete_content(arrears_list)


def counts_of(
    tally: Tally, *, left_out: dict[str, Any], reopened: int = 0, notices: int = 0
) -> dict[str, Any]:
    """What ArrearsList.counts holds; tenancies, but `rows` and `rejected` are rows of the file, and
    `left_out` is what of it was not read (core.tabular.left_out). Rows somebody left out are `omitted`."""
    return {
        "rows": tally.rows,
        "new": tally.new,
        "changed": tally.changed,
        "unchanged": tally.unchanged,
        "missing": tally.missing,
        "rejected": tally.rejected,
        "reopened": reopened,
        "notices": notices,
        "left_out": left_out,
        "estates": tally.estates,
    }
