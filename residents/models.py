"""The register: organisation, estate, stairwell, dwelling, tenancy, and the residents of the household.

`organisation` and `estate` stand on every row, so that scoping is one indexed filter on one table. They are
copies of what the parent row says; that they are true is checked once per statement (core/integrity.py) and
not per row (COPIED), which was a quarter of the time of importing a register. Nothing here is ever deleted.
Sort and search keys are stored (core.sortkeys, core.searchkeys): Danish order without a collation.
"""

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DateRange, period_is_ordered
from audit.tracking import track_changes
from core.integrity import copied
from core.models import Timestamped
from residents.choices import ImportStatus, LayoutKind, ResidentKind, RowBucket
from residents.querysets import (
    BuildingQuerySet,
    DwellingQuerySet,
    EstateQuerySet,
    PersonalQuerySet,
    RegisterImportQuerySet,
    TenancyQuerySet,
)

COPIED: dict[str, Any] = {"related_name": "+", "db_index": False, "db_constraint": False}
"""A foreign key copied from the parent row: no check of its own, and found by other indexes."""


def without_zeros(field: str) -> Func:
    return Func(F(field), Value("0"), function="LTRIM", output_field=models.CharField())


PHONE_DIGITS = 8
TRIES_BEFORE_OTHER_MEANS = (1, 10)
DAYS_BETWEEN_TRIES = (0, 30)


def phone_digits() -> Func:
    """The digits of a Danish number without blanks and country code: what a telephone is found by."""
    digits = Func(F("phone"), Value("[^0-9]"), Value(""), Value("g"), function="REGEXP_REPLACE")
    return Func(digits, Value(PHONE_DIGITS), function="RIGHT", output_field=models.CharField())


