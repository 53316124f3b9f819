"""What is said in a mediation appears nowhere for anybody but who mediates, and what A said nowhere on B's
side, not even to the mediator: a word in every text field of every table of mediation, another for each room,
looked for in every page, paper, file, search, e-mail, log line and table.

Which fields there are comes from the models, so a new one is looked for as soon as it is there.
"""

import datetime as dt
import io
import logging
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.core import mail
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from disputes.models import (
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    Complaint,
    Mediation,
    MediationMeeting,
    Party,
    PreTalk,
    RoomEntry,
    mediations,
    mediators,
)
from disputes.models.base import InRoom
from disputes.services.mediation_retention import erase_mediations
from disputes.services.mediations import NewParty, close_mediation, open_mediation
from disputes.services.mediators import change_mediator
from notifications.services.digest import owe_digests
from notifications.services.dispatching import drain
from residents.models import Tenancy
from tests.access_mediations import MEDIATIONS
from tests.access_table import TABLE
from tests.access_world import World, build_world
from tests.dispute_factories import (
    AgreementFactory,
    AgreementFollowUpFactory,
    MediationMeetingFactory,
    PreTalkFactory,
    RoomEntryFactory,
)
from tests.factories import AbsenceFactory
from tests.test_access_matrix import ask, login, urls
from tests.test_canary import read

pytestmark = pytest.mark.django_db
OTHERS = ("bo", "helle", "ib", "carla", "dorte", "erik", "freja", "gry")
"""Who opened it and has the estate; whom a party would not have as mediator; caretakers of another estate and
organisation; administration, estate office, coordinator, system administrator."""
MODULES = {mediations.__name__, mediators.__name__}
SHARED = "alle"
SEARCHES = ("tenancy_search", "case_find", "tray", "eviction_list", "eviction_find", "complaint_list")
KNOWN_TO_ALL_PARTIES = {"partyname"}
"""Whom one meets stands on everybody's paper."""


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in [*vars(mediations).values(), *vars(mediators).values()]:
        if not (isinstance(model, type) and issubclass(model, models.Model)):
            continue
        if model._meta.abstract or model.__module__ not in MODULES:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            if is_text and not field.choices and field.max_length != 1:
                yield model, field


def name_of(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.model_name}{field.name.replace('_', '')}"


def is_of_party(model: type[models.Model]) -> bool:
    return issubclass(model, InRoom) or model is Party


def word(side: str, name: str) -> str:
    """One word, so that no line of a paper breaks it otherwise than whitespace and a hyphen do."""
    return f"kanarie{side.lower()}{name}"


NAMES = {name_of(model, field): model for model, field in text_fields()}
WORDS = {
    word(side, name)
    for name, model in NAMES.items()
    for side in (("a", "b") if is_of_party(model) else (SHARED,))
}


def of_room(side: str) -> set[str]:
    """What was said in one room, and what is known of the party."""
    return {word(side, name) for name, model in NAMES.items() if is_of_party(model)}


SAID = {word(side, name) for side in "ab" for name, model in NAMES.items() if issubclass(model, InRoom)}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        mediate(built)
        leave(built)
        built.cookies = {name: login(user) for name, user in built.users.items()}
        yield built
        transaction.set_rollback(True)


def mediate(world: World) -> None:
    """Bo opens it from the complaint, Helle is to mediate; a party will not have her, and Anna gets it. Today
    Anna is away, and Helle stands in for her: not in this."""
    homes = [Tenancy.objects.get(pk=world.objects[kind]["laerke"]) for kind in ("tenancy", "free_tenancy")]
    mediation = open_mediation(
        actor=world.users["bo"],
        estate=homes[0].estate,
        complaint=Complaint.objects.get(pk=world.objects["complaint"]["laerke"]),
        parties=[NewParty(home, "Part") for home in homes],
        mediator=world.memberships["helle"],
    )
    a, b = mediation.partys.order_by("label")
    change_mediator(
        actor=world.users["helle"],
        mediation=mediation,
        seen=mediation.revision,
        mediator=world.memberships["anna"],
        asked_by=b,
    )
    today = timezone.localdate()
    away = {"membership": world.memberships["anna"], "stand_in": world.memberships["helle"]}
    AbsenceFactory(**away, starts_on=today, ends_on=today)
    made = fill(mediation, a, b)
    for kind, row in made.items():
        world.add(kind, "anna_mediates", row.pk)
    world.add("room", "b_of_anna", b.pk)


