"""A letter holds exactly what its ground covers: read back out of the PDF and the printed page."""

import io
import itertools
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.choices import DataKind
from cases.letter_pdf import letter_pdf
from cases.letters import letter_of
from cases.models import Consent, Disclosure, Referral
from cases.services.consents import withdraw_consent
from cases.services.referrals import hand_out_letter
from cases.tests.bridge import case_of, consent_of, draft, partner_of, send
from core.errors import DomainError
from core.tests.pdf_structure import structure_of
from tests.case_factories import ActionFactory
from tests.factories import ArrearsNoticeFactory

KINDS = list(DataKind.values)
CANARY = {
    "contact": "Prøve Beboersen",
    "arrears": "8.412,00",
    "economy": "kanarie-økonomi",
    "dwelling": "kanarie-bolig",
    "support": "kanarie-aftale",
    "family": "kanarie-familie",
    "health": "kanarie-helbred",
}


@pytest.fixture
def case(anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy, amount=Decimal("8412.00"), phone="31 32 33 34")
    return case_of(anna, tenancy)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo)


def full_draft(anna, case, partner, consent, **words):
    """Asks for everything, and has something to say of everything."""
    action = ActionFactory(case=case, text="kanarie-aftale")
    texts = {kind: CANARY[kind] for kind in ("economy", "dwelling", "family", "health")}
    asked = {"data_kinds": KINDS, "texts": texts, "action_ids": [action.pk], "consent": consent} | words
    kept = {kind: text for kind, text in asked.pop("texts").items() if kind in asked["data_kinds"]}
    referral = draft(anna, case, partner, **asked)
    referral.texts = kept  # also of health without a consent, as a row of before might say
    referral.save()
    return referral


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def assert_only(text: str, kinds: set[str]) -> None:
    found = {kind for kind, canary in CANARY.items() if canary in text}
    assert found == kinds


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_in_it_when_it_is_covered_and_only_then(kind, anna, case, partner):
    others = set(KINDS) - {kind}
    alone = full_draft(anna, case, partner, consent_of(case, partner, kind))
    assert_only(words_of(letter_pdf(letter_of(alone))), {kind})
    rest = full_draft(anna, case, partner, consent_of(case, partner, *others))
    assert_only(words_of(letter_pdf(letter_of(rest))), others)


def test_any_three_kinds(anna, case, partner):
    for kinds in list(itertools.combinations(KINDS, 3))[::5]:
        referral = full_draft(anna, case, partner, consent_of(case, partner, *kinds))
        assert_only(words_of(letter_pdf(letter_of(referral))), set(kinds))


def test_what_is_covered_but_not_asked_for_stays(anna, case, partner):
    referral = full_draft(anna, case, partner, consent_of(case, partner, *KINDS), data_kinds=["family"])
    assert_only(words_of(letter_pdf(letter_of(referral))), {"family"})


def test_without_a_ground_nothing_of_the_resident_is_in_it(anna, case, partner):
    assert_only(words_of(letter_pdf(letter_of(full_draft(anna, case, partner, None)))), set())


def test_the_notice_of_92_is_name_and_address(anna, case, partner):
    basis = {"legal_basis": "notice_92", "basis_reason": "Sagen er sendt til fogedretten"}
    referral = full_draft(anna, case, partner, None, **basis)
    text = words_of(letter_pdf(letter_of(referral)))
    assert_only(text, {"contact"})
    assert "Lærkevej 8, 3. th" in text
    assert "20 00 00 00" not in text


def test_the_consent_changes_between_preview_and_sending(login, anna, case, partner):
    """What the caretaker read held health; the consent no longer does. Nothing goes out, in no answer."""
    consent = consent_of(case, partner, *KINDS)
    referral = full_draft(anna, case, partner, consent)
    client = login(anna)
    page = client.get(reverse("referral_detail", args=[referral.pk])).content.decode()
    assert_only(page, set(KINDS))
    seen = page.split('name="seen" value="')[1][:64]
    Consent.objects.filter(pk=consent.pk).update(data_kinds=["contact"])
    answer = client.post(reverse("referral_send", args=[referral.pk]), {"how": "brev", "seen": seen})
    assert answer.status_code == 409
    assert "dækker ikke" in answer.content.decode()
    assert_only(answer.content.decode(), {"contact"})
    assert not Disclosure.objects.exists()
    assert Referral.objects.get().letter is None


