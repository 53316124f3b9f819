"""A case on a phone: from the notice, by way of the plan, to the closing; and without scripts."""

import pytest
from django.utils import timezone

from cases.models import Case, FollowUp, SupportPlanAction, SupportPlanGoal
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.browser.test_tap_budgets import Thumb
from tests.case_factories import CaseFactory, days_ahead
from tests.factories import ArrearsNoticeFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


def told(page, words):
    page.locator("#sv-messages").get_by_text(words).wait_for()


def test_from_notice_to_case_to_plan_to_closing(page_as, anna, notice):
    page = page_as(anna)
    page.goto(f"/restancer/{notice.pk}/")
    thumb = Thumb(page)
    thumb.tap("link", "Opret sag")
    thumb.tap("button", "Opret sagen")
    assert thumb.taps <= 4
    case = Case.objects.get()
    page.wait_for_url(f"**/sager/{case.pk}/")
    told(page, f"Sag {case.number} er oprettet.")
    make_a_plan(page)
    settle_all_and_close(page, case)
    assert_quiet(page)


def make_a_plan(page):
    page.locator("summary", has_text="Sæt et mål").click()
    page.get_by_label("Mål, med beboerens egne ord").fill("Blive boende")
    page.get_by_role("button", name="Sæt målet").click()
    told(page, "Målet er sat.")
    page.locator("summary", has_text="Tilføj en handling").click()
    page.get_by_label("Hvad skal gøres?").fill("Søge om hjælp til huslejen")
    page.get_by_label("Senest").fill(days_ahead(4).isoformat())
    page.get_by_label("Hører til målet").select_option(label="Blive boende")
    page.get_by_role("button", name="Tilføj handlingen").click()
    told(page, "Handlingen står i planen.")
    action = SupportPlanAction.objects.get()
    assert (action.goal, action.due_on) == (SupportPlanGoal.objects.get(), days_ahead(4))


def settle_all_and_close(page, case):
    """What is due holds the case open until it is done; done by mistake is taken back by the toast."""
    page.get_by_role("link", name="Afslut … sagen").click()
    page.get_by_text("Først skal det her være på plads").wait_for()
    assert page.get_by_role("button", name="Afslut sagen").count() == 0
    page.get_by_role("link", name="Tilbage til sagen").click()
    page.locator("#planen").get_by_role("button", name="Gjort").click()
    page.get_by_role("button", name="Fortryd").first.click()
    told(page, "Handlingen er åben igen.")
    page.locator("#planen").get_by_role("button", name="Gjort").click()
    page.get_by_role("button", name="Fortryd").first.wait_for()
    page.get_by_role("link", name="Afslut … sagen").click()
    page.get_by_label("Det, sagen handlede om, er løst").check()
    page.get_by_label("Afsluttende bemærkning").fill("Huslejen er betalt.")
    page.get_by_role("button", name="Afslut sagen").click()
    page.get_by_text("Slettes den").wait_for()
    case.refresh_from_db()
    assert (case.status, case.outcome, case.closing_note) == ("closed", "helped", "Huslejen er betalt.")
    page.get_by_role("button", name="Genåbn sagen").click()
    told(page, "Sagen er åben igen")
    assert Case.objects.get().is_open


def test_the_next_step_is_planned_and_the_course_filtered_without_scripts(page_as, anna, notice):
    case = CaseFactory(tenancy=notice.tenancy, responsible=anna.membership)
    page = page_as(anna, java_script_enabled=False)
    page.goto(f"/sager/{case.pk}/")
    page.get_by_role("link", name="Planlæg").click()
    page.get_by_label("Hvornår").fill(days_ahead(2).isoformat())
    page.get_by_label("Hvad skal der ske?").fill("Gå forbi")
    page.get_by_role("button", name="Gem").click()
    assert FollowUp.objects.get().text == "Gå forbi"
    course = page.locator("#forloeb")
    assert course.get_by_text("Gå forbi").is_visible()
    course.get_by_role("link", name="Sagen").click()
    assert page.locator("#forloeb").get_by_text("Gå forbi").count() == 0
    assert page.locator("#forloeb").get_by_text(f"Sag {case.number} oprettet").is_visible()


def test_by_hand_the_household_is_looked_for_first(page_as, anna, notice):
    page = page_as(anna)
    page.goto("/sager/")
    page.get_by_role("link", name="Ny sag").first.click()
    page.get_by_label("Navn, adresse, telefon").fill("Beboersen")
    page.locator("#fundet").get_by_role("link", name="Opret sag").click()
    page.get_by_label("Beboeren henvendte sig").check()
    page.get_by_label("Hvad handler sagen om?").fill("Post i bunker")
    page.get_by_role("button", name="Opret sagen").click()
    told(page, "er oprettet.")
    assert Case.objects.get().about == "Post i bunker"
    assert "Beboersen" not in page.url
    assert_quiet(page)


@pytest.mark.parametrize("state", ["refused", "cpr", "closed", "blocked", "slower"])
def test_every_state_is_accessible(page_as, anna, notice, state):
    page = page_as(anna)
    show(page, anna, notice.tenancy, state)
    assert_no_axe(page)
    use_theme(page, "dark")
    assert_no_axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways_scroll(page) <= 0


def show(page, anna, tenancy, state):
    if state == "slower":
        page.goto(f"/lejeforhold/{tenancy.pk}/sag/?begyndte=notice")
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    if state == "slower":
        page.get_by_role("button", name="Opret sagen").click()
        page.get_by_text("har allerede en åben sag").wait_for()
        return
    if state == "closed":
        Case.objects.filter(pk=case.pk).update(
            status="closed", outcome="helped", closed_at=timezone.now(), closed_by=anna
        )
    page.goto(f"/sager/{case.pk}/")
    if state in {"refused", "cpr"}:
        page.locator("summary", has_text="Tilføj en handling").click()
        page.get_by_label("Hvad skal gøres?").fill("Om 010190-1234" if state == "cpr" else " ")
        page.get_by_role("button", name="Tilføj handlingen").click()
        asked = page.get_by_role("button", name="Skjul") if state == "cpr" else page.locator(".sv-errors")
        asked.first.wait_for()
    if state == "blocked":
        FollowUp.objects.create(
            organisation=case.organisation,
            estate=case.estate,
            tenancy=tenancy,
            caretaker=anna,
            due_on=days_ahead(1),
            text="Ring",
        )
        page.goto(f"/sager/{case.pk}/afslut/")
