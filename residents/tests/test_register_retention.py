"""What a register file leaves behind is erased by itself: rows with names, and files nobody came back to."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from notifications.models import ScheduledRun
from notifications.registry import scheduled
from notifications.services.scheduling import run_once
from residents.models import RegisterFilePart, RegisterImport, RegisterRow, Tenancy
from residents.services.registers import confirm_register, give_up
from residents.services.retention import PREVIEW_DAYS, ROWS_DAYS, tidy_registers
from residents.tests.register_files import csv_of, row, take

pytestmark = pytest.mark.django_db
BAD = row(dwelling="0034", side="tv", rent="mange penge", name="Navnet Hemmeligsen")


def after(days):
    return timezone.localdate() + dt.timedelta(days=days)


def age(run, days):
    """As if it had happened at noon so many days ago: late in the evening, 24 hours times the days would be
    another day where the clock was changed in between."""
    then = timezone.make_aware(dt.datetime.combine(after(-days), dt.time(12)))
    RegisterImport.objects.filter(pk=run.pk).update(created_at=then, finished_at=then)


@pytest.fixture
def run(dorte):
    return take(dorte, row(), BAD).run


@pytest.fixture
def preview(login, dorte):
    upload = SimpleUploadedFile("register.csv", csv_of(row(), BAD))
    login(dorte).post("/register/indlaes/", {"file": upload})
    return RegisterImport.objects.get()


def page_of(client, run):
    return " ".join(client.get(f"/register/{run.pk}/?vis=error").content.decode().split())


def test_rows_go_when_their_time_is_up_and_the_counts_stay(run):
    assert RegisterRow.objects.filter(values__icontains="Hemmeligsen").exists()
    assert tidy_registers(after(ROWS_DAYS)) == 0
    kept = RegisterRow.objects.count()
    assert kept > 1
    assert tidy_registers(after(ROWS_DAYS + 1)) == kept
    assert tidy_registers(after(ROWS_DAYS + 1)) == 0
    assert not RegisterRow.objects.exists()
    run.refresh_from_db()
    assert (run.status, run.counts["error"]) == ("done", 1)
    assert Tenancy.objects.count() == 1


def test_the_page_says_when_and_afterwards_that(login, dorte, run):
    client = login(dorte)
    page = page_of(client, run)
    assert "Rækkerne kan ses til og med" in page
    assert "Hent fejlliste" in page
    age(run, ROWS_DAYS + 1)
    assert "Rækkerne kan ses til og med" in page_of(client, run)
    tidy_registers(timezone.localdate())
    page = page_of(client, run)
    assert "er slettet, fordi de kan indeholde navne" in page
    assert "Hent fejlliste" not in page


def test_a_file_nobody_came_back_to_is_cancelled(login, dorte, preview):
    assert RegisterFilePart.objects.exists()
    assert tidy_registers(after(PREVIEW_DAYS)) == 0
    assert tidy_registers(after(PREVIEW_DAYS + 1)) == 2
    preview.refresh_from_db()
    assert preview.status == "cancelled"
    assert not RegisterFilePart.objects.exists()
    assert not RegisterRow.objects.exists()
    assert "lå urørt i 14 dage" in page_of(login(dorte), preview)


def test_one_that_is_being_taken_is_left_alone(dorte, preview):
    confirm_register(actor=dorte, run=preview)
    assert tidy_registers(after(400)) == 0
    assert RegisterFilePart.objects.exists()


def test_one_that_was_given_up_before_it_began_leaves_no_file(dorte, preview):
    confirm_register(actor=dorte, run=preview)
    give_up(preview.pk)
    preview.refresh_from_db()
    assert preview.status == "failed"
    assert not RegisterFilePart.objects.exists()


def test_it_runs_by_itself_once_a_day(run):
    age(run, ROWS_DAYS + 1)
    (job,) = [job for job in scheduled() if job.name == "tidy_registers"]
    assert run_once(job, timezone.localdate())
    assert not run_once(job, timezone.localdate())
    assert not RegisterRow.objects.exists()
    assert ScheduledRun.objects.filter(job="tidy_registers").count() == 1
