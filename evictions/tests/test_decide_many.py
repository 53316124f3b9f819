"""Deciding of many cases in one go: ticked, looked through, decided once, with a receipt."""

import re
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from evictions.models import EvictionCase, LegalStep, ReviewDecision, Standstill
from evictions.review.effects import Resolution
from evictions.services.reviews import CHUNK, MOST_AT_ONCE, NotDecided, decide, decide_many
from evictions.tests.review_cases import asks, at, eviction, filed
from notifications.models import Delivery
from tests.eviction_factories import HearingFactory, StandstillReasonFactory, StatementFactory, days_ahead
from tests.factories import MembershipFactory

URL = "/udsaettelser/beslut/"
REASON = "Drøftet på ugens møde"
GO_ON = {"verdict": "go_on", "reason": REASON}


@pytest.fixture
def bente(fjordbo):
    return MembershipFactory(organisation=fjordbo, role="administration", user__name="Bente Bech").user


@pytest.fixture
def pause_reason(fjordbo):
    return StandstillReasonFactory(organisation=fjordbo, name="Kommunen behandler en ansøgning")


def tick(*cases):
    return [f"{case.pk}-{case.revision}" for case in cases]


def send(client, cases, step="gennemse", **words):
    ticks = cases if cases and isinstance(cases[0], str) else tick(*cases)
    return client.post(URL, {"sag": ticks, "trin": step, **GO_ON, **words})


def ticks_of(page):
    return re.findall(r'name="sag" value="([^"]+)" checked', page)


def decided(client, cases, **words):
    """As a browser does it: the preview's boxes and its batch are what is sent."""
    page = send(client, cases, **words).content.decode()
    batch = re.search(r'name="batch" value="([^"]+)"', page)[1]
    return send(client, ticks_of(page), step="beslut", batch=batch, **words)


def receipt(client, answer):
    assert answer.status_code == 302 and "/beslutninger/" in answer["Location"], answer.status_code
    return client.get(answer["Location"]).content.decode()


def test_nothing_ticked_leads_back_to_the_list_as_it_was(login, dorte):
    client = login(dorte)
    answer = client.post(f"{URL}?fane=new", {})
    assert answer["Location"] == "/udsaettelser/?fane=new"
    assert "Vælg mindst én sag" in client.get(answer["Location"]).content.decode()
    assert client.get(f"{URL}?fane=new")["Location"] == "/udsaettelser/?fane=new"


@pytest.mark.parametrize("ticks", [["x"], ["1-"], ["-1"], ["1-1-1"], ["²-1"], ["99999999999-1"]])
def test_what_is_no_tick_is_none(login, dorte, ticks):
    assert login(dorte).post(URL, {"sag": ticks})["Location"] == "/udsaettelser/"


def test_one_two_three_steps(login, dorte, laerke):
    one, two = eviction(laerke, 1, **asks("statement")), eviction(laerke, 2)
    statement = StatementFactory(eviction_case=one)
    client = login(dorte)
    chosen = client.post(URL, {"sag": tick(one, two)}).content.decode()
    assert "2 sager valgt" in chosen and ticks_of(chosen) == tick(one, two)
    assert "Indstilling fra den sociale vicevært" in chosen
    preview = send(client, [one, two]).content.decode()
    assert "Kan besluttes: 2 sager" in preview and "Sagen fortsætter som »Påkrav«." in preview
    assert not ReviewDecision.objects.exists()
    page = receipt(client, decided(client, [one, two]))
    assert "Besluttet »Fortsæt« for 2 sager" in page and REASON in page
    for case in (one, two):
        case.refresh_from_db()
        assert case.reviewed_at and case.answer_since is None
        assert f"/udsaettelser/{case.pk}/?next=" in page
    statement.refresh_from_db()
    assert statement.status == "answered"
    assert len(set(ReviewDecision.objects.values_list("batch", flat=True)) - {None}) == 1
    assert LookUp.objects.filter(actor=dorte, subject="evictions.EvictionCase").count() == 2


def test_each_caretaker_is_told_once_of_each_case(login, dorte, laerke, moelle):
    cases = [eviction(laerke, 1), eviction(laerke, 2), eviction(moelle, 3)]
    decided(login(dorte), cases)
    owed = Delivery.objects.filter(kind="legal_step").values_list("estate_id", flat=True)
    assert sorted(owed) == sorted([laerke.pk, laerke.pk, moelle.pk])


