"""The course of a register import: received → read → (columns →) looked at → taken.

A person at the web looks before anything happens; a program (take_register) takes what can be taken.
Reading never writes to the register. Taking reads the file once more, under the organisation's lock, so
that what is written fits the register as it is then; two imports of one organisation wait for each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import pghistory
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.tabular import LIMITS, Limits
from notifications.choices import JobKind
from notifications.models import Job
from notifications.services.jobs import enqueue_job
from notifications.services.running import run_job
from residents.choices import IMPORT_TRANSITIONS, ImportStatus, LayoutKind, RowBucket
from residents.columns import LABELS, fingerprint, missing_fields
from residents.models import ColumnLayout, HousingOrganisation, RegisterImport, RegisterRow
from residents.permissions import require_register_import
from residents.providers import run_import_hooks
from residents.querysets import IMPORTS_REGISTER
from residents.services import files
from residents.services.merging import merge
from residents.services.progress import told_aside
from residents.services.reading import Reading, Source, read_file
from residents.services.reporting import keep_rows
from residents.services.staging import Progress, silent

READ_AT_ONCE_BYTES = 2 * 1024 * 1024
LOCK_CLASS = 7_461_904
GIVEN_UP = frozenset(
    {ImportStatus.RECEIVED, ImportStatus.READING, ImportStatus.QUEUED, ImportStatus.IMPORTING}
)
COMMAND_LIMITS = Limits(file_bytes=1024 * 1024 * 1024, unpacked_bytes=2 * 1024 * 1024 * 1024)
"""On the command line the file is read from where it is and never kept: a whole country fits."""


@dataclass(frozen=True)
class Taken:
    run: RegisterImport
    refused: list[RegisterRow]


def receive_register(
    *, actor: Any, organisation: HousingOrganisation, file_name: str, upload: BinaryIO, size: int
) -> RegisterImport:
    """Keep the file; read it at once when it is small, else as a job. DomainError when it is no table."""
    require_register_import(actor, organisation)
    files.check_size(size)
    with transaction.atomic():
        run = RegisterImport.objects.create(
            organisation=organisation,
            created_by=actor,
            file_name=file_name[-200:],
            digest=files.digest_of(upload),
        )
        files.keep_file(run, upload)
        if size <= READ_AT_ONCE_BYTES:
            _advance(run, ImportStatus.READING)
            _read(run, upload, silent)
        else:
            enqueue_job(kind=JobKind.READ_REGISTER, subject_id=run.pk)
    return run


def choose_columns(*, actor: Any, run: RegisterImport, mapping: Mapping[str, int]) -> RegisterImport:
    """Field → column index, by hand; remembered for every file with this header. Then read again."""
    require_register_import(actor, run.organisation)
    if missing := missing_fields(mapping):
        labels = ", ".join(LABELS[name] for name in missing)
        raise DomainError(_("Vælg også en kolonne til: %(labels)s.") % {"labels": labels})
    with transaction.atomic():
        _advance(run, ImportStatus.READING, mapping=dict(mapping))
        ColumnLayout.objects.update_or_create(
            organisation=run.organisation,
            kind=LayoutKind.REGISTER,
            fingerprint=fingerprint(run.header),
            defaults={"mapping": dict(mapping)},
        )
        with files.open_file(run) as source:
            if source.seek(0, 2) <= READ_AT_ONCE_BYTES:
                _read(run, source, silent)
            else:
                enqueue_job(kind=JobKind.READ_REGISTER, subject_id=run.pk)
    return run


def read_register(run_id: int) -> None:
    """Job READ_REGISTER. No actor: whoever received the file was checked."""
    run = RegisterImport.objects.select_related("organisation").get(pk=run_id)
    if run.status not in {ImportStatus.RECEIVED, ImportStatus.READING}:
        return
    if run.status == ImportStatus.RECEIVED:
        _advance(run, ImportStatus.READING)
    try:
        with told_aside(run_id) as progress, files.open_file(run) as source, transaction.atomic():
            _read(run, source, progress)
    except DomainError as error:
        _fail(run, error.message)


def confirm_register(
    *, actor: Any, run: RegisterImport, end_missing: bool = False, end_many: bool = False
) -> RegisterImport:
    """PREVIEW → QUEUED, and the job that takes it. `end_many`: the explicit yes to more than a tenth."""
    require_register_import(actor, run.organisation)
    with transaction.atomic():
        options = {"end_missing": end_missing, "end_many": end_many, "actor": actor.pk}
        _advance(run, ImportStatus.QUEUED, options=options)
        enqueue_job(kind=JobKind.APPLY_REGISTER, subject_id=run.pk)
    return run


def apply_register(run_id: int) -> None:
    """Job APPLY_REGISTER. Idempotent: what was taken already is unchanged when it runs again."""
    run = RegisterImport.objects.select_related("organisation").get(pk=run_id)
    if run.status not in {ImportStatus.QUEUED, ImportStatus.IMPORTING}:
        return
    if run.status == ImportStatus.QUEUED:
        _advance(run, ImportStatus.IMPORTING)
    try:
        with told_aside(run_id) as progress, files.open_file(run) as source, transaction.atomic():
            _take(run, source, progress, LIMITS)
    except DomainError as error:
        _fail(run, error.message)


def after_register(run_id: int) -> None:
    """Job AFTER_REGISTER, written with the import: what others do because of it. Whoever took the register
    acts in the role they took it in, also when they have other roles, or had this one until yesterday."""
    run = RegisterImport.objects.select_related("organisation").get(pk=run_id)
    person_id = run.options.get("actor") or run.created_by_id
    memberships = run.organisation.memberships.select_related("user", "organisation")
    membership = memberships.get(user_id=person_id, role__in=IMPORTS_REGISTER)
    run_import_hooks(membership.user.act_as(membership), run.organisation)


def give_up(run_id: int) -> None:
    """The job failed for good: nothing was taken, and the page says so."""
    run = RegisterImport.objects.get(pk=run_id)
    if run.status in GIVEN_UP:
        _fail(run, _("Filen kunne ikke indlæses på grund af en fejl hos os. Intet er ændret."))


def cancel_register(*, actor: Any, run: RegisterImport) -> RegisterImport:
    """Drop a file that has not been taken; its bytes and its rows are deleted."""
    require_register_import(actor, run.organisation)
    with transaction.atomic():
        _advance(run, ImportStatus.CANCELLED, finished_at=Now())
        files.drop_file(run)
        RegisterRow.objects.filter(run=run).delete()
    return run


def take_register(
    *,
    actor: Any,
    organisation: HousingOrganisation,
    file_name: str,
    source: Source,
    end_many: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Taken:
    """Read and take in one transaction: the way of the command line. With `dry_run` nothing is kept.

    DomainError when it is no table or a column is lacking.
    """
    require_register_import(actor, organisation)
    with transaction.atomic():
        run = RegisterImport.objects.create(
            organisation=organisation,
            created_by=actor,
            file_name=file_name[-200:],
            status=ImportStatus.IMPORTING,
            options={"end_missing": True, "end_many": end_many, "actor": actor.pk},
        )
        _take(run, source, progress, COMMAND_LIMITS, dry_run=dry_run)
        refused = list(run.rows.filter(bucket=RowBucket.ERROR).order_by("row_number"))
        transaction.set_rollback(dry_run)
    if not dry_run:
        run_job(Job.objects.get(kind=JobKind.AFTER_REGISTER, subject_id=run.pk).pk)
    return Taken(run, refused)


def _read(run: RegisterImport, source: Source, progress: Progress) -> None:
    reading = read_file(
        source,
        run.file_name,
        organisation_id=run.organisation_id,
        progress=progress,
        mapping=run.mapping or None,
    )
    if reading.findings is None:
        _settle(run, reading, ImportStatus.COLUMNS)
        return
    keep_rows(run)
    _settle(run, reading, ImportStatus.PREVIEW)


def _take(
    run: RegisterImport, source: Source, progress: Progress, limits: Limits, *, dry_run: bool = False
) -> None:
    lock_organisation(run.organisation_id)
    reading = read_file(
        source,
        run.file_name,
        organisation_id=run.organisation_id,
        progress=progress,
        mapping=run.mapping or None,
        limits=limits,
    )
    if reading.findings is None:
        labels = ", ".join(LABELS[name] for name in reading.columns.missing)
        raise DomainError(_("Filen mangler kolonner: %(labels)s.") % {"labels": labels})
    keep_rows(run)
    ended = reading.findings.estates_to_end(
        end_missing=run.options.get("end_missing", False), end_many=run.options.get("end_many", False)
    )
    if not dry_run:
        with pghistory.context(user=run.options.get("actor"), register_import=run.pk):
            merge(reading.scope, end_missing_in=ended, words=reading.words, progress=progress)
    files.drop_file(run)
    _settle(run, reading, ImportStatus.DONE, ended_in=ended)
    enqueue_job(kind=JobKind.AFTER_REGISTER, subject_id=run.pk)


def lock_organisation(organisation_id: int) -> None:
    """Until the transaction ends, nobody else takes a register of this organisation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, organisation_id])


