"""The pages of an agreement: written and put in order without JavaScript, accepted, changed, followed up."""

import pytest
from django.urls import reverse
from django.utils import timezone

from disputes.models import Acceptance, Agreement, AgreementFollowUp, Mediation
from disputes.tests.agreeing import (
    IN_ROOM_A,
    IN_ROOM_B,
    accept,
    agreed,
    days,
    drafted,
    fresh,
    met,
    parties,
    ready,
)
from tests.dispute_factories import MediationMeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediation(anna, laerke):
    return met(anna, laerke)


def edit(mediation):
    return reverse("agreement_edit", args=[mediation.pk])


def detail(mediation):
    return reverse("mediation_detail", args=[mediation.pk])


def lines(*points, seen=0, **more):
    """As the form posts them: (who, what, from)."""
    data = {"punkter-TOTAL_FORMS": len(points), "punkter-INITIAL_FORMS": 0, "seen": seen, **more}
    for number, (who, text, starts_on) in enumerate(points):
        data |= {f"punkter-{number}-who": who, f"punkter-{number}-text": text}
        data[f"punkter-{number}-starts_on"] = starts_on
    return data


def three(mediation):
    a, b = parties(mediation)
    return [(b.pk, "Ro efter kl. 22", days(3).isoformat()), (a.pk, "Ingen bank", ""), ("alle", "Hilser", "")]


def texts():
    return list(Agreement.objects.get().points.values_list("text", flat=True))


def test_written_on_one_page(login, anna, mediation):
    client = login(anna)
    page = client.get(edit(mediation)).content.decode()
    assert page.count('<li class="sv-point-line">') == 3
    assert "Ingen indrømmer noget" in page
    data = lines(*three(mediation), ("", "", ""), talk_first="Bank på")
    response = client.post(edit(mediation), data)
    assert response["Location"] == f"{detail(mediation)}#aftale"
    assert texts() == ["Ro efter kl. 22", "Ingen bank", "Hilser"]
    page = client.get(detail(mediation)).content.decode()
    assert "<b>B:</b> Ro efter kl. 22 fra" in page
    assert page.count("Har ikke godkendt endnu") == 2


@pytest.mark.parametrize("day", ["2019-01-01", "2062-01-01"])
def test_a_mistyped_year_is_not_signed(login, anna, mediation, day):
    page = login(anna).post(edit(mediation), lines(("alle", "Ro efter kl. 22", day)))
    assert page.status_code == 422
    assert "Se efter, om årstallet er rigtigt." in page.content.decode()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("do", "left"),
    [
        ("op-2", ["Ingen bank", "Ro efter kl. 22", "Hilser"]),
        ("ned-2", ["Ro efter kl. 22", "Hilser", "Ingen bank"]),
        ("fjern-2", ["Ro efter kl. 22", "Hilser"]),
        ("op-1", ["Ro efter kl. 22", "Ingen bank", "Hilser"]),
        ("ned-3", ["Ro efter kl. 22", "Ingen bank", "Hilser"]),
        ("flere", ["Ro efter kl. 22", "Ingen bank", "Hilser"]),
        ("noget-andet", ["Ro efter kl. 22", "Ingen bank", "Hilser"]),
    ],
)
def test_each_button_saves_what_is_typed(login, anna, mediation, do, left):
    response = login(anna).post(edit(mediation), lines(*three(mediation), do=do))
    assert response["Location"] == f"{edit(mediation)}#punkter"
    assert texts() == left


def test_lines_count_as_they_stand_on_the_page(login, anna, mediation):
    one, two, last = three(mediation)
    login(anna).post(edit(mediation), lines(one, ("", "", ""), two, last, do="op-4"))
    assert texts() == ["Ro efter kl. 22", "Hilser", "Ingen bank"]


def test_a_line_half_filled_in_can_be_taken_away(login, anna, mediation):
    login(anna).post(edit(mediation), lines(three(mediation)[0], ("", "Halvt", ""), do="fjern-2"))
    assert texts() == ["Ro efter kl. 22"]


