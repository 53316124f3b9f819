"""The card of the review on the page of a case."""

import re

import pytest
from django.utils import timezone

from evictions.models import ReviewDecision
from evictions.review.effects import Resolution
from evictions.services.reviews import decide
from evictions.tests.review_cases import asks, at, eviction, filed
from tests.eviction_factories import StandstillReasonFactory, StatementFactory, days_ahead

GO_ON = {"verdict": "go_on", "reason": "Ingen aftale"}


@pytest.fixture
def case(laerke):
    return eviction(laerke, **asks("statement"))


def page_of(client, case):
    return client.get(f"/udsaettelser/{case.pk}/").content.decode()


def send(client, case, seen=None, **words):
    body = {"seen": case.revision if seen is None else seen, **GO_ON, **words}
    return client.post(f"/udsaettelser/{case.pk}/beslut/", body)


def offered(page):
    return re.findall(r'type="radio" name="verdict" value="(\w+)"', page)


def test_it_says_what_is_asked_and_the_three_facts(login, dorte, case):
    StatementFactory(
        eviction_case=case,
        applied_on=days_ahead(-3),
        pause_until=days_ahead(14),
        plan_amount="500.00",
        plan_count=6,
        plan_from=days_ahead(20),
    )
    page = page_of(login(dorte), case)
    for words in (
        "Venter på svar siden",
        "Indstilling fra den sociale vicevært",
        "Der er kontakt med husstanden",
        "En ansøgning er sendt til kommunen",
        "Henstand til og med",
        "6 afdrag på 500,00",
    ):
        assert page.count(words) == 1, words


@pytest.mark.parametrize(
    ("columns", "verdicts"),
    [
        ({"status": "arrears"}, ["go_on", "pause"]),
        ({"status": "demand"}, ["go_on", "pause", "withdraw"]),
        ({"status": "terminated"}, ["go_on", "pause", "waive"]),
        (filed(), ["go_on", "pause", "withdraw", "waive"]),
        ({"status": "demand", "standstill_until": days_ahead(3)}, ["go_on", "withdraw"]),
    ],
)
def test_only_what_can_be_decided_is_offered(login, dorte, laerke, columns, verdicts):
    assert offered(page_of(login(dorte), eviction(laerke, **columns))) == verdicts


def test_it_says_what_will_happen_before_it_does(login, dorte, laerke):
    page = page_of(login(dorte), eviction(laerke, **filed("hearing", hearing_at=at(9))))
    assert "aflyses her. Giv selv fogedretten besked." in page


def test_a_decision_leads_back_to_where_one_came_from_and_can_be_undone(login, dorte, case):
    client, back = login(dorte), "/udsaettelser/?fane=answer"
    answer = send(client, case, next=back)
    assert answer["Location"] == back
    toast = client.get(back).content.decode()
    assert "den sociale vicevært får besked" in toast and f"/{case.pk}/fortryd-beslutning/" in toast
    page = page_of(client, case)
    assert "Fortryd beslutningen" in page and "Ingen aftale" in page and "Dorte Dahl" in page
    undone = client.post(f"/udsaettelser/{case.pk}/fortryd-beslutning/", {"next": back})
    assert undone["Location"] == back
    page = page_of(client, case)
    assert "Fortrudt" in page and "Fortryd beslutningen" not in page and "Venter på svar siden" in page


def test_undoing_too_late_is_said(login, dorte, case):
    client = login(dorte)
    answer = client.post(f"/udsaettelser/{case.pk}/fortryd-beslutning/", follow=True)
    assert "kan ikke fortrydes mere" in answer.content.decode()


def test_what_is_wrong_is_said_with_the_words_kept(login, dorte, case):
    answer = send(login(dorte), case, verdict="pause", until="2020-01-01", reason="Venter på kommunen")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Datoen er passeret" in page and "Vælg, hvorfor sagen sættes på pause" in page
    assert "Venter på kommunen" in page and re.search(r'value="pause"[^>]* checked', page)


def test_who_was_slower_reads_who_decided_what_and_keeps_the_words(login, dorte, case, fjordbo):
    from tests.factories import MembershipFactory

    other = MembershipFactory(organisation=fjordbo, role="administration", user__name="Bente Bech").user
    decide(actor=other, case=case, seen=1, resolution=Resolution("withdraw", "Beløbet var forkert"))
    answer = send(login(dorte), case, seen=1, reason="Betalt i går")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "besluttet: Træk tilbage« af Bente Bech i dag kl" in page and "Betalt i går" in page
    assert 'name="seen" value="2"' in page
    assert ReviewDecision.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "²"])
def test_a_page_of_nothing_overwrites_nothing(login, dorte, case, seen):
    assert send(login(dorte), case, seen=seen).status_code == 409
    assert not ReviewDecision.objects.exists()


def test_a_double_tap_is_one_decision(login, dorte, case):
    client = login(dorte)
    assert [send(client, case, seen=1).status_code for _ in "ab"] == [302, 302]
    assert ReviewDecision.objects.count() == 1


def test_a_pause_from_the_page(login, dorte, case, fjordbo):
    reason = StandstillReasonFactory(organisation=fjordbo)
    until = days_ahead(14)
    client = login(dorte)
    assert reason.name in page_of(client, case)
    answer = send(client, case, verdict="pause", until=until.isoformat(), pause_reason=reason.pk)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.standstill_until == until


def test_the_caretaker_and_the_coordinator_read_it_and_decide_nothing(login, anna, freja, dorte, case):
    decide(actor=dorte, case=case, seen=1, resolution=Resolution("go_on", "Ingen aftale om betaling"))
    for person in (anna, freja):
        page = page_of(login(person), case)
        assert "Ingen aftale om betaling" in page and "Fortsæt" in page
        assert not offered(page) and "Fortryd beslutningen" not in page
        assert send(login(person), case).status_code == 403


def test_a_closed_case_has_its_decisions_and_no_form(login, dorte, laerke):
    case = eviction(laerke, status="closed", closed_from="demand", outcome="other", closed_at=timezone.now())
    assert "Beslutning" not in page_of(login(dorte), case)


def test_strangers_and_wrong_methods(login, carla, erik, dorte, case):
    assert send(login(carla), case).status_code == 404
    assert send(login(erik), case).status_code == 404
    assert login(dorte).get(f"/udsaettelser/{case.pk}/beslut/").status_code == 405
    assert login(dorte).get(f"/udsaettelser/{case.pk}/fortryd-beslutning/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_card_asks_nothing_of_its_own(login, dorte, laerke, rows, django_assert_max_num_queries):
    case = eviction(laerke)
    for number in range(rows):
        case.refresh_from_db()
        resolution = Resolution("go_on", f"Drøftet {number}")
        decide(actor=dorte, case=case, seen=case.revision, resolution=resolution)
    client = login(dorte)
    page_of(client, case)
    with django_assert_max_num_queries(8):
        page = page_of(client, case)
    card = page[page.index('id="beslutning"') :]
    assert card[: card.index("</section>")].count("Drøftet") == rows
