"""Invented people and houses for tests."""

import datetime as dt
import uuid
from decimal import Decimal
from functools import lru_cache

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership, User
from cases.models import FollowUp, Visit
from core.searchkeys import search_key
from core.sortkeys import address_sort_key, danish_sort_key
from evictions.choices import Source
from evictions.models import ArrearsList, ArrearsNotice
from residents.choices import ImportStatus
from residents.models import Dwelling, Estate, HousingOrganisation, Resident, Stairwell, Tenancy

PASSWORD = "prøve-kodeord-2026"


@lru_cache
def hashed_password() -> str:
    """Hashed once: argon2 is meant to be slow, and every test makes people."""
    return make_password(PASSWORD)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HousingOrganisation

    name = factory.Sequence(lambda n: f"Boligselskab {n}")
    slug = factory.Sequence(lambda n: f"selskab-{n}")


class EstateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Estate

    organisation = factory.SubFactory(OrganisationFactory)
    number = factory.Sequence(lambda n: str(1200 + n))
    name = factory.Sequence(lambda n: f"Lærkeparken {n}")
    sort_key = factory.LazyAttribute(lambda o: danish_sort_key(o.name))


class StairwellFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stairwell

    estate = factory.SubFactory(EstateFactory)
    organisation = factory.SelfAttribute("estate.organisation")
    street = "Lærkevej"
    house_number = factory.Sequence(lambda n: str(n + 1))
    postal_code = "8000"
    city = "Eksempelby"
    sort_key = factory.LazyAttribute(lambda o: address_sort_key(o.street, o.house_number, "", ""))


class DwellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dwelling

    stairwell = factory.SubFactory(StairwellFactory)
    estate = factory.SelfAttribute("stairwell.estate")
    organisation = factory.SelfAttribute("stairwell.organisation")
    number = factory.Sequence(lambda n: f"{n + 1001:04d}")
    floor = "3"
    side = "th"
    address = factory.LazyAttribute(
        lambda o: f"{o.stairwell.street} {o.stairwell.house_number}, {o.floor}. {o.side}"
    )
    sort_key = factory.LazyAttribute(
        lambda o: address_sort_key(o.stairwell.street, o.stairwell.house_number, o.floor, o.side)
    )


class TenancyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tenancy

    dwelling = factory.SubFactory(DwellingFactory)
    estate = factory.SelfAttribute("dwelling.estate")
    organisation = factory.SelfAttribute("dwelling.organisation")
    tenant_number = "01"
    reference = factory.LazyAttribute(
        lambda o: f"{o.dwelling.estate.number}-{o.dwelling.number}-{o.tenant_number}"
    )
    reference_key = factory.LazyAttribute(
        lambda o: "-".join(part.lstrip("0") or "0" for part in o.reference.split("-"))
    )
    starts_on = dt.date(2020, 1, 1)
    monthly_rent = Decimal("7500.00")
    sort_key = factory.SelfAttribute("dwelling.sort_key")
    search_key = factory.LazyAttribute(lambda o: search_key(f"{o.dwelling.address} {o.reference}"))


class ResidentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resident
        skip_postgeneration_save = True

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    name = factory.Sequence(lambda n: f"Prøve Beboersen {n}")
    phone = "20 00 00 00"

    @factory.post_generation
    def searchable(self, create, extracted, **kwargs):
        tenancy = self.tenancy
        tenancy.search_key = f"{tenancy.search_key} {search_key(self.name)}"
        tenancy.save(update_fields=["search_key"])


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Medarbejder {n}")
    email = factory.Sequence(lambda n: f"medarbejder{n}@example.dk")
    password = factory.LazyFunction(lambda: hashed_password())


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.CARETAKER


class EstateAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EstateAssignment

    membership = factory.SubFactory(MembershipFactory)
    estate = factory.SubFactory(EstateFactory)
    starts_on = dt.date(2024, 1, 1)


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Absence

    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(timezone.localdate)


class ArrearsListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ArrearsList

    organisation = factory.SubFactory(OrganisationFactory)
    created_by = factory.SubFactory(UserFactory)
    file_name = "restancer.csv"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    status = ImportStatus.DONE
    finished_at = factory.LazyFunction(timezone.now)
    source = Source.WEB


class ArrearsNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ArrearsNotice

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    amount = Decimal("8412.00")
    due_date = factory.LazyFunction(lambda: timezone.localdate().replace(day=1))
    first_list = factory.SubFactory(ArrearsListFactory, organisation=factory.SelfAttribute("..organisation"))
    last_list = factory.SelfAttribute("first_list")
    changed_at = factory.LazyFunction(timezone.now)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    caretaker = factory.SubFactory(UserFactory)
    client_uuid = factory.LazyFunction(uuid.uuid4)
    result = "not_home"


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    tenancy = factory.SubFactory(TenancyFactory)
    estate = factory.SelfAttribute("tenancy.estate")
    organisation = factory.SelfAttribute("tenancy.organisation")
    caretaker = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(timezone.localdate)
    text = "Ring igen"
