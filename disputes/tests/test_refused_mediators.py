"""Whom a party has refused does not come back to it: not as mediator, not as stand-in, not by any list."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from cases.services.feeds import make_feed
from cases.today import today_page
from core.errors import DomainError
from disputes.forms.mediations import ChangeMediatorForm
from disputes.models import Mediation, MediatorChange, Party, RefusedMediator
from disputes.services.mediators import change_mediator
from disputes.services.parties import edit_party
from disputes.services.refusals import never_refused, remember
from disputes.tests.agreeing import ready
from disputes.tests.mediating import mediation_of, membership
from notifications.models import InboxItem
from notifications.services.dispatching import drain
from tests.dispute_factories import MediationMeetingFactory, RefusedMediatorFactory, RoomEntryFactory
from tests.factories import AbsenceFactory

pytestmark = pytest.mark.django_db


def give(actor, mediation, to, **values):
    mediation.refresh_from_db()
    said = {"seen": mediation.revision, "mediator": membership(to), **values}
    return change_mediator(actor=actor, mediation=mediation, **said)


def away(user, stand_in, first=0, last=0):
    today = timezone.localdate()
    days = {"starts_on": today + dt.timedelta(days=first), "ends_on": today + dt.timedelta(days=last)}
    return AbsenceFactory(membership=membership(user), stand_in=membership(stand_in), **days)


@pytest.fixture
def refused(anna, bo, laerke):
    """Anna had it, B would not have her, Bo has it now. In a room stands a word."""
    mediation, (a, b) = mediation_of(anna, laerke, opened_by=bo)
    RoomEntryFactory(party=a, text="Vil helst mødes ude")
    give(anna, mediation, bo, asked_by=b)
    return mediation


def pages(mediation):
    room = mediation.partys.first()
    return [f"/maegling/{mediation.pk}/", f"/maegling/rum/{room.pk}/", f"/maegling/{mediation.pk}/maegler/"]


def test_it_is_remembered_of_whoever_asked(refused, anna, bo):
    row = RefusedMediator.objects.get()
    assert (row.party.label, row.membership, row.made_by) == ("B", membership(anna), anna)
    assert row.mediation == refused


def test_who_ticked_the_wish_is_remembered_too(anna, bo, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    edit_party(actor=anna, party=a, seen=None, refuses_mediator=True)
    give(anna, mediation, bo)
    a.refresh_from_db()
    assert (a.refuses_mediator, a.refusedmediators.get().membership) == (False, membership(anna))
    assert [entry.text.split(".")[-2].strip() for entry in a.roomentrys.order_by("pk")] == [
        "Parten ønsker en anden mægler end Anna Andersen",
        "Parten ønskede det",
    ]


def test_a_wish_that_is_taken_back_leaves_a_trace_in_the_room_alone(anna, laerke):
    """It may be whom they refuse that takes it back."""
    _mediation, (a, b) = mediation_of(anna, laerke)
    for wishes in (True, True, False, False):
        edit_party(actor=anna, party=a, seen=None, refuses_mediator=wishes)
    assert [entry.text for entry in a.roomentrys.order_by("pk")] == [
        "Parten ønsker en anden mægler end Anna Andersen.",
        "Parten vil alligevel gerne have Anna Andersen som mægler.",
    ]
    assert not b.roomentrys.exists()


def test_a_change_for_a_reason_of_ones_own_refuses_nobody(anna, bo, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    give(anna, mediation, bo)
    assert not RefusedMediator.objects.exists()
    give(bo, mediation, anna)


def test_not_as_stand_in(refused, anna, bo, login):
    away(bo, anna)
    client = login(anna)
    assert [client.get(page).status_code for page in pages(refused)] == [404, 404, 404]
    assert client.post(pages(refused)[1], {"kind": "note", "text": "x"}).status_code == 404
    assert refused.number not in client.get("/maegling/").content.decode()
    assert [login(bo).get(page).status_code for page in pages(refused)] == [200, 200, 200]


def test_another_stand_in_has_it(refused, bo, moelle, fjordbo, login):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle)
    away(bo, ib)
    assert login(ib).get(pages(refused)[0]).status_code == 200


def test_not_by_being_chosen_again(refused, anna, bo):
    with pytest.raises(DomainError, match="Anna Andersen kan ikke mægle her"):
        give(bo, refused, anna)
    mediation = Mediation.objects.get(pk=refused.pk)
    form = ChangeMediatorForm(mediation=mediation, user=bo)
    assert membership(anna) not in form.fields["mediator"].queryset
    assert "sagt nej: Anna Andersen" in form.fields["mediator"].help_text


def test_the_database_lets_none_in_either_way(refused, anna, bo):
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Mediation.objects.filter(pk=refused.pk).update(mediator=membership(anna))
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        RefusedMediatorFactory(party=refused.partys.first(), membership=membership(bo))
    with pytest.raises(DomainError, match="En part har sagt nej"), never_refused():
        Mediation.objects.filter(pk=refused.pk).update(mediator=membership(anna))
    with pytest.raises(DomainError, match="En part har sagt nej"):
        remember(refused.partys.first(), bo, membership(bo))


def test_another_violation_is_not_called_a_refusal():
    with pytest.raises(IntegrityError), never_refused():
        RefusedMediator.objects.create()


def test_nobody_of_another_organisation_is_refused(refused, carla):
    with pytest.raises(IntegrityError), transaction.atomic():
        RefusedMediatorFactory(party=refused.partys.first(), membership=membership(carla))


def events(user):
    secret = make_feed(actor=user)[1]
    return Client().get(reverse("calendar_feed_read", args=[secret])).content.decode()


def lines(user):
    page = today_page(User.objects.get(pk=user.pk), timezone.localdate())
    return [item.title for section in page.sections for item in section.items if "Mægling" in item.title]


def test_no_line_in_the_inbox_no_meeting_in_the_calendar_nothing_on_i_dag(refused, anna, bo):
    tonight = timezone.localtime().replace(hour=23, minute=59, second=59)
    MediationMeetingFactory(mediation=refused, starts_at=tonight)
    away(bo, anna)
    drain()
    assert [item.recipient for item in InboxItem.objects.filter(kind="mediation")] == [bo]
    assert refused.number not in events(anna)
    assert lines(anna) == []
    assert refused.number in events(bo), "it waits for its mediator, and stays in hers"
    assert lines(bo) == [f"Mægling {refused.number}"]


def test_while_it_waits_the_page_says_so_and_the_meeting_of_those_days_too(refused, anna, bo, login):
    MediationMeetingFactory(mediation=refused, starts_at=timezone.now() + dt.timedelta(days=5))
    away(bo, anna, 4, 8)
    page = login(bo).get(pages(refused)[0]).content.decode()
    assert "Bo Berg er væk fra" in page and "Anna Andersen kan ikke være afløser her" in page
    assert "Mødet ligger i de dage" in page


def test_a_meeting_planned_in_those_days_is_kept_and_warned_of(anna, bo, laerke, login):
    mediation = ready(bo, laerke)
    RefusedMediatorFactory(party=mediation.partys.first(), membership=membership(anna))
    away(bo, anna, 2, 3)
    day = timezone.localdate() + dt.timedelta(days=3)
    said = {"on": day.isoformat(), "clock": "16:30", "minutes": "90", "place": "Beboerhuset, lokale 2"}
    url, said["seen"] = f"/maegling/{mediation.pk}/moede/", mediation.revision
    page = login(bo).post(url, said, follow=True).content.decode()
    assert "Bo Berg er væk den dag, og ingen kan være afløser her." in page
    assert mediation.mediationmeetings.count() == 1


def test_it_waits_too_when_the_stand_in_has_left(anna, bo, laerke, login):
    mediation, _rooms = mediation_of(bo, laerke)
    away(bo, anna)
    Membership.objects.filter(pk=membership(anna).pk).update(
        ended_on=timezone.localdate() - dt.timedelta(days=1)
    )
    MediationMeetingFactory(mediation=mediation, starts_at=timezone.now() + dt.timedelta(minutes=1))
    assert lines(bo) == [f"Mægling {mediation.number}"]
    assert "kan ikke være afløser" in login(bo).get(pages(mediation)[0]).content.decode()


def test_when_somebody_may_stand_in_it_does_not_wait(anna, bo, laerke, login):
    mediation, _rooms = mediation_of(bo, laerke)
    away(bo, anna, 4, 8)
    assert "kan ikke være afløser" not in login(bo).get(pages(mediation)[0]).content.decode()


def test_one_who_stands_in_is_refused_and_is_out_at_once(anna, bo, laerke, login):
    _mediation, (a, _b) = mediation_of(bo, laerke)
    away(bo, anna)
    client, url = login(anna), f"/maegling/rum/{a.pk}/part/"
    said = {"name": "Aase", "seen": 1, "refuses": membership(anna).pk}
    answer = client.post(url, said)
    assert (answer.status_code, answer["Location"]) == (302, "/maegling/")
    assert "Parten har sagt nej til dig" in client.get("/maegling/").content.decode()
    assert client.get(url).status_code == 404
    assert "sagt nej til Anna Andersen" in a.roomentrys.get().text
    assert not MediatorChange.objects.exists()


def test_who_mediates_is_refused_by_the_wish_for_another(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="Sæt kryds ved"):
        edit_party(actor=anna, party=a, seen=None, refuses=membership(anna))


@pytest.mark.parametrize("who", ["carla", "dorte"])
def test_only_a_caretaker_of_the_organisation_can_be_refused(who, anna, laerke, request):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="Vælg en social vicevært"):
        edit_party(actor=anna, party=a, seen=None, refuses=membership(request.getfixturevalue(who)))


def test_twice_is_once(anna, bo, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    for _time in range(2):
        edit_party(actor=anna, party=a, seen=None, refuses=membership(bo))
    assert (RefusedMediator.objects.count(), a.roomentrys.count()) == (1, 1)


def test_the_party_may_think_better_of_it_but_not_for_another(refused, anna, bo, login):
    a, b = refused.partys.order_by("label")
    client, revision = login(bo), Mediation.objects.get(pk=refused.pk).revision
    row = RefusedMediator.objects.get()
    said = {"name": "Navn", "seen": revision, "takes_back": [row.pk]}
    assert client.post(f"/maegling/rum/{a.pk}/part/", said).status_code == 302, "A has no such field"
    assert RefusedMediator.objects.exists()
    edit_party(actor=bo, party=a, seen=None, takes_back=[row])
    assert RefusedMediator.objects.exists()
    said["seen"] = revision + 2
    assert client.post(f"/maegling/rum/{b.pk}/part/", said).status_code == 302
    assert not RefusedMediator.objects.exists()
    assert "alligevel gerne have Anna Andersen" in b.roomentrys.first().text
    give(bo, refused, anna)


def test_it_stands_on_the_partys_card_and_in_their_room_alone(refused, bo, login):
    a, b = refused.partys.order_by("label")
    client = login(bo)
    page = client.get(pages(refused)[0]).content.decode()
    assert page.count("Har sagt nej til Anna Andersen som mægler") == 1
    assert page.index("Har sagt nej til Anna") > page.index(f"/maegling/rum/{b.pk}/")
    assert "Har sagt nej til Anna Andersen" in client.get(f"/maegling/rum/{b.pk}/").content.decode()
    assert "sagt nej" not in client.get(f"/maegling/rum/{a.pk}/").content.decode()


def test_the_change_asks_with_the_wish_filled_in(anna, laerke):
    mediation, (_a, b) = mediation_of(anna, laerke)
    Party.objects.filter(pk=b.pk).update(refuses_mediator=True)
    assert ChangeMediatorForm(mediation=mediation, user=anna).fields["asked_by"].initial == b


def test_another_mediation_is_another_matter(refused, anna, bo, laerke, login):
    other, _rooms = mediation_of(bo, laerke)
    away(bo, anna)
    assert login(anna).get(pages(other)[0]).status_code == 200
