"""Letters are drafted, written anew, and registered as sent: the notice to the municipality on the case
too."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import Disclosure
from core.errors import DomainError
from evictions.choices import LegalStepKind, LetterKind
from evictions.eviction_file import read_eviction_file
from evictions.models import EvictionCase, EvictionLetter, LegalStep
from evictions.services.eviction_cases import close_eviction, put_eviction_right
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.legal_steps import file_request
from evictions.services.letters import paper_of, send_letter, write_letter
from evictions.tests.test_letters import ASKED
from notifications.models import Delivery
from tests.case_factories import CaseFactory, handed_over
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory

pytestmark = pytest.mark.django_db
NOTICE, HELP, MEETING, PLAN = (
    LetterKind.MUNICIPAL_NOTICE,
    LetterKind.HELP,
    LetterKind.APPOINTMENT,
    LetterKind.INSTALMENT_PLAN,
)


def today():
    return timezone.localdate()


@pytest.fixture
def case(tenancy):
    case = EvictionCaseFactory(tenancy=tenancy, status="terminated")
    InstalmentPlanFactory(eviction_case=case)
    return case


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def write(actor, case, kind, language="da", **asked):
    return write_letter(actor=actor, case=case, kind=kind, language=language, asked={**ASKED[kind], **asked})


def send(actor, letter, **changes):
    seen = fresh(letter.eviction_case).revision
    said = {"seen": seen, "on": today(), "proof": "Digital Post, kvittering 12", **changes}
    return send_letter(actor=actor, letter=letter, **said)


def test_a_letter_is_a_draft_until_it_is_sent(anna, case):
    letter = write(anna, case, HELP)
    assert (letter.sent_on, letter.proof, letter.version, letter.made_by) == (None, "", 1, anna)
    assert not LegalStep.objects.exists()
    send(anna, letter, proof=" Lagt i postkassen ")
    letter.refresh_from_db()
    assert (letter.sent_on, letter.proof) == (today(), "Lagt i postkassen")


def test_written_again_it_is_the_same_draft_with_other_words(anna, case):
    first = write(anna, case, HELP)
    again = write(anna, case, HELP, language="en", phone="99 88 77 66")
    assert first.pk == again.pk
    assert EvictionLetter.objects.count() == 1
    assert "99 88 77 66" in " ".join(paper_of(again).words)
    assert again.language == "en"


def test_after_it_is_sent_another_is_another_letter(anna, case):
    first = send(anna, write(anna, case, HELP))
    second = write(anna, case, HELP)
    assert first.pk != second.pk


def test_sent_twice_it_is_registered_once(anna, case):
    letter = write(anna, case, HELP)
    send(anna, letter)
    with pytest.raises(DomainError, match="allerede registreret"):
        send(anna, letter, proof="igen")
    letter.refresh_from_db()
    assert letter.proof == "Digital Post, kvittering 12"
    assert LegalStep.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"on": dt.date(2199, 1, 1)}, "fremtiden"), ({"proof": " "}, "hvordan det er sendt")],
)
def test_not_in_the_future_and_not_without_proof(anna, case, changes, said):
    letter = write(anna, case, HELP)
    with pytest.raises(DomainError, match=said):
        send(anna, letter, **changes)


class TestMunicipalNotice:
    def test_sending_it_stands_on_the_case(self, dorte, case):
        send(dorte, write(dorte, case, NOTICE))
        case = fresh(case)
        assert case.municipal_notice_on == today()
        assert case.municipal_notice_proof == "Digital Post, kvittering 12"
        step = LegalStep.objects.get()
        assert (step.kind, step.on) == (LegalStepKind.MUNICIPALITY_NOTIFIED, today())
        assert Delivery.objects.filter(kind="legal_step", subject_id=step.pk).exists()

    def test_before_or_with_the_filing(self, dorte, case):
        send(dorte, write(dorte, case, NOTICE))
        file_request(actor=dorte, case=case, seen=fresh(case).revision, on=today())
        case = fresh(case)
        assert case.municipal_notice_on <= case.filed_on

    def test_a_draft_of_it_is_not_a_notice(self, dorte, case):
        write(dorte, case, NOTICE)
        assert fresh(case).municipal_notice_on is None

    def test_with_casework_it_is_recorded_as_given_to_others(self, anna, dorte, freja, case):
        work = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
        send(dorte, write(dorte, case, NOTICE))
        given = Disclosure.objects.get()
        assert (given.case, given.recipient, given.legal_basis) == (work, "Fjordby Kommune", "notice_92")
        assert (given.data_kinds, given.basis_reason) == (["contact"], f"Udsættelsessag {case.number}")
        assert given.made_by == dorte
        assert Delivery.objects.get(kind="disclosure").recipient == freja

    @pytest.mark.parametrize("closed", [False, True])
    def test_without_casework_there_is_no_such_row(self, anna, dorte, case, closed):
        if closed:
            over = {"status": "closed", "closed_at": timezone.now(), "closed_by": anna, "outcome": "other"}
            CaseFactory(tenancy=case.tenancy, responsible=anna.membership, **over)
        send(dorte, write(dorte, case, NOTICE))
        assert not Disclosure.objects.exists()
        assert LegalStep.objects.get().kind == LegalStepKind.MUNICIPALITY_NOTIFIED

    def test_somebody_was_first(self, dorte, case):
        letter = write(dorte, case, NOTICE)
        seen = fresh(case).revision
        put_eviction_right(actor=dorte, case=case, seen=seen, children="yes")
        with pytest.raises(EvictionChangedError):
            send(dorte, letter, seen=seen)
        letter.refresh_from_db()
        assert letter.sent_on is None
        assert fresh(case).municipal_notice_on is None


class TestWhoseTheyAre:
    @pytest.mark.parametrize("kind", [NOTICE, PLAN])
    @pytest.mark.parametrize("who", ["anna", "erik", "freja", "gry"])
    def test_the_administrations_are_written_by_nobody_else(self, request, dorte, case, kind, who):
        actor = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            write(actor, case, kind)
        with pytest.raises(PermissionDenied):
            send(actor, write(dorte, case, kind))

    @pytest.mark.parametrize("kind", [HELP, MEETING])
    @pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry"])
    def test_the_caretakers_are_written_by_nobody_else(self, request, anna, case, kind, who):
        actor = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            write(actor, case, kind)
        with pytest.raises(PermissionDenied):
            send(actor, write(anna, case, kind))

    def test_who_has_handed_the_household_away_writes_none_and_reads_none(self, anna, bo, case):
        letter = send(anna, write(anna, case, HELP))
        work = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
        handed_over(work, bo.membership)
        with pytest.raises(PermissionDenied):
            write(anna, case, HELP)
        assert not EvictionLetter.objects.visible_to(anna).exists()
        assert EvictionLetter.objects.visible_to(bo).get() == letter

    def test_the_administration_sees_its_own_only(self, anna, dorte, freja, case):
        write(anna, case, HELP)
        notice = write(dorte, case, NOTICE)
        assert list(EvictionLetter.objects.visible_to(dorte)) == [notice]
        assert EvictionLetter.objects.visible_to(anna).count() == 2
        assert not EvictionLetter.objects.visible_to(freja).exists()

    def test_that_the_caretaker_wrote_is_told_to_nobody_else(self, anna, dorte, freja, case):
        send(anna, write(anna, case, HELP))
        send(dorte, write(dorte, case, PLAN))
        assert [step.values["letter"] for step in read_eviction_file(dorte, case)["steps"]] == [PLAN]
        assert [step.values["letter"] for step in read_eviction_file(freja, case)["steps"]] == [PLAN]
        assert len(read_eviction_file(anna, case)["steps"]) == 2

    def test_hers_is_pushed_to_nobody_and_the_plan_to_her(self, anna, dorte, case):
        send(anna, write(anna, case, HELP))
        assert not Delivery.objects.exists()
        send(dorte, write(dorte, case, PLAN))
        assert Delivery.objects.get().kind == "legal_step"

    def test_hers_is_no_change_of_the_case_and_named_in_no_conflict(self, anna, dorte, case):
        seen = fresh(case).revision
        put_eviction_right(actor=dorte, case=case, seen=seen, children="yes")
        send(anna, write(anna, case, HELP))
        assert fresh(case).revision == seen + 1
        with pytest.raises(EvictionChangedError) as refused:
            put_eviction_right(actor=dorte, case=case, seen=seen, children="no")
        assert "Oplysninger rettet" in refused.value.message
        assert "Brev" not in refused.value.message


def test_a_closed_case_has_no_new_letters(anna, dorte, case):
    draft = write(dorte, case, NOTICE)
    close_eviction(actor=dorte, case=case, seen=fresh(case).revision, outcome="unknown")
    with pytest.raises(DomainError, match="afsluttet"):
        write(anna, case, HELP)
    with pytest.raises(DomainError, match="afsluttet"):
        send(dorte, draft)
