import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.demo import DEMO_PEOPLE
from accounts.models import Absence, User
from cases.models import FollowUp
from core.cpr import find_cpr_like
from core.tabular import open_table
from demo.build import SAMPLE, build
from evictions.models import ArrearsList, ArrearsNotice, ArrearsRow
from evictions.services.lists import list_summary, take_list
from notifications.models import Delivery
from residents.models import Dwelling, HousingOrganisation, Resident


@pytest.fixture
def demo(db, monkeypatch, tmp_path):
    monkeypatch.setattr("demo.build.SAMPLE", tmp_path / "liste.csv")
    build(timezone.localdate())
    return tmp_path / "liste.csv"


def test_the_demo_holds_every_state(demo):
    notices = ArrearsNotice.objects.all()
    assert set(notices.values_list("stage", flat=True)) == {
        "arrears",
        "demand",
        "termination",
        "bailiff_court",
    }
    assert set(notices.values_list("status", flat=True)) == {"open", "proposed", "closed"}
    assert set(notices.values_list("children", flat=True)) == {"yes", "no", "unknown"}
    assert notices.filter(rises__gte=2, contact_on=None).exists()
    assert notices.filter(seen_at__isnull=False, taken_at=None).exists()
    assert notices.filter(contact_on__isnull=False).exists()
    assert set(Delivery.objects.values_list("status", flat=True)) == {"delivered", "parked"}
    assert Delivery.objects.filter(kind="untaken_notice").exists()
    assert ArrearsRow.objects.exclude(problem="").exists()
    today = timezone.localdate()
    due = FollowUp.objects.open().values_list("due_on", flat=True)
    assert min(due) < today < max(due)
    assert today in due
    assert Absence.objects.filter(starts_on__gt=today).exists()
    assert Absence.objects.filter(ends_on__lt=today).exists()


def test_the_largest_estate_has_699_dwellings(demo):
    assert Dwelling.objects.filter(estate__name="Lærkeparken").count() == 699
    assert HousingOrganisation.objects.get(slug="fjordbo").estates.count() == 4
    assert HousingOrganisation.objects.get(slug="skovbo").estates.count() == 1


def test_nothing_has_happened_in_the_future(demo):
    now = timezone.now()
    assert not ArrearsList.objects.filter(created_at__gt=now).exists()
    assert not ArrearsNotice.objects.filter(created_at__gt=now).exists()
    assert not ArrearsNotice.objects.filter(seen_at__gt=now).exists()
    assert not ArrearsNotice.objects.filter(taken_at__gt=now).exists()


def test_nobody_has_a_cpr_number_or_a_real_telephone(demo):
    for name, phone in Resident.objects.values_list("name", "phone"):
        assert not find_cpr_like(f"{name} {phone}")
        assert phone == "" or phone.startswith("1")


def test_the_sample_list_has_seven_bad_rows(demo):
    clerk = User.objects.get(email="dorte@demo.example")
    arrears_list = take_list(
        actor=clerk,
        organisation=clerk.membership.organisation,
        source="web",
        file_name=demo.name,
        content=demo.read_bytes(),
    )
    assert list_summary(arrears_list)["rejected"] == 7
    assert open_table(demo.read_bytes(), demo.name) is not None


def test_everybody_can_log_in(demo, client, settings):
    for person in DEMO_PEOPLE:
        assert client.login(request=None, email=person.email, password=settings.DEMO_PASSWORD)


def test_it_fills_an_empty_database_only(fjordbo):
    call_command("demo", "--if-empty")
    assert User.objects.count() == 0
    with pytest.raises(CommandError, match="already"):
        call_command("demo")


def test_it_refuses_outside_demo_mode(db, settings):
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError, match="demo"):
        call_command("demo")


@pytest.mark.parametrize("day", [dt.date(2028, 2, 29), dt.date(2027, 1, 1), dt.date(2026, 3, 31)])
def test_the_files_can_be_written_on_any_day(fjordbo, day):
    from demo import houses, ledger

    assert houses.register_file((houses.KLOEVER,), day)
    assert ledger.write_list([], 0, day)
    assert SAMPLE.name.endswith(".csv")
