"""The forms of an eviction case in the browser's eyes: the rule, the preview, what is refused and keeps its
words, and what somebody else has changed in the meantime."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.phrases import say_day
from evictions.models import DeadlineOverride, EvictionCase, LegalStep
from evictions.rules import demand_deadline
from evictions.services.legal_steps import issue_demand
from tests.eviction_factories import DeadlineOverrideFactory, EvictionCaseFactory, days_ahead

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, due_date=dt.date(2026, 10, 1))


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def url(name, case):
    return reverse(f"eviction_{name}", args=[case.pk])


def text(response):
    return response.content.decode().replace("\xa0", " ")


STEPS = {
    "demand": {"channel": "letter"},
    "demand_received": {"proof": "postal"},
    "termination": {},
    "filing": {"court": "Retten i Fjordby"},
    "municipality": {"proof": "Kvittering 8812"},
}


@pytest.mark.parametrize("name", STEPS)
def test_a_form_shows_its_rule_with_source_and_date(login, dorte, case, name):
    page = text(login(dorte).get(url(name, case)))
    assert "Regler og kilder" in page
    assert "Almenlejeloven §" in page
    assert "kontrolleret 22. november 2026" in page


@pytest.mark.parametrize(("name", "more"), STEPS.items())
def test_registering_leads_back_to_the_case(login, dorte, case, name, more):
    data = {"seen": case.revision, "on": TODAY.isoformat(), **more}
    response = login(dorte).post(url(name, case), data)
    assert response.status_code == 302
    assert response["Location"] == reverse("eviction_detail", args=[case.pk])
    assert LegalStep.objects.get().on == TODAY


@pytest.mark.parametrize(("name", "more"), STEPS.items())
def test_sent_twice_it_is_one_step(login, dorte, case, name, more):
    data = {"seen": case.revision, "on": TODAY.isoformat(), **more}
    client = login(dorte)
    assert [client.post(url(name, case), data).status_code for _time in range(2)] == [302, 302]
    assert LegalStep.objects.count() == 1


@pytest.mark.parametrize("name", STEPS)
def test_nothing_filled_in_is_refused_and_changes_nothing(login, dorte, case, name):
    response = login(dorte).post(url(name, case), {"seen": case.revision})
    assert response.status_code == 422
    assert "sv-errors" in text(response)
    assert not LegalStep.objects.exists()


def test_what_the_service_refuses_keeps_what_was_typed(login, dorte, case):
    tomorrow = days_ahead(1).isoformat()
    data = {"seen": case.revision, "on": tomorrow, "court": "Retten i Fjordby", "court_number": "FS 77/2026"}
    response = login(dorte).post(url("filing", case), data)
    assert response.status_code == 422
    assert "Dagen ligger i fremtiden" in text(response)
    assert tomorrow in text(response)
    assert "FS 77/2026" in text(response)


def test_a_page_of_before_is_told_what_changed_and_keeps_its_words(login, dorte, case, fjordbo):
    from conftest import person

    dan = person("Dan Degn", fjordbo, "administration")
    issue_demand(actor=dan, case=case, seen=case.revision, on=TODAY, channel="letter")
    data = {"seen": case.revision, "on": TODAY.isoformat(), "court": "Retten i Fjordby"}
    client = login(dorte)
    response = client.post(url("filing", case), data)
    assert response.status_code == 409
    page = text(response)
    assert "»Påkrav sendt« af Dan Degn" in page
    assert "Retten i Fjordby" in page
    assert f'name="seen" value="{fresh(case).revision}"' in page
    assert client.post(url("filing", case), {**data, "seen": fresh(case).revision}).status_code == 302


def test_a_preview_says_the_deadline_and_saves_nothing(login, dorte, case):
    on = dt.date(2026, 10, 8)
    data = {"seen": case.revision, "on": on.isoformat(), "proof": "postal", "preview": "1"}
    response = login(dorte).post(url("demand_received", case), data, headers=HTMX)
    assert response.status_code == 200
    page = text(response)
    assert "<html" not in page
    assert f"Fristen bliver {say_day(demand_deadline(on).date)}" in page
    assert "Lejemålet kan tidligst ophæves" in page
    assert fresh(case).demand_deadline is None


def test_without_javascript_the_button_gives_the_whole_page(login, dorte, case):
    data = {"seen": case.revision, "on": TODAY.isoformat(), "channel": "email", "preview": "1"}
    page = text(login(dorte).post(url("demand", case), data))
    assert "<html" in page
    assert "Påkravet er sendt med e-mail, og det gælder ikke." in page
    assert TODAY.isoformat() in page
    assert not LegalStep.objects.exists()


def test_a_preview_of_something_incomplete(login, dorte, case):
    data = {"seen": case.revision, "preview": "1"}
    assert text(login(dorte).post(url("demand", case), data, headers=HTMX)).strip() == ""
    assert login(dorte).post(url("demand", case), data).status_code == 422


def test_words_are_not_sent_while_somebody_types(login, dorte, case):
    """Only what decides the preview is: what looks like a CPR number is asked about first."""
    page = text(login(dorte).get(url("municipality", case)))
    assert 'hx-params="preview,on"' in page
    response = login(dorte).post(
        url("municipality", case), {"preview": "1", "on": TODAY.isoformat()}, headers=HTMX
    )
    assert "Reglerne har ikke noget at indvende." in text(response)


@pytest.mark.parametrize("name", [*STEPS, "deadline", "facts", "claim", "close"])
def test_a_closed_case_has_no_form(login, dorte, case, name):
    EvictionCase.objects.update(
        status="closed", closed_from="demand", closed_at=timezone.now(), outcome="other"
    )
    response = login(dorte).get(url(name, case))
    assert response["Location"] == reverse("eviction_detail", args=[case.pk])


def test_a_registered_step_is_put_right_on_the_same_page(login, dorte, case):
    client = login(dorte)
    client.post(url("demand", case), {"seen": case.revision, "on": "2026-10-07", "channel": "letter"})
    page = text(client.get(url("demand", case)))
    assert 'value="2026-10-07"' in page
    assert "Er det registreret ved en fejl?" in page
    data = {"seen": fresh(case).revision, "on": "2026-10-08", "channel": "letter"}
    client.post(url("demand", case), data)
    detail = text(client.get(reverse("eviction_detail", args=[case.pk])))
    assert f"Påkrav sendt {say_day(dt.date(2026, 10, 8))} (rettet)" in detail
    assert f"Før: påkrav sendt {say_day(dt.date(2026, 10, 7))}" in detail


def test_a_mistake_is_taken_back(login, dorte, case):
    client = login(dorte)
    client.post(url("termination", case), {"seen": case.revision, "on": TODAY.isoformat()})
    back = reverse("eviction_take_back", args=[case.pk, "ophaevelse"])
    refused = client.post(back, {"seen": fresh(case).revision, "reason": ""})
    assert refused.status_code == 422
    assert "Skriv kort, hvad der var galt." in text(refused)
    assert client.post(back, {"seen": fresh(case).revision, "reason": "Forkert sag"}).status_code == 302
    assert fresh(case).terminated_on is None
    detail = text(client.get(reverse("eviction_detail", args=[case.pk])))
    assert "Var registreret ved en fejl: Lejemålet ophævet" in detail
    assert "Forkert sag" in detail


def test_no_such_step(login, dorte, case):
    assert login(dorte).post(reverse("eviction_take_back", args=[case.pk, "andet"])).status_code == 404


def test_what_looks_like_a_cpr_number_is_asked_about(login, dorte, case):
    number = "010190-" + "1234"
    data = {"seen": case.revision, "on": TODAY.isoformat(), "proof": f"Kvittering {number}"}
    client = login(dorte)
    asked = client.post(url("municipality", case), data)
    assert asked.status_code == 422
    assert "Skjul nummeret" in text(asked)
    client.post(url("municipality", case), {**data, "cpr": "mask"})
    assert fresh(case).municipal_notice_proof == "Kvittering xxxxxx-xxxx"


def test_another_deadline_is_proposed_and_approved(login, dorte, fjordbo, case):
    from conftest import person

    new = days_ahead(12)
    data = {"seen": case.revision, "deadline": new.isoformat(), "reason": "Ny kvittering"}
    client = login(dorte)
    preview = text(client.post(url("deadline", case), {**data, "preview": "1"}, headers=HTMX))
    assert f"Fristen bliver {say_day(new)}" in preview
    assert "uden bevis" in preview
    assert client.post(url("deadline", case), data).status_code == 302
    seen = {"seen": fresh(case).revision}
    own = client.post(url("deadline_approve", case), seen)
    assert own.status_code == 422
    assert "En anden end den, der foreslog fristen" in text(own)
    dan = person("Dan Degn", fjordbo, "administration")
    assert login(dan).post(url("deadline_approve", case), seen).status_code == 302
    assert fresh(case).demand_deadline == new


def test_another_deadline_is_refused_with_a_reason(login, dorte, case):
    DeadlineOverrideFactory(eviction_case=case)
    client = login(dorte)
    empty = client.post(url("deadline_refuse", case), {"seen": case.revision, "reason": ""})
    assert empty.status_code == 422
    assert "Skriv, hvorfor fristen skal blive, som den er." in text(empty)
    data = {"seen": case.revision, "reason": "Den er rigtig"}
    assert client.post(url("deadline_refuse", case), data).status_code == 302
    assert DeadlineOverride.objects.get().status == "refused"


def test_an_answer_from_a_page_of_before(login, dorte, case):
    DeadlineOverrideFactory(eviction_case=case)
    EvictionCase.objects.update(revision=9)
    response = login(dorte).post(url("deadline_approve", case), {"seen": 1})
    assert response.status_code == 409
    assert "Sagen er ændret, siden du åbnede den" in text(response)
    assert "Retligt forløb" in text(response)


def test_the_facts_each_role_may_put_right(login, dorte, anna, case):
    office, caretaker = (text(login(who).get(url("facts", case))) for who in (dorte, anna))
    assert 'name="due_date"' in office
    assert 'name="due_date"' not in caretaker
    assert 'name="children"' in caretaker
    data = {
        "seen": case.revision,
        "children": "yes",
        "representative": "Værge Vagn",
        "due_date": "2020-01-01",
    }
    assert login(anna).post(url("facts", case), data).status_code == 302
    after = fresh(case)
    assert (after.children, after.representative, after.due_date) == ("yes", "Værge Vagn", case.due_date)


def test_facts_somebody_else_changed(login, dorte, case):
    EvictionCase.objects.update(revision=9)
    data = {"seen": 1, "children": "yes", "representative": "Værge Vagn"}
    response = login(dorte).post(url("facts", case), data)
    assert response.status_code == 409
    assert "Værge Vagn" in text(response)


def claim(case, *lines, **more):
    data = {"seen": fresh(case).revision, "rows": len(lines), **more}
    for number, (kind, amount, due) in enumerate(lines):
        data |= {f"type_{number}": kind, f"amount_{number}": amount, f"due_date_{number}": due}
    return data


def test_the_claim_is_written_as_lines(login, dorte, case):
    lines = [("rent", "7.500,00", "2026-11-01"), ("", "", ""), ("housing_benefit", "-1.200,50", "")]
    assert login(dorte).post(url("claim", case), claim(case, *lines)).status_code == 302
    assert fresh(case).claim == [
        {"type": "rent", "amount": "7500.00", "due_date": "2026-11-01"},
        {"type": "housing_benefit", "amount": "-1200.50"},
    ]
    page = text(login(dorte).get(url("claim", case)))
    assert 'value="7.500,00"' in page
    assert 'value="-1.200,50"' in page


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([("", "100", "")], "Vælg, hvad beløbet er for."),
        ([("rent", "", "")], "Skriv beløbet"),
        ([("rent", "1.2OO,00", "")], "Ikke et tal"),
        ([("rent", "-100", "")], "ikke over 0 kr."),
    ],
)
def test_a_line_that_does_not_hang_together(login, dorte, case, lines, says):
    response = login(dorte).post(url("claim", case), claim(case, *lines))
    assert response.status_code == 422
    assert says in text(response)
    assert fresh(case).claim == []


def test_more_lines_keep_every_word_and_save_nothing(login, dorte, case):
    page = text(login(dorte).post(url("claim", case), claim(case, ("rent", "12 kr", ""), flere="1")))
    assert 'value="12 kr"' in page
    assert 'name="amount_3"' in page
    assert 'name="amount_4"' not in page
    assert fresh(case).claim == []


@pytest.mark.parametrize("rows", ["-1", "x", "99999", ""])
def test_an_odd_number_of_lines_breaks_nothing(login, dorte, case, rows):
    data = claim(case, ("rent", "100", ""), rows=rows)
    assert login(dorte).post(url("claim", case), data).status_code == 302


def test_closing_needs_an_outcome_and_can_be_reopened(login, dorte, case):
    client = login(dorte)
    assert "Afværget er en sag" in text(client.get(url("close", case)))
    assert client.post(url("close", case), {"seen": case.revision}).status_code == 422
    data = {"seen": case.revision, "outcome": "evicted", "note": "Sat ud 1/12"}
    assert client.post(url("close", case), data).status_code == 302
    assert fresh(case).outcome == "evicted"
    again = client.post(url("close", case), data)
    assert again.status_code == 409
    assert "Sat ud 1/12" in text(again)
    assert client.post(url("reopen", case), {"seen": 1}).status_code == 409
    assert client.post(url("reopen", case), {"seen": fresh(case).revision}).status_code == 302
    assert fresh(case).is_open


@pytest.mark.parametrize("name", [*STEPS, "deadline", "claim", "close"])
@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("freja", 403), ("carla", 404), ("erik", 404)])
def test_only_the_administration(login, request, case, name, who, status):
    client = login(request.getfixturevalue(who))
    assert client.get(url(name, case)).status_code == status
    assert client.post(url(name, case), {"seen": case.revision}).status_code == status
