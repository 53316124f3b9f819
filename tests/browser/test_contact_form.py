"""The contact form in the hand: what is asked follows the result, and what was wrong is put right."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import SupportPlanAction, Visit
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.case_factories import ActionFactory, CaseFactory, ConsentFactory
from tests.factories import DwellingFactory, ResidentFactory, TenancyFactory, VisitFactory

pytestmark = pytest.mark.django_db(transaction=True)


def form_of(tenancy, result):
    return f"/lejeforhold/{tenancy.pk}/kontakt/?result={result}"


def chip(page, text):
    return page.locator("form.sv-contact label.btn", has_text=text).first


SHOWN = {
    "reached": ({"Aftale", "30 min.", "Prøve Beboersen"}, {"Ingen åbnede", "Svarede ikke", "Brev"}),
    "not_home": ({"Ingen åbnede", "Boligen ser forladt ud"}, {"Aftale", "30 min.", "Svarede ikke"}),
    "card_left": ({"Ingen åbnede"}, {"Aftale", "Brev"}),
    "declined": ({"Vil ikke tale med mig"}, {"Aftale", "Brev"}),
    "phone": ({"Svarede ikke", "Aftale"}, {"Ingen åbnede", "Brev"}),
    "other": ({"Brev", "Møde med kommunen", "Aftale"}, {"Ingen åbnede", "Prøve Beboersen"}),
}


def test_what_is_asked_follows_the_result(page_as, anna, tenancy):
    page = page_as(anna)
    page.goto(form_of(tenancy, "reached"))
    for result, (there, gone) in SHOWN.items():
        page.locator(f"label[for=id_result_{result}]").click()
        for text in there:
            expect(chip(page, text)).to_be_visible()
        for text in gone:
            expect(chip(page, text)).to_be_hidden()
    page.locator("label[for=id_result_phone]").click()
    chip(page, "Svarede ikke").click()
    expect(chip(page, "Aftale")).to_be_hidden()
    assert_quiet(page)


def test_a_call_nobody_answered_takes_two_taps(page_as, anna, tenancy):
    page = page_as(anna)
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?next=/i-dag/")
    page.get_by_role("button", name="Ringede, ingen svarede").click()
    page.wait_for_selector("text=Fortryd")
    assert Visit.objects.get().result == "no_answer"


def test_every_state_of_the_form_is_accessible(page_as, anna, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    ConsentFactory(case=case, for_own_notes=True)
    ActionFactory(case=case)
    TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, floor="2"))
    ResidentFactory(tenancy=tenancy)
    page = page_as(anna)
    for result in SHOWN:
        page.goto(form_of(tenancy, result))
        page.get_by_text("Det gælder også andre husstande").click()
        for theme in ("light", "dark"):
            use_theme(page, theme)
            assert_no_axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert sideways_scroll(page) <= 0
        page.set_viewport_size({"width": 390, "height": 844})


def test_a_contact_is_put_right_from_the_course_and_both_can_be_read(page_as, anna, tenancy):
    action = ActionFactory(case=CaseFactory(tenancy=tenancy, responsible=anna.membership))
    VisitFactory(tenancy=tenancy, caretaker=anna, result="reached", note="Aftalt mandag", facts=["agreement"])
    page = page_as(anna)
    page.goto(f"/lejeforhold/{tenancy.pk}/")
    page.locator('a[href^="/kontakt/"]', has_text="Ret").click()
    expect(page.get_by_label("Notat")).to_have_value("Aftalt mandag")
    assert_no_axe(page)
    page.get_by_label("Notat").fill("Aftalt tirsdag")
    chip(page, action.text).click()
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Rettet. Gemt: Fik kontakt")).to_be_visible()
    page.get_by_text("Se, hvad der stod før").click()
    expect(page.get_by_text("Aftalt mandag")).to_be_visible()
    expect(page.get_by_text("Aftalt tirsdag")).to_be_visible()
    assert SupportPlanAction.objects.get().done_at is not None
    for theme in ("light", "dark"):
        use_theme(page, theme)
        assert_no_axe(page)
    page.locator("#sv-status").get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Rettelsen er fortrudt").last).to_be_visible()
    assert Visit.objects.standing().get().note == "Aftalt mandag"
    assert SupportPlanAction.objects.get().done_at is None
    assert_quiet(page)


def test_a_correction_in_two_tabs_makes_one_version_and_loses_no_word(page_as, anna, tenancy):
    visit = VisitFactory(tenancy=tenancy, caretaker=anna, result="reached", note="Først")
    page = page_as(anna)
    page.goto(f"/kontakt/{visit.pk}/ret/")
    tab = page.context.new_page()
    tab.goto(f"/kontakt/{visit.pk}/ret/")
    for each, words in ((page, "Fra den ene"), (tab, "Fra den anden")):
        each.get_by_label("Notat").fill(words)
        each.get_by_role("button", name="Gem rettelsen").click()
        if each is page:
            expect(page.get_by_text("Rettet. Gemt")).to_be_visible()
    expect(tab.get_by_text("allerede rettet").first).to_be_visible()
    expect(tab.get_by_label("Notat")).to_have_value("Fra den anden")
    assert Visit.objects.standing().get().note == "Fra den ene"


def test_a_sensitive_note_is_a_step_after_the_contact(page_as, anna, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    ConsentFactory(case=case, for_own_notes=True)
    page = page_as(anna)
    page.goto(form_of(tenancy, "reached"))
    chip(page, "Skriv om følsomme forhold bagefter").click()
    chip(page, "Intet").click()
    page.get_by_role("button", name="Gem kontakt", exact=True).click()
    expect(page.get_by_role("heading", name="Følsomt notat")).to_be_visible()
    assert_no_axe(page)
    page.get_by_label("Følsomt notat").fill("Følges af egen læge")
    page.get_by_role("button", name="Gem").click()
    page.wait_for_url("**/i-dag/")
    page.goto(f"/sager/{case.pk}/")
    expect(page.get_by_text("Følges af egen læge")).to_be_visible()
    assert_no_axe(page)
    stored = page.evaluate("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "læge" not in stored
    assert Visit.objects.get().occurred_at <= timezone.now()
    assert_quiet(page)


@pytest.mark.parametrize("result", ["reached", "phone"])
def test_the_note_is_on_the_first_screen_and_the_next_step_after_it(page_as, anna, tenancy, result):
    """What was said and what comes next is what one writes on the stairs; the chips about it come after."""
    for name in ("Ole Prøvesen", "Ida Prøvesen"):
        ResidentFactory(tenancy=tenancy, name=name)
    page = page_as(anna)
    page.goto(form_of(tenancy, result))
    bar = page.locator(".sv-tabbar").bounding_box()["y"]
    note = page.get_by_label("Notat").bounding_box()
    assert note["y"] + min(note["height"], 80) <= bar
    below = [page.locator(".sv-plan"), chip(page, "Aftale"), chip(page, "30 min.")]
    tops = [box["y"] for each in below if each.is_visible() and (box := each.bounding_box())]
    assert [note["y"], *tops] == sorted([note["y"], *tops])
