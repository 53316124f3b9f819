"""What a list means for the notices there are: new, changed, unchanged, missing, credit, jump."""

import datetime as dt
from decimal import Decimal

import pytest

from evictions.choices import NoticeStatus
from evictions.models import ArrearsNotice, NoticeRevision
from evictions.tests.intake_files import counted, csv_file, take
from notifications.models import Delivery
from tests.factories import DwellingFactory, StairwellFactory, TenancyFactory

REFERENCE = "1204-0033-02"


def line(amount="8.412,00", due="01-11-2026", reference=REFERENCE):
    return (reference, amount, due)


@pytest.fixture
def neighbour(tenancy):
    """1204-0034-01, in the same stairwell."""
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


@pytest.fixture
def elsewhere(moelle):
    """1205-0001-01, in another estate."""
    return TenancyFactory(dwelling=DwellingFactory(stairwell=StairwellFactory(estate=moelle), number="0001"))


def test_a_new_notice_has_a_revision_and_a_delivery(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line()))
    notice = ArrearsNotice.objects.get()
    assert (notice.status, notice.revision, notice.rises) == (NoticeStatus.OPEN, 1, 0)
    assert (notice.first_list, notice.last_list) == (arrears_list, arrears_list)
    revision = NoticeRevision.objects.get()
    assert (revision.notice, revision.number, revision.amount) == (notice, 1, notice.amount)
    assert revision.lines == notice.lines
    delivery = Delivery.objects.get()
    assert (delivery.subject_id, delivery.estate_id, delivery.organisation_id) == (
        notice.pk,
        tenancy.estate_id,
        tenancy.organisation_id,
    )


def test_the_same_list_again_changes_nothing(dorte, tenancy):
    take(dorte, csv_file(line()))
    before = ArrearsNotice.objects.values().get()
    for _again in range(3):
        assert counted(take(dorte, csv_file(line()))) == {"rows": 1, "unchanged": 1}
    assert ArrearsNotice.objects.values().get() == before
    assert (NoticeRevision.objects.count(), Delivery.objects.count()) == (1, 1)


def test_a_changed_amount_is_a_revision_and_rises_are_counted(dorte, tenancy):
    for amount in ("100", "200", "300", "300", "250", "260"):
        take(dorte, csv_file(line(amount)))
    notice = ArrearsNotice.objects.get()
    assert (notice.amount, notice.revision, notice.rises) == (Decimal(260), 5, 1)
    numbers = NoticeRevision.objects.order_by("number").values_list("number", "amount", "rises")
    assert list(numbers) == [(1, 100, 0), (2, 200, 1), (3, 300, 2), (4, 250, 0), (5, 260, 1)]
    assert Delivery.objects.count() == 1


def test_lines_are_summed_and_kept_itemised(dorte, tenancy):
    header = ("Lejemål", "Saldo", "Forfald", "Posttype", "Mdr", "Trin", "Påkrav modtaget", "Børn")
    rows = [
        (REFERENCE, "7.500,00", "01-11-2026", "Husleje", "1", "Restance", "", ""),
        (REFERENCE, "900,50", "01-10-2026", "Varme", "2", "Påkrav", "12-11-2025", "nej"),
        (REFERENCE, "1.000,00-", "01-11-2026", "Boligstøtte", "1", "", "10-11-2025", "ja"),
    ]
    assert counted(take(dorte, csv_file(*rows, header=header))) == {"rows": 3, "new": 1}
    notice = ArrearsNotice.objects.get()
    assert (notice.amount, notice.due_date, notice.months) == (Decimal("7400.50"), dt.date(2026, 10, 1), 2)
    assert (notice.stage, notice.children) == ("demand", "yes")
    assert notice.demand_deadline == dt.date(2025, 11, 26)
    assert [(item["type"], item["amount"]) for item in notice.lines] == [
        ("heating", "900.50"),
        ("housing_benefit", "-1000.00"),
        ("rent", "7500.00"),
    ]
    assert counted(take(dorte, csv_file(*reversed(rows), header=header))) == {"rows": 3, "unchanged": 1}


def test_the_same_line_twice_waits(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line(), line()))
    assert counted(arrears_list) == {"rows": 2, "new": 1, "rejected": 1}
    assert ArrearsNotice.objects.get().amount == Decimal(8412)
    assert arrears_list.rows.get(bucket="error").problem == "duplicate"


