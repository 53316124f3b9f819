"""What the contact form asks after each result, and what of it is kept."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.choices import VisitResult
from cases.models import Draft, FollowUp, SupportPlanAction, Visit
from tests.case_factories import ActionFactory, CaseFactory, handed_over
from tests.factories import (
    DwellingFactory,
    FollowUpFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
)


@pytest.fixture
def url(tenancy):
    return reverse("visit_log", args=[tenancy.pk])


@pytest.fixture
def neighbour(tenancy):
    dwelling = DwellingFactory(stairwell=tenancy.dwelling.stairwell, floor="2", side="tv")
    home = TenancyFactory(dwelling=dwelling)
    ResidentFactory(tenancy=home, name="Nabo Prøvesen")
    return home


@pytest.fixture
def action(anna, tenancy):
    return ActionFactory(case=CaseFactory(tenancy=tenancy, responsible=anna.membership))


def body(**fields):
    return {"client_uuid": str(uuid.uuid4()), "result": "reached", "plan": "none", **fields}


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def test_what_was_chosen_is_kept(login, anna, url, tenancy, action):
    resident = tenancy.residents.get()
    chosen = {"duration": "45", "facts": ["agreement", "debt_advice"], "residents": [str(resident.pk)]}
    login(anna).post(url, body(actions=[str(action.pk)], **chosen))
    visit = Visit.objects.get()
    assert (visit.kind, visit.duration_minutes, visit.facts) == ("visit", 45, ["agreement", "debt_advice"])
    assert list(visit.residents.all()) == [resident]
    action.refresh_from_db()
    assert (action.done_by_visit, action.done_by, action.done_at is not None) == (visit, anna, True)


@pytest.mark.parametrize(
    ("fields", "result", "kind"),
    [
        ({"result": "phone"}, "phone", "call"),
        ({"result": "phone", "no_answer": "1", "plan": ""}, "no_answer", "call"),
        ({"result": "no_answer", "plan": ""}, "no_answer", "call"),
        ({"result": "card_left", "plan": ""}, "card_left", "letter"),
        ({"result": "other", "kind": "meeting"}, "other", "meeting"),
        ({"result": "other", "kind": "letter", "plan": ""}, "other", "letter"),
        ({"result": "other", "kind": "work"}, "other", "work"),
        ({"result": "other"}, "other", "work"),
    ],
)
def test_result_and_kind(login, anna, url, fields, result, kind):
    assert login(anna).post(url, body(**fields)).status_code == 302
    visit = Visit.objects.get()
    assert (visit.result, visit.kind) == (result, kind)


@pytest.mark.parametrize("result", ["not_home", "card_left", "declined"])
def test_who_met_nobody_is_asked_for_nothing_and_gets_a_proposal(login, anna, url, result):
    assert login(anna).post(url, body(result=result, plan="")).status_code == 302
    assert FollowUp.objects.open().get().due_on > timezone.localdate()


@pytest.mark.parametrize("fields", [{"result": "reached"}, {"result": "phone"}, {"result": "other"}])
def test_who_met_somebody_says_what_comes_next(login, anna, url, fields):
    assert login(anna).post(url, body(plan="", **fields)).status_code == 422


def test_a_reason_is_kept_of_a_failed_try_and_nothing_that_needs_somebody(login, anna, url, tenancy, action):
    hidden = {"duration": "30", "facts": "agreement", "residents": tenancy.residents.get().pk}
    login(anna).post(url, body(result="not_home", plan="", reason="abandoned", actions=action.pk, **hidden))
    visit = Visit.objects.get()
    assert (visit.reason, visit.duration_minutes, visit.facts) == ("abandoned", None, [])
    assert not visit.residents.exists()
    action.refresh_from_db()
    assert action.is_open


def test_a_reason_hidden_under_contact_is_left_out(login, anna, url):
    login(anna).post(url, body(reason="unsafe"))
    assert Visit.objects.get().reason == ""


def test_the_only_resident_is_chosen_beforehand_and_of_two_none(login, anna, url, tenancy):
    resident = tenancy.residents.get()
    chip = f'name="residents" id="id_residents_0" value="{resident.pk}"'
    assert f"{chip} checked" in login(anna).get(url, {"result": "reached"}).content.decode()
    ResidentFactory(tenancy=tenancy)
    page = login(anna).get(url, {"result": "reached"}).content.decode()
    assert chip in page and f"{chip} checked" not in page


def test_somebody_elses_resident_and_action_are_not_touched(login, anna, url, neighbour):
    foreign = ActionFactory()
    login(anna).post(url, body(residents=neighbour.residents.get().pk, actions=foreign.pk))
    assert not Visit.objects.get().residents.exists()
    foreign.refresh_from_db()
    assert foreign.is_open


def test_several_households_in_one_entry_are_undone_together(login, anna, url, tenancy, neighbour):
    client = login(anna)
    assert "2. tv" in client.get(url, {"result": "reached"}).content.decode()
    client.post(url, body(also=neighbour.pk, note="Larm på trappen"))
    rows = Visit.objects.order_by("pk")
    assert [row.tenancy for row in rows] == [tenancy, neighbour]
    assert {row.note for row in rows} == {"Larm på trappen"}
    assert len({row.client_uuid for row in rows}) == 1
    client.post(reverse("visit_undo", args=[rows[1].pk]))
    assert not Visit.objects.standing().exists()


def test_a_typed_address_names_a_household(login, anna, url, laerke, tenancy):
    far = TenancyFactory(
        dwelling=DwellingFactory(
            stairwell=StairwellFactory(estate=laerke, street="Ærøvej", house_number="4"), floor="1", side="tv"
        )
    )
    login(anna).post(url, body(also_address="ærøvej 4 1 tv"))
    assert set(Visit.objects.values_list("tenancy", flat=True)) == {tenancy.pk, far.pk}


def test_in_the_same_stairwell_floor_and_side_are_enough(login, anna, url, tenancy, neighbour):
    login(anna).post(url, body(also_address="2. tv"))
    assert set(Visit.objects.values_list("tenancy", flat=True)) == {tenancy.pk, neighbour.pk}


@pytest.mark.parametrize("address", ["Findes ikke 9", "Skovvej 1, 3. th"])
def test_an_address_that_is_not_hers_is_asked_about_and_nothing_is_lost(login, anna, url, skov, address):
    TenancyFactory(dwelling__stairwell=StairwellFactory(estate=skov, street="Skovvej", house_number="1"))
    response = login(anna).post(url, body(also_address=address, note="Vigtige ord", facts="agreement"))
    page = response.content.decode()
    assert response.status_code == 422 and "findes ikke i dine afdelinger" in page
    assert "Vigtige ord" in page and address in page
    assert 'value="agreement" checked' in page
    assert not Visit.objects.exists()


def test_a_household_handed_away_cannot_be_taken_along(login, anna, bo, url, neighbour):
    handed_over(CaseFactory(tenancy=neighbour, responsible=anna.membership), bo.membership)
    login(anna).post(url, body(also=neighbour.pk))
    assert Visit.objects.count() == 1


def test_a_neighbours_agreement_ahead_stands(login, anna, url, tenancy, neighbour):
    FollowUpFactory(tenancy=neighbour, caretaker=anna, due_on=in_days(4), text="Møde")
    login(anna).post(url, body(plan="1w", also=neighbour.pk))
    texts = dict(FollowUp.objects.open().values_list("tenancy_id", "text"))
    assert texts == {tenancy.pk: "Følg op", neighbour.pk: "Møde"}


CHANGES = [
    {"facts": ["agreement", "municipality"]},
    {"duration": "60"},
    {"residents": []},
    {"actions": []},
    {"also": []},
    {"plan": "1w"},
    {"result": "phone"},
    {"note": "Andet"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_all_of_a_body_sent_twice_is_compared(login, anna, url, tenancy, neighbour, action, change):
    form = body(
        facts=["agreement"],
        duration="30",
        residents=[tenancy.residents.get().pk],
        actions=[action.pk],
        also=[neighbour.pk],
        note="Ord",
    )
    client = login(anna)
    for _ in range(3):
        assert client.post(url, form).status_code == 302
    assert Visit.objects.count() == 2
    assert client.post(url, {**form, **change}).status_code == 409
    assert Visit.objects.count() == 2


def test_a_reason_sent_twice_is_compared(login, anna, url):
    form, client = body(result="not_home", plan="", reason="unsafe"), login(anna)
    for reason, status in (("unsafe", 302), ("unsafe", 302), ("abandoned", 409)):
        assert client.post(url, {**form, "reason": reason}).status_code == status


def test_as_agreed_and_nothing_are_two_bodies(login, anna, url, tenancy):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    form, client = body(), login(anna)
    assert client.post(url, form).status_code == 302
    assert client.post(url, {**form, "plan": "keep"}).status_code in {409, 422}


def test_a_conflict_gives_every_chip_back(login, anna, url, neighbour):
    form, client = body(note="Ord"), login(anna)
    client.post(url, form)
    response = client.post(url, {**form, "facts": ["agreement", "letters"], "also": [neighbour.pk]})
    page = response.content.decode()
    assert response.status_code == 409
    for value in ("agreement", "letters", neighbour.pk):
        assert f'value="{value}" checked' in page


def test_undoing_opens_the_actions_again_and_gives_the_chips_back(login, anna, url, tenancy, action):
    client = login(anna)
    client.post(url, body(facts=["agreement"], duration="15", actions=action.pk, note="Ord"))
    undone = client.post(reverse("visit_undo", args=[Visit.objects.get().pk]))
    action.refresh_from_db()
    assert action.is_open and action.done_by is None
    page = client.get(undone["Location"]).content.decode()
    for value in ("agreement", "15", action.pk):
        assert f'value="{value}" checked' in page


def test_an_action_a_colleague_has_ticked_stays_theirs(login, anna, bo, url, action):
    SupportPlanAction.objects.update(done_at=timezone.now(), done_by=bo)
    form, client = body(actions=action.pk), login(anna)
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    action.refresh_from_db()
    assert (action.done_by, action.done_by_visit) == (bo, None)


def test_a_draft_keeps_the_chips(login, anna, url, tenancy, neighbour):
    client = login(anna)
    draft = {"note": "Ord", "facts": ["agreement", "letters"], "duration": "60", "result": "reached"}
    client.post(reverse("visit_draft", args=[tenancy.pk]), {**draft, "also_address": "010190-1234"})
    assert "010190" not in str(Draft.objects.get().body)
    page = client.get(url).content.decode()
    for value in ("agreement", "letters", "60"):
        assert f'value="{value}" checked' in page


@pytest.mark.parametrize(("tries", "sentence"), [(1, "1 forsøg uden kontakt"), (3, "prøv et kort i døren")])
def test_the_form_explains_the_ladder(login, anna, url, tenancy, tries, sentence):
    for _ in range(tries):
        login(anna).post(url, body(result=VisitResult.NOT_HOME, plan=""))
        FollowUp.objects.update(due_on=timezone.localdate())
    assert sentence in login(anna).get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_however_much_there_is(
    login, anna, url, tenancy, action, count, django_assert_max_num_queries
):
    for number in range(count):
        DwellingFactory(stairwell=tenancy.dwelling.stairwell, floor=str(number))
        TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
        ActionFactory(case=action.case)
        ResidentFactory(tenancy=tenancy)
    client = login(anna)
    with django_assert_max_num_queries(22):
        client.get(url, {"result": "reached"})
