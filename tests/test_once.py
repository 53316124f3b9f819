"""A form that makes something is taken once: every route that takes POST, and every form of those routes."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.once import FIELD
from tests.access_world import build_world
from tests.once_table import NEEDS_NONE, SENT, Form
from tests.test_access_matrix import login
from tests.test_architecture import APPS, ROOT, VIEWS, functions, routed

pytestmark = pytest.mark.django_db
OURS = [
    entry
    for entry in routed()
    if entry.callback.__module__.split(".")[0] in APPS and "views" in entry.callback.__module__.split(".")
]
"""But for the API's, which come with a key, and a list with an id of its own."""
AGAIN = "Det var allerede sendt, så det er kun gjort én gang."


def methods_of_views() -> dict[tuple[str, str], str]:
    """(module, name) → the decorator that says which methods it takes."""
    found = {}
    for path in VIEWS:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in functions(path):
            said = [ast.unparse(decorator) for decorator in node.decorator_list]
            method = next((words for words in said if re.match(r"require_|get_and_post", words)), "")
            found[module, node.name] = method
    return found


METHODS = methods_of_views()


def takes_post(route: Any) -> bool:
    """Also a view that does not say."""
    method = METHODS[route.callback.__module__, route.callback.__name__]
    return not method or "post" in method.lower()


def test_every_form_is_taken_once_or_says_why_it_need_not_be():
    """Use @once and {% once %} (accounts/once.py), or add it to NEEDS_NONE with the reason."""
    routes = {route.name for route in OURS if takes_post(route)}
    once = {route.name for route in OURS if getattr(route.callback, "is_taken_once", False)}
    assert not routes - once - set(NEEDS_NONE), "neither taken once nor in NEEDS_NONE"
    assert not once & set(NEEDS_NONE), "taken once, and in NEEDS_NONE"
    assert not set(NEEDS_NONE) - routes, "in NEEDS_NONE, but no route that takes POST"
    assert set(SENT) == once, "SENT has a form for every route that is taken once"


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ACTION = re.compile(r"""action="{% url ['"](\w+)['"]""")


def test_no_template_forgets_the_id():
    """Also of a form on another page than the one that is tried below."""
    forgotten = [
        f"{path.relative_to(ROOT)}: {action.group(1)}"
        for path in (ROOT / "templates").rglob("*.html")
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if (action := ACTION.search(form)) and action.group(1) in SENT and "{% once %}" not in form
    ]
    assert not forgotten


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        built.cookies = {name: login(user) for name, user in built.users.items()}
        yield built
        transaction.set_rollback(True)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Forms(HTMLParser):
    """The forms of a page: where each leads, and what is hidden in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self.is_inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag == "form":
            self.is_inside = True
            self.found.append((said.get("action") or "", {}))
        elif tag == "input" and said.get("type") == "hidden" and self.is_inside and said.get("name"):
            self.found[-1][1].setdefault(said["name"] or "", []).append(said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def hidden_in(client: Client, name: str, form: Form) -> dict[str, list[str]]:
    """What the page has put into the form that leads to the route."""
    url = reverse(name, args=form.args)
    page = form.page or reverse(form.on or name, args=form.args)
    response = client.get(page) if form.asked is None else client.post(page, form.asked)
    forms = Forms(response.content.decode()).found
    there = [hidden for action, hidden in forms if (action or page) == url and FIELD in hidden]
    assert there, f"{page} answered {response.status_code} and has no form to {url} with an id"
    return there[0]


def body(hidden: dict[str, list[str]], form: Form) -> dict[str, Any]:
    typed = {name: value() if callable(value) else value for name, value in form.data.items()}
    return {**hidden, **typed}


def rows() -> dict[str, int]:
    """How many there are of everything, the audit too, but for the forms that were sent."""
    models = [model for model in apps.get_models() if model._meta.label != "accounts.SentForm"]
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.mark.parametrize("name", SENT)
def test_sent_twice_it_is_done_once(name, world):
    sent, client = SENT[name], Client()
    client.cookies = SimpleCookie(world.cookies[sent.by])
    with rolled_back():
        form = sent.form(world)
        url, hidden = reverse(name, args=form.args), hidden_in(client, name, form)
        before = rows()
        first = client.post(url, body(hidden, form))
        assert first.status_code == 302, first.content.decode()
        done = rows()
        assert done != before
        again = client.post(url, body(hidden, form))
        assert (again.status_code, again["Location"]) == (302, first["Location"])
        assert rows() == done
        assert AGAIN in [str(message) for message in get_messages(again.wsgi_request)]