@pytest.mark.parametrize("amount", ["0,00", "500-"])
def test_nothing_owing_makes_no_notice(dorte, tenancy, amount):
    assert counted(take(dorte, csv_file(line(amount)))) == {"rows": 1, "unchanged": 1}
    assert not ArrearsNotice.objects.exists()


def test_nothing_owing_any_more_is_proposed_for_closing(dorte, tenancy):
    take(dorte, csv_file(line()))
    arrears_list = take(dorte, csv_file(line("0,00")))
    assert counted(arrears_list) == {"rows": 1, "missing": 1}
    notice = ArrearsNotice.objects.get()
    assert (notice.status, notice.missing_from) == (NoticeStatus.PROPOSED, arrears_list)


def test_missing_is_not_paid(dorte, tenancy, neighbour, elsewhere):
    take(dorte, csv_file(line(), line(reference="1204-0034-01"), line(reference="1205-0001-01")))
    arrears_list = take(dorte, csv_file(line()))
    assert counted(arrears_list) == {"rows": 1, "unchanged": 1, "missing": 1}
    statuses = dict(ArrearsNotice.objects.values_list("tenancy", "status"))
    assert statuses == {tenancy.pk: "open", neighbour.pk: "proposed", elsewhere.pk: "open"}
    assert ArrearsNotice.objects.get(tenancy=neighbour).missing_from == arrears_list
    assert counted(take(dorte, csv_file(line()))) == {"rows": 1, "unchanged": 1}


@pytest.mark.parametrize(("amount", "revision"), [("8.412,00", 1), ("9.000,00", 2)])
def test_a_missing_one_that_comes_back_is_open_again(dorte, tenancy, neighbour, amount, revision):
    take(dorte, csv_file(line(), line(reference="1204-0034-01")))
    take(dorte, csv_file(line(reference="1204-0034-01")))
    take(dorte, csv_file(line(amount), line(reference="1204-0034-01")))
    notice = ArrearsNotice.objects.get(tenancy=tenancy)
    assert (notice.status, notice.missing_from, notice.revision) == (NoticeStatus.OPEN, None, revision)


def test_a_row_that_cannot_be_read_keeps_its_notice_open(dorte, tenancy, neighbour):
    take(dorte, csv_file(line(), line(reference="1204-0034-01")))
    arrears_list = take(dorte, csv_file(line("otte"), line(reference="1204-0034-01")))
    assert counted(arrears_list) == {"rows": 2, "unchanged": 1, "rejected": 1}
    assert ArrearsNotice.objects.filter(status=NoticeStatus.OPEN).count() == 2


def test_an_amount_never_falls_because_a_line_waits(dorte, tenancy):
    take(dorte, csv_file(line("8.000"), line("500", due="01-10-2026")))
    arrears_list = take(dorte, csv_file(line("otte"), line("500", due="01-10-2026")))
    assert counted(arrears_list) == {"rows": 2, "unchanged": 1, "rejected": 1}
    assert ArrearsNotice.objects.get().amount == Decimal(8500)


@pytest.mark.parametrize(("amount", "waits"), [("999,99", 0), ("1.000,00", 1)])
def test_ten_times_the_last_amount_waits(dorte, tenancy, amount, waits):
    take(dorte, csv_file(line("100,00")))
    arrears_list = take(dorte, csv_file(line(amount)))
    assert arrears_list.counts["rejected"] == waits
    assert arrears_list.rows.filter(problem="jump").count() == waits
    assert ArrearsNotice.objects.get().status == NoticeStatus.OPEN


