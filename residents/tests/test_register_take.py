"""What a register file makes of an empty register, and what it does the second time."""

import pytest

from residents.models import Dwelling, Estate, Resident, Stairwell, Tenancy
from residents.tests.register_files import VACANT, counts, csv_of, day, row, take, versions

pytestmark = pytest.mark.django_db


def test_estate_stairwell_dwelling_tenancy_and_household_are_made(dorte):
    taken = take(
        dorte,
        row(),
        row(name="Mette Beboersen", kind="medlejer", phone="", email=""),
        row(dwelling="0034", side="tv", **VACANT),
    )

    assert counts(taken) == {"new": 3, "rows": 3}
    estate = Estate.objects.get()
    assert (estate.number, estate.name) == ("1204", "Lærkeparken")
    stairwell = Stairwell.objects.get()
    assert (str(stairwell), stairwell.postal_code, stairwell.city) == ("Lærkevej 8", "8000", "Eksempelby")
    assert [d.address for d in Dwelling.objects.all()] == ["Lærkevej 8, 3. tv", "Lærkevej 8, 3. th"]
    tenancy = Tenancy.objects.get()
    assert (tenancy.reference, tenancy.reference_key) == ("1204-0033-02", "1204-33-2")
    assert (tenancy.starts_on, tenancy.ends_on) == (day("01-05-2019"), None)
    assert str(tenancy.monthly_rent) == "7500.00"
    assert tenancy.dwelling.number == "0033"
    assert list(tenancy.residents.order_by("name").values_list("name", "kind", "phone")) == [
        ("Mette Beboersen", "co_tenant", ""),
        ("Prøve Beboersen", "tenant", "20 00 00 00"),
    ]
    assert tenancy.search_key == (" laerkevej 8 3 th 1204 0033 33 mette beboersen proeve beboersen ")
    assert tenancy.sort_key == tenancy.dwelling.sort_key


def test_the_same_file_again_writes_nothing(dorte):
    content = csv_of(
        row(),
        row(name="Mette Beboersen", kind="medlejer"),
        row(dwelling="0034", side="tv", **VACANT),
        row(dwelling="0035", side="mf", tenant="01", ends_on="31-12-2021"),
        row(dwelling="0035", side="mf", tenant="02", starts_on="01-02-2022", name="Ny Lejersen"),
        row(dwelling="0036", side="1", name=""),
        row(dwelling="0037", side="2", name="Fejl 010190-1234"),
        row(dwelling="0037", side="2", name="Hel Række"),
    )
    first = take(dorte, content=content)
    before = versions()
    second = take(dorte, content=content)

    assert counts(first) == {"new": 7, "rows": 8, "error": 1}
    assert counts(second) == {"unchanged": 7, "rows": 8, "error": 1}
    assert versions() == before


def test_numbers_without_their_zeros_are_the_same_dwelling(dorte):
    take(dorte, row())
    before = versions()
    taken = take(dorte, row(dwelling="33", tenant="2"))
    assert counts(taken) == {"unchanged": 1, "rows": 1}
    assert versions() == before


def test_names_rents_and_addresses_are_updated(dorte):
    take(dorte, row(), row(dwelling="0034", side="tv", **VACANT))
    taken = take(
        dorte,
        row(estate_name="Lærkeparken 2", rent="7650", phone="21 00 00 00", floor="4", city="Nyby"),
        row(estate_name="Lærkeparken 2", dwelling="0034", side="tv", city="Nyby", **VACANT),
    )

    assert counts(taken) == {"changed": 2, "rows": 2}
    tenancy = Tenancy.objects.select_related("dwelling__stairwell", "estate").get()
    assert tenancy.estate.name == "Lærkeparken 2"
    assert tenancy.dwelling.address == "Lærkevej 8, 4. th"
    assert tenancy.dwelling.stairwell.city == "Nyby"
    assert " 4 th " in tenancy.search_key
    assert tenancy.sort_key == tenancy.dwelling.sort_key
    assert str(tenancy.monthly_rent) == "7650.00"
    assert Resident.objects.get().phone == "21 00 00 00"


def test_a_former_tenancy_is_found_by_the_new_address(dorte):
    take(dorte, row(tenant="01", ends_on="31-12-2020", name="Før Lejersen"))
    take(dorte, row(floor="4", starts_on="01-01-2021", name="Nu Lejersen"))
    former = Tenancy.objects.get(tenant_number="01")
    assert former.search_key == " laerkevej 8 4 th 1204 0033 33 foer lejersen "
    assert former.sort_key == former.dwelling.sort_key


def test_columns_that_are_not_in_the_file_keep_what_is_known(dorte):
    take(dorte, row(ends_on="31-12-2099"), row(name="Mette Beboersen", kind="medlejer"))
    before = versions()
    fields = {"estate", "street", "house_number", "floor", "side", "dwelling", "tenant", "starts_on"}
    taken = take(dorte, row(), fields=fields)
    assert counts(taken) == {"unchanged": 1, "rows": 1}
    assert versions() == before


def test_a_combined_reference_and_a_combined_address(dorte):
    entry = {
        "reference": "1204-0033-02",
        "address": "Lærkevej 8, 3. th, 8000 Eksempelby",
        "starts_on": "01-05-1974",
        "name": "Prøve Beboersen",
    }
    taken = take(dorte, entry, fields=set(entry))
    assert counts(taken) == {"new": 1, "rows": 1}
    tenancy = Tenancy.objects.get()
    assert tenancy.dwelling.address == "Lærkevej 8, 3. th"
    assert tenancy.dwelling.stairwell.city == "Eksempelby"
    assert tenancy.estate.name == "Afdeling 1204"
    assert tenancy.starts_on.year == 1974
    assert tenancy.residents.get().kind == "tenant"


def test_another_organisation_is_not_touched(dorte, skovbo, carla):
    take(dorte, row())
    assert not Tenancy.objects.filter(organisation=skovbo).exists()
    assert Tenancy.objects.visible_to(carla).count() == 0
