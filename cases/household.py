"""The people of a household, and who of them can be called: for the cards and pages of the caretaker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from residents.choices import ResidentKind
from residents.models import Resident


@dataclass(frozen=True)
class Person:
    name: str
    kind: str
    phone: str


def household_array(tenancy: str = "tenancy_id") -> ArraySubquery:
    """To annotate a row that has a tenancy with its household: one query less on a page. Its scope is the
    row's own; `household` reads it."""
    rows = Resident.objects.filter(tenancy_id=OuterRef(tenancy), moved_out_on__isnull=True).order_by("pk")
    return ArraySubquery(rows.values(json=JSONObject(pk="pk", name="name", kind="kind", phone="phone")))


def household(rows: Iterable[Mapping[str, str]]) -> list[Person]:
    """The people of `household_array`, the tenant first."""
    kinds = dict(ResidentKind.choices)
    return [Person(row["name"], str(kinds.get(row["kind"], "")), row["phone"]) for row in _tenant_first(rows)]


def household_choices(rows: Iterable[Mapping[str, str]]) -> list[tuple[int, str]]:
    """Who may have been met, the tenant first."""
    return [(int(row["pk"]), row["name"]) for row in _tenant_first(rows)]


def _tenant_first(rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return sorted(rows, key=lambda row: row["kind"] != ResidentKind.TENANT)


def phone_of(rows: Iterable[Mapping[str, str]]) -> str:
    """One number per household: the tenant's before anybody else's; "" when there is none."""
    return next((row["phone"] for row in _tenant_first(rows) if row["phone"]), "")
