"""Handing over on the page: choose, describe, answer, and the receipt."""

import pytest
from django.urls import reverse

from audit.choices import Purpose
from audit.models import LookUp
from cases.models import Case, Handover
from cases.services.handovers import confirm_handover, propose_handover
from tests.case_factories import ActionFactory, CaseFactory, days_ahead
from tests.factories import FollowUpFactory, TenancyFactory

WORDS = "Ring efter kl. 16, hunden hedder Plet."


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership, about="Hemmeligt om hvad sagen er")


@pytest.fixture
def handover(anna, bo, case):
    return propose_handover(
        actor=anna, giver=anna.membership, taker=bo.membership, summaries={case.pk: WORDS}
    )


def form(case, taker, **more):
    return {"taker": taker.membership.pk, f"sag_{case.pk}": "on", f"om_{case.pk}": WORDS, **more}


def page_of(response):
    return response.content.decode()


def test_proposing_ends_on_the_page_of_the_handover(login, anna, bo, case):
    response = login(anna).post(reverse("handover_create"), form(case, bo))
    handover = Handover.objects.get()
    assert response["Location"] == reverse("handover_detail", args=[handover.pk])
    assert handover.items.get().summary == WORDS


def test_the_form_lists_what_is_open_and_what_is_near(login, anna, case, tenancy):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, text="Ring til banken")
    ActionFactory(case=case, text="Søge om hjælp", due_on=days_ahead(20))
    text = page_of(login(anna).get(reverse("handover_create"), {"sag": case.pk}))
    assert case.number in text
    assert "Næste skridt i dag: »Ring til banken«" in text
    assert "Søge om hjælp" in text
    for said in ("Næste skridt", "Ring til banken", "Handling i planen"):
        assert text.count(said) == 1, said
    assert f'name="sag_{case.pk}" class="checkboxinput form-check-input"' in text or "checked" in text


def test_nothing_typed_is_lost_and_every_error_is_said(login, anna, bo, case, laerke):
    other = CaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
    )
    sent = {**form(case, bo), f"sag_{other.pk}": "on", f"om_{other.pk}": ""}
    response = login(anna).post(reverse("handover_create"), sent)
    assert response.status_code == 422
    assert WORDS in page_of(response)
    assert f"Skriv kort, hvad den nye skal vide om sag {other.number}" in page_of(response)
    assert not Handover.objects.exists()


def test_a_taker_without_the_estate_is_refused_with_what_to_do(login, anna, case, fjordbo, moelle):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle)
    response = login(anna).post(reverse("handover_create"), form(case, ib))
    assert response.status_code == 422
    assert "Ib Iversen har ikke Lærkeparken i dag" in page_of(response)
    assert WORDS in page_of(response)


def test_a_cpr_number_in_a_summary_is_asked_about(login, anna, bo, case):
    sent = form(case, bo) | {f"om_{case.pk}": "Om 010190-1234"}
    response = login(anna).post(reverse("handover_create"), sent)
    assert response.status_code == 422
    login(anna).post(reverse("handover_create"), {**sent, "cpr": "mask"})
    assert Handover.objects.get().items.get().summary == "Om xxxxxx-xxxx"


def test_the_taker_reads_the_words_and_that_is_a_look_up(login, bo, case, handover):
    text = page_of(login(bo).get(reverse("handover_detail", args=[handover.pk])))
    assert "hunden hedder Plet" in text
    look_up = LookUp.objects.get()
    assert (look_up.subject, look_up.subject_id, look_up.purpose) == (
        "cases.Case",
        case.pk,
        Purpose.HANDOVER,
    )


def test_the_taker_confirms_and_gets_a_receipt(login, bo, case, handover):
    response = login(bo).post(reverse("handover_confirm", args=[handover.pk]), follow=True)
    assert "Kvittering" in page_of(response)
    case.refresh_from_db()
    assert case.responsible == bo.membership


def test_the_giver_keeps_the_receipt_but_not_the_words(login, anna, bo, case, handover, tenancy):
    confirm_handover(actor=bo, handover=handover)
    text = page_of(login(anna).get(reverse("handover_detail", args=[handover.pk])))
    assert case.number in text
    assert "hunden hedder Plet" not in text
    assert tenancy.dwelling.address not in text


def test_the_coordinator_sees_that_and_not_what(login, freja, case, handover, tenancy, anna):
    text = page_of(login(freja).get(reverse("handover_detail", args=[handover.pk])))
    assert case.number in text
    assert "hunden hedder Plet" not in text
    assert "Hemmeligt" not in text
    assert not LookUp.objects.exists()


