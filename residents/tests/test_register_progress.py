"""How far an import is can be seen while its transaction is open."""

import pytest
from django.db import transaction

from residents.models import RegisterImport
from residents.services.progress import told_aside
from residents.services.registers import apply_register, confirm_register, receive_register
from residents.tests.register_files import csv_of, row


@pytest.mark.django_db(transaction=True)
def test_told_while_the_transaction_is_open(dorte, fjordbo):
    run = RegisterImport.objects.create(organisation=fjordbo, created_by=dorte, file_name="f", digest="")
    with told_aside(run.pk) as tell, transaction.atomic():
        tell("reading", 4000)
        run.refresh_from_db()
        assert (run.rows_read, run.report["step"]) == (4000, "reading")
        tell("reading", 4001)  # within the same second: not worth a query
        tell("tenancies", 0)
        run.refresh_from_db()
        assert (run.rows_read, run.report["step"]) == (4000, "tenancies")


@pytest.mark.django_db(transaction=True)
def test_telling_never_waits_for_the_import_itself(dorte, fjordbo):
    run = RegisterImport.objects.create(organisation=fjordbo, created_by=dorte, file_name="f", digest="")
    with told_aside(run.pk) as tell, transaction.atomic():
        RegisterImport.objects.select_for_update().get(pk=run.pk)
        tell("reading", 1)


@pytest.mark.django_db(transaction=True)
def test_a_whole_import_as_the_worker_runs_it(dorte, fjordbo, tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(csv_of(row()))
    with path.open("rb") as upload:
        run = receive_register(
            actor=dorte, organisation=fjordbo, file_name="r.csv", upload=upload, size=path.stat().st_size
        )
    confirm_register(actor=dorte, run=run)
    apply_register(run.pk)
    run.refresh_from_db()
    assert (run.status, run.counts["new"], run.rows_read) == ("done", 1, 1)
    assert "step" not in run.report