def leave(world: World) -> None:
    """Another is full of words, too, and its mediator has left: the coordinator is to give it to somebody."""
    mediation = Mediation.objects.get(pk=world.objects["left_mediation"]["fjordbo"])
    fill(mediation, *mediation.partys.order_by("label"))


def fill(mediation: Mediation, a: Party, b: Party) -> dict[str, models.Model]:
    for party in (a, b):
        entry, talk = RoomEntryFactory(party=party), PreTalkFactory(party=party)
        party.consented_on = timezone.localdate()
        party.save(update_fields=["consented_on"])
    agreement = AgreementFactory(mediation=mediation)
    meeting = MediationMeetingFactory(mediation=mediation)
    follow_up = AgreementFollowUpFactory(agreement=agreement)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    AgreementFollowUpFactory(agreement=agreement, due_on=yesterday, done_on=yesterday, result="partly")
    for model, field in text_fields():
        for side in ("a", "b") if is_of_party(model) else (SHARED,):
            hide(model, field, mediation, side)
    rows = {"mediation": mediation, "room": a, "room_entry": entry, "pre_talk": talk}
    return {
        **rows,
        "mediation_meeting": meeting,
        "agreement": agreement,
        "agreement_follow_up": follow_up,
    }


def hide(model: type[models.Model], field: models.Field, mediation: Mediation, side: str) -> None:
    where = {Mediation: {"pk": mediation.pk}, AgreementPoint: {"agreement__mediation": mediation}}
    rows = model._base_manager.filter(**where.get(model, {"mediation": mediation}))
    if is_of_party(model):
        rows = rows.filter(**{"label" if model is Party else "party__label": side.upper()})
    hidden = word(side, name_of(model, field))
    assert len(hidden) <= (field.max_length or 999)
    assert rows.update(**{field.name: hidden}), f"no row of {model} to hide {hidden} in"


def found_in(text: str) -> set[str]:
    return {hidden for hidden in WORDS if hidden in text.lower()}


def words_of(content: bytes) -> str:
    """Of a page, a spreadsheet or a paper."""
    if content[:4] == b"%PDF":
        pages = PdfReader(io.BytesIO(content)).pages
        return re.sub(r"[\s\u00ad-]+", "", "".join(page.extract_text() for page in pages))
    return read(content)


def answers(world: World, person: str, routes=TABLE) -> Iterator[tuple[str, str, str]]:
    """(route, place, words) of every route on every object, as this person."""
    for route in routes:
        row = TABLE[route]
        for place, url in urls(route, row, world):
            methods = ["get"] if not row.post_only else []
            for method in [*methods, *(["post"] if route in MEDIATIONS else [])]:
                response = ask(world, person, method, url + (row.query if method == "get" else ""))
                if not response.streaming:
                    yield route, place, words_of(response.content)


def test_the_words_are_there():
    assert {RoomEntry, PreTalk, Party, Mediation, MediationMeeting, Agreement, AgreementPoint} <= set(
        NAMES.values()
    )
    assert AgreementFollowUp in NAMES.values()


@pytest.mark.parametrize("person", OTHERS)
def test_no_page_paper_file_or_error_page_shows_it(person, world, caplog):
    caplog.set_level(logging.DEBUG)
    found = {(route, hidden) for route, _place, text in answers(world, person) for hidden in found_in(text)}
    assert not found
    assert not found_in(caplog.text)


def test_the_mediator_finds_it_on_the_pages_of_mediation_and_nowhere_else(world):
    seen = [(route, found_in(text)) for route, _place, text in answers(world, "anna")]
    assert set().union(*(words for _route, words in seen)) >= WORDS, "the search for it can fail"
    elsewhere = {route for route, words in seen if words} - set(MEDIATIONS)
    assert not elsewhere


