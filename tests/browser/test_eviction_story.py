"""The whole course of an eviction case over eight weeks, by the administration at the desk and the caretaker
with the phone: once to an instalment plan, once to the eviction. Every red flag is raised on the way, both
see it, and the administration never sees what is the caretaker's (eviction_play.py)."""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import EstateAssignment
from conftest import person
from evictions.choices import EvictionOutcome, EvictionStatus, PlanStatus
from evictions.models import ArrearsNotice, EvictionCase, InstalmentPlan, StandstillReason
from evictions.services.standstills_over import end_past_standstills
from notifications.services.dispatching import drain
from tests.browser.eviction_play import FLAGS, Play, fill
from tests.case_factories import CaseFactory, ConsentFactory
from tests.eviction_factories import StandstillReasonFactory

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Kommunen behandler en ansøgning"
IN_THE_STORY = {
    "averted": {
        "demand_early",
        "demand_by_email",
        "deadline_unproved",
        "fee_high",
        "deadline_short",
        "standstill_ending",
    },
    "evicted": {
        "demand_disputed",
        "deadline_unproved",
        "fee_unknown",
        "terminated_without_deadline",
        "terminated_early",
        "standstill_ending",
        "standstill_over",
        "filed_without_notice",
        "notice_late",
        "hearing_without_contact",
        "eviction_without_contact",
    },
}


@pytest.fixture
def play(page_as, tenancy, dorte, anna, fjordbo):
    """Everybody has been here since 2020: the stories are played in 2023 and 2026."""
    EstateAssignment.objects.update(starts_on=tenancy.starts_on)
    StandstillReasonFactory(organisation=fjordbo, name=REASON)
    return Play(page_as, tenancy, dorte, anna)


def test_every_flag_is_raised_in_one_of_the_stories():
    assert set.union(*IN_THE_STORY.values()) == set(FLAGS)


def test_averted_by_an_instalment_plan(play, fjordbo):
    """Rent due on Wednesday 1 February 2023: a demand is safe from 7 February."""
    with play.day("2023-02-06"):
        demand_by_email_and_too_early(play)
    with play.day("2023-02-13"):
        demand_is_taken_back_and_sent_anew(play)
    with play.day("2023-02-20"):
        fee_is_too_high(play)
    with play.day("2023-02-27"):
        deadline_is_set_too_short(play, person("Dagny Dam", fjordbo, Role.ADMINISTRATION))
    with play.day("2023-03-01"):
        statement_is_sent_and_answered_by_a_pause(play)
    with play.day("2023-03-13"):
        plan_is_agreed_as_the_pause_ends(play)
    with play.day("2023-03-22"):
        plan_is_held(play, ("4.000,00", "01-02-2023", "restance"))
    with play.day("2023-04-03"):
        rent = ("7.500,00", "01-04-2023", "restance")
        plan_is_held(play, ("4.000,00", "01-02-2023", "restance"), rent)
        play.close("Afdragsordning")
        play.told("Udsættelsessagen afsluttet")
        play.counted(Sager="1", Ophævet="1", Afværget="1", Sat_ud="0")
    assert play.case.outcome == EvictionOutcome.INSTALMENT_AGREEMENT
    assert play.raised == IN_THE_STORY["averted"]


def demand_by_email_and_too_early(play):
    play.upload(("8.000,00", "01-02-2023", "restance"))
    play.told("Ny huslejerestance")
    assert not EvictionCase.objects.exists()
    notice = ArrearsNotice.objects.get()
    with play.desk(f"/restancesager/{notice.pk}/") as page:
        page.get_by_role("link", name="Opret udsættelsessag").click()
        page.get_by_role("button", name="Opret udsættelsessagen").click()
        page.get_by_role("heading", name="Mangler før påkravet").wait_for()
    play.flagged()
    with play.desk(play.where("paakrav/")) as page:
        fill(page, on="2023-02-03", channel="email")
        preview = page.locator("#virkning")
        preview.get_by_text(FLAGS["demand_by_email"]).wait_for()
        assert FLAGS["demand_early"] in preview.inner_text()
    assert play.case.status == EvictionStatus.ARREARS
    play.register("paakrav", on="2023-02-03", channel="email")
    play.told("Påkrav sendt", "Udsættelsessag oprettet")
    play.flagged("demand_early", "demand_by_email", "deadline_unproved")


