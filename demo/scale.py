"""A national register for benchmarks: bulk loaded, no service in between, so it takes minutes, not hours.

Denmark has some 593,000 social dwellings, 560 organisations and 7,000 estates. One organisation, `riget`, is
a large managing one with a twelfth of all dwellings; the others share the rest evenly.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.choices import Role
from accounts.models import EstateAssignment, Membership, User
from audit.tracking import check_references_at_once
from core.sortkeys import address_sort_key, danish_sort_key, format_address
from demo.houses import person, phone
from residents.models import Dwelling, Estate, HousingOrganisation, Resident, Stairwell, Tenancy
from residents.providers import run_organisation_hooks
from residents.references import reference_key
from residents.search_keys import tenancy_search_key
from residents.services.keys import refresh_search_words

BIG_SHARE: Final = 12
PER_ORGANISATION: Final = 1_070
PER_ESTATE: Final = 86
PER_STAIRWELL: Final = 10
DOORS: Final = [(floor, side) for floor in ("st", "1", "2", "3", "4") for side in ("tv", "th")]
STREETS: Final = (
    "Lærkevej", "Møllegade", "Åparken", "Kirkestræde", "Ørnevej", "Skolegade", "Havnegade", "Birkevej",
)  # fmt: skip
BIG_SLUG: Final = "riget"
ESTATES_EACH: Final = 12
POSTS: Final = {
    Role.CARETAKER: "vicevaert",
    Role.ADMINISTRATION: "administration",
    Role.COORDINATOR: "koordinator",
}
Post = tuple[int, Role, list[int]]


@dataclass
class Rows:
    """Rows for COPY, per table, in the order of its columns."""

    estates: list[Sequence[Any]]
    stairwells: list[Sequence[Any]]
    dwellings: list[Sequence[Any]]
    tenancies: list[Sequence[Any]]
    residents: list[Sequence[Any]]


COLUMNS: Final = {
    Estate: "id, organisation_id, number, name, sort_key",
    Stairwell: "id, organisation_id, estate_id, street, house_number, postal_code, city, sort_key",
    Dwelling: "id, organisation_id, estate_id, stairwell_id, number, floor, side, address, sort_key",
    Tenancy: "id, organisation_id, estate_id, dwelling_id, tenant_number, reference, reference_key, "
    "starts_on, monthly_rent, search_key, sort_key",
    Resident: "organisation_id, estate_id, tenancy_id, name, kind, phone, email",
}


def load(dwellings: int) -> None:
    """Fill an empty database: each dwelling let to one tenant, and a caretaker per 1,000 dwellings."""
    with transaction.atomic(), word_index_afterwards():
        check_references_at_once()
        for organisation, share in shares(dwellings):
            run_organisation_hooks(organisation)
            rows = organisation_rows(organisation, share)
            copy_rows(Estate, rows.estates)
            copy_rows(Stairwell, rows.stairwells)
            copy_rows(Dwelling, rows.dwellings)
            copy_rows(Tenancy, rows.tenancies)
            copy_rows(Resident, rows.residents)
            refresh_search_words(organisation.pk)
        restart_sequences()
        hire()
    tidy()


def tidy() -> None:
    """What autovacuum would have done by the time somebody looks."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"VACUUM (ANALYZE) {table}")


@contextmanager
def word_index_afterwards() -> Iterator[None]:
    """Building the search index over all rows at the end takes a fraction of keeping it up row by row."""
    index = next(index for index in Tenancy._meta.indexes if index.name == "tenancy_search")
    with connection.schema_editor(atomic=False) as editor:
        editor.remove_index(Tenancy, index)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    with connection.schema_editor(atomic=False) as editor:
        editor.add_index(Tenancy, index)


def shares(dwellings: int) -> Iterator[tuple[HousingOrganisation, int]]:
    big = dwellings // BIG_SHARE
    yield HousingOrganisation.objects.create(name="Riget Bolig", slug=BIG_SLUG, number="1"), big
    left, number = dwellings - big, 2
    while left > 0:
        share = min(PER_ORGANISATION, left)
        name = f"Boligselskab {number}"
        yield (
            HousingOrganisation.objects.create(name=name, slug=f"selskab-{number}", number=str(number)),
            share,
        )
        left, number = left - share, number + 1


