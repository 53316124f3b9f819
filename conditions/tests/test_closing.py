"""Closing, giving back as a repair, opening again; and what the office is told of it."""

import pytest

from cases.services.cases import close_case
from conditions.choices import ConcernStatus, MessageTopic
from conditions.services.closing import close_concern, reopen_concern, return_as_repair
from conditions.services.concern_writes import ConcernChangedError
from conditions.services.handling import make_case
from conditions.tests.handling import flag, take, vacant
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver


@pytest.fixture
def concern(anna, erik, tenancy):
    return flag(tenancy, erik)


def close(person, concern, outcome="resolved", **more):
    return close_concern(actor=person, concern=concern, seen=concern.revision, outcome=outcome, **more)


def deliver_all():
    deliver(list(Delivery.objects.filter(status="pending").values_list("pk", flat=True)))


def lines_of(user, login):
    return login(user).get("/indbakke/").content.decode()


def test_the_office_is_told_that_and_not_why(login, anna, erik, concern):
    closed = close(anna, concern, outcome="declined", note="Vil ikke have os ind")
    assert (closed.status, closed.outcome, closed.closed_by) == ("closed", "declined", anna)
    deliver_all()
    page = lines_of(erik, login)
    assert "Din melding er afsluttet" in page
    assert "ønskede" not in page and "Vil ikke" not in page


def test_taken_and_closed_are_two_lines(login, anna, erik, concern):
    taken = take(anna, concern)
    close(anna, taken)
    deliver_all()
    page = lines_of(erik, login)
    assert page.count("Din melding er afsluttet") == page.count("Din melding blev taget") == 1


def test_a_repair_is_theirs_to_mend(login, anna, erik, concern):
    returned = return_as_repair(actor=anna, concern=concern, seen=1, answer="Ring til blikkenslageren.")
    assert returned.outcome == "repair"
    deliver_all()
    assert "almindelig reparation" in lines_of(erik, login)
    assert InboxItem.objects.count() == 1, "the sentence stands on the page: no line of its own"


def test_a_sentence_goes_along(anna, concern):
    close(anna, concern, answer="  Vi har ryddet op.  ")
    message = concern.concernmessages.get()
    assert (message.topic, message.text) == (MessageTopic.ANSWER, "Vi har ryddet op.")
    assert not message.from_office


def test_it_needs_an_outcome_we_know(anna, concern):
    for outcome in ("", "fine"):
        with pytest.raises(DomainError, match="hvordan det endte"):
            close(anna, concern, outcome=outcome)


@pytest.mark.parametrize("outcome", ["declined", "moved"])
def test_of_a_vacant_flat_nothing_is_said_of_residents(anna, erik, dwelling, outcome):
    with pytest.raises(DomainError, match="stod tom"):
        close(anna, vacant(dwelling, erik), outcome=outcome)


def test_who_comes_second_is_told_how_it_ended(anna, bo, concern):
    close(bo, concern)
    with pytest.raises(ConcernChangedError, match=r"Bo Berg afsluttede meldingen i dag .*Løst"):
        close_concern(actor=anna, concern=concern, seen=1, outcome="known")
    concern.refresh_from_db()
    with pytest.raises(DomainError, match="Bo Berg afsluttede"):
        close(anna, concern, outcome="known")


def test_the_case_goes_on(anna, concern):
    case = make_case(actor=anna, concern=concern, seen=1, about="Hjælp til at rydde")
    concern.refresh_from_db()
    assert close(anna, concern).case == case
    case.refresh_from_db()
    assert case.is_open
    close_case(actor=anna, case=case, outcome="helped")


def test_opened_again_it_is_hers_and_the_office_is_told_anew(login, anna, bo, erik, concern):
    close(bo, concern, note="Ryddet")
    deliver_all()
    concern.refresh_from_db()
    opened = reopen_concern(actor=anna, concern=concern, seen=concern.revision)
    assert (opened.status, opened.taken_by) == (ConcernStatus.IN_HAND, anna)
    assert (opened.outcome, opened.closing_note, opened.closed_by, opened.closed_at) == ("", "", None, None)
    deliver_all()
    page = lines_of(erik, login)
    assert page.count("Din melding er i gang") == 1
    assert "afsluttet" not in page


def test_opened_again_the_first_action_stays(anna, bo, concern):
    closed = close(bo, concern)
    opened = reopen_concern(actor=anna, concern=closed, seen=closed.revision)
    assert opened.taken_at == closed.closed_at


def test_and_closed_again_they_are_told_that_too(login, anna, erik, concern):
    for _round in range(2):
        concern.refresh_from_db()
        close(anna, concern)
        deliver_all()
        assert "Din melding er afsluttet" in lines_of(erik, login)
        concern.refresh_from_db()
        reopen_concern(actor=anna, concern=concern, seen=concern.revision)
        deliver_all()
    kinds = InboxItem.objects.filter(recipient=erik).values_list("kind", flat=True)
    assert list(kinds) == [DeliveryKind.CONCERN_TAKEN]


def test_what_is_open_cannot_be_opened(anna, bo, concern):
    with pytest.raises(DomainError):
        reopen_concern(actor=anna, concern=concern, seen=1)
    take(bo, concern)
    concern.refresh_from_db()
    with pytest.raises(DomainError, match="Bo Berg har meldingen"):
        reopen_concern(actor=anna, concern=concern, seen=concern.revision)