def demand_is_taken_back_and_sent_anew(play):
    play.decide_in_bulk("Træk tilbage", "Påkravet gælder ikke", tab="new", does="Påkravet trækkes tilbage.")
    play.flagged()
    with play.phone() as page:
        assert "Påkravet gælder ikke" in page.locator("main").inner_text()
    play.register("paakrav", on="2023-02-13", channel="digital_post")
    play.flagged("deadline_unproved")
    play.register("kommet-frem", on="2023-02-13", proof="digital_post")
    play.told("Påkrav kommet frem", "Påkrav sendt")
    play.flagged()
    play.log_contact("reached")


def fee_is_too_high(play):
    rent = ("rent", "8000", "2023-02-01")
    play.claim(rent, ("demand_fee", "400", "2023-02-13"))
    play.flagged("fee_high")
    play.claim(rent, ("demand_fee", "314", "2023-02-13"))
    play.flagged()


def deadline_is_set_too_short(play, colleague):
    """The law gives until 27 February; two people say the 24th, and the lease is terminated on it."""
    with play.desk(play.where("frist/")) as page:
        fill(page, deadline="2023-02-24", reason="Påkravet lå i postkassen dagen før")
        page.get_by_role("button", name="Foreslå fristen").click()
        page.get_by_text("En kollega skal svare").wait_for()
    play.flagged()
    with play.desk(user=colleague) as page:
        page.get_by_role("button", name="Ja, det er fristen").click()
        page.locator("#opmaerksom").wait_for()
    play.told("Påkravsfristen er ændret")
    play.flagged("deadline_short")
    play.register("ophaevelse", on="2023-02-27", move_out_on="2023-03-03")
    play.told("Lejemålet ophævet")
    play.flagged("deadline_short")


def statement_is_sent_and_answered_by_a_pause(play):
    own = CaseFactory(tenancy=play.tenancy, responsible=play.anna.membership)
    ConsentFactory(case=own, resident=play.tenancy.residents.get(), to_landlord=True)
    plan = {"plan_amount": "4.000", "plan_count": "2", "plan_from": "2023-03-15"}
    with play.phone(play.where("indstilling/")) as page:
        fill(page, contact_established="on", pause_until="2023-03-17", **plan)
        page.get_by_role("button", name="Se den, før den sendes").click()
        read = page.locator(".sv-statement").inner_text()
        page.get_by_role("button", name="Send, som den står").click()
        page.locator("#sv-messages").get_by_text("Indstillingen er sendt").wait_for()
    with play.desk("/udsaettelser/?fane=answer") as page:
        page.get_by_role("link", name="Lærkevej 8, 3. th").first.click()
        assert page.locator("#indstilling .sv-statement").inner_text() == read
    pause = {"until": "2023-03-17", "pause_reason": reason_key(REASON)}
    play.decide("Sæt på pause", "Der bliver lavet en aftale", **pause)
    play.flagged("deadline_short")
    with play.desk("/udsaettelser/?fane=paused") as page:
        assert "Lærkevej 8, 3. th" in page.locator("main").inner_text()


def plan_is_agreed_as_the_pause_ends(play):
    play.flagged("deadline_short", "standstill_ending")
    play.decide("Frafald ophævelsen", "Der er en aftale")
    with play.desk() as page:
        page.get_by_role("button", name="Afslut henstanden nu").click()
        page.get_by_text("Sagen hviler ikke").wait_for()
    with play.desk(play.where("afdragsordning/")) as page:
        fill(page, start_balance="8.000,00", monthly="4.000", first_on="2023-03-15")
        page.get_by_role("button", name="Beregn afdragene").click()
        page.get_by_role("button", name="Gem aftalen").click()
        page.locator("#afdragsordning").get_by_text("Løber").wait_for()
    play.told("Afdragsordning aftalt", "Henstanden er slut")
    play.flagged()


def plan_is_held(play, *rows):
    """The first instalment, 4,000 kr., is paid; rent that is not late yet does not count."""
    play.upload(*rows)
    for visit in (play.desk, play.phone):
        with visit() as page:
            card = page.locator("#afdragsordning").inner_text()
            assert "Løber" in card
            assert "for meget" not in card
            assert "efter aftalen højst 4.000,00" in card
    assert InstalmentPlan.objects.get().status == PlanStatus.ACTIVE
    play.flagged()


def reason_key(name):
    return str(StandstillReason.objects.get(name=name).pk)


