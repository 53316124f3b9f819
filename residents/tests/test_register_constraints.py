"""What the database refuses, whoever writes."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from residents.models import Tenancy
from tests.factories import DwellingFactory, EstateFactory, ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db
DAY = dt.date
DEFERRABLE = "SELECT condeferrable, condeferred FROM pg_constraint WHERE conname = 'tenancy_no_overlap'"


def test_two_tenancies_of_a_dwelling_may_not_overlap(tenancy):
    with pytest.raises(IntegrityError, match="tenancy_no_overlap"), transaction.atomic():
        TenancyFactory(dwelling=tenancy.dwelling, tenant_number="03", starts_on=DAY(2021, 1, 1))


def test_one_after_the_other_is_fine(tenancy):
    Tenancy.objects.filter(pk=tenancy.pk).update(ends_on=DAY(2020, 12, 31))
    TenancyFactory(dwelling=tenancy.dwelling, tenant_number="03", starts_on=DAY(2021, 1, 1))


def test_the_last_day_belongs_to_the_tenancy(tenancy):
    Tenancy.objects.filter(pk=tenancy.pk).update(ends_on=DAY(2021, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        TenancyFactory(dwelling=tenancy.dwelling, tenant_number="03", starts_on=DAY(2021, 1, 1))


def test_overlaps_are_checked_at_once_unless_put_off(tenancy):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT condeferrable, condeferred FROM pg_constraint WHERE conname = 'tenancy_no_overlap'"
        )
        assert cursor.fetchone() == (True, False)


@pytest.mark.parametrize(
    "wrong", [{"ends_on": DAY(2019, 12, 31)}, {"monthly_rent": -1}], ids=["ends before it starts", "rent"]
)
def test_a_tenancy_that_cannot_be(tenancy, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenancy.objects.filter(pk=tenancy.pk).update(**wrong)


def test_a_reference_is_one_tenancy_of_the_organisation(tenancy, dwelling):
    other = DwellingFactory(stairwell=dwelling.stairwell, number="0034", side="tv")
    with pytest.raises(IntegrityError), transaction.atomic():
        TenancyFactory(dwelling=other, reference=tenancy.reference, reference_key=tenancy.reference_key)


def test_numbers_are_the_same_without_their_zeros(dwelling, fjordbo):
    with pytest.raises(IntegrityError), transaction.atomic():
        DwellingFactory(stairwell=dwelling.stairwell, number="33")
    with pytest.raises(IntegrityError), transaction.atomic():
        EstateFactory(organisation=fjordbo, number="01204")


def test_a_name_stands_once_in_a_household(tenancy):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentFactory(tenancy=tenancy, name="Prøve Beboersen")
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentFactory(tenancy=tenancy, name="En Anden", kind="hund")