def fetch(client, referral, kind):
    return client.post(reverse("referral_letter", args=[referral.pk]), {"som": kind})


def test_the_copy_is_the_letter_that_was_sent(login, anna, case, partner):
    """What a later list says, or a later wording of the plan, is not in it."""
    kinds = ["contact", "arrears", "support"]
    referral = send(
        anna, full_draft(anna, case, partner, consent_of(case, partner, *kinds), data_kinds=kinds)
    )
    case.tenancy.arrears_notices.update(amount=Decimal("99999.00"))
    answer = fetch(login(anna), referral, "pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "Beboersen" not in answer["Content-Disposition"]
    assert_only(words_of(answer.content), set(kinds))
    printed = fetch(login(anna), referral, "papir").content.decode()
    assert_only(printed, set(kinds))
    assert "99.999" not in printed


def test_every_copy_is_a_disclosure(login, anna, case, partner):
    referral = send(anna, full_draft(anna, case, partner, consent_of(case, partner), data_kinds=["contact"]))
    fetch(login(anna), referral, "pdf")
    fetch(login(anna), referral, "papir")
    hows = list(Disclosure.objects.order_by("pk").values_list("what", flat=True))
    assert [how.partition(":")[0] for how in hows] == [
        "Sendt som brev",
        "Brevet hentet som PDF",
        "Brevet skrevet ud",
    ]


def test_a_draft_has_no_copy(login, anna, case, partner):
    referral = full_draft(anna, case, partner, consent_of(case, partner), data_kinds=["contact"])
    answer = fetch(login(anna), referral, "pdf")
    assert answer.status_code == 409
    assert b"%PDF" not in answer.content
    assert not Disclosure.objects.exists()


def test_no_copy_when_the_consent_is_gone(anna, case, partner):
    consent = consent_of(case, partner)
    referral = send(anna, full_draft(anna, case, partner, consent, data_kinds=["contact"]))
    withdraw_consent(actor=anna, consent=consent)
    referral.refresh_from_db()
    with pytest.raises(DomainError):
        hand_out_letter(actor=anna, referral=referral, how="Brevet hentet")
    assert Disclosure.objects.count() == 1
    assert_only(words_of(letter_pdf(letter_of(referral))), set())


def test_names_are_written_as_they_are(anna, case, partner):
    resident = case.tenancy.residents.get()
    resident.name = "Şükrü Đorđević Łukasz Æbelø"
    resident.save()
    referral = full_draft(anna, case, partner, consent_of(case, partner, "contact"))
    assert "Şükrü Đorđević Łukasz Æbelø" in words_of(letter_pdf(letter_of(referral)))


def test_a_long_letter_has_more_pages(anna, case, partner):
    texts = {"economy": "Regningerne ligger i bunker. " * 400}
    consent = consent_of(case, partner, "economy")
    referral = full_draft(anna, case, partner, consent, data_kinds=["economy"], texts=texts)
    pdf = letter_pdf(letter_of(referral))
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1
    assert words_of(pdf).count("Regningerne") == 400


def test_a_line_break_or_a_sign_without_letter_does_no_harm(anna, case, partner, caplog):
    consent = consent_of(case, partner, "family")
    referral = full_draft(
        anna, case, partner, consent, data_kinds=["family"], texts={"family": "En søster.\r\nHun ringer 😀"}
    )
    text = words_of(letter_pdf(letter_of(referral)))
    assert "En søster.\nHun ringer □" in text
    assert not caplog.records


def test_a_screen_reader_reads_all_of_it_in_order(anna, case, partner):
    referral = full_draft(anna, case, partner, consent_of(case, partner, *KINDS))
    found = structure_of(letter_pdf(letter_of(referral)))
    assert (found.loose, found.unread, found.lang) == ([], set(), "da")
    assert found.title == f"Henvisning, sag {case.number}"
    headings = [kind for kind, _text in found.elements if kind.startswith("H")]
    assert headings[0] == "H1"
    assert set(headings[1:]) == {"H2"}
    assert_only(found.text, set(KINDS))
