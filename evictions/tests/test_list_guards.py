"""What a notice refers to cannot be deleted, also not by SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from evictions.tests.intake_files import csv_file, take


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM residents_tenancy",
        "DELETE FROM evictions_arrearslist",
        "DELETE FROM evictions_arrearsnotice",
    ],
)
def test_what_is_referred_to_stays(dorte, dwelling, statement):
    from tests.factories import TenancyFactory

    TenancyFactory(dwelling=dwelling, tenant_number="02")
    take(dorte, csv_file(("1204-0033-02", "8.412,00", "01-11-2026")))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_tenancy_without_notices_can_go(tenancy):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM residents_tenancy WHERE id = %s", [tenancy.pk])
        cursor.execute("DELETE FROM residents_resident WHERE tenancy_id = %s", [tenancy.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
