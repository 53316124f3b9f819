"""The estate office's home and its own reports."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import EstateAssignment
from conditions.models import ConcernFlag
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from tests.condition_factories import ConcernFlagFactory, ConcernMessageFactory
from tests.factories import DwellingFactory, StairwellFactory


@pytest.fixture
def flat(laerke):
    return DwellingFactory(stairwell=StairwellFactory(estate=laerke, street="Lærkevej", house_number="8"))


def closed(concern, by, **known):
    now = timezone.now()
    over = {"status": "closed", "closed_at": now, "closed_by": by, "outcome": "resolved", **known}
    ConcernFlag.objects.filter(pk=concern.pk).update(**over)


def unread(user, kind, subject_id, organisation):
    delivery = Delivery.objects.create(kind=kind, subject_id=subject_id, organisation=organisation)
    return InboxItem.objects.create(
        delivery=delivery, recipient=user, organisation=organisation, kind=kind, subject_id=subject_id
    )


def test_with_one_estate_its_picture_is_home(login, erik, flat):
    client = login(erik)
    assert client.get("/").url == "/meld/"
    page = client.get("/meld/").content.decode()
    assert f'href="/meld/lejemaal/{flat.pk}/"' in page
    assert "Lærkeparken" in page


def test_with_several_one_chooses(login, erik, flat, moelle):
    EstateAssignment.objects.create(
        membership=erik.memberships.get(), estate=moelle, starts_on=timezone.localdate()
    )
    ConcernFlagFactory(dwelling=flat, reported_by=erik)
    page = login(erik).get("/meld/").content.decode()
    assert f'href="/meld/afdeling/{moelle.pk}/"' in page
    assert "Lærkeparken (1 åben melding)" in page
    assert "/meld/lejemaal/" not in page


def test_without_an_estate_one_is_told(login, erik):
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert "Du har ingen afdeling lige nu" in login(erik).get("/meld/").content.decode()


def test_news_of_ones_reports_stands_above_the_picture(login, erik, anna, flat, fjordbo):
    quiet, taken, over = ConcernFlagFactory.create_batch(3, dwelling=flat, reported_by=erik)
    closed(over, anna)
    unread(erik, DeliveryKind.CONCERN_TAKEN, taken.pk, fjordbo)
    unread(erik, DeliveryKind.CONCERN_CLOSED, over.pk, fjordbo)
    page = login(erik).get("/meld/").content.decode()
    assert "Nyt om dine meldinger" in page
    assert [concern.number in page for concern in (quiet, taken, over)] == [False, True, True]
    assert page.index(taken.number) < page.index("sv-entrances")


def test_the_newest_come_first_each_with_its_state(login, erik, anna, flat):
    old, new = ConcernFlagFactory.create_batch(2, dwelling=flat, reported_by=erik)
    ConcernFlag.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - dt.timedelta(days=3),
        taken_at=timezone.now(),
        taken_by=anna,
        status="in_hand",
    )
    page = login(erik).get("/meld/mine/").content.decode()
    assert page.index(new.number) < page.index(old.number)
    assert "I gang" in page and "åben i 3 dage" in page
    assert "Modtaget" in page and "meldt i dag" in page
    assert "Affald, ophobning" in page


def test_open_and_closed_stand_apart(login, erik, anna, flat):
    here, over = ConcernFlagFactory.create_batch(2, dwelling=flat, reported_by=erik)
    closed(over, anna, closing_note="Kanariefugl", outcome="declined")
    client = login(erik)
    first, second = (client.get(f"/meld/mine/{query}").content.decode() for query in ("", "?vis=afsluttede"))
    assert here.number in first and over.number not in first
    assert over.number in second and here.number not in second
    assert "Afsluttet" in second and "lukket samme dag" in second
    assert "Kanariefugl" not in second and "ønskede ikke hjælp" not in second


def test_only_ones_own_of_todays_estates(login, erik, anna, flat, moelle):
    somebodys = ConcernFlagFactory(dwelling=flat, reported_by=anna)
    former = ConcernFlagFactory(dwelling=DwellingFactory(stairwell__estate=moelle), reported_by=erik)
    for path in ("/meld/", "/meld/mine/"):
        page = login(erik).get(path).content.decode()
        assert f"/meld/{somebodys.pk}/" not in page
        assert f"/meld/{former.pk}/" not in page


def test_an_answer_is_marked_until_it_is_read(login, erik, flat, fjordbo):
    taken, answered, quiet = ConcernFlagFactory.create_batch(3, dwelling=flat, reported_by=erik)
    unread(erik, DeliveryKind.CONCERN_TAKEN, taken.pk, fjordbo)
    message = ConcernMessageFactory(concern=answered)
    unread(erik, DeliveryKind.CONCERN_MESSAGE, message.pk, fjordbo)
    other = unread(erik, DeliveryKind.ARREARS_NOTICE, quiet.pk, fjordbo)
    client = login(erik)
    assert client.get("/meld/mine/").content.decode().count(">Nyt<") == 2
    client.head(f"/meld/{taken.pk}/")
    client.get(f"/meld/{taken.pk}/", headers={"sec-purpose": "prefetch"})
    assert client.get("/meld/mine/").content.decode().count(">Nyt<") == 2
    client.get(f"/meld/{taken.pk}/")
    client.get(f"/meld/{answered.pk}/")
    assert ">Nyt<" not in client.get("/meld/mine/").content.decode()
    assert list(InboxItem.objects.unread()) == [other]


def test_empty_lists_teach(login, erik):
    client = login(erik)
    assert "Ingen åbne meldinger" in client.get("/meld/mine/").content.decode()
    assert "Ingen afsluttede meldinger" in client.get("/meld/mine/?vis=afsluttede").content.decode()


def test_a_part_of_the_list_for_htmx(login, erik, flat):
    ConcernFlagFactory(dwelling=flat, reported_by=erik)
    part = login(erik).get("/meld/mine/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="liste">')


@pytest.mark.parametrize("path", ["/meld/", "/meld/mine/"])
def test_stranger_and_wrong_role(login, client, anna, dorte, freja, gry, erik, path):
    assert client.get(path).url.startswith("/konto/log-ind/")
    for other in (anna, dorte, freja, gry):
        assert login(other).get(path).status_code == 403
    assert login(erik).post(path).status_code == 405


@pytest.mark.parametrize(("path", "queries"), [("/meld/", 10), ("/meld/mine/", 8)])
def test_its_queries_do_not_grow(login, erik, flat, path, queries, django_assert_num_queries):
    client = login(erik)
    for number in (1, 3):
        ConcernFlagFactory.create_batch(number, dwelling=flat, reported_by=erik)
        with django_assert_num_queries(queries):
            client.get(path)


def test_the_office_finds_its_pages(login, erik):
    page = login(erik).get("/meld/mine/").content.decode()
    for address in ("/meld/", "/meld/mine/", "/indbakke/", "/afdelinger/"):
        assert f'href="{address}"' in page
