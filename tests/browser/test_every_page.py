"""Every page × role × {390, 1280} × {light, dark}: 0 axe findings, 0 CSP reports, 0 console errors,
no sideways scroll at 320 px, a title of its own. Empty organisations and refused forms too."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Error as PlaywrightError

from accounts.models import User
from tests.access_table import ROLES, TABLE
from tests.access_world import World, build_world
from tests.browser.checks import axe_findings, reports, sideways_scroll, use_theme
from tests.browser.conftest import Visitors
from tests.browser.pages import Visit, address, visits
from tests.factories import MembershipFactory, OrganisationFactory, hashed_password

WIDTHS = (390, 1280)
NARROWEST = 320
HEIGHT = 844
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""What can differ between the themes: nothing else on the page changes."""


class Walker:
    """Keeps one page per person, so that a visit is a load and not a login."""

    def __init__(self, browser, base_url: str, world: World, empty: dict[str, User]) -> None:
        self.visitors = Visitors(browser, base_url)
        self.world = world
        self.empty = empty
        self.pages = {}
        self.titles: dict[str, str] = {}

    def page(self, visit: Visit):
        key = (visit.role, visit.empty)
        if key not in self.pages:
            user = self.empty[visit.role] if visit.empty else self.world.users.get(visit.person)
            self.pages[key] = self.visitors(user)
        page = self.pages[key]
        page.sv_problems.clear()
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        return page


def add_empty_organisation() -> dict[str, User]:
    organisation = OrganisationFactory(name="Nyborup", slug="nyborup")
    users = {}
    for role in ROLES:
        user = User(name=f"Ny {role}", email=f"ny-{role}@example.dk", password=hashed_password())
        user.save()
        MembershipFactory(user=user, organisation=organisation, role=role)
        users[role] = user
    return users


@pytest.fixture(scope="module")
def walker(browser, live_server, django_db_setup, django_db_blocker) -> Iterator[Walker]:
    """One world for all visits: they only read, so nothing has to be emptied in between."""
    with django_db_blocker.unblock(), live_server._live_server_modified_settings:
        try:
            walking = Walker(browser, live_server.url, build_world(), add_empty_organisation())
            yield walking
            walking.visitors.close()
        finally:
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@pytest.fixture(autouse=True)
def _live_server_helper() -> None:
    """Not pytest-django's: it would empty the database after each visit."""


@pytest.fixture(autouse=True)
def nothing_under_way() -> None:
    """Not conftest's: the pages stay open from visit to visit, and the tables stay filled."""


@pytest.mark.parametrize("visit", list(visits()), ids=str)
def test_page(walker, visit):
    """One load: width and theme are a matter of style sheets alone, so the open page is turned instead."""
    url = address(visit, TABLE[visit.route], walker.world.objects)
    page = walker.page(visit)
    response = open_page(page, url)
    assert response is not None, f"{visit.route} is a file, not a page: add it to NOT_PAGES in pages.py"
    assert response.status == 200, f"{url} answered {response.status}"
    wrong = title_trouble(walker, visit, page.title())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        use_theme(page, "light")
        wrong += [f"{width} light: {finding}" for finding in axe_findings(page)]
        use_theme(page, "dark")
        wrong += [f"{width} dark: {finding}" for finding in axe_findings(page, rules=COLOUR_RULES)]
    for width in (NARROWEST, *WIDTHS):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if (too_wide := sideways_scroll(page)) > 0:
            wrong.append(f"{width}: scrolls {too_wide} px sideways")
    wrong += reports(page)
    wrong += refused_form_trouble(page)
    assert not wrong, f"{url} as {visit.role or 'a stranger'}:\n  " + "\n  ".join(wrong)


def open_page(page, url: str):
    """The response of a page for people; None when the route answers with a file or data."""
    try:
        response = page.goto(url)
    except PlaywrightError as error:
        if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
            return None
        raise
    return response if "text/html" in response.headers.get("content-type", "") else None


SUBMIT_INCOMPLETE_FORM = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.find(f => !f.checkValidity());
  if (form) { form.noValidate = true; form.requestSubmit(); }
  return Boolean(form);
}"""
REFUSAL = ".sv-errors, .sv-field-error, .invalid-feedback, .sv-message.error"


def refused_form_trouble(page) -> list[str]:
    """Where a form lacks something required, it is sent as it is: the refusal is a page too."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    if not page.evaluate(SUBMIT_INCOMPLETE_FORM):
        return []
    page.locator(REFUSAL).first.wait_for()
    wrong = []
    for theme, rules in (("dark", None), ("light", COLOUR_RULES)):
        use_theme(page, theme)
        wrong += [f"refused {theme}: {finding}" for finding in axe_findings(page, rules=rules)]
    return wrong


def title_trouble(walker: Walker, visit: Visit, title: str) -> list[str]:
    """Two routes never share a title, and every title begins with what the page is."""
    name, _dot, product = title.rpartition(" · ")
    if not name.strip() or product != "socialvicevaert":
        return [f"the title is {title!r}"]
    owner = walker.titles.setdefault(title, visit.route)
    return [] if owner == visit.route else [f"the title {title!r} is also that of {owner}"]


def test_the_stranger_has_no_navigation(walker):
    page = walker.page(Visit("account_login", ""))
    page.goto("/konto/log-ind/")
    assert page.get_by_role("navigation").count() == 0