def test_what_was_said_in_a_room_stands_on_pages_of_that_room_alone(world):
    """A's words on no page of B's, nor on those of both; also on the screen of who mediates."""
    rooms = {route for route, row in MEDIATIONS.items() if set(row.on.values()) & {"room", "room_entry"}}
    for route, place, text in answers(world, "anna", MEDIATIONS):
        words = found_in(text)
        if route not in rooms:
            assert not words & SAID, route
        elif place == "anna_mediates":
            assert not not_meant_for(route, words, of_room("b")), (route, place)
        elif place == "b_of_anna":
            assert not not_meant_for(route, words, of_room("a")), (route, place)


PAPERS = {"agreement_print", "meeting_invitation"}


def not_meant_for(route: str, words: set[str], of_the_other: set[str]) -> set[str]:
    names = {word(side, name) for side in "ab" for name in KNOWN_TO_ALL_PARTIES}
    return words & of_the_other - (names if route in PAPERS else set())


def test_who_gives_one_on_reads_nothing_of_it_before_or_after(world):
    pk, bo = world.objects["left_mediation"]["fjordbo"], world.memberships["bo"]
    page, every = reverse("mediation_pass_on", args=[pk]), reverse("mediation_without_mediator")
    client = Client()
    client.cookies = SimpleCookie(world.cookies["freja"])
    with transaction.atomic():
        told = [client.get(every), client.get(page), client.post(page, {})]
        told.append(client.post(page, {"mediator": bo.pk}, follow=True))
        told += [client.get(page), client.get(reverse("overview")), client.get(reverse("inbox"))]
        assert [answer.status_code for answer in told] == [200, 200, 422, 200, 302, 200, 200]
        for answer in told:
            assert not found_in(words_of(answer.content))
        assert Mediation.objects.get(pk=pk).mediator == bo
        transaction.set_rollback(True)


@pytest.mark.parametrize("person", ["anna", *OTHERS])
@pytest.mark.parametrize("route", SEARCHES)
def test_no_search_finds_it(route, person, world):
    if route not in TABLE:
        pytest.skip("no such search")
    for sought in sorted(WORDS):
        response = ask(world, person, "post", reverse(route), {"q": sought})
        text = words_of(response.content) if not response.streaming else ""
        if response.status_code == 302:
            text = words_of(ask(world, person, "get", response["Location"]).content)
        assert not found_in(text.lower().replace(sought, ""))
        assert text.lower().count(sought) <= 2, "what was typed may stand in its field"


def test_no_mail_and_no_log_line_holds_it(world, caplog):
    caplog.set_level(logging.DEBUG)
    with transaction.atomic():
        drain()
        owe_digests(timezone.localdate())
        drain()
        transaction.set_rollback(True)
    assert mail.outbox
    for message in mail.outbox:
        assert not found_in(f"{message.subject}\n{message.body}")
    assert not found_in(caplog.text)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [row[0] for row in cursor.fetchall()]


def holding(names: list[str]) -> set[str]:
    """The tables with a word of it in any column."""
    with connection.cursor() as cursor:
        found = set()
        for name in names:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text ILIKE '%kanarie%')")
            if cursor.fetchone()[0]:
                found.add(name)
    return found


OF_MEDIATION = {model._meta.db_table for model in NAMES.values()}


def test_no_other_table_holds_it(world):
    """No copy by a trigger, no draft, no session, no task."""
    assert holding(tables()) == OF_MEDIATION


def test_when_it_is_deleted_no_table_holds_it(world):
    mediation = Mediation.objects.get(pk=world.objects["mediation"]["anna_mediates"])
    with transaction.atomic():
        closed = close_mediation(
            actor=world.users["anna"], mediation=mediation, seen=None, ended="not_agreed"
        )
        erase_mediations(closed.delete_on + dt.timedelta(days=1))
        assert holding(tables()) == set()
        transaction.set_rollback(True)