def test_declining_without_a_reason_asks_for_one(login, bo, handover):
    url = reverse("handover_decline", args=[handover.pk])
    response = login(bo).post(url, {"answer": ""})
    assert response.status_code == 422
    assert "hunden hedder Plet" in page_of(response)
    login(bo).post(url, {"answer": "Jeg har for mange"})
    handover.refresh_from_db()
    assert (handover.status, handover.answer) == ("declined", "Jeg har for mange")


def test_a_second_answer_is_told_what_the_first_was(login, anna, bo, handover):
    confirm_handover(actor=bo, handover=handover)
    response = login(anna).post(reverse("handover_cancel", args=[handover.pk]))
    assert response.status_code == 409
    assert "allerede besvaret" in page_of(response)


def test_a_coordinator_moves_cases_without_seeing_into_them(login, freja, anna, bo, case, tenancy):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, text="Ring til banken")
    url = reverse("redistribute", args=[anna.membership.pk])
    text = page_of(login(freja).get(url))
    assert case.number in text
    assert "Næste skridt i dag" in text
    assert "Ring til banken" not in text
    assert "Hemmeligt" not in text
    login(freja).post(url, form(case, bo))
    handover = Handover.objects.get()
    assert (handover.giver, handover.made_by) == (anna.membership, freja)


def test_the_inbox_says_who_asks_and_leads_there(login, anna, bo, handover):
    from notifications.models import Delivery
    from notifications.services.delivering import deliver

    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    text = page_of(login(bo).get(reverse("inbox")))
    assert "Anna Andersen vil overdrage sager til dig" in text
    item = bo.inbox_items.get()
    response = login(bo).get(reverse("inbox_open", args=[item.pk]))
    assert response["Location"] == reverse("handover_detail", args=[handover.pk])


@pytest.mark.parametrize("route", ["handover_list", "handover_create"])
def test_the_lists_cost_the_same_for_one_and_three(
    route, login, anna, bo, laerke, django_assert_max_num_queries
):
    client = login(anna)
    for number in (1, 3):
        for _ in range(number):
            case = CaseFactory(
                tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
            )
            CaseFactory(
                tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
            )
            propose_handover(
                actor=anna, giver=anna.membership, taker=bo.membership, summaries={case.pk: WORDS}
            )
        with django_assert_max_num_queries(10):
            client.get(reverse(route))


def test_the_page_of_a_handover_costs_the_same_for_one_and_three(
    login, anna, bo, laerke, django_assert_max_num_queries
):
    client = login(bo)
    for number in (1, 3):
        cases = [
            CaseFactory(
                tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
            )
            for _ in range(number)
        ]
        handover = propose_handover(
            actor=anna,
            giver=anna.membership,
            taker=bo.membership,
            summaries=dict.fromkeys([case.pk for case in cases], WORDS),
        )
        with django_assert_max_num_queries(10):
            client.get(reverse("handover_detail", args=[handover.pk]))


ROUTES = {"handover_detail": "get", "handover_confirm": "post", "handover_decline": "post"}


@pytest.mark.parametrize(("route", "method"), ROUTES.items())
@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("dorte", 403), ("erik", 403), ("gry", 403)])
def test_strangers(route, method, who, status, login, request, handover):
    client = login(request.getfixturevalue(who))
    assert getattr(client, method)(reverse(route, args=[handover.pk])).status_code == status


def test_the_other_side_does_not_answer(login, anna, bo, handover):
    assert login(anna).post(reverse("handover_confirm", args=[handover.pk])).status_code == 403
    assert login(bo).post(reverse("handover_cancel", args=[handover.pk])).status_code == 403


def test_wrong_method(login, bo, handover):
    assert login(bo).get(reverse("handover_confirm", args=[handover.pk])).status_code == 405
    assert login(bo).post(reverse("handover_detail", args=[handover.pk])).status_code == 405


def test_a_colleagues_cases_are_not_hers_to_give(login, anna, bo, case):
    text = page_of(login(bo).get(reverse("handover_create")))
    assert case.number not in text
    assert Case.objects.visible_to(bo).exists()


def test_i_dag_asks_the_taker_until_there_is_an_answer(login, anna, bo, handover):
    url, link = reverse("today"), reverse("handover_detail", args=[handover.pk])
    asked = page_of(login(bo).get(url))
    assert "Anna Andersen vil overdrage 1 sag til dig." in asked
    assert link in asked
    assert link not in page_of(login(anna).get(url))
    confirm_handover(actor=bo, handover=handover)
    assert link not in page_of(login(bo).get(url))
