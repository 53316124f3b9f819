"""People move: tenancies are ended and never deleted, and nobody is moved out by a row that is wrong."""

import datetime as dt

import pytest
from django.utils import timezone

from residents.models import Resident, Tenancy
from residents.tests.register_files import VACANT, counts, day, refusals, row, take, versions

pytestmark = pytest.mark.django_db


def period(tenant):
    tenancy = Tenancy.objects.get(tenant_number=tenant)
    return tenancy.starts_on, tenancy.ends_on


def yesterday():
    return timezone.localdate() - dt.timedelta(days=1)


def crowd(size=12, **changes):
    """Enough neighbours that one missing tenancy is less than a tenth of the estate."""
    return [
        row(dwelling=f"{n:04d}", side=str(n), tenant="01", name=f"Nabo {n}", **changes)
        for n in range(100, 100 + size)
    ]


def test_a_move_out_date_in_the_file_ends_the_tenancy(dorte):
    take(dorte, row())
    taken = take(dorte, row(ends_on="31-10-2026"))
    assert counts(taken) == {"ended": 1, "rows": 1}
    assert period("02") == (day("01-05-2019"), day("31-10-2026"))


def test_the_next_tenant_ends_the_one_before_the_day_before(dorte):
    take(dorte, row())
    taken = take(dorte, row(tenant="03", starts_on="01-11-2026", name="Ny Lejersen"))
    assert counts(taken) == {"new": 1, "rows": 1, "ended_elsewhere": 1}
    assert period("02") == (day("01-05-2019"), day("31-10-2026"))
    assert period("03") == (day("01-11-2026"), None)
    before = versions()
    assert counts(take(dorte, row(tenant="03", starts_on="01-11-2026", name="Ny Lejersen")))["unchanged"] == 1
    assert versions() == before


def test_both_tenants_in_the_file_without_a_move_out_date(dorte):
    rows = row(), row(tenant="03", starts_on="01-11-2026", name="Ny Lejersen")
    take(dorte, *rows)
    assert period("02") == (day("01-05-2019"), day("31-10-2026"))
    before = versions()
    assert counts(take(dorte, *rows)) == {"unchanged": 2, "rows": 2}
    assert versions() == before


def test_missing_from_a_file_that_holds_the_estate(dorte):
    take(dorte, row(), *crowd())
    taken = take(dorte, *crowd())
    assert counts(taken) == {"unchanged": 12, "rows": 12, "missing": 1}
    assert period("02") == (day("01-05-2019"), yesterday())
    assert Resident.objects.filter(tenancy__tenant_number="02").exists()
    before = versions()
    assert "missing" not in counts(take(dorte, *crowd()))
    assert versions() == before


def test_more_than_a_tenth_missing_needs_a_yes(dorte):
    take(dorte, *crowd())
    half = crowd(6)
    taken = take(dorte, *half)
    assert counts(taken)["missing"] == 6
    assert taken.run.report["missing"][0] | {"estate": 0} == {
        "estate": 0,
        "name": "Lærkeparken",
        "missing": 6,
        "current": 12,
        "over_limit": True,
    }
    assert Tenancy.objects.filter(ends_on__isnull=False).count() == 0
    take(dorte, *half, end_many=True)
    assert Tenancy.objects.filter(ends_on=yesterday()).count() == 6
    assert Tenancy.objects.count() == 12


def test_another_estate_is_not_held_by_the_file(dorte):
    take(dorte, *crowd(), row(estate="1205", estate_name="Møllevangen"))
    taken = take(dorte, *crowd())
    assert "missing" not in counts(taken)
    assert period("02")[1] is None


def test_who_comes_back_in_the_file_lives_there_again(dorte):
    take(dorte, row(), *crowd())
    take(dorte, *crowd())
    taken = take(dorte, row(), *crowd())
    assert counts(taken) == {"changed": 1, "unchanged": 12, "rows": 13}
    assert period("02")[1] is None


def test_a_vacant_row_ends_the_tenancy_of_its_dwelling(dorte):
    take(dorte, row())
    taken = take(dorte, row(**VACANT))
    assert counts(taken) == {"unchanged": 1, "rows": 1, "ended_elsewhere": 1}
    assert period("02")[1] == yesterday()


