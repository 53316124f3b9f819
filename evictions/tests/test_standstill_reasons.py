"""The organisation's own list: what it begins with, who keeps it, and that nothing used is lost."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.errors import DomainError
from evictions.models import StandstillReason
from evictions.services.standstill_reasons import (
    FIRST_REASONS,
    add_reason,
    rename_reason,
    switch_reason,
)
from tests.eviction_factories import StandstillFactory, StandstillReasonFactory

MIGRATION = import_module("evictions.migrations.0014_standstill_reasons")


def names(organisation):
    return set(StandstillReason.objects.filter(organisation=organisation).values_list("name", flat=True))


def test_a_new_organisation_has_some(db):
    call_command(
        "create_organisation", "havbo", name="Havbo", administrator="ida@example.dk", administrator_name="Ida"
    )
    reasons = StandstillReason.objects.filter(organisation__slug="havbo", is_active=True)
    assert set(reasons.values_list("name", flat=True)) == set(FIRST_REASONS)


def test_organisations_from_before_get_the_same(fjordbo, skovbo):
    StandstillReasonFactory(organisation=skovbo, name="Egen årsag")
    assert MIGRATION.FIRST_REASONS == FIRST_REASONS
    MIGRATION.give_first_reasons(apps, None)
    MIGRATION.give_first_reasons(apps, None)
    assert names(fjordbo) == set(FIRST_REASONS)
    assert names(skovbo) == {"Egen årsag"}


def test_one_is_added(gry, fjordbo):
    reason = add_reason(actor=gry, name="  Ny   årsag ")
    assert (reason.name, reason.organisation, reason.is_active) == ("Ny årsag", fjordbo, True)
    with pytest.raises(DomainError, match="findes allerede"):
        add_reason(actor=gry, name="Ny årsag")
    with pytest.raises(DomainError, match="hvad årsagen hedder"):
        add_reason(actor=gry, name="   ")


def test_one_that_is_used_keeps_its_name(gry, fjordbo):
    reason = StandstillReasonFactory(organisation=fjordbo, name="Fejl i navnet")
    rename_reason(actor=gry, reason=reason, name="Rettet")
    assert names(fjordbo) == {"Rettet"}
    StandstillFactory(
        reason=reason, eviction_case__tenancy__dwelling__stairwell__estate__organisation=fjordbo
    )
    with pytest.raises(DomainError, match="kan ikke omdøbes"):
        rename_reason(actor=gry, reason=reason, name="Noget andet")
    with pytest.raises(IntegrityError), transaction.atomic():
        reason.delete()


def test_switched_off_and_on(gry, fjordbo):
    reason = StandstillReasonFactory(organisation=fjordbo)
    switch_reason(actor=gry, reason=reason, is_active=False)
    assert not StandstillReason.objects.get(pk=reason.pk).is_active
    switch_reason(actor=gry, reason=reason, is_active=True)
    assert StandstillReason.objects.get(pk=reason.pk).is_active


@pytest.mark.parametrize("who", ["anna", "dorte", "erik", "freja", "carla"])
def test_only_the_system_administrator(who, request, fjordbo):
    actor, reason = request.getfixturevalue(who), StandstillReasonFactory(organisation=fjordbo)
    with pytest.raises(PermissionDenied):
        add_reason(actor=actor, name="Egen")
    with pytest.raises(PermissionDenied):
        rename_reason(actor=actor, reason=reason, name="Egen")
    with pytest.raises(PermissionDenied):
        switch_reason(actor=actor, reason=reason, is_active=False)


def test_of_another_organisation_it_is_not_there(gry, skovbo):
    reason = StandstillReasonFactory(organisation=skovbo)
    with pytest.raises(StandstillReason.DoesNotExist):
        switch_reason(actor=gry, reason=reason, is_active=False)


LIST = "/boligorganisation/aarsager-til-henstand/"


def test_the_page(gry, fjordbo, login):
    client = login(gry)
    assert client.post(LIST, {"name": "Venter på boligstøtte"}).status_code == 302
    reason = StandstillReason.objects.get()
    page = client.get(LIST).content.decode()
    assert "Venter på boligstøtte" in page and "Omdøb" in page
    assert client.post(f"{LIST}{reason.pk}/", {"name": "Venter på boligsikring"}).status_code == 302
    client.post(f"{LIST}{reason.pk}/skift/", {"til": "fra"})
    assert "slået fra" in client.get(LIST).content.decode()
    assert "Årsager til henstand" in client.get("/boligorganisation/").content.decode()


def test_what_was_typed_stays(gry, fjordbo, login):
    StandstillReasonFactory(organisation=fjordbo, name="Den er der")
    answer = login(gry).post(LIST, {"name": "Den er der"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "findes allerede" in page and 'value="Den er der"' in page


def test_a_used_one_offers_no_new_name(gry, fjordbo, login):
    reason = StandstillReasonFactory(organisation=fjordbo, name="Brugt")
    StandstillFactory(
        reason=reason, eviction_case__tenancy__dwelling__stairwell__estate__organisation=fjordbo
    )
    page = login(gry).get(f"{LIST}{reason.pk}/").content.decode()
    assert "slå den fra" in page and '<form method="post">' not in page
    answer = login(gry).post(f"{LIST}{reason.pk}/", {"name": "Anden"})
    assert answer.status_code == 422
    assert names(fjordbo) == {"Brugt"}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list(gry, fjordbo, login, django_assert_num_queries, number):
    for _each in range(number):
        StandstillReasonFactory(organisation=fjordbo)
    client = login(gry)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
