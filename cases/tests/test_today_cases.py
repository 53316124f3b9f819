"""Cases on I dag: plan, silence, answers owed by partners, and whose it is."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.models import User
from cases.choices import ReferralStatus
from cases.in_whose_hands import hands_of
from cases.models import Case, CaseAssignment, LoneWorkCheck
from cases.services.lone_work import check_in, tell_of_overdue
from cases.services.visits import log_visit
from cases.today import today_page
from cases.today_cases import hands_of_cases, open_cases
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    ConsentFactory,
    PartnerAgreementFactory,
    PartnerFactory,
    ReferralFactory,
    SafetyFlagFactory,
    days_ahead,
    handed_over,
)
from tests.factories import (
    AbsenceFactory,
    ArrearsNoticeFactory,
    DwellingFactory,
    FollowUpFactory,
    MembershipFactory,
    StairwellFactory,
    TenancyFactory,
)

URL = "/i-dag/"
pytestmark = pytest.mark.django_db


def page_of(user):
    return today_page(User.objects.get(pk=user.pk), timezone.localdate())


def sections(user):
    return {section.key: [item.tenancy_id for item in section.items] for section in page_of(user).sections}


def only_item(user):
    (section,) = page_of(user).sections
    (item,) = section.items
    return item


def texts(item):
    return [reason.text for reason in item.reasons]


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def case_of(user, laerke, *, floor="1", **known):
    """Rested: there was contact yesterday."""
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell__estate=laerke, floor=floor))
    known = {"status": "active", "contact_on": days_ahead(-1), "opened_at": days_ago(60), **known}
    return CaseFactory(tenancy=tenancy, responsible=user.membership, **known)


def silent_referral(case, *, days=3, phone="70 10 20 30"):
    partner = PartnerFactory(organisation=case.organisation, name="Gældsrådet", phone="11 11 11 11")
    agreement = PartnerAgreementFactory(partner=partner, phone=phone)
    return ReferralFactory(
        case=case,
        partner=partner,
        agreement=agreement,
        status=ReferralStatus.SENT,
        sent_at=days_ago(20),
        answer_due_on=days_ahead(-days),
        consent=ConsentFactory(case=case),
    )


def test_a_case_that_rests_is_only_counted(anna, laerke):
    case_of(anna, laerke)
    page = page_of(anna)
    assert (page.sections, page.later) == ([], 1)


@pytest.mark.parametrize(("due", "said"), [(0, "I planen i dag: "), (-2, "I planen, 2 dage over tid: ")])
def test_a_due_action_of_the_plan(anna, laerke, due, said):
    case = case_of(anna, laerke)
    ActionFactory(case=case, due_on=days_ahead(due), text="Ringe til banken")
    assert sections(anna) == {"desk": [case.tenancy_id]}
    item = only_item(anna)
    assert f"{said}Ringe til banken" in texts(item)
    assert item.next_step == "Ringe til banken"


def test_actions_ahead_done_or_of_others_do_not_come_up(anna, laerke):
    case = case_of(anna, laerke)
    ActionFactory(case=case, due_on=days_ahead(1))
    ActionFactory(case=case, due_on=days_ahead(0), owner="resident")
    ActionFactory(case=case, due_on=days_ahead(0), done_at=timezone.now())
    ActionFactory(case=case, due_on=None)
    assert sections(anna) == {}


def test_a_promise_that_is_due_is_a_visit_with_all_reasons(anna, laerke):
    case = case_of(anna, laerke, contact_on=days_ahead(-20))
    ActionFactory(case=case, due_on=days_ahead(0), text="Åbne posten")
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(0), text="Se til hende")
    assert sections(anna) == {"due": [case.tenancy_id]}
    item = only_item(anna)
    assert texts(item) == ["Opfølgning i dag", "I planen i dag: Åbne posten", "20 dage uden kontakt"]
    assert item.next_step == "Se til hende (i dag)"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (lambda: {"contact_on": days_ahead(-15)}, "15 dage uden kontakt"),
        (lambda: {"contact_on": None, "opened_at": days_ago(15)}, "Sag i 15 dage uden kontakt"),
        (
            lambda: {
                "contact_on": None,
                "opened_at": days_ago(15),
                "attempt_on": days_ahead(-1),
                "attempts": 4,
            },
            "Sag i 15",
        ),
    ],
)
def test_silence_is_no_contact_for_more_than_fourteen_days(anna, laerke, known, said):
    """Tries are not contact; a step that is planned does not make it less silent."""
    case = case_of(anna, laerke, **known())
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(4))
    assert sections(anna) == {"silent": [case.tenancy_id]}
    assert any(text.startswith(said) for text in texts(only_item(anna)))


def test_on_the_fourteenth_day_it_is_not_silent_yet(anna, laerke):
    case_of(anna, laerke, contact_on=days_ahead(-14))
    assert sections(anna) == {}


def test_a_partner_who_has_not_answered_in_time(anna, laerke):
    case = case_of(anna, laerke)
    silent_referral(case)
    assert sections(anna) == {"desk": [case.tenancy_id]}
    item = only_item(anna)
    assert "Gældsrådet har ikke svaret, 3 dage over tid" in texts(item)
    assert (item.lead.label, item.lead.url) == ("Ring til Gældsrådet", "tel:+4570102030")


def test_without_a_number_in_the_agreement_the_partners_own(anna, laerke):
    silent_referral(case_of(anna, laerke), phone="")
    assert only_item(anna).lead.url == "tel:+4511111111"


@pytest.mark.parametrize("days", [0, -3])
def test_a_partner_with_time_left_does_not_come_up(anna, laerke, days):
    silent_referral(case_of(anna, laerke), days=days)
    assert sections(anna) == {}


def test_new_cases_and_those_that_were_handed_over(anna, bo, laerke):
    new = case_of(anna, laerke, status="new", contact_on=None, opened_at=timezone.now())
    given = case_of(anna, laerke, contact_on=days_ahead(-5))
    CaseAssignment.objects.filter(case=given).update(because="handed_over", starts_at=days_ago(1))
    assert {key: set(rows) for key, rows in sections(anna).items()} == {
        "new": {new.tenancy_id, given.tenancy_id}
    }
    Case.objects.filter(pk=given.pk).update(contact_on=timezone.localdate())
    assert given.tenancy_id not in sections(anna)["new"]


def test_a_notice_and_a_case_are_one_line_that_says_both(anna, laerke):
    case = case_of(anna, laerke, contact_on=days_ahead(-30))
    ArrearsNoticeFactory(tenancy=case.tenancy, stage="bailiff_court")
    silent_referral(case)
    assert sections(anna) == {"urgent": [case.tenancy_id]}
    item = only_item(anna)
    assert "Fogedret" in texts(item) and "30 dage uden kontakt" in texts(item)
    assert "Gældsrådet har ikke svaret, 3 dage over tid" in texts(item)


def test_a_household_whose_case_is_somebody_elses_is_theirs(anna, bo, laerke):
    """Anna answers for the estate; Bo has the case."""
    case = case_of(bo, laerke, contact_on=days_ahead(-20))
    ArrearsNoticeFactory(tenancy=case.tenancy, stage="bailiff_court")
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(0))
    SafetyFlagFactory(dwelling=case.tenancy.dwelling, decided_on=days_ahead(-99), review_on=days_ahead(0))
    assert sections(anna) == {}
    assert sections(bo) == {"urgent": [case.tenancy_id]}


def test_it_is_the_stand_ins_while_she_is_away(anna, bo, laerke):
    case = case_of(anna, laerke, contact_on=days_ahead(-20))
    absence = AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert (sections(anna), sections(bo)) == ({}, {"silent": [case.tenancy_id]})
    absence.delete()
    assert (sections(anna), sections(bo)) == ({"silent": [case.tenancy_id]}, {})


def test_what_is_read_along_says_the_same_as_the_subqueries(anna, bo, laerke, fjordbo):
    """In hand, another's, nobody's, given away, of an absent colleague: one rule, in two shapes."""
    left = MembershipFactory(organisation=fjordbo)
    for membership in (anna.membership, bo.membership, left):
        case_of(membership.user, laerke)
    handed_over(case_of(anna, laerke), left)
    AbsenceFactory(membership=bo.membership, stand_in=anna.membership)
    for person in (anna, bo):
        user = User.objects.get(pk=person.pk)
        read, asked = hands_of_cases(open_cases(user, today=timezone.localdate())), hands_of(user)
        assert sorted(read.own) == sorted(asked.own.values_list("tenancy_id", flat=True))
        assert sorted(read.others) == sorted(asked.others.values_list("tenancy_id", flat=True))
        lines = {tenancy_id for rows in sections(person).values() for tenancy_id in rows}
        seen = Case.objects.visible_to(user).worked_by(user).open()
        assert lines <= set(seen.values_list("tenancy_id", flat=True))
        assert page_of(person).later == seen.count()


def test_what_was_logged_today_stands_there_with_what_came_of_it(anna, laerke):
    case = case_of(anna, laerke, contact_on=days_ahead(-20))
    plain = TenancyFactory(dwelling__stairwell__estate=laerke)
    for tenancy in (case.tenancy, plain):
        log_visit(actor=anna, tenancy=tenancy, result="not_home", client_uuid=uuid.uuid4())
    assert {key: set(rows) for key, rows in sections(anna).items()} == {"done": {case.tenancy_id, plain.pk}}
    (section,) = page_of(anna).sections
    for item in section.items:
        assert texts(item)[0].startswith("Ikke hjemme kl. ")
        assert item.extra["follow_up_id"]


def test_an_action_that_is_still_due_does_not_rest(anna, laerke):
    case = case_of(anna, laerke)
    ActionFactory(case=case, due_on=days_ahead(0))
    log_visit(actor=anna, tenancy=case.tenancy, result="not_home", client_uuid=uuid.uuid4())
    assert sections(anna) == {"desk": [case.tenancy_id]}


def test_visits_are_in_walking_order_by_stairwell(login, anna, laerke):
    stairwells = [StairwellFactory(estate=laerke, street="Birkevej", house_number=n) for n in ("10", "2")]
    for stairwell in stairwells:
        for floor, side in (("10", "tv"), ("2", "th"), ("2", "tv"), ("st", "th")):
            tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=floor, side=side))
            FollowUpFactory(tenancy=tenancy, caretaker=anna)
    (section,) = page_of(anna).sections
    walked = [item.title for item in section.items]
    doors = ["st. th", "2. tv", "2. th", "10. tv"]
    assert walked == [f"Birkevej {number}, {door}" for number in ("2", "10") for door in doors]
    page = login(anna).get(URL).content.decode()
    assert page.index(">Birkevej 2</h3>") < page.index("Birkevej 2, 10. tv") < page.index(">Birkevej 10</h3>")


def test_marks_stand_on_the_line(login, anna, laerke):
    case = case_of(anna, laerke, contact_on=days_ahead(-20))
    SafetyFlagFactory(dwelling=case.tenancy.dwelling, kind="come_as_two")
    page = login(anna).get(URL).content.decode()
    assert "Advarsel: kom to" in page and "På besøg til" in page


def test_a_flag_to_be_seen_to_again_comes_up(login, anna, bo, laerke):
    flagged = {"decided_on": days_ahead(-91), "review_on": days_ahead(0), "expires_on": days_ahead(90)}
    case = case_of(anna, laerke)
    flag = SafetyFlagFactory(dwelling=case.tenancy.dwelling, **flagged)
    vacant = SafetyFlagFactory(dwelling=DwellingFactory(stairwell__estate=laerke), **flagged)
    SafetyFlagFactory(dwelling=TenancyFactory(dwelling__stairwell__estate=laerke).dwelling)
    (section,) = page_of(anna).sections
    assert section.key == "desk"
    assert {item.lead.url for item in section.items} == {f"/sikkerhed/{one.pk}/" for one in (flag, vacant)}
    assert sections(bo) == {}, "Anna answers for the estate"
    page = login(anna).get(URL).content.decode()
    assert page.count("Se advarslen efter") == 2 and "Advarslen om hund skal ses efter" in page


def test_a_visit_of_ones_own_and_a_colleague_who_is_missing_stand_on_top(login, anna, bo, freja, laerke):
    tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
    check_in(actor=anna, tenancy=tenancy, until=timezone.now() + dt.timedelta(hours=1))
    mine = login(anna).get(URL).content.decode()
    assert "Du er på besøg" in mine and "Meld dig ud" in mine
    assert "har ikke meldt sig ud" not in login(bo).get(URL).content.decode()
    LoneWorkCheck.objects.update(until=timezone.now() - dt.timedelta(minutes=40))
    tell_of_overdue()
    assert "Anna Andersen har ikke meldt sig ud" in login(bo).get(URL).content.decode()
    assert "Dine kolleger har fået besked" in login(anna).get(URL).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("url", [URL, "/i-dag/papir/"])
def test_the_number_of_queries_does_not_grow(login, anna, laerke, rows, url, django_assert_max_num_queries):
    for number in range(rows):
        silent = case_of(anna, laerke, contact_on=days_ahead(-20))
        ActionFactory(case=silent, due_on=days_ahead(0))
        partner = PartnerFactory(organisation=laerke.organisation, name=f"Rådgivning {number}")
        ReferralFactory(
            case=silent,
            partner=partner,
            status=ReferralStatus.SENT,
            sent_at=days_ago(20),
            answer_due_on=days_ahead(-1),
            consent=ConsentFactory(case=silent),
        )
        SafetyFlagFactory(
            dwelling=silent.tenancy.dwelling, decided_on=days_ahead(-91), review_on=days_ahead(0)
        )
        FollowUpFactory(tenancy=case_of(anna, laerke).tenancy, caretaker=anna)
        ArrearsNoticeFactory(tenancy=case_of(anna, laerke).tenancy)
        log_visit(
            actor=anna, tenancy=case_of(anna, laerke).tenancy, result="not_home", client_uuid=uuid.uuid4()
        )
    client = login(anna)
    client.get(url)
    savepoints = 2
    with django_assert_max_num_queries(12 + savepoints):
        assert client.get(url).status_code == 200
