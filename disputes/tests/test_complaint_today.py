"""Complaints on I dag, among the deadlines of a household and in the calendar; and complaints that rise
together with arrears."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.tests.clock import on
from cases.deadlines import deadlines_of
from cases.today import today_page
from disputes.complaint_today import complaint_events, reasons_of
from disputes.models import Complaint
from disputes.rising import more_complaints, rising_notices
from disputes.tests.ladder_play import complaint_about, day, fresh, neighbour_of, talk
from evictions.models import ArrearsNotice
from tests.case_factories import CaseFactory
from tests.factories import ArrearsNoticeFactory

pytestmark = pytest.mark.django_db
REPLIED = {"status": "board", "board_reply_on": "2026-06-20"}
DECIDED = {"status": "board", "board_decided_on": "2026-06-22"}
SANCTIONED = {"status": "sanction", "sanction_until": "2027-06-20"}


@pytest.fixture
def complaint(tenancy):
    """To be acted on by Thursday 13 August 2026."""
    return complaint_about(tenancy)


def lines(user, on_day):
    with on(day(on_day)):
        page = today_page(user, day(on_day))
    return {
        section.key: [reason.text for item in section.items for reason in item.reasons]
        for section in page.sections
    }


def test_a_new_complaint_is_there_at_once_and_never_gets_quieter(complaint, anna):
    assert lines(anna, "2026-06-15") == {"new": ["Ny klage: væsentlig støj, handles senest tors. 13. aug."]}
    assert lines(anna, "2026-08-06") == {"desk": ["Frist for at handle på en klage om 7 dage"]}
    assert lines(anna, "2026-08-12") == {"urgent": ["Frist for at handle på en klage i morgen"]}
    assert lines(anna, "2026-08-13") == {"urgent": ["Frist for at handle på en klage i dag"]}
    assert lines(anna, "2026-08-20") == {"urgent": ["Frist for at handle på en klage var tors. 13. aug."]}
    days = ("2026-06-15", "2026-08-06", "2026-08-12", "2026-08-13", "2026-08-14", "2026-12-01")
    points = [sum(reason.points for reason in reasons_of(fresh(complaint), day(each))) for each in days]
    assert points == sorted(points)


def test_once_somebody_has_acted_it_is_gone(complaint, anna):
    with on(day("2026-06-20")):
        talk(anna, complaint)
    assert lines(anna, "2026-08-12") == {}


def test_it_is_hers_who_has_the_estate_or_works_with_the_household(complaint, anna, bo, carla, tenancy):
    assert lines(bo, "2026-06-15") == {}
    assert lines(carla, "2026-06-15") == {}
    with on(day("2026-06-15")):
        CaseFactory(tenancy=tenancy, responsible=bo.membership)
    assert "Ny klage" in str(lines(bo, "2026-06-15"))
    assert "Ny klage" not in str(lines(anna, "2026-06-15"))


@pytest.mark.parametrize(
    ("columns", "on_day", "said"),
    [
        (REPLIED, "2026-07-13", "Nævnet afgør klagen senest lør. 18. jul."),
        (REPLIED, "2026-07-20", "Nævnet skulle have afgjort klagen lør. 18. jul."),
        (REPLIED, "2026-07-01", ""),
        (DECIDED, "2026-07-15", "Nævnets afgørelse kan indbringes til man. 20. jul."),
        (DECIDED, "2026-07-21", "Nævnet har afgjort klagen"),
        (SANCTIONED, "2027-06-10", "Det betingede lejeforhold udløber søn. 20. jun."),
        (SANCTIONED, "2027-06-21", "Det betingede lejeforhold udløb søn. 20. jun."),
        (SANCTIONED, "2027-05-01", ""),
    ],
)
def test_days_of_the_board_and_of_a_sanction(complaint, anna, columns, on_day, said):
    base = {"acted_on": "2026-06-16", "admonished_on": "2026-06-16", "board_sent_on": "2026-06-17"}
    sanction = {"sanction": "conditional", "sanction_on": "2026-06-20"} if "sanction_until" in columns else {}
    Complaint.objects.filter(pk=complaint.pk).update(**base, **sanction, **columns)
    found = lines(anna, on_day)
    assert found == ({"desk": [said]} if said else {})


def test_i_dag_asks_as_much_for_three_complaints_as_for_none(anna, tenancy):
    def queries():
        with on(day("2026-06-15")), CaptureQueriesContext(connection) as found:
            today_page(anna, day("2026-06-15"))
        return len(found)

    queries()
    before = queries()
    for _number in range(3):
        complaint_about(neighbour_of(tenancy))
    assert queries() == before


def test_the_clock_is_one_of_the_deadlines_of_the_household(complaint, anna, tenancy):
    (found,) = deadlines_of([tenancy.pk])[tenancy.pk]
    assert (found.on, found.label) == (day("2026-08-13"), "Frist for at handle på en klage")
    assert found.url == reverse("complaint_detail", args=[complaint.pk])
    with on(day("2026-06-20")):
        talk(anna, complaint)
    assert deadlines_of([tenancy.pk]) == {}


def test_the_calendar_says_a_number_and_a_day(complaint, anna, bo, dorte, carla, freja, erik, tenancy):
    window = (day("2026-08-01"), day("2026-08-31"))
    for person in (anna, dorte):
        (event,) = complaint_events(person, *window)
        assert (event.summary, event.start) == (f"Frist · {fresh(complaint).number}", day("2026-08-13"))
        assert "Lærkevej" not in str(event)
    for other in (bo, carla, freja, erik):
        assert complaint_events(other, *window) == []
    assert complaint_events(anna, day("2026-09-01"), day("2026-09-30")) == []


# -- rising --------------------------------------------------------------------------------------------


def complained(tenancy, *days, **options):
    return [complaint_about(tenancy, received_on=day(each), **options) for each in days]


@pytest.mark.parametrize(
    ("days", "rises", "found"),
    [
        (["2026-05-01", "2026-06-01"], 1, True),
        (["2026-02-01", "2026-06-01", "2026-06-02"], 1, True),
        (["2026-02-01", "2026-06-01"], 1, False),  # As many as before.
        (["2026-02-01", "2026-02-02", "2026-06-01"], 1, False),  # Fewer.
        (["2026-05-01", "2026-06-01"], 0, False),  # The amount did not rise.
        (["2025-10-01"], 1, False),  # Long ago.
        ([], 1, False),
        (["2026-03-16"], 1, True),  # The first day of the last 3 months.
        (["2026-03-15"], 1, False),  # The last one before them.
    ],
)
def test_more_complaints_than_before_and_a_rising_amount(tenancy, anna, days, rises, found):
    ArrearsNoticeFactory(tenancy=tenancy, rises=rises)
    complained(tenancy, *days)
    today = day("2026-06-15")
    with on(today):
        assert rising_notices(anna, today).exists() is found
    said = "Flere klager og stigende restance" in str(lines(anna, "2026-06-15"))
    assert said is found


def test_complaints_without_ground_and_a_closed_notice_do_not_rise(tenancy, anna):
    notice = ArrearsNoticeFactory(tenancy=tenancy, rises=1)
    (complaint,) = complained(tenancy, "2026-06-01")
    today = day("2026-06-15")
    with on(today):
        assert rising_notices(anna, today).exists()
        ArrearsNotice.objects.filter(pk=notice.pk).update(
            status="closed", closed_at="2026-06-10T10:00Z", close_reason="paid"
        )
        assert not rising_notices(anna, today).exists()
    assert complaint.is_open


def test_only_a_caretaker_of_the_estate_is_told(tenancy, anna, bo, carla, dorte, freja, erik):
    ArrearsNoticeFactory(tenancy=tenancy, rises=2, amount=Decimal(9000))
    complained(tenancy, "2026-06-01")
    today = day("2026-06-15")
    with on(today):
        assert rising_notices(anna, today).exists()
        for other in (carla, dorte, freja, erik):
            assert not rising_notices(other, today).exists()


def test_it_stands_on_the_page_of_the_household(tenancy, anna, dorte, login):
    ArrearsNoticeFactory(tenancy=tenancy, rises=1)
    complained(tenancy, "2026-06-01")
    url = reverse("tenancy_detail", args=[tenancy.pk])
    with on(day("2026-06-15")):
        assert "Flere klager og stigende restance" in login(anna).get(url).content.decode()
        assert "Flere klager og stigende restance" not in login(dorte).get(url).content.decode()


def test_one_statement_by_the_indexes(tenancy, anna):
    list(rising_notices(anna, day("2026-06-15")))
    for number in range(1, 4):
        home = neighbour_of(tenancy)
        ArrearsNoticeFactory(tenancy=home, rises=1)
        complained(home, *["2026-06-01"] * number)
        with on(day("2026-06-15")), CaptureQueriesContext(connection) as queries:
            assert len(rising_notices(anna, day("2026-06-15"))) == number
        assert len(queries) == 1
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with on(day("2026-06-15")):
        plan = more_complaints(anna, day("2026-06-15")).explain()
    assert "Seq Scan on disputes_complaint" not in plan, plan
