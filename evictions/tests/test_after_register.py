"""What waited for a tenancy comes with the register that brings it, whoever imports it and whatever dies."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership
from evictions.models import ArrearsNotice
from evictions.tests.intake_files import csv_file
from evictions.tests.intake_files import take as take_list
from notifications.models import Job
from notifications.services.running import run_job
from residents.models import RegisterImport
from residents.services import registers
from residents.tests.register_files import csv_of, row
from residents.tests.register_files import take as take_register
from tests.factories import MembershipFactory

WAITS = ("1204-0035-01", "8.412,00", "01-11-2026")
BRINGS = row(dwelling="0035", tenant="01")


@pytest.fixture
def waiting(dorte, tenancy):
    """A row of a list for a tenancy that the register does not know."""
    take_list(dorte, csv_file(WAITS))
    assert not ArrearsNotice.objects.exists()


@pytest.fixture
def two_hats(dorte, fjordbo):
    """Dorte's first role is another one; she imports as administration."""
    Membership.objects.filter(user=dorte).update(role=Role.COORDINATOR)
    return dorte.act_as(MembershipFactory(user=dorte, organisation=fjordbo, role=Role.ADMINISTRATION))


def queue(actor, tmp_path):
    content = csv_of(row(), BRINGS)
    (path := tmp_path / "register.csv").write_bytes(content)
    with path.open("rb") as upload:
        run = registers.receive_register(
            actor=actor,
            organisation=actor.membership.organisation,
            file_name="register.csv",
            upload=upload,
            size=len(content),
        )
    return registers.confirm_register(actor=actor, run=run)


def run_all():
    """Each job once, and those it asks for. None may fail: it would still be pending."""
    while waits := Job.objects.filter(status="pending").order_by("pk").first():
        run_job(waits.pk)
        waits.refresh_from_db()
        assert waits.status == "done"


def test_by_somebody_whose_first_role_is_another(waiting, two_hats, tmp_path):
    queue(two_hats, tmp_path)
    run_all()
    assert ArrearsNotice.objects.count() == 1


def test_by_somebody_who_has_left_meanwhile(waiting, two_hats, tmp_path):
    queue(two_hats, tmp_path)
    Membership.objects.filter(user=two_hats).update(ended_on=timezone.localdate() - dt.timedelta(days=1))
    run_all()
    assert ArrearsNotice.objects.count() == 1


def test_when_the_worker_dies_between_the_import_and_what_follows(waiting, dorte, tmp_path):
    run = queue(dorte, tmp_path)
    registers.apply_register(run.pk)
    assert RegisterImport.objects.get(pk=run.pk).status == "done"
    assert not ArrearsNotice.objects.exists()
    run_all()
    assert ArrearsNotice.objects.count() == 1


def test_from_the_command_line_at_once(waiting, dorte):
    take_register(dorte, row(), BRINGS)
    assert ArrearsNotice.objects.count() == 1


def test_a_dry_run_leaves_nothing_behind(waiting, dorte):
    take_register(dorte, row(), BRINGS, dry_run=True)
    assert not Job.objects.filter(kind="after_register").exists()
    assert not ArrearsNotice.objects.exists()


def test_the_others_are_told_in_the_role_that_imports(two_hats, tmp_path, tenancy, monkeypatch):
    told = []
    monkeypatch.setattr("residents.providers._import_hooks", [lambda actor, org: told.append(actor.role)])
    queue(two_hats, tmp_path)
    run_all()
    assert told == [Role.ADMINISTRATION]
