"""The newest list is the truth: a row of an older one that is settled late does not overwrite it."""

from decimal import Decimal

import pytest

from evictions.choices import CloseReason, NoticeStatus
from evictions.models import ArrearsNotice, NoticeRevision
from evictions.services import waiting
from evictions.services.lists import undo_list
from evictions.services.notices import close_notice
from evictions.tests.intake_files import csv_file, take
from notifications.models import Delivery
from tests.factories import DwellingFactory, TenancyFactory

REFERENCE, UNKNOWN, NEIGHBOUR = "1204-0033-02", "1204-0099-01", "1204-0034-01"


def line(amount, due="01-10-2026", reference=REFERENCE):
    return (reference, amount, due)


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


@pytest.fixture
def october(dorte, tenancy, neighbour):
    return take(dorte, csv_file(line("4.000,00", reference=UNKNOWN), line("10,00", reference=NEIGHBOUR)))


def match(dorte, october, tenancy):
    return waiting.match_row(actor=dorte, arrears_list=october, row_number=2, tenancy=tenancy)


def assert_refused(row, october):
    assert (row.bucket, row.problem) == ("error", "older")
    assert "nyere liste" in row.message
    october.refresh_from_db()
    assert (october.counts["new"], october.counts["changed"], october.counts["rejected"]) == (1, 0, 1)


def test_a_late_match_does_not_overwrite_a_newer_list(dorte, tenancy, october):
    november = take(dorte, csv_file(line("6.500,00", due="01-11-2026")))
    assert_refused(match(dorte, october, tenancy), october)
    notice = ArrearsNotice.objects.get(tenancy=tenancy)
    assert (notice.amount, notice.revision, notice.last_list) == (Decimal(6500), 1, november)
    assert (NoticeRevision.objects.count(), Delivery.objects.count()) == (2, 2)


def test_nor_when_the_newer_list_found_it_unchanged(dorte, tenancy, neighbour):
    take(dorte, csv_file(line("6.500,00", due="01-09-2026")))
    october = take(dorte, csv_file(line("4.000,00", reference=UNKNOWN)))
    take(dorte, csv_file(line("6.500,00", due="01-09-2026")))
    row = match(dorte, october, tenancy)
    assert (row.problem, ArrearsNotice.objects.get().amount) == ("older", Decimal(6500))


def test_nor_when_the_newer_list_left_it_out(dorte, tenancy, october):
    take(dorte, csv_file(line("6.500,00"), line("10,00", reference=NEIGHBOUR)))
    take(dorte, csv_file(line("10,00", reference=NEIGHBOUR)))
    for amount in ("4.000,00", "6.500,00"):
        row = waiting.fix_row(
            actor=dorte,
            arrears_list=october,
            row_number=2,
            values={"tenancy": REFERENCE, "amount": amount},
        )
        assert row.problem == "older"
    assert ArrearsNotice.objects.get(tenancy=tenancy).status == NoticeStatus.PROPOSED


def test_nor_when_the_newer_one_is_closed(dorte, tenancy, october):
    take(dorte, csv_file(line("6.500,00")))
    close_notice(actor=dorte, notice=ArrearsNotice.objects.get(tenancy=tenancy), reason=CloseReason.PAID)
    assert match(dorte, october, tenancy).problem == "older"
    assert ArrearsNotice.objects.filter(tenancy=tenancy).count() == 1


def test_nor_by_itself_when_the_register_knows_it(dorte, tenancy, october):
    take(dorte, csv_file(line("6.500,00")))
    tenancy.__class__.objects.filter(pk=tenancy.pk).update(reference_key="1204-99-1")
    assert waiting.rematch_waiting(actor=dorte, organisation=tenancy.organisation) == 0
    assert october.rows.get(row_number=2).problem == "older"
    assert ArrearsNotice.objects.get(tenancy=tenancy).amount == Decimal(6500)


def test_it_can_be_left_out_or_matched_with_another(dorte, tenancy, neighbour, october):
    take(dorte, csv_file(line("6.500,00")))
    match(dorte, october, tenancy)
    other = TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0036"))
    assert match(dorte, october, other) is None
    assert ArrearsNotice.objects.get(tenancy=other).amount == Decimal(4000)


def test_leaving_it_out_needs_no_newer_list(dorte, tenancy, october):
    take(dorte, csv_file(line("6.500,00")))
    match(dorte, october, tenancy)
    waiting.leave_row_out(actor=dorte, arrears_list=october, row_number=2)
    assert [row.bucket for row in october.rows.all()] == ["left_out"]


def test_when_the_newer_list_is_undone_it_may(dorte, tenancy, october):
    november = take(dorte, csv_file(line("6.500,00")))
    match(dorte, october, tenancy)
    undo_list(actor=dorte, arrears_list=november)
    assert match(dorte, october, tenancy) is None
    assert ArrearsNotice.objects.get(tenancy=tenancy, status="open").amount == Decimal(4000)


def test_an_older_notice_and_one_from_another_estate_do_not_hinder(dorte, tenancy, moelle, neighbour):
    take(dorte, csv_file(line("3.000,00"), line("10,00", reference=NEIGHBOUR)))
    october = take(dorte, csv_file(line("4.000,00", reference=UNKNOWN), line("10,00", reference=NEIGHBOUR)))
    take(dorte, csv_file(line("1,00", reference="1205-0001-01")))
    assert match(dorte, october, tenancy) is None
    assert ArrearsNotice.objects.get(tenancy=tenancy).amount == Decimal(4000)


def test_the_page_says_why_and_what_to_do(dorte, tenancy, october, login):
    take(dorte, csv_file(line("6.500,00")))
    client, address = login(dorte), f"/restancelister/{october.pk}/raekker/2/"
    data = {"action": "match", "tenancy": tenancy.pk}
    page = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert "En nyere liste" in page and "Udelad række 2" in page and "Find lejeforholdet" in page
    page = client.post(address, data, follow=True).content.decode()
    assert "Række 2: En nyere liste siger, hvad lejeforholdet skylder." in page
    assert "er på plads" not in page
