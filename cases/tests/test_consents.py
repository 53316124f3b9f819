"""Recording a consent, and what withdrawing it stops."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.choices import DataKind, ReferralStatus
from cases.models import Consent
from cases.services.consents import record_consent, withdraw_consent
from cases.services.referrals import move_referral
from cases.tests.bridge import BASIS, case_of, consent_of, draft, partner_of, send
from core.errors import DomainError
from tests.factories import ResidentFactory


@pytest.fixture
def case(anna, tenancy):
    return case_of(anna, tenancy)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo)


def record(actor, case, **changes):
    today = timezone.localdate()
    said = {
        "resident": case.tenancy.residents.first(),
        "purpose": "Hjælp til budget",
        "data_kinds": [DataKind.CONTACT],
        "form": "oral",
        "given_on": today,
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=365),
        "for_own_notes": True,
    }
    return record_consent(actor=actor, case=case, **(said | changes))


def test_what_was_said_is_kept(anna, case, partner):
    consent = record(anna, case, recipients=[partner], data_kinds=["health", "contact"], to_landlord=True)
    consent.refresh_from_db()
    assert consent.data_kinds == ["contact", "health"]
    assert (consent.tenancy, consent.recorded_by, consent.to_landlord) == (case.tenancy, anna, True)
    assert list(consent.recipients.all()) == [partner]
    assert Consent.objects.valid().get() == consent


def test_a_button_pressed_twice_is_one_consent(anna, case, partner):
    first = record(anna, case, recipients=[partner])
    assert record(anna, case, recipients=[partner]) == first
    assert record(anna, case, recipients=[]) != first
    assert record(anna, case, recipients=[partner], purpose="Noget andet") != first
    withdraw_consent(actor=anna, consent=first)
    assert record(anna, case, recipients=[partner]) != first


def test_withdrawing_takes_what_a_draft_says_of_health(anna, case, partner):
    consent = consent_of(case, partner, "health", "economy")
    texts = {"health": "Depression", "economy": "Kontanthjælp"}
    referral = draft(anna, case, partner, consent=consent, data_kinds=["health", "economy"], texts=texts)
    assert referral.texts == texts
    withdraw_consent(actor=anna, consent=consent)
    referral.refresh_from_db()
    assert referral.texts == {"economy": "Kontanthjælp"}


def test_it_names_somebody(anna, case):
    with pytest.raises(DomainError, match="hvem der må få"):
        record(anna, case, for_own_notes=False)


def test_it_names_data(anna, case):
    with pytest.raises(DomainError, match="mindst én slags"):
        record(anna, case, data_kinds=[])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"given_on": 1, "starts_on": 1}, "ikke er kommet endnu"),
        ({"starts_on": -1}, "før det er givet"),
        ({"ends_on": -1}, "slutte efter"),
        ({"ends_on": 800}, "højst to år"),
    ],
)
def test_its_days_make_sense(anna, case, changes, says):
    days = {name: timezone.localdate() + dt.timedelta(days=ahead) for name, ahead in changes.items()}
    with pytest.raises(DomainError, match=says):
        record(anna, case, **days)


def test_it_is_never_open_ended(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        consent_of(case, None, ends_on=None)


def test_of_somebody_who_lives_there(anna, case):
    with pytest.raises(DomainError, match="bor ikke her"):
        record(anna, case, resident=ResidentFactory())


def test_not_on_a_closed_case(anna, case):
    type(case).objects.filter(pk=case.pk).update(
        status="closed", closed_at=timezone.now(), closed_by=anna, outcome="helped"
    )
    with pytest.raises(DomainError, match="Sagen er afsluttet"):
        record(anna, case)


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_only_caretakers_of_the_estate(who, request, anna, case):
    with pytest.raises(PermissionDenied):
        record(request.getfixturevalue(who), case)
    with pytest.raises(PermissionDenied):
        withdraw_consent(actor=request.getfixturevalue(who), consent=consent_of(case, None))


def test_withdrawing_stops_all_that_relied_on_it(anna, case, partner):
    consent = consent_of(case, partner)
    unsent = draft(anna, case, partner, consent=consent)
    sent = send(anna, draft(anna, case, partner, consent=consent))
    received = send(anna, draft(anna, case, partner, consent=consent))
    move_referral(actor=anna, referral=received, to=ReferralStatus.RECEIVED)
    accepted = send(anna, draft(anna, case, partner, consent=consent))
    move_referral(actor=anna, referral=accepted, to=ReferralStatus.ACCEPTED)
    withdrawal = withdraw_consent(actor=anna, consent=consent)
    for referral in (unsent, sent, received, accepted):
        referral.refresh_from_db()
    assert (unsent.status, unsent.consent) == ("drafted", None)
    assert [sent.status, received.status] == ["withdrawn", "withdrawn"]
    assert sent.ended_at == withdrawal.consent.withdrawn_at
    assert accepted.status == "accepted"
    assert {row.pk for row in withdrawal.stopped} == {sent.pk, received.pk}
    assert withdrawal.consent.withdrawn_by == anna
    assert not Consent.objects.valid().exists()


def test_what_rests_on_another_ground_goes_on(anna, case, partner):
    consent, other = consent_of(case, partner), consent_of(case, partner)
    on_basis = send(anna, draft(anna, case, partner, **BASIS))
    on_other = send(anna, draft(anna, case, partner, consent=other))
    withdraw_consent(actor=anna, consent=consent)
    on_basis.refresh_from_db()
    on_other.refresh_from_db()
    assert [on_basis.status, on_other.status] == ["sent", "sent"]


def test_withdrawing_twice_changes_nothing(anna, bo, case, partner):
    consent = consent_of(case, partner)
    first = withdraw_consent(actor=anna, consent=consent).consent.withdrawn_at
    again = withdraw_consent(actor=bo, consent=consent)
    assert (again.consent.withdrawn_at, again.consent.withdrawn_by, again.stopped) == (first, anna, [])


def test_it_can_be_withdrawn_when_the_case_is_closed(anna, case):
    consent = consent_of(case, None)
    type(case).objects.filter(pk=case.pk).update(
        status="closed", closed_at=timezone.now(), closed_by=anna, outcome="helped"
    )
    assert withdraw_consent(actor=anna, consent=consent).consent.withdrawn_at