def test_ten_times_the_last_known_amount_of_a_closed_notice_waits(dorte, tenancy):
    take(dorte, csv_file(line("100,00")))
    ArrearsNotice.objects.update(status="closed", closed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    assert take(dorte, csv_file(line("5.000,00"))).counts["rejected"] == 1


def test_a_closed_notice_stays_closed_and_a_new_one_is_made(dorte, tenancy):
    take(dorte, csv_file(line()))
    ArrearsNotice.objects.update(status="closed", closed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    assert counted(take(dorte, csv_file(line()))) == {"rows": 1, "new": 1}
    assert sorted(ArrearsNotice.objects.values_list("status", flat=True)) == ["closed", "open"]


def test_one_wrong_row_never_stops_the_others(dorte, tenancy, neighbour):
    rows = [
        line("1.2OO,00"),
        line(reference="1204-0034-01"),
        line(reference="9999-0001-01"),
        line(due="31-02-2026"),
        line(reference=""),
    ]
    arrears_list = take(dorte, csv_file(*rows))
    assert counted(arrears_list) == {"rows": 5, "new": 1, "rejected": 4}
    waiting = arrears_list.rows.order_by("row_number").values_list("row_number", "problem", "column")
    assert list(waiting) == [
        (2, "invalid", "amount"),
        (4, "unknown_tenancy", "tenancy"),
        (5, "invalid", "due_date"),
        (6, "invalid", "tenancy"),
    ]


def test_a_column_the_list_lacks_leaves_things_as_they_were(dorte, tenancy):
    header = ("Lejemål", "Saldo", "Forfald", "Trin", "Børn")
    take(dorte, csv_file((*line(), "Påkrav", "ja"), header=header))
    take(dorte, csv_file(line("9.000,00")))
    notice = ArrearsNotice.objects.get()
    assert (notice.stage, notice.children, notice.revision) == ("demand", "yes", 2)
    take(dorte, csv_file((*line("9.000,00"), "Restance", "nej"), header=header))
    notice.refresh_from_db()
    assert (notice.stage, notice.children, notice.revision) == ("arrears", "no", 3)


def test_another_organisations_rows_make_no_notice(dorte, tenancy):
    header = ("Selskab", "Lejemål", "Saldo", "Forfald")
    arrears_list = take(dorte, csv_file(("13", *line()), ("12", *line()), header=header))
    assert counted(arrears_list) == {"rows": 2, "new": 1, "rejected": 1}
    assert take(dorte, csv_file(line(reference="13-1204-0033-02"))).counts["rejected"] == 1


def test_tenancies_of_another_organisation_are_unknown(dorte, skov):
    dwelling = DwellingFactory(stairwell=StairwellFactory(estate=skov), number="0001")
    TenancyFactory(dwelling=dwelling)
    assert take(dorte, csv_file(line(reference="1301-0001-01"))).rows.get().problem == "unknown_tenancy"


def test_without_the_tenants_number_it_is_who_lived_there_on_the_due_date(dorte, dwelling):
    old = TenancyFactory(dwelling=dwelling, tenant_number="01", ends_on=dt.date(2026, 9, 30))
    new = TenancyFactory(dwelling=dwelling, tenant_number="02", starts_on=dt.date(2026, 10, 1))
    take(dorte, csv_file(line(reference="1204-0033"), line("50,00", due="01-09-2026", reference="1204-0033")))
    amounts = dict(ArrearsNotice.objects.values_list("tenancy", "amount"))
    assert amounts == {old.pk: Decimal(50), new.pk: Decimal(8412)}
    assert take(dorte, csv_file(line(due="01-01-2010", reference="1204-0033"))).counts["rejected"] == 1


def test_more_than_fits_waits(dorte, tenancy):
    rows = [line("99.999.999,99", due=f"{day:02d}-11-2026") for day in range(1, 15)]
    assert counted(take(dorte, csv_file(*rows))) == {"rows": 14, "rejected": 14}


def test_taken_rows_and_the_file_are_not_kept(dorte, tenancy, neighbour):
    arrears_list = take(dorte, csv_file(line(), line(reference="1204-0034-01"), line("x", due="01-10-2026")))
    kept = list(arrears_list.rows.order_by("row_number").values_list("row_number", "bucket"))
    assert kept == [(2, "new"), (4, "error")]
    assert not hasattr(arrears_list, "file")


def test_the_newest_list_has_the_last_word_on_what_waits(dorte, tenancy):
    rows = [line(), line(reference="9999-0001-01"), line(reference="x")]
    first = take(dorte, csv_file(*rows))
    assert first.rows.count() == 2
    second = take(dorte, csv_file(*rows))
    waits = [list_.rows.filter(bucket="error").count() for list_ in (first, second)]
    assert waits == [0, 2]
