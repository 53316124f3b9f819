"""The life of a referral: what may follow what, and that nothing is sent without a ground."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.choices import (
    BASIS_REACHES,
    REFERRAL_TRANSITIONS,
    DataKind,
    LegalBasis,
    PartnerKind,
    ReferralStatus,
)
from cases.grounds import BASIS_COVERS
from cases.letters import letter_of
from cases.models import Consent, Disclosure, Referral
from cases.services.cases import close_case
from cases.services.consents import withdraw_consent
from cases.services.referrals import (
    LetterChangedError,
    Words,
    change_referral,
    hand_out_letter,
    move_referral,
    remind_partner,
)
from cases.tests.bridge import BASIS, case_of, consent_of, draft, partner_of, send
from core.errors import DomainError
from core.weekdays import add_weekdays
from notifications.models import Delivery
from tests.case_factories import ActionFactory, CaseFactory, ReferralFactory
from tests.factories import DwellingFactory, ResidentFactory, TenancyFactory


@pytest.fixture
def case(anna, tenancy):
    return case_of(anna, tenancy)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo)


def referral_in(status, case, partner):
    """A row in any status, as the life cycle would have left it."""
    now, columns = timezone.now(), {}
    if status != ReferralStatus.DRAFTED:
        columns = {
            "sent_at": now,
            "answer_due_on": timezone.localdate(),
            "consent": consent_of(case, partner),
        }
    if status == ReferralStatus.DECLINED:
        columns["declined_reason"] = "Ingen plads"
    return ReferralFactory(case=case, partner=partner, status=status, **columns)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(ReferralStatus.values, repeat=2)))
def test_the_whole_matrix(before, after, anna, case, partner):
    referral = referral_in(before, case, partner)
    allowed = after in REFERRAL_TRANSITIONS[before] and after != ReferralStatus.SENT
    if allowed:
        moved = move_referral(actor=anna, referral=referral, to=after, reason="Ingen plads")
        assert moved.status == after
        assert (moved.ended_at is not None) == (not REFERRAL_TRANSITIONS[after])
    else:
        with pytest.raises(DomainError):
            move_referral(actor=anna, referral=referral, to=after, reason="Ingen plads")
        referral.refresh_from_db()
        assert referral.status == before


@pytest.mark.parametrize("before", sorted(set(ReferralStatus.values) - {"drafted"}))
def test_only_a_draft_is_sent(before, anna, case, partner):
    referral = referral_in(before, case, partner)
    with pytest.raises(DomainError, match="allerede sendt"):
        send(anna, referral)
    assert not Disclosure.objects.exists()


def test_two_who_answer_at_once(anna, case, partner):
    referral = referral_in(ReferralStatus.SENT, case, partner)
    stale = Referral.objects.get(pk=referral.pk)
    move_referral(actor=anna, referral=referral, to=ReferralStatus.ACCEPTED)
    with pytest.raises(DomainError, match="er ændret, siden du åbnede siden"):
        move_referral(actor=anna, referral=stale, to=ReferralStatus.DECLINED, reason="Ingen plads")


def test_declining_takes_a_reason(anna, case, partner):
    referral = referral_in(ReferralStatus.SENT, case, partner)
    with pytest.raises(DomainError, match="hvorfor"):
        move_referral(actor=anna, referral=referral, to=ReferralStatus.DECLINED, reason="  ")


def test_sending_sets_the_agreed_day(anna, case, partner):
    sent = send(anna, draft(anna, case, partner, consent=consent_of(case, partner)))
    assert sent.answer_due_on == add_weekdays(timezone.localdate(), 5)
    assert sent.agreement == partner.agreements.get()
    assert sent.letter["subject"] == "Et møde om budget og gæld"


def test_silence_begins_the_day_after(anna, case, partner):
    sent = send(anna, draft(anna, case, partner, consent=consent_of(case, partner)))
    assert not Referral.objects.silent(sent.answer_due_on).exists()
    assert Referral.objects.silent(sent.answer_due_on + dt.timedelta(days=1)).get() == sent


def test_sending_is_a_disclosure_of_exactly_what_was_in_it(anna, case, partner):
    kinds = [DataKind.CONTACT, DataKind.HEALTH, DataKind.ECONOMY]
    consent = consent_of(case, partner, *kinds)
    sent = send(
        anna,
        draft(anna, case, partner, consent=consent, data_kinds=kinds, texts={"economy": "Får kontanthjælp."}),
    )
    row = Disclosure.objects.get()
    assert row.data_kinds == ["contact", "economy"], "nothing was written about health"
    assert (row.referral, row.consent, row.partner, row.made_by) == (sent, consent, partner, anna)
    assert row.what == "Sendt som brev: Navn, Adresse, Telefon, tekst om »Økonomi, job og ydelser«"
    assert not Delivery.objects.filter(kind="disclosure").exists()


def test_without_consent_the_coordinators_are_told(anna, freja, dorte, case, partner):
    send(anna, draft(anna, case, partner, **BASIS))
    row = Disclosure.objects.get()
    assert (row.consent, row.legal_basis, row.basis_reason) == (None, *BASIS.values())
    owed = Delivery.objects.get(kind="disclosure")
    assert (owed.subject_id, owed.recipient) == (row.pk, freja)


GROUNDLESS = [
    ({}, "mangler et samtykke"),
    ({"legal_basis": "vital"}, "Skriv, hvorfor"),
    ({"legal_basis": "vital", "basis_reason": "  "}, "Skriv, hvorfor"),
    (
        {"legal_basis": "notice_92", "basis_reason": "Sagen er i fogedretten", "data_kinds": ["arrears"]},
        "rækker",
    ),
]


@pytest.mark.parametrize(("words", "says"), GROUNDLESS)
def test_without_a_ground_nothing_is_sent(words, says, anna, case, partner):
    referral = draft(anna, case, partner, **words)
    with pytest.raises(DomainError, match=says):
        send(anna, referral)
    referral.refresh_from_db()
    assert (referral.status, Disclosure.objects.count()) == ("drafted", 0)


def spoil_withdraw(consent, partner):
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())


def spoil_expire(consent, partner):
    long_ago = timezone.localdate() - dt.timedelta(days=30)
    Consent.objects.filter(pk=consent.pk).update(given_on=long_ago, starts_on=long_ago, ends_on=long_ago)


def spoil_begin_later(consent, partner):
    Consent.objects.filter(pk=consent.pk).update(starts_on=timezone.localdate() + dt.timedelta(days=1))


def spoil_recipient(consent, partner):
    consent.recipients.remove(partner)


def spoil_kind(consent, partner):
    Consent.objects.filter(pk=consent.pk).update(data_kinds=["arrears"])


SPOILS = [spoil_withdraw, spoil_expire, spoil_begin_later, spoil_recipient, spoil_kind]


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_consent_that_does_not_cover_it_is_no_ground(spoil, anna, case, partner):
    consent = consent_of(case, partner)
    referral = draft(anna, case, partner, consent=consent)
    spoil(consent, partner)
    with pytest.raises(DomainError, match="amtykket"):
        send(anna, referral)
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("spoil", SPOILS)
def test_the_database_says_the_same(spoil, anna, case, partner):
    consent = consent_of(case, partner)
    referral = draft(anna, case, partner, consent=consent)
    spoil(consent, partner)
    sent = {"status": "sent", "sent_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**sent)
    columns = {
        "organisation": case.organisation,
        "estate": case.estate,
        "tenancy": case.tenancy,
        "case": case,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(
            **columns, partner=partner, consent=consent, data_kinds=["contact"], caretaker=anna, **sent
        )


@pytest.mark.parametrize("status", sorted(set(ReferralStatus.values) - {"drafted"}))
@pytest.mark.parametrize(
    "ground", [{}, {"legal_basis": "child"}, {"legal_basis": "family", "basis_reason": "Sådan er det"}]
)
def test_no_status_beyond_a_draft_without_a_ground(status, ground, anna, case, partner):
    referral = draft(anna, case, partner)
    columns = {"status": status, "sent_at": timezone.now(), "declined_reason": "Ingen plads", **ground}
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**columns)


def test_no_disclosure_without_a_ground(anna, case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(
            organisation=case.organisation,
            estate=case.estate,
            tenancy=case.tenancy,
            case=case,
            recipient="Kommunen",
            what="Alt",
            data_kinds=["health"],
            made_by=anna,
        )


def test_a_disclosure_stands(anna, case, partner):
    send(anna, draft(anna, case, partner, **BASIS))
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        Disclosure.objects.update(what="Ingenting")


def test_what_changed_after_the_preview_is_not_sent(anna, case, partner):
    referral = draft(anna, case, partner, consent=consent_of(case, partner))
    with pytest.raises(LetterChangedError):
        send(anna, referral, seen="0" * 64)
    assert not Disclosure.objects.exists()


def test_nothing_to_send_is_not_sent(anna, case, partner):
    consent = consent_of(case, partner, DataKind.HEALTH)
    with pytest.raises(DomainError, match="ingen oplysninger"):
        send(anna, draft(anna, case, partner, consent=consent, data_kinds=["health"]))


def test_a_draft_keeps_only_words_that_may_be_asked_for(anna, case, partner):
    other = ActionFactory(case=CaseFactory())
    own = ActionFactory(case=case)
    referral = draft(
        anna,
        case,
        partner,
        data_kinds=["support"],
        texts={"health": "Depression", "support": " Vi ses torsdag "},
        action_ids=[own.pk, other.pk],
    )
    assert (referral.texts, referral.action_ids) == ({"support": "Vi ses torsdag"}, [own.pk])


def test_a_consent_of_another_case_is_refused(anna, case, partner):
    other = case_of(anna, TenancyFactory(dwelling=DwellingFactory(stairwell=case.tenancy.dwelling.stairwell)))
    strange = consent_of(other, partner, resident=ResidentFactory(tenancy=other.tenancy))
    with pytest.raises(DomainError, match="en anden sag"):
        draft(anna, case, partner, consent=strange)


def test_only_a_draft_is_changed(anna, case, partner):
    referral = send(anna, draft(anna, case, partner, **BASIS))
    with pytest.raises(DomainError, match="ikke længere en kladde"):
        change_referral(actor=anna, referral=referral, partner=partner, words=Words(subject="Andet"))


def test_a_reminder_is_kept(anna, case, partner):
    referral = send(anna, draft(anna, case, partner, **BASIS))
    remind_partner(actor=anna, referral=referral, said="Ringer tilbage torsdag")
    assert referral.reminders.get().said == "Ringer tilbage torsdag"
    move_referral(actor=anna, referral=referral, to=ReferralStatus.ACCEPTED)
    with pytest.raises(DomainError, match="ventes ikke"):
        remind_partner(actor=anna, referral=referral)


@pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
def test_only_caretakers_of_the_estate(who, request, anna, case, partner):
    actor = request.getfixturevalue(who)
    referral = draft(anna, case, partner, **BASIS)
    acts = [
        lambda: draft(actor, case, partner),
        lambda: send(actor, referral),
        lambda: move_referral(actor=actor, referral=referral, to=ReferralStatus.WITHDRAWN),
        lambda: remind_partner(actor=actor, referral=referral),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


ABOUT_HEALTH = {"data_kinds": ["contact", "health"], "texts": {"health": "Depression"}}


def test_about_health_only_with_a_consent_that_covers_it(anna, case, partner):
    other = consent_of(case, partner, "contact")
    past = consent_of(case, partner, "contact", "health")
    Consent.objects.filter(pk=past.pk).update(withdrawn_at=timezone.now(), withdrawn_by=anna)
    past.refresh_from_db()
    for consent in (None, other, past):
        with pytest.raises(DomainError, match="Om helbred må du kun skrive"):
            draft(anna, case, partner, consent=consent, **ABOUT_HEALTH)
    assert not Referral.objects.exists()
    consent = consent_of(case, partner, "contact", "health")
    assert draft(anna, case, partner, consent=consent, **ABOUT_HEALTH).texts == {"health": "Depression"}
    assert draft(anna, case, partner, **BASIS, **ABOUT_HEALTH).texts == {"health": "Depression"}


def test_what_is_about_health_is_the_responsible_caretakers(anna, bo, case, partner):
    consent = consent_of(case, partner, "contact", "health")
    referral = draft(anna, case, partner, consent=consent, **ABOUT_HEALTH)
    acts = [
        lambda: draft(bo, case, partner, consent=consent, **ABOUT_HEALTH),
        lambda: change_referral(actor=bo, referral=referral, partner=partner, words=Words(subject="Andet")),
        lambda: send(bo, referral),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="Det om helbred"):
            act()
    sent = send(anna, referral)
    with pytest.raises(DomainError, match="Det om helbred"):
        hand_out_letter(actor=bo, referral=sent, how="Brevet hentet")


def test_nothing_leaves_a_closed_case(anna, case, partner):
    referral = draft(anna, case, partner, **BASIS)
    sent = send(anna, draft(anna, case, partner, **BASIS))
    ended = {"status": "closed", "closed_at": timezone.now(), "closed_by": anna, "outcome": "helped"}
    type(case).objects.filter(pk=case.pk).update(**ended)
    acts = [
        lambda: send(anna, referral),
        lambda: hand_out_letter(actor=anna, referral=sent, how="Brevet hentet"),
        lambda: draft(anna, case, partner, **BASIS),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="Sagen er afsluttet"):
            act()


def test_a_draft_keeps_the_case_open(anna, case, partner):
    referral = draft(anna, case, partner)
    with pytest.raises(DomainError, match="en kladde til en henvisning"):
        close_case(actor=anna, case=case, outcome="helped")
    move_referral(actor=anna, referral=referral, to=ReferralStatus.WITHDRAWN)
    assert not close_case(actor=anna, case=case, outcome="helped").is_open


def test_every_legal_basis_says_what_it_reaches():
    assert set(BASIS_COVERS) == set(BASIS_REACHES) == set(LegalBasis.values)


REACHES = {
    "notice_92": {"social_services"},
    "child": {"social_services"},
    "vital": {"social_services", "psychiatry", "home_care", "doctor"},
}


@pytest.mark.parametrize("kind", PartnerKind.values)
@pytest.mark.parametrize("basis", LegalBasis.values)
def test_a_legal_basis_reaches_whom_the_law_names(basis, kind, anna, case, fjordbo):
    ground = {"legal_basis": basis, "basis_reason": "Sådan er det"}
    referral = draft(anna, case, partner_of(fjordbo, kind=kind), **ground)
    if kind in REACHES[basis]:
        assert send(anna, referral).status == "sent"
        return
    with pytest.raises(DomainError, match="Uden samtykke må det kun gå til"):
        send(anna, referral)
    assert letter_of(referral).parts == [], "nor does the preview show it"
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status="sent", sent_at=timezone.now())


def test_the_notice_of_92_has_no_words_of_ones_own(anna, case, partner):
    ground = {"legal_basis": "notice_92", "basis_reason": "Sagen er i fogedretten"}
    with pytest.raises(DomainError, match="Slet sammenfatningen"):
        draft(anna, case, partner, summary="Drikker for meget", **ground)
    sent = send(anna, draft(anna, case, partner, subject="Drikker for meget", **ground))
    assert sent.subject == sent.letter["subject"] == "Underretning om udsættelsessag"
    assert Disclosure.objects.get().what == "Sendt som brev: Navn, Adresse"


def test_a_summary_that_leaves_is_named(anna, case, partner):
    sent = send(anna, draft(anna, case, partner, summary="Ring formiddag.", **BASIS))
    assert Disclosure.objects.get().what == "Sendt som brev: sammenfatning, Navn, Adresse, Telefon"
    assert letter_of(sent).contents[0] == "sammenfatning"


def test_withdrawn_between_preview_and_sending(anna, case, partner):
    consent = consent_of(case, partner)
    referral = draft(anna, case, partner, consent=consent)
    withdraw_consent(actor=anna, consent=consent)
    with pytest.raises(DomainError, match="mangler et samtykke"):
        send(anna, referral)
