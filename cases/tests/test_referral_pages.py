"""From draft to answer on the pages; the partner's page; what the coordinator sees."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from cases.models import Disclosure, Referral
from cases.services.referrals import move_referral
from cases.tests.bridge import BASIS, case_of, consent_of, draft, partner_of, send
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.case_factories import ActionFactory, ReferralFactory
from tests.factories import DwellingFactory, ResidentFactory, TenancyFactory


@pytest.fixture
def case(anna, tenancy):
    return case_of(anna, tenancy)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo, name="Gældsrådgivningen")


def typed(partner, **changes):
    return {
        "partner": partner.pk,
        "subject": "Et møde om gælden",
        "data_kinds": ["contact", "economy"],
        "text_economy": "Får kontanthjælp.",
        "text_health": "Skal ikke med.",
        "summary": "Ring formiddag.",
        **changes,
    }


def silent_one(case, partner, days=3, **columns):
    return ReferralFactory(
        case=case,
        partner=partner,
        agreement=partner.agreements.first(),
        status="sent",
        sent_at=timezone.now() - dt.timedelta(days=days + 7),
        answer_due_on=timezone.localdate() - dt.timedelta(days=days),
        consent=consent_of(case, partner),
        **columns,
    )


def test_drafted_read_sent_and_answered(login, anna, case, partner):
    consent = consent_of(case, partner, "contact", "economy")
    client = login(anna)
    form = typed(partner, ground=f"samtykke-{consent.pk}")
    page = client.post(reverse("referral_create", args=[case.pk]), form, follow=True).content.decode()
    referral = Referral.objects.get()
    assert referral.texts == {"economy": "Får kontanthjælp."}
    assert "Sådan bliver brevet" in page
    assert "Får kontanthjælp." in page
    seen = page.split('name="seen" value="')[1][:64]
    send_url = reverse("referral_send", args=[referral.pk])
    assert client.post(send_url, {"seen": seen}).status_code == 422
    page = client.post(send_url, {"how": "digital", "seen": seen}, follow=True).content.decode()
    assert "svar senest" in page
    assert "Sendt med Digital Post: sammenfatning, Navn, Adresse, Telefon" in page
    answer_url = reverse("referral_answer", args=[referral.pk])
    assert client.post(answer_url, {"to": "declined", "reason": ""}).status_code == 422
    client.post(reverse("referral_remind", args=[referral.pk]), {"said": "Ringer torsdag"})
    client.post(answer_url, {"to": "received"})
    page = client.post(answer_url, {"to": "accepted"}, follow=True).content.decode()
    assert "Taget imod" in page
    assert "Ringer torsdag" in page
    page = client.post(answer_url, {"to": "done"}, follow=True).content.decode()
    assert "Gennemført" in page
    assert "Hent som PDF" not in page


def test_a_status_that_is_no_answer(login, anna, case, partner):
    referral = draft(anna, case, partner, **BASIS)
    for to in ("sent", "drafted", "volapyk", ""):
        assert login(anna).post(reverse("referral_answer", args=[referral.pk]), {"to": to}).status_code == 422
    assert Referral.objects.get().status == "drafted"


@pytest.mark.parametrize(
    ("route", "form"),
    [
        ("referral_answer", {"to": "declined", "reason": "Om 010190-1234"}),
        ("referral_remind", {"said": "Om 010190-1234"}),
    ],
)
def test_a_number_in_an_answer_is_asked_about_too(route, form, login, anna, case, partner):
    referral = send(anna, draft(anna, case, partner, **BASIS))
    url = reverse(route, args=[referral.pk])
    asked = login(anna).post(url, form)
    assert asked.status_code == 422
    assert "Skjul nummeret, og gem" in asked.content.decode()
    page = login(anna).post(url, {**form, "cpr": "mask"}, follow=True).content.decode()
    assert "Om xxxxxx-xxxx" in page


def test_a_colleague_reads_the_letter_without_what_is_about_health(login, anna, bo, case, partner):
    consent = consent_of(case, partner, "contact", "health")
    words = {"data_kinds": ["contact", "health"], "texts": {"health": "Tager medicin"}}
    referral = draft(anna, case, partner, consent=consent, **words)
    for route in ("referral_detail", "referral_edit"):
        url = reverse(route, args=[referral.pk])
        assert "Tager medicin" in login(anna).get(url).content.decode()
        assert "Tager medicin" not in login(bo).get(url).content.decode()
    page = login(bo).get(reverse("referral_detail", args=[referral.pk])).content.decode()
    assert "kun af den, der har sagen" in page
    assert "Prøve Beboersen" in page
    send(anna, referral)
    page = login(bo).get(reverse("referral_detail", args=[referral.pk])).content.decode()
    assert "Tager medicin" not in page
    assert "Hent som PDF" not in page


def test_a_draft_without_ground_says_so_and_shows_no_letter(login, anna, case, partner):
    referral = draft(anna, case, partner, texts={"economy": "Hemmelig økonomi"}, data_kinds=["economy"])
    page = login(anna).get(reverse("referral_detail", args=[referral.pk])).content.decode()
    assert "Der mangler et samtykke" in page
    assert "Hemmelig økonomi" not in page
    assert "Send, som det står" not in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"subject": ""}, "Skriv, hvad vi beder om"),
        ({"data_kinds": []}, "mindst én slags"),
        ({"ground": "lov-child"}, "Skriv, hvorfor oplysningerne"),
        ({"summary": "Om 010190-1234"}, "ligner et CPR-nummer"),
        ({"ground": "lov-notice_92", "basis_reason": "Fogedretten"}, "Slet sammenfatningen"),
        ({"text_economy": "Om 010190-1234"}, "ligner et CPR-nummer"),
        ({"ground": "samtykke-999999"}, "gyldig"),
    ],
)
def test_errors_keep_what_was_typed(changes, says, login, anna, case, partner):
    answer = login(anna).post(reverse("referral_create", args=[case.pk]), typed(partner, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Skal ikke med." in page
    assert not Referral.objects.exists()


def test_a_basis_that_does_not_reach_is_said_at_the_form(login, anna, case, fjordbo):
    advice = partner_of(fjordbo, kind="debt_advice")
    form = typed(advice, ground="lov-child", basis_reason="Barnet er alene")
    answer = login(anna).post(reverse("referral_create", args=[case.pk]), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Uden samtykke må det kun gå til »Socialforvaltning«" in page
    assert "Barnet er alene" in page
    assert not Referral.objects.exists()


def test_a_number_is_masked_on_demand(login, anna, case, partner):
    form = typed(partner, text_economy="Om 010190-1234", cpr="mask")
    login(anna).post(reverse("referral_create", args=[case.pk]), form)
    assert Referral.objects.get().texts == {"economy": "Om xxxxxx-xxxx"}


def test_the_draft_is_corrected(login, anna, case, partner):
    action = ActionFactory(case=case, text="Ringe til banken")
    referral = draft(anna, case, partner, data_kinds=["support"], action_ids=[action.pk], **BASIS)
    url = reverse("referral_edit", args=[referral.pk])
    page = login(anna).get(url).content.decode()
    assert "Ringe til banken" in page
    assert BASIS["basis_reason"] in page
    login(anna).post(url, typed(partner, subject="Noget andet", ground=""))
    referral.refresh_from_db()
    assert (referral.subject, referral.legal_basis, referral.action_ids) == ("Noget andet", "", [])


def test_silence_is_seen_on_the_case_and_at_the_partner(login, anna, case, partner):
    silent_one(case, partner, subject="Et møde om gælden")
    for url in (reverse("case_detail", args=[case.pk]), reverse("partner_detail", args=[partner.pk])):
        page = login(anna).get(url).content.decode()
        assert "Tavs: svaret er 3 dage forsinket" in page
        assert "87 00 00 01" in page
    assert "1 henvisning uden svar til tiden" in login(anna).get(reverse("partner_list")).content.decode()


def test_the_coordinator_is_told_how_many_and_not_whose(login, freja, anna, case, partner):
    silent_one(case, partner, subject="Et møde om gælden")
    draft(anna, case, partner, subject="En kladde")
    page = login(freja).get(reverse("partner_detail", args=[partner.pk])).content.decode()
    assert "1 henvisning i en sag, du ikke har åbnet, er uden svar til tiden" in page
    assert "1 åben henvisning i en sag, du ikke har åbnet" in page
    assert "Et møde om gælden" not in page
    assert "Lærkevej" not in page


def test_a_colleague_of_another_estate_sees_the_partner_only(login, carla, case, partner, skovbo):
    own = partner_of(skovbo, name="Skovbos egen")
    silent_one(case, partner)
    page = login(carla).get(reverse("partner_detail", args=[own.pk])).content.decode()
    assert "Alle svar er kommet til tiden" in page
    assert login(carla).get(reverse("partner_detail", args=[partner.pk])).status_code == 404


def test_without_consent_the_coordinator_reads_ground_and_reason(login, anna, freja, case, partner):
    send(anna, draft(anna, case, partner, summary="Et fortroligt notat", **BASIS))
    deliver(list(Delivery.objects.filter(kind="disclosure").values_list("pk", flat=True)))
    client = login(freja)
    inbox = client.get(reverse("inbox")).content.decode()
    assert "Oplysninger givet videre uden samtykke" in inbox
    assert BASIS["basis_reason"] not in inbox
    row = Disclosure.objects.get()
    opened = client.get(reverse("inbox_open", args=[InboxItem.objects.get(recipient=freja).pk]))
    assert opened["Location"] == reverse("disclosure_detail", args=[row.pk])
    for url in (reverse("disclosure_list"), opened["Location"]):
        page = client.get(url).content.decode()
        assert BASIS["basis_reason"] in page
        assert "barnets lov" in page
        assert "Et fortroligt notat" not in page
        assert "Prøve Beboersen" not in page
    assert LookUp.objects.filter(actor=freja, subject="cases.Disclosure").count() == 1


def test_what_rests_on_a_consent_is_not_in_the_coordinators_list(login, anna, freja, case, partner):
    send(anna, draft(anna, case, partner, consent=consent_of(case, partner)))
    assert (
        "Intet er givet videre uden samtykke" in login(freja).get(reverse("disclosure_list")).content.decode()
    )
    url = reverse("disclosure_detail", args=[Disclosure.objects.get().pk])
    assert login(freja).get(url).status_code == 404
    assert login(anna).get(url).status_code == 200


def test_the_course_tells_it(login, anna, case, partner):
    referral = send(anna, draft(anna, case, partner, consent=consent_of(case, partner)))
    move_referral(actor=anna, referral=referral, to="declined", reason="Der er ikke plads")
    page = login(anna).get(reverse("case_detail", args=[case.pk])).content.decode()
    for words in (
        "Samtykke givet",
        "Henvist til Gældsrådgivningen",
        "Videregivet til Gældsrådgivningen",
        "Gældsrådgivningen afviste henvisningen",
        "Der er ikke plads",
    ):
        assert words in page


def more_partners(organisation, case, number):
    for _n in range(number):
        silent_one(case, partner_of(organisation))


@pytest.mark.parametrize("route", ["partner_list", "case_detail", "partner_detail"])
def test_three_cost_as_many_queries_as_one(
    route, login, anna, case, partner, fjordbo, django_assert_max_num_queries, django_assert_num_queries
):
    silent_one(case, partner)
    url = reverse(route, args={"case_detail": [case.pk], "partner_detail": [partner.pk]}.get(route, []))
    client = login(anna)
    client.get(url)
    with django_assert_max_num_queries(20) as one:
        client.get(url)
    more_partners(fjordbo, case, 2)
    stairwell = case.tenancy.dwelling.stairwell
    for _n in range(2):
        tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell))
        ResidentFactory(tenancy=tenancy)
        silent_one(case_of(anna, tenancy), partner)
    with django_assert_num_queries(len(one)):
        client.get(url)


WHO = [("bo", 200), ("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 404), ("gry", 403)]


@pytest.mark.parametrize(("who", "status"), WHO)
@pytest.mark.parametrize("route", ["referral_detail", "referral_edit"])
def test_who_may(route, who, status, login, anna, case, partner, request):
    referral = draft(anna, case, partner, **BASIS)
    url = reverse(route, args=[referral.pk])
    assert login(request.getfixturevalue(who)).get(url).status_code == status


ACTIONS = ["referral_send", "referral_answer", "referral_remind", "referral_letter"]


@pytest.mark.parametrize(("who", "status"), [row for row in WHO if row[0] != "bo"])
@pytest.mark.parametrize("route", ACTIONS)
def test_who_may_act(route, who, status, login, anna, case, partner, request):
    referral = send(anna, draft(anna, case, partner, **BASIS))
    client = login(request.getfixturevalue(who))
    assert client.post(reverse(route, args=[referral.pk]), {"to": "done"}).status_code == status
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize("route", ACTIONS)
def test_wrong_method(route, login, anna, case, partner):
    referral = draft(anna, case, partner)
    assert login(anna).get(reverse(route, args=[referral.pk])).status_code == 405
