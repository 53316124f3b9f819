"""A coordinator reads one case: with a reason, for a while, and everybody concerned knows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from cases.models import CaseOpening, RestrictedNote, Visit
from cases.permissions import get_case_for_user
from cases.services.openings import open_for_reading, until_midnight
from core.errors import DomainError
from core.phrases import say_until
from notifications.models import Delivery
from tests.case_factories import CaseFactory
from tests.factories import VisitFactory

REASON = "Klage fra beboeren over manglende svar"


@pytest.fixture
def case(anna, tenancy):
    VisitFactory(tenancy=tenancy, caretaker=anna, note="Fortroligt notat")
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def url(case):
    return reverse("case_opening_create", args=[case.pk])


def opened(freja, case, hours=1):
    return open_for_reading(
        actor=freja, case=case, reason=REASON, ends_at=timezone.now() + dt.timedelta(hours=hours)
    )


def test_without_a_reason_there_is_no_way_in(freja, case):
    with pytest.raises(PermissionDenied):
        get_case_for_user(freja, case.pk)
    assert not Visit.objects.visible_to(freja).exists()


def test_a_reason_opens_it_for_the_rest_of_the_day(login, freja, case, url):
    response = login(freja).post(url, {"reason": REASON, "how_long": "idag"})
    assert response["Location"] == reverse("case_detail", args=[case.pk])
    opening = CaseOpening.objects.get()
    assert opening.ends_at == until_midnight(timezone.now())
    assert get_case_for_user(freja, case.pk) == case
    assert Visit.objects.visible_to(freja).get().note == "Fortroligt notat"


def test_or_for_a_day(login, freja, url):
    login(freja).post(url, {"reason": REASON, "how_long": "doegn"})
    ahead = CaseOpening.objects.get().ends_at - timezone.now()
    assert dt.timedelta(hours=23) < ahead <= dt.timedelta(hours=24)


def test_it_is_a_look_up_of_its_own_kind(login, freja, url):
    login(freja).post(url, {"reason": REASON, "how_long": "idag"})
    look_up = LookUp.objects.get()
    opening = CaseOpening.objects.get()
    assert (look_up.subject, look_up.subject_id) == ("cases.CaseOpening", opening.pk)
    assert (look_up.actor, look_up.purpose) == (freja, Purpose.CASE_OPENING)


def test_the_responsible_is_told(login, anna, freja, case):
    opening = opened(freja, case)
    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.subject_id, delivery.recipient) == ("case_opening", opening.pk, anna)


def test_her_inbox_says_who_and_why_and_leads_to_the_case(login, anna, freja, case):
    from notifications.services.delivering import deliver

    opened(freja, case)
    deliver(list(Delivery.objects.values_list("pk", flat=True)))
    page = login(anna).get(reverse("inbox")).content.decode()
    assert f"Freja Friis har åbnet sag {case.number}" in page
    assert REASON in page
    response = login(anna).get(reverse("inbox_open", args=[anna.inbox_items.get().pk]))
    assert response["Location"] == reverse("case_detail", args=[case.pk])


def test_until_midnight_is_the_rest_of_the_day():
    now = timezone.make_aware(dt.datetime(2026, 11, 23, 14, 5))
    assert say_until(until_midnight(now), now) == "resten af dagen"
    assert say_until(now + dt.timedelta(hours=24), now) == "til i morgen kl. 14.05"


def test_the_case_shows_it_to_the_responsible(login, anna, freja, case):
    opened(freja, case)
    page = login(anna).get(reverse("case_detail", args=[case.pk])).content.decode()
    assert "Freja Friis har sagen åben" in page
    assert "Koordinatoren åbnede sagen" in page
    assert REASON in page


def test_it_ends_by_itself(freja, case):
    opening = CaseOpening.objects.create(
        case=case,
        organisation=case.organisation,
        estate=case.estate,
        tenancy=case.tenancy,
        opened_by=freja,
        reason=REASON,
        ends_at=timezone.now() - dt.timedelta(seconds=1),
    )
    assert opening.pk
    with pytest.raises(PermissionDenied):
        get_case_for_user(freja, case.pk)
    assert not Visit.objects.visible_to(freja).exists()


def test_it_opens_that_one_case_to_that_one_coordinator(freja, fjordbo, case, laerke):
    from conftest import person
    from tests.factories import TenancyFactory

    opened(freja, case)
    other = CaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=case.responsible
    )
    with pytest.raises(PermissionDenied):
        get_case_for_user(freja, other.pk)
    second = person("Finn Fog", fjordbo, "coordinator")
    with pytest.raises(PermissionDenied):
        get_case_for_user(second, case.pk)


def test_sensitive_notes_stay_shut(anna, freja, case):
    opened(freja, case)
    assert not RestrictedNote.objects.visible_to(freja).exists()


def test_she_reads_and_does_not_write(freja, case):
    opened(freja, case)
    with pytest.raises(PermissionDenied):
        get_case_for_user(freja, case.pk, edit=True)


@pytest.mark.parametrize("reason", ["", "Tjek", "Skal se"])
def test_a_word_or_two_is_no_reason(reason, login, freja, case, url):
    response = login(freja).post(url, {"reason": reason, "how_long": "idag"})
    assert response.status_code == 422
    assert not CaseOpening.objects.exists()
    with pytest.raises(DomainError):
        open_for_reading(
            actor=freja, case=case, reason=reason, ends_at=timezone.now() + dt.timedelta(hours=1)
        )


@pytest.mark.parametrize("hours", [-1, 25])
def test_not_for_longer_than_a_day(hours, freja, case):
    with pytest.raises(DomainError, match="højst et døgn"):
        opened(freja, case, hours=hours)


def test_an_opening_is_neither_changed_nor_deleted(freja, case):
    from django.db import ProgrammingError, transaction

    opening = opened(freja, case)
    with pytest.raises(ProgrammingError), transaction.atomic():
        CaseOpening.objects.update(reason="Noget andet end før")
    with pytest.raises(ProgrammingError), transaction.atomic():
        opening.delete()


def test_the_case_leads_there(login, freja, case, url):
    for route in ("case_detail", "case_look_ups", "case_look_up_extract"):
        assert login(freja).get(reverse(route, args=[case.pk]))["Location"] == url


@pytest.mark.parametrize("who", ["anna", "bo", "carla", "dorte", "erik", "gry"])
def test_nobody_else_opens(who, login, request, url, case):
    user = request.getfixturevalue(who)
    assert login(user).get(url).status_code == 403
    with pytest.raises((PermissionDenied, Http404)):
        opened(user, case)


def test_another_organisations_coordinator_finds_nothing(login, skovbo, url):
    from conftest import person

    assert login(person("Sus Skov", skovbo, "coordinator")).get(url).status_code == 404


def test_wrong_method(login, freja, url):
    assert login(freja).put(url).status_code == 405
