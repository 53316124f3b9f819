"""Taking in a complaint on its page: everything typed is kept, whoever complains is found and added."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from disputes.models import Complaint, Incident
from tests.case_factories import CaseFactory, handed_over
from tests.dispute_factories import ComplaintFactory
from tests.factories import ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db
FIND = "/klager/ny/"
CPR = "010203-1234"


@pytest.fixture
def home(laerke):
    tenancy = TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")
    ResidentFactory(tenancy=tenancy, name="Klara Klagersen")
    return tenancy


@pytest.fixture
def url(tenancy):
    return reverse("complaint_create", args=[tenancy.pk])


def told(*homes, **changes):
    today = timezone.localdate().isoformat()
    return {
        "klager": [home.pk for home in homes],
        **{f"navn_{home.pk}": f"Klara {home.pk}" for home in homes},
        "category": "noise",
        "on": today,
        "text": "Høj musik efter kl. 23.",
        "channel": "form",
        "received_on": today,
        "is_reasoned": "on",
        "client_uuid": "7f7c1a0e-8c80-4f6b-9d50-1b7c6d1a2b3c",
        **changes,
    }


def words(response):
    return response.content.decode().replace("\xa0", " ")


def test_found_by_name_without_a_name_in_the_address(login, anna, tenancy):
    page = words(login(anna).post(FIND, {"q": "Prøve Beboersen"}))
    assert "Prøve Beboersen" in page
    assert reverse("complaint_create", args=[tenancy.pk]) in page


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_one_page_takes_it_in(login, request, url, home, who):
    response = login(request.getfixturevalue(who)).post(url, told(home))
    complaint = Complaint.objects.get()
    assert response["Location"] == reverse("complaint_detail", args=[complaint.pk])
    assert [row.name for row in complaint.complainants.all()] == [f"Klara {home.pk}"]


def test_the_buttons_save_nothing_and_keep_what_is_typed(login, anna, url, home):
    client = login(anna)
    typed = told(text="Der bankes i rørene", place="Kælderen", is_reasoned="")
    del typed["is_reasoned"]
    found = words(client.post(url, {**typed, "q": "Klara Klagersen", "find": "1"}))
    assert "Der bankes i rørene" in found
    assert f'name="tilfoej" value="{home.pk}"' in found
    added = words(client.post(url, {**typed, "tilfoej": home.pk}))
    assert f'name="klager" value="{home.pk}"' in added
    assert "Klara Klagersen" in added
    assert 'value="Kælderen"' in added
    assert not re.search(r'name="is_reasoned"[^>]*checked', added)
    again = {"klager": [home.pk], "q": "Klara Klagersen", "find": "1"}
    assert "Er med" in (found := words(client.post(url, {**typed, **again})))
    assert f'name="tilfoej" value="{home.pk}"' not in found
    gone = words(client.post(url, {**typed, "klager": [home.pk], "fjern": home.pk}))
    assert f'name="klager" value="{home.pk}"' not in gone
    assert not Complaint.objects.exists()


def test_errors_keep_everything(login, anna, url, home):
    response = login(anna).post(url, told(home, category="", text=""))
    page = words(response)
    assert response.status_code == 422
    for said in (f"Klara {home.pk}", "Vælg, hvad klagen drejer sig om.", "Skriv, hvad der skete."):
        assert said in page


def test_never_anonymous(login, anna, url, home):
    for sent in (told(), told(home, **{f"navn_{home.pk}": " "})):
        response = login(anna).post(url, sent)
        assert response.status_code == 422
        assert "Anonyme klager tages ikke" in words(response)


def test_a_cpr_number_is_asked_about(login, anna, url, home):
    client = login(anna)
    response = client.post(url, told(home, text=f"Han hedder {CPR}"))
    assert response.status_code == 422
    assert "Skjul nummeret" in words(response)
    client.post(url, told(home, text=f"Han hedder {CPR}", cpr="mask"))
    assert CPR not in Incident.objects.get().text


def test_a_cpr_number_in_a_name_too(login, anna, url, home):
    response = login(anna).post(url, told(home, **{f"navn_{home.pk}": f"Klara {CPR}"}))
    assert response.status_code == 422
    assert "Skjul nummeret" in words(response)


def test_sent_again_with_other_words_nothing_is_lost(login, anna, url, home):
    client = login(anna)
    client.post(url, told(home))
    response = client.post(url, told(home, text="Og så en gang til"))
    assert response.status_code == 409
    assert "Og så en gang til" in words(response)
    assert Complaint.objects.count() == 1


def test_an_open_complaint_about_them_is_shown_first(login, anna, url, tenancy):
    before = ComplaintFactory(respondent=tenancy)
    page = words(login(anna).get(url))
    assert "Der er en åben klage om husstanden" in page
    assert reverse("complaint_detail", args=[before.pk]) in page


def test_about_a_household_one_has_handed_away(login, anna, bo, url, home, tenancy):
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    response = login(anna).post(url, told(home))
    assert response["Location"] == reverse("complaint_list")
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("erik", 403), ("freja", 403), ("gry", 403)])
def test_not_for_others(login, request, url, who, status):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


# -- the estate office -------------------------------------------------------------------------------------


@pytest.fixture
def office(tenancy):
    return reverse("complaint_create_office", args=[tenancy.dwelling_id])


def by_flat(home, **changes):
    key = home.dwelling_id
    sent = told(klager=[key], **{f"navn_{key}": "Klara Klagersen"})
    return {**sent, **changes}


def test_the_office_picks_a_flat_and_is_not_told_who_lives_there(login, erik, tenancy, office, home):
    client = login(erik)
    found = words(client.post(FIND, {"q": "lærkevej 8 3 th"}))
    assert office in found
    assert "Beboersen" not in found
    assert "Prøve" not in words(client.post(FIND, {"q": "Prøve Beboersen"})).replace('value="Prøve', "")
    added = words(client.post(office, {**by_flat(home), "tilfoej": home.dwelling_id}))
    assert "Klagersen" in added  # What was typed.
    assert "Klagersen" not in words(client.post(office, {"tilfoej": home.dwelling_id}))


def test_the_office_takes_it_in_and_learns_how_far_it_is(login, erik, tenancy, office, home):
    client = login(erik)
    response = client.post(office, by_flat(home))
    complaint = Complaint.objects.get()
    assert (complaint.respondent, complaint.reported_by) == (tenancy, erik)
    own = reverse("complaint_own", args=[complaint.pk])
    assert response["Location"] == own
    assert "Modtaget" in words(client.get(own))
    Complaint.objects.update(status="admonition", admonished_on=timezone.localdate(), mediation="held")
    for page in (words(client.get(own)), words(client.get(reverse("complaint_own_list")))):
        assert "I gang" in page
        assert "Mægling afholdt" in page
        for kept in ("Påmindelse", "Høj musik", "Klara", "Beboersen"):
            assert kept not in page


def test_of_another_one_about_the_flat_the_office_learns_no_more(login, erik, tenancy, office):
    ComplaintFactory(respondent=tenancy, reported_by=erik)
    Complaint.objects.update(status="admonition", admonished_on=timezone.localdate())
    page = words(login(erik).get(office))
    assert ("I gang" in page, "Påmindelse" in page) == (True, False)


def test_a_flat_where_nobody_lives(login, erik, dwelling, home):
    url = reverse("complaint_create_office", args=[dwelling.pk])
    response = login(erik).post(url, by_flat(home))
    assert response.status_code == 422
    assert "Der bor ingen i boligen" in words(response)


def test_the_office_sees_its_own_only(login, erik, anna, tenancy):
    complaint = ComplaintFactory(respondent=tenancy, reported_by=anna)
    assert login(erik).get(reverse("complaint_own", args=[complaint.pk])).status_code == 404
    assert complaint.number not in words(login(erik).get(reverse("complaint_own_list")))


def test_its_list_takes_the_same_queries(login, erik, laerke, tenancy, django_assert_num_queries):
    client, url = login(erik), reverse("complaint_own_list")
    ComplaintFactory(respondent=tenancy, reported_by=erik)
    client.get(url)
    with django_assert_num_queries(9, exact=False) as one:
        client.get(url)
    for _more in range(2):
        ComplaintFactory(respondent=tenancy, reported_by=erik)
    with django_assert_num_queries(len(one)):
        client.get(url)