def test_a_resident_no_longer_listed_has_moved_out(dorte):
    take(dorte, row(), row(name="Mette Beboersen", kind="medlejer"))
    taken = take(dorte, row())
    assert counts(taken) == {"changed": 1, "rows": 1}
    mette = Resident.objects.get(name="Mette Beboersen")
    assert mette.moved_out_on == timezone.localdate()
    assert "mette" not in mette.tenancy.search_key
    before = versions()
    take(dorte, row())
    assert versions() == before


def test_a_resident_with_a_move_out_date_of_their_own(dorte):
    rows = row(), row(name="Mette Beboersen", kind="medlejer", ends_on="30-06-2026")
    take(dorte, *rows)
    assert period("02")[1] is None
    assert Resident.objects.get(name="Mette Beboersen").moved_out_on == day("30-06-2026")
    before = versions()
    assert counts(take(dorte, *rows)) == {"unchanged": 2, "rows": 2}
    assert versions() == before


def test_a_new_tenancy_that_begins_before_the_old_has_ended_is_refused(dorte):
    taken = take(
        dorte,
        row(ends_on="31-12-2026"),
        row(tenant="03", starts_on="01-12-2026", name="Ny Lejersen"),
        row(dwelling="0034", side="tv", name="Nabo Nabosen"),
    )
    assert counts(taken) == {"new": 2, "error": 1, "rows": 3}
    assert refusals(taken) == [
        (3, "starts_on", "Lejeforholdet begynder, før det forrige på lejemålet er slut (31-12-2026).")
    ]


def test_two_tenancies_from_the_same_day_are_refused(dorte):
    taken = take(dorte, row(), row(tenant="03", name="Ny Lejersen"))
    assert refusals(taken) == [
        (3, "starts_on", "Lejemålet har allerede et lejeforhold, der begynder samme dag.")
    ]


def test_an_old_file_does_not_bring_back_a_former_tenant(dorte):
    take(dorte, row(), row(tenant="03", starts_on="01-11-2026", name="Ny Lejersen"))
    taken = take(dorte, row())
    assert refusals(taken) == [
        (2, "starts_on", "Registret har et nyere lejeforhold på lejemålet, som ikke står i filen.")
    ]
    assert period("02")[1] == day("31-10-2026")
    assert period("03")[1] is None


def test_periods_of_one_dwelling_change_places_in_one_file(dorte):
    take(
        dorte,
        row(tenant="01", starts_on="01-01-2010", ends_on="31-12-2012", name="A"),
        row(tenant="02", starts_on="01-01-2013", ends_on="31-12-2015", name="B"),
    )
    swapped = (
        row(tenant="02", starts_on="01-01-2010", ends_on="31-12-2012", name="B"),
        row(tenant="01", starts_on="01-01-2013", ends_on="31-12-2015", name="A"),
    )
    assert counts(take(dorte, *swapped)) == {"changed": 2, "rows": 2}
    assert period("01") == (day("01-01-2013"), day("31-12-2015"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Beboer 010190-1234"},
        {"rent": "mange penge"},
        {"starts_on": "31-02-2020"},
        {"tenant": ""},
        {"dwelling": ""},
        {"estate": ""},
        {"postal_code": "80"},
    ],
)
def test_a_wrong_row_moves_nobody_out(dorte, wrong):
    take(dorte, row(), *crowd())
    taken = take(dorte, row(**wrong), *crowd())
    assert counts(taken) == {"unchanged": 12, "error": 1, "rows": 13}
    assert period("02")[1] is None
    assert Resident.objects.get(tenancy__tenant_number="02").moved_out_on is None


def test_a_wrong_row_of_a_household_moves_nobody_of_it_out(dorte):
    take(dorte, row(), row(name="Mette Beboersen", kind="medlejer"))
    key = Tenancy.objects.get().search_key
    taken = take(dorte, row(), row(name="Mette Beboersen", kind="hund"))
    assert counts(taken) == {"unchanged": 1, "error": 1, "rows": 2}
    assert Resident.objects.get(name="Mette Beboersen").moved_out_on is None
    assert Tenancy.objects.get().search_key == key
