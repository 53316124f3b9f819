"""The directory: what was agreed is never written over."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.letters import agreement_with
from cases.models import Partner
from cases.services.partners import agree, change_partner, create_partner, end_partner
from cases.tests.bridge import case_of, consent_of
from core.errors import DomainError
from tests.case_factories import CaseFactory, PartnerAgreementFactory, PartnerFactory, ReferralFactory


@pytest.fixture
def partner(fjordbo):
    return PartnerFactory(organisation=fjordbo, name="Gældsrådgivningen")


def today():
    return timezone.localdate()


def new_agreement(actor, partner, **changes):
    asked = {"contact": "Vagten", "may_ask": "Et møde", "response_weekdays": 5, "starts_on": today()}
    return agree(actor=actor, partner=partner, **(asked | changes))


@pytest.mark.parametrize("who", ["anna", "freja"])
def test_caretakers_and_coordinators_keep_the_directory(who, request, fjordbo):
    actor = request.getfixturevalue(who)
    partner = create_partner(actor=actor, kind="job_centre", name="Jobcentret")
    assert (partner.organisation, partner.name) == (fjordbo, "Jobcentret")


@pytest.mark.parametrize("who", ["dorte", "erik", "gry"])
def test_nobody_else_does(who, request):
    with pytest.raises(PermissionDenied):
        create_partner(actor=request.getfixturevalue(who), kind="job_centre", name="Jobcentret")


def test_the_same_name_twice_is_refused_with_a_sentence(anna, partner):
    with pytest.raises(DomainError, match="allerede en samarbejdspartner"):
        create_partner(actor=anna, kind="other", name="Gældsrådgivningen")


def test_another_organisation_may_have_one_of_that_name(carla, partner):
    assert create_partner(actor=carla, kind="other", name="Gældsrådgivningen").pk != partner.pk


def test_a_partner_of_another_organisation_is_not_changed(carla, partner):
    with pytest.raises(DomainError, match="anden boligorganisation"):
        change_partner(actor=carla, partner=partner, kind="other", name="Overtaget")
    with pytest.raises(DomainError, match="anden boligorganisation"):
        new_agreement(carla, partner)
    assert Partner.objects.get(pk=partner.pk).name == "Gældsrådgivningen"


@pytest.mark.parametrize("change", [{"name": "Jobcentret"}, {"kind": "job_centre"}])
def test_whom_a_consent_names_stays_who_it_was(change, anna, partner, tenancy):
    said = {"kind": partner.kind, "name": partner.name, "phone": "87 00 00 02"}
    assert (
        change_partner(actor=anna, partner=partner, **(said | {"name": "Rådgivningen"})).name
        == "Rådgivningen"
    )
    said["name"] = "Rådgivningen"
    consent_of(case_of(anna, tenancy), partner)
    assert (
        change_partner(actor=anna, partner=partner, **(said | {"phone": "87 00 00 03"})).phone
        == "87 00 00 03"
    )
    with pytest.raises(DomainError, match="Et samtykke nævner dem"):
        change_partner(actor=anna, partner=partner, **(said | change))


def test_a_new_agreement_ends_the_old_one_the_day_before(anna, partner):
    old = PartnerAgreementFactory(partner=partner, response_weekdays=5)
    new = new_agreement(anna, partner, response_weekdays=10)
    old.refresh_from_db()
    assert (old.response_weekdays, old.ends_on) == (5, today() - dt.timedelta(days=1))
    assert agreement_with(partner.pk) == new
    assert agreement_with(partner.pk, today() - dt.timedelta(days=1)) == old


def test_one_from_a_day_to_come_does_not_count_yet(anna, partner):
    old = PartnerAgreementFactory(partner=partner)
    new_agreement(anna, partner, starts_on=today() + dt.timedelta(days=10))
    assert agreement_with(partner.pk) == old


def test_an_agreement_cannot_begin_before_the_one_there_is(anna, partner):
    new_agreement(anna, partner)
    with pytest.raises(DomainError, match="skal begynde senere"):
        new_agreement(anna, partner, contact="En anden")
    assert partner.agreements.get().contact == "Vagten"


@pytest.mark.parametrize("days", [0, 61])
def test_a_response_time_nobody_keeps_is_refused(anna, partner, days):
    with pytest.raises(DomainError, match="mellem 1 og 60"):
        new_agreement(anna, partner, response_weekdays=days)


def test_ending_twice_changes_nothing(anna, partner):
    first = end_partner(actor=anna, partner=partner).ended_at
    assert end_partner(actor=anna, partner=partner).ended_at == first
    with pytest.raises(DomainError, match="afsluttet"):
        new_agreement(anna, partner)
    with pytest.raises(DomainError, match="afsluttet"):
        change_partner(actor=anna, partner=partner, kind="other", name="Nyt navn")


def test_one_with_open_referrals_is_not_ended(anna, tenancy, partner):
    ReferralFactory(case=CaseFactory(tenancy=tenancy), partner=partner)
    with pytest.raises(DomainError, match="åbne henvisninger"):
        end_partner(actor=anna, partner=partner)


@pytest.mark.parametrize(
    ("who", "seen"), [("anna", 1), ("freja", 1), ("carla", 0), ("dorte", 0), ("erik", 0), ("gry", 0)]
)
def test_who_sees_the_directory(who, seen, request, partner):
    PartnerAgreementFactory(partner=partner)
    user = request.getfixturevalue(who)
    assert Partner.objects.visible_to(user).count() == seen
