"""The statement on the screen: what is missing, what the file proposes, read before it is sent, and seen by
the administration exactly as it was read."""

import re

import pytest
from django.utils import timezone

from cases.choices import PartnerKind
from evictions.choices import WayOutState
from evictions.models import Statement
from evictions.services.statements import Said, send_statement
from evictions.services.ways_out import set_way_out, stands
from tests.case_factories import (
    CaseFactory,
    ConsentFactory,
    PartnerFactory,
    ReferralFactory,
    handed_over,
)
from tests.eviction_factories import EvictionCaseFactory, days_ahead
from tests.factories import VisitFactory


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


@pytest.fixture
def own_case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def consent(own_case, tenancy):
    return ConsentFactory(case=own_case, resident=tenancy.residents.get(), to_landlord=True)


def page(case, rest=""):
    return f"/udsaettelser/{case.pk}/{rest}"


WORDS = {
    "contact_established": "on",
    "applied_on": "",
    "pause_until": str(days_ahead(20)),
    "plan_amount": "1.500",
    "plan_count": "6",
    "plan_from": str(days_ahead(30)),
}


def facts(shown):
    """The part between caretaker and administration, word for word."""
    return re.search(r'<div class="sv-statement">.*?</div>', shown, re.DOTALL).group()


def digest(shown):
    return re.search(r'name="seen" value="(\w+)"', shown).group(1)


def send(client, case, words=WORDS):
    shown = client.post(page(case, "indstilling/"), words).content.decode()
    return client.post(page(case, "indstilling/"), words | {"do": "send", "seen": digest(shown)})


# -- on what ground


def test_without_a_case_it_says_where_to_open_one(anna, case, login):
    for url in (page(case), page(case, "indstilling/")):
        shown = login(anna).get(url).content.decode()
        assert "Der er ingen åben sag om husstanden" in shown
        assert f"/lejeforhold/{case.tenancy_id}/sag/" in shown


def test_without_a_consent_it_says_where_to_write_one(anna, case, own_case, login):
    ConsentFactory(case=own_case, resident=case.tenancy.residents.get())
    for url in (page(case), page(case, "indstilling/")):
        shown = login(anna).get(url).content.decode()
        assert "nævner boligorganisationens administration" in shown
        assert f"/sager/{own_case.pk}/samtykke/" in shown


def test_a_consent_that_is_withdrawn_meanwhile_stops_it(anna, case, consent, login):
    client = login(anna)
    shown = client.post(page(case, "indstilling/"), WORDS).content.decode()
    type(consent).objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now(), withdrawn_by=anna)
    answer = client.post(page(case, "indstilling/"), WORDS | {"do": "send", "seen": digest(shown)})
    assert answer.status_code == 409
    assert not Statement.objects.exists()


# -- what the file proposes


def test_contact_is_proposed_from_the_visits(anna, case, consent, login):
    shown = login(anna).get(page(case, "indstilling/")).content.decode()
    assert "ingen kontakt i forløbet" in shown
    assert not re.search(r'name="contact_established"[^>]*checked', shown)
    VisitFactory(tenancy=case.tenancy, caretaker=anna, result="reached")
    shown = login(anna).get(page(case, "indstilling/")).content.decode()
    assert "Sidste kontakt i forløbet" in shown
    assert re.search(r'name="contact_established"[^>]*checked', shown)


def test_an_undone_visit_proposes_nothing(anna, case, consent, login):
    VisitFactory(tenancy=case.tenancy, caretaker=anna, result="reached", undone_at=timezone.now())
    assert "ingen kontakt i forløbet" in login(anna).get(page(case, "indstilling/")).content.decode()


def test_the_application_is_proposed_from_the_ways_out(anna, case, consent, login):
    """Also when the answer has come since."""
    put = {"actor": anna, "case": case, "kind": "rent_support_81a"}
    way_out = set_way_out(**put, state=WayOutState.APPLIED, on=days_ahead(-9), seen="")
    set_way_out(**put, state=WayOutState.REFUSED, on=days_ahead(-1), seen=stands(way_out))
    shown = login(anna).get(page(case, "indstilling/")).content.decode()
    assert "Foreslået ud fra udveje og henvisninger" in shown
    assert f'value="{days_ahead(-9)}"' in shown


def test_and_from_the_referrals_to_the_municipality(anna, case, consent, login):
    partner = PartnerFactory(organisation=case.organisation, kind=PartnerKind.SOCIAL_SERVICES)
    debt = PartnerFactory(organisation=case.organisation, kind=PartnerKind.DEBT_ADVICE)
    sent = {"case": consent.case, "status": "sent", "consent": consent}
    ReferralFactory(**sent, partner=debt, sent_at=timezone.now())
    assert "Foreslået ud fra" not in login(anna).get(page(case, "indstilling/")).content.decode()
    ReferralFactory(**sent, partner=partner, sent_at=timezone.now())
    shown = login(anna).get(page(case, "indstilling/")).content.decode()
    assert "Foreslået ud fra" in shown and f'value="{days_ahead(0)}"' in shown


# -- read, sent, seen


