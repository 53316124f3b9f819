"""What caretakers write appears nowhere for anybody else: a word in every text field of every table of
`cases`, and of casework in the apps above, looked for in every page, file, search, e-mail, log line and error
page.

Which fields there are comes from the models, so a new one is looked for as soon as it is there.
"""

import io
import logging
import zipfile
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseOpening, Disclosure, Draft, RestrictedNote
from notifications.services.digest import owe_digests
from notifications.services.dispatching import drain
from tests.access_table import TABLE
from tests.access_world import World, build_world
from tests.test_access_matrix import ask, login, urls

pytestmark = pytest.mark.django_db
OTHERS = ("dorte", "erik", "freja", "gry", "helle", "ib", "carla")
"""Administration, estate office, coordinator, system administrator; who had the estate, who has another one,
and who works for another organisation."""
NOBODYS = {
    "cases.Partner",
    "cases.PartnerAgreement",
    "cases.CalendarFeed",
}
"""Tables without a word about residents."""
TOLD_TO_THE_COORDINATOR = {
    "disclosure.basis_reason",
    "disclosure.recipient",
    "caseopening.reason",
    "handover.answer",
    "outreachround.name",
    "loneworkcheck.phone",
}
"""What a coordinator is meant to read: the ground of a disclosure without consent, why they opened a case."""
SEEN_BY_ANNA = {
    "visit.note",
    "followup.text",
    "case.about",
    "supportplangoal.text",
    "caseperson.name",
    "wayout.note",
}
CASEWORK_ABOVE = ["evictions.WayOut"]
"""Tables of other apps that hold what caretakers write."""


def canary(field: str) -> str:
    """Found by the first word, known by the second: a page may say again what was searched."""
    return f"kanarie-{field} hemmelig-{field}"[: LONGEST.get(field, 400)]


def word(field: str) -> str:
    return f"hemmelig-{field}"


LONGEST: dict[str, int] = {}


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    above = [apps.get_model(label) for label in CASEWORK_ABOVE]
    for model in [*apps.get_app_config("cases").get_models(), *above]:
        if hasattr(model, "pgh_tracked_model") or model._meta.label in NOBODYS or model._meta.auto_created:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                yield model, field


def name_of(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.model_name}.{field.name}"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        write_the_rest(built)
        hide_canaries(built.objects["estate"]["laerke"])
        built.cookies = {name: login(user) for name, user in built.users.items()}
        yield built
        transaction.set_rollback(True)


def write_the_rest(world: World) -> None:
    """The rows that tests/access_world.py has none of, at Anna's estate."""
    case = world.memberships["anna"].cases.get()
    consent = case.consents.first()
    household = {"organisation": case.organisation, "estate": case.estate, "tenancy": case.tenancy}
    anna = world.users["anna"]
    Draft.objects.create(user=anna, tenancy=case.tenancy, body={})
    RestrictedNote.objects.create(
        **household, case=case, caretaker=anna, consent=consent, text=canary("restrictednote.text")
    )
    Disclosure.objects.create(
        **household,
        case=case,
        consent=consent,
        recipient=canary("disclosure.recipient"),
        what=canary("disclosure.what"),
        data_kinds=["contact"],
        made_by=anna,
    )
    CaseOpening.objects.create(
        **household,
        case=case,
        opened_by=world.users["freja"],
        reason=canary("caseopening.reason"),
        ends_at=timezone.now(),
    )


APPEND_ONLY = {Disclosure, CaseOpening}
IN_JSON = {
    "draft.body": lambda words: {"note": words},
    "referral.texts": lambda words: {"economy": words},
    "handoveritem.deadlines": lambda words: [{"on": "", "label": "Næste skridt", "text": words}],
}
"""Words that are kept as JSON, and how."""


def hide_in_json(estate_id: object) -> None:
    for name, wrapped in IN_JSON.items():
        model_name, _dot, field = name.partition(".")
        rows = apps.get_model("cases", model_name)._base_manager.all()
        place = "case__estate_id" if model_name == "handoveritem" else "tenancy__estate_id"
        assert rows.filter(**{place: estate_id}).update(**{field: wrapped(canary(name))})


def hide_canaries(estate_id: object) -> None:
    hide_in_json(estate_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM cases_case WHERE estate_id = %s", [estate_id])
        cases = [row[0] for row in cursor.fetchall()]
    for model, field in text_fields():
        if model in APPEND_ONLY:
            continue
        name = name_of(model, field)
        words = canary(name)
        if field.max_length and len(words) > field.max_length:
            LONGEST[name] = field.max_length
            words = word(name)[: field.max_length]
        rows = model._base_manager.all()
        names = {f.name for f in model._meta.concrete_fields}
        if "estate" in names:
            rows = rows.filter(estate_id=estate_id)
        elif "case" in names:
            rows = rows.filter(case_id__in=cases)
        elif "giver" in names:
            rows = rows.filter(items__case_id__in=cases)
        rows.update(**{field.name: words})


def read(content: bytes) -> str:
    """A page as it is; a spreadsheet unpacked."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def found_in(text: str) -> set[str]:
    found = {
        name
        for model, field in text_fields()
        if (name := name_of(model, field)) and word(name)[: field.max_length] in text
    }
    return found | {name for name in IN_JSON if word(name) in text}


def answers(world: World, person: str) -> Iterator[tuple[str, str]]:
    """Every route on every object, as this person."""
    for route, row in TABLE.items():
        if row.post_only:
            continue
        for _place, url in urls(route, row, world):
            response = ask(world, person, "get", url + row.query)
            if not response.streaming:
                yield route, read(response.content)


@pytest.mark.parametrize("person", OTHERS)
def test_no_page_file_or_error_page_shows_it(world, person, caplog):
    caplog.set_level(logging.DEBUG)
    allowed = TOLD_TO_THE_COORDINATOR if person == "freja" else set()
    found = {(route, name) for route, text in answers(world, person) for name in found_in(text) - allowed}
    assert not found
    assert not found_in(caplog.text)


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("route", ["tenancy_search", "tray"])
def test_no_search_finds_it(world, person, route):
    for model, field in text_fields():
        sought = f"kanarie-{name_of(model, field)}"
        response = ask(world, person, "post", reverse(route), {"q": sought})
        text = read(response.content) if not response.streaming else ""
        if response.status_code == 302:
            text = read(ask(world, person, "get", response["Location"]).content)
        assert not found_in(text), sought


def test_no_mail_and_no_log_line_holds_it(world, caplog):
    caplog.set_level(logging.DEBUG)
    with transaction.atomic():
        owe_digests(timezone.localdate())
        drain()
        transaction.set_rollback(True)
    assert mail.outbox
    for message in mail.outbox:
        assert not found_in(f"{message.subject}\n{message.body}")
    assert not found_in(caplog.text)


def test_the_search_for_it_can_fail(world):
    """Anna wrote it, and Anna finds it."""
    seen = {name for _route, text in answers(world, "anna") for name in found_in(text)}
    assert seen >= SEEN_BY_ANNA