def _settle(
    run: RegisterImport, reading: Reading, status: ImportStatus, ended_in: list[int] | None = None
) -> None:
    """Write what was found. `ended_in`: the estates whose missing tenancies have been ended."""
    run.header = reading.header
    run.mapping = reading.columns.mapping
    run.report = {"notices": reading.notices, "left_out": reading.left_out}
    if reading.findings is not None:
        run.counts = reading.findings.counts
        run.rows_read = run.rows_total = run.counts["rows"]
        run.report |= {"missing": reading.findings.missing, "ended_in": ended_in or []}
    if status == ImportStatus.DONE:
        run.finished_at = Now()
    run.status = status
    run.save()


def _advance(run: RegisterImport, status: ImportStatus, **fields: Any) -> None:
    """Compare and set; DomainError when somebody else was faster."""
    sources = [old for old, targets in IMPORT_TRANSITIONS.items() if status in targets]
    rows = RegisterImport.objects.filter(pk=run.pk, status__in=sources)
    if not rows.update(status=status, **fields):
        raise DomainError(_("Importen er allerede et andet sted i forløbet. Hent siden igen."))
    run.status = status
    for name, value in fields.items():
        setattr(run, name, value)


def _fail(run: RegisterImport, message: str) -> None:
    with transaction.atomic():
        RegisterImport.objects.filter(pk=run.pk).update(
            status=ImportStatus.FAILED, message=message, finished_at=Now()
        )
        files.drop_file(run)
