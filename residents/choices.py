from django.db import models
from django.utils.translation import gettext_lazy as _


class ResidentKind(models.TextChoices):
    TENANT = "tenant", _("Lejer")
    CO_TENANT = "co_tenant", _("Medlejer")
    RESIDENT = "resident", _("Beboer")


class ImportStatus(models.TextChoices):
    """The course of an imported file, for the register and for arrears lists alike."""

    RECEIVED = "received", _("Modtaget")
    READING = "reading", _("Læses")
    COLUMNS = "columns", _("Kolonner mangler")
    PREVIEW = "preview", _("Klar til gennemsyn")
    QUEUED = "queued", _("I kø")
    IMPORTING = "importing", _("Importeres")
    DONE = "done", _("Færdig")
    UNDONE = "undone", _("Fortrudt")
    CANCELLED = "cancelled", _("Annulleret")
    FAILED = "failed", _("Kunne ikke læses")


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportStatus.RECEIVED: frozenset({ImportStatus.READING, ImportStatus.FAILED, ImportStatus.CANCELLED}),
    ImportStatus.READING: frozenset({ImportStatus.COLUMNS, ImportStatus.PREVIEW, ImportStatus.FAILED}),
    ImportStatus.COLUMNS: frozenset({ImportStatus.READING, ImportStatus.CANCELLED}),
    ImportStatus.PREVIEW: frozenset({ImportStatus.QUEUED, ImportStatus.READING, ImportStatus.CANCELLED}),
    ImportStatus.QUEUED: frozenset({ImportStatus.IMPORTING, ImportStatus.PREVIEW}),
    ImportStatus.IMPORTING: frozenset({ImportStatus.DONE, ImportStatus.QUEUED, ImportStatus.FAILED}),
    ImportStatus.DONE: frozenset({ImportStatus.UNDONE}),
    ImportStatus.UNDONE: frozenset(),
    ImportStatus.CANCELLED: frozenset(),
    ImportStatus.FAILED: frozenset({ImportStatus.CANCELLED}),
}


class LayoutKind(models.TextChoices):
    REGISTER = "register", _("Beboerregister")
    ARREARS = "arrears", _("Restanceliste")


class RowBucket(models.TextChoices):
    """What a row of a register file does. MISSING is about tenancies that are in the register only."""

    ERROR = "error", _("Fejl")
    NEW = "new", _("Nye")
    CHANGED = "changed", _("Ændret")
    ENDED = "ended", _("Fraflyttet")
    MISSING = "missing", _("Forsvundet")
    UNCHANGED = "unchanged", _("Uændret")