def test_read_before_it_is_sent(anna, case, consent, login):
    answer = login(anna).post(page(case, "indstilling/"), WORDS)
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Præcis sådan ser administrationen den" in shown
    assert "6 afdrag på 1.500,00 kr." in shown
    assert not Statement.objects.exists()


def test_the_administration_sees_what_was_read(anna, dorte, case, consent, login):
    client = login(anna)
    read = facts(client.post(page(case, "indstilling/"), WORDS).content.decode())
    answer = send(client, case)
    assert (answer.status_code, answer["Location"]) == (302, f"{page(case)}#indstilling")
    shown = login(dorte).get(page(case)).content.decode()
    assert facts(shown) == read
    assert "traek-tilbage" not in shown and consent.purpose not in shown
    assert "Sendt" in shown and "Anna Andersen" in shown


def test_what_was_not_read_is_not_sent(anna, case, consent, login):
    client = login(anna)
    seen = digest(client.post(page(case, "indstilling/"), WORDS).content.decode())
    other = WORDS | {"pause_until": str(days_ahead(200)), "do": "send", "seen": seen}
    shown = client.post(page(case, "indstilling/"), other).content.decode()
    assert "Præcis sådan ser administrationen den" in shown
    assert not Statement.objects.exists()


def test_put_right_after_reading(anna, case, consent, login):
    shown = login(anna).post(page(case, "indstilling/"), WORDS | {"do": "edit"}).content.decode()
    assert 'value="1.500"' in shown and "Se den, før den sendes" in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({}, "Vælg mindst én ting"),
        ({"plan_amount": "1500"}, "Skriv både beløb, antal afdrag"),
        ({"plan_amount": "mange penge"}, "beløb"),
        ({"pause_until": "i morgen"}, "dato"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(anna, case, consent, login, words, says):
    answer = login(anna).post(page(case, "indstilling/"), words)
    shown = answer.content.decode()
    assert answer.status_code == 422 and says.lower() in shown.lower()
    assert all(value in shown for value in words.values())


def test_a_day_behind_us_is_refused_with_the_words_kept(anna, case, consent, login):
    answer = send(login(anna), case, WORDS | {"pause_until": str(days_ahead(-1))})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Henstanden skal gælde til i dag eller senere" in shown and 'value="1.500"' in shown


def test_there_is_nowhere_to_write_freely(anna, case, consent, login):
    shown = login(anna).get(page(case, "indstilling/")).content.decode()
    main = shown[shown.index("<main") :]
    assert "<textarea" not in main
    typed = [tag for tag in re.findall(r"<input[^>]+>", main) if 'type="text"' in tag]
    assert len(typed) == 1 and 'name="plan_amount"' in typed[0]


def test_while_one_waits_no_other_is_written(anna, case, consent, login):
    client = login(anna)
    send(client, case)
    shown = client.get(page(case, "indstilling/")).content.decode()
    assert (
        "ikke svaret på den forrige" in shown and '<form method="post">' not in shown[shown.index("<main") :]
    )
    assert client.post(page(case, "indstilling/"), WORDS).status_code == 409


def test_taken_back_the_administration_reads_nothing_more(anna, dorte, case, consent, login):
    client = login(anna)
    send(client, case)
    statement = Statement.objects.get()
    assert client.post(f"/indstilling/{statement.pk}/traek-tilbage/").status_code == 302
    shown = login(dorte).get(page(case)).content.decode()
    assert "Trukket tilbage" in shown and "1.500,00" not in shown
    answer = client.post(f"/indstilling/{statement.pk}/traek-tilbage/")
    assert answer.status_code == 409 and "allerede besvaret" in answer.content.decode()


def test_the_page_that_withdraws_a_consent_says_so(anna, case, consent, login):
    client, url = login(anna), f"/samtykker/{consent.pk}/traek-tilbage/"
    assert "bliver trukket tilbage" not in client.get(url).content.decode()
    send(client, case)
    assert "Indstillingen til administrationen bliver trukket tilbage." in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("dorte", 403), ("freja", 403), ("erik", 404), ("gry", 404), ("carla", 404)]
)
def test_only_caretakers(who, status, request, case, consent, login):
    client = login(request.getfixturevalue(who))
    assert client.get(page(case, "indstilling/")).status_code == status
    assert client.post(page(case, "indstilling/"), WORDS).status_code == status


def test_not_after_handing_the_household_away(anna, bo, case, consent, login):
    said = Said(contact_established=True)
    statement = send_statement(actor=anna, case=case, consent=consent, said=said)
    handed_over(consent.case, bo.membership)
    client = login(anna)
    assert client.get(page(case, "indstilling/")).status_code == 403
    assert client.post(f"/indstilling/{statement.pk}/traek-tilbage/").status_code == 403
    assert "Skriv en indstilling" not in client.get(page(case)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_administrations_page(
    anna, dorte, case, consent, login, django_assert_num_queries, number
):
    for _each in range(number):
        said = Said(contact_established=True)
        statement = send_statement(actor=anna, case=case, consent=consent, said=said)
        login(anna).post(f"/indstilling/{statement.pk}/traek-tilbage/")
    client = login(dorte)
    client.get(page(case))
    with django_assert_num_queries(8):
        client.get(page(case))
