"""The same form sent twice in a real browser, with scripts and without: there is one of it."""

import pytest

from cases.models import CasePerson
from tests.browser.conftest import Visitors
from tests.case_factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
AGAIN = "Det var allerede sendt, så det er kun gjort én gang."


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture(params=[True, False], ids=["scripts", "no_scripts"])
def page(request, browser_type, browser_type_launch_args, live_server, anna, case):
    """Of a browser that keeps the page one has left, with what was typed, as people's do."""
    keeps = {**browser_type_launch_args, "ignore_default_args": ["--disable-back-forward-cache"]}
    browser = browser_type.launch(**keeps)
    page = Visitors(browser, live_server.url)(anna, java_script_enabled=request.param)
    page.goto(f"/sager/{case.pk}/personer/ny/")
    page.get_by_label("Navn").fill("Søster Prøvesen")
    yield page
    browser.close()


def test_back_and_sent_again(page, case):
    save = page.get_by_role("button", name="Gem")
    save.click()
    page.wait_for_url(f"**/sager/{case.pk}/#personer")
    page.go_back(wait_until="commit")
    save.wait_for()
    assert page.get_by_label("Navn").input_value() == "Søster Prøvesen"
    save.click()
    page.wait_for_url(f"**/sager/{case.pk}/#personer")
    page.locator("#sv-messages").get_by_text(AGAIN).wait_for()
    assert CasePerson.objects.count() == 1


def test_a_double_click(page, case):
    page.get_by_role("button", name="Gem").dblclick()
    page.wait_for_url(f"**/sager/{case.pk}/#personer")
    assert CasePerson.objects.count() == 1