def organisation_rows(organisation: HousingOrganisation, share: int) -> Rows:
    """Ids are given out here, so that children know their parents: organisation, then a running number."""
    random = Random(organisation.slug)  # noqa: S311
    rows = Rows([], [], [], [], [])
    base = organisation.pk * 1_000_000
    estate_id = stairwell_id = base
    for index in range(share):
        if index % PER_ESTATE == 0:
            estate_id += 1
            number = f"{1000 + index // PER_ESTATE}"
            name = f"{random.choice(STREETS)} {number}"
            rows.estates.append((estate_id, organisation.pk, number, name, danish_sort_key(name)))
        within = index % PER_ESTATE
        floor, side = DOORS[within % PER_STAIRWELL]
        house = str(2 + 2 * (within // PER_STAIRWELL))
        street = STREETS[estate_id % len(STREETS)]
        if within % PER_STAIRWELL == 0:
            stairwell_id += 1
            key = address_sort_key(street, house, "", "")
            stairwell = (stairwell_id, organisation.pk, estate_id, street, house, "8000", "Eksempelby", key)
            rows.stairwells.append(stairwell)
        add_dwelling(rows, random, base + index + 1, organisation.pk, (street, house, floor, side))
    return rows


def add_dwelling(
    rows: Rows, random: Random, pk: int, organisation_id: int, place: tuple[str, str, str, str]
) -> None:
    estate, stairwell_id = rows.estates[-1], rows.stairwells[-1][0]
    address, sort_key, name = format_address(*place), address_sort_key(*place), person(random)
    number = f"{pk % PER_ESTATE + 1:04d}"
    reference = f"{estate[2]}-{number}-01"
    where = (organisation_id, estate[0])
    rows.dwellings.append((pk, *where, stairwell_id, number, place[2], place[3], address, sort_key))
    search_key = tenancy_search_key(
        address=address, estate_number=estate[2], dwelling_number=number, names=[name]
    )
    rent = random.randrange(4800, 9600, 25)
    rows.tenancies.append(
        (
            pk,
            *where,
            pk,
            "01",
            reference,
            reference_key(reference),
            dt.date(2015, 1, 1),
            rent,
            search_key,
            sort_key,
        )
    )
    rows.residents.append((*where, pk, name, "tenant", phone(random), ""))


def copy_rows(model: type[Any], rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        statement = f"COPY {model._meta.db_table} ({COLUMNS[model]}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def restart_sequences() -> None:
    with connection.cursor() as cursor:
        for model in (Estate, Stairwell, Dwelling, Tenancy):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
            )


def hire() -> None:
    """A caretaker per twelve estates, and in every organisation an administration and a coordinator."""
    groups: dict[int, list[int]] = {}
    for pk, organisation_id in Estate.objects.order_by("pk").values_list("pk", "organisation_id"):
        groups.setdefault(organisation_id, []).append(pk)
    slugs = dict(HousingOrganisation.objects.values_list("pk", "slug"))
    caretakers: list[Post] = [
        (organisation_id, Role.CARETAKER, estates[start : start + ESTATES_EACH])
        for organisation_id, estates in groups.items()
        for start in range(0, len(estates), ESTATES_EACH)
    ]
    office: list[Post] = [(pk, role, []) for pk in groups for role in (Role.ADMINISTRATION, Role.COORDINATOR)]
    posts = [*caretakers, *office]
    users = User.objects.bulk_create(named_users(posts, slugs))
    memberships = Membership.objects.bulk_create(
        Membership(user=user, organisation_id=organisation_id, role=role)
        for user, (organisation_id, role, _estates) in zip(users, posts, strict=True)
    )
    EstateAssignment.objects.bulk_create(
        EstateAssignment(membership=m, estate_id=pk, starts_on=dt.date(2020, 1, 1), is_responsible=True)
        for m, (_organisation_id, _role, estates) in zip(memberships, posts, strict=True)
        for pk in estates
    )


def named_users(posts: Iterable[Post], slugs: Mapping[int, str]) -> Iterator[User]:
    """vicevaert1@riget.example, administration1@riget.example, koordinator1@…, all with the demo password."""
    password = make_password(settings.DEMO_PASSWORD)
    counts: Counter[tuple[int, Role]] = Counter()
    for organisation_id, role, _estates in posts:
        counts[organisation_id, role] += 1
        number, name = counts[organisation_id, role], POSTS[role]
        email = f"{name}{number}@{slugs[organisation_id]}.example"
        yield User(email=email, name=f"{name.title()} {number}", password=password)