def test_evicted(play):
    """Rent due on Thursday 1 October 2026: a demand is in time from the 6th if a Saturday counts, else from
    the 7th."""
    with play.day("2026-10-06"):
        demand_comes_with_the_list(play)
    with play.day("2026-10-20"):
        terminated_before_the_deadline(play)
    with play.day("2026-11-02"):
        rests_for_a_week(play)
    with play.day("2026-11-10"):
        rest_is_over(play)
    with play.day("2026-11-12"):
        filed_and_the_municipality_told_late(play)
    with play.day("2026-11-16"):
        court_day(play, "hearing", "2026-11-20")
        play.flagged("demand_disputed", "terminated_early", "notice_late", "hearing_without_contact")
    with play.day("2026-11-21"):
        held(play, "eviction_to_come")
        court_day(play, "eviction", "2026-11-27")
        play.flagged("demand_disputed", "terminated_early", "notice_late", "eviction_without_contact")
        play.log_contact("reached")
        play.flagged("demand_disputed", "terminated_early", "notice_late")
    with play.day("2026-12-01"):
        held(play, "carried_out")
        play.close("Sat ud af fogeden")
        play.told("Udsættelsessagen afsluttet", "Dag for udsættelse holdt")
        play.counted(Sager="1", I_fogedretten="1", Afværget="0", Sat_ud="1")
    assert play.case.outcome == EvictionOutcome.EVICTED
    assert play.raised == IN_THE_STORY["evicted"]


def demand_comes_with_the_list(play):
    play.upload(("8.000,00", "01-10-2026", "påkrav"))
    with play.phone("/indbakke/") as page:
        lines = page.locator("#indbakke").inner_text()
        assert "Ny huslejerestance" in lines
        assert "Påkrav sendt" in lines
    play.flagged("deadline_unproved")
    play.register("paakrav", on="2026-10-06", channel="digital_post")
    play.flagged("demand_disputed", "deadline_unproved")
    play.log_contact("not_home")
    play.flagged("demand_disputed", "deadline_unproved")


def terminated_before_the_deadline(play):
    rent = ("rent", "8000", "2026-10-01")
    play.claim(rent, ("demand_fee", "325", "2026-10-06"))
    play.flagged("demand_disputed", "deadline_unproved", "fee_unknown")
    play.claim(rent, ("", "", ""))
    play.register("ophaevelse", on="2026-10-20")
    play.told("Lejemålet ophævet")
    play.flagged("demand_disputed", "terminated_without_deadline")
    play.register("kommet-frem", on="2026-10-07", proof="digital_post")
    play.flagged("demand_disputed", "terminated_early")


def rests_for_a_week(play):
    with play.desk(play.where("henstand/")) as page:
        fill(page, reason=reason_key(REASON), ends_on="2026-11-09")
        page.get_by_role("button", name="Giv henstand").click()
        page.locator("#henstand").get_by_text("Til og med").wait_for()
    play.told("Henstand")
    play.flagged("demand_disputed", "terminated_early", "standstill_ending")


def rest_is_over(play):
    """The job of the morning, which the machine runs every weekday."""
    with transaction.atomic():
        assert end_past_standstills(timezone.localdate()) == 1
    drain()
    play.told("Henstanden er slut")
    play.flagged("demand_disputed", "terminated_early", "standstill_over")
    play.decide_in_bulk("Fortsæt", "Ingen har søgt om hjælp", tab="answer", does="Sagen fortsætter")
    play.told("Administrationen har besluttet")
    play.flagged("demand_disputed", "terminated_early")


def filed_and_the_municipality_told_late(play):
    play.register("fogedret", on="2026-11-11", court="Retten i Fjordby")
    play.told("Sendt til fogedretten")
    play.flagged("demand_disputed", "terminated_early", "filed_without_notice")
    play.register("kommunen-underrettet", on="2026-11-12", proof="Kvittering 4711")
    play.told("Kommunen underrettet")
    play.flagged("demand_disputed", "terminated_early", "notice_late")


def court_day(play, kind, on):
    place = "court" if kind == "hearing" else "address"
    with play.desk(play.where("fogedmoeder/ny/")) as page:
        fill(page, kind=kind, on=on, clock="10:00", place_kind=place)
        page.get_by_role("button", name="Beram dagen").click()
        page.locator("#sv-messages").get_by_text("Dagen er berammet").wait_for()
    play.told("Fogedmøde berammet" if kind == "hearing" else "Udsættelse berammet")


def held(play, result):
    with play.desk() as page:
        page.locator("#fogedretten").get_by_role("link", name="Flyt, aflys eller skriv ned").first.click()
        fill(page, result=result)
        page.get_by_role("button", name="Skriv det ned").click()
        page.locator("#sv-messages p").wait_for()
        page.wait_for_url(f"**{play.where()}*")
        page.locator("#fogedretten").get_by_text("Holdt").first.wait_for()
