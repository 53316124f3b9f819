"""Keeping the directory on its pages."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Partner, PartnerAgreement
from cases.tests.bridge import partner_of


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo, name="Gældsrådgivningen")


def agreed(**changes):
    today = timezone.localdate().isoformat()
    form = {"contact": "Lone, vagten", "may_ask": "Et møde", "response_weekdays": "7", "starts_on": today}
    return form | changes


def test_an_empty_directory_says_what_it_is_for(login, anna):
    page = login(anna).get(reverse("partner_list")).content.decode()
    assert "Ingen samarbejdspartnere endnu" in page


def test_a_partner_and_then_the_agreement(login, freja):
    client = login(freja)
    form = {"kind": "job_centre", "name": "Jobcentret", "phone": "87 00 00 09"}
    answer = client.post(reverse("partner_create"), form)
    partner = Partner.objects.get()
    assert answer["Location"] == reverse("agreement_create", args=[partner.pk])
    page = client.post(answer["Location"], agreed(), follow=True).content.decode()
    assert "Lone, vagten" in page
    assert "7 hverdage" in page
    listed = client.get(reverse("partner_list")).content.decode()
    assert "Jobcenter" in listed
    assert "tel:+4587000009" in listed


def test_the_former_agreement_can_still_be_read(login, anna, partner):
    page = login(anna).post(reverse("agreement_create", args=[partner.pk]), agreed(), follow=True)
    text = page.content.decode()
    assert "Andre aftaler" in text
    assert "Vagttelefonen" in text
    assert PartnerAgreement.objects.count() == 2


def test_the_form_begins_with_what_is_agreed(login, anna, partner):
    page = login(anna).get(reverse("agreement_create", args=[partner.pk])).content.decode()
    assert "Vagttelefonen" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"contact": ""}, "Skriv, hvem man taler med"),
        ({"response_weekdays": "61"}, "mellem 1 og 60"),
        ({"starts_on": "2020-01-01"}, "skal begynde senere"),
        ({"ends_on": "2020-01-01"}, "slutte efter"),
        ({"may_ask": "Om 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_errors_keep_what_was_typed(changes, says, login, anna, partner):
    form = agreed(email="vagt@example.dk", **changes)
    answer = login(anna).post(reverse("agreement_create", args=[partner.pk]), form)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "vagt@example.dk" in answer.content.decode()
    assert PartnerAgreement.objects.count() == 1


def test_the_same_name_twice(login, anna, partner):
    form = {"kind": "other", "name": "Gældsrådgivningen"}
    answer = login(anna).post(reverse("partner_create"), form)
    assert answer.status_code == 422
    assert "Der findes allerede" in answer.content.decode()


def test_another_name(login, anna, partner):
    form = {"kind": "other", "name": "Rådgivningen", "address": "Torvet 1"}
    page = login(anna).post(reverse("partner_edit", args=[partner.pk]), form, follow=True).content.decode()
    assert "Rådgivningen" in page
    assert "Torvet 1" in page


def test_an_ended_one_leaves_the_list_and_stays_readable(login, anna, partner):
    client = login(anna)
    client.post(reverse("partner_end", args=[partner.pk]))
    assert "Gældsrådgivningen" not in client.get(reverse("partner_list")).content.decode()
    page = client.get(reverse("partner_detail", args=[partner.pk])).content.decode()
    assert "Samarbejdet er afsluttet" in page
    assert "Afslut samarbejdet" not in page


def test_an_agreement_that_ran_out_is_no_agreement(login, anna, partner):
    partner.agreements.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert "Ingen aftale i dag" in login(anna).get(reverse("partner_list")).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("freja", 200), ("carla", 404), ("dorte", 403), ("erik", 403), ("gry", 403)]
)
@pytest.mark.parametrize("route", ["partner_detail", "partner_edit", "agreement_create"])
def test_who_may(route, who, status, login, partner, request):
    url = reverse(route, args=[partner.pk])
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, anna, partner):
    assert login(anna).get(reverse("partner_end", args=[partner.pk])).status_code == 405
    assert login(anna).post(reverse("partner_detail", args=[partner.pk])).status_code == 405
    assert login(anna).put(reverse("partner_create")).status_code == 405