def test_what_is_missing_is_said_with_the_number_and_nothing_is_lost(login, anna, mediation):
    data = lines(three(mediation)[0], ("", "Uden navn", ""), ("alle", "", ""), ("alle", "Fest", "i går"))
    response = login(anna).post(edit(mediation), {**data, "talk_first": "Bank på"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Punkt 2: Vælg, hvem det gælder." in page
    assert "Punkt 3: Skriv, hvad der er aftalt, eller fjern punktet." in page
    assert "Punkt 4:" in page
    for typed in ("Ro efter kl. 22", "Uden navn", "Bank på", 'value="i går"'):
        assert typed in page
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("field", ["punkter-0-text", "talk_first", "if_it_fails"])
def test_what_looks_like_a_cpr_number_is_asked_about(login, anna, mediation, field):
    data = {**lines(("alle", "Ro", "")), field: "Ring til 010190-1234"}
    response = login(anna).post(edit(mediation), data)
    assert (response.status_code, "Skjul nummeret" in response.content.decode()) == (422, True)
    assert login(anna).post(edit(mediation), {**data, "cpr": "mask"}).status_code == 302
    agreement = Agreement.objects.get()
    words = f"{agreement.points.get().text} {agreement.talk_first} {agreement.if_it_fails}"
    assert "Ring til" in words
    assert "1234" not in words


def test_two_tabs_show_what_stands_beside_what_was_typed(login, anna, mediation):
    drafted(anna, mediation)
    response = login(anna).post(edit(mediation), lines(("alle", "Mit eget", ""), seen=0))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Sådan står aftalen nu" in page
    assert "Banker ikke i rørene" in page
    assert "Mit eget" in page
    seen = Agreement.objects.get().revision
    login(anna).post(edit(mediation), lines(("alle", "Mit eget", ""), seen=seen))
    assert texts() == ["Mit eget"]


def test_a_locked_one_is_not_written_but_made_anew(login, anna, mediation):
    agreement = drafted(anna, mediation)
    accept(anna, agreement, parties(mediation)[0])
    assert login(anna).get(edit(mediation))["Location"] == f"{detail(mediation)}#aftale"
    response = login(anna).post(edit(mediation), lines(("alle", "Mit", ""), seen=agreement.revision))
    assert (response.status_code, "Lav en ny udgave" in response.content.decode()) == (422, True)
    url = reverse("agreement_new_version", args=[agreement.pk])
    page = login(anna).post(url, {"seen": agreement.revision}, follow=True).content.decode()
    assert "Alle parter skal godkende den nye udgave" in page
    assert "Banker ikke i rørene" in page
    page = login(anna).get(detail(mediation)).content.decode()
    assert "Udgave 2" in page
    assert "Tidligere udgaver" in page


def test_a_version_of_before_is_refused_in_words(login, anna, mediation):
    agreement = drafted(anna, mediation)
    url = reverse("agreement_new_version", args=[agreement.pk])
    page = login(anna).post(url, {"seen": "0"}, follow=True).content.decode()
    assert "Aftalen er ændret, siden du åbnede den" in page


def accept_url(agreement, party):
    return reverse("agreement_accept", args=[agreement.pk, party.pk])


def test_read_aloud_and_accepted(login, anna, mediation):
    agreement = drafted(anna, mediation)
    a, b = parties(mediation)
    page = login(anna).get(accept_url(agreement, b)).content.decode()
    for said in (
        "B godkender aftalen",
        "Banker ikke i rørene",
        "Vi banker på først.",
        "Ingen indrømmer noget",
    ):
        assert said in page
    data = {"seen": agreement.revision, "how": "phone", "on": days(0).isoformat()}
    page = login(anna).post(accept_url(agreement, b), data, follow=True).content.decode()
    assert "B har godkendt aftalen" in page
    assert "I telefonen" in page
    undo = reverse("acceptance_undo", args=[Acceptance.objects.get().pk])
    assert undo in page
    page = login(anna).post(undo, follow=True).content.decode()
    assert "Godkendelsen er fortrudt" in page
    for party in (a, b):
        page = login(anna).post(accept_url(agreement, party), data, follow=True).content.decode()
    assert "Alle har godkendt aftalen. Der er sat to opfølgninger." in page


@pytest.mark.parametrize(
    ("more", "status"),
    [({"how": ""}, 422), ({"on": ""}, 422), ({"on": days(2).isoformat()}, 422), ({"seen": 9}, 409)],
)
def test_what_is_not_right_is_said_and_given_back(login, anna, mediation, more, status):
    agreement = drafted(anna, mediation)
    data = {"seen": agreement.revision, "how": "phone", "on": days(0).isoformat(), **more}
    response = login(anna).post(accept_url(agreement, parties(mediation)[0]), data)
    assert response.status_code == status
    assert not Acceptance.objects.exists()


def test_one_that_holds_is_accepted_no_more(login, anna, laerke):
    agreement = agreed(anna, laerke)
    url = accept_url(agreement, parties(agreement.mediation)[0])
    assert login(anna).get(url)["Location"] == f"{detail(agreement.mediation)}#aftale"


def test_a_party_of_another_mediation(login, anna, laerke, mediation):
    agreement = drafted(anna, mediation)
    stranger = parties(ready(anna, laerke))[0]
    assert login(anna).get(accept_url(agreement, stranger)).status_code == 404


def follow(name, row):
    return reverse(f"agreement_follow_up{name}", args=[row.pk])


def test_followed_up_and_undone(login, anna, laerke):
    agreement = agreed(anna, laerke)
    row = agreement.follow_ups.first()
    page = login(anna).get(follow("", row)).content.decode()
    assert "Banker ikke i rørene" in page
    assert login(anna).post(follow("", row), {"note": "Begge"}).status_code == 422
    page = (
        login(anna).post(follow("", row), {"result": "broken", "note": "Begge"}, follow=True).content.decode()
    )
    for said in ("lav en ny udgave", "Aftal et møde", "Brudt", "Begge"):
        assert said in page
    page = login(anna).post(follow("_undo", row), follow=True).content.decode()
    assert "Opfølgningen venter igen" in page
    assert not AgreementFollowUp.objects.exclude(result="").exists()


def test_moved_within_its_bounds(login, anna, laerke):
    row = agreed(anna, laerke).follow_ups.first()
    response = login(anna).post(follow("_move", row), {"due_on": days(40).isoformat()})
    assert (response.status_code, "skal ligge mellem" in response.content.decode()) == (422, True)
    assert login(anna).post(follow("_move", row), {"due_on": days(15).isoformat()}).status_code == 302
    row.refresh_from_db()
    assert row.due_on == days(15)


def test_the_last_kept_one_leads_to_closing(login, anna, laerke):
    agreement = agreed(anna, laerke)
    for row in agreement.follow_ups.all():
        page = login(anna).post(follow("", row), {"result": "kept"}, follow=True).content.decode()
    assert "Afslut mæglingen" in page
    assert "?endte=agreed" in page
    assert "Slettes den" in page


@pytest.mark.parametrize("refuses", [False, True])
def test_broken_a_meeting_is_offered_where_it_can_be_planned(login, anna, laerke, refuses):
    mediation = agreed(anna, laerke).mediation
    AgreementFollowUp.objects.update(done_on=days(0), result="broken")
    mediation.partys.filter(label="B").update(refuses_mediator=refuses)
    page = login(anna).get(detail(mediation)).content.decode()
    assert "Aftalen holder ikke helt" in page
    assert (reverse("meeting_plan", args=[mediation.pk]) in page) is not refuses


def test_what_is_next_is_the_first_thing_on_the_page(login, anna, laerke):
    def said(mediation):
        page = login(anna).get(detail(mediation)).content.decode()
        return page.partition('id="naeste"')[2].partition("</section>")[0]

    assert "Aftal et møde" in said(ready(anna, laerke))
    planned = ready(anna, laerke)
    MediationMeetingFactory(mediation=planned)
    assert "Flyt eller aflys mødet" in said(planned)
    held = met(anna, laerke)
    assert "Skriv aftalen" in said(held)
    agreement = drafted(anna, held)
    assert "A godkender" in said(held)
    accept(anna, agreement, parties(held)[0])
    assert "B godkender" in said(held)
    accept(anna, agreement, parties(held)[1])
    assert "Følg op" in said(held)


def test_nothing_of_a_room_is_on_a_page_of_the_agreement(login, anna, laerke):
    agreement = agreed(anna, laerke)
    row = agreement.follow_ups.first()
    draft = drafted(anna, met(anna, laerke))
    pages = [
        detail(agreement.mediation),
        follow("", row),
        accept_url(draft, parties(draft.mediation)[0]),
    ]
    for url in pages:
        page = login(anna).get(url).content.decode()
        assert IN_ROOM_A not in page.replace(f"2011{IN_ROOM_A}", "")
        assert IN_ROOM_B not in page.replace(f"2011{IN_ROOM_B}", "")


@pytest.mark.parametrize("name", ["agreement_edit", "agreement_follow_up"])
def test_who_may(login, anna, bo, carla, dorte, erik, freja, gry, laerke, name):
    agreement = agreed(anna, laerke)
    row = agreement.mediation if name == "agreement_edit" else agreement.follow_ups.first()
    url = reverse(name, args=[row.pk])
    assert [login(user).get(url).status_code for user in (bo, carla)] == [404, 404]
    assert [login(user).get(url).status_code for user in (dorte, erik, freja, gry)] == [403] * 4
    assert login(anna).delete(url).status_code == 405
    Mediation.objects.update(erased_at=timezone.now())
    assert login(anna).get(url).status_code == 404


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_asks_the_same_however_many(login, anna, laerke, versions, django_assert_max_num_queries):
    from disputes.services.agreements import new_version

    agreement = agreed(anna, laerke)
    for _ in range(versions):
        MediationMeetingFactory(mediation=agreement.mediation, status="cancelled")
        agreement = new_version(actor=anna, agreement=agreement, seen=agreement.revision)
        for party in parties(agreement.mediation):
            accept(anna, agreement, party)
        agreement.refresh_from_db()
    client = login(anna)
    client.get(detail(agreement.mediation))
    with django_assert_max_num_queries(14):
        client.get(detail(agreement.mediation))
    assert fresh(agreement.mediation).phase == "follow_up"
