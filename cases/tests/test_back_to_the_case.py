"""The link at the top of a page that leads to a case is called by the case, wherever it stands."""

import pytest
from django.urls import reverse

from tests.case_factories import ActionFactory, CaseFactory, CasePersonFactory, GoalFactory

ROUTES = [
    "case_edit",
    "case_plan",
    "case_close",
    "person_add",
    "goal_edit",
    "action_edit",
    "person_edit",
    "restricted_write",
    "consent_create",
    "referral_create",
    "case_look_ups",
]
ROWS = {"goal_edit": GoalFactory, "action_edit": ActionFactory, "person_edit": CasePersonFactory}


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.mark.parametrize("route", ROUTES)
def test_it_is_called_by_the_case(login, anna, case, route):
    row = ROWS[route](case=case) if route in ROWS else case
    page = login(anna).get(reverse(route, args=[row.pk])).content.decode()
    link = page[page.index('<a class="sv-back"') :].partition("</a>")[0]
    assert f'href="{reverse("case_detail", args=[case.pk])}' in link
    assert link.endswith(f"Sag {case.number}")


def test_elsewhere_it_is_not(login, freja, case):
    page = login(freja).get(reverse("case_opening_create", args=[case.pk])).content.decode()
    link = page[page.index('<a class="sv-back"') :].partition("</a>")[0]
    assert link.endswith("Tilbage")