@pghistory.track()
class HousingOrganisation(Timestamped):
    """One data controller. Rows of one are never visible from another."""

    name = models.CharField(_("navn"), max_length=120)
    slug = models.SlugField(_("kortnavn"), max_length=40, unique=True, db_index=False)
    number = models.CharField(_("nummer"), max_length=10, blank=True)
    untaken_after_weekdays = models.PositiveSmallIntegerField(
        _("hverdage før koordinator får besked om en restance, ingen har taget"), default=2
    )
    jump_factor = models.PositiveSmallIntegerField(
        _("spring, der skal bekræftes (gange det sidste beløb)"), default=10
    )
    tries_before_other_means = models.PositiveSmallIntegerField(
        _("forgæves forsøg, før noget andet end et besøg foreslås"), default=3, db_default=3
    )
    days_between_tries = models.PositiveSmallIntegerField(
        _("hverdage mellem to forsøg"), default=1, db_default=1
    )

    class Meta:
        verbose_name = _("boligorganisation")
        constraints = [
            models.CheckConstraint(
                condition=Q(tries_before_other_means__range=TRIES_BEFORE_OTHER_MEANS),
                name="tries_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(days_between_tries__range=DAYS_BETWEEN_TRIES),
                name="days_between_tries_of_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """Its own: what is exported is the file of the whole organisation (audit.LookUp)."""
        return int(self.pk)


@pghistory.track()
class Estate(Timestamped):
    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, related_name="estates")
    number = models.CharField(_("afdelingsnummer"), max_length=20)
    name = models.CharField(_("afdeling"), max_length=120)
    sort_key = models.CharField(max_length=160, editable=False, db_collation="C")

    objects = EstateQuerySet.as_manager()

    class Meta:
        verbose_name = _("afdeling")
        ordering = ["sort_key"]
        constraints = [
            # Spreadsheets drop leading zeros: 0033 and 33 are the same number.
            models.UniqueConstraint("organisation", without_zeros("number"), name="estate_number_unique"),
        ]

    def __str__(self) -> str:
        return self.name


@track_changes()
class Stairwell(Timestamped):
    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, **COPIED)
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="stairwells", db_index=False)
    street = models.CharField(_("vej"), max_length=120)
    house_number = models.CharField(_("husnummer"), max_length=10)
    postal_code = models.CharField(_("postnummer"), max_length=4, blank=True)
    city = models.CharField(_("by"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("opgang")
        triggers = copied(("organisation_id",), parent="residents_estate")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "street", "house_number"], name="stairwell_address_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.house_number}"


@track_changes()
class Dwelling(Timestamped):
    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, **COPIED)
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, **(COPIED | {"related_name": "dwellings"}))
    stairwell = models.ForeignKey(Stairwell, on_delete=models.PROTECT, related_name="dwellings")
    number = models.CharField(_("lejemålsnummer"), max_length=20)
    floor = models.CharField(_("etage"), max_length=10, blank=True)
    side = models.CharField(_("side"), max_length=10, blank=True)
    address = models.CharField(_("adresse"), max_length=160)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")

    objects = DwellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lejemål")
        triggers = copied(("organisation_id", "estate_id"), parent="residents_stairwell")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint("estate", without_zeros("number"), name="dwelling_number_unique"),
        ]

    def __str__(self) -> str:
        return self.address


@track_changes(exclude=["search_key", "sort_key"])
class Tenancy(Timestamped):
    """A household rents a dwelling from a date; ended, never deleted.

    `reference` is what the rent ledger calls it (estate-dwelling-tenant number, "1204-0033-02");
    `reference_key` the same without leading zeros, unique in the organisation.
    `search_key` holds the address, the numbers and the residents' names (core.searchkeys).
    """

    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, **COPIED)
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, **COPIED)
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="tenancies", db_index=False)
    tenant_number = models.CharField(_("lejernummer"), max_length=20)
    reference = models.CharField(_("lejeforhold"), max_length=60)
    reference_key = models.CharField(max_length=60, editable=False)
    starts_on = models.DateField(_("indflytning"))
    ends_on = models.DateField(_("fraflytning"), null=True, blank=True)
    monthly_rent = models.DecimalField(
        _("husleje pr. måned"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    search_key = models.TextField(editable=False)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")

    objects = TenancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("lejeforhold")
        triggers = copied(("organisation_id", "estate_id"), parent="residents_dwelling")
        indexes = [
            GinIndex(fields=["search_key"], name="tenancy_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["estate", "sort_key"], name="tenancy_estate_order"),
            models.Index(fields=["organisation", "sort_key"], name="tenancy_organisation_order"),
        ]
        constraints = [
            period_is_ordered("tenancy_period_ordered"),
            models.UniqueConstraint(
                fields=["organisation", "reference_key"], name="tenancy_reference_unique"
            ),
            models.CheckConstraint(
                condition=Q(monthly_rent__isnull=True) | Q(monthly_rent__gte=0), name="tenancy_rent_positive"
            ),
            ExclusionConstraint(
                name="tenancy_no_overlap",
                expressions=[
                    ("dwelling", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                # An import moves several periods of one dwelling at once; checked when it is done.
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("Lejemålet har allerede et lejeforhold i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_over(self) -> bool:
        """The household has moved out."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


@track_changes()
class Resident(Timestamped):
    """A member of the household of one tenancy. No CPR number, ever (databeskyttelsesloven § 11(2))."""

    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, **COPIED)
    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, **COPIED)
    tenancy = models.ForeignKey(Tenancy, on_delete=models.PROTECT, related_name="residents", db_index=False)
    name = models.CharField(_("navn"), max_length=160)
    kind = models.CharField(
        _("rolle"), max_length=20, choices=ResidentKind.choices, default=ResidentKind.TENANT
    )
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    moved_out_on = models.DateField(_("fraflyttet"), null=True, blank=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("beboer")
        triggers = copied(("organisation_id", "estate_id"), parent="residents_tenancy")
        indexes = [models.Index(phone_digits(), name="resident_phone", condition=~Q(phone=""))]
        constraints = [
            models.UniqueConstraint(fields=["tenancy", "name"], name="resident_name_unique"),
            models.CheckConstraint(condition=Q(kind__in=ResidentKind.values), name="resident_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class SearchWord(models.Model):
    """A word by which some tenancy of the organisation is found: where typing slips are looked up.

    Half a million tenancies share some ten thousand words. Kept in step by the register import; never
    shown, and tied to nobody.
    """

    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.CASCADE, **COPIED)
    word = models.CharField(max_length=60, db_collation="C")

    class Meta:
        verbose_name = _("søgeord")
        indexes = [GistIndex(fields=["word"], name="search_word_near", opclasses=["gist_trgm_ops"])]
        constraints = [models.UniqueConstraint(fields=["organisation", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return str(self.pk)


class ColumnLayout(Timestamped):
    """The columns of a file, corrected by hand once and remembered for every file with the same header."""

    organisation = models.ForeignKey(
        HousingOrganisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=LayoutKind.choices)
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "fingerprint"], name="column_layout_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"


class ImportRun(Timestamped):
    """What a register import and an arrears list have in common: a file and its course."""

    organisation = models.ForeignKey(HousingOrganisation, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=20, choices=ImportStatus.choices, default=ImportStatus.RECEIVED)
    message = models.TextField(blank=True)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class RegisterImport(ImportRun):
    """One file of the register. The file itself is kept in RegisterFilePart until the run has ended.

    `options`: what was answered when it was confirmed. `report`: notices, the step it is at, and how many
    tenancies per estate are missing from the file.
    """

    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("registerimport")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="register_import_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class RegisterFilePart(models.Model):
    """A megabyte of an uploaded file: in parts, so that a large one never fills the memory of a process."""

    run = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("del af registerfil")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="register_file_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"


class RegisterRow(models.Model):
    """A row of the file that a person may want to see: every refused one, and the first of each bucket.

    The rows themselves are staged in a temporary table (residents.services.staging), never kept.
    """

    run = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rows", db_index=False)
    bucket = models.CharField(max_length=12, choices=RowBucket.choices)
    row_number = models.PositiveIntegerField(null=True)
    reference = models.CharField(max_length=60, blank=True, default="")
    address = models.CharField(max_length=160, blank=True, default="")
    column = models.CharField(max_length=40, blank=True, default="")
    message = models.CharField(max_length=300, blank=True, default="")
    values = models.JSONField(default=list)

    class Meta:
        verbose_name = _("registerrække")
        indexes = [models.Index(fields=["run", "bucket", "row_number"], name="register_row_bucket")]
        constraints = [
            models.CheckConstraint(
                condition=Q(bucket__in=RowBucket.values), name="register_row_bucket_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row_number}"
