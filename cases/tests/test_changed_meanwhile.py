"""What a colleague put right since the page was opened is not written over: the plan, the people around the
resident, the draft of a referral. The case and its next step: test_case_pages, test_follow_up_page."""

import re

import pytest
from django.urls import reverse

from cases.choices import DataKind
from cases.models import CasePerson, Referral, SupportPlanAction, SupportPlanGoal
from cases.services.changes import FIELDS, row_seen
from cases.tests.bridge import consent_of, draft, partner_of
from tests.case_factories import ActionFactory, CaseFactory, CasePersonFactory, GoalFactory, days_ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo, name="Gældsrådgivningen")


def goal(case, partner):
    return GoalFactory(case=case, text="Blive boende"), {"text": "Annas ord"}


def action(case, partner):
    return ActionFactory(case=case, due_on=None), {"text": "Annas ord", "owner": "resident"}


def person(case, partner):
    return CasePersonFactory(case=case, phone="20 00 00 01"), {"kind": "doctor", "name": "Annas ord"}


def referral(case, partner):
    consent = consent_of(case, partner, "contact", "economy", "support")
    row = draft(
        case.responsible.user,
        case,
        partner,
        consent=consent,
        data_kinds=[DataKind.CONTACT, DataKind.ECONOMY, DataKind.SUPPORT],
        texts={"support": "Vil have hjælp", "economy": "Får kontanthjælp"},
    )
    said = {"partner": partner.pk, "subject": "Annas ord", "data_kinds": ["contact"]}
    return row, {**said, "ground": f"samtykke-{consent.pk}", "summary": ""}


KINDS = {
    goal: ("goal_edit", "»Bos ord«"),
    action: ("action_edit", "»Bos ord«, Beboeren"),
    person: ("person_edit", "Bos ord, Læge"),
    referral: ("referral_edit", "Kladden er rettet, siden du åbnede siden."),
}
MAIN = {"person_edit": "name", "referral_edit": "subject"}


@pytest.fixture(params=KINDS, ids=lambda make: make.__name__)
def opened(request, login, anna, case, partner):
    """The page Anna has opened: her client, where it is sent, what she writes, and what it was made from."""
    (row, words), (route, says) = request.param(case, partner), KINDS[request.param]
    client, to = login(anna), reverse(route, args=[row.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(to).content.decode())[1]
    return client, to, {**words, "seen": seen}, row, MAIN.get(route, "text"), says


def test_a_colleagues_words_are_told_and_stand(opened, login, bo):
    client, to, words, row, main, says = opened
    of_bo = {**words, main: "Bos ord"}
    assert login(bo).post(to, of_bo).status_code == 302
    answer = client.post(to, words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page and "Annas ord" in page
    row.refresh_from_db()
    assert getattr(row, main) == "Bos ord"
    again = {**words, "seen": answer.context["form"]["seen"].value()}
    assert client.post(to, again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, main) == "Annas ord"


def test_the_same_words_twice_are_no_conflict(opened):
    client, to, words, *_rest = opened
    for _turn in range(2):
        assert client.post(to, words).status_code == 302


def test_a_page_of_before_there_was_any_is_taken(opened, login, bo):
    client, to, words, _row, main, _says = opened
    login(bo).post(to, {**words, main: "Bos ord"})
    assert client.post(to, {**words, "seen": ""}).status_code == 302


CHANGES = {
    SupportPlanGoal: {"text": "Andet"},
    SupportPlanAction: {"text": "Andet", "owner": "resident", "due_on": days_ahead(3), "goal_id": None},
    CasePerson: {
        "kind": "doctor",
        "name": "Andet",
        "workplace": "Andet",
        "phone": "1",
        "email": "a@example.dk",
        "note": "Andet",
    },
    Referral: {
        "subject": "Andet",
        "summary": "Andet",
        "data_kinds": ["contact"],
        "texts": {},
        "action_ids": [1],
        "consent_id": None,
        "partner_id": None,
        "legal_basis": "child",
        "basis_reason": "Andet",
    },
}


@pytest.mark.parametrize(
    ("model", "name"), [(model, name) for model, names in FIELDS.items() for name in names]
)
def test_every_field_counts(model, name, case, partner):
    make = {SupportPlanGoal: goal, SupportPlanAction: action, CasePerson: person, Referral: referral}[model]
    row, _words = make(case, partner)
    if name == "goal_id":
        row.goal = GoalFactory(case=case)
    before = row_seen(row)
    assert row_seen(row) == before
    setattr(row, name, CHANGES[model][name])
    assert row_seen(row) != before


def test_the_order_of_the_database_is_no_change(case, partner):
    """It gives the keys of an object back shortest first."""
    row, _words = referral(case, partner)
    row.texts = {"support": "Vil have hjælp", "economy": "Får kontanthjælp"}
    before = row_seen(row)
    row.texts = dict(reversed(row.texts.items()))
    assert row_seen(row) == before
