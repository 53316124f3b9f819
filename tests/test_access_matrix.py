"""Every route × every person × every object: what tests/access_table.py says, and nothing else.

The routes come from the URL resolver, so a new one fails here until it has a row in the table.
"""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_document import render
from tests.access_table import IN_SCOPE, PEOPLE, TABLE, Row
from tests.access_world import World, build_world

pytestmark = pytest.mark.django_db
NO_ACCESS = {403, 404}
NEEDS_A_KEY = 401


def named_routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The full name of every route the resolver knows; the path in brackets of one without a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else f"<{entry.pattern}>"
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_routes(entry, inner)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; every request of the matrix is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        built.cookies = {name: login(user) for name, user in built.users.items()}
        yield built
        transaction.set_rollback(True)


def login(user) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies.output(header="", sep=";")


def ask(world: World, person: str, method: str, url: str, data: object = None) -> HttpResponse:
    client = Client()
    client.cookies = SimpleCookie(world.cookies.get(person, ""))
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def urls(name: str, row: Row, world: World) -> Iterator[tuple[str, str]]:
    """(place, url) of the route for an object in every place; ("", url) when it has no object."""
    if not row.on:
        yield "", reverse(name, kwargs=dict(row.extra) or None)
        return
    for place in world.objects[next(iter(row.on.values()))]:
        objects = {kwarg: world.objects[kind][place] for kwarg, kind in row.on.items()}
        yield place, reverse(name, kwargs={**row.extra, **objects})


def expected(row: Row, person: str, place: str) -> set[int]:
    status = row.status(PEOPLE[person])
    if not place or person in IN_SCOPE[place] or status == NEEDS_A_KEY:
        return {status}
    return NO_ACCESS if status in NO_ACCESS else {404}


def test_every_route_has_a_row_in_the_access_table():
    missing = sorted(set(named_routes()) - set(TABLE))
    assert not missing, (
        f"No row in tests/access_table.py for: {', '.join(missing)}. Add one that says which roles may "
        "open it (the format is at the top of that file), then run manage.py roles_table --write."
    )


def test_every_row_has_a_route():
    stale = sorted(set(TABLE) - set(named_routes()))
    assert not stale, f"tests/access_table.py has rows for routes that do not exist: {', '.join(stale)}"


@pytest.mark.parametrize("name", TABLE)
def test_access(name, world):
    row = TABLE[name]
    wrong = []
    for place, url in urls(name, row, world):
        for person in PEOPLE:
            wrong += check(world, row, person, place, url)
        response = ask(world, "", "post" if row.post_only else "get", url + row.query)
        if response.status_code != row.anonymous:
            wrong.append(f"nobody logged in: {url} answered {response.status_code}, not {row.anonymous}")
    assert not wrong, f"{name} ({row.title}):\n  " + "\n  ".join(wrong)


def check(world: World, row: Row, person: str, place: str, url: str) -> list[str]:
    allowed = expected(row, person, place)
    wrong = []

    def answered(method: str, target: str, statuses: set[int], data: object = None) -> None:
        status = ask(world, person, method, target, data).status_code
        if status not in statuses:
            where = f" on an object of {place}" if place else ""
            wrong.append(
                f"{person}{where}: {method.upper()} {target} answered {status}, not {sorted(statuses)}"
            )

    if row.post_only:
        answered("get", url, {405} | (allowed & NO_ACCESS))
        answered("post", url, allowed, dict(row.data))
    else:
        answered("get", url + row.query, allowed)
        if allowed <= NO_ACCESS:
            answered("post", url, NO_ACCESS | {405}, {})
    return wrong


def test_docs_roles_is_up_to_date(settings):
    page = (settings.BASE_DIR / "docs" / "roles.md").read_text(encoding="utf-8")
    assert page == render(), "docs/roles.md is stale: run manage.py roles_table --write"
