"""Rows that wait are corrected, matched, confirmed or left out: in the preview, or after the import."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from evictions.choices import Source
from evictions.models import ArrearsNotice, NoticeRevision
from evictions.services import waiting
from evictions.services.lists import apply_list, read_list, receive_list, rematch_waiting
from evictions.tests.intake_files import csv_file, take
from notifications.models import Delivery
from tests.factories import DwellingFactory, TenancyFactory

REFERENCE = "1204-0033-02"


def line(amount="8.412,00", due="01-11-2026", reference=REFERENCE):
    return (reference, amount, due)


@pytest.fixture
def neighbour(tenancy):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034"))


def preview(actor, *rows):
    arrears_list = receive_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=csv_file(*rows),
    )
    return read_list(arrears_list.pk)


def counts(arrears_list, *names):
    arrears_list.refresh_from_db()
    return [arrears_list.counts[name] for name in names]


def test_a_corrected_row_moves_to_its_bucket_in_the_preview(dorte, tenancy, neighbour):
    arrears_list = preview(dorte, line("1.2OO,00"), line(reference="1204-0034-01"))
    assert counts(arrears_list, "new", "rejected") == [1, 1]
    row = waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "1.200,00"})
    assert (row.bucket, row.amount, row.tenancy) == ("new", Decimal(1200), tenancy)
    assert counts(arrears_list, "new", "rejected", "missing") == [2, 0, 0]
    assert not ArrearsNotice.objects.exists()
    apply_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.count() == 2


def test_a_correction_that_cannot_be_read_either_waits_with_the_new_value(dorte, tenancy):
    arrears_list = preview(dorte, line("x"))
    row = waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "y"})
    assert (row.bucket, row.problem, row.values["amount"]) == ("error", "invalid", "y")


def test_a_corrected_amount_can_jump(dorte, tenancy):
    take(dorte, csv_file(line("100,00")))
    arrears_list = preview(dorte, line("x"))
    row = waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "9.000"})
    assert (row.bucket, row.problem) == ("error", "jump")
    row = waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=2)
    assert (row.bucket, row.problem) == ("changed", "")


def test_a_corrected_row_of_an_imported_list_is_taken_at_once(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line("1.2OO,00")))
    gone = waiting.fix_row(
        actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "1.200,00"}
    )
    assert gone is None
    assert ArrearsNotice.objects.get().amount == Decimal(1200)
    assert Delivery.objects.count() == 1
    assert counts(arrears_list, "new", "notices", "rejected") == [1, 1, 0]


def test_a_late_line_is_added_to_the_others_of_its_tenancy(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line("8.000"), line("5OO", due="01-10-2026")))
    assert ArrearsNotice.objects.get().amount == Decimal(8000)
    waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=3, values={"amount": "500"})
    notice = ArrearsNotice.objects.get()
    assert (notice.amount, notice.revision, len(notice.lines)) == (Decimal(8500), 2, 2)
    assert not arrears_list.rows.exists()


def test_an_unknown_tenancy_is_matched_by_hand(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line(reference="9999-0001-01")))
    assert not ArrearsNotice.objects.exists()
    waiting.match_row(actor=dorte, arrears_list=arrears_list, row_number=2, tenancy=tenancy)
    assert ArrearsNotice.objects.get().tenancy == tenancy


def test_a_tenancy_of_another_organisation_is_no_match(dorte, tenancy, skov):
    arrears_list = take(dorte, csv_file(line(reference="9999-0001-01")))
    stranger = TenancyFactory(dwelling__stairwell__estate=skov)
    with pytest.raises(DomainError):
        waiting.match_row(actor=dorte, arrears_list=arrears_list, row_number=2, tenancy=stranger)


def test_an_unknown_tenancy_is_taken_when_the_register_knows_it(dorte, tenancy):
    take(dorte, csv_file(line(), line("50,00", reference="1204-0035-01")))
    assert rematch_waiting(actor=dorte, organisation=tenancy.organisation) == 0
    new = TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0035"))
    assert rematch_waiting(actor=dorte, organisation=tenancy.organisation) == 1
    assert ArrearsNotice.objects.get(tenancy=new).amount == Decimal(50)
    assert rematch_waiting(actor=dorte, organisation=tenancy.organisation) == 0


def test_a_jump_is_confirmed_after_the_import(dorte, tenancy):
    take(dorte, csv_file(line("100,00")))
    arrears_list = take(dorte, csv_file(line("8.000"), line("500", due="01-10-2026")))
    assert counts(arrears_list, "changed", "rejected") == [0, 2]
    waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=3)
    assert ArrearsNotice.objects.get().amount == Decimal(8500)
    assert NoticeRevision.objects.count() == 2
    assert counts(arrears_list, "changed", "rejected") == [1, 0]


def test_both_of_two_equal_lines_can_count(dorte, tenancy):
    arrears_list = preview(dorte, line("100,00"), line("100,00"))
    waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=3)
    apply_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.get().amount == Decimal(200)


@pytest.mark.parametrize("imported", [False, True])
def test_a_confirmed_jump_says_nothing_of_the_line_that_is_there_twice(dorte, tenancy, imported):
    take(dorte, csv_file(line("100,00")))
    rows = [line("50.000"), line("50.000")]
    arrears_list = take(dorte, csv_file(*rows)) if imported else preview(dorte, *rows)
    waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=2)
    assert arrears_list.rows.get(row_number=3).problem == "duplicate"
    apply_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.get().amount == Decimal(50_000)
    waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=3)
    assert ArrearsNotice.objects.get().amount == Decimal(100_000)
    assert not arrears_list.rows.exists()


def test_of_three_equal_lines_each_is_confirmed_by_itself(dorte, tenancy):
    arrears_list = preview(dorte, line("100,00"), line("100,00"), line("100,00"))
    waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=4)
    apply_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.get().amount == Decimal(200)
    assert [(row.row_number, row.problem) for row in arrears_list.rows.filter(bucket="error")] == [
        (3, "duplicate")
    ]


def test_only_a_jump_or_a_repeated_line_can_be_confirmed(dorte, tenancy):
    arrears_list = preview(dorte, line("x"))
    with pytest.raises(DomainError):
        waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=2)


def test_a_row_that_is_left_out_counts_no_more(dorte, tenancy):
    arrears_list = preview(dorte, line("x"), line("100,00", due="01-10-2026"))
    waiting.leave_row_out(actor=dorte, arrears_list=arrears_list, row_number=2)
    assert counts(arrears_list, "new", "rejected", "omitted") == [1, 0, 1]
    row = arrears_list.rows.get(bucket="left_out")
    assert (row.row_number, row.left_out_by, row.problem) == (2, dorte, "invalid")


def test_a_second_click_says_that_the_row_waits_no_more(dorte, tenancy):
    arrears_list = take(dorte, csv_file(line("x")))
    fix = {"actor": dorte, "arrears_list": arrears_list, "row_number": 2, "values": {"amount": "100"}}
    waiting.fix_row(**fix)
    with pytest.raises(DomainError):
        waiting.fix_row(**fix)


def test_only_the_administration_settles_rows(dorte, freja, tenancy):
    arrears_list = preview(dorte, line("x"))
    with pytest.raises(PermissionDenied):
        waiting.fix_row(actor=freja, arrears_list=arrears_list, row_number=2, values={"amount": "1"})


def test_several_columns_are_kept_for_the_correction(dorte, tenancy):
    header = ("Afdeling", "Bolignr", "Lejernr", "Saldo", "Forfald")
    content = csv_file(("1204", "0099", "02", "100", "01-11-2026"), header=header)
    arrears_list = take(dorte, content)
    assert arrears_list.rows.get().problem == "unknown_tenancy"
    waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"tenancy": REFERENCE})
    assert ArrearsNotice.objects.get().tenancy == tenancy