def test_a_step_back_keeps_what_was_chosen(login, dorte, laerke, pause_reason):
    case = eviction(laerke, 1)
    until = days_ahead(9)
    words = {"verdict": "pause", "until": str(until), "pause_reason": pause_reason.pk}
    page = send(login(dorte), [case], step="ret", **words).content.decode()
    assert f'value="{until}"' in page and REASON in page
    assert re.search(r'value="pause"[^>]* checked', page)
    assert f'<option value="{pause_reason.pk}" selected>' in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"verdict": ""}, "Vælg, hvad der skal ske."),
        ({"reason": " "}, "Skriv kort hvorfor"),
        ({"verdict": "pause", "until": "", "pause_reason": ""}, "Vælg den sidste dag"),
        ({"verdict": "pause", "until": "2020-01-01"}, "Datoen er passeret"),
        ({"reason": "Ring til 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_a_wrong_choice_is_said_and_kept(login, dorte, laerke, words, said):
    answer = send(login(dorte), [eviction(laerke, 1)], **words)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert len(ticks_of(page)) == 1


def test_a_masked_number_stays_masked(login, dorte, laerke):
    client, case = login(dorte), eviction(laerke, 1)
    page = send(client, [case], reason="Se 010190-1234", cpr="mask").content.decode()
    assert "010190-1234" not in page
    kept = send(client, [case], reason="Løbenr. 010190-1234", cpr="keep").content.decode()
    assert 'name="cpr" value="keep"' in kept


def test_what_cannot_be_decided_is_said_with_why(login, dorte, laerke):
    filed_one, early = eviction(laerke, 1, **filed("hearing", hearing_at=at(9))), eviction(laerke, 2)
    HearingFactory(eviction_case=filed_one, at=at(9))
    client = login(dorte)
    page = send(client, [filed_one, early], verdict="waive").content.decode()
    assert "Kan besluttes: 1 sag" in page and "Kan ikke besluttes: 1 sag" in page
    assert "Ophævelsen frafaldes, og lejemålet består." in page and "aflyses her" in page
    assert "Lejemålet er ikke ophævet" in page
    assert ticks_of(page) == tick(filed_one)
    told = receipt(client, decided(client, [filed_one, early], verdict="waive"))
    assert "for 1 sag" in told
    early.refresh_from_db()
    assert (early.status, early.revision) == ("demand", 1)


def test_what_changed_since_it_was_ticked_is_to_be_ticked_again(login, dorte, bente, laerke):
    case, other = eviction(laerke, 1), eviction(laerke, 2)
    ticks = tick(case, other)
    decide(actor=bente, case=case, seen=1, resolution=Resolution("go_on", "Haster"))
    client = login(dorte)
    page = send(client, ticks).content.decode()
    assert "Ændret, siden du så dem: 1 sag" in page
    assert "besluttet: Fortsæt« af Bente Bech i dag kl" in page
    assert ticks_of(page) == tick(other) and f'value="{case.pk}-2"' in page


def test_who_was_slower_by_a_moment_reads_it_on_the_receipt(login, dorte, bente, laerke):
    case, other = eviction(laerke, 1), eviction(laerke, 2)
    client = login(dorte)
    preview = send(client, [case, other]).content.decode()
    decide(actor=bente, case=case, seen=1, resolution=Resolution("withdraw", "Beløbet var forkert"))
    batch = re.search(r'name="batch" value="([^"]+)"', preview)[1]
    page = receipt(client, send(client, ticks_of(preview), step="beslut", batch=batch))
    assert "for 1 sag" in page and "Ikke besluttet" in page
    assert "En anden var hurtigere: »Administrationen har besluttet: Træk tilbage« af Bente Bech" in page
    assert [row.made_by for row in ReviewDecision.objects.filter(eviction_case=case)] == [bente]


def test_sent_twice_it_is_decided_once(login, dorte, laerke):
    cases = [eviction(laerke, 1), eviction(laerke, 2)]
    client, batch = login(dorte), str(uuid.uuid4())
    ticks = tick(*cases)
    first = send(client, ticks, step="beslut", batch=batch)
    again = send(client, ticks, step="beslut", batch=batch)
    assert first["Location"] == again["Location"]
    page = receipt(client, again)
    assert "for 2 sager" in page and "Ikke besluttet" not in page
    assert ReviewDecision.objects.count() == 2
    assert Delivery.objects.filter(kind="legal_step").count() == 2


def test_another_organisations_case_is_neither_decided_nor_shown(login, dorte, laerke, skov):
    own, theirs = eviction(laerke, 1), eviction(skov, 2)
    client = login(dorte)
    assert "1 sag valgt" in client.post(URL, {"sag": tick(own, theirs)}).content.decode()
    assert "Møllevej 2" not in send(client, [own, theirs]).content.decode()
    sent = send(client, tick(own, theirs), step="beslut", batch=str(uuid.uuid4()))
    page = receipt(client, sent)
    assert "1 sag kunne ikke findes." in page and "Møllevej 2" not in page
    theirs.refresh_from_db()
    assert theirs.revision == 1 and not ReviewDecision.objects.filter(eviction_case=theirs).exists()


def test_another_organisations_reason_cannot_be_chosen(login, dorte, laerke, skovbo):
    theirs = StandstillReasonFactory(organisation=skovbo)
    words = {"verdict": "pause", "until": str(days_ahead(9)), "pause_reason": theirs.pk}
    assert send(login(dorte), [eviction(laerke, 1)], **words).status_code == 422


@pytest.mark.parametrize("who", ["anna", "freja", "erik", "gry", "carla"])
def test_only_the_administration_decides(request, login, who, laerke):
    case = eviction(laerke, 1)
    batch = str(uuid.uuid4())
    client = login(request.getfixturevalue(who))
    assert send(client, [case], step="beslut", batch=batch).status_code == 403
    assert client.get(reverse("eviction_receipt", args=[batch])).status_code == 403
    assert not ReviewDecision.objects.exists()


def test_a_receipt_nobody_made_is_not_found(login, dorte):
    assert login(dorte).get(reverse("eviction_receipt", args=[uuid.uuid4()])).status_code == 404


def test_a_colleague_may_open_the_receipt(login, dorte, bente, laerke):
    address = decided(login(dorte), [eviction(laerke, 1)])["Location"]
    assert "for 1 sag" in login(bente).get(address).content.decode()


def test_everything_on_the_list_as_it_is_filtered(login, dorte, laerke, moelle):
    cases = [eviction(laerke, number) for number in range(1, 31)]
    eviction(moelle, 40)
    eviction(laerke, 41, reviewed_at=timezone.now())
    page = login(dorte).post(f"{URL}?fane=new&afdeling={laerke.number}", {"alle": "1"}).content.decode()
    assert "30 sager valgt" in page
    assert sorted(ticks_of(page)) == sorted(tick(*cases))


def test_all_that_was_paused(login, dorte, laerke, pause_reason):
    cases = [eviction(laerke, 1), eviction(laerke, 2)]
    until = days_ahead(20)
    client = login(dorte)
    words = {"verdict": "pause", "until": str(until), "pause_reason": str(pause_reason.pk)}
    assert "for 2 sager" in receipt(client, decided(client, cases, **words))
    assert set(Standstill.objects.values_list("ends_on", "reason_id", "comment")) == {
        (until, pause_reason.pk, REASON)
    }
    again = send(client, EvictionCase.objects.order_by("pk"), **words).content.decode()
    assert "Kan ikke besluttes: 2 sager" in again and "Der er allerede henstand til og med" in again
    assert "Beslut for de valgte" not in again


def resolution(verdict, reason):
    pause = verdict == "pause"
    return Resolution(verdict, REASON, days_ahead(9) if pause else None, reason if pause else None)


@pytest.mark.parametrize("verdict", ["go_on", "pause", "withdraw", "waive"])
def test_as_many_queries_for_many_as_for_few(dorte, laerke, verdict, pause_reason):
    assert dorte.membership
    counted = []
    for first, total in ((1, 2), (10, 20)):
        cases = [
            eviction(laerke, number, **filed("hearing", hearing_at=at(9), **asks("statement")))
            for number in range(first, first + total)
        ]
        for case in cases:
            HearingFactory(eviction_case=case, at=at(9))
            StatementFactory(eviction_case=case)
        with CaptureQueriesContext(connection) as captured:
            refused = decide_many(
                actor=dorte,
                seen={case.pk: 1 for case in cases},
                resolution=resolution(verdict, pause_reason),
                batch=uuid.uuid4(),
            )
        assert not refused
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 30


@pytest.mark.parametrize("verdict", ["pause", "waive"])
def test_400_cases_take_a_few_seconds(dorte, laerke, verdict, pause_reason):
    make_copies(eviction(laerke, 1, **filed()), MOST_AT_ONCE - 1)
    seen = dict(EvictionCase.objects.values_list("pk", "revision"))
    begun = time.perf_counter()
    refused = decide_many(
        actor=dorte, seen=seen, resolution=resolution(verdict, pause_reason), batch=uuid.uuid4()
    )
    seconds = time.perf_counter() - begun
    assert not refused and ReviewDecision.objects.count() == len(seen) == MOST_AT_ONCE > CHUNK
    assert seconds < 20, "measured at 1.0 and 1.5 seconds on a busy machine of two cores"


def make_copies(case, number):
    """Of the case and its tenancy, in bulk."""
    homes = copies(case.tenancy.dwelling, number, lambda n: {"number": f"7{n:03d}"})
    tenancies = copies(
        case.tenancy,
        number,
        lambda n: {"dwelling": homes[n], "reference": f"7-{n}", "reference_key": f"7-{n}"},
    )
    copies(case, number, lambda n: {"tenancy": tenancies[n]}, without=("serial",))


def copies(row, number, changes, without=()):
    left_out = {"id", "created_at", *without}
    fields = [field.name for field in row._meta.concrete_fields if field.name not in left_out]
    columns = {name: getattr(row, name) for name in fields}
    model = type(row)
    return model.objects.bulk_create(model(**columns | changes(n)) for n in range(number))


def test_too_many_at_once_are_refused_in_words(login, dorte, laerke):
    case = eviction(laerke, 1)
    ticks = [f"{case.pk + number}-1" for number in range(MOST_AT_ONCE + 1)]
    client = login(dorte)
    answer = client.post(URL, {"sag": ticks})
    assert "højst besluttes om 400 sager" in client.get(answer["Location"]).content.decode()


def test_a_list_longer_than_that_is_not_offered_as_a_whole(login, dorte, laerke, monkeypatch):
    for number in (1, 2):
        eviction(laerke, number)
    client = login(dorte)
    assert "Beslut for alle på listen (2)" in client.get("/udsaettelser/").content.decode()
    monkeypatch.setattr("evictions.views.eviction_list.MOST_AT_ONCE", 1)
    page = client.get("/udsaettelser/").content.decode()
    assert "Beslut for de valgte" in page and "Beslut for alle" not in page


def test_it_says_which_were_not_decided_and_why(dorte, laerke, skov):
    early, changed, theirs = eviction(laerke, 1), eviction(laerke, 2), eviction(skov, 3)
    gone = theirs.pk + 1000
    refused = decide_many(
        actor=dorte,
        seen={early.pk: 1, changed.pk: 7, theirs.pk: 1, gone: 1},
        resolution=Resolution("waive", REASON),
        batch=uuid.uuid4(),
    )
    assert refused == {
        early.pk: NotDecided.REFUSED,
        changed.pk: NotDecided.CHANGED,
        theirs.pk: NotDecided.GONE,
        gone: NotDecided.GONE,
    }
    assert not LegalStep.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("step", ["", "gennemse"])
def test_the_pages_ask_a_constant_number_of_queries(
    login, dorte, bente, laerke, rows, step, django_assert_max_num_queries
):
    cases = [eviction(laerke, number) for number in range(rows * 2)]
    ticks = tick(*cases)
    for case in cases[:rows]:
        decide(actor=bente, case=case, seen=1, resolution=Resolution("go_on", "Haster"))
    client = login(dorte)
    client.get("/udsaettelser/")
    with django_assert_max_num_queries(10):
        assert send(client, ticks, step=step).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_receipt_asks_a_constant_number_of_queries(
    login, dorte, bente, laerke, rows, django_assert_max_num_queries
):
    cases = [eviction(laerke, number) for number in range(rows * 2)]
    for case in cases[:rows]:
        decide(actor=bente, case=case, seen=1, resolution=Resolution("go_on", "Haster"))
    client = login(dorte)
    sent = send(client, [f"{case.pk}-1" for case in cases], step="beslut", batch=str(uuid.uuid4()))
    with django_assert_max_num_queries(10):
        page = receipt(client, sent)
    assert page.count("hurtigere") == rows
