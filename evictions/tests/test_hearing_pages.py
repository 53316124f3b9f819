"""The administration sets, moves, calls off and writes down days at the court; the others read the card."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from audit.models import LookUp
from evictions.models import EvictionCase, Hearing
from evictions.services.eviction_cases import put_eviction_right
from tests.eviction_factories import EvictionCaseFactory, HearingFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 12, 1)
SAID = {
    "kind": "hearing",
    "on": "2026-12-15",
    "clock": "09:30",
    "place_kind": "court",
    "place": "Retten i Fjordby, sal 3",
}


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="filed", court="Retten i Fjordby")


@pytest.fixture
def hearing(case):
    return HearingFactory(
        eviction_case=case, at=dt.datetime(2026, 12, 15, 8, 30, tzinfo=dt.UTC), place="Sal 3"
    )


def page_of(client, case):
    return client.get(reverse("eviction_detail", args=[case.pk])).content.decode()


def post_new(client, case, **changes):
    seen = EvictionCase.objects.get(pk=case.pk).revision
    return client.post(reverse("hearing_create", args=[case.pk]), {**SAID, "seen": seen, **changes})


def post(client, name, hearing, **data):
    seen = EvictionCase.objects.get(pk=hearing.eviction_case_id).revision
    return client.post(reverse(f"hearing_{name}", args=[hearing.pk]), {"seen": seen, **data})


def test_a_day_is_set_and_stands_on_the_case(login, dorte, case):
    client = login(dorte)
    form = client.get(reverse("hearing_create", args=[case.pk])).content.decode()
    assert "Retten i Fjordby" in form
    assert post_new(client, case)["Location"] == reverse("eviction_detail", args=[case.pk])
    page = page_of(client, case)
    assert "Fogedmøde tirs. 15. dec. kl. 9.30" in page
    assert "Retten i Fjordby, sal 3" in page
    assert "om 14 dage" in page


@pytest.mark.parametrize("typed", ["9.30", "9:30", "kl. 9.30", "09:30:00"])
def test_a_clock_as_people_write_it(login, dorte, case, typed):
    post_new(login(dorte), case, clock=typed, on="15/12/2026")
    assert Hearing.objects.get().at == dt.datetime(2026, 12, 15, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": ""}, "Vælg en dato."),
        ({"on": "31-02-2027"}, "Datoen findes ikke"),
        ({"on": "2036-12-15"}, "mere end et år væk"),
        ({"clock": "halv ti"}, "Skriv det som 9.30."),
        ({"on": "2027-03-28", "clock": "02:30"}, "uret stilles en time frem"),
        ({"on": "2027-10-31", "clock": "02:30"}, "uret stilles en time tilbage"),
        ({"place": ""}, "Skriv, hvor det er"),
        ({"place_kind": ""}, "Vælg, om det er i fogedretten eller på adressen."),
        ({"kind": ""}, "Vælg, om det er et fogedmøde eller udsættelsen."),
        ({"place": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(login, dorte, case, changes, said):
    answer = post_new(login(dorte), case, **changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    if "place" not in changes:
        assert "Retten i Fjordby, sal 3" in text
    assert not Hearing.objects.exists()


def test_somebody_was_first_and_the_words_stay(login, dorte, case):
    client, seen = login(dorte), case.revision
    put_eviction_right(actor=dorte, case=case, seen=seen, children="yes")
    answer = client.post(reverse("hearing_create", args=[case.pk]), {**SAID, "seen": seen})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Oplysninger rettet" in text
    assert "Retten i Fjordby, sal 3" in text
    assert f'name="seen" value="{seen + 1}"' in text


def test_sent_twice_it_is_one(login, dorte, case):
    client, seen = login(dorte), case.revision
    url = reverse("hearing_create", args=[case.pk])
    assert client.post(url, {**SAID, "seen": seen}).status_code == 302
    assert client.post(url, {**SAID, "seen": seen}).status_code == 409
    assert Hearing.objects.count() == 1


def test_the_eviction_is_proposed_at_the_address(login, dorte, case):
    url = reverse("hearing_create", args=[case.pk]) + "?hvad=eviction"
    page = login(dorte).get(url).content.decode()
    chosen = [tag for tag in page.split("<input") if " checked" in tag.partition(">")[0]]
    assert ['value="eviction"' in chosen[0], 'value="address"' in chosen[1]] == [True, True]
    post_new(login(dorte), case, kind="eviction", place_kind="address", place="")
    assert Hearing.objects.get().place_kind == "address"


def test_moving(login, dorte, hearing):
    client = login(dorte)
    page = client.get(reverse("hearing_change", args=[hearing.pk])).content.decode()
    assert 'value="2026-12-15"' in page
    assert 'value="09:30"' in page
    moved = {**SAID, "on": "2026-12-18"}
    assert post(client, "move", hearing, **moved).status_code == 302
    assert Hearing.objects.get(pk=hearing.pk).status == "moved"
    page = page_of(client, hearing.eviction_case)
    assert "Flyttet" in page
    assert "fre. 18. dec. kl. 9.30" in page


def test_calling_off_with_a_reason(login, dorte, anna, hearing):
    assert post(login(dorte), "call_off", hearing, reason="Restancen er betalt").status_code == 302
    page = page_of(login(anna), hearing.eviction_case)
    assert "Aflyst" in page
    assert "Restancen er betalt" in page


def test_what_came_of_it_is_asked_when_it_has_been(login, dorte, hearing):
    client = login(dorte)
    url = reverse("hearing_change", args=[hearing.pk])
    assert "Hvad skete der?" not in client.get(url).content.decode()
    with on(dt.date(2026, 12, 15), 12):
        client = login(dorte)
        assert "Skriv, hvad der skete" in page_of(client, hearing.eviction_case)
        assert "Hvad skete der?" in client.get(url).content.decode()
        assert post(client, "hold", hearing).status_code == 422
        answer = post(client, "hold", hearing, result="eviction_to_come")
        assert answer.status_code == 302
        page = page_of(client, hearing.eviction_case)
    assert "Der kommer en udsættelse" in page
    assert "Beram udsættelsen, når dagen er kendt." in page


def test_one_that_is_over_says_so(login, dorte, hearing):
    Hearing.objects.update(status="called_off")
    page = login(dorte).get(reverse("hearing_change", args=[hearing.pk])).content.decode()
    assert "ikke længere berammet: Aflyst" in page
    answer = post(login(dorte), "move", hearing, **SAID)
    assert answer.status_code == 409
    assert "ikke længere berammet" in answer.content.decode()


def test_a_day_that_is_no_weekday_is_asked_about(login, dorte, case):
    post_new(login(dorte), case, on="2026-12-25")
    assert "Dagen er ikke en hverdag" in page_of(login(dorte), case)


def test_a_caretaker_and_a_coordinator_read_it_and_change_nothing(login, anna, freja, hearing):
    for user in (anna, freja):
        client = login(user)
        page = page_of(client, hearing.eviction_case)
        assert "Fogedmøde tirs. 15. dec. kl. 9.30" in page
        assert reverse("hearing_change", args=[hearing.pk]) not in page
        assert "Beram en dag" not in page
        assert client.get(reverse("hearing_change", args=[hearing.pk])).status_code == 403
        assert client.get(reverse("hearing_create", args=[hearing.eviction_case_id])).status_code == 403
        for name in ("move", "call_off", "hold"):
            assert post(client, name, hearing).status_code == 403


def test_strangers_see_none_of_it(login, carla, hearing):
    client = login(carla)
    assert client.get(reverse("hearing_change", args=[hearing.pk])).status_code == 404
    for name in ("move", "call_off", "hold"):
        assert post(client, name, hearing).status_code == 404


def test_wrong_methods(login, dorte, hearing):
    client = login(dorte)
    assert client.post(reverse("hearing_change", args=[hearing.pk])).status_code == 405
    for name in ("move", "call_off", "hold"):
        assert client.get(reverse(f"hearing_{name}", args=[hearing.pk])).status_code == 405


def test_who_opens_the_forms_is_written_down(login, dorte, hearing):
    client = login(dorte)
    client.get(reverse("hearing_change", args=[hearing.pk]))
    client.get(reverse("hearing_create", args=[hearing.eviction_case_id]))
    assert LookUp.objects.filter(actor=dorte, subject="evictions.EvictionCase").count() == 2


def test_the_page_asks_no_more_for_three_days_than_for_one(
    login, dorte, hearing, django_assert_max_num_queries, django_assert_num_queries
):
    client = login(dorte)
    url = reverse("eviction_detail", args=[hearing.eviction_case_id])
    client.get(url)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    HearingFactory(eviction_case=hearing.eviction_case, at=hearing.at, status="called_off")
    HearingFactory(eviction_case=hearing.eviction_case, at=hearing.at, kind="eviction")
    with django_assert_num_queries(len(one)):
        client.get(url)
