"""The intake's part in the background: its jobs, the register import's hook, and what is not kept."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from evictions.choices import Source
from evictions.models import ArrearsFile, ArrearsList, ArrearsNotice, ArrearsRow
from evictions.services import lists
from evictions.services.list_retention import tidy_lists
from evictions.tests.intake_files import csv_file, take
from notifications.models import Job
from notifications.registry import scheduled
from notifications.services.jobs import enqueue_job
from notifications.services.running import run_job
from residents.providers import run_import_hooks
from tests.factories import DwellingFactory, TenancyFactory

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
UNKNOWN = ("1204-0035-01", "50,00", "01-11-2026")


def receive(actor, *rows):
    return lists.receive_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=csv_file(*rows),
    )


@pytest.mark.django_db(transaction=True)
def test_a_large_list_is_read_and_imported_by_jobs(dorte, tenancy):
    arrears_list = receive(dorte, ROW, UNKNOWN)
    run_job(enqueue_job(kind="read_arrears_list", subject_id=arrears_list.pk))
    arrears_list.refresh_from_db()
    assert (arrears_list.status, arrears_list.rows_read) == ("preview", 2)
    lists.confirm_list(actor=dorte, arrears_list=arrears_list)
    run_job(Job.objects.get(kind="apply_arrears_list").pk)
    arrears_list.refresh_from_db()
    assert arrears_list.status == "done"
    assert set(Job.objects.values_list("status", flat=True)) == {"done"}


@pytest.mark.django_db(transaction=True)
def test_the_audit_names_who_sent_the_list(dorte, tenancy):
    take(dorte, csv_file(ROW))
    arrears_list = lists.read_list(receive(dorte, (*ROW[:1], "9.000", ROW[2])).pk)
    lists.confirm_list(actor=dorte, arrears_list=arrears_list)
    run_job(Job.objects.get().pk)
    event = ArrearsNotice.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["user"] == dorte.pk


def test_only_large_files_are_a_job(dorte, tenancy, monkeypatch):
    monkeypatch.setattr(lists, "SMALL_FILE", 10)
    arrears_list = lists.receive_upload(
        actor=dorte,
        organisation=tenancy.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=csv_file(ROW),
    )
    assert arrears_list.status == "received"
    assert Job.objects.get().kind == "read_arrears_list"


def test_a_register_import_brings_the_tenancy_a_row_waited_for(dorte, tenancy):
    take(dorte, csv_file(ROW, UNKNOWN))
    new = TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0035"))
    run_import_hooks(dorte, tenancy.organisation)
    assert ArrearsNotice.objects.filter(tenancy=new).exists()


def test_lists_left_in_the_preview_are_cancelled_after_two_weeks(dorte, tenancy):
    arrears_list = lists.read_list(receive(dorte, ROW).pk)
    today = timezone.localdate()
    assert tidy_lists(today + dt.timedelta(days=14)) == 0
    assert tidy_lists(today + dt.timedelta(days=15)) == 1
    arrears_list.refresh_from_db()
    assert arrears_list.status == "cancelled"
    assert not ArrearsFile.objects.exists()
    assert not ArrearsRow.objects.exists()


def test_rows_wait_for_half_a_year(dorte, tenancy):
    arrears_list = take(dorte, csv_file(ROW, UNKNOWN))
    tidy_lists(timezone.localdate() + dt.timedelta(days=180))
    assert arrears_list.rows.count() == 1
    tidy_lists(timezone.localdate() + dt.timedelta(days=190))
    assert not arrears_list.rows.exists()
    assert ArrearsList.objects.get().status == "done"


def test_tidying_is_scheduled(db):
    assert "tidy_arrears_lists" in {task.name for task in scheduled()}


def test_a_file_too_large_is_refused_unread(dorte, tenancy, tmp_path, capsys):
    path = tmp_path / "stor.csv"
    with path.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    with pytest.raises(SystemExit):
        call_command("import_arrears", str(path), "--organisation", "fjordbo", "--as", dorte.email)
    assert "50 MB" in capsys.readouterr().out
