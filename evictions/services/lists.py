"""Arrears lists: the one service behind the three doors (web, command line, API).

A list goes RECEIVED → READING → (COLUMNS →) PREVIEW → QUEUED → IMPORTING → DONE (→ UNDONE), or ends as
CANCELLED or FAILED (`message` is the Danish sentence that says why). The rules: docs/arrears-lists.md.

A person at the web, who looks before anything happens:

    arrears_list = receive_list(actor=user, organisation=…, source=Source.WEB, file_name=…, content=…)
    read_list(arrears_list.pk)                                  # → COLUMNS, PREVIEW or FAILED
    choose_columns(actor=user, arrears_list=…, mapping={"tenancy": 0, "amount": 3, "due_date": 4})
    confirm_list(actor=user, arrears_list=…)                    # → QUEUED; a job applies it
    undo_list(actor=user, arrears_list=…)

A program (command line, API), which takes what can be taken and reports the rest:

    arrears_list = take_list(actor=user, organisation=…, source=Source.API, file_name=…, content=…)
    if arrears_list.status == ImportStatus.FAILED: arrears_list.message
    list_summary(arrears_list)                                  # {"rows": …, "new": …, …, "errors": […]}

Every function that takes an actor asks for the administration of that organisation (PermissionDenied
otherwise) and raises DomainError with a Danish sentence when the list is no longer where it must be.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.cpr import mask_cpr
from core.errors import DomainError
from evictions.choices import Source
from evictions.models import ArrearsFile, ArrearsList
from evictions.permissions import require_intake
from evictions.services import columns, course
from evictions.services.applying import lock_organisation
from evictions.services.reading import remember_columns
from evictions.services.summary import list_summary, rows_as_file
from evictions.services.undoing import undo_list
from evictions.services.uploads import check_content
from evictions.services.waiting import rematch_waiting
from notifications.choices import JobKind
from notifications.services.jobs import enqueue_job
from residents.choices import ImportStatus
from residents.models import HousingOrganisation

__all__ = [
    "apply_list",
    "cancel_list",
    "choose_columns",
    "confirm_list",
    "give_up",
    "list_summary",
    "read_list",
    "receive_list",
    "receive_upload",
    "rematch_waiting",
    "rows_as_file",
    "take_list",
    "undo_list",
]

SMALL_FILE: Final = 2 * 1024 * 1024
"""Up to this size a list is read while the person waits; larger ones as a job."""


@transaction.atomic
def receive_list(
    *,
    actor: Any,
    organisation: HousingOrganisation,
    source: Source,
    file_name: str,
    content: bytes,
    idempotency_key: str = "",
) -> ArrearsList:
    """Keep the file, read nothing. The same `idempotency_key` again gives the list it made the first time;
    with another content it is refused. More than 50 MB or nothing at all: DomainError."""
    require_intake(actor, organisation.pk)
    check_content(content)
    arrears_list = _new_list(actor, organisation, source, file_name, content)
    if earlier := _by_key(arrears_list, idempotency_key):
        return earlier
    arrears_list.save()
    ArrearsFile.objects.create(run=arrears_list, content=content)
    return arrears_list


@transaction.atomic
def receive_upload(
    *, actor: Any, organisation: HousingOrganisation, source: Source, file_name: str, content: bytes
) -> ArrearsList:
    """Receive and begin to read. The same file that is still being looked at (a double click, another tab)
    gives the list that is there."""
    require_intake(actor, organisation.pk)
    lock_organisation(organisation.pk)
    digest = hashlib.sha256(content).hexdigest()
    waits = {ImportStatus.RECEIVED, ImportStatus.READING, ImportStatus.COLUMNS, ImportStatus.PREVIEW}
    mine = ArrearsList.objects.filter(organisation=organisation, created_by=actor, digest=digest)
    if open_list := mine.filter(status__in=waits).first():
        return open_list
    return start_reading(
        receive_list(
            actor=actor, organisation=organisation, source=source, file_name=file_name, content=content
        )
    )


def _new_list(
    actor: Any, organisation: HousingOrganisation, source: Source, file_name: str, content: bytes
) -> ArrearsList:
    return ArrearsList(
        organisation=organisation,
        created_by=actor,
        source=source,
        file_name=mask_cpr(file_name.replace("\\", "/").rsplit("/", 1)[-1])[:200],
        digest=hashlib.sha256(content).hexdigest(),
    )


def _by_key(arrears_list: ArrearsList, idempotency_key: str) -> ArrearsList | None:
    """The list this key made before. Two at once: the second waits here until the first is through."""
    if not idempotency_key:
        return None
    lock_organisation(arrears_list.organisation_id)
    arrears_list.idempotency_key = idempotency_key
    earlier = ArrearsList.objects.filter(
        organisation_id=arrears_list.organisation_id, idempotency_key=idempotency_key
    ).first()
    if earlier and (earlier.digest, earlier.whole_organisation) != (
        arrears_list.digest,
        arrears_list.whole_organisation,
    ):
        raise DomainError(_("Nøglen er allerede brugt til en anden liste. Brug en ny nøgle for hver liste."))
    return earlier


def read_list(list_id: int) -> ArrearsList:
    """Read and check every row (job READ_ARREARS_LIST). No actor: whoever received it was checked.

    → PREVIEW, COLUMNS when a required column was not recognised, FAILED when it is no table. Idempotent.
    """
    arrears_list = ArrearsList.objects.select_related("organisation").get(pk=list_id)
    if arrears_list.status == ImportStatus.RECEIVED:
        course.move(arrears_list, ImportStatus.READING)
    if arrears_list.status == ImportStatus.READING:
        content = bytes(ArrearsFile.objects.values_list("content", flat=True).get(pk=list_id))
        course.read_and_preview(arrears_list, content)
        arrears_list.refresh_from_db()
    return arrears_list


@transaction.atomic
def choose_columns(*, actor: Any, arrears_list: ArrearsList, mapping: Mapping[str, int]) -> ArrearsList:
    """Field name → column index, by hand; remembered for every file with that header. Reads the list again
    in the request when it is small, else as a job."""
    require_intake(actor, arrears_list.organisation_id)
    chosen = columns.usable_mapping(mapping, len(arrears_list.header), frozenset())
    if lacking := columns.lacking(chosen):
        names = ", ".join(str(columns.LABELS[name]) for name in lacking)
        raise DomainError(_("Vælg også en kolonne for: %(names)s.") % {"names": names})
    if len(set(chosen.values())) < len(chosen):
        raise DomainError(_("Den samme kolonne er valgt to gange. Vælg en kolonne for hver."))
    if not course.move(arrears_list, ImportStatus.READING, mapping=chosen, rows_read=0):
        raise DomainError(_("Listen kan ikke læses igen nu. Genindlæs siden."))
    remember_columns(arrears_list, chosen)
    return start_reading(arrears_list)


def start_reading(arrears_list: ArrearsList) -> ArrearsList:
    """Now when the file is small, else as a job."""
    file = ArrearsFile.objects.filter(pk=arrears_list.pk)
    if file.extra(where=["length(content) <= %s"], params=[SMALL_FILE]).exists():
        return read_list(arrears_list.pk)
    enqueue_job(kind=JobKind.READ_ARREARS_LIST, subject_id=arrears_list.pk)
    return arrears_list


@transaction.atomic
def confirm_list(*, actor: Any, arrears_list: ArrearsList, whole_organisation: bool = False) -> ArrearsList:
    """PREVIEW → QUEUED, and the job that applies it. A second click changes nothing.
    `whole_organisation`: what is open in estates without a row is proposed for closing too."""
    require_intake(actor, arrears_list.organisation_id)
    answered = {"message": "", "whole_organisation": whole_organisation}
    if course.move(arrears_list, ImportStatus.QUEUED, **answered):
        enqueue_job(kind=JobKind.APPLY_ARREARS_LIST, subject_id=arrears_list.pk)
    elif arrears_list.status not in {ImportStatus.QUEUED, ImportStatus.IMPORTING, ImportStatus.DONE}:
        raise DomainError(_("Listen kan ikke importeres nu. Genindlæs siden."))
    return arrears_list


def apply_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """Take every row that does not wait, now, in one transaction. PREVIEW or QUEUED → DONE. Idempotent."""
    require_intake(actor, arrears_list.organisation_id)
    course.move(arrears_list, ImportStatus.QUEUED)
    return apply_queued_list(arrears_list.pk)


def apply_queued_list(list_id: int) -> ArrearsList:
    """The job APPLY_ARREARS_LIST. After a crash it finds the list IMPORTING and does it again."""
    arrears_list = ArrearsList.objects.select_related("organisation").get(pk=list_id)
    if arrears_list.status == ImportStatus.QUEUED:
        course.move(arrears_list, ImportStatus.IMPORTING)
    if arrears_list.status == ImportStatus.IMPORTING:
        course.apply_stored(arrears_list)
        arrears_list.refresh_from_db()
    return arrears_list


def give_up(list_id: int) -> None:
    """The job failed again and again. Nothing is half done: say so, and let the person try once more."""
    arrears_list = ArrearsList.objects.get(pk=list_id)
    if arrears_list.status == ImportStatus.IMPORTING:
        course.move(arrears_list, ImportStatus.QUEUED)
    if arrears_list.status == ImportStatus.QUEUED:
        message = _("Importen gik i stå. Intet er ændret. Prøv igen, eller ring til systemadministratoren.")
        course.move(arrears_list, ImportStatus.PREVIEW, message=message)
    elif arrears_list.status == ImportStatus.READING:
        course.fail(arrears_list, _("Filen kunne ikke læses. Gem den som xlsx eller CSV, og send den igen."))


@transaction.atomic
def cancel_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """Drop a list that has not been imported, or could not be read: its file and its rows are deleted."""
    require_intake(actor, arrears_list.organisation_id)
    if course.move(arrears_list, ImportStatus.CANCELLED, message="", finished_at=Now()):
        course.delete_content(arrears_list)
        arrears_list.rows.all().delete()
    elif arrears_list.status != ImportStatus.CANCELLED:
        raise DomainError(_("Listen kan ikke annulleres mere. Genindlæs siden."))
    return arrears_list


def take_list(
    *,
    actor: Any,
    organisation: HousingOrganisation,
    source: Source,
    file_name: str,
    content: bytes,
    idempotency_key: str = "",
    whole_organisation: bool = False,
    dry_run: bool = False,
) -> ArrearsList:
    """Receive, read and apply in one transaction: the way of programs.

    → DONE, or FAILED with `message` (no table, or a required column is missing; nothing was taken).
    The same `idempotency_key` and content again: the list it made the first time, nothing else happens;
    another content with it: DomainError. `whole_organisation`: as in confirm_list.
    With `dry_run` nothing is kept; `list_summary` of the returned
    list tells what would have happened.
    """
    require_intake(actor, organisation.pk)
    arrears_list = _new_list(actor, organisation, source, file_name, content)
    arrears_list.whole_organisation = whole_organisation
    with transaction.atomic():
        if earlier := _by_key(arrears_list, idempotency_key):
            return earlier
        lock_organisation(organisation.pk)
        arrears_list.status = ImportStatus.IMPORTING
        arrears_list.save()
        _take(arrears_list, content, keep=not dry_run)
        if dry_run:
            arrears_list.__dict__["dry_run_summary"] = list_summary(arrears_list)
            transaction.set_rollback(True)
    return arrears_list


def _take(arrears_list: ArrearsList, content: bytes, *, keep: bool) -> None:
    try:
        check_content(content)
        lacking = course.take_content(arrears_list, content, keep=keep).lacking
        if lacking:
            names = ", ".join(str(columns.LABELS[name]) for name in lacking)
            raise DomainError(
                _("Kolonnen mangler: %(names)s. Ret overskriften, eller vælg kolonnen på hjemmesiden.")
                % {"names": names}
            )
    except DomainError as error:
        course.fail(arrears_list, error.message)
