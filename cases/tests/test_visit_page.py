"""The contact form as a browser without JavaScript meets it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment
from audit.models import LookUp
from cases.models import FollowUp, Visit
from core.weekdays import next_weekday
from tests.factories import FollowUpFactory, VisitFactory


@pytest.fixture
def url(tenancy):
    return reverse("visit_log", args=[tenancy.pk])


def body(**fields):
    return {"client_uuid": str(uuid.uuid4()), **fields}


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def test_the_first_screen_asks_what_happened(login, anna, url):
    page = login(anna).get(url).content.decode()
    for label in ("Fik kontakt", "Ikke hjemme", "Lagde kort", "Telefon", "Afviste", "Andet"):
        assert label in page
    assert "Lærkevej 8, 3. th" in page
    assert "Prøve Beboersen" in page
    assert 'href="tel:+4520000000"' in page


def test_looking_at_the_household_is_recorded(login, anna, url, tenancy):
    login(anna).get(url)
    assert LookUp.objects.filter(actor=anna, subject="residents.Tenancy", subject_id=tenancy.pk).exists()


def test_not_home_is_saved_by_its_button_alone(login, anna, url):
    response = login(anna).post(url, body(result="not_home", next="/i-dag/#nr-3"))
    assert (response.status_code, response["Location"]) == (302, "/i-dag/#nr-3")
    assert Visit.objects.get().result == "not_home"
    assert FollowUp.objects.open().get().due_on > timezone.localdate()


def test_another_result_asks_for_note_and_next_step(login, anna, url):
    page = login(anna).get(url, {"result": "reached"}).content.decode()
    assert "Notat" in page
    assert "1 uge" in page
    response = login(anna).post(url, body(result="reached", note="Talte om budget."))
    assert response.status_code == 422
    assert "Talte om budget." in response.content.decode()
    assert "Vælg, hvornår du følger op" in response.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("plan", "days"), [("2d", 2), ("1w", 7)])
def test_the_chips_set_a_business_day(login, anna, url, plan, days):
    login(anna).post(url, body(result="reached", note="God snak.", plan=plan, plan_text="Ring"))
    planned = FollowUp.objects.open().get()
    assert (planned.due_on, planned.text) == (next_weekday(in_days(days)), "Ring")


def test_a_date_of_ones_own_and_no_text(login, anna, url):
    login(anna).post(url, body(result="phone", plan="date", plan_on=in_days(11).isoformat()))
    planned = FollowUp.objects.open().get()
    assert (planned.due_on, planned.text) == (in_days(11), "Følg op")


def test_nothing_more_to_do(login, anna, url):
    assert login(anna).post(url, body(result="reached", plan="none")).status_code == 302
    assert not FollowUp.objects.exists()


def test_an_agreement_ahead_may_stand(login, anna, url, tenancy):
    agreed = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    page = login(anna).get(url, {"result": "reached"}).content.decode()
    assert "Som aftalt" in page
    login(anna).post(url, body(result="reached", plan="keep"))
    assert FollowUp.objects.open().get() == agreed


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"result": "", "plan": "none"}, "Vælg, hvad der skete."),
        ({"result": "reached", "plan": "date"}, "Vælg en dato."),
        ({"result": "reached", "plan": "date", "plan_on": "2020-01-01"}, "Datoen er passeret"),
        ({"result": "reached", "plan": "none", "occurred_on": "01-01-2099"}, "fremtiden"),
        ({"result": "reached", "plan": "none", "occurred_on": "2020-01-01"}, "mere end en måned"),
        ({"result": "reached", "plan": "none", "occurred_time": "23:59:59"}, "Klokkeslættet ligger"),
    ],
)
def test_errors_are_sentences_and_keep_the_words(login, anna, url, fields, sentence):
    response = login(anna).post(url, body(note="Vigtige ord", **fields))
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    if fields["result"]:
        assert "Vigtige ord" in page


def test_words_without_a_result_are_kept_too(login, anna, url):
    response = login(anna).post(url, body(note="Vigtige ord", plan="none"))
    assert response.status_code == 422
    assert "Vigtige ord" in response.content.decode()


def test_a_day_that_was_not_today(login, anna, url):
    login(anna).post(
        url,
        body(result="reached", plan="none", occurred_on=in_days(-2).isoformat(), occurred_time="14:30"),
    )
    occurred = timezone.localtime(Visit.objects.get().occurred_at)
    assert (occurred.date(), occurred.hour, occurred.minute) == (in_days(-2), 14, 30)


def test_what_looks_like_a_cpr_number_is_asked_about_and_can_be_masked(login, anna, url, caplog):
    form = body(result="reached", plan="none", note="Født 010190-1234, bor alene")
    response = login(anna).post(url, form)
    assert response.status_code == 422
    assert "ligner et CPR-nummer" in response.content.decode()
    assert login(anna).post(url, {**form, "cpr": "mask"}).status_code == 302
    assert Visit.objects.get().note == "Født xxxxxx-xxxx, bor alene"
    assert "010190" not in caplog.text


def test_it_is_never_blocked(login, anna, url):
    form = body(result="reached", plan="none", note="Sagsnummer 010190-1234", cpr="keep")
    assert login(anna).post(url, form).status_code == 302
    assert Visit.objects.get().note == "Sagsnummer 010190-1234"


def test_the_same_submit_twice_answers_the_same_and_makes_one_row(login, anna, url):
    form = body(result="reached", plan="1w", note="God snak.", next="/i-dag/#nr-1")
    client = login(anna)
    first, second = client.post(url, form), client.post(url, form)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Visit.objects.count() == FollowUp.objects.count() == 1


def test_the_same_id_with_other_words_is_a_409_that_loses_nothing(login, anna, url):
    form = body(result="reached", plan="none", note="Første")
    client = login(anna)
    client.post(url, form)
    response = client.post(url, {**form, "note": "Nye ord"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Nye ord" in page
    assert "allerede gemt" in page
    assert form["client_uuid"] not in page


def test_the_address_carries_the_id_of_the_form(login, anna, url):
    client = login(anna)
    form_id = str(uuid.uuid4())
    first = client.get(url, {"form": form_id}).content.decode()
    assert first.count(f"&amp;form={form_id}") == 6
    assert first.count(f'name="client_uuid" value="{form_id}"') == 1
    assert form_id in client.get(url, {"form": form_id, "result": "reached"}).content.decode()
    assert client.get(url, {"form": "nonsense"}).status_code == 200


def test_a_foreign_next_is_not_followed(login, anna, url):
    response = login(anna).post(url, body(result="not_home", next="https://evil.example/"))
    assert response["Location"] == "/i-dag/"


def test_the_toast_offers_undo_and_undo_puts_all_back(login, anna, url):
    client = login(anna)
    client.post(url, body(result="not_home"))
    undo = reverse("visit_undo", args=[Visit.objects.get().pk])
    assert client.post(undo).status_code == 302
    assert not Visit.objects.standing().exists()
    assert not FollowUp.objects.open().exists()


def test_undoing_a_written_note_gives_the_words_back(login, anna, url):
    client = login(anna)
    client.post(url, body(result="reached", plan="none", note="Lange ord"))
    response = client.post(reverse("visit_undo", args=[Visit.objects.get().pk]))
    assert "Lange ord" in client.get(response["Location"]).content.decode()


def test_undo_of_a_colleagues_visit_is_refused_with_a_sentence(login, bo, anna, tenancy):
    visit = VisitFactory(tenancy=tenancy, caretaker=anna)
    response = login(bo).post(reverse("visit_undo", args=[visit.pk]), follow=False)
    assert response.status_code == 302
    visit.refresh_from_db()
    assert visit.undone_at is None


def test_a_colleague_on_the_estate_may_log(login, bo, url):
    assert login(bo).post(url, body(result="not_home")).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"), [("carla", 404), ("erik", 404), ("gry", 404), ("dorte", 403), ("freja", 403)]
)
def test_strangers_and_other_roles(login, url, who, status, request):
    client = login(request.getfixturevalue(who))
    assert client.get(url).status_code == status
    assert client.post(url, body(result="not_home")).status_code == status
    assert not Visit.objects.exists()


def test_a_former_assignment_is_a_stranger(login, anna, url):
    EstateAssignment.objects.update(ends_on=in_days(-1))
    assert login(anna).get(url).status_code == 404


def test_wrong_methods(login, anna, url, tenancy):
    visit = VisitFactory(tenancy=tenancy, caretaker=anna)
    assert login(anna).put(url).status_code == 405
    assert login(anna).get(reverse("visit_undo", args=[visit.pk])).status_code == 405


def test_who_may_undo(login, carla, dorte, anna, tenancy):
    visit = VisitFactory(tenancy=tenancy, caretaker=anna)
    undo = reverse("visit_undo", args=[visit.pk])
    assert login(carla).post(undo).status_code == 404
    assert login(dorte).post(undo).status_code == 403
