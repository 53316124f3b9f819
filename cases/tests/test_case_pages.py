"""What is done around the page of a case: put right, planned, closed, reopened; the plan; the people."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CasePerson, FollowUp, SupportPlanAction, SupportPlanGoal
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    GoalFactory,
    ReferralFactory,
    days_ahead,
)
from tests.factories import ArrearsNoticeFactory, FollowUpFactory

CPR = "Om 010190-1234"
OTHERS = [("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 403), ("gry", 403)]


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def goal(case):
    return GoalFactory(case=case)


@pytest.fixture
def action(case):
    return ActionFactory(case=case)


@pytest.fixture
def person(case):
    return CasePersonFactory(case=case)


@pytest.fixture
def anna_at(login, anna):
    return login(anna)


def at(route, row):
    return reverse(route, args=[row.pk])


class TestPuttingRight:
    FORM = {"about": "Gæld", "status": "waiting", "waits_for": "Banken", "weight": "3"}

    def test_all_of_it(self, anna_at, case):
        assert anna_at.post(at("case_edit", case), self.FORM)["Location"] == at("case_detail", case)
        case.refresh_from_db()
        assert (case.about, case.status, case.waits_for, case.weight) == ("Gæld", "waiting", "Banken", 3)

    def test_the_form_offers_where_it_may_go(self, anna_at, case):
        body = anna_at.get(at("case_edit", case)).content.decode()
        assert 'value="waiting"' in body
        assert 'value="closed"' not in body

    def test_waiting_for_nobody_keeps_the_words(self, anna_at, case):
        response = anna_at.post(at("case_edit", case), {**self.FORM, "waits_for": ""})
        assert response.status_code == 422
        assert "Gæld" in response.content.decode()

    def test_a_cpr_number(self, anna_at, case):
        form = {**self.FORM, "about": CPR}
        assert anna_at.post(at("case_edit", case), form).status_code == 422
        anna_at.post(at("case_edit", case), {**form, "cpr": "mask"})
        case.refresh_from_db()
        assert case.about == "Om xxxxxx-xxxx"

    def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(self, anna_at, login, bo, case):
        read = self.read(anna_at, case)
        login(bo).post(at("case_edit", case), {**self.FORM, "about": "Bos ord", **self.read(anna_at, case)})
        response = anna_at.post(at("case_edit", case), {**self.FORM, "about": "Annas ord", **read})
        assert response.status_code == 409
        page = response.content.decode()
        assert "Sagen er ændret, siden du åbnede siden. Nu står der: »Bos ord«, Afventer, Banken" in page
        assert "Annas ord" in page
        case.refresh_from_db()
        assert case.about == "Bos ord"
        knowing = {"seen": response.context["form"]["seen"].value()}
        anna_at.post(at("case_edit", case), {**self.FORM, "about": "Annas ord", **knowing})
        case.refresh_from_db()
        assert case.about == "Annas ord"

    @pytest.mark.parametrize(
        "change", [{"status": "active"}, {"waits_for": "Jobcentret"}, {"about": "Andet"}, {"weight": 1}]
    )
    def test_every_field_counts(self, anna_at, case, change):
        Case.objects.update(status="waiting", waits_for="Banken", about="Gæld", weight=3)
        read = self.read(anna_at, case)
        Case.objects.update(**({"waits_for": ""} if "status" in change else {}), **change)
        response = anna_at.post(at("case_edit", case), {**self.FORM, "about": "Husleje", **read})
        assert response.status_code == 409

    def test_the_same_words_twice_are_no_conflict(self, anna_at, case):
        form = {**self.FORM, **self.read(anna_at, case)}
        for _again in range(2):
            assert anna_at.post(at("case_edit", case), form).status_code == 302

    @staticmethod
    def read(client, case):
        """What a page that is opened now sends along."""
        page = client.get(at("case_edit", case)).content.decode()
        return {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}

    def test_a_closed_one_says_why_not(self, anna_at, anna, case):
        shut(case, anna)
        response = anna_at.post(at("case_edit", case), {**self.FORM, "status": "closed"})
        assert response.status_code == 422


class TestPlanningAhead:
    def test_a_next_step(self, anna_at, anna, case):
        form = {"due_on": days_ahead(3).isoformat(), "text": "Gå forbi"}
        assert anna_at.post(at("case_plan", case), form)["Location"] == at("case_detail", case)
        planned = FollowUp.objects.get()
        assert (planned.caretaker, planned.due_on, planned.text) == (anna, days_ahead(3), "Gå forbi")

    def test_where_there_is_one_it_is_moved(self, anna_at, anna, case):
        planned = FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
        assert at("follow_up_edit", planned) in anna_at.get(at("case_plan", case))["Location"]

    def test_two_at_once_leave_one(self, anna_at, anna, case):
        FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
        form = {"due_on": days_ahead(3).isoformat(), "text": "Gå forbi"}
        response = anna_at.post(at("case_plan", case), form)
        assert response.status_code == 422
        assert "Der er allerede et næste skridt" in response.content.decode()
        assert "Gå forbi" in response.content.decode()


def shut(case, by):
    Case.objects.filter(pk=case.pk).update(
        status="closed", outcome="helped", closed_at=timezone.now(), closed_by=by
    )


class TestClosing:
    def test_with_an_outcome(self, anna_at, case):
        form = {"outcome": "helped", "closing_note": "Det gik godt."}
        assert anna_at.post(at("case_close", case), form)["Location"] == at("case_detail", case)
        assert not Case.objects.get().is_open

    def test_what_holds_it_back_is_listed_instead_of_the_form(self, anna_at, case, action):
        body = anna_at.get(at("case_close", case)).content.decode()
        assert action.text in body
        assert "Hvordan endte det?" not in body

    def test_each_leads_to_where_it_is_settled(self, anna_at, anna, case, action):
        step = FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
        asked = ReferralFactory(
            case=case,
            partner__kind="social_services",
            status="sent",
            legal_basis="vital",
            basis_reason="Fare for liv",
            sent_at=timezone.now(),
            answer_due_on=days_ahead(9),
        )
        demand = ArrearsNoticeFactory(
            tenancy=case.tenancy,
            stage="demand",
            demand_received_on=days_ahead(0),
            demand_deadline=days_ahead(14),
        )
        url = at("case_close", case)
        body = anna_at.get(url).content.decode()
        for route, row in (
            ("action_edit", action),
            ("follow_up_edit", step),
            ("referral_detail", asked),
            ("notice_detail", demand),
        ):
            assert f'href="{at(route, row)}?next=%2F' in body
            assert anna_at.get(at(route, row)).status_code == 200

    def test_what_came_in_between_is_said_and_the_words_stay(self, anna_at, case, action):
        response = anna_at.post(at("case_close", case), {"outcome": "helped", "closing_note": "Ordene."})
        assert response.status_code == 422
        body = response.content.decode()
        assert "frister, der ikke er afsluttet" in body
        assert "Ordene." in body
        assert action.text in body

    def test_an_outcome_is_needed(self, anna_at, case):
        response = anna_at.post(at("case_close", case), {"closing_note": "Ordene."})
        assert response.status_code == 422
        assert "Vælg et udfald" in response.content.decode()

    def test_reopened_it_stays_with_who_had_it_and_the_opener_still_sees_it(self, login, bo, anna, case):
        shut(case, anna)
        response = login(bo).post(at("case_reopen", case), follow=True)
        assert response.status_code == 200
        assert "hos den, der havde den" in response.content.decode()
        assert Case.objects.get().responsible == anna.membership


class TestThePlan:
    def test_a_goal_and_an_action_that_leads_there(self, anna_at, case):
        response = anna_at.post(at("goal_add", case), {"text": "Sove om natten"})
        assert response["Location"] == f"{at('case_detail', case)}#planen"
        goal = SupportPlanGoal.objects.get()
        form = {"text": "Ringe", "owner": "resident", "due_on": days_ahead(5).isoformat(), "goal": goal.pk}
        anna_at.post(at("action_add", case), form)
        action = SupportPlanAction.objects.get()
        assert (action.goal, action.owner, action.due_on) == (goal, "resident", days_ahead(5))

    @pytest.mark.parametrize("route", ["goal_add", "action_add"])
    def test_a_form_that_fails_gives_the_words_back_on_the_page(self, anna_at, case, route):
        response = anna_at.post(at(route, case), {"text": CPR, "owner": "resident", "due_on": ""})
        assert response.status_code == 422
        body = response.content.decode()
        assert CPR in body
        assert "Skjul nummeret" in body
        assert f"Sag {case.number}" in body

    def test_the_other_form_is_not_disturbed(self, anna_at, case):
        body = anna_at.post(at("goal_add", case), {"text": ""}).content.decode()
        assert body.count('class="sv-errors"') <= 1
        assert 'id="goal_text"' in body
        assert 'id="action_text"' in body

    @pytest.mark.parametrize(
        ("til", "status"), [("reached", "reached"), ("given_up", "given_up"), ("", "open")]
    )
    def test_a_goal_is_settled(self, anna_at, goal, til, status):
        anna_at.post(at("goal_settle", goal), {"til": til})
        goal.refresh_from_db()
        assert goal.status == status

    def test_an_action_is_done_and_undone_by_the_toast(self, anna_at, anna, case, action):
        anna_at.post(at("action_settle", action), {"til": "done"})
        action.refresh_from_db()
        assert action.done_by == anna
        page = anna_at.get(at("case_detail", case)).content.decode()
        assert "Handlingen er gjort." in page
        assert "til=open" in page
        anna_at.post(f"{at('action_settle', action)}?til=open")
        action.refresh_from_db()
        assert action.is_open

    def test_an_action_is_dropped(self, anna_at, action):
        anna_at.post(at("action_settle", action), {"til": "dropped"})
        action.refresh_from_db()
        assert action.dropped_at

    def test_words_are_put_right(self, anna_at, goal, action):
        anna_at.post(at("goal_edit", goal), {"text": "Nye ord"})
        form = {"text": "Andre ord", "owner": "partner", "due_on": "", "goal": goal.pk}
        anna_at.post(at("action_edit", action), form)
        goal.refresh_from_db()
        action.refresh_from_db()
        assert (goal.text, action.text, action.owner) == ("Nye ord", "Andre ord", "partner")
        assert (action.due_on, action.goal) == (None, goal)

    def test_a_day_that_has_passed_stands_when_only_words_are_put_right(self, anna_at, case):
        late = ActionFactory(case=case, due_on=days_ahead(-3))
        form = {"text": "Andre ord", "owner": "caretaker", "due_on": late.due_on.isoformat()}
        assert anna_at.post(at("action_edit", late), form).status_code == 302
        form["due_on"] = days_ahead(-1).isoformat()
        assert anna_at.post(at("action_edit", late), form).status_code == 422

    def test_an_action_of_a_goal_that_is_reached_is_still_put_right(self, anna_at, goal, case):
        action = ActionFactory(case=case, goal=goal)
        SupportPlanGoal.objects.update(status="reached", settled_at=timezone.now())
        form = {"text": "Nye ord", "owner": "caretaker", "due_on": "", "goal": goal.pk}
        anna_at.post(at("action_edit", action), form)
        action.refresh_from_db()
        assert (action.text, action.goal) == ("Nye ord", goal)

    @pytest.mark.parametrize("route", ["goal_add", "action_add"])
    def test_of_a_closed_case_it_says_why_not(self, anna_at, anna, case, route):
        shut(case, anna)
        response = anna_at.post(at(route, case), {"text": "Ord", "owner": "resident"})
        assert response.status_code == 422
        assert not SupportPlanGoal.objects.exists()
        assert not SupportPlanAction.objects.exists()

    def test_settling_in_a_closed_case_answers_with_a_sentence(self, anna_at, anna, case, action):
        shut(case, anna)
        response = anna_at.post(at("action_settle", action), {"til": "done"})
        assert response.status_code == 409
        assert "Genåbn" in response.content.decode()


class TestPeople:
    def test_added(self, anna_at, case):
        form = {"kind": "doctor", "name": "Lægehuset", "phone": "20 11 22 33", "note": "Ring før kl. 9"}
        assert anna_at.post(at("person_add", case), form)["Location"] == f"{at('case_detail', case)}#personer"
        person = CasePerson.objects.get()
        assert (person.kind, person.name, person.note) == ("doctor", "Lægehuset", "Ring før kl. 9")

    def test_put_right(self, anna_at, person):
        form = {"kind": "guardian", "name": "Nyt Navn"}
        anna_at.post(at("person_edit", person), form)
        person.refresh_from_db()
        assert (person.kind, person.name) == ("guardian", "Nyt Navn")

    def test_taken_off_meanwhile_is_said_and_the_words_stay(self, anna_at, person):
        anna_at.post(at("person_end", person))
        form = {"kind": "guardian", "name": "Nyt Navn"}
        response = anna_at.post(at("person_edit", person), form)
        assert response.status_code == 422
        page = response.content.decode()
        assert "Personen er taget af sagen imens" in page
        assert "Nyt Navn" in page

    def test_taken_off_and_brought_back_by_the_toast(self, anna_at, person):
        anna_at.post(at("person_end", person))
        assert not CasePerson.objects.current().exists()
        anna_at.post(f"{at('person_end', person)}?igen")
        assert CasePerson.objects.current().exists()

    def test_a_cpr_number_in_the_note(self, anna_at, case):
        form = {"kind": "doctor", "name": "Lægehuset", "note": CPR}
        assert anna_at.post(at("person_add", case), form).status_code == 422
        anna_at.post(at("person_add", case), {**form, "cpr": "keep"})
        assert CasePerson.objects.get().note == CPR


PAGES = ["case_edit", "case_plan", "case_close", "person_add"]
ACTIONS = ["case_reopen", "goal_add", "action_add"]


@pytest.mark.parametrize("route", [*PAGES, *ACTIONS])
@pytest.mark.parametrize(("who", "status"), OTHERS)
def test_who_may_not_on_a_case(login, case, route, who, status, request):
    assert login(request.getfixturevalue(who)).post(at(route, case), {"text": "x"}).status_code == status


ROWS = [
    ("goal_edit", "goal"),
    ("goal_settle", "goal"),
    ("action_edit", "action"),
    ("action_settle", "action"),
    ("person_edit", "person"),
    ("person_end", "person"),
]


@pytest.mark.parametrize(("route", "row"), ROWS)
@pytest.mark.parametrize(("who", "status"), OTHERS)
def test_who_may_not_on_its_rows(login, request, route, row, who, status):
    url = at(route, request.getfixturevalue(row))
    assert login(request.getfixturevalue(who)).post(url, {"text": "x"}).status_code == status


@pytest.mark.parametrize(
    ("route", "row"),
    [
        *((route, "case") for route in ACTIONS),
        ("goal_settle", "goal"),
        ("action_settle", "action"),
        ("person_end", "person"),
    ],
)
def test_what_writes_is_not_got(anna_at, request, route, row):
    assert anna_at.get(at(route, request.getfixturevalue(row))).status_code == 405


@pytest.mark.parametrize(
    ("route", "row"),
    [
        *((route, "case") for route in PAGES),
        ("goal_edit", "goal"),
        ("action_edit", "action"),
        ("person_edit", "person"),
    ],
)
def test_wrong_method(anna_at, request, route, row):
    assert anna_at.put(at(route, request.getfixturevalue(row))).status_code == 405
