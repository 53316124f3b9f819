"""Shared test people (docs/roles.md): Anna, Bo, Carla, Dorte, Erik, Freja, Gry, and the estates they have.

fjordbo: estate `laerke` (Anna responsible, Bo a colleague, Erik's office) and `moelle` (nobody).
skovbo: estate `skov` (Carla responsible).
"""

import contextlib
import os

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from accounts.choices import Role
from dev.schema import is_there, template
from tests.factories import (
    DwellingFactory,
    EstateAssignmentFactory,
    EstateFactory,
    MembershipFactory,
    OrganisationFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
    UserFactory,
)

# A busy machine is slow, not wrong: no example fails for the time it took.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session")
def copies_template(
    django_db_modify_db_settings_parallel_suffix,
    django_db_use_migrations,
    django_db_keepdb,
    django_db_createdb,
):
    """Not on another server, and not when the test database is kept: there Django migrates."""
    if os.environ.get("DATABASE_URL") or not django_db_use_migrations:
        return False
    kept = django_db_keepdb and not django_db_createdb
    return not (kept and is_there(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(copies_template):
    """A new test database is a copy of the template (dev/schema.py)."""
    with template().held() if copies_template else contextlib.nullcontext() as name:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = name
        yield


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Pages name their files without a manifest, which only collectstatic writes (tests/browser does)."""
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture
def fjordbo(db):
    return OrganisationFactory(name="Fjordbo", slug="fjordbo", number="12")


@pytest.fixture
def skovbo(db):
    return OrganisationFactory(name="Skovbo", slug="skovbo", number="13")


@pytest.fixture
def laerke(fjordbo):
    return EstateFactory(organisation=fjordbo, number="1204", name="Lærkeparken")


@pytest.fixture
def moelle(fjordbo):
    return EstateFactory(organisation=fjordbo, number="1205", name="Møllevangen")


@pytest.fixture
def skov(skovbo):
    return EstateFactory(organisation=skovbo, number="1301", name="Skovbrynet")


def person(name, organisation, role, *, estate=None, responsible=False):
    user = UserFactory(name=name, email=f"{name.split()[0].lower()}@example.dk")
    membership = MembershipFactory(user=user, organisation=organisation, role=role)
    if estate is not None:
        EstateAssignmentFactory(membership=membership, estate=estate, is_responsible=responsible)
    return user


@pytest.fixture
def anna(fjordbo, laerke):
    return person("Anna Andersen", fjordbo, Role.CARETAKER, estate=laerke, responsible=True)


@pytest.fixture
def bo(fjordbo, laerke):
    return person("Bo Berg", fjordbo, Role.CARETAKER, estate=laerke)


@pytest.fixture
def carla(skovbo, skov):
    return person("Carla Clausen", skovbo, Role.CARETAKER, estate=skov, responsible=True)


@pytest.fixture
def dorte(fjordbo):
    return person("Dorte Dahl", fjordbo, Role.ADMINISTRATION)


@pytest.fixture
def erik(fjordbo, laerke):
    return person("Erik Eskildsen", fjordbo, Role.ESTATE_OFFICE, estate=laerke)


@pytest.fixture
def freja(fjordbo):
    return person("Freja Friis", fjordbo, Role.COORDINATOR)


@pytest.fixture
def gry(fjordbo):
    return person("Gry Gram", fjordbo, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def dwelling(laerke):
    stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number="8")
    return DwellingFactory(stairwell=stairwell, number="0033", floor="3", side="th")


@pytest.fixture
def tenancy(dwelling):
    """Lærkevej 8, 3. th in Anna's estate, with one resident."""
    tenancy = TenancyFactory(dwelling=dwelling, tenant_number="02")
    ResidentFactory(tenancy=tenancy, name="Prøve Beboersen")
    return tenancy


@pytest.fixture
def login():
    """login(user) → a client logged in as them."""

    def _login(user):
        client = Client()
        client.force_login(user)
        return client

    return _login
