"""Done in another tab already, or by a second press: the answer says what stands, not that it failed."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from cases.choices import HandoverStatus
from cases.models import CaseAssignment, Handover, Visit
from cases.services.cases import close_case
from cases.services.corrections import correct_visit
from cases.services.handovers import propose_handover
from cases.services.plan import drop_action, finish_action
from cases.services.visits import log_visit
from cases.tests.bridge import consent_of, draft, partner_of, send
from notifications.models import Delivery
from tests.case_factories import ActionFactory, CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def handover(anna, bo, case):
    return propose_handover(
        actor=anna, giver=anna.membership, taker=bo.membership, summaries={case.pk: "Ring først."}
    )


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize(
    ("route", "who", "data", "status"),
    [
        ("handover_confirm", "bo", {}, HandoverStatus.CONFIRMED),
        ("handover_decline", "bo", {"answer": "Jeg har for mange "}, HandoverStatus.DECLINED),
        ("handover_cancel", "anna", {}, HandoverStatus.CANCELLED),
    ],
)
def test_the_same_answer_from_two_tabs(route, who, data, status, request, login, handover):
    client, to = login(request.getfixturevalue(who)), reverse(route, args=[handover.pk])
    first, again = client.post(to, data), client.post(to, data)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert again.status_code == 302
    assert Handover.objects.get().status == status
    told = Delivery.objects.count()
    client.post(to, data)
    assert Delivery.objects.count() == told


def test_another_answer_is_still_told(login, bo, handover):
    client = login(bo)
    client.post(reverse("handover_confirm", args=[handover.pk]))
    refused = client.post(reverse("handover_decline", args=[handover.pk]), {"answer": "Alligevel ikke"})
    assert refused.status_code == 409
    assert "allerede besvaret" in refused.content.decode()


def test_a_no_with_other_words_is_told_that_the_first_stands(login, bo, handover):
    client, to = login(bo), reverse("handover_decline", args=[handover.pk])
    client.post(to, {"answer": "Jeg har for mange"})
    assert client.post(to, {"answer": "Jeg holder ferie"}).status_code == 409
    assert Handover.objects.get().answer == "Jeg har for mange"


def test_closed_in_two_tabs_with_the_same_words(login, anna, case):
    client, to = login(anna), reverse("case_close", args=[case.pk])
    ending = {"outcome": "helped", "closing_note": "Gælden er ordnet."}
    assert client.post(to, ending).status_code == client.post(to, ending).status_code == 302
    other = client.post(to, {**ending, "closing_note": "Noget andet."})
    assert other.status_code == 422
    assert "allerede afsluttet" in other.content.decode()


def test_opened_again_in_two_tabs(login, anna, case):
    close_case(actor=anna, case=case, outcome="helped")
    client, to = login(anna), reverse("case_reopen", args=[case.pk])
    answers = [client.post(to), client.post(to)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("case_detail", args=[case.pk]))
    }
    assert said(answers[1])[-1] == "Sagen er allerede åben."
    assert CaseAssignment.objects.current().count() == 1


def test_a_partners_answer_noted_in_two_tabs(login, anna, fjordbo, case):
    partner = partner_of(fjordbo)
    referral = send(anna, draft(anna, case, partner, consent=consent_of(case, partner, "contact")))
    client, to = login(anna), reverse("referral_answer", args=[referral.pk])
    for answer in ({"to": "received"}, {"to": "declined", "reason": "Der er venteliste"}):
        assert client.post(to, answer).status_code == client.post(to, answer).status_code == 302
        referral.refresh_from_db()
        assert referral.status == answer["to"]
    assert client.post(to, {"to": "declined", "reason": "Noget andet"}).status_code == 409


@pytest.mark.parametrize(
    ("before", "wanted"), [(drop_action, "done"), (finish_action, "dropped")], ids=["dropped", "done"]
)
def test_an_action_a_colleague_has_settled_otherwise(login, anna, bo, case, before, wanted):
    action = ActionFactory(case=case)
    settled = before(actor=bo, action=action)
    stands = (settled.done_at, settled.dropped_at)
    answer = login(anna).post(reverse("action_settle", args=[action.pk]), {"til": wanted})
    assert said(answer) == ["Handlingen er afsluttet, siden du åbnede siden. Den står, som den er blevet."]
    assert not any(message.extra_tags for message in get_messages(answer.wsgi_request)), "nothing to undo"
    action.refresh_from_db()
    assert (action.done_at, action.dropped_at) == stands


def test_ticked_off_twice_says_the_same_twice(login, anna, case):
    client, to = login(anna), reverse("action_settle", args=[ActionFactory(case=case).pk])
    assert said(client.post(to, {"til": "done"}))[-1] == said(client.post(to, {"til": "done"}))[-1]


def test_a_correction_undone_twice_leads_back_both_times(login, anna, tenancy):
    """Not to a form to log it anew: what it corrected stands again."""
    visit = log_visit(
        actor=anna, tenancy=tenancy, result="reached", client_uuid=uuid.uuid4(), note="Aftalt mandag"
    )
    new = correct_visit(
        actor=anna, visit=visit, result="reached", client_uuid=uuid.uuid4(), note="Aftalt tirsdag"
    )
    client, to = login(anna), f"{reverse('visit_undo', args=[new.pk])}?next=/i-dag/"
    answers = [client.post(to), client.post(to)]
    assert [answer["Location"] for answer in answers] == ["/i-dag/", "/i-dag/"]
    assert said(answers[0])[-1] == said(answers[1])[-1]
    assert Visit.objects.standing().get().note == "Aftalt mandag"


def test_a_contact_undone_twice_leads_to_its_words_both_times(login, anna, tenancy):
    visit = log_visit(actor=anna, tenancy=tenancy, result="reached", client_uuid=uuid.uuid4(), note="Ord")
    client, to = login(anna), reverse("visit_undo", args=[visit.pk])
    assert client.post(to)["Location"] == client.post(to)["Location"]
    assert not Visit.objects.standing().exists()
